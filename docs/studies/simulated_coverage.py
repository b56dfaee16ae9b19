"""How often the 95% intervals hold the truth of simulated studies.

Runs ``two_ways`` so often that its means are known well, in two studies: as it is shipped, and cut
down to one recruiter in eight weeks, where events are rare. Then it cuts the runs into short
studies and counts the intervals that hold what all the other runs together say:

    python docs/studies/simulated_coverage.py

It writes ``simulated_coverage.csv`` beside this file and the table in ``docs/coverage.md``, in a
few minutes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import polars as pl
from page import COMPILED, HERE, show

from recsim.analysis.estimates import Sample, difference
from recsim.analysis.intervals import Interval, mean
from recsim.analysis.measures import MEASURES
from recsim.analysis.samples import samples_of
from recsim.experiments.runner import run
from recsim.scenario.load import load
from recsim.scenario.markdown import table

SCENARIO = "two_ways"
PAGE = "coverage.md"
REPLICATIONS = 1200
RUNS = (2, 3, 5, 10, 30)
STUDIES: Mapping[str, tuple[str, ...]] = {
    "as shipped": (),
    "one recruiter, eight weeks": ("study.horizon_days=56", "strategies.*.recruiters=1"),
}
SHOWN = (
    "placements", "offences", "early_exits", "offences_per_1000_contacts",
    "offences_per_100_placements", "offended_people_share", "fill_rate", "time_to_fill_days",
    "fees_minus_cost",
)  # fmt: skip
ONE, TWO = "a strategy", "difference of two"
COLUMNS = ("study", "measure", "of", "events", "runs", "held", "intervals", "seed")


def study(replications: int = REPLICATIONS) -> pl.DataFrame:
    """How often each interval holds the truth, in percent: one row a cell, ``COLUMNS``."""
    rows = []
    for name, changes in STUDIES.items():
        scenario = load(SCENARIO, set_=[COMPILED, *changes], replications=replications).scenario
        samples = samples_of(run(scenario))
        for measure in SHOWN:
            sides = [samples(strategy, measure) for strategy in scenario.strategies]
            events = sum(side.above.sum() for side in sides) / len(sides) / replications
            for of, groups in ((ONE, [(s,) for s in sides]), (TWO, [*combinations(sides, 2)])):
                for n in RUNS:
                    held = [one for group in groups for one in _held(group, n, replications)]
                    share = round(100 * sum(held) / len(held), 1) if held else None
                    rows.append((name, measure, of, float(f"{events:.3g}"), n, share,
                                 len(held), scenario.study.seed))  # fmt: skip
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _held(sides: tuple[Sample, ...], n: int, replications: int) -> Iterator[bool]:
    """Whether the interval of each short study holds what all other runs say; not where none is."""
    for first in range(0, replications - n + 1, n):
        own = frozenset(range(first, first + n))
        others = frozenset(range(replications)) - own
        found = _interval(tuple(side.only(own) for side in sides))
        truth = _estimate(tuple(side.only(others) for side in sides))
        if found is not None and truth is not None and found.low is not None:
            assert found.high is not None
            yield found.low <= truth <= found.high


def _interval(sides: tuple[Sample, ...]) -> Interval | None:
    if len(sides) == 1:
        return sides[0].interval(0.95)
    return difference(sides[0], sides[1], 0.95)


def _estimate(sides: tuple[Sample, ...]) -> float | None:
    """The same without its ends, which are slow to find for many runs."""
    first, last = sides[0], sides[-1]
    if len(sides) == 1:
        return first.estimate
    if first.estimate is None or last.estimate is None:
        return None
    if not first.measure.is_ratio:
        return mean(last.values - first.values)
    return last.estimate - first.estimate


def lines(found: pl.DataFrame) -> Iterator[str]:
    """The tables of the page, from the stored rows."""
    first = found.row(0, named=True)
    fewest, most = found["intervals"].min(), found["intervals"].max()
    yield (
        f"`{SCENARIO}`, {REPLICATIONS:,} runs, seed {first['seed']}: percent of {fewest} to "
        f"{most:,} intervals that hold what all other runs say, by runs of the short study. "
        "Events: numerator of the measure a run, mean over the strategies."
    )
    for (name,), rows in found.group_by("study", maintain_order=True):
        yield from ("", f"**{str(name).capitalize()}**", "")
        heads = ("Measure", "Of", "Events", *(f"{n} runs" for n in RUNS))
        keys = rows.select("measure", "of", "events").unique(maintain_order=True).rows()
        yield from table(heads, (_line(rows, *key) for key in keys))


def _line(rows: pl.DataFrame, measure: str, of: str, events: float) -> tuple[str, ...]:
    cells = rows.filter(measure=measure, of=of)["held"].to_list()
    shown = ("" if cell is None else f"{cell:g}" for cell in cells)
    money = MEASURES[measure].unit == "currency"
    return (MEASURES[measure].label, of, "" if money else f"{events:.3g}", *shown)


if __name__ == "__main__":
    table_of_all = study()
    table_of_all.write_csv(HERE / "simulated_coverage.csv")
    show(PAGE, "simulated_coverage", lines(table_of_all))
