"""A desk: where work waits for a recruiter, who is told when there is some."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from math import floor
from typing import Protocol

import simpy

from recsim.model.distributions import exponential
from recsim.model.events import Task
from recsim.model.parameters import TeamParameters
from recsim.model.story.stage import Entity, Stage
from recsim.model.streams import Purpose


@dataclass(frozen=True, slots=True)
class Work:
    """Something for a recruiter to do.

    Attributes:
        task: what kind of work it is.
        hours: how long it takes on average.
        about: whom or what it concerns.
        done: what follows from it.
        turn: number of the task, if there are several of the kind about the same.
    """

    task: Task
    hours: float
    about: Entity
    done: Callable[[], None]
    turn: int = 0

    def random_hours(self) -> float:
        """How long it takes this time."""
        n = self.task + len(Task) * self.turn
        return self.hours * exponential(self.about.draw(Purpose.TASK_TIME, n))


class Waiting(Protocol):
    """What lies on a desk: an application, an approach, a candidacy."""

    def work(self, desk: Desk) -> Work | None:
        """What is to be done about it at this desk, or None if it is void by now."""


class Desk:
    """A recruiter's desk.

    Attributes:
        id: number of the recruiter; ``NOBODY`` for the desk of a team without recruiters.
        team: number of the team.
        reads, calls: whether somebody sees to the inbox, and contacts people, here.
        inbox: applications; its own or the team's.
        answers: applicants who are to be turned down.
        follow_ups: people who have not answered yet.
        people: those in process.
        readers: the desks of the team that have an inbox.
    """

    def __init__(
        self,
        stage: Stage,
        number: int,
        team: int,
        inbox: deque[Waiting],
        readers: list[Desk],
        *,
        reads: bool = True,
        calls: bool = True,
    ) -> None:
        self.stage, self.id, self.team = stage, number, team
        self.inbox, self.readers, self.reads, self.calls = inbox, readers, reads, calls
        self.answers: deque[Waiting] = deque()
        self.follow_ups: deque[Waiting] = deque()
        self.people: deque[Waiting] = deque()
        self._idle: simpy.Event | None = None
        self._contacts = Counter[float]()  # by the end of the week

    @property
    def strategy(self) -> TeamParameters:
        """How one works here at this time."""
        return self.stage.strategies[self.team]

    @property
    def outreach_share(self) -> float:
        """Share of the time that goes to outreach."""
        return self.strategy.outreach_share if self.reads and self.calls else float(self.calls)

    def waits_for_work(self) -> simpy.Event:
        """The recruiter has nothing to do until this event."""
        self._idle = self.stage.calendar.event()
        return self._idle

    def has_work(self) -> None:
        """There is something to do: tell the recruiter, if idle."""
        if self._idle is not None:
            self._idle.succeed()
            self._idle = None

    def has_mail(self) -> None:
        """An application lies in the inbox; if it is shared, an idle colleague takes it."""
        reader = self
        if self._idle is None and self.strategy.shared_inbox:
            reader = next((one for one in self.readers if one._idle is not None), self)
        reader.has_work()

    # --- so many contacts a week ------------------------------------------------------------------

    @property
    def next_week(self) -> float:
        """When the next week begins."""
        return (floor(self.stage.calendar.now / 7.0) + 1) * 7.0

    @property
    def may_contact(self) -> bool:
        """Whether somebody may still be called or written to this week."""
        return self._contacts[self.next_week] < self.strategy.contacts_per_week

    def contacts(self) -> None:
        """Somebody is called or written to."""
        self._contacts[self.next_week] += 1

    # --- what lies here ---------------------------------------------------------------------------

    def first(self, queue: deque[Waiting]) -> Work | None:
        """The first work in one of the queues; what is void is thrown away."""
        while queue:
            work = queue.popleft().work(self)
            if work is not None:
                return work
        return None
