"""Intervals: of means, of ratios of totals, of shares of replications.

A ratio of two totals (offences per 100 placements) is estimated from all replications together, sum
over sum, and not as the mean of the replications' own rates: the mean of rates is biased, gives a
run with two placements the weight of a run with two hundred, and is undefined as soon as one run
has nothing to divide by. Its interval comes from the jackknife: leaving out one replication at a
time turns the ratio into one *pseudo-value* a replication, whose spread is treated like that of
plain values (Tukey 1958; Miller 1974, Biometrika 61:1-15). For totals the pseudo-values are the
values themselves, so that one set of formulas serves both, paired differences included.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures.measure import NOT_NEGATIVE, Bounds

Floats = npt.NDArray[np.float64]


class Interval(NamedTuple):
    """An estimate with its two-sided interval; ``low`` and ``high`` are None if there is none."""

    estimate: float
    low: float | None
    high: float | None

    def clipped(self, bounds: Bounds) -> Interval:
        """The interval without values that are impossible."""
        low, high = self.low, self.high
        if low is not None and bounds[0] is not None:
            low = max(low, bounds[0])
        if high is not None and bounds[1] is not None:
            high = min(high, bounds[1])
        return Interval(self.estimate, low, high)


@lru_cache(maxsize=1024)
def t_quantile(probability: float, degrees_of_freedom: int) -> float:
    """Quantile of Student's t distribution."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees_of_freedom, probability))


@lru_cache(maxsize=64)
def normal_quantile(probability: float) -> float:
    """Quantile of the standard normal distribution."""
    from scipy.special import ndtri

    return float(ndtri(probability))


def mean_interval(values: Floats, confidence: float) -> Interval:
    """Mean of independent values with its t interval.

    Args:
        values: one a replication, shape (n,), n at least 1, no missing ones.
        confidence: probability that such an interval contains the true mean, in (0, 1).

    Returns:
        Mean and interval; one value gives no interval.

    Raises:
        ValueError: there are no values.
    """
    if len(values) == 0:
        raise ValueError("the mean of no values is undefined")
    return centred(mean(values), np.asarray(values, dtype=np.float64), confidence)


def mean(values: Floats) -> float:
    """Mean; of equal values exactly that value."""
    return float(np.clip(np.mean(values), np.min(values), np.max(values)))


def centred(estimate: float, values: Floats, confidence: float) -> Interval:
    """t interval around an estimate, from the spread of (pseudo-)values, shape (n,)."""
    n = len(values)
    if n < 2:
        return Interval(estimate, None, None)
    half = t_quantile((1 + confidence) / 2, n - 1) * spread(values) / math.sqrt(n)
    return Interval(estimate, estimate - half, estimate + half)


def spread(values: Floats) -> float:
    """Standard deviation (n - 1 in the denominator); exactly 0 where all values are equal."""
    if len(values) < 2 or np.all(values == values[0]):
        return 0.0
    return float(np.std(values, ddof=1))


def mean_intervals(rows: Floats, confidence: float) -> tuple[Floats, Floats, Floats]:
    """Means with their t intervals: ``mean_interval`` of each row, to the last bit.

    Args:
        rows: one row a measure, one column a replication, shape (m, n), n at least 2.
        confidence: in (0, 1).

    Returns:
        Means, lower and upper ends, each of shape (m,).
    """
    rows = np.ascontiguousarray(rows)
    means = np.clip(rows.mean(axis=1), rows.min(axis=1), rows.max(axis=1))
    half = halves(rows, confidence)
    return means, means - half, means + half


def halves(rows: Floats, confidence: float) -> Floats:
    """Half the width of the t interval of each row of (pseudo-)values, shape (m, n), n > 1."""
    n = rows.shape[1]
    spreads = np.std(rows, axis=1, ddof=1)
    spreads[(rows == rows[:, :1]).all(axis=1)] = 0.0
    return np.asarray(t_quantile((1 + confidence) / 2, n - 1) * spreads / math.sqrt(n))


