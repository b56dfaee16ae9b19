"""An approach: somebody is called or written to about a requisition, and reacts.

What happens when somebody is called at work: ``_makes_contact``, and there ``_harm_of`` above all.
"""

from __future__ import annotations

from bisect import bisect_right
from math import inf

import simpy

from recsim.model import harm, rules
from recsim.model.distributions import log_normal
from recsim.model.events import (
    NOBODY,
    ApproachEnd,
    Kind,
    Source,
    Task,
    WaryCause,
)
from recsim.model.harm import CURT_NO, FURY, NO_HARM
from recsim.model.order import Rank
from recsim.model.rules import CONTENT, PERSONAL_PHONE, UNEMPLOYED, WORK_EMAIL, WORK_PHONE
from recsim.model.story.calendar import Story
from recsim.model.story.candidacy import Candidacy
from recsim.model.story.desk import Desk, Work
from recsim.model.story.pair import Pair
from recsim.model.story.person import Person
from recsim.model.story.requisition import Requisition
from recsim.model.streams import Purpose


class Approach(Pair):
    """The contacts to one person about one requisition, by a recruiter or by software."""

    def __init__(
        self, requisition: Requisition, person: Person, *, by_software: bool = False
    ) -> None:
        super().__init__(requisition, person, requisition.caller)
        self.by_software = by_software
        self._follow_up = 0
        self._drawn_channel = self._draws_channel()
        self._work_channel = NOBODY
        self._answer_due = inf
        self._in_a_talk = self._over = False
        self._contacted: simpy.Event
        self.regard.approached = True

    @property
    def _is_pointless(self) -> bool:
        """Whether the requisition has closed, or the person has a new job or is in process."""
        return self.has_moved_on or not self.requisition.is_open

    @property
    def _is_answered(self) -> bool:
        """Whether an answer has arrived, which the recruiter sees before following up."""
        return self._answer_due <= self.calendar.now

    # --- from the first contact to the last -------------------------------------------------------

    def work(self, desk: Desk) -> Work:
        """The recruiter's next contact; a follow-up may be needless by then."""
        step, hours = self._follow_up, 0.0
        if not (self._is_pointless or self._is_answered):
            hours = rules.contact_hours(self.w, self._channel, step, self.care)
        if step == 0:
            return Work(Task.WRITE, hours, about=self, done=self.begins)
        return Work(Task.FOLLOW_UP, hours, about=self, done=self._goes_on, turn=step)

    def begins(self) -> None:
        """Make the first contact and wait for what comes of it, if it still makes sense."""
        if self._is_pointless:
            self.regard.approached = False
            return
        self._makes_contact()
        if not self._over:
            self.calendar.process(self._conversation())

    def _goes_on(self) -> None:
        """Make the follow-up that the conversation waits for, if it still makes sense."""
        if self._is_pointless:
            self._ends(ApproachEnd.LAPSED)
        elif not self._is_answered:
            self._makes_contact()
        self._contacted.succeed()

    def _conversation(self) -> Story:
        """After the first contact: wait for an answer, follow up, give up."""
        while True:
            patience = self.calendar.now + self.desk.strategy.follow_up_wait_days
            if self._answer_due <= patience:
                break
            yield self._at(patience)
            if self._follow_up >= self.desk.strategy.follow_ups or self._is_pointless:
                break
            self._follow_up += 1
            self._drawn_channel = self._draws_channel()
            if self.by_software:
                self._makes_contact()
            else:
                yield self._recruiter_follows_up()
            if self._over:
                return  # in offence, or because it had become pointless
        if self._answer_due < inf:
            yield self._at(max(self._answer_due, self.calendar.now))
            self._answers()
        else:
            self._ends(ApproachEnd.LAPSED if self._is_pointless else ApproachEnd.NO_ANSWER)

    def _recruiter_follows_up(self) -> simpy.Event:
        """Put a follow-up on the desk; the event happens when it is done."""
        self._contacted = self.calendar.event()
        self.desk.follow_ups.append(self)
        self.desk.has_work()
        return self._contacted

    def _at(self, time: float) -> simpy.Event:
        return self.calendar.at(time, Rank.CONVERSATION, self.person.id)

    # --- one contact ------------------------------------------------------------------------------

    @property
    def care(self) -> float:
        """The care that goes into a contact now."""
        strategy = self.desk.strategy
        return strategy.software_care if self.by_software else strategy.care

    def _draws_channel(self) -> int:
        u = self.draw(Purpose.CHANNEL, self._follow_up)
        return bisect_right(self.desk.strategy.channels_until, u)

    @property
    def _channel(self) -> int:
        """The channel of the next contact; nobody is reached at a work they do not have."""
        channel = self._drawn_channel
        if self.person.status == UNEMPLOYED and channel >= WORK_EMAIL:
            return channel - 2  # work e-mail -> private e-mail, work phone -> private phone
        return channel

    def _makes_contact(self) -> None:
        """One message or call: it offends, annoys or does neither, and perhaps is answered."""
        channel, step = self._channel, self._follow_up
        which = 2 * int(self.by_software) + int(step > 0)
        self._records(Kind.CONTACTED, which, channel, float(step))
        if not self.by_software:
            self.desk.contacts()
        self.regard.is_contacted(about=self)
        load = self.person.receives_message()
        size = self._harm_of(channel, load)
        held_back = size != NO_HARM and not self._is_voiced()
        if size != NO_HARM and not held_back:
            self._is_voiced_as(size, channel)
            return
        annoys = held_back or self._annoys(channel, load)
        answers = self._answer_due == inf and self._gets_answer(channel, load, annoyed=annoys)
        if answers:
            self._in_a_talk = channel in (PERSONAL_PHONE, WORK_PHONE)
            self._answer_due = self.calendar.now + self._answer_delay()
        if annoys:
            self._records(Kind.ANNOYED, int(held_back), channel)
            self.person.is_harmed()
            self.regard.becomes_wary(WaryCause.ANNOYED)
        elif answers or self.draw(Purpose.READ, step) < self.w.response.read_without_answer:
            self.person.finds_contact_normal(self.care)
            self._plants_seed(by_conversation=answers)

    def _records(self, kind: Kind, which: int, channel: int, value: float = 0.0) -> None:
        """Record a contact or what it did to somebody who is happy at work, or is not."""
        detail = harm.contact_detail(which, channel, self.person.satisfaction)
        self.record(kind, detail, value)

    def _harm_of(self, channel: int, load: float) -> int:
        """How large a harm it is to the person: larger at work, and there by two channels."""
        person, regard = self.person, self.regard
        at_work = channel >= WORK_EMAIL
        second_work_channel = at_work and self._work_channel not in (NOBODY, channel)
        if at_work:
            self._work_channel = channel
        chance = harm.offence_chance(
            self.w,
            channel=channel,
            follow_up=self._follow_up,
            care=self.care,
            touchiness=person.touchiness,
            fears_exposure=person.fears_exposure,
            satisfied=person.satisfaction,
            familiarity=person.familiarity,
            load=load,
            mood=regard.mood,
            status=person.status,
            second_work_channel=second_work_channel,
        )
        furious = harm.fury_share(
            self.w, channel, person.fears_exposure, person.satisfaction, second_work_channel
        )
        return harm.size_of(self.w, self.draw(Purpose.OFFENCE, self._follow_up), chance, furious)

    def _is_voiced(self) -> bool:
        """Whether a harmed person says so, or keeps a civil tongue and the door open."""
        agency, belief = self.desk.strategy.agency, self.person.belief
        share = harm.voiced_share(self.w, agency, belief, self.regard.warmth)
        return self.draw(Purpose.VOICED, self._follow_up) < share

    def _annoys(self, channel: int, load: float) -> bool:
        """Whether the person is annoyed in silence: the recruiter does not know."""
        chance = harm.annoyance_chance(
            self.w,
            channel=channel,
            follow_up=self._follow_up,
            care=self.care,
            touchiness=self.person.touchiness,
            load=load,
            status=self.person.status,
        )
        return self.draw(Purpose.ANNOYANCE, self._follow_up) < chance

    def _gets_answer(self, channel: int, load: float, *, annoyed: bool) -> bool:
        """Whether the person will answer, yes or no."""
        chance = rules.answer_chance(
            self.w,
            channel=channel,
            follow_up=self._follow_up,
            care=self.care,
            load=load,
            mood=self.regard.mood,
            warmth=self.regard.warmth,
            annoyed=annoyed,
            status=self.person.status,
        )
        return self.draw(Purpose.ANSWER, self._follow_up) < chance

    def _answer_delay(self) -> float:
        """A call is answered at once; writing takes its time."""
        if self._in_a_talk:
            return 0.0
        u = self.draw(Purpose.ANSWER_DELAY, self._follow_up)
        return log_normal(u, self.w.response.reply_median_days, self.w.response.reply_log_sd)

    # --- what comes of it -------------------------------------------------------------------------

    def _is_voiced_as(self, size: int, channel: int) -> None:
        """A curt no; or the person asks not to be contacted again, and perhaps tells others."""
        person, regard, furious = self.person, self.regard, size == FURY
        if size == CURT_NO:
            regard.declined = True
            self._ends(ApproachEnd.CURT_NO)
            return
        person.is_harmed()
        self._ends(ApproachEnd.OFFENDED)
        self._records(Kind.OFFENDED, int(furious), channel, float(not regard.offended))
        regard.is_offended()
        if furious or self.draw(Purpose.TELLS) < self.w.memory.tells_others:
            hearers = self.w.memory.hearers * (self.w.offence.fury_hearers if furious else 1.0)
            person.tells_others(self.desk.team, hearers, about=self)

    def _plants_seed(self, *, by_conversation: bool) -> None:
        """What is read plants a seed in proportion to care; who searches already needs none."""
        w, person = self.w, self.person
        gap = w.belief.gap_closed_by_reading
        if by_conversation:
            gap = w.belief.gap_closed_by_conversation
        if person.status == CONTENT and gap * self.care != 0.0:
            belief = rules.belief_after(person.belief, gap, self.care)
            person.is_seeded(self.desk.team, belief, by_conversation=by_conversation)

    def _answers(self) -> None:
        """The person answers: tell me more, or a polite no that leaves warmth."""
        person, gain = self.person, self.requisition.gain
        if self._is_pointless:
            self._ends(ApproachEnd.LAPSED)
            return
        believed = rules.believed_gain(self.w, gain, person.belief, person.status)
        chance = rules.interest_chance(self.w, believed, person.needed_gain, self._in_a_talk)
        if self.draw(Purpose.INTEREST) < chance:
            self._ends(ApproachEnd.INTERESTED)
            Candidacy(self.requisition, person, Source.APPROACHED)
        else:
            self.regard.declines(self.care)
            self._ends(ApproachEnd.DECLINED)
            person.changed()

    def _ends(self, end: ApproachEnd) -> None:
        """The approach is over."""
        self._over, self.regard.approached = True, False
        self.record(Kind.APPROACH_ENDED, end)
