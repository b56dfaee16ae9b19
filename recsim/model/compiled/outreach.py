"""Contacts and the conversations after them; ``story.approach`` over records."""

from __future__ import annotations

from math import inf

import numpy as np

from recsim.model.compiled import rules
from recsim.model.compiled.calendar import at, follow_ups_of, wake
from recsim.model.compiled.candidacies import starts
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.goodwill import becomes_wary, is_offended, plants_seed
from recsim.model.compiled.layout import BEING_APPROACHED, DECLINED, JOBS, NONE, Record
from recsim.model.compiled.people import (
    belief,
    fears_exposure,
    key_of_pair,
    refresh,
    reservation_gain,
    satisfaction,
    time_passes,
    touchiness,
)
from recsim.model.compiled.recording import record_outreach
from recsim.model.compiled.records import (
    append,
    approach_at,
    counted,
    desk_at,
    give_back,
    opening_of,
    person_at,
    regard_of,
    requisition_at,
    segment_at,
    team_at,
    world_of,
)
from recsim.model.compiled.requisitions import (
    drawn_channel,
    most_urgent,
    next_approach,
    search,
)
from recsim.model.compiled.rules import (
    ApproachEnd,
    Kind,
    Purpose,
    Rank,
    Source,
    Status,
    WaryCause,
    draw,
)
from recsim.model.harm import CURT_NO, FURY, NO_HARM
from recsim.model.rules import (
    PERSONAL_PHONE,
    WORK_EMAIL,
    WORK_PHONE,
)


@jit
def first_contact(s: Record, a: int) -> None:
    """Make the first contact and wait for what comes of it, if it still makes sense."""
    if is_pointless(s, a):
        _regard_of(s, a).marks &= ~BEING_APPROACHED
        give_back(s.approaches, a)
        return
    contact(s, a)
    if not approach_at(s, a).ended:
        _waits(s, a)
    else:
        give_back(s.approaches, a)


@inline
def _regard_of(s: Record, a: int) -> Record:
    approach = approach_at(s, a)
    return regard_of(s, approach.person, requisition_at(s, approach.requisition).team)


@inline
def is_pointless(s: Record, a: int) -> bool:
    """Whether the requisition has closed, or the person has a new job or is in process already."""
    approach = approach_at(s, a)
    return (
        not requisition_at(s, approach.requisition).open
        or counted(s, approach.person, JOBS) != approach.job
        or _regard_of(s, a).candidacy != NONE
    )


@inline
def is_answered(s: Record, a: int) -> bool:
    """Whether an answer has arrived, which the recruiter sees before following up."""
    return approach_at(s, a).answer_due <= s.now


@inline
def channel_of(s: Record, a: int) -> int:
    """The channel of the approach's next contact; nobody is reached at a work they do not have."""
    approach = approach_at(s, a)
    channel = approach.drawn_channel
    if person_at(s, approach.person).status == Status.UNEMPLOYED and channel >= WORK_EMAIL:
        return channel - 2
    return channel


@inline
def care_of(s: Record, a: int) -> float:
    """The care that goes into the approach's contacts: the recruiter's or the software's."""
    approach = approach_at(s, a)
    team = team_at(s, requisition_at(s, approach.requisition).team)
    return team.software_care if approach.by_software else team.care


@inline
def hours(s: Record, a: int) -> float:
    """Hours that the approach's next contact takes a recruiter."""
    approach = approach_at(s, a)
    return rules.contact_hours(
        world_of(s), channel_of(s, a), np.int64(approach.follow_up), care_of(s, a)
    )


