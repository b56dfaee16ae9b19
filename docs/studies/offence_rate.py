"""How the main comparison moves when offence is four times rarer or more frequent.

Runs the shipped scenario ``two_ways`` with ``world.offence.scale`` at 1/4, 1 and 4:

    python docs/studies/offence_rate.py

It writes ``offence_rate.csv`` beside this file and the table in ``docs/limits.md``, in seconds with
the compiled engine. One column of it by hand:
``recsim run two_ways --set world.offence.scale=4 -n 10``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl
from page import COMPILED, HERE, show

from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import differences
from recsim.analysis.summaries import summary
from recsim.experiments.runner import run
from recsim.scenario.load import load
from recsim.scenario.markdown import table
from recsim.scenario.scenario import Scenario

SCENARIO = "two_ways"
PAGE = "limits.md"
REPLICATIONS = 10
SCALES = (0.25, 1.0, 4.0)
SHOWN = ("placements", "offences_per_1000_contacts", "offences_per_100_placements",
         "put_off_per_100_placements", "offended_people_share", "burnt_pool_share")  # fmt: skip
COMPARED = "placements"
COLUMNS = ("scale", "strategy", "measure", "value", "low", "high", "replications", "seed")


def scenario(scale: float, replications: int = REPLICATIONS) -> Scenario:
    """The shipped scenario with offence so many times as frequent."""
    changes = [COMPILED, f"world.offence.scale={scale:g}"]
    return load(SCENARIO, set_=changes, replications=replications).scenario


def study(replications: int = REPLICATIONS) -> pl.DataFrame:
    """Run all scales: one row a scale, strategy and measure, ``COLUMNS``.

    The strategy "A - B" is the paired difference of two strategies.
    """
    rows = []
    for scale in SCALES:
        asked = scenario(scale, replications)
        results = run(asked)
        how = (replications, asked.study.seed)
        rows += [
            (scale, row["strategy"], row["measure"], *_rounded(row, "mean"), *how)
            for row in summary(results).iter_rows(named=True)
            if row["measure"] in SHOWN
        ]
        rows += [
            (scale, f"{row['strategy']} - {row['baseline']}", COMPARED,
             *_rounded(row, "difference"), *how)
            for row in differences(results).iter_rows(named=True)
            if row["measure"] == COMPARED
        ]  # fmt: skip
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _rounded(row: dict[str, float | None], name: str) -> Iterator[float | None]:
    for column in (name, "low", "high"):
        value = row[column]
        yield None if value is None else float(f"{value:.4g}")


def lines(found: pl.DataFrame) -> Iterator[str]:
    """The table of the page, from the stored rows."""
    first = found.row(0, named=True)
    yield (
        f"`{SCENARIO}`, {first['replications']} replications, seed "
        f"{first['seed']}; mean and 95% interval, for differences of paired worlds."
    )
    yield ""
    heads = (f"offence x {scale:g}" for scale in SCALES)
    keys = found.select("measure", "strategy").unique(maintain_order=True).iter_rows()
    order = sorted(keys, key=lambda key: (SHOWN.index(key[0]), " - " in key[1]))
    yield from table(("Measure", "Strategy", *heads), (_line(found, *key) for key in order))


def _line(found: pl.DataFrame, measure: str, strategy: str) -> Sequence[str]:
    rows = found.filter((pl.col("measure") == measure) & (pl.col("strategy") == strategy))
    by_scale = {row["scale"]: row for row in rows.iter_rows(named=True)}
    return (MEASURES[measure].label, strategy, *(_cell(by_scale[scale]) for scale in SCALES))


def _cell(row: dict[str, float | None]) -> str:
    if row["value"] is None:
        return "none to divide by"
    span = "" if row["low"] is None else f" ({row['low']:.3g} to {row['high']:.3g})"
    return f"{row['value']:.3g}{span}"


if __name__ == "__main__":
    table_of_all = study()
    table_of_all.write_csv(HERE / "offence_rate.csv")
    show(PAGE, "offence_rate", lines(table_of_all))
