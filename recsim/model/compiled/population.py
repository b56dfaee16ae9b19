"""The people at the start; ``simpy_model.simulation`` over records."""

from __future__ import annotations

from math import inf

from recsim.model.compiled import rules
from recsim.model.compiled.clocks import budget, earliest_ring, rate_of, refresh
from recsim.model.compiled.compiler import jit
from recsim.model.compiled.layout import (
    CLOCKS,
    NONE,
    Record,
    int_at,
    person_at,
    regard_of,
    segment_at,
    world_of,
)
from recsim.model.compiled.names import Kind, Purpose, Status
from recsim.model.compiled.recording import record_person
from recsim.model.compiled.rings import link
from recsim.model.compiled.streams import draw, output


@jit
def populate(s: Record) -> None:
    """Everybody as they are at the start: a draw from the stationary state without recruiters."""
    rate = 0.0
    for p in range(s.number_of_people):
        s.living = p  # nobody is in the calendar yet
        _add_person(s, p)
        rate += _rate_of_rings(s, person_at(s, p))
    s.living = NONE
    _list_members(s)
    s.buckets_per_day = max(rate, 1.0 / (s.end - s.begin))
    for p in range(s.number_of_people):
        person_at(s, p).rings_at = earliest_ring(person_at(s, p))
        link(s, p)


@jit
def _add_person(s: Record, p: int) -> None:
    w = world_of(s)
    person = person_at(s, p)
    key = output(s.people_key, p)
    person.key = key
    u = draw(key, Purpose.SEGMENT)
    segment = 0
    while segment_at(s, segment).people_until <= u:
        segment += 1
    person.segment = segment
    segment_at(s, segment).members += 1
    person.mood = rules.normal(draw(key, Purpose.SATISFACTION))
    person.satisfaction = rules.satisfaction(w, person.mood)
    person.belief = w.belief_baseline
    person.touchiness = rules.touchiness(w, rules.normal(draw(key, Purpose.TOUCHINESS)))
    person.fears_exposure = draw(key, Purpose.FEARS_EXPOSURE) < w.fears_exposure_share
    person.familiarity = rules.logistic(
        w.familiarity_centre + w.familiarity_spread * rules.normal(draw(key, Purpose.FAMILIARITY))
    )
    person.quality = rules.normal(draw(key, Purpose.QUALITY))
    person.own_reservation = rules.normal(draw(key, Purpose.RESERVATION))
    person.load = 0.0
    person.load_since = s.now
    person.planter = NONE
    person.germinated_from = NONE
    person.job = 0
    person.seen = 0
    person.running = 0
    person.status = rules.first_status(
        w, segment_at(s, segment), person.satisfaction, draw(key, Purpose.STATUS)
    )
    person.rated_status = Status.CONTENT
    for clock in range(CLOCKS):
        person.turns[clock] = 0
        person.clocks[clock] = budget(person, clock)
    for team in range(s.number_of_teams):
        regard = regard_of(s, p, team)
        regard.last_contact = -inf
        regard.approach = NONE
        regard.candidacy = NONE
    record_person(s, Kind.PRESENT, p, person.status)
    refresh(s, p)


@jit
def _rate_of_rings(s: Record, person: Record) -> float:
    """How many of the person's clocks ring a day."""
    rate = 0.0
    for clock in range(CLOCKS):
        if (person.running >> clock) & 1:
            rate += rate_of(s, person, clock)
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
