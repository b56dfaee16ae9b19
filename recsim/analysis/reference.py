"""The reference page of all measures.

``python -m recsim.analysis.reference > docs/measures.md`` writes the page anew.
"""

from __future__ import annotations

from itertools import groupby

from recsim.analysis.measures import MEASURES, Measure
from recsim.analysis.measures.series import SERIES, Series
from recsim.scenario.markdown import table

HEAD = """\
# Measures

What recsim counts. Each measure is a total of the measured time of one run (events, hours, money)
or a ratio of two totals, and every rate names what it counts and what it divides by. This page is
made from the code by `python -m recsim.analysis.reference > docs/measures.md`; the same definitions
go with every results folder as `definitions.csv`.

- **Over the replications** a total is the mean of the runs. A ratio is the sum of its numerator
  over all runs, divided by the sum of its denominator over all runs, and not the mean of the runs'
  own ratios, which is biased and undefined as soon as one run has nothing to divide by.
- **Intervals** are t intervals of the mean; for ratios, of the jackknife pseudo-values. Where fewer
  than 50 events are behind a number they are wide enough for what so few may hide: nothing seen is
  not nothing there ([coverage.md](coverage.md)). One run has no interval.
- **Undefined** (nothing to divide by) is an empty cell, never 0.
- **Better** says what a recruiter wants: more, fewer, or neither.
- **Segments**: "yes" where the measure has a meaning for one occupation alone.
- The warm-up is not measured. Levels *at the end* do contain what was built up during it.
"""

WEEKLY = """\
## Weekly series

One value for each week, the warm-up included (its days are 0 or less).
"""

COLUMNS = (
    "Measure",
    "Name",
    "Unit",
    "Definition",
    "Numerator",
    "Denominator",
    "Better",
    "Segments",
)
SERIES_COLUMNS = ("Series", "Name", "Unit", "Definition", "Taken")


def page() -> str:
    """The whole page, in Markdown."""
    parts = [HEAD]
    for topic, measures in groupby(MEASURES.values(), key=lambda measure: measure.topic):
        parts.append(f"\n## {topic.capitalize()}\n")
        parts += table(COLUMNS, map(_measure, measures))
    parts += ["", WEEKLY, *table(SERIES_COLUMNS, map(_series, SERIES.values()))]
    return "\n".join(parts) + "\n"


def _measure(measure: Measure) -> tuple[str, ...]:
    numerator, denominator = measure.numerator, measure.denominator
    if measure.is_ratio:
        times = "" if measure.factor == 1 else f"{measure.factor:.4g} x "
        numerator = f"{times}{numerator} (`{measure.of}`)"
        denominator = f"{denominator} (`{measure.per}`)"
    return (
        f"`{measure.name}`",
        measure.label,
        measure.unit,
        measure.definition,
        numerator,
        denominator,
        measure.better or "",
        "yes" if measure.by_segment else "",
    )


def _series(series: Series) -> tuple[str, ...]:
    taken = "over the week" if series.flow else "at its end"
    return f"`{series.name}`", series.label, series.unit, series.definition, taken


if __name__ == "__main__":
    print(page(), end="")