@jit
def contact(s: Record, a: int) -> None:
    """One message or call, and the person's reaction to it, in the order of its stages."""
    w = world_of(s)
    approach = approach_at(s, a)
    p, r = approach.person, approach.requisition
    person = person_at(s, p)
    t = requisition_at(s, r).team
    now = s.now
    step = np.int64(approach.follow_up)
    care = care_of(s, a)
    key = key_of_pair(s, r, p)
    channel = channel_of(s, a)
    satisfied = satisfaction(s, p)
    which = 2 * int(approach.by_software) + int(step > 0)
    detail = rules.contact_detail(which, channel, satisfied)
    record_outreach(s, Kind.CONTACTED, r, p, detail, float(step))
    if not approach.by_software:
        _counts_contact(s, requisition_at(s, r).caller)

    regard = regard_of(s, p, t)
    if regard.last_contact == -inf or regard.last_contact < 0.0 <= now:
        record_outreach(s, Kind.FIRST_CONTACTED, r, p)
    time_passes(s, p)
    load = person.load + segment_at(s, person.segment).outside_load
    person.load += 1.0
    regard.last_contact = now
    at_work = channel >= WORK_EMAIL
    second_work_channel = (
        at_work and approach.work_channel != NONE and approach.work_channel != channel
    )
    if at_work:
        approach.work_channel = channel

    touchy, fears = touchiness(s, p), fears_exposure(s, p)
    offence = rules.offence_chance(
        w,
        channel,
        step,
        care,
        touchy,
        fears,
        satisfied,
        person.familiarity,
        load,
        regard.mood,
        person.status,
        second_work_channel,
    )
    furious = rules.fury_share(w, channel, fears, satisfied, second_work_channel)
    size = rules.size_of(w, draw(key, Purpose.OFFENCE, step), offence, furious)
    held_back = False
    if size != NO_HARM:
        share = rules.voiced_share(w, team_at(s, t).agency, belief(s, p), regard.warmth)
        held_back = draw(key, Purpose.VOICED, step) >= share
        if not held_back and size == CURT_NO:
            regard.marks |= DECLINED
            ends(s, a, ApproachEnd.CURT_NO)
            return
        if not held_back:
            person.familiarity = rules.familiarity_after_harm(w, person.familiarity)
            ends(s, a, ApproachEnd.OFFENDED)
            detail = rules.contact_detail(int(size == FURY), channel, satisfied)
            is_offended(s, a, detail, size == FURY)
            return
    annoyed = held_back
    if not held_back:
        annoyance = rules.annoyance_chance(w, channel, step, care, touchy, load, person.status)
        annoyed = draw(key, Purpose.ANNOYANCE, step) < annoyance
    answers = False
    if approach.answer_due == inf:
        chance = rules.answer_chance(
            w,
            channel,
            step,
            care,
            load,
            regard.mood,
            regard.warmth,
            annoyed,
            person.status,
        )
        answers = draw(key, Purpose.ANSWER, step) < chance
    if answers:
        approach.in_a_talk = channel in (PERSONAL_PHONE, WORK_PHONE)
        approach.answer_due = now + _answer_delay(s, a)
    if annoyed:
        detail = rules.contact_detail(int(held_back), channel, satisfied)
        record_outreach(s, Kind.ANNOYED, r, p, detail)
        person.familiarity = rules.familiarity_after_harm(w, person.familiarity)
        becomes_wary(s, p, t, WaryCause.ANNOYED)
    elif answers or draw(key, Purpose.READ, step) < w.response.read_without_answer:
        person.familiarity = rules.familiarity_after_contact(w, person.familiarity, care)
        _plant(s, a, answers)


@inline
def _counts_contact(s: Record, d: int) -> None:
    desk = desk_at(s, d)
    if desk.week != s.week:
        desk.week = s.week
        desk.contacts = 0
    desk.contacts += 1


@inline
def _answer_delay(s: Record, a: int) -> float:
    """A call is answered at once; writing takes its time."""
    approach = approach_at(s, a)
    if approach.in_a_talk:
        return 0.0
    w = world_of(s)
    key = key_of_pair(s, approach.requisition, approach.person)
    u = draw(key, Purpose.ANSWER_DELAY, approach.follow_up)
    return rules.log_normal(u, w.response.reply_median_days, w.response.reply_log_sd)


