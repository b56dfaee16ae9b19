"""Requisitions arrive, expire, and are searched for; ``story.requisition`` over records."""

from __future__ import annotations

from math import inf

import numpy as np

from recsim.model.compiled import rules
from recsim.model.compiled.calendar import advert_at, at, board_of, wake
from recsim.model.compiled.candidacies import closes, seeming_fit_from
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.goodwill import power_of_two_above
from recsim.model.compiled.layout import (
    APPROACHED_BEFORE,
    BEING_APPROACHED,
    DECLINED,
    JOBS,
    NONE,
    Record,
)
from recsim.model.compiled.people import APPROACHED, has_met, key_of_pair, meets, satisfaction
from recsim.model.compiled.recording import record_requisition
from recsim.model.compiled.records import (
    approach_at,
    counted,
    desk_at,
    int_at,
    is_new_on_list,
    new_list,
    number_at,
    opening_of,
    person_at,
    planned_at,
    regard_of,
    requisition_at,
    segment_at,
    take,
    target_at,
    team_at,
    world_of,
)
from recsim.model.compiled.rules import (
    CandidacyEnd,
    Kind,
    Needed,
    Purpose,
    Rank,
    Targeting,
    draw,
    output,
)
from recsim.model.lineup import BITS, PLANNED
from recsim.model.rules import (
    DO_NOT_CONTACT,
    DRAWS_PER_PROFILE,
    OPENNESS_NOISE,
    REST_AFTER_EMPTY_SEARCH,
    REST_AFTER_NOBODY_TO_READ,
)
from recsim.scenario.scenario import MOST_TEAMS

# --- Requisitions arrive and expire; ``story.team`` and ``story.requisition`` over records --------


@jit
def number_of_arrivals(
    requisitions_key: int, first: int, rate: float, begin: float, end: float
) -> int:
    """How many requisitions a team is given before the end; ``first``: number of the first one."""
    count = 0
    due = begin
    while rate > 0.0:
        key = output(requisitions_key, first + count * MOST_TEAMS)
        due = due + rules.exponential(draw(key, Purpose.REQUISITION_GAP)) / rate
        if due >= end:
            break
        count += 1
    return count


@inline
def draws_of_next(team: Record) -> int:
    """The number of the draws of the next requisition of a team; see ``lineup``."""
    return (team.number << BITS) + team.turn * MOST_TEAMS


@jit
def waits_for_next(s: Record, t: int) -> None:
    """Employers give the team requisitions at a constant rate (a Poisson process)."""
    team = team_at(s, t)
    rate = world_of(s).requisition_rate * team.recruiters
    if rate <= 0.0:
        return
    order = team.turn * MOST_TEAMS + t
    key = output(s.requisitions_key, draws_of_next(team))
    due = team.arrives_at + rules.exponential(draw(key, Purpose.REQUISITION_GAP)) / rate
    team.arrives_at = due
    at(s, due, Rank.REQUISITION_ARRIVES, order, t)


@jit
def waits_for_planned(s: Record, t: int) -> None:
    """Requisitions that are known beforehand come on their days."""
    team = team_at(s, t)
    if team.planned < s.planned:
        opens = planned_at(s, team.planned).opens
        at(s, opens, Rank.PLANNED, team.planned * MOST_TEAMS + t, t)


@jit
def arrives(s: Record, t: int) -> None:
    """A team is given a requisition at random."""
    team = team_at(s, t)
    draws = draws_of_next(team)
    u = draw(output(s.requisitions_key, draws), Purpose.REQUISITION_SEGMENT)
    segment = 0
    while segment_at(s, segment).requisitions_until <= u:
        segment += 1
    _opens(s, t, draws, segment, inf)
    team.turn += 1
    waits_for_next(s, t)


@jit
def arrives_as_planned(s: Record, t: int) -> None:
    """A team is given the next requisition of the plan."""
    team = team_at(s, t)
    planned = planned_at(s, team.planned)
    _opens(s, t, (team.number << BITS) + PLANNED + team.planned, planned.segment, planned.by)
    team.planned += 1
    waits_for_planned(s, t)


@jit
def _opens(s: Record, t: int, draws: int, segment: int, needed_by: float) -> None:
    """A requisition comes to the desks of a team, and is advertised at once."""
    w = world_of(s)
    team = team_at(s, t)
    number = team.opened * MOST_TEAMS + t
    r = team.first_requisition + team.opened
    requisition = requisition_at(s, r)
    key = output(s.requisitions_key, draws)
    open_time, lost = rules.days_until_unfilled(
        w,
        team.agency,
        draw(key, Purpose.REQUISITION_OPEN_TIME),
        draw(key, Purpose.COMPETITOR),
    )
    gain = w.demand.pay_gain_mean + w.demand.pay_gain_sd * rules.normal(
        draw(key, Purpose.REQUISITION_GAIN)
    )
    d = caller = NONE
    if team.recruiters > 0:
        d = team.first_desk + team.opened % team.number_of_readers
        caller = (
            team.first_desk
            + team.recruiters
            - team.number_of_callers
            + team.opened % team.number_of_callers
        )
    team.opened += 1
    requisition.id = number
    requisition.draws = draws
    requisition.team = t
    requisition.desk = d
    requisition.caller = caller
    requisition.segment = segment
    requisition.open = True
    requisition.filled = False
    requisition.needed_by = needed_by
    requisition.opening = take(s, s.openings)
    opening = opening_of(s, r)
    opening.gain = gain
    opening.opened = s.now
    opening.rests_until = -inf
    opening.next = NONE
    opening.previous = NONE
    opening.first_candidacy = NONE
    opening.last_candidacy = NONE
    opening.in_process = 0
    opening.approached = 0
    opening.searches = 0
    opening.first_target = 0
    opening.overdue = False
    opening.offer_out = False
    opening.lost = lost
    record_requisition(s, Kind.REQUISITION_OPENED, r, NONE, 0, gain)
    if d != NONE:
        opening.target_list = take(s, s.target_lists)
        _comes_to_desk(s, r)
        board = board_of(s, t, segment)
        advert = advert_at(s, t, segment, board.length)
        advert.requisition = r
        advert.gain = gain
        board.length += 1
        wake(s, caller)
    at(s, s.now + open_time, Rank.REQUISITION_EXPIRES, number, r)
    if needed_by < inf:
        at(s, max(needed_by, s.now), Rank.NEEDED_BY, number, r)


