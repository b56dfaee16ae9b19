"""Whom a team contacts next; the first half of ``simpy_model.outreach`` over records."""

from __future__ import annotations

from math import inf

import numpy as np

from recsim.model.compiled import rules
from recsim.model.compiled.candidacies import seeming_fit_from
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.counts import counted
from recsim.model.compiled.fetching import PROFILES_AHEAD, fetch_profile
from recsim.model.compiled.goodwill import power_of_two_above
from recsim.model.compiled.layout import (
    APPROACHED_BEFORE,
    BEING_APPROACHED,
    DECLINED,
    JOBS,
    NONE,
    Record,
    approach_at,
    desk_at,
    int_at,
    number_at,
    opening_of,
    person_at,
    regard_of,
    requisition_at,
    segment_at,
    team_at,
    world_of,
)
from recsim.model.compiled.lists import is_new_on_list, new_list
from recsim.model.compiled.names import Purpose, Targeting
from recsim.model.compiled.notes import APPROACHED, has_met, meets
from recsim.model.compiled.pools import take, target_at
from recsim.model.compiled.streams import draw, output
from recsim.model.compiled.traits import key_of_pair, satisfaction
from recsim.model.rules import (
    DO_NOT_CONTACT,
    DRAWS_PER_PROFILE,
    OPENNESS_NOISE,
    REST_AFTER_EMPTY_SEARCH,
)
from recsim.scenario.strategy import CHANNELS

NUMBER_OF_CHANNELS = len(CHANNELS)


@jit
def search(s: Record, r: int) -> int:
    """Keep the best of the next profiles on the requisition's longlist; how many were read."""
    requisition, opening = requisition_at(s, r), opening_of(s, r)
    team = team_at(s, requisition.team)
    segment = segment_at(s, requisition.segment)
    count = segment.members
    draws = team.profiles_per_search * DRAWS_PER_PROFILE
    first = Purpose.LONGLIST + opening.searches * draws
    mask = np.uint64(power_of_two_above(count) - 1)
    rested_before = s.now - team.cooldown
    new_list(s)
    key = output(s.requisitions_key, requisition.id)
    pairs = output(s.pairs_key, requisition.id)
    read = 0
    found = 0
    for slot in range(first, first + draws if count > 0 else first):
        if s.fetches:
            ahead = np.int64(output(key, slot + PROFILES_AHEAD) & mask)
            fetch_profile(s, requisition, segment, ahead)
        index = np.int64(output(key, slot) & mask)
        if index >= count:
            continue
        p = int_at(s.members, segment.first_member + index).value
        if not regard_of(s, p, requisition.team).last_contact <= rested_before:
            continue
        if not may_be_contacted(s, p, r) or not is_new_on_list(s, p):
            continue
        bar = team.target_bar
        if found == team.targets_per_search:
            bar = max(bar, number_at(s.promises, found - 1).value)
        promise = _promise(s, p, team, pairs, read, bar)
        read += 1
        if promise >= team.target_bar:
            found = _keep(s, found, team.targets_per_search, promise, p)
        if read == team.profiles_per_search:
            break
    for place in range(found):
        target_at(s, opening.target_list, place).value = int_at(s.profiles, place).value
    opening.first_target = 0
    requisition.targets = found
    opening.searches += 1
    if found == 0:
        opening.rests_until = s.now + REST_AFTER_EMPTY_SEARCH
    return read


@inline
def _keep(s: Record, found: int, most: int, promise: float, p: int) -> int:
    """Put a person on the list of the most promising, best first; how long it is now."""
    place = found
    if found == most:
        place = most - 1
        if not _better(promise, p, number_at(s.promises, place).value, int_at(s.profiles, place)):
            return found
    else:
        found += 1
    while place > 0:
        above = place - 1
        other = number_at(s.promises, above).value
        if not _better(promise, p, other, int_at(s.profiles, above)):
            break
        number_at(s.promises, place).value = other
        int_at(s.profiles, place).value = int_at(s.profiles, above).value
        place = above
    number_at(s.promises, place).value = promise
    int_at(s.profiles, place).value = p
    return found


