"""How many replications are enough."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import polars as pl

from recsim.analysis.estimates import sample
from recsim.analysis.intervals import Floats, centred, spread, t_quantile

if TYPE_CHECKING:
    from recsim.analysis.results import Results

POWER = 0.8
MOST = 1_000_000


def replications_to_decide(
    differences: Floats, estimate: float, confidence: float, power: float = POWER
) -> int | None:
    """Further replications after which the interval of a difference would probably exclude 0.

    The smallest N with (t(1/2 + confidence/2) + t(power)) s / sqrt(N) <= |estimate|, both
    quantiles at N - 1 degrees of freedom, minus the replications that there are. It takes the
    difference seen so far for the true one, with a chance of ``power`` that N suffice; if the
    true difference is smaller, more are needed, and if it is none, none will do.

    Args:
        differences: paired (pseudo-)differences, one a replication, shape (n,).
        estimate: difference seen so far.
        confidence: of the interval, in (0, 1).
        power: chance that the interval excludes 0, in [0.5, 1).

    Returns:
        0 if the interval excludes 0 already; None if nothing can be said (fewer than two
        replications, no difference seen, or more than a million).
    """
    n = len(differences)
    if n < 2 or estimate == 0:
        return None
    interval = centred(estimate, differences, confidence)
    assert interval.low is not None
    assert interval.high is not None
    if interval.low > 0 or interval.high < 0:
        return 0
    reach = abs(estimate) / spread(differences)
    needed = _smallest(
        lambda size: (
            t_quantile((1 + confidence) / 2, size - 1) + t_quantile(power, size - 1)
            <= reach * math.sqrt(size)
        )
    )
    return None if needed is None else max(1, needed - n)


def replications_for_half_width(values: Floats, half_width: float, confidence: float) -> int | None:
    """Further replications after which the half-width of an interval would be ``half_width``.

    Args:
        values: (pseudo-)values or paired differences, one a replication, shape (n,).
        half_width: wanted, in the unit of the values, above 0. Absolute on purpose: relative
            precision is met at once where the mean is 0 or negative.
        confidence: of the interval, in (0, 1).

    Returns:
        0 if it is that narrow already; None for fewer than two values or more than a million.

    Raises:
        ValueError: the half-width is not above 0.
    """
    if half_width <= 0:
        raise ValueError(f"half_width: {half_width} given, expected a number above 0")
    if len(values) < 2:
        return None
    reach = half_width / deviation if (deviation := spread(values)) > 0 else math.inf
    needed = _smallest(
        lambda size: t_quantile((1 + confidence) / 2, size - 1) <= reach * math.sqrt(size)
    )
    return None if needed is None else max(0, needed - len(values))


def running(results: Results, measure: str) -> pl.DataFrame:
    """How the estimate settles: after 1, 2, ... n replications.

    Returns:
        [strategy, n, replication, mean, low, high], ``replication`` the last one added; values
        that are undefined are null, and so is the interval after the first.
    """
    confidence = results.scenario.study.confidence
    rows = []
    for strategy in results.strategies:
        all_of_them = sample(results.runs.filter(pl.col("strategy") == strategy), measure)
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
    """The smallest number of replications, 2 or more, that is enough; None above a million."""
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
