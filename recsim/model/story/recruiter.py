"""A recruiter: chooses the next task, does it, looks again."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from recsim.model.events import Kind, Task
from recsim.model.order import Rank
from recsim.model.story.approach import Approach
from recsim.model.story.calendar import Story
from recsim.model.story.desk import Desk, Work
from recsim.model.story.outreach import Outreach
from recsim.model.story.requisition import Requisition
from recsim.model.story.stage import Stage


class Recruiter:
    """Somebody at a desk, and how the time was spent."""

    def __init__(self, stage: Stage, desk: Desk) -> None:
        self.stage, self.desk = stage, desk
        self._outreach: list[Outreach] = []
        self._inbox_hours = self._outreach_hours = 0.0
        self._looks_again_at = inf

    def takes(self, requisition: Requisition) -> None:
        """Work on this one, too."""
        self._outreach = [*self.outreach(), Outreach(requisition)]
        self.desk.has_work()

    def outreach(self) -> Iterator[Outreach]:
        """That for the open requisitions on the desk, the oldest first."""
        return (one for one in self._outreach if one.requisition.is_open)

    def works(self) -> Story:
        """Work as long as there is something to do; wait for it otherwise."""
        while True:
            work = self._next_work()
            yield from self._waits() if work is None else self._does(work)

    def _waits(self) -> Story:
        """Be idle until there is something to do."""
        since, oldest = self.stage.calendar.now, next(self.outreach(), None)
        idle = self.desk.waits_for_work()
        self._looks_again_after_rest()
        yield idle
        days = self.stage.calendar.now - since
        if oldest is not None and days > 0.0:
            hours = days * self.stage.w.hours_per_day
            oldest.requisition.record(Kind.IDLED, value=hours, desk=self.desk)

    def _does(self, work: Work) -> Story:
        """Spend the hours it takes, and let follow what follows."""
        w, desk = self.stage.w, self.desk
        hours = work.random_hours() if w.task_times_random else work.hours
        yield self.stage.calendar.after(hours / w.hours_per_day, Rank.DESK, desk.id)
        segment = work.about.segment
        self.stage.record(
            Kind.TASK_DONE, work.task, hours, segment=segment, recruiter=desk.id, team=desk.team
        )
        if work.task in (Task.SCREEN, Task.ANSWER):
            self._inbox_hours += hours
        elif work.task in (Task.SEARCH, Task.WRITE):
            self._outreach_hours += hours
        work.done()

    # --- what to do next --------------------------------------------------------------------------

    def _next_work(self) -> Work | None:
        """Interested people first, then due follow-ups, then inbox or outreach by the share."""
        desk, share = self.desk, self.desk.outreach_share
        work = desk.first(desk.people)
        if work is None and desk.may_contact:
            work = desk.first(desk.follow_ups)
        if work is not None:
            return work
        if share == 0.0:
            return self._inbox_work()
        if share == 1.0:
            return self._outreach_work()
        if self._outreach_hours * (1.0 - share) <= self._inbox_hours * share:
            return self._outreach_work() or self._inbox_work()
        return self._inbox_work() or self._outreach_work()

    def _inbox_work(self) -> Work | None:
        """Answer who was turned down, or read the oldest application that is worth it."""
        desk = self.desk
        return desk.first(desk.answers) or desk.first(desk.inbox) or desk.first(desk.answers)

    def _outreach_work(self) -> Work | None:
        """Contact the next target of the requisition that comes first, or find some."""
        if not (self.desk.may_contact and self.desk.strategy.people_contact):
            return None
        while (outreach := self.most_urgent()) is not None:
            person = outreach.next_target()
            if person is not None:
                return Approach(outreach.requisition, person).work(self.desk)
            work = outreach.search_work()
            if work is not None:
                return work
        return None

    def most_urgent(self) -> Outreach | None:
        """The outreach that is possible now and comes first; of several, the oldest."""
        possible = (one for one in self.outreach() if one.is_possible)
        return min(possible, key=lambda one: one.attention_so_far, default=None)

    def _looks_again_after_rest(self) -> None:
        """An empty search is repeated later, and a new week allows new contacts."""
        if self.desk.outreach_share > 0.0:
            now = self.stage.calendar.now
            rests = [one.rests_until for one in self.outreach() if one.rests_until > now]
            if not self.desk.may_contact:
                rests.append(self.desk.next_week)
            due = min(rests, default=inf)
            if due < inf and due != self._looks_again_at:
                self._looks_again_at = due
                self.stage.calendar.process(self._looks_again(due))

    def _looks_again(self, due: float) -> Story:
        """The rest is over."""
        yield self.stage.calendar.at(due, Rank.DESK_RETRY, self.desk.id)
        self._looks_again_at = inf
        self.desk.has_work()
