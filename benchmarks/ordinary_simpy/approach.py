"""An approach: the contacts to one person about one requisition, and what comes of them."""

from __future__ import annotations

from bisect import bisect_right

from ordinary_simpy.candidacy import Candidacy
from ordinary_simpy.desk import FOLLOW_UP
from recsim.model import rules
from recsim.model.events import NOBODY, ApproachEnd, Kind, Source, Task, WaryCause, contact_detail


class Approach:
    def __init__(self, market, person, requisition):
        self.market, self.w, self.team, self.env = market, market.w, market.team, market.env
        self.person, self.requisition = person, requisition
        self.job = person.job
        self.step = 0
        self.work_channel = NOBODY
        self.reply = self.contacted = None
        self.pick_channel()
        requisition.approached.add(person.id)
        person.approach = self

    def is_pointless(self):
        person = self.person
        return (
            not self.requisition.is_open or person.job != self.job or person.candidacy is not None
        )

    def pick_channel(self):
        self.drawn_channel = bisect_right(self.team.channels_until, self.market.rng.random())

    def channel(self):
        """Nobody is reached at a work they do not have."""
        if self.person.status == rules.UNEMPLOYED and self.drawn_channel >= rules.WORK_EMAIL:
            return self.drawn_channel - 2
        return self.drawn_channel

    def hours(self, task):
        if task == Task.FOLLOW_UP and self.is_pointless():
            return 0.0
        return rules.contact_hours(self.w, self.channel(), self.step, self.team.care)

    def done(self, task):
        """The recruiter has made the contact, if it still made sense."""
        if task == Task.FOLLOW_UP:
            self.contacted.succeed()
        elif self.is_pointless():
            self.person.approach = None
        else:
            self.env.process(self.run())

    def run(self):
        """Contact, wait for an answer, follow up, give up."""
        while True:
            self.contact()
            if self.person.approach is not self:
                return  # in offence
            patience = self.env.timeout(self.team.follow_up_wait)
            if self.reply is None:
                yield patience
            else:
                yield self.reply | patience
                if self.reply.processed:
                    self.hear()
                    return
            if self.step >= self.team.follow_ups or self.is_pointless():
                break
            self.step += 1
            self.pick_channel()
            self.contacted = self.env.event()
            self.requisition.recruiter.put(FOLLOW_UP, Task.FOLLOW_UP, self)
            yield self.contacted
            if self.is_pointless():
                self.end(ApproachEnd.LAPSED)
                return
        if self.reply is not None:
            yield self.reply
            self.hear()
        else:
            self.end(ApproachEnd.LAPSED if self.is_pointless() else ApproachEnd.NO_ANSWER)

    def contact(self):
        w, rng, person, requisition = self.w, self.market.rng, self.person, self.requisition
        now, step, care, channel = self.env.now, self.step, self.team.care, self.channel()
        detail = contact_detail(channel, follow_up=step > 0, by_software=False)
        self.market.record(Kind.CONTACTED, person, requisition, detail, float(step))
        person.last_contact = now
        own_load = rules.load_now(w, person.load, now - person.load_since)
        load = own_load + w.outside_load
        person.load, person.load_since = own_load + 1, now
        at_work = channel >= rules.WORK_EMAIL
        second_work_channel = at_work and self.work_channel not in (NOBODY, channel)
        if at_work:
            self.work_channel = channel
        if rng.random() < rules.offence_chance(
            w,
            channel,
            step,
            care,
            person.touchiness,
            person.fears_exposure,
            person.satisfaction,
            person.familiarity,
            load,
            person.trust,
            person.warmth,
            person.status,
            second_work_channel,
        ):
            person.familiarity = rules.familiarity_after_harm(w, person.familiarity)
            self.end(ApproachEnd.OFFENDED)
            person.is_offended(requisition, channel)
            return
        annoyed = rng.random() < rules.annoyance_chance(
            w, channel, step, care, person.touchiness, load, person.status
        )
        answers = self.reply is None and rng.random() < rules.answer_chance(
            w,
            channel,
            step,
            care,
            self.team.agency,
            load,
            person.trust,
            person.warmth,
            annoyed,
            person.status,
        )
        if answers:
            self.reply = self.env.timeout(self.reply_days(channel))
        if annoyed:
            self.market.record(Kind.ANNOYED, person, requisition, channel)
            person.familiarity = rules.familiarity_after_harm(w, person.familiarity)
            person.becomes_wary(WaryCause.ANNOYED)
        elif answers or rng.random() < w.read_without_answer:
            person.familiarity = rules.familiarity_after_contact(w, person.familiarity, care)
            gap = w.gap_closed_by_conversation if answers else w.gap_closed_by_reading
            if person.status == rules.CONTENT and gap * care > 0:
                person.plant(int(not answers), rules.belief_after(person.belief, gap, care))

    def reply_days(self, channel):
        if channel in (rules.PERSONAL_PHONE, rules.WORK_PHONE):
            return 0.0
        return self.w.reply_median * self.market.rng.lognormvariate(0, self.w.reply_log_sd)

    def hear(self):
        """The person answers: tell me more, or a polite no that leaves warmth."""
        w, person, requisition = self.w, self.person, self.requisition
        if self.is_pointless():
            self.end(ApproachEnd.LAPSED)
            return
        believed = rules.believed_gain(w, requisition.gain, person.belief, person.status)
        if self.market.rng.random() < rules.interest_chance(w, believed, person.needed_gain()):
            self.end(ApproachEnd.INTERESTED)
            Candidacy(self.market, person, requisition, Source.APPROACHED)
        else:
            person.warmth = rules.warmth_after_decline(
                w, person.warmth, self.team.care, self.team.agency
            )
            person.declined = True
            self.end(ApproachEnd.DECLINED)
            person.changed()

    def end(self, end):
        self.person.approach = None
        self.market.record(Kind.APPROACH_ENDED, self.person, self.requisition, end)
