"""How many replications are enough."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from recsim.analysis.estimates import sample
from recsim.analysis.finding import strict
from recsim.analysis.intervals import Interval, t_quantile

if TYPE_CHECKING:
    from recsim.analysis.results import Results

POWER = 0.8
MOST = 100_000
"""Replications beyond which no forecast is of use."""
FEWEST = 5
"""Replications of which the spread is known well enough for a forecast."""
WIDEST = 10
"""A range of which the end is so many times its beginning says nothing."""
WITHIN = 0.5
"""Chance that the true difference lies where the forecast looks for it."""


class Forecast(NamedTuple):
    """From how many to how many further replications would probably decide."""

    least: int
    most: int


def replications_to_decide(interval: Interval, n: int, confidence: float) -> Forecast | None:
    """Further replications after which a difference would probably be decided.

    The true difference is not the one seen so far; it lies within half an interval of 50% with a
    chance of one half. For each end of that interval: the smallest N with
    (t(1/2 + strict/2) + t(power)) s / sqrt(N) <= |difference|, quantiles at N - 1 degrees of
    freedom, s such that the interval seen so far is that of n replications, ``strict`` the
    confidence that a decision asks for. Nothing is forecast where the interval of 50% contains 0:
    a difference that is seen by chance asks for any number of replications. Following a forecast
    leads to no more false decisions than ``finding`` allows for.

    Args:
        interval: of the difference seen so far.
        n: replications behind it.
        confidence: of the interval, in (0, 1).

    Returns:
        None if nothing can be said: fewer than ``FEWEST`` replications, no interval, decided
        already, a difference that may well be none, more than ``MOST`` replications, or a range
        wider than ``WIDEST``.
    """
    if n < FEWEST or interval.low is None or interval.high is None:
        return None
    width = (interval.high - interval.low) / 2
    if width == 0:
        return None
    error = width / t_quantile((1 + confidence) / 2, n - 1)
    margin = t_quantile((1 + WITHIN) / 2, n - 1) * error
    seen = abs(interval.estimate)
    if seen <= margin:
        return None
    needed = [
        _smallest(lambda size, reach=reach: _decides(size, reach, confidence))  # type: ignore[misc]
        for reach in (
            difference / (error * math.sqrt(n)) for difference in (seen + margin, seen - margin)
        )
    ]
    if needed[0] is None or needed[1] is None:
        return None
    least = max(1, needed[0] - n)
    most = max(least, needed[1] - n)
    return Forecast(least, most) if most <= WIDEST * least else None


def _decides(size: int, reach: float, confidence: float) -> bool:
    """Whether so many replications decide with ``POWER``; ``reach``: difference by deviation."""
    quantiles = t_quantile((1 + strict(confidence)) / 2, size - 1) + t_quantile(POWER, size - 1)
    return quantiles <= reach * math.sqrt(size)


def running(results: Results, measure: str) -> pl.DataFrame:
    """How the estimate settles: after 1, 2, ... n replications.

    Returns:
        [strategy, n, replication, mean, low, high], ``replication`` the last one added; values
        that are undefined are null, and so is the interval after the first.
    """
    confidence = results.scenario.study.confidence
    rows = []
    for strategy in results.strategies:
        all_of_them = sample(results.of(strategy), measure)
        for n in range(1, all_of_them.n + 1):
            part = all_of_them.only(frozenset(all_of_them.replications[:n]))
            interval = part.interval(confidence)
            estimate, low, high = interval if interval is not None else (None, None, None)
            rows.append((strategy, n, part.replications[-1], estimate, low, high))
    schema = {
        "strategy": pl.String,
        "n": pl.Int64,
        "replication": pl.Int64,
        "mean": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _smallest(enough: Callable[[int], bool]) -> int | None:
    """The smallest number of replications, 2 or more, that is enough; None above ``MOST``."""
    high = 2
    while not enough(high):
        high *= 2
        if high > MOST:
            return None
    low = max(2, high // 2)
    while low < high:
        middle = (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle + 1
    return high
