"""Reading a log: which events, what became of what, how many at a time."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from recsim.model import simulate
from recsim.model.events import Kind
from recsim.scenario.scenario import Scenario

Floats = npt.NDArray[np.float64]
Events = npt.NDArray[np.void]


class Spells(NamedTuple):
    """Things that begin and end (applications, requisitions, seeds), one row each.

    Attributes:
        start: times of the beginning, days, in order.
        end: times of the end, infinite while pending.
        how: detail of the ending event, -1 while pending.
    """

    start: Floats
    end: Floats
    how: npt.NDArray[np.int64]

    def begun(self, start: float, end: float) -> Spells:
        """Those that began in an interval (end excluded)."""
        inside = (self.start >= start) & (self.start < end)
        return Spells(self.start[inside], self.end[inside], self.how[inside])

    def under_way(self, time: float) -> int:
        """How many were under way."""
        return int(((self.start <= time) & (self.end > time)).sum())


class Log:
    """All events of one run.

    Attributes:
        events: dtype ``model.events.EVENT``, in order.
        scenario: what was simulated.
        begin, end: simulated time, days; measured time starts at 0.
    """

    def __init__(self, events: Events, scenario: Scenario) -> None:
        self.events = events
        self.scenario = scenario
        self.begin = -float(scenario.study.warm_up_days)
        self.end = float(scenario.study.horizon_days)

    @classmethod
    def of(cls, scenario: Scenario, team: str, replication: int) -> Log:
        """Simulate one replication of one team and read its log."""
        run = simulate(scenario, [team], replication, keep_log=True)
        assert run.log is not None
        return cls(run.log, scenario)

    def where(self, kind: Kind, detail: IntEnum | int | None = None) -> npt.NDArray[np.int64]:
        """Positions of the events of a kind (and detail)."""
        chosen = self.events["kind"] == kind
        if detail is not None:
            chosen &= self.events["detail"] == detail
        return np.flatnonzero(chosen)

    def of_kind(
        self, kind: Kind, detail: IntEnum | int | None = None, *, measured: bool = False
    ) -> Events:
        """Events of a kind (and detail); ``measured``: only those after the warm-up."""
        events = self.events[self.where(kind, detail)]
        return events[events["time"] >= 0.0] if measured else events

    def count(self, kind: Kind, detail: IntEnum | int | None = None) -> int:
        """Number of events of a kind (and detail), warm-up included."""
        return len(self.where(kind, detail))

    def spells(self, start: Kind, end: Kind | tuple[Kind, ...], *key: str) -> Spells:
        """Match beginnings and ends of the same key ("person", "requisition", "team").

        The n-th beginning of a key belongs to its n-th end: each end has a beginning before it.
        """
        ends = [int(kind) for kind in (end if isinstance(end, tuple) else (end,))]
        begin = self.of_kind(start)
        finish = self.events[np.isin(self.events["kind"], ends)]
        label, rank = _ranked(begin, key)
        end_label, _ = _ranked(finish, key)
        order = np.argsort(end_label, kind="stable")
        at = np.searchsorted(end_label[order], label) + rank
        ended = at < len(finish)
        ended[ended] = end_label[order][at[ended]] == label[ended]
        ending = np.full(len(begin), np.inf)
        how = np.full(len(begin), -1, dtype=np.int64)
        which = order[at[ended]]
        ending[ended], how[ended] = finish["time"][which], finish["detail"][which]
        return Spells(begin["time"].copy(), ending, how)


def labels(events: Events, *key: str) -> npt.NDArray[np.int64]:
    """One number for each value of the key; at most two fields."""
    label = np.zeros(len(events), dtype=np.int64)
    for name in key:
        label = (label << 31) + events[name].astype(np.int64) + 1
    return label


def _ranked(
    events: Events, key: tuple[str, ...]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Each event's key as one number, and how many of the same key came before it."""
    label = labels(events, *key)
    order = np.argsort(label, kind="stable")
    ordered = label[order]
    rank = np.empty(len(events), dtype=np.int64)
    rank[order] = np.arange(len(events)) - np.searchsorted(ordered, ordered)
    return label, rank
