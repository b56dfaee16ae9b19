"""The people at the start and their lives between the calls; ``story.life`` over records."""

from __future__ import annotations

from math import inf

import numpy as np

from recsim.model.clocks import FIND, FORGET, LOSS, MOOD, OUTSIDE, RETURN, SEARCH, VISIT
from recsim.model.compiled import rules
from recsim.model.compiled.board import visit
from recsim.model.compiled.calendar import link, rings_at, unlink
from recsim.model.compiled.candidacies import returns, withdraws_everywhere
from recsim.model.compiled.compiler import jit
from recsim.model.compiled.goodwill import (
    is_counted,
    loses_job,
    seed_ends,
    seed_germinates,
    starts_job,
)
from recsim.model.compiled.layout import CLOCKS, NONE, Record
from recsim.model.compiled.people import (
    belief,
    budget,
    familiarity_norm,
    key_of,
    match,
    outside_harms,
    rate_of,
    refresh,
    rewind,
    satisfaction,
    sets_earliest_ring,
    sets_rate,
    throws_away,
    time_passes,
    touchiness,
)
from recsim.model.compiled.recording import record_person
from recsim.model.compiled.records import (
    clock_at,
    counted,
    int_at,
    person_at,
    regard_of,
    segment_at,
    world_of,
)
from recsim.model.compiled.rules import Kind, PlacementEnd, Purpose, SeedEnd, SeedUse, Status, draw

# --- A candidate's own life between the calls; ``story.life`` over records ------------------------


@jit
def lives_on(s: Record, p: int) -> None:
    """One of the person's clocks rings: what it stands for happens, then it starts anew."""
    unlink(s, p, rings_at(s, p))
    clock = np.int64(person_at(s, p).ringing)
    turn = counted(s, p, clock)
    s.living = p
    if clock == OUTSIDE:
        rewind(s, p, clock, _is_harmed_from_outside(s, p, turn))
    else:
        if clock == VISIT:
            visit(s, p, turn)
        else:
            _happens(s, p, clock, turn)
            refresh(s, p)
        rewind(s, p, clock, rate_of(s, p, clock))
    s.living = NONE
    sets_earliest_ring(s, p)
    link(s, p)


@jit
def _happens(s: Record, p: int, clock: int, turn: int) -> None:
    """What happens when a clock rings that may change the person's rates."""
    if clock == MOOD:
        _mood_changes(s, p, turn)
    elif clock == SEARCH:
        _search_starts_or_ends(s, p, turn)
    elif clock == LOSS:
        record_person(s, Kind.JOB_LOST, p, person_at(s, p).status)
        loses_job(s, p, PlacementEnd.LOST_JOB)
    elif clock == FIND:
        record_person(s, Kind.JOB_FOUND, p, person_at(s, p).status)
        starts_job(s, p, NONE)
        withdraws_everywhere(s, p)
    elif clock == FORGET:
        seed_ends(s, p, SeedEnd.FADED)
    elif clock == RETURN:
        _comes_back(s, p)


@jit
def _mood_changes(s: Record, p: int, turn: int) -> None:
    u = draw(key_of(s, p), Purpose.NEW_SATISFACTION, turn)
    person = person_at(s, p)
    person.mood = rules.moved_mood(world_of(s), person.mood, match(s, p), u)
    record_person(s, Kind.SATISFACTION_CHANGED, p, 0, satisfaction(s, p))


@jit
def _search_starts_or_ends(s: Record, p: int, turn: int) -> None:
    person = person_at(s, p)
    if person.status == Status.SEEKING:
        person.status = Status.CONTENT
        person.germinated_from = NONE
        throws_away(s, p)
        record_person(s, Kind.SEARCH_ENDED, p)
        return
    due_to_seed = False
    if person.planter != NONE:
        share = rules.share_due_to_seed(world_of(s), belief(s, p))
        due_to_seed = draw(key_of(s, p), Purpose.SEARCH_CAUSE, turn) < share
    if due_to_seed:
        seed_germinates(s, p, SeedUse.MARKET)
    person.status = Status.SEEKING
    team = person.planter if due_to_seed else NONE
    record_person(s, Kind.SEARCH_STARTED, p, int(due_to_seed), 0.0, team)


