"""The fold from events to counts: by team, segment, kind of event and week.

The same function folds the records while a run is going on and a log that was read back later; the
results are equal to the last bit, because records are added in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import numpy.typing as npt

from recsim.model.cohorts import END, ROUNDING, Cohort, time_allowed
from recsim.model.events import CODES, DETAILS, LASTING, OFFSET, Kind
from recsim.model.parameters import hours_per_day
from recsim.scenario.scenario import Scenario
from recsim.scenario.study import DAYS_PER_BIN


@dataclass(frozen=True)
class Tally:
    """Counts and sums of values of the events of one run.

    Attributes:
        teams: names of the teams.
        segments: names of the segments.
        warm_up_bins: number of weekly bins before day 0.
        counts: events, int64, shape (teams + 1, segments, codes, bins); the last team is the world
            (events of no team); codes are those of ``events.CODES``; bins are weeks from the start
            of the warm-up, the last one may be shorter.
        sums: sums of the events' values, float64, same shape. Hours are in the weeks in which
            they were spent, all other values in the week of the event.
        cohorts: what became of something in time, int64, shape (teams + 1, segments, cohorts,
            bins), in the week in which it began (``cohorts.Cohort``).
        cohort_sums: days from the beginning to the end, added up, float64, same shape.
        time_allowed: within how many days the end must come to count, shape (cohorts,).
        hours_per_day: a recruiter's hours of work a day; inf: hours take no time.
    """

    teams: tuple[str, ...]
    segments: tuple[str, ...]
    warm_up_bins: int
    counts: npt.NDArray[np.int64]
    sums: npt.NDArray[np.float64]
    cohorts: npt.NDArray[np.int64]
    cohort_sums: npt.NDArray[np.float64]
    time_allowed: npt.NDArray[np.float64]
    hours_per_day: float

    @staticmethod
    def of(scenario: Scenario, teams: Sequence[str]) -> Tally:
        """A tally of nothing, for a run of these teams."""
        world, study = scenario.world, scenario.study
        return Tally.empty(
            tuple(teams),
            tuple(world.segments),
            study.warm_up_days,
            study.horizon_days,
            guarantee_days=world.hiring.guarantee_days,
            hours_per_day=hours_per_day(world.work),
        )

    @staticmethod
    def empty(
        teams: tuple[str, ...],
        segments: tuple[str, ...],
        warm_up_days: int,
        horizon_days: int,
        *,
        guarantee_days: float = 0.0,
        hours_per_day: float = inf,
    ) -> Tally:
        """A tally of nothing; times in days, the warm-up in whole weeks."""
        bins = warm_up_days // DAYS_PER_BIN + -(-horizon_days // DAYS_PER_BIN)
        shape = (len(teams) + 1, len(segments), len(CODES), bins)
        of_cohorts = (*shape[:2], len(Cohort), bins)
        return Tally(
            teams=teams,
            segments=segments,
            warm_up_bins=warm_up_days // DAYS_PER_BIN,
            counts=np.zeros(shape, dtype=np.int64),
            sums=np.zeros(shape, dtype=np.float64),
            cohorts=np.zeros(of_cohorts, dtype=np.int64),
            cohort_sums=np.zeros(of_cohorts, dtype=np.float64),
            time_allowed=time_allowed(guarantee_days),
            hours_per_day=hours_per_day,
        )

    def add(self, events: npt.NDArray[np.void]) -> None:
        """Add records (dtype ``events.EVENT``, in order of time) to the counts, in place."""
        team = events["team"].astype(np.int64)  # -1 wraps to the last row, the world
        code = OFFSET[events["kind"]] + events["detail"]
        week = self._week(events["time"])
        where = (team, events["segment"], code, week)
        np.add.at(self.counts, where, 1)
        values = events["value"].copy()
        earlier = self._hours_of_earlier_weeks(events, week, values)
        np.add.at(self.sums, where, values)
        for at, in_week, hours in earlier:
            self.sums[team[at], events["segment"][at], code[at], in_week] += hours
        self._add_to_cohorts(events, team)

    def _week(self, time: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        week: npt.NDArray[np.int64] = np.floor(time / DAYS_PER_BIN).astype(np.int64)
        return week + self.warm_up_bins

    def _hours_of_earlier_weeks(
        self,
        events: npt.NDArray[np.void],
        week: npt.NDArray[np.int64],
        values: npt.NDArray[np.float64],
    ) -> list[tuple[int, int, float]]:
        """Take from ``values`` the hours that were spent before the week: event, week, hours."""
        found = []
        lasting = np.flatnonzero(LASTING[events["kind"]] & (values > 0.0))
        begin = events["time"][lasting] - values[lasting] / self.hours_per_day
        first = np.maximum(self._week(begin), 0)
        for at, since, bin_ in zip(lasting, begin, first, strict=True):
            for earlier in range(bin_, week[at]):
                edge = DAYS_PER_BIN * (earlier - self.warm_up_bins)
                hours = (edge + DAYS_PER_BIN - max(since, float(edge))) * self.hours_per_day
                values[at] -= hours
                found.append((int(at), earlier, float(hours)))
            values[at] = max(values[at], 0.0)
        return found

    def _add_to_cohorts(self, events: npt.NDArray[np.void], team: npt.NDArray[np.int64]) -> None:
        for cohort, kind in END.items():
            ended = (events["kind"] == kind) & (events["value"] <= self.time_allowed[cohort])
            these = events[ended]
            week = self._week(these["time"] - these["value"] + ROUNDING)
            known = (week >= 0) & (week < self.cohorts.shape[-1])
            where = (team[ended][known], these["segment"][known], cohort, week[known])
            np.add.at(self.cohorts, where, 1)
            np.add.at(self.cohort_sums, where, these["value"][known])

    def _rows(
        self, kind: Kind, details: tuple[str, ...] | None, team: str | None, segment: str | None
    ) -> tuple[list[int], slice | int, slice | int]:
        names = DETAILS.get(kind, ("",))
        start = int(OFFSET[kind])
        chosen = names if details is None else details
        codes = [start + names.index(detail) for detail in chosen]
        team_at = slice(None) if team is None else self.teams.index(team)
        segment_at = slice(None) if segment is None else self.segments.index(segment)
        return codes, team_at, segment_at

    def count(
        self,
        kind: Kind,
        *details: str,
        team: str | None = None,
        segment: str | None = None,
    ) -> npt.NDArray[np.int64]:
        """Events a week, shape (bins,), of one kind and these details (all, if none is named).

        Without a team: all teams and the world together.
        """
        codes, team_at, segment_at = self._rows(kind, details or None, team, segment)
        picked = self.counts[team_at, segment_at][..., codes, :]
        weeks: npt.NDArray[np.int64] = picked.reshape(-1, picked.shape[-1]).sum(axis=0)
        return weeks

    def total(
        self,
        kind: Kind,
        *details: str,
        team: str | None = None,
        segment: str | None = None,
    ) -> npt.NDArray[np.float64]:
        """Sum of the events' values a week, shape (bins,); arguments as ``count``."""
        codes, team_at, segment_at = self._rows(kind, details or None, team, segment)
        picked = self.sums[team_at, segment_at][..., codes, :]
        weeks: npt.NDArray[np.float64] = picked.reshape(-1, picked.shape[-1]).sum(axis=0)
        return weeks