@jit
def _plant(s: Record, a: int, conversation: bool) -> None:
    """A contact that was read plants a seed in proportion to care; seekers need none."""
    w = world_of(s)
    approach = approach_at(s, a)
    person = person_at(s, approach.person)
    gap = w.belief.gap_closed_by_conversation if conversation else w.belief.gap_closed_by_reading
    care = care_of(s, a)
    if person.status != Status.CONTENT or gap * care == 0.0:
        return
    p = approach.person
    raised = rules.belief_after(belief(s, p), gap, care)
    team = requisition_at(s, approach.requisition).team
    plants_seed(s, p, team, int(not conversation), raised)
    refresh(s, p)


@jit
def ends(s: Record, a: int, end: int) -> None:
    """The approach is over; its record stays until its conversation is."""
    approach = approach_at(s, a)
    approach.ended = True
    _regard_of(s, a).marks &= ~BEING_APPROACHED
    record_outreach(s, Kind.APPROACH_ENDED, approach.requisition, approach.person, end)


# --- the conversation after the first contact ----------------------------------------------------


@jit
def _waits(s: Record, a: int) -> None:
    """Wait for an answer, or until it is time to follow up."""
    approach = approach_at(s, a)
    team = team_at(s, requisition_at(s, approach.requisition).team)
    patience = s.now + team.follow_up_wait_days
    approach.hears = approach.answer_due <= patience
    until = max(approach.answer_due, s.now) if approach.hears else patience
    at(s, until, Rank.CONVERSATION, approach.person, a)


@jit
def conversation_goes_on(s: Record, a: int) -> None:
    """The answer is there, or patience is over: follow up, or give up."""
    approach = approach_at(s, a)
    if approach.hears:
        _hear(s, a)
        give_back(s.approaches, a)
        return
    requisition = requisition_at(s, approach.requisition)
    if approach.follow_up < team_at(s, requisition.team).follow_ups and not is_pointless(s, a):
        approach.follow_up += 1
        approach.drawn_channel = drawn_channel(s, a)
        if approach.by_software:
            contact(s, a)
            contacted_again(s, a)
        else:
            append(s.approaches, follow_ups_of(s, requisition.caller), a)
            wake(s, requisition.caller)
    elif approach.answer_due < inf:
        approach.hears = True
        at(s, approach.answer_due, Rank.CONVERSATION, approach.person, a)
    else:
        ends(s, a, ApproachEnd.LAPSED if is_pointless(s, a) else ApproachEnd.NO_ANSWER)
        give_back(s.approaches, a)


@jit
def contacted_again(s: Record, a: int) -> None:
    """The follow-up was made, or had become pointless: the conversation goes on or is over."""
    if not approach_at(s, a).ended:
        _waits(s, a)
    else:
        give_back(s.approaches, a)


@jit
def _hear(s: Record, a: int) -> None:
    """The person answers: tell me more, or a polite no that leaves warmth."""
    if is_pointless(s, a):
        ends(s, a, ApproachEnd.LAPSED)
        return
    w = world_of(s)
    approach = approach_at(s, a)
    p, r = approach.person, approach.requisition
    person, requisition = person_at(s, p), requisition_at(s, r)
    believed = rules.believed_gain(w, opening_of(s, r).gain, belief(s, p), person.status)
    needed = reservation_gain(s, p)
    key = key_of_pair(s, r, p)
    interested = rules.interest_chance(w, believed, needed, approach.in_a_talk)
    if draw(key, Purpose.INTEREST) < interested:
        ends(s, a, ApproachEnd.INTERESTED)
        starts(s, p, r, key, Source.APPROACHED)
    else:
        regard = regard_of(s, p, requisition.team)
        regard.warmth = rules.warmth_after_decline(w, regard.warmth, care_of(s, a))
        regard.marks |= DECLINED
        ends(s, a, ApproachEnd.DECLINED)
        refresh(s, p)


@jit
def software_contacts(s: Record, d: int) -> None:
    """Software on a recruiter's desk makes a first contact to anybody it finds."""
    r = most_urgent(s, d)
    if r == NONE:
        return
    if requisition_at(s, r).targets == 0:
        search(s, r)
    a = next_approach(s, r, True)
    if a != NONE:
        first_contact(s, a)