@jit
def is_needed(s: Record, r: int) -> None:
    """On the day by which it is to be filled it is, or is not."""
    requisition = requisition_at(s, r)
    detail = Needed.OPEN if requisition.open else Needed.CLOSED_UNFILLED
    if requisition.filled:
        detail = Needed.FILLED
    record_requisition(s, Kind.NEEDED_BY, r, NONE, detail)


@jit
def _comes_to_desk(s: Record, r: int) -> None:
    desk = desk_at(s, requisition_at(s, r).caller)
    opening_of(s, r).previous = desk.last_requisition
    if desk.last_requisition == NONE:
        desk.first_requisition = r
    else:
        opening_of(s, desk.last_requisition).next = r
    desk.last_requisition = r


@jit
def expires(s: Record, r: int) -> None:
    """The requisition is withdrawn, unless it has been filled or an offer is out."""
    if not requisition_at(s, r).open:
        return
    opening = opening_of(s, r)
    if opening.offer_out:
        opening.overdue = True  # nobody withdraws an offer: its decision decides
    else:
        closes(s, r, CandidacyEnd.REQUISITION_EXPIRED)


# --- Whom a team contacts next; the search of ``story.requisition`` over records ------------------


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
    rested_before = s.now - team.cooldown_days
    new_list(s)
    key = output(s.requisitions_key, requisition.draws)
    pairs = output(s.pairs_key, requisition.draws)
    read = 0
    found = 0
    for slot in range(first, first + draws if count > 0 else first):
        index = np.int64(output(key, slot) & mask)
        if index >= count:
            continue
        p = int_at(s.members, segment.first_member + index).value
        if not regard_of(s, p, requisition.team).last_contact <= rested_before:
            continue
        if not may_be_contacted(s, p, r) or not is_new_on_list(s, p):
            continue
        bar = team.contact_bar
        if found == team.targets_per_search:
            bar = max(bar, number_at(s.promises, found - 1).value)
        promise = _promise(s, p, team, pairs, read, bar)
        read += 1
        if promise >= team.contact_bar:
            found = _keep(s, found, team.targets_per_search, promise, p)
        if read == team.profiles_per_search:
            break
    for place in range(found):
        target_at(s, opening.target_list, place).value = int_at(s.profiles, place).value
    opening.first_target = 0
    requisition.targets = found
    opening.searches += 1
    if found == 0:
        rest = REST_AFTER_EMPTY_SEARCH if read > 0 else REST_AFTER_NOBODY_TO_READ
        opening.rests_until = s.now + rest
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
        noise = world_of(s).hiring.profile_noise
        return seeming_fit_from(s, p, key, Purpose.PROFILE_NOISE, noise, bar)
    noise = rules.normal(draw(key, Purpose.OPENNESS_NOISE))
    return rules.openness(satisfaction(s, p), person_at(s, p).status) + OPENNESS_NOISE * noise


@inline
def may_be_contacted(s: Record, p: int, r: int) -> bool:
    """Whether the team may start an approach, if rested: not off limits, not asked to stop?"""
    team = requisition_at(s, r).team
    regard = regard_of(s, p, team)
    return (
        regard.mood != DO_NOT_CONTACT
        and not regard.marks & BEING_APPROACHED
        and regard.candidacy == NONE
        and regard.placed <= s.now - team_at(s, team).off_limits_days
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
        if regard.last_contact <= s.now - team.cooldown_days and may_be_contacted(s, p, r):
            a = take(s, s.approaches)
            approach = approach_at(s, a)
            approach.answer_due = inf
            approach.person = p
            approach.requisition = r
            approach.job = counted(s, p, JOBS)
            approach.follow_up = 0
            approach.work_channel = NONE
            approach.by_software = by_software
            approach.in_a_talk = False
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
def most_urgent(s: Record, d: int) -> int:
    """The open requisition that people are sought for first, of those with room in process."""
    desk = desk_at(s, d)
    team = team_at(s, desk.team)
    best = NONE
    fewest_in_process = fewest_approached = 0
    r = desk.first_requisition
    while r != NONE:
        opening = opening_of(s, r)
        in_process = opening.in_process if team.emptiest_first else 0
        if (
            (
                best == NONE
                or in_process < fewest_in_process
                or (in_process == fewest_in_process and opening.approached < fewest_approached)
            )
            and opening.rests_until <= s.now
            and opening.in_process < team.most_in_process
        ):
            best, fewest_in_process, fewest_approached = r, in_process, opening.approached
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
