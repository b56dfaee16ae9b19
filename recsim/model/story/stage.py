"""What everybody shares: the calendar, the settings, the draws, the record of what happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from recsim.model.budget import Budget
from recsim.model.events import NOBODY, Kind
from recsim.model.lineup import lineup
from recsim.model.parameters import parameters, plan
from recsim.model.recorder import Recorder, pack
from recsim.model.story.calendar import Calendar, CountingCalendar
from recsim.model.streams import Family, draw, family_key, output
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario

Item = TypeVar("Item")


class Stage:
    """The stage of one run; who acts on it is added by ``market``.

    Attributes:
        w: the settings of the world, per day and in hours.
        segments: what differs between occupations.
        lineup: the teams in the market: which strategy each has from which day on, and whose
            draws.
        strategies: what the strategy of each team is at this time.
        plan: requisitions that every team is given on given days.
        calendar: SimPy's environment; time 0 is the end of the warm-up.
        recorder: what happened so far.
    """

    def __init__(
        self,
        scenario: Scenario,
        teams: Sequence[str],
        replication: int,
        *,
        keep_log: bool,
        budget: Budget | None = None,
    ) -> None:
        self.w, self.segments, strategies = parameters(scenario)
        self.lineup = lineup(scenario, teams, strategies)
        self.strategies = [member.phases[0][1] for member in self.lineup]
        self.plan = plan(scenario)
        begin = -float(scenario.study.warm_up_days)
        self.calendar = Calendar(begin) if budget is None else CountingCalendar(begin, budget)
        tally = Tally.of(scenario, [member.name for member in self.lineup])
        self.recorder = Recorder(tally, keep_log=keep_log, budget=budget)
        self._keys = {
            family: family_key(scenario.study.seed, replication, family)
            for family in (Family.PEOPLE, Family.REQUISITIONS, Family.PAIRS)
        }

    def key(self, family: int, number: int) -> int:
        """The key of the draws of one of a family of entities."""
        return output(self._keys[family], number)

    def record(
        self,
        kind: Kind,
        detail: int = 0,
        value: float = 0.0,
        *,
        segment: int,
        person: int = NOBODY,
        requisition: int = NOBODY,
        recruiter: int = NOBODY,
        team: int = NOBODY,
    ) -> None:
        """Record that something happened now; see ``events.EVENT``."""
        now = self.calendar.now
        self.recorder.add(
            pack(now, value, person, requisition, recruiter, team, segment, kind, detail)
        )


class Entity:
    """Somebody or something with draws of their own.

    Attributes:
        stage: what everybody shares; its settings ``w`` and its ``calendar`` are at hand here, too.
        key: of the draws.
        segment: number of the occupation.
    """

    segment: int

    def __init__(self, stage: Stage, key: int) -> None:
        self.stage, self.key = stage, key
        self.w, self.calendar = stage.w, stage.calendar

    def draw(self, purpose: int, n: int = 0) -> float:
        """The n-th draw for a purpose; in (0, 1)."""
        return draw(self.key, purpose, n)

    def at_random(self, members: Sequence[Item], first: int) -> Iterator[Item | None]:
        """An endless random sequence of members, None where a number names nobody.

        One more member leaves the others' places as they were, until a power of two is passed.
        ``first`` is the number of the first output that is used.
        """
        count = len(members)
        mask = (1 << (count - 1).bit_length()) - 1
        while count:
            place = output(self.key, first) & mask
            first += 1
            yield members[place] if place < count else None
