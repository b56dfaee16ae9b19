"""Outreach: whom to contact about a requisition."""

from __future__ import annotations

from collections import deque
from itertools import islice
from math import inf

from recsim.model import rules
from recsim.model.distributions import normal
from recsim.model.events import Kind, Task
from recsim.model.story.desk import Work
from recsim.model.story.pair import Pair
from recsim.model.story.person import Person
from recsim.model.story.requisition import Requisition
from recsim.model.streams import Purpose


class Outreach:
    """The active way for one requisition.

    Attributes:
        approached: numbers of the people who were ever contacted.
        targets: who is to be contacted next, the most promising first.
        rests_until: a search that found nobody is not repeated before this time.
    """

    def __init__(self, requisition: Requisition) -> None:
        self.requisition, self.calendar = requisition, requisition.calendar
        self.approached: set[int] = set()
        self.targets: deque[Person] = deque()
        self.rests_until = -inf
        self._searches = 0

    @property
    def is_possible(self) -> bool:
        """Whether there is room for more people in process, and a search may find somebody."""
        return self.requisition.has_room and self.rests_until <= self.calendar.now

    @property
    def attention_so_far(self) -> tuple[int, int]:
        """People in process, if the team goes by that, and people approached; fewer come first."""
        by_process = self.requisition.desk.strategy.emptiest_first
        return by_process * len(self.requisition.in_process), len(self.approached)

    # --- targets ----------------------------------------------------------------------------------

    def next_target(self) -> Person | None:
        """The next target who may still be contacted; it is done at once."""
        while self.targets:
            person = self.targets.popleft()
            if self._may_contact(person):
                self.approached.add(person.id)
                return person
        return None

    def _may_contact(self, person: Person) -> bool:
        """Whether an approach may begin: rested, not off limits, not asked to stop, nothing on?"""
        strategy, regard = self.requisition.desk.strategy, self.requisition.regard_of(person)
        now = self.calendar.now
        return (
            regard.last_contact <= now - strategy.cooldown_days
            and regard.placed <= now - strategy.off_limits_days
            and regard.mood != rules.DO_NOT_CONTACT
            and not regard.approached
            and regard.candidacy is None
            and person.id not in self.approached
            and (strategy.reengages or not regard.declined)
        )

    # --- search -----------------------------------------------------------------------------------

    def search(self) -> int:
        """Read profiles in a random order, keep the best as targets; how many were read.

        The order belongs to the requisition: every strategy meets the same people in it. Whoever
        may not be contacted now is passed over unread.
        """
        strategy, requisition = self.requisition.desk.strategy, self.requisition
        draws = strategy.profiles_per_search * rules.DRAWS_PER_PROFILE
        first = Purpose.LONGLIST + self._searches * draws
        read: set[int] = set()
        good: list[tuple[float, int, Person]] = []
        for person in islice(requisition.at_random(requisition.people, first), draws):
            if person is None or person.id in read or not self._may_contact(person):
                continue
            promise = self._promise(person, len(read))
            read.add(person.id)
            if promise >= strategy.contact_bar:
                good.append((-promise, person.id, person))
            if len(read) == strategy.profiles_per_search:
                break
        good.sort()
        self.targets.extend(person for _, _, person in good[: strategy.targets_per_search])
        if not self.targets:
            rest = rules.REST_AFTER_EMPTY_SEARCH if read else rules.REST_AFTER_NOBODY_TO_READ
            self.rests_until = self.calendar.now + rest
        self._searches += 1
        return len(read)

    def _promise(self, person: Person, place: int) -> float:
        """How promising a person looks under the team's targeting rule."""
        requisition, targeting = self.requisition, self.requisition.desk.strategy.targeting
        if targeting == "random":
            return -float(place)
        pair = Pair(requisition, person)
        if targeting == "best_fit":
            return pair.seems(Purpose.PROFILE_NOISE, requisition.w.hiring.profile_noise)
        openness = rules.openness(person.satisfaction, person.status)
        return openness + rules.OPENNESS_NOISE * normal(pair.draw(Purpose.OPENNESS_NOISE))

    def search_work(self) -> Work | None:
        """A search by a recruiter, or None if there is nobody to read about."""
        profiles = self.search()
        if profiles == 0:
            return None
        hours = profiles * self.requisition.w.work.profile_hours
        return Work(
            Task.SEARCH, hours, about=self.requisition, done=self._is_done, turn=self._searches
        )

    def _is_done(self) -> None:
        requisition, found = self.requisition, float(len(self.targets))
        requisition.record(Kind.SEARCHED, value=found, desk=requisition.caller)
