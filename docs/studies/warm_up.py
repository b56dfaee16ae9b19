"""Whether the warm-up is long enough: ``two_ways``, quarter by quarter from empty desks.

    python docs/studies/warm_up.py

It writes ``warm_up.csv`` beside this file and the table in ``docs/calibration.md``, in seconds
with the compiled engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl
from page import COMPILED, HERE, show

from recsim.analysis.measures.series import SERIES
from recsim.experiments.runner import run
from recsim.scenario.load import load
from recsim.scenario.markdown import table
from recsim.scenario.scenario import Scenario

SCENARIO = "two_ways"
PAGE = "calibration.md"
REPLICATIONS = 10
QUARTER_DAYS, QUARTERS = 91, 8
SHOWN = ("placements", "open_requisitions", "in_process", "searching_share", "seeded_share",
         "wary_share")  # fmt: skip
COLUMNS = ("series", "strategy", *(f"quarter {number + 1}" for number in range(QUARTERS)),
           "replications", "seed")  # fmt: skip


def scenario(replications: int = REPLICATIONS) -> Scenario:
    """The shipped scenario without a warm-up, for two years."""
    changes = [COMPILED, "study.warm_up_days=0", f"study.horizon_days={QUARTER_DAYS * QUARTERS}"]
    return load(SCENARIO, set_=changes, replications=replications).scenario


def study(replications: int = REPLICATIONS) -> pl.DataFrame:
    """Run: one row a series and strategy, ``COLUMNS``; flows are sums over the quarter."""
    asked = scenario(replications)
    weeks = run(asked).series
    quarter = ((pl.col("day") - 1) // QUARTER_DAYS).cast(pl.Int64).alias("quarter")
    means = weeks.group_by(quarter, "strategy").agg(pl.col(SHOWN).mean()).sort("quarter")
    how = (replications, asked.study.seed)
    rows = [
        (name, strategy, *(float(f"{mean * per_quarter:.4g}") for mean in found[name]), *how)
        for name in SHOWN
        for per_quarter in [QUARTER_DAYS / 7 if SERIES[name].flow else 1.0]
        for strategy in asked.strategies
        for found in [means.filter(pl.col("strategy") == strategy)]
        if found[name].sum() > 0
    ]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def lines(found: pl.DataFrame) -> Iterator[str]:
    """The table of the page, from the stored rows."""
    first = found.row(0, named=True)
    yield (
        f"`{SCENARIO}` without a warm-up, {first['replications']} replications, seed "
        f"{first['seed']}; means over quarters of {QUARTER_DAYS} days, "
        "placements per quarter."
    )
    yield ""
    head = ("What", "Strategy", *(str(number + 1) for number in range(QUARTERS)))
    yield from table(head, map(_line, found.iter_rows(named=True)))


def _line(row: dict[str, float]) -> Sequence[str]:
    label = SERIES[str(row["series"])].label
    cells = (f"{row[f'quarter {number + 1}']:.3g}" for number in range(QUARTERS))
    return (label, str(row["strategy"]), *cells)


if __name__ == "__main__":
    table_of_all = study()
    table_of_all.write_csv(HERE / "warm_up.csv")
    show(PAGE, "warm_up", lines(table_of_all))
