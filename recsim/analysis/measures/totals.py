"""A tally added up once, over weeks and segments, for all measures of all its teams."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures.codes import rows
from recsim.analysis.measures.ripening import ripe_weeks
from recsim.model.cohorts import BEGIN, Cohort
from recsim.model.tally import Tally
from recsim.scenario.study import DAYS_PER_BIN

Rows = list[int]


class Ripe(NamedTuple):
    """What began so early that its end is in the run if it came in time.

    Attributes:
        began: how many began.
        ended: how many of them came to the end in time.
        days: days from the beginning to the end, added up over those.
    """

    began: int
    ended: int
    days: float


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
        half_days: half-days from the middle of each event's week to the horizon, added up,
            [team][segment][code]; events of the warm-up count from day 0. It is what an event
            adds to the time integral of a stock by the trapezium rule.
        everyone_half_days: the same of all teams and the world, [segment][code].
        sums: sums of the events' values in the measured time, [team][segment][code].
        ended: of what began in the measured time, how many came to the end in time and before
            the horizon, [team][segment][cohort].
    """

    def __init__(self, tally: Tally, horizon_days: int) -> None:
        self.tally = tally
        self.horizon_days = horizon_days
        first = tally.warm_up_bins
        self.everyone_weekly: npt.NDArray[np.int64] = tally.counts.sum(axis=0)
        counts = _and_all(tally.counts[..., first:].sum(axis=-1))
        ever = _and_all(tally.counts.sum(axis=-1)) if first else counts
        half_days = _and_all(tally.counts @ self._half_days_left())
        self.counts: list[list[Rows]] = counts.tolist()
        self.ever: list[list[Rows]] = ever.tolist() if first else self.counts
        self.everyone: list[Rows] = counts.sum(axis=0).tolist()
        self.everyone_ever: list[Rows] = ever.sum(axis=0).tolist() if first else self.everyone
        self.half_days: list[list[Rows]] = half_days.tolist()
        self.everyone_half_days: list[Rows] = half_days.sum(axis=0).tolist()
        self.ended: list[list[Rows]] = _and_all(tally.cohorts[..., first:].sum(axis=-1)).tolist()
        sums = tally.sums[..., first:]
        whole = sums.sum(axis=1, keepdims=True)  # segments before weeks: the last bits depend on it
        self.sums: list[list[list[float]]] = np.concatenate(
            (sums.sum(axis=-1), whole.sum(axis=-1)), axis=1
        ).tolist()

    @cached_property
    def ripe(self) -> list[list[list[Ripe]]]:
        """What had its time in the measured time, [cohort][team][segment]."""
        return [self._ripe(cohort) for cohort in Cohort]

    def _ripe(self, cohort: Cohort) -> list[list[Ripe]]:
        tally, first = self.tally, self.tally.warm_up_bins
        allowed = float(tally.time_allowed[cohort])
        begin, past = ripe_weeks(allowed, DAYS_PER_BIN * first, self.horizon_days)
        weeks = slice(first + begin, first + past)
        began = _and_all(tally.counts[:, :, rows(BEGIN[cohort]), weeks].sum(axis=(-2, -1)))
        ended = _and_all(tally.cohorts[:, :, cohort, weeks].sum(axis=-1))
        days = _and_all(tally.cohort_sums[:, :, cohort, weeks].sum(axis=-1))
        return [
            [Ripe(*found) for found in zip(*team, strict=True)]
            for team in zip(began.tolist(), ended.tolist(), days.tolist(), strict=True)
        ]

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


def _and_all(counts: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Numbers by team and segment, with those of all segments together after the last one."""
    return np.concatenate((counts, counts.sum(axis=1, keepdims=True)), axis=1)
