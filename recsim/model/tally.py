"""The fold from events to counts: by team, segment, kind of event and week.

The same function folds the records while a run is going on and a log that was read back later; the
results are equal to the last bit, because records are added in their order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recsim.model.events import CODES, DETAILS, OFFSET, Kind
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
        sums: sums of the events' values, float64, same shape.
    """

    teams: tuple[str, ...]
    segments: tuple[str, ...]
    warm_up_bins: int
    counts: npt.NDArray[np.int64]
    sums: npt.NDArray[np.float64]

    @staticmethod
    def empty(
        teams: tuple[str, ...], segments: tuple[str, ...], warm_up_days: int, horizon_days: int
    ) -> Tally:
        """A tally of nothing; both times in days, the warm-up in whole weeks."""
        bins = warm_up_days // DAYS_PER_BIN + -(-horizon_days // DAYS_PER_BIN)
        shape = (len(teams) + 1, len(segments), len(CODES), bins)
        return Tally(
            teams=teams,
            segments=segments,
            warm_up_bins=warm_up_days // DAYS_PER_BIN,
            counts=np.zeros(shape, dtype=np.int64),
            sums=np.zeros(shape, dtype=np.float64),
        )

    def add(self, events: npt.NDArray[np.void]) -> None:
        """Add records (dtype ``events.EVENT``, in order of time) to the counts, in place."""
        team = events["team"].astype(np.int64)  # -1 wraps to the last row, the world
        code = OFFSET[events["kind"]] + events["detail"]
        week = np.floor(events["time"] / DAYS_PER_BIN).astype(np.int64) + self.warm_up_bins
        where = (team, events["segment"], code, week)
        np.add.at(self.counts, where, 1)
        np.add.at(self.sums, where, events["value"])

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
