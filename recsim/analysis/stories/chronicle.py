"""The event log of one world with what is needed to read it: scenario, teams, replication."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from recsim.analysis.stories.speech import ENGLISH, Names, Words
from recsim.model.events import CODES, OFFSET, Kind
from recsim.scenario.scenario import Scenario

Log = npt.NDArray[np.void]


class Event(NamedTuple):
    """One record of the log, with its detail by name; ids are -1 where none is meant."""

    day: float
    kind: Kind
    detail: str
    value: float
    person: int
    requisition: int
    recruiter: int
    team: int


@dataclass(frozen=True)
class Chronicle:
    """Everything that happened in one replication of one world.

    Attributes:
        scenario: what was simulated.
        teams: keys of the strategies in this world, in the order of the log's teams; rivals, which
            are in the world and are not looked at, come after the others.
        replication: its number.
        log: all events in order, shape (events,), dtype ``model.events.EVENT``.
        looked_at: how many of the teams are not just rivals.
        words: what it is told with.
    """

    scenario: Scenario
    teams: tuple[str, ...]
    replication: int
    log: Log
    looked_at: int = 1
    words: Words = ENGLISH

    @property
    def people(self) -> int:
        """Number of people in the world; they are numbered from 0."""
        return self.scenario.world.people

    @property
    def names(self) -> Names:
        """What the teams are called; a team that is alone needs no name."""
        if len(self.teams) == 1:
            return Names((), self.words)
        labels = [self.scenario.label(team) for team in self.teams]
        rivals = range(self.looked_at, len(labels))
        for number, place in enumerate(rivals, 1):
            labels[place] = self.words.say("rival", number=number, label=labels[place])
        return Names(tuple(labels), self.words)

    def recruiters(self) -> Iterator[range]:
        """Numbers of the recruiters of each team, in the order of the teams."""
        first = 0
        for team in self.teams:
            count = self.scenario.strategies[team].recruiters
            yield range(first, first + count)
            first += count


def events(log: Log) -> list[Event]:
    """Records as events."""
    codes = (OFFSET[log["kind"]] + log["detail"]).tolist()
    kinds = [CODES[code] for code in codes]
    names = ("value", "person", "requisition", "recruiter", "team")
    rest = zip(*(log[name].tolist() for name in names), strict=True)
    return [
        Event(day, kind, detail, *values)
        for day, (kind, detail), values in zip(log["time"].tolist(), kinds, rest, strict=True)
    ]
