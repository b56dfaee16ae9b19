"""Contacts and the conversations after them; ``simpy_model.outreach`` over records."""

from __future__ import annotations

from math import inf

import numpy as np

from recsim.model.compiled import rules
from recsim.model.compiled.candidacies import starts
from recsim.model.compiled.clocks import belief, rates, refresh
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.counts import counted
from recsim.model.compiled.goodwill import becomes_wary, is_offended
from recsim.model.compiled.jobs import plants_seed
from recsim.model.compiled.layout import (
    BEING_APPROACHED,
    DECLINED,
    JOBS,
    NONE,
    Record,
    approach_at,
    opening_of,
    person_at,
    regard_of,
    requisition_at,
    team_at,
    world_of,
)
from recsim.model.compiled.moments import at
from recsim.model.compiled.names import (
    ApproachEnd,
    Kind,
    Purpose,
    Rank,
    Source,
    Status,
    WaryCause,
)
from recsim.model.compiled.pools import append, give_back
from recsim.model.compiled.queues import follow_ups_of, wake
from recsim.model.compiled.recording import record_requisition
from recsim.model.compiled.streams import draw
from recsim.model.compiled.targets import drawn_channel, least_approached, next_approach, search
from recsim.model.compiled.traits import (
    fears_exposure,
    key_of_pair,
    reservation_gain,
    satisfaction,
    touchiness,
)
from recsim.model.rules import (
    PERSONAL_PHONE,
    WORK_EMAIL,
    WORK_PHONE,
)
from recsim.scenario.strategy import CHANNELS

NUMBER_OF_CHANNELS = len(CHANNELS)


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
    detail = channel + NUMBER_OF_CHANNELS * (int(step > 0) + 2 * int(approach.by_software))
    record_requisition(s, Kind.CONTACTED, r, p, detail, float(step))

    regard = regard_of(s, p, t)
    own_load = _own_load(s, p)
    load = own_load + w.outside_load
    person.load = own_load + 1.0
    regard.last_contact = now
    at_work = channel >= WORK_EMAIL
    second_work_channel = (
        at_work and approach.work_channel != NONE and approach.work_channel != channel
    )
    if at_work:
        approach.work_channel = channel

    touchy = touchiness(s, p)
    offence = rules.offence_chance(
        w,
        channel,
        step,
        care,
        touchy,
        fears_exposure(s, p),
        satisfaction(s, p),
        person.familiarity,
        load,
        regard.mood,
        regard.warmth,
        person.status,
        second_work_channel,
    )
    if draw(key, Purpose.OFFENCE, step) < offence:
        person.familiarity = rules.familiarity_after_harm(w, person.familiarity)
        ends(s, a, ApproachEnd.OFFENDED)
        is_offended(s, a, channel)
        return
    annoyance = rules.annoyance_chance(w, channel, step, care, touchy, load, person.status)
    annoyed = draw(key, Purpose.ANNOYANCE, step) < annoyance
    answers = False
    if approach.answer_due == inf:
        chance = rules.answer_chance(
            w,
            channel,
            step,
            care,
            team_at(s, t).agency,
            load,
            regard.mood,
            regard.warmth,
            annoyed,
            person.status,
        )
        answers = draw(key, Purpose.ANSWER, step) < chance
    if answers:
        approach.answer_due = now + _answer_delay(s, a, channel)
    if annoyed:
        record_requisition(s, Kind.ANNOYED, r, p, channel)
        person.familiarity = rules.familiarity_after_harm(w, person.familiarity)
        becomes_wary(s, p, t, WaryCause.ANNOYED)
    elif answers or draw(key, Purpose.READ, step) < w.read_without_answer:
        person.familiarity = rules.familiarity_after_contact(w, person.familiarity, care)
        _plant(s, a, answers)


@inline
def _own_load(s: Record, p: int) -> float:
    """Messages of simulated teams that the person still remembers."""
    load = person_at(s, p).load
    if load == 0.0:
        return 0.0
    since = -inf
    for team in range(s.number_of_teams):
        since = max(since, regard_of(s, p, team).last_contact)
    return rules.load_now(world_of(s), load, s.now - since)


@inline
def _answer_delay(s: Record, a: int, channel: int) -> float:
    """A call is answered at once; writing takes its time."""
    if channel in (PERSONAL_PHONE, WORK_PHONE):
        return 0.0
    w = world_of(s)
    approach = approach_at(s, a)
    key = key_of_pair(s, approach.requisition, approach.person)
    u = draw(key, Purpose.ANSWER_DELAY, approach.follow_up)
    return rules.log_normal(u, w.reply_median, w.reply_log_sd)


@jit
def _plant(s: Record, a: int, conversation: bool) -> None:
    """A contact that was read plants a seed in proportion to care; seekers need none."""
    w = world_of(s)
    approach = approach_at(s, a)
    person = person_at(s, approach.person)
    gap = w.gap_closed_by_conversation if conversation else w.gap_closed_by_reading
    care = care_of(s, a)
    if person.status != Status.CONTENT or gap * care == 0.0:
        return
    p = approach.person
    search_before, returns_before = rates(s, p)
    raised = rules.belief_after(belief(s, p), gap, care)
    team = requisition_at(s, approach.requisition).team
    plants_seed(s, p, team, int(not conversation), raised)
    refresh(s, p, search_before, returns_before)


@jit
def ends(s: Record, a: int, end: int) -> None:
    """The approach is over; its record stays until its conversation is."""
    approach = approach_at(s, a)
    approach.ended = True
    _regard_of(s, a).marks &= ~BEING_APPROACHED
    record_requisition(s, Kind.APPROACH_ENDED, approach.requisition, approach.person, end)


# --- the conversation after the first contact ----------------------------------------------------


@jit
def _waits(s: Record, a: int) -> None:
    """Wait for an answer, or until it is time to follow up."""
    approach = approach_at(s, a)
    team = team_at(s, requisition_at(s, approach.requisition).team)
    patience = s.now + team.follow_up_wait
    approach.hears = approach.answer_due < patience
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
            append(s.approaches, follow_ups_of(s, requisition.desk), a)
            wake(s, requisition.desk)
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
    if draw(key, Purpose.INTEREST) < rules.interest_chance(w, believed, needed):
        ends(s, a, ApproachEnd.INTERESTED)
        starts(s, p, r, key, Source.APPROACHED)
    else:
        regard = regard_of(s, p, requisition.team)
        agency = team_at(s, requisition.team).agency
        search_before, returns_before = rates(s, p)
        regard.warmth = rules.warmth_after_decline(w, regard.warmth, care_of(s, a), agency)
        regard.marks |= DECLINED
        ends(s, a, ApproachEnd.DECLINED)
        refresh(s, p, search_before, returns_before)


@jit
def software_contacts(s: Record, d: int) -> None:
    """Software on a recruiter's desk makes a first contact to anybody it finds."""
    r = least_approached(s, d)
    if r == NONE:
        return
    if requisition_at(s, r).targets == 0:
        search(s, r)
    a = next_approach(s, r, True)
    if a != NONE:
        first_contact(s, a)
