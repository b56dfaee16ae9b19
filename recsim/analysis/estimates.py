"""A measure over all replications: its estimate and its (pseudo-)values, one a replication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recsim.analysis.intervals import (
    Floats,
    Interval,
    centred,
    mean,
    mean_interval,
    pseudo_values,
    ratio_interval,
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
    """

    measure: Measure
    replications: tuple[int, ...]
    values: Floats
    above: Floats
    below: Floats

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
        if not self.measure.is_ratio:
            return mean_interval(self.values, confidence).clipped(self.measure.bounds)
        return ratio_interval(
            self.above,
            self.below,
            self.measure.factor,
            confidence,
            bounds=self.measure.bounds,
            exposure=self.measure.exposure,
        )

    def only(self, replications: frozenset[int]) -> Sample:
        """The same without replications that are not named."""
        keep = np.array([r in replications for r in self.replications], dtype=bool)
        return Sample(
            self.measure,
            tuple(r for r in self.replications if r in replications),
            self.values[keep],
            self.above[keep],
            self.below[keep],
        )


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
    replications = tuple(numbers[order][keep].tolist())
    return Sample(measure, replications, values[keep], above[keep], below[keep])


def pair(one: Sample, other: Sample) -> tuple[Sample, Sample]:
    """Both samples on the replications that they share."""
    if one.replications == other.replications:
        return one, other
    shared = frozenset(one.replications) & frozenset(other.replications)
    return one.only(shared), other.only(shared)


def difference(one: Sample, other: Sample, confidence: float) -> Interval | None:
    """How much ``other`` is above ``one`` on the same replications, with its paired interval.

    None if either is undefined.
    """
    low, high = one.estimate, other.estimate
    if low is None or high is None:
        return None
    first, second = one.pseudo, other.pseudo
    if first is None or second is None:
        return Interval(high - low, None, None)
    change = second - first
    return centred(high - low if one.measure.is_ratio else mean(change), change, confidence)


def _floats(column: pl.Series) -> Floats:
    """Values of a column of numbers, nan for null."""
    return column.to_numpy().astype(np.float64)
