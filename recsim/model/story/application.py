"""An application: read by a recruiter or by software, answered or not."""

from __future__ import annotations

from recsim.model.events import ApplicationEnd, Kind, ResentCause, Source, Task
from recsim.model.story.candidacy import Candidacy
from recsim.model.story.desk import Desk, Work
from recsim.model.story.pair import Pair
from recsim.model.story.person import Person
from recsim.model.story.requisition import Requisition
from recsim.model.streams import Purpose

RESENTED_AS = {
    ApplicationEnd.TURNED_DOWN: ResentCause.TURNED_DOWN,
    ApplicationEnd.CLOSED_TOLD: ResentCause.TURNED_DOWN,
    ApplicationEnd.NEVER_ANSWERED: ResentCause.NEVER_ANSWERED,
    ApplicationEnd.INBOX_FULL: ResentCause.NEVER_ANSWERED,
    ApplicationEnd.CLOSED_UNANSWERED: ResentCause.NEVER_ANSWERED,
}
"""What may be resented, by how the application ended."""


class Application(Pair):
    """One person's application for one requisition."""

    def __init__(self, requisition: Requisition, person: Person) -> None:
        super().__init__(requisition, person)
        self._turned_down = False
        requisition.applicants.add(person.id)
        if self._goes_through_the_team():
            self.record(Kind.APPLIED)
            self._arrives()

    def _goes_through_the_team(self) -> bool:
        """Whether the person applies there, and not with the employer whom an agency works for."""
        share = self.w.board.through_agency if self.desk.strategy.agency else 1.0
        return share == 1.0 or self.draw(Purpose.THROUGH_AGENCY) < share

    def _arrives(self) -> None:
        """Go to software, into the inbox, or nowhere if that is full."""
        strategy, share = self.desk.strategy, self.desk.strategy.automation.screening_share
        if share > 0.0 and self.draw(Purpose.SOFTWARE_SCREENS) < share:
            self._is_read_by_software()
        elif len(self.desk.inbox) >= strategy.inbox_capacity:
            self._ends(ApplicationEnd.INBOX_FULL)
        else:
            self.desk.inbox.append(self)
            self.desk.has_mail()

    # --- on the desk ------------------------------------------------------------------------------

    def work(self, desk: Desk) -> Work | None:
        """Read it or answer it; what is void, or comes too late, takes no reading time."""
        if self._turned_down:
            return Work(Task.ANSWER, self.w.work.answer_hours, about=self, done=self._is_answered)
        if self.has_moved_on:
            self._ends(ApplicationEnd.WITHDRAWN)
        elif not self.requisition.is_open:
            self._is_turned_down_at(desk)
        else:
            hours = self.w.work.screen_hours
            return Work(Task.SCREEN, hours, about=self, done=lambda: self._is_read_at(desk))
        return None

    def _is_read_at(self, desk: Desk) -> None:
        """A recruiter reads it."""
        if self.has_moved_on:
            self._ends(ApplicationEnd.WITHDRAWN)
        elif self._convinces(Purpose.SCREENING_NOISE, self.w.hiring.profile_noise):
            self._is_shortlisted()
        else:
            self._is_turned_down_at(desk)

    def _is_read_by_software(self) -> None:
        """Software reads it at once, and answers at once if it answers."""
        if self.has_moved_on:
            self._ends(ApplicationEnd.WITHDRAWN)
        elif self._convinces(Purpose.SOFTWARE_NOISE, self.desk.strategy.automation.screening_noise):
            self._is_shortlisted()
        elif self._is_told():
            self._is_answered()

    def _convinces(self, purpose: int, noise: float) -> bool:
        """Whether the person seems to fit, and there is room."""
        fits = self.seems(purpose, noise) >= self.desk.strategy.screening_bar
        return fits and self.requisition.is_open and self.requisition.has_room

    # --- the end ----------------------------------------------------------------------------------

    def _is_shortlisted(self) -> None:
        self._ends(ApplicationEnd.SHORTLISTED)
        Candidacy(self.requisition, self.person, Source.APPLIED)

    def _is_turned_down_at(self, desk: Desk) -> None:
        """A recruiter needs time to tell somebody no."""
        if self._is_told():
            self._turned_down = True
            desk.answers.append(self)

    def _is_told(self) -> bool:
        """Some of those turned down are told so; for the others this is the end."""
        told = self.draw(Purpose.TOLD) < self.desk.strategy.answers_applicants
        if not told:
            is_open = self.requisition.is_open
            never, closed = ApplicationEnd.NEVER_ANSWERED, ApplicationEnd.CLOSED_UNANSWERED
            self._ends(never if is_open else closed)
        return told

    def _is_answered(self) -> None:
        """The applicant is told no."""
        is_open = self.requisition.is_open
        self._ends(ApplicationEnd.TURNED_DOWN if is_open else ApplicationEnd.CLOSED_TOLD)

    def _ends(self, end: ApplicationEnd) -> None:
        """The application is over, and perhaps resented."""
        self.record(Kind.APPLICATION_ENDED, end)
        if end in RESENTED_AS:
            self.may_resent(RESENTED_AS[end])