@jit
def _is_harmed_from_outside(s: Record, p: int, turn: int) -> float:
    """One of all the other messages goes too far; at which rate they do so with this person."""
    w = world_of(s)
    person = person_at(s, p)
    time_passes(s, p)
    person.familiarity = rules.familiarity_after_harm(w, person.familiarity)
    where = segment_at(s, person.segment)
    offence, harm = rules.outside_message(w, where.outside_load, touchiness(s, p))
    annoys = draw(key_of(s, p), Purpose.OUTSIDE_HARM, turn) >= offence / harm
    record_person(s, Kind.OUTSIDE_HARM, p, int(annoys))
    return where.outside_rate * harm


@jit
def _comes_back(s: Record, p: int) -> None:
    team = person_at(s, p).planter
    seed_germinates(s, p, SeedUse.RETURN)
    seed_ends(s, p, SeedEnd.RETURNED)
    returns(s, p, team)


# --- The people at the start; ``story.market`` and ``story.person`` over records ------------------

CALENDAR_DAYS = 32.0
"""A bucket of the calendar holds about one ring, unless the calendar then reaches less far."""
SAMPLED = 16
"""How often clocks ring is estimated from one person of so many."""


@jit
def populate(s: Record) -> None:
    """Everybody as they are at the start: a draw from the stationary state without recruiters."""
    rate = 0.0
    for p in range(s.number_of_people):
        s.living = p  # nobody is in the calendar yet
        _add_person(s, p)
        if p % SAMPLED == 0:
            rate += SAMPLED * _rate_of_rings(s, p)
    s.living = NONE
    _list_members(s)
    buckets = (s.bucket_mask + 1) / CALENDAR_DAYS
    s.buckets_per_day = max(min(rate, buckets), 1.0 / (s.end - s.begin))
    for p in range(s.number_of_people):
        sets_earliest_ring(s, p)
        link(s, p)


@jit
def _add_person(s: Record, p: int) -> None:
    w = world_of(s)
    person = person_at(s, p)
    key = key_of(s, p)
    u = draw(key, Purpose.SEGMENT)
    segment = 0
    while segment_at(s, segment).people_until <= u:
        segment += 1
    person.segment = segment
    where = segment_at(s, segment)
    where.members += 1
    moves = rules.mobility(w, rules.normal(draw(key, Purpose.RESERVATION)))
    person.mobility = moves
    person.proposal, suits, ending = rules.first_job(w, where, moves, key)
    person.mood = rules.first_mood(w, suits, draw(key, Purpose.SATISFACTION))
    person.began = s.now - rules.first_tenure(ending, draw(key, Purpose.TENURE))
    person.placement = NONE
    harms = outside_harms(s, p)
    person.familiarity = rules.first_familiarity(w, familiarity_norm(s, p), harms)
    person.since = s.now
    person.planter = NONE
    person.germinated_from = NONE
    person.seed = NONE
    person.notes = NONE
    person.status = rules.first_status(
        w, where, satisfaction(s, p), moves, draw(key, Purpose.STATUS)
    )
    person.rated_status = Status.CONTENT
    person.ringing = NONE
    for clock in range(CLOCKS):
        if clock != FORGET and clock != RETURN:
            clock_at(s, p, clock).value = budget(s, p, clock)
    for team in range(s.number_of_teams):
        regard = regard_of(s, p, team)
        regard.last_contact = -inf
        regard.placed = -inf
        regard.candidacy = NONE
        regard.about = NONE
    is_counted(s, p, Kind.PRESENT)
    sets_rate(s, p, OUTSIDE, 0.0, harms)
    refresh(s, p)


@jit
def _rate_of_rings(s: Record, p: int) -> float:
    """How many of the person's clocks ring a day."""
    rate = 0.0
    for clock in range(CLOCKS):
        if (person_at(s, p).running >> clock) & 1:
            rate += rate_of(s, p, clock)
    return rate


@jit
def _list_members(s: Record) -> None:
    """Number the people of each segment in the order of their ids."""
    first = 0
    for segment in range(s.number_of_segments):
        segment_at(s, segment).first_member = first
        first += segment_at(s, segment).members
        segment_at(s, segment).members = 0
    for p in range(s.number_of_people):
        segment = segment_at(s, person_at(s, p).segment)
        int_at(s.members, segment.first_member + segment.members).value = p
        segment.members += 1
