"""Both ends of the intervals of many estimates at once: what the runs show, and what few hide.

One scheme for all kinds of measures. An interval is that of Student's t from the spread of the
runs; where fewer than ``rare.FEW`` independent events are behind it, it is made wider, if it must,
to hold the bounds of ``rare`` as well. How often such intervals hold the truth: docs/coverage.md.

A run without any of what a ratio divides tells nothing of it: degrees of freedom are counted
without such runs. A difference of ratios is a sum of what each run adds to it, 0 where a run is
the same on both sides, so that the events behind it are those that only one side has. Where few of
what it is divided by are behind either ratio, that sum is no approximation, and the interval is to
hold the joined bounds of the two ratios too; not where both sides of each run are divided by the
same, since then it is a difference of totals, and holds what is known of that: else a direction
would be given of a rate that is open for its count.

Arrays have one row a measure and one column a replication; an end that does not exist is nan.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from recsim.analysis import rare
from recsim.analysis.measures.measure import Kind

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ends = tuple[Floats, Floats]

ENOUGH_TO_DIVIDE_BY = 2 * rare.FEW
"""With so many of what a ratio divides by, its difference is a sum of what runs add to it."""


def totals(kind: Kind, rows: Floats, confidence: float) -> tuple[Floats, Floats, Floats]:
    """Means of totals with their ends.

    Args:
        kind: COUNT, MONEY or AMOUNT.
        rows: shape (m, n), n at least 1.
        confidence: in (0, 1).

    Returns:
        Means, lower and upper ends, each of shape (m,).
    """
    rows = np.ascontiguousarray(rows)
    n = rows.shape[1]
    means = np.clip(rows.mean(axis=1), rows.min(axis=1), rows.max(axis=1))
    ends = _around(means, _half_widths_of(kind, rows, confidence))
    if kind is Kind.COUNT and n > 1:
        events, below = rows.sum(axis=1), np.full(len(rows), float(n))
        few, bounds = _rare(kind, events, below, _squares(rows - means[:, np.newaxis]), confidence)
        ends = _wider(ends, few, bounds)
    return means, *ends


def ratios(
    kind: Kind, above: Floats, below: Floats, factor: Floats, confidence: float
) -> tuple[Floats, Floats, Floats]:
    """Ratios of totals, ``factor * sum(above) / sum(below)``, with their ends.

    Args:
        kind: any but COUNT.
        above, below: numerators and denominators, shape (m, n); no sum of denominators is 0.
        factor: shape (m,).
        confidence: in (0, 1).

    Returns:
        Ratios, lower and upper ends, each of shape (m,).
    """
    sums, under = above.sum(axis=1), below.sum(axis=1)
    estimates = factor * sums / under
    telling = ((above != 0) | (below != 0)).sum(axis=1)
    half = half_widths(pseudo_rows(above, below, factor), confidence, telling)
    ends = _around(estimates, half)
    if kind is not Kind.AMOUNT and above.shape[1] > 1:
        rest = _squares(above - (sums / under)[:, np.newaxis] * below)
        few, (low, high) = _rare(kind, sums, under, rest, confidence)
        ends = _wider(ends, few, (factor * low, factor * high))
    return estimates, *ends


def differences_of_totals(kind: Kind, one: Floats, other: Floats, confidence: float) -> Ends:
    """Ends of the paired differences of totals, ``other`` minus ``one``, shape (m, n)."""
    change = np.ascontiguousarray(other - one)
    n = change.shape[1]
    means = np.clip(change.mean(axis=1), change.min(axis=1), change.max(axis=1))
    ends = _around(means, _half_widths_of(kind, change, confidence))
    if kind is Kind.COUNT and n > 1:
        few, (low, high) = _one_sided(change, np.ones(len(change)), confidence)
        ends = _wider(ends, few, (low / n, high / n))
    return ends


def differences_of_ratios(
    kind: Kind,
    one: tuple[Floats, Floats],
    other: tuple[Floats, Floats],
    factor: Floats,
    confidence: float,
) -> Ends:
    """Ends of the paired differences of ratios.

    Args:
        kind: any but COUNT.
        one, other: numerators and denominators, each of shape (m, n); no sum of denominators is 0.
        factor: of both, shape (m,).
        confidence: in (0, 1).
    """
    first, second = (sums[0].sum(axis=1) / sums[1].sum(axis=1) for sums in (one, other))
    change = factor * second - factor * first
    telling = np.minimum(*(((side[0] != 0) | (side[1] != 0)).sum(axis=1) for side in (one, other)))
    pseudo = pseudo_rows(*other, factor) - pseudo_rows(*one, factor)
    ends = _around(change, half_widths(pseudo, confidence, telling))
    per_one, per_other = one[1].sum(axis=1), other[1].sum(axis=1)
    above, below = other[0] - one[0], other[1] - one[1]
    alike, n = ~below.any(axis=1), above.shape[1]
    total = _around(change, factor * half_widths(above, confidence) * n / per_one)
    ends = _wider(ends, alike & ~np.isnan(ends[0]), total)
    if kind is Kind.AMOUNT or n < 2:
        return ends
    added = 0.5 * (
        (above - first[:, np.newaxis] * below) / per_other[:, np.newaxis]
        + (above - second[:, np.newaxis] * below) / per_one[:, np.newaxis]
    )
    middle = (first + second) / 2
    size = {
        Kind.PER_EVENT: np.where(alike, 1.0, np.maximum(middle, 1.0)),
        Kind.MEAN: middle,
    }.get(kind, np.ones_like(middle))
    event = size * (1 / per_one + 1 / per_other) / 2
    event = np.where(event > 0, event, 1.0)
    few, (low, high) = _one_sided(added, event, confidence)
    ends = _wider(ends, few, (factor * event * low, factor * event * high))
    if kind is not Kind.RATE:
        here, lower, upper = ratios(kind, *one, factor, confidence)
        there, low, high = ratios(kind, *other, factor, confidence)
        joined = (change - np.hypot(there - low, upper - here),
                  change + np.hypot(high - there, here - lower))  # fmt: skip
        ends = _wider(ends, ~alike & (np.minimum(per_one, per_other) < ENOUGH_TO_DIVIDE_BY), joined)
    return ends


def multiples(
    kind: Kind,
    one: tuple[Floats, Floats],
    other: tuple[Floats, Floats],
    ends: Ends,
    confidence: float,
) -> Ends:
    """Ends of how many times a number goes into another one, to hold the odds of few events.

    Args:
        kind: what the two numbers are; those that are no numbers of events are left as they are.
        one, other: numerators and denominators, shape (m, n); no sum but that of the other's
            numerators is 0.
        ends: by the spread of the runs.
        confidence: in (0, 1).
    """
    if kind not in (Kind.COUNT, Kind.RATE, Kind.SHARE) or one[0].shape[1] < 2:
        return ends
    events, spreads = [], []
    for above, below in (one, other):
        sums, under = above.sum(axis=1), below.sum(axis=1)
        rest = _squares(above - (sums / under)[:, np.newaxis] * below)
        seen = np.divide(rest, sums, out=np.zeros_like(rest), where=sums > 0)
        spreads.append(rare.dispersion(seen, sums))
        events.append(sums)
    spread = np.maximum(*spreads)
    low, high = rare.odds(events[1], events[0], spread, confidence)
    scale = one[1].sum(axis=1) / other[1].sum(axis=1)
    return _wider(ends, np.minimum(*events) < rare.FEW * spread, (scale * low, scale * high))


def _half_widths_of(kind: Kind, rows: Floats, confidence: float) -> Floats:
    """Half the widths of totals; of money that is the same in all runs nothing is known."""
    half = half_widths(rows, confidence)
    return np.where(half > 0, half, np.nan) if kind is Kind.MONEY else half


def half_widths(rows: Floats, confidence: float, telling: Floats | None = None) -> Floats:
    """Half the width of the t interval of each row of (pseudo-)values, shape (m, n).

    Args:
        rows: values, one row a measure; nan gives nan.
        confidence: in (0, 1).
        telling: number of columns that tell something, shape (m,); all if not given.
    """
    from scipy.special import stdtrit

    n = rows.shape[1]
    if n < 2:
        return np.full(len(rows), np.nan)
    spreads = np.std(rows, axis=1, ddof=1)
    spreads[(rows == rows[:, :1]).all(axis=1)] = 0.0
    freedom = np.full(len(rows), n - 1.0) if telling is None else telling - 1.0
    quantile = stdtrit(np.maximum(freedom, 1.0), (1 + confidence) / 2)
    return np.where(freedom > 0, quantile * spreads / np.sqrt(n), np.nan)


def pseudo_rows(above: Floats, below: Floats, factor: Floats) -> Floats:
    """Jackknife pseudo-values of each ratio, shape (m, n); nan where one run has all there is."""
    n = above.shape[1]
    sums, under = above.sum(axis=1, keepdims=True), below.sum(axis=1, keepdims=True)
    rest = under - below
    rest = np.where((rest > 0).all(axis=1, keepdims=True), rest, np.nan)
    pseudo = factor[:, np.newaxis] * (n * (sums / under) - (n - 1) * ((sums - above) / rest))
    return np.ascontiguousarray(pseudo)


def _rare(
    kind: Kind, above: Floats, below: Floats, squares: Floats, confidence: float
) -> tuple[Flags, Ends]:
    """Where few events are behind a ratio of sums, and its bounds; ``squares`` of its residuals."""
    ratio = above / below
    others = np.maximum(below - above, 0.0)
    events, variance = {
        Kind.COUNT: (above, above),
        Kind.RATE: (above, above),
        Kind.SHARE: (np.minimum(above, others), above * others / below),
        Kind.PER_EVENT: (np.minimum(above, below), above + ratio**2 * below),
        Kind.MEAN: (below, ratio**2 * below),
    }[kind]
    seen = np.divide(squares, variance, out=np.zeros_like(squares), where=variance > 0)
    spread = rare.dispersion(seen, events)
    if kind is Kind.SHARE:
        ends = rare.shares(above, others, spread, confidence)
    elif kind is Kind.PER_EVENT:
        ends = rare.odds(above, below, spread, confidence)
    elif kind is Kind.MEAN:
        low, high = rare.expected(below, spread, confidence)
        ends = above / high, np.where(above > 0, above / np.maximum(low, 1e-300), 0.0)
    else:
        low, high = rare.expected(above, spread, confidence)
        ends = low / below, high / below
    return events < rare.FEW * spread, ends


def _one_sided(added: Floats, event: Floats, confidence: float) -> tuple[Flags, Ends]:
    """Where a difference has few events of its own, and its bounds, in events.

    Args:
        added: what each run adds to it, shape (m, n).
        event: what one event adds, shape (m,).
        confidence: in (0, 1).
    """
    above = np.where(added > 0, added, 0.0).sum(axis=1) / event
    below = np.where(added < 0, -added, 0.0).sum(axis=1) / event
    events = above + below
    squares = _squares(added - added.mean(axis=1, keepdims=True)) / event**2
    seen = np.divide(squares, events, out=np.zeros_like(squares), where=events > 0)
    spread = rare.dispersion(seen, events)
    return events < rare.FEW * spread, rare.difference(above, below, spread, confidence)


def _squares(rest: Floats) -> Floats:
    """Variance of a sum over the runs from its residuals, shape (m, n)."""
    n = rest.shape[1]
    total: Floats = (rest**2).sum(axis=1) * n / (n - 1)
    return total


def _around(middle: Floats, half: Floats) -> Ends:
    return middle - half, middle + half


def _wider(ends: Ends, where: Flags, bounds: Ends) -> Ends:
    """The ends, made wider to hold the bounds too where that is asked."""
    low = np.where(where, np.fmin(ends[0], bounds[0]), ends[0])
    return low, np.where(where, np.fmax(ends[1], bounds[1]), ends[1])