def pseudo_values(above: Floats, below: Floats, factor: float = 1.0) -> Floats | None:
    """Jackknife pseudo-values of ``factor * sum(above) / sum(below)``.

    Args:
        above: numerators, one a replication, shape (n,).
        below: denominators, not negative, same shape.
        factor: of the ratio.

    Returns:
        Shape (n,); None if the ratio, or the ratio without one of the replications, is undefined.
    """
    n = len(above)
    total_above, total_below = float(np.sum(above)), float(np.sum(below))
    if n < 2 or total_below <= 0:
        return None
    rest = total_below - below
    if np.any(rest <= 0):
        return None
    ratio = total_above / total_below
    without = (total_above - above) / rest
    return factor * (n * ratio - (n - 1) * without)


def ratio_interval(
    above: Floats,
    below: Floats,
    factor: float,
    confidence: float,
    *,
    bounds: Bounds = NOT_NEGATIVE,
    exposure: bool = False,
) -> Interval:
    """``factor * sum(above) / sum(below)`` over all replications, with its jackknife interval.

    Where nothing was ever counted although there were chances (``exposure``), the spread of the
    replications says nothing: the upper end is then the rate at which seeing nothing has
    probability (1 - confidence) / 2 (Poisson), and for shares the lower end likewise where
    everything was counted.

    Args:
        above: numerators, one a replication, shape (n,).
        below: denominators, not negative, same shape.
        factor: of the ratio.
        confidence: in (0, 1).
        bounds: lowest and highest possible value.
        exposure: whether each one of the denominator is a chance for one of the numerator.

    Raises:
        ValueError: the denominators add up to 0.
    """
    total = float(np.sum(below))
    if total <= 0:
        raise ValueError("a ratio to nothing is undefined")
    estimate = factor * float(np.sum(above)) / total
    if len(above) < 2:
        return Interval(estimate, None, None)
    pseudo = pseudo_values(above, below, factor)
    if pseudo is None:
        return Interval(estimate, None, None)
    if exposure and spread(pseudo) == 0.0:
        margin = -factor * math.log((1 - confidence) / 2) / total
        if estimate == 0.0:
            return Interval(0.0, 0.0, margin).clipped(bounds)
        if bounds[1] is not None and estimate == bounds[1]:
            return Interval(estimate, estimate - margin, estimate).clipped(bounds)
    return centred(estimate, pseudo, confidence).clipped(bounds)


def relative_interval(
    above: Floats, below: Floats, base_above: Floats, base_below: Floats, confidence: float
) -> Interval:
    """A ratio of totals relative to another one of the same replications, with its interval.

    ``(sum(above) / sum(below)) / (sum(base_above) / sum(base_below))``, by the jackknife over the
    replications.

    Args:
        above, base_above: numerators, one a replication, shape (n,).
        below, base_below: denominators, not negative, same shape.
        confidence: in (0, 1).

    Raises:
        ValueError: the denominators, or the base's numerators, add up to 0.
    """
    parts = np.array([above, below, base_above, base_below], dtype=np.float64)
    totals = parts.sum(axis=1)
    if np.any(totals[1:] <= 0):
        raise ValueError("a ratio to nothing is undefined")

    def relative(sums: Floats) -> Floats:
        return np.asarray(sums[0] * sums[3] / (sums[1] * sums[2]), dtype=np.float64)

    estimate, n = float(relative(totals)), parts.shape[1]
    without = totals[:, np.newaxis] - parts
    if n < 2 or np.any(without[1:] <= 0):
        return Interval(estimate, None, None)
    pseudo = n * estimate - (n - 1) * relative(without)
    return centred(estimate, pseudo, confidence).clipped(NOT_NEGATIVE)


def share_interval(successes: float, n: int, confidence: float) -> Interval:
    """A share of independent replications with its interval (Wilson 1927, JASA 22:209-212).

    Args:
        successes: number of successes; a tie may count as half a one.
        n: number of replications; 0 gives (nan, None, None), 1 gives no interval.
        confidence: in (0, 1).
    """
    if n == 0:
        return Interval(math.nan, None, None)
    share = successes / n
    if n == 1:
        return Interval(share, None, None)
    z = normal_quantile((1 + confidence) / 2)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))
