"""What was declared before the run, and whether it holds: limits and expectations."""

from __future__ import annotations

import math
from dataclasses import dataclass

import polars as pl

from recsim.analysis.estimates import sample
from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.analysis.wording import Speaker, percent
from recsim.scenario.study import Expectation

KEEPS, BREAKS, CANNOT_TELL, UNDEFINED = "keeps", "breaks", "cannot tell", "undefined"


@dataclass(frozen=True)
class LimitCheck:
    """A strategy against a limit.

    Attributes:
        strategy: its name.
        measure: name of the measure.
        limit: highest acceptable value.
        interval: estimate and interval; None if the measure is undefined.
        verdict: keeps, breaks, cannot tell (the interval contains the limit) or undefined; for one
            run, which has no interval, by its value.
    """

    strategy: str
    measure: str
    limit: float
    interval: Interval | None
    verdict: str


@dataclass(frozen=True)
class Checked:
    """An expectation after the run.

    Attributes:
        expectation: as the scenario has it.
        interval: estimate and interval; None if the measure is undefined.
        holds: whether it came true.
        message: what was expected and what was found, in words.
    """

    expectation: Expectation
    interval: Interval | None
    holds: bool
    message: str


def estimate_of(results: Results, strategy: str, measure: str) -> Interval | None:
    """Estimate and interval of one measure of one strategy; None if it is undefined.

    Raises:
        KeyError: there is no such measure.
    """
    rows = results.runs.filter(pl.col("strategy") == strategy)
    return sample(rows, measure).interval(results.scenario.study.confidence)


def check_limits(results: Results) -> list[LimitCheck]:
    """Every strategy against every limit of the study."""
    return [
        LimitCheck(strategy, measure, limit, interval, _against(interval, limit))
        for measure, limit in results.scenario.study.limits.items()
        for strategy in results.strategies
        for interval in [estimate_of(results, strategy, measure)]
    ]


def check_expectations(results: Results) -> list[Checked]:
    """Every expectation of the scenario against the results.

    ``equals`` holds if the interval of the estimate contains the value (with one run: if the
    value is the same); ``at_least`` and ``at_most`` are about the estimate. An undefined measure
    meets no expectation.
    """
    return [_checked(results, wanted) for wanted in results.scenario.expect]


def _against(interval: Interval | None, limit: float) -> str:
    if interval is None:
        return UNDEFINED
    low = interval.estimate if interval.low is None else interval.low
    high = interval.estimate if interval.high is None else interval.high
    if low > limit:
        return BREAKS
    return KEEPS if high <= limit else CANNOT_TELL


def _checked(results: Results, wanted: Expectation) -> Checked:
    measure = MEASURES[wanted.outcome]
    speaker = Speaker(measure, results.scenario)
    interval = estimate_of(results, wanted.strategy, wanted.outcome)
    parts = [
        f"{words} {speaker.value(value)}"
        for words, value in (
            ("equal to", wanted.equals),
            ("at least", wanted.at_least),
            ("at most", wanted.at_most),
        )
        if value is not None
    ]
    expected = f"{results.scenario.label(wanted.strategy)}: {measure.label} {' and '.join(parts)}"
    if interval is None:
        return Checked(wanted, None, False, f"{expected}: not defined, nothing to divide by")
    span = speaker.span(interval)
    confidence = percent(results.scenario.study.confidence)
    found = speaker.value(interval.estimate) + (
        f" ({confidence} interval {span})" if span else " (one run, no interval)"
    )
    return Checked(wanted, interval, _holds(wanted, interval), f"{expected}: found {found}")


def _holds(wanted: Expectation, interval: Interval) -> bool:
    estimate, low, high = interval
    holds = True
    if wanted.equals is not None:
        inside = low is not None and high is not None and low <= wanted.equals <= high
        holds = inside or math.isclose(estimate, wanted.equals, rel_tol=1e-9, abs_tol=1e-12)
    if wanted.at_least is not None:
        holds = holds and estimate >= wanted.at_least
    if wanted.at_most is not None:
        holds = holds and estimate <= wanted.at_most
    return holds
