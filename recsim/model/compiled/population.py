"""The people at the start; ``simpy_model.population`` over records."""

from __future__ import annotations

from math import inf

from recsim.model.clocks import FORGET, RETURN
from recsim.model.compiled import rules
from recsim.model.compiled.clocks import budget, rate_of, refresh, sets_earliest_ring
from recsim.model.compiled.compiler import jit
from recsim.model.compiled.layout import (
    CLOCKS,
    NONE,
    Record,
    clock_at,
    int_at,
    person_at,
    regard_of,
    segment_at,
    world_of,
)
from recsim.model.compiled.names import Kind, Purpose, Status
from recsim.model.compiled.recording import record_person
from recsim.model.compiled.rings import link
from recsim.model.compiled.streams import draw
from recsim.model.compiled.traits import has_mood, key_of

CALENDAR_DAYS = 32.0
"""A bucket of the calendar holds about one ring, unless the calendar then reaches less far."""


@jit
def populate(s: Record) -> None:
    """Everybody as they are at the start: a draw from the stationary state without recruiters."""
    rate = 0.0
    for p in range(s.number_of_people):
        s.living = p  # nobody is in the calendar yet
        _add_person(s, p)
        rate += _rate_of_rings(s, p)
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
    segment_at(s, segment).members += 1
    satisfied = has_mood(s, p, rules.normal(draw(key, Purpose.SATISFACTION)))
    person.familiarity = rules.logistic(
        w.familiarity_centre + w.familiarity_spread * rules.normal(draw(key, Purpose.FAMILIARITY))
    )
    person.planter = NONE
    person.germinated_from = NONE
    person.seed = NONE
    person.notes = NONE
    person.status = rules.first_status(
        w, segment_at(s, segment), satisfied, draw(key, Purpose.STATUS)
    )
    person.rated_status = Status.CONTENT
    person.ringing = NONE
    for clock in range(CLOCKS):
        if clock != FORGET and clock != RETURN:
            clock_at(s, p, clock).value = budget(s, p, clock)
    for team in range(s.number_of_teams):
        regard = regard_of(s, p, team)
        regard.last_contact = -inf
        regard.candidacy = NONE
        regard.about = NONE
    record_person(s, Kind.PRESENT, p, person.status)
    refresh(s, p, 0.0, 0.0)


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
