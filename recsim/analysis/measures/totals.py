"""A tally added up once, over weeks and segments, for all measures of all its teams."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from recsim.model.tally import Tally
from recsim.scenario.study import DAYS_PER_BIN

Rows = list[int]


class Totals:
    """One number for each team, segment and code of ``events.CODES``.

    Teams are in the order of the tally, the world last; segments too, and after the last one
    stands the sum of all.

    Args:
        tally: counts of a run.
        horizon_days: the measured time, days.

    Attributes:
        counts: events in the measured time, [team][segment][code].
        ever: events in the warm-up and the measured time, [team][segment][code].
        everyone: events of all teams and the world in the measured time, [segment][code].
        everyone_ever: the same with the warm-up, [segment][code].
        everyone_weekly: the same in each week, shape (segments, codes, bins), without the sum of
            all segments.
        half_days: of all teams and the world, half-days from the middle of each event's week to
            the horizon, added up, [segment][code]; events of the warm-up count from day 0. It is
            what an event adds to the time integral of a stock by the trapezium rule.
        sums: sums of the events' values in the measured time, [team][segment][code].
    """

    def __init__(self, tally: Tally, horizon_days: int) -> None:
        self.tally = tally
        self.horizon_days = horizon_days
        first = tally.warm_up_bins
        self.everyone_weekly: npt.NDArray[np.int64] = tally.counts.sum(axis=0)
        counts = _and_all(tally.counts[..., first:].sum(axis=-1))
        ever = _and_all(tally.counts.sum(axis=-1)) if first else counts
        half_days = self.everyone_weekly @ self._half_days_left()
        self.counts: list[list[Rows]] = counts.tolist()
        self.ever: list[list[Rows]] = ever.tolist() if first else self.counts
        self.everyone: list[Rows] = counts.sum(axis=0).tolist()
        self.everyone_ever: list[Rows] = ever.sum(axis=0).tolist() if first else self.everyone
        self.half_days: list[Rows] = [*half_days.tolist(), half_days.sum(axis=0).tolist()]
        sums = tally.sums[..., first:]
        whole = sums.sum(axis=1, keepdims=True)  # segments before weeks: the last bits depend on it
        self.sums: list[list[list[float]]] = np.concatenate(
            (sums.sum(axis=-1), whole.sum(axis=-1)), axis=1
        ).tolist()

    @cached_property
    def edges(self) -> npt.NDArray[np.int64]:
        """Days at which weeks begin and end, shape (bins + 1,); the last is the horizon."""
        bins = self.tally.counts.shape[-1]
        edges = DAYS_PER_BIN * (np.arange(bins + 1) - self.tally.warm_up_bins)
        edges[-1] = self.horizon_days
        return edges

    def _half_days_left(self) -> npt.NDArray[np.int64]:
        middles = np.maximum(self.edges[:-1] + self.edges[1:], 0)
        left: npt.NDArray[np.int64] = 2 * self.horizon_days - middles
        return left


def _and_all(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.concatenate((counts, counts.sum(axis=1, keepdims=True)), axis=1)
