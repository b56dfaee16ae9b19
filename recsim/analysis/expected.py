"""What was expected of a scenario, statement by statement, against what was found."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from recsim.analysis.estimates import Sample, difference, pair, sample, times
from recsim.analysis.finding import strict
from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.scenario.expectation import AS_IT_STANDS, Expectation

HOLDS, FAILS, CANNOT_TELL, NOT_RUN = "holds", "fails", "cannot tell", "not run"


@dataclass(frozen=True)
class Checked:
    """An expectation after the run.

    Attributes:
        expectation: as the scenario has it.
        interval: of what it is about: a value; with ``times`` the ratio; with ``above`` and
            ``below`` how much the strategy is above the other one. None if that is undefined. Of
            a comparison the stricter one, where only that leaves the verdict open.
        verdict: holds, fails, cannot tell, or not run (its variant was not run beside).
    """

    expectation: Expectation
    interval: Interval | None
    verdict: str

    @property
    def holds(self) -> bool:
        """Whether it came true, beyond chance."""
        return self.verdict == HOLDS


def check_expectations(results: Results) -> list[Checked]:
    """Every expectation of the scenario against the results.

    A statement is about the mean over the replications (of a rate: sum over sum), a paired
    difference or a paired ratio. It holds if the whole interval lies where the statement says,
    fails if it lies wholly elsewhere, and cannot be told otherwise. The interval has the study's
    confidence; of a comparison the stricter one that a direction asks for (``finding``), so that
    no expectation holds of which the comparison itself cannot tell. ``equals`` holds if the
    interval contains the value, and else fails. One run has no interval: what its values do not
    meet cannot be told, but ``equals`` fails. What is undefined fails.
    """
    return [_checked(results, wanted) for wanted in results.scenario.expect]


def _checked(results: Results, wanted: Expectation) -> Checked:
    side = results.beside.get(wanted.variant) if wanted.variant is not None else results
    if side is None:
        return Checked(wanted, None, NOT_RUN)
    one = _sample(side, wanted, wanted.strategy)
    confidence = results.scenario.study.confidence
    if one is None:
        return Checked(wanted, None, FAILS)
    if wanted.reference is None:
        return _judged(wanted, one.interval(confidence), one.n)
    itself = wanted.reference == AS_IT_STANDS
    other = _sample(
        results if itself else side, wanted, wanted.strategy if itself else wanted.reference
    )
    assert other is not None
    one, other = pair(one, other)
    compared = times if wanted.way == "times" else difference
    shown = _judged(wanted, compared(other, one, confidence), one.n)
    stricter = _judged(wanted, compared(other, one, strict(confidence)), one.n)
    return shown if shown.verdict == stricter.verdict else stricter


def _judged(wanted: Expectation, interval: Interval | None, n: int) -> Checked:
    if interval is None:
        return Checked(wanted, None, FAILS)
    return Checked(wanted, interval, _verdict(wanted, interval, n))


def _sample(results: Results, wanted: Expectation, strategy: str) -> Sample | None:
    """The measure of a strategy, or of one occupation alone; None if that has no meaning."""
    mine = pl.col("strategy") == strategy
    if wanted.segment is None:
        return sample(results.runs.filter(mine), wanted.outcome)
    if not MEASURES[wanted.outcome].by_segment:
        return None
    return sample(
        results.segments.filter(mine & (pl.col("segment") == wanted.segment)), wanted.outcome
    )


def _verdict(wanted: Expectation, interval: Interval, n: int) -> str:
    found = set(_each(wanted, interval, n))
    return FAILS if FAILS in found else CANNOT_TELL if CANNOT_TELL in found else HOLDS


def _each(wanted: Expectation, interval: Interval, n: int) -> Iterator[str]:
    """The verdict on each of a statement's numbers; ``above`` and ``below`` may have none."""
    estimate, low, high = interval
    fails = FAILS
    if low is None or high is None:  # there is chance, and no measure of it
        low, high = (estimate, estimate) if n == 1 else (-math.inf, math.inf)
        fails = CANNOT_TELL
    if wanted.way == "below":
        low, high = -high, -low
    if wanted.equals is not None:
        near = math.isclose(estimate, wanted.equals, rel_tol=1e-9, abs_tol=1e-12)
        yield HOLDS if low <= wanted.equals <= high or near else FAILS
    if wanted.at_least is not None:
        yield HOLDS if low >= wanted.at_least else fails if high < wanted.at_least else CANNOT_TELL
    if wanted.at_most is not None:
        yield HOLDS if high <= wanted.at_most else fails if low > wanted.at_most else CANNOT_TELL
    if wanted.way in ("above", "below"):
        yield HOLDS if low > 0 else fails if high <= 0 else CANNOT_TELL
