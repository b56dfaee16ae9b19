"""Intervals: of means, of ratios of totals, of shares of replications.

A ratio of two totals (offences per 100 placements) is estimated from all replications together, sum
over sum, and not as the mean of the replications' own rates: the mean of rates is biased, gives a
run with two placements the weight of a run with two hundred, and is undefined as soon as one run
has nothing to divide by. Its interval comes from the jackknife: leaving out one replication at a
time turns the ratio into one *pseudo-value* a replication, whose spread is treated like that of
plain values (Tukey 1958; Miller 1974, Biometrika 61:1-15). For totals the pseudo-values are the
values themselves, so that one set of formulas serves both, paired differences included.

Where few events are behind a number, the spread of the runs is not enough: the functions are told
what kind of a number it is, and ``ends`` says what it may hide.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from recsim.analysis import ends
from recsim.analysis.measures.measure import NOT_NEGATIVE, Bounds, Kind

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


def mean_interval(values: Floats, confidence: float, kind: Kind = Kind.AMOUNT) -> Interval:
    """Mean of independent values with its interval.

    Args:
        values: one a replication, shape (n,), n at least 1, no missing ones.
        confidence: probability that such an interval contains the true mean, in (0, 1).
        kind: AMOUNT, or COUNT of events.

    Returns:
        Mean and interval; one value gives no interval.

    Raises:
        ValueError: there are no values.
    """
    if len(values) == 0:
        raise ValueError("the mean of no values is undefined")
    return first_of(ends.totals(kind, as_row(values), confidence))


def as_row(values: Floats) -> Floats:
    """The values of one measure as the only row of many."""
    return np.ascontiguousarray(values, dtype=np.float64)[np.newaxis]


def first_of(found: tuple[Floats, Floats, Floats]) -> Interval:
    """The first of many estimates with its ends, of which those that do not exist are None."""
    estimate, low, high = (float(of[0]) for of in found)
    return interval_of(estimate, low, high)


def interval_of(estimate: float, low: float, high: float) -> Interval:
    """An interval; None instead of ends that are not numbers or without an end."""
    if math.isnan(low) or math.isnan(high):
        return Interval(estimate, None, None)
    return Interval(estimate, min(low, estimate), max(high, estimate))


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


def mean_intervals(
    rows: Floats, confidence: float, kind: Kind = Kind.AMOUNT
) -> tuple[Floats, Floats, Floats]:
    """Means with their intervals: ``mean_interval`` of each row, to the last bit.

    Args:
        rows: one row a measure, one column a replication, shape (m, n), n at least 2.
        confidence: in (0, 1).
        kind: AMOUNT, or COUNT of events.

    Returns:
        Means, lower and upper ends, each of shape (m,).
    """
    return ends.totals(kind, rows, confidence)


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
    kind: Kind = Kind.AMOUNT,
) -> Interval:
    """``factor * sum(above) / sum(below)`` over all replications, with its interval.

    Args:
        above: numerators, one a replication, shape (n,).
        below: denominators, not negative, same shape.
        factor: of the ratio.
        confidence: in (0, 1).
        bounds: lowest and highest possible value.
        kind: what is divided by what.

    Raises:
        ValueError: the denominators add up to 0.
    """
    if float(np.sum(below)) <= 0:
        raise ValueError("a ratio to nothing is undefined")
    rows = as_row(above), as_row(below)
    return first_of(ends.ratios(kind, *rows, np.array([factor]), confidence)).clipped(bounds)


def relative_interval(
    above: Floats,
    below: Floats,
    base_above: Floats,
    base_below: Floats,
    confidence: float,
    kind: Kind = Kind.AMOUNT,
) -> Interval:
    """A ratio of totals relative to another one of the same replications, with its interval.

    ``(sum(above) / sum(below)) / (sum(base_above) / sum(base_below))``, by the jackknife over the
    replications.

    Args:
        above, base_above: numerators, one a replication, shape (n,).
        below, base_below: denominators, not negative, same shape.
        confidence: in (0, 1).
        kind: of both ratios; COUNT where the denominators are ones.

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
    if n < 2:
        return Interval(estimate, None, None)
    by_runs = Interval(estimate, None, None)
    if np.all(without[1:] > 0):
        by_runs = centred(estimate, n * estimate - (n - 1) * relative(without), confidence)
    here = tuple(np.array([math.nan if end is None else end]) for end in by_runs[1:])
    rows = parts[:, np.newaxis]
    found = ends.multiples(
        kind, (rows[2], rows[3]), (rows[0], rows[1]), (here[0], here[1]), confidence
    )
    return first_of((np.array([estimate]), *found)).clipped(NOT_NEGATIVE)


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
