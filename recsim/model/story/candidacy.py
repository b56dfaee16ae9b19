"""A candidacy: from the first talk to the first day, and what ends it before."""

from __future__ import annotations

import simpy

from recsim.model import rules
from recsim.model.distributions import exponential, gamma, log_normal
from recsim.model.events import (
    NOBODY,
    CandidacyEnd,
    Kind,
    PlacementEnd,
    ResentCause,
    Source,
    Task,
)
from recsim.model.order import Rank
from recsim.model.story.calendar import Story
from recsim.model.story.desk import Desk, Work
from recsim.model.story.pair import Pair, most_fitting
from recsim.model.story.person import Person
from recsim.model.story.requisition import Requisition
from recsim.model.streams import Purpose

TALK, INTERVIEW, OFFER = range(3)
CLOSED = (CandidacyEnd.OTHER_CHOSEN, CandidacyEnd.REQUISITION_EXPIRED)
TURNED_DOWN = (CandidacyEnd.NOT_CONVINCING, CandidacyEnd.FAILED_INTERVIEWS, *CLOSED)


class Candidacy(Pair):
    """One person in process for one requisition; ``source`` is how the person came to the team."""

    def __init__(
        self, requisition: Requisition, person: Person, source: Source, *, passed_on: bool = False
    ) -> None:
        """``passed_on``: from another requisition of the team."""
        desk = requisition.desk if source is Source.APPLIED else requisition.caller
        super().__init__(requisition, person, desk)
        self.source, self._stage = source, TALK
        self._status_then = person.status
        self._offered = self._ended = False
        self._work: Work  # for the recruiter
        self._goes_on: simpy.Event  # when that is done, or when it is this one's turn
        self._waits_since: float  # for the manager
        requisition.in_process.append(self)
        self.regard.candidacy = self
        self.record(Kind.CANDIDACY_STARTED, source, float(passed_on))
        self._process = self.calendar.process(self._goes_its_way())

    @property
    def standing(self) -> tuple[float, int]:
        """Among runners-up the best fit is first."""
        return self.fit, -self.person.id

    # --- its way ----------------------------------------------------------------------------------

    def _goes_its_way(self) -> Story:
        """Talk, interviews, offer; interrupted when it is ended from outside."""
        try:
            yield from self._talk()
            if not self._ended:
                yield from self._interviews()
            if not self._ended:
                yield from self._offer()
        except simpy.Interrupt:
            return

    def _talk(self) -> Story:
        """The recruiter and the person get to know each other."""
        yield self._recruiter_does(Task.TALK, self.w.work.talk_hours)
        if self._ghosts():
            return
        seeming = self.seems(Purpose.TALK_NOISE, self.w.hiring.talk_noise)
        convinced = seeming >= self.desk.strategy.talk_bar
        self.record(Kind.TALKED, int(not convinced))
        if convinced:
            self._stage = INTERVIEW
        else:
            self.ends(CandidacyEnd.NOT_CONVINCING)

    def _interviews(self) -> Story:
        """The employer's interviews take their time, and the fitter pass more often."""
        yield self._recruiter_does(Task.INTERVIEW, self.w.work.interview_hours)
        if self._ghosts():
            return
        if self.w.interview_slot_gap > 0.0:
            yield self._manager_has_time()
        yield self._days_pass(self._interview_days() + self.w.hiring.feedback_days)
        passed = self.draw(Purpose.INTERVIEW) < rules.interview_chance(self.w, self.fit)
        self.record(Kind.INTERVIEWED, int(not passed))
        if passed:
            self._stage = OFFER
        else:
            self.ends(CandidacyEnd.FAILED_INTERVIEWS)

    def _offer(self) -> Story:
        """One offer at a time: runners-up wait for its decision."""
        if self.requisition.offer_out:
            self.requisition.runners_up.append(self)
            self._goes_on = self.calendar.event()
            yield self._goes_on
        self.requisition.offer_out = True
        yield self._recruiter_does(Task.CLOSING, self.w.work.closing_hours)
        self.record(Kind.OFFERED)
        self._offered = True
        if self._ghosts():
            return
        u, hiring = self.draw(Purpose.DECISION_DELAY), self.w.hiring
        yield self._days_pass(log_normal(u, hiring.decision_days, hiring.delay_log_sd))
        if not self._accepts():
            self.ends(CandidacyEnd.OFFER_DECLINED)
        elif self._stays_for_a_counter_offer():
            self.ends(CandidacyEnd.COUNTER_OFFER)
        else:
            self._is_placed()

    # --- what the person does ---------------------------------------------------------------------

    def _ghosts(self) -> bool:
        """Whether the person silently drops out at this stage."""
        drops_out = self.draw(Purpose.GHOSTS, self._stage) < self.w.hiring.ghosting
        if drops_out:
            self.ends(CandidacyEnd.GHOSTED)
        return drops_out

    def _accepts(self) -> bool:
        chance = rules.accept_chance(self.w, self.requisition.gain, self.person.needed_gain)
        return self.draw(Purpose.ACCEPTS) < chance

    def _stays_for_a_counter_offer(self) -> bool:
        return (
            self.person.status != rules.UNEMPLOYED
            and self.draw(Purpose.COUNTER_OFFER) < self.w.hiring.counter_offer
            and self.draw(Purpose.COUNTER_OFFER_TAKEN) < self.w.hiring.counter_offer_accepted
        )

    def _is_placed(self) -> None:
        """The person takes the job; it may turn out not to be what it seemed."""
        person = self.person
        detail = (self.source * 3 + self._status_then) * 3 + person.status
        self.record(Kind.PLACED, detail, self.fit)
        self.ends(CandidacyEnd.PLACED)
        self.regard.placed = self.calendar.now
        person.starts_job(self.desk.team)
        person.placement = self.requisition
        person.withdraws_everywhere()
        self.requisition.is_filled()
        person.changed()
        rate = rules.early_exit_rate(self.w, self.fit)
        if rate > 0.0:
            days = exponential(self.draw(Purpose.EARLY_EXIT)) / rate
            if days <= rules.LONGEST_EARLY_EXIT:
                self.calendar.process(self._is_left_early(person.job, days))

    def _is_left_early(self, job: int, days: float) -> Story:
        """The new job was not what it seemed; inside the guarantee the placement falls off."""
        person = self.person
        yield self.calendar.after(days, Rank.JOB_ENDS, person.id)
        if person.job == job and person.status != rules.UNEMPLOYED:
            later = int(days > self.w.hiring.guarantee_days)
            self.record(Kind.LEFT_EARLY, later * 2 + person.status, days)
            person.loses_job(PlacementEnd.EARLY_EXIT)
            person.changed()

    # --- waiting ----------------------------------------------------------------------------------

    def _recruiter_does(self, task: Task, hours: float) -> simpy.Event:
        """Put a task on the desk; the event happens when it is done."""
        self._goes_on = self.calendar.event()
        self._work = Work(task, hours, about=self, done=self.may_go_on)
        self.desk.people.append(self)
        self.desk.has_work()
        return self._goes_on

    def work(self, desk: Desk) -> Work | None:
        """What the recruiter has to do for it."""
        return None if self._ended else self._work

    def may_go_on(self) -> None:
        """The recruiter has done it, or the one before did not take the offer."""
        if not self._ended:
            self._goes_on.succeed()

    def _manager_has_time(self) -> simpy.Event:
        """Wait for one's turn with the hiring manager, whose time recruiters do not control."""
        self._goes_on, self._waits_since = self.calendar.event(), self.calendar.now
        self.requisition.manager.is_waited_for(self)
        return self._goes_on

    def is_called_in(self) -> bool:
        """The manager has time; who has waited too long turns out to be gone."""
        if self._ended:
            return False
        waited = self.calendar.now - self._waits_since
        if waited > rules.patience(self.w, self.draw(Purpose.PATIENCE)):
            self.ends(CandidacyEnd.GHOSTED)
            return False
        self.record(Kind.MANAGER_MET, value=waited)
        self._goes_on.succeed()
        return True

    def _interview_days(self) -> float:
        w, purpose = self.w, Purpose.INTERVIEW_DELAY
        if w.gamma_shape > 0.0:
            return w.hiring.interview_days * gamma(self.key, purpose, w.gamma_shape)
        return log_normal(self.draw(purpose), w.hiring.interview_days, w.hiring.delay_log_sd)

    def _days_pass(self, days: float) -> simpy.Event:
        return self.calendar.after(days, Rank.CANDIDACY, self.requisition.id)

    # --- the end ----------------------------------------------------------------------------------

    def ends(self, end: CandidacyEnd) -> None:
        """The candidacy is over, whoever ended it; the next runner-up moves up."""
        requisition = self.requisition
        self._ended = True
        requisition.in_process.remove(self)
        self.regard.candidacy = None
        self.record(Kind.CANDIDACY_ENDED, end, float(self._offered))
        if self.source is Source.RETURNED and end is not CandidacyEnd.PLACED:
            self.person.germinated_from = NOBODY
        if self._process is not self.calendar.active_process and self._process.is_alive:
            self._process.interrupt()
        if self in requisition.runners_up:
            requisition.runners_up.remove(self)
        elif self._stage == OFFER and requisition.is_open and end is not CandidacyEnd.PLACED:
            requisition.offer_failed()
        requisition.caller.has_work()  # there is room for one more in process
        if end in TURNED_DOWN and not (end in CLOSED and self._is_passed_on()):
            self.may_resent(ResentCause.AFTER_TALK)

    def _is_passed_on(self) -> bool:
        """Whether the team has another opening for somebody who convinced it in the talk."""
        strategy, person = self.desk.strategy, self.person
        if self._stage == TALK or not strategy.passes_on:
            return False
        others = self.requisition.others
        free = (r for r in others if r.has_room and person.id not in r.applicants)
        noise, bar = self.w.hiring.talk_noise, strategy.talk_bar
        best = most_fitting(free, person, Purpose.TALK_NOISE, noise=noise, bar=bar)
        if best is not None:
            best.applicants.add(person.id)  # no application is needed any more
            Candidacy(best, person, self.source, passed_on=True)
        return best is not None