@inline
def _better(promise: float, p: int, other: float, who: Record) -> bool:
    return promise > other or (promise == other and p < who.value)


@inline
def _promise(s: Record, p: int, team: Record, pairs: int, place: int, bar: float) -> float:
    """How promising a person looks under the team's targeting rule; or -inf, if below a bar."""
    if team.targeting == Targeting.RANDOM:
        return -float(place)
    key = output(pairs, p)
    if team.targeting == Targeting.BEST_FIT:
        noise = world_of(s).profile_noise
        return seeming_fit_from(s, p, key, Purpose.PROFILE_NOISE, noise, bar)
    noise = rules.normal(draw(key, Purpose.OPENNESS_NOISE))
    return rules.openness(satisfaction(s, p), person_at(s, p).status) + OPENNESS_NOISE * noise


@inline
def may_be_contacted(s: Record, p: int, r: int) -> bool:
    """Whether the team may start an approach, if rested: not asked to stop, not in process?"""
    team = requisition_at(s, r).team
    regard = regard_of(s, p, team)
    return (
        regard.mood != DO_NOT_CONTACT
        and not regard.marks & BEING_APPROACHED
        and regard.candidacy == NONE
        and (team_at(s, team).reengages or not regard.marks & DECLINED)
        and regard.about != r
        and not (regard.marks & APPROACHED_BEFORE and has_met(s, r, p, APPROACHED))
    )


@jit
def next_approach(s: Record, r: int, by_software: bool) -> int:
    """An approach to the next target who may still be contacted; nobody else of the team tries."""
    requisition, opening = requisition_at(s, r), opening_of(s, r)
    team = team_at(s, requisition.team)
    while requisition.targets > 0:
        p = target_at(s, opening.target_list, opening.first_target).value
        opening.first_target += 1
        requisition.targets -= 1
        regard = regard_of(s, p, requisition.team)
        if regard.last_contact <= s.now - team.cooldown and may_be_contacted(s, p, r):
            a = take(s, s.approaches)
            approach = approach_at(s, a)
            approach.answer_due = inf
            approach.person = p
            approach.requisition = r
            approach.job = counted(s, p, JOBS)
            approach.follow_up = 0
            approach.work_channel = NONE
            approach.by_software = by_software
            approach.hears = False
            approach.ended = False
            approach.drawn_channel = drawn_channel(s, a)
            opening.approached += 1
            _is_about(s, p, r)
            return a
    return NONE


@inline
def _is_about(s: Record, p: int, r: int) -> None:
    """The team's latest approach is about a requisition; the person takes a note of the last."""
    regard = regard_of(s, p, requisition_at(s, r).team)
    if regard.about != NONE and requisition_at(s, regard.about).open:
        meets(s, regard.about, p, APPROACHED)
        regard.marks |= APPROACHED_BEFORE
    regard.about = r
    regard.marks |= BEING_APPROACHED


@jit
def least_approached(s: Record, d: int) -> int:
    """The open requisition with the fewest approaches that may have more people in process."""
    desk = desk_at(s, d)
    most = team_at(s, desk.team).most_in_process
    best = NONE
    fewest = 0
    r = desk.first_requisition
    while r != NONE:
        opening = opening_of(s, r)
        if (
            (best == NONE or opening.approached < fewest)
            and opening.rests_until <= s.now
            and opening.in_process < most
        ):
            best, fewest = r, opening.approached
        r = opening.next
    return best


@inline
def drawn_channel(s: Record, a: int) -> int:
    """The channel that was drawn for the approach's next contact."""
    approach = approach_at(s, a)
    until = team_at(s, requisition_at(s, approach.requisition).team).channels_until
    key = key_of_pair(s, approach.requisition, approach.person)
    u = draw(key, Purpose.CHANNEL, approach.follow_up)
    channel = 0
    while until[channel] <= u:
        channel += 1
    return channel
