"""A measure over all replications: its estimate and its (pseudo-)values, one a replication."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from recsim.analysis import ends
from recsim.analysis.impossible import is_impossible
from recsim.analysis.intervals import (
    Floats,
    Interval,
    as_row,
    first_of,
    mean,
    mean_interval,
    pseudo_values,
    ratio_interval,
    relative_interval,
)
from recsim.analysis.measures import MEASURES, Measure

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Sample:
    """The values of one measure, one a replication.

    Attributes:
        measure: which one.
        replications: numbers of the replications that count, ascending, shape (n,).
        values: values of the measure itself, shape (n,); nan where it is undefined in that run.
        above, below: for ratios the two totals, shape (n,); otherwise the values and ones.
        whole: a fingerprint of all measures of the runs that these values are from, to tell whether
            others are the same runs; None: not known.
        impossible: whether it is 0 because it can be nothing else.
    """

    measure: Measure
    replications: tuple[int, ...]
    values: Floats
    above: Floats
    below: Floats
    whole: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)
    impossible: bool = False

    @property
    def n(self) -> int:
        """Number of replications."""
        return len(self.replications)

    @property
    def defined(self) -> Floats:
        """Values of those runs in which the measure is defined."""
        return self.values[~np.isnan(self.values)]

    @property
    def estimate(self) -> float | None:
        """Mean of a total, or sum over sum of a ratio; None if it is undefined."""
        if self.n == 0 or self.below.sum() <= 0:
            return None
        if not self.measure.is_ratio:
            return mean(self.values)
        return self.measure.factor * float(self.above.sum()) / float(self.below.sum())

    @property
    def pseudo(self) -> Floats | None:
        """What intervals and correlations are computed from, shape (n,); None if undefined."""
        if not self.measure.is_ratio:
            return self.values if self.n else None
        return pseudo_values(self.above, self.below, self.measure.factor)

    def interval(self, confidence: float) -> Interval | None:
        """Estimate and interval, within the possible values; None if it is undefined."""
        if self.estimate is None:
            return None
        if self.impossible:
            return Interval(0.0, 0.0, 0.0)
        if not self.measure.is_ratio:
            found = mean_interval(self.values, confidence, self.measure.kind)
            return found.clipped(self.measure.bounds)
        return ratio_interval(
            self.above,
            self.below,
            self.measure.factor,
            confidence,
            bounds=self.measure.bounds,
            kind=self.measure.kind,
        )

    def only(self, replications: frozenset[int]) -> Sample:
        """The same without replications that are not named."""
        keep = np.array([r in replications for r in self.replications], dtype=bool)
        return replace(
            self,
            replications=tuple(r for r in self.replications if r in replications),
            values=self.values[keep],
            above=self.above[keep],
            below=self.below[keep],
        )


def sampling(rows: pl.DataFrame) -> Callable[[str], Sample]:
    """The sample of any measure of these rows, made when it is asked for."""
    whole = cache(lambda: fingerprint(_columns(rows)))
    return lambda name: replace(sample(rows, name), whole=whole)


def sample(rows: pl.DataFrame, name: str) -> Sample:
    """The sample of a measure from rows of one strategy (and segment), one a replication.

    Replications in which a total is missing (not applicable) are left out; those in which a rate
    has nothing to divide by stay, since their numerator counts.

    Raises:
        KeyError: there is no such measure.
    """
    measure = MEASURES[name]
    numbers = rows["replication"].to_numpy()
    order = np.argsort(numbers, kind="stable")
    values = _floats(rows[name])[order]
    above, below = values, np.ones_like(values)
    if measure.is_ratio:
        above, below = (_floats(rows[total])[order] for total in (measure.of, measure.per))
    keep = ~(np.isnan(above) | np.isnan(below))
    return Sample(
        measure,
        tuple(numbers[order][keep].tolist()),
        values[keep],
        above[keep],
        below[keep],
        lambda: fingerprint(_columns(rows)),
        is_impossible(measure, lambda of: _floats(rows[of]) if of in rows.columns else None),
    )


def same_runs(one: Sample, other: Sample) -> bool:
    """Whether both are of runs that are the same in every measure, several times.

    Such a tie is no chance: whatever differs between the two does nothing.
    """
    if one.whole is None or other.whole is None or min(one.n, other.n) < 2:
        return False
    tied = np.array_equal(one.above, other.above) and np.array_equal(one.below, other.below)
    return tied and one.whole() == other.whole()


def fingerprint(columns: Iterable[Floats]) -> bytes:
    """The same for the same columns and no others; nan is equal to nan, and -0 to 0."""
    digest = hashlib.sha256()
    for column in columns:
        digest.update(np.where(np.isnan(column), np.nan, column + 0.0).tobytes())
    return digest.digest()


def _columns(rows: pl.DataFrame) -> Iterator[Floats]:
    """All measures, in the order of the replications."""
    order = np.argsort(rows["replication"].to_numpy(), kind="stable")
    return (_floats(rows[name])[order] for name in rows.columns if name in MEASURES)


def pair(one: Sample, other: Sample) -> tuple[Sample, Sample]:
    """Both samples on the replications that they share."""
    if one.replications == other.replications:
        return one, other
    shared = frozenset(one.replications) & frozenset(other.replications)
    return one.only(shared), other.only(shared)


def difference(one: Sample, other: Sample, confidence: float) -> Interval | None:
    """How much ``other`` is above ``one`` on the same replications, with its paired interval.

    None if either is undefined, or both can be nothing but 0; exactly nothing, if they are the same
    runs.
    """
    low, high = one.estimate, other.estimate
    if low is None or high is None or (one.impossible and other.impossible):
        return None
    if same_runs(one, other):
        return Interval(0.0, 0.0, 0.0)
    if one.impossible:
        return other.interval(confidence)
    if other.impossible:
        return _turned(one.interval(confidence))
    kind = one.measure.kind
    if not one.measure.is_ratio:
        rows = as_row(one.values), as_row(other.values)
        change = mean(other.values - one.values)
        found = ends.differences_of_totals(kind, *rows, confidence)
    else:
        sides = [(as_row(side.above), as_row(side.below)) for side in (one, other)]
        change = high - low
        factor = np.array([one.measure.factor])
        found = ends.differences_of_ratios(kind, sides[0], sides[1], factor, confidence)
    return first_of((np.array([change]), *found))


def _turned(interval: Interval | None) -> Interval | None:
    """The same below 0."""
    if interval is None or interval.low is None or interval.high is None:
        return interval and Interval(-interval.estimate, None, None)
    return Interval(-interval.estimate, -interval.high, -interval.low)


def times(one: Sample, other: Sample, confidence: float) -> Interval | None:
    """How many times ``one`` goes into ``other`` on the same replications, with its interval.

    It holds what the difference leaves open, so that both say the same of one comparison. None if
    either is undefined, or ``one`` is not above 0.
    """
    if one.estimate is None or other.estimate is None or one.estimate <= 0:
        return None
    if other.impossible:
        return other.interval(confidence)
    found = relative_interval(
        other.above, other.below, one.above, one.below, confidence, one.measure.kind
    )
    change = difference(one, other, confidence)
    if found.low is None or found.high is None or change is None:
        return found
    if change.low is None or change.high is None:
        return found
    low, high = 1 + change.low / one.estimate, 1 + change.high / one.estimate
    return found._replace(low=min(found.low, max(low, 0.0)), high=max(found.high, high))


def _floats(column: pl.Series) -> Floats:
    """Values of a column of numbers, nan for null."""
    return column.to_numpy().astype(np.float64)
