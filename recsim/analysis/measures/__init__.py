"""All measures: what recsim counts, defined once, computed from the tally of a run.

A measure is a *total* of the measured time of one run (a count, hours, money) or a *ratio* of two
totals, so every rate in a table can be redone from two other columns of the same table.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recsim.analysis.measures import (
    effort,
    goodwill,
    harm,
    market,
    outreach,
    placements,
    process,
    requisitions,
    seeds,
    tenure,
)
from recsim.analysis.measures.measure import Better, Kind, Measure, Scope
from recsim.analysis.measures.totals import Totals
from recsim.analysis.measures.window import Window

if TYPE_CHECKING:
    from recsim.model.tally import Tally
    from recsim.scenario.scenario import Scenario

__all__ = [
    "MEASURES",
    "Better",
    "Kind",
    "Measure",
    "Scope",
    "Totals",
    "Value",
    "Window",
    "compute",
    "value_of_ratio",
]

Value = float | int | None


def _registry() -> dict[str, Measure]:
    topics = (
        placements.ALL,
        requisitions.ALL,
        process.ALL,
        outreach.ALL,
        goodwill.ALL,
        harm.ALL,
        seeds.ALL,
        effort.ALL,
        market.ALL,
        tenure.ALL,
    )
    found = {
        measure.name: replace(measure, topic=topic)
        for group in topics
        for topic, measures in group.items()
        for measure in measures
    }
    for name, measure in found.items():
        if measure.is_ratio:
            above, below = found[measure.of], found[measure.per]
            found[name] = replace(
                measure,
                numerator=above.label,
                denominator=below.label,
                cohort=below.cohort,
                kind=measure.kind_of_ratio(above, below),
            )
    return found


MEASURES: dict[str, Measure] = _registry()
"""Every measure by name, grouped by topic in the order of the tables."""


def value_of_ratio(measure: Measure, above: Value, below: Value) -> float | None:
    """A ratio from its two totals; None where it is undefined (a total is missing or 0 below)."""
    if above is None or below is None or below == 0:
        return None
    return measure.factor * above / below


_BY_SEGMENT = {name: measure for name, measure in MEASURES.items() if measure.by_segment}


def compute(
    scenario: Scenario,
    tally: Tally,
    team: str,
    segment: str | None = None,
    totals: Totals | None = None,
) -> dict[str, Value]:
    """All measures of one team in the measured time of one run.

    Args:
        scenario: the scenario that was run.
        tally: counts of the run.
        team: name of the team.
        segment: name of a segment; None for all people.
        totals: the totals of this tally, if they are known already.

    Returns:
        Value by name of measure. None: undefined (nothing to divide by) or not applicable. With a
        segment, only measures that have a meaning for one segment alone.

    Raises:
        ValueError: the tally has no such team or segment.
    """
    window = Window(scenario, tally, team, segment, totals)
    measures = MEASURES if segment is None else _BY_SEGMENT
    values: dict[str, Value] = {
        name: measure.total(window) if measure.total else None for name, measure in measures.items()
    }
    for name, measure in measures.items():
        if measure.per:
            values[name] = value_of_ratio(measure, values[measure.of], values[measure.per])
    return values
