"""From application or interest to the first day."""

from __future__ import annotations

import simpy

from ordinary_simpy.desk import ANSWER, PEOPLE, SCREEN
from recsim.model import rules
from recsim.model.events import (
    ApplicationEnd,
    CandidacyEnd,
    Harvest,
    Kind,
    ResentCause,
    Source,
    Task,
)

TURNED_DOWN = (
    CandidacyEnd.NOT_CONVINCING,
    CandidacyEnd.FAILED_INTERVIEWS,
    CandidacyEnd.OTHER_CHOSEN,
    CandidacyEnd.REQUISITION_EXPIRED,
)


class Application:
    def __init__(self, market, person, requisition):
        self.market, self.w, self.team = market, market.w, market.team
        self.person, self.requisition = person, requisition
        self.recruiter = requisition.recruiter
        self.job = person.job

    def arrives(self):
        if self.recruiter.inbox >= self.team.inbox_capacity:
            self.end(ApplicationEnd.INBOX_FULL)
        else:
            self.recruiter.inbox += 1
            self.recruiter.put(SCREEN, Task.SCREEN, self)

    def is_void(self):
        return self.person.job != self.job or self.person.candidacy is not None

    def hours(self, task):
        """Hours for it; None if it need not be read any more."""
        if task == Task.ANSWER:
            return self.w.answer_hours
        self.recruiter.inbox -= 1
        if self.is_void():
            self.end(ApplicationEnd.WITHDRAWN)
            return None
        if not self.requisition.is_open:
            self.turn_down()
            return None
        return self.w.screen_hours

    def done(self, task):
        if task == Task.ANSWER:
            self.answer()
        elif self.is_void():
            self.end(ApplicationEnd.WITHDRAWN)
        else:
            error = self.w.profile_noise * self.market.rng.gauss(0, 1)
            seeming = self.requisition.fit(self.person) + error
            room = self.requisition.is_open and self.requisition.has_room()
            if seeming >= self.team.screening_bar and room:
                self.end(ApplicationEnd.SHORTLISTED)
                Candidacy(self.market, self.person, self.requisition, Source.APPLIED)
            else:
                self.turn_down()

    def turn_down(self):
        if self.market.rng.random() < self.team.answers_applicants:
            self.recruiter.put(ANSWER, Task.ANSWER, self)
        elif self.requisition.is_open:
            self.end(ApplicationEnd.NEVER_ANSWERED)
        else:
            self.end(ApplicationEnd.CLOSED_UNANSWERED)

    def answer(self):
        is_open = self.requisition.is_open
        self.end(ApplicationEnd.TURNED_DOWN if is_open else ApplicationEnd.CLOSED_TOLD)

    def end(self, end):
        self.market.record(Kind.APPLICATION_ENDED, self.person, self.requisition, end)
        if end in (ApplicationEnd.TURNED_DOWN, ApplicationEnd.CLOSED_TOLD):
            self.person.resents(self.requisition, ResentCause.TURNED_DOWN)
        elif end not in (ApplicationEnd.SHORTLISTED, ApplicationEnd.WITHDRAWN):
            self.person.resents(self.requisition, ResentCause.NEVER_ANSWERED)


class Candidacy:
    """One person in process for one requisition; interrupted when it is ended from outside."""

    def __init__(self, market, person, requisition, source):
        self.market, self.w, self.env, self.rng = market, market.w, market.env, market.rng
        self.person, self.requisition, self.source = person, requisition, source
        self.fit = requisition.fit(person)
        self.ended = False
        self.ready = None
        requisition.in_process.append(self)
        person.candidacy = self
        market.record(Kind.CANDIDACY_STARTED, person, requisition, source)
        self.process = self.env.process(self.run())

    def run(self):
        try:
            yield from self.talk()
            if not self.ended:
                yield from self.interviews()
            if not self.ended:
                # one offer at a time; the best of those who wait comes next
                with self.requisition.offer.request(priority=-self.fit) as turn:
                    yield turn
                    if self.requisition.is_open:
                        yield from self.closing()
        except simpy.Interrupt:
            pass

    def talk(self):
        yield self.on_desk(Task.TALK)
        if self.ghosts():
            return
        error = self.w.talk_noise * self.rng.gauss(0, 1)
        convinced = self.fit + error >= self.market.team.talk_bar
        self.market.record(Kind.TALKED, self.person, self.requisition, int(not convinced))
        if not convinced:
            self.end(CandidacyEnd.NOT_CONVINCING)

    def interviews(self):
        w = self.w
        yield self.on_desk(Task.INTERVIEW)
        if self.ghosts():
            return
        if w.interview_gamma_shape > 0:
            shape = w.interview_gamma_shape
            days = w.interview_days * self.rng.gammavariate(shape, 1 / shape)
        else:
            days = w.interview_days * self.rng.lognormvariate(0, w.delay_log_sd)
        yield self.env.timeout(days)
        passed = self.rng.random() < rules.interview_chance(w, self.fit)
        self.market.record(Kind.INTERVIEWED, self.person, self.requisition, int(not passed))
        if not passed:
            self.end(CandidacyEnd.FAILED_INTERVIEWS)

    def closing(self):
        w, rng, person = self.w, self.rng, self.person
        yield self.on_desk(Task.CLOSING)
        self.market.record(Kind.OFFERED, person, self.requisition)
        if self.ghosts():
            return
        yield self.env.timeout(w.decision_median * rng.lognormvariate(0, w.delay_log_sd))
        chance = rules.accept_chance(w, self.requisition.gain, person.needed_gain())
        if rng.random() >= chance:
            self.end(CandidacyEnd.OFFER_DECLINED)
        elif (
            person.status != rules.UNEMPLOYED
            and rng.random() < w.counter_offer
            and rng.random() < w.counter_offer_accepted
        ):
            self.end(CandidacyEnd.COUNTER_OFFER)
        else:
            self.place()

    def place(self):
        person, requisition = self.person, self.requisition
        detail = 3 * self.source + person.status
        self.market.record(Kind.PLACED, person, requisition, detail, self.fit)
        requisition.is_open = False
        self.end(CandidacyEnd.PLACED)
        person.starts_job(Harvest.PLANTER)
        person.changed()
        requisition.filled.succeed()
        person.may_leave_early(requisition, rules.early_exit_rate(self.w, self.fit))

    def on_desk(self, task):
        self.ready = self.env.event()
        self.requisition.recruiter.put(PEOPLE, task, self)
        return self.ready

    def hours(self, task):
        if self.ended:
            return None
        w = self.w
        return {
            Task.TALK: w.talk_hours,
            Task.INTERVIEW: w.interview_hours,
            Task.CLOSING: w.closing_hours,
        }[task]

    def done(self, task):
        if not self.ended:
            self.ready.succeed()

    def ghosts(self):
        if self.rng.random() >= self.w.ghosting:
            return False
        self.end(CandidacyEnd.GHOSTED)
        return True

    def end(self, end):
        self.ended = True
        self.requisition.in_process.remove(self)
        self.person.candidacy = None
        self.market.record(Kind.CANDIDACY_ENDED, self.person, self.requisition, end)
        if self.source == Source.RETURNED and end != CandidacyEnd.PLACED:
            self.person.germinated = False
        if self.process is not self.env.active_process and self.process.is_alive:
            self.process.interrupt()
        self.requisition.recruiter.look()  # there is room for one more in process
        if end in TURNED_DOWN:
            self.person.resents(self.requisition, ResentCause.AFTER_TALK)
