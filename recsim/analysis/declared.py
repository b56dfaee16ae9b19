"""Limits that were declared before the run, and whether they are kept."""

from __future__ import annotations

from dataclasses import dataclass

from recsim.analysis.estimates import sample
from recsim.analysis.intervals import Interval
from recsim.analysis.results import Results

KEEPS, BREAKS, CANNOT_TELL, UNDEFINED = "keeps", "breaks", "cannot tell", "undefined"


@dataclass(frozen=True)
class LimitCheck:
    """A strategy against a limit.

    Attributes:
        strategy: its name.
        measure: name of the measure.
        limit: highest acceptable value.
        interval: estimate and interval; None if the measure is undefined.
        verdict: keeps (the whole interval does), breaks (none of it keeps the limit), cannot tell
            (neither, or one run, which has no interval) or undefined.
    """

    strategy: str
    measure: str
    limit: float
    interval: Interval | None
    verdict: str


def estimate_of(results: Results, strategy: str, measure: str) -> Interval | None:
    """Estimate and interval of one measure of one strategy; None if it is undefined.

    Raises:
        KeyError: there is no such measure.
    """
    rows = results.of(strategy)
    return sample(rows, measure).interval(results.scenario.study.confidence)


def check_limits(results: Results) -> list[LimitCheck]:
    """Every strategy against every limit of the study."""
    return [
        LimitCheck(strategy, measure, limit, interval, _against(interval, limit))
        for measure, limit in results.scenario.study.limits.items()
        for strategy in results.strategies
        for interval in [estimate_of(results, strategy, measure)]
    ]


def _against(interval: Interval | None, limit: float) -> str:
    if interval is None:
        return UNDEFINED
    if interval.low is None or interval.high is None:
        return CANNOT_TELL
    if interval.low > limit:
        return BREAKS
    return KEEPS if interval.high <= limit else CANNOT_TELL
