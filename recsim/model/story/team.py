"""A team: recruiters with one strategy, and the adverts that they show."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from recsim.model import rules
from recsim.model.events import NOBODY, Kind
from recsim.model.order import Rank
from recsim.model.parameters import PlannedRequisition, TeamParameters
from recsim.model.story.calendar import Story
from recsim.model.story.desk import Desk, Waiting
from recsim.model.story.manager import Manager
from recsim.model.story.person import Person
from recsim.model.story.recruiter import Recruiter
from recsim.model.story.requisition import Requisition
from recsim.model.story.software import Software
from recsim.model.story.stage import Stage
from recsim.scenario.scenario import MOST_TEAMS


class Team:
    """A firm's recruiters with one strategy.

    Attributes:
        index: number of the team.
        recruiters: those who work here; perhaps nobody.
        openings: those that are open by occupation, the oldest first.
    """

    def __init__(self, stage: Stage, index: int, members: Sequence[Sequence[Person]]) -> None:
        """``members`` are the people of each occupation, now or later."""
        self.stage, self.index, self._members = stage, index, members
        strategy, shared = self.strategy, deque[Waiting]()
        first = sum(other.recruiters for other in stage.strategies[:index])
        self.recruiters: list[Recruiter] = []
        self._readers: list[Desk] = []
        for number in range(strategy.recruiters):
            inbox = shared if strategy.shared_inbox else deque[Waiting]()
            reads = number < strategy.number_of_readers
            calls = number >= strategy.recruiters - strategy.number_of_callers
            desk = Desk(
                stage, first + number, index, inbox, self._readers, reads=reads, calls=calls
            )
            self.recruiters.append(Recruiter(stage, desk))
            if reads:
                self._readers.append(desk)
        self._callers = [one for one in self.recruiters if one.desk.calls]
        self._software = [Software(caller) for caller in self._callers]
        self._nobodys_desk = Desk(stage, NOBODY, index, shared, self._readers)
        teams = stage.strategies[: index + 1]
        *before, here = (rules.number_of_managers(stage.w, team.recruiters) for team in teams)
        self._managers = [
            Manager(stage.calendar, number, stage.w.interview_slot_gap)
            for number in range(sum(before), sum(before) + here)
        ]
        self._asked = 0
        self.openings: list[list[Requisition]] = [[] for _ in stage.segments]

    @property
    def strategy(self) -> TeamParameters:
        """How the team works at this time."""
        return self.stage.strategies[self.index]

    def begins(self) -> None:
        """Let the recruiters begin, and the software on their desks."""
        self.stage.calendar.process(self._changes_strategy())
        for recruiter in self.recruiters:
            self.stage.calendar.process(recruiter.works())
        self._goes_on()

    def _goes_on(self) -> None:
        """There may be other things to do by the strategy of this day."""
        for software in self._software:
            software.goes_on()
        for recruiter in self.recruiters:
            recruiter.desk.has_work()

    def _changes_strategy(self) -> Story:
        """On given days the team goes on in another way."""
        stage, team = self.stage, self.index
        for number, (day, strategy) in enumerate(stage.lineup[team].phases[1:], start=1):
            yield stage.calendar.at(day, Rank.STRATEGY_CHANGES, team)
            stage.strategies[team] = strategy
            stage.record(Kind.STRATEGY_CHANGED, value=float(number), segment=0, team=team)
            self._goes_on()

    def is_asked_to_fill(self, draws: int, planned: PlannedRequisition | None = None) -> None:
        """A requisition comes in: recruiters take turns; without any, nobody works on it."""
        turn, self._asked = self._asked, self._asked + 1
        reader, caller = self._nobodys_desk, None
        if self.recruiters:
            reader = self._readers[turn % len(self._readers)]
            caller = self._callers[turn % len(self._callers)]
        desks = reader, caller.desk if caller else reader
        number = turn * MOST_TEAMS + self.index
        requisition = Requisition(
            self.stage, number, draws, desks, self._members, self._managers, planned
        )
        if caller:
            requisition.is_open_among(self.openings[requisition.segment])
            caller.takes(requisition)

    def adverts(self, occupation: int) -> list[Requisition]:
        """What the team shows to people of an occupation, the oldest first."""
        return self.openings[occupation] if self.strategy.advertises else []

    def requisitions(self) -> Iterator[Requisition]:
        """Those that are open, one recruiter after the other."""
        for recruiter in self.recruiters:
            for outreach in recruiter.outreach():
                yield outreach.requisition
