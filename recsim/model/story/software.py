"""Software on a recruiter's desk: it contacts people without taking anybody's time."""

from __future__ import annotations

from recsim.model.order import Rank
from recsim.model.story.approach import Approach
from recsim.model.story.calendar import Story
from recsim.model.story.recruiter import Recruiter


class Software:
    """What works through a recruiter's requisitions on its own."""

    def __init__(self, recruiter: Recruiter) -> None:
        self.recruiter, self.desk = recruiter, recruiter.desk
        self._runs = False

    @property
    def _contacts_per_day(self) -> float:
        return self.desk.strategy.software_contacts_per_day

    def goes_on(self) -> None:
        """Begin, if the strategy of this day wants it, and it does not run already."""
        if self._contacts_per_day > 0.0 and not self._runs:
            self._runs = True
            self.desk.stage.calendar.process(self._contacts_people())

    def _contacts_people(self) -> Story:
        """A steady stream of first contacts to anybody it finds, until it is switched off."""
        while self._contacts_per_day > 0.0:
            gap = 1.0 / self._contacts_per_day
            yield self.desk.stage.calendar.after(gap, Rank.SOFTWARE, self.desk.id)
            outreach = self.recruiter.most_urgent()
            if outreach is None or self._contacts_per_day == 0.0:
                continue
            if not outreach.targets:
                outreach.search()
            person = outreach.next_target()
            if person is not None:
                Approach(outreach.requisition, person, by_software=True).begins()
        self._runs = False
