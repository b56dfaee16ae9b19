"""What tuning was worth on fresh worlds: the advantage on practice worlds against sealed ones."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from recsim.analysis.estimates import Sample, pair
from recsim.analysis.intervals import Floats, Interval, mean, spread, t_quantile


def advantage(start: Sample, entry: Sample) -> Floats | None:
    """By how much an entry is above the start in each world, shape (n,); None if undefined.

    Of ratios, the jackknife's pseudo-values.
    """
    one, other = pair(start, entry)
    below, above = one.pseudo, other.pseudo
    return None if below is None or above is None else above - below


def drop(practice: Floats, sealed: Floats, confidence: float) -> Interval:
    """Mean advantage on practice worlds less that on sealed ones, with its interval.

    The advantage is that over the challenge's own settings in the same world, so that easy and hard
    worlds cancel. Practice and sealed worlds are different ones: the interval is that of two
    independent means (Welch 1947, Biometrika 34:28-35).

    Args:
        practice, sealed: advantages, one a world, shapes (m,) and (n,), at least 1 each.
        confidence: in (0, 1).

    Returns:
        The drop; without an interval if either has fewer than two worlds.
    """
    estimate = mean(practice) - mean(sealed)
    sizes = len(practice), len(sealed)
    if min(sizes) < 2:
        return Interval(estimate, None, None)
    parts = [spread(values) ** 2 / len(values) for values in (practice, sealed)]
    total = math.fsum(parts)
    if total == 0:
        return Interval(estimate, estimate, estimate)
    freedom = total**2 / math.fsum(p**2 / (n - 1) for p, n in zip(parts, sizes, strict=True))
    half = _quantile((1 + confidence) / 2, freedom) * math.sqrt(total)
    return Interval(estimate, estimate - half, estimate + half)


def average(advantages: Sequence[Floats]) -> Floats:
    """Mean over entries in each world, shape (n,); all entries went through the same worlds."""
    return np.asarray(np.mean(advantages, axis=0), dtype=np.float64)


def _quantile(probability: float, freedom: float) -> float:
    """Student's t for degrees of freedom that are rounded down, to be on the safe side."""
    return t_quantile(probability, max(1, math.floor(freedom)))
