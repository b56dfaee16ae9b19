"""What recruiters leave behind: jobs, seeds, goodwill; ``story.regard`` over records."""

from __future__ import annotations

import numpy as np

from recsim.model.compiled import rules
from recsim.model.compiled.calendar import at
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.layout import JOBS, NONE, OFFENDED, RESENTED, Record
from recsim.model.compiled.people import (
    belief,
    has_room_for_seed,
    key_of,
    key_of_pair,
    match,
    refresh,
    throws_away,
)
from recsim.model.compiled.recording import (
    record_outreach,
    record_pair,
    record_person,
    record_requisition,
)
from recsim.model.compiled.records import (
    approach_at,
    counted,
    counts_one,
    int_at,
    is_new_on_list,
    new_list,
    person_at,
    regard_of,
    requisition_at,
    seed_of,
    segment_at,
    team_at,
    world_of,
)
from recsim.model.compiled.rules import (
    Harvest,
    Kind,
    PlacementEnd,
    Purpose,
    Rank,
    SeedEnd,
    Status,
    WaryCause,
    draw,
    output,
)
from recsim.model.rules import DO_NOT_CONTACT, NEUTRAL, WARY

# --- Changes of a person's place in the labour market; ``story.person`` over records --------------


@jit
def starts_job(s: Record, p: int, harvester: int) -> None:
    """The person has a new job, through a team or elsewhere (``NONE``)."""
    person = person_at(s, p)
    moved = PlacementEnd.MOVED_ON if harvester == NONE else PlacementEnd.PLACED_AGAIN
    placement_ends(s, p, moved)
    planter = person.germinated_from
    if planter != NONE:
        if harvester == NONE:
            detail = Harvest.ELSEWHERE
        else:
            detail = Harvest.PLANTER if harvester == planter else Harvest.OTHER_TEAM
        record_person(s, Kind.SEED_HARVESTED, p, detail, float(harvester), planter)
        if detail == Harvest.OTHER_TEAM:
            record_person(s, Kind.OTHERS_SEED_HARVESTED, p, 0, float(planter), harvester)
    if person.planter != NONE:
        seed_ends(s, p, SeedEnd.NEW_JOB)
    person.germinated_from = NONE
    person.status = Status.CONTENT
    throws_away(s, p)
    person.began = s.now
    person.proposal = 0
    counts_one(s, p, JOBS)
    u = draw(key_of(s, p), Purpose.NEW_JOB_SATISFACTION, counted(s, p, JOBS))
    person.mood = rules.first_mood(world_of(s), match(s, p), u)


@jit
def loses_job(s: Record, p: int, cause: int) -> None:
    """The person is without a job and looks for one, whatever a seed may have done before."""
    placement_ends(s, p, cause)
    person = person_at(s, p)
    person.status = Status.UNEMPLOYED
    person.germinated_from = NONE


@jit
def placement_ends(s: Record, p: int, cause: int) -> None:
    """Whoever is leaving a job was perhaps placed in it by a team."""
    person = person_at(s, p)
    r = person.placement
    if r != NONE:
        person.placement = NONE
        record_requisition(s, Kind.PLACEMENT_ENDED, r, p, cause, s.now - person.began)


@jit
def is_counted(s: Record, p: int, kind: int) -> None:
    """Record where the person is on the labour market: at the start, and in the end."""
    person = person_at(s, p)
    years = 0.0
    if person.status != Status.UNEMPLOYED:
        years = rules.tenure_years(person.began, s.now)
    record_person(s, kind, p, rules.census_detail(person.status, years), years)


@jit
def seed_germinates(s: Record, p: int, use: int) -> None:
    """The person comes back or goes to market; the planter of the seed gets the credit."""
    person = person_at(s, p)
    record_person(s, Kind.SEED_GERMINATED, p, use, belief(s, p), person.planter)
    person.germinated_from = person.planter


@jit
def plants_seed(s: Record, p: int, team: int, detail: int, raised: float) -> None:
    """A team raised the person's belief; the latest planter gets the credit."""
    person = person_at(s, p)
    if person.planter != NONE and person.planter != team:
        seed_ends(s, p, SeedEnd.TAKEN_OVER)
    again = 2 if person.planter == team else 0
    person.planter = team
    has_room_for_seed(s, p)
    seed_of(s, p).belief = raised
    record_person(s, Kind.SEED_PLANTED, p, detail + again, raised, team)


@jit
def seed_ends(s: Record, p: int, end: int) -> None:
    """The seed is gone and belief falls back to where it was."""
    person = person_at(s, p)
    record_person(s, Kind.SEED_FORGOTTEN, p, end, 0.0, person.planter)
    person.planter = NONE


# --- What is done to goodwill and how it comes back; ``story.regard`` over records ----------------

CHANGES = 28
"""Bits of a fading that number the change of mood; the others say with which team."""


@jit
def becomes_wary(s: Record, p: int, team: int, cause: int) -> None:
    """The person trusts the team less: answers less, is offended sooner, applies no more."""
    if regard_of(s, p, team).mood != NEUTRAL:
        return
    record_person(s, Kind.BECAME_WARY, p, cause, 0.0, team)
    _change_mood(s, p, team, WARY)


@jit
def is_offended(s: Record, a: int, detail: int, furious: bool) -> None:
    """The person says so, asks not to be contacted again, and may tell others."""
    approach = approach_at(s, a)
    p = approach.person
    team = requisition_at(s, approach.requisition).team
    regard = regard_of(s, p, team)
    first = 0.0 if regard.marks & OFFENDED else 1.0
    regard.marks |= OFFENDED
    record_outreach(s, Kind.OFFENDED, approach.requisition, p, detail, first)
    if regard.mood != DO_NOT_CONTACT:
        record_person(s, Kind.DO_NOT_CONTACT, p, int(regard.mood == WARY), 0.0, team)
        _change_mood(s, p, team, DO_NOT_CONTACT)
        refresh(s, p)
    _tells_others(s, p, team, key_of_pair(s, approach.requisition, p), furious)


@jit
def resents(s: Record, p: int, r: int, d: int, key: int, cause: int) -> None:
    """Who was turned down or never answered may hold it against the team; ``d``: the desk."""
    if draw(key, Purpose.RESENTS, cause) >= world_of(s).resent[cause]:
        return
    team = requisition_at(s, r).team
    regard = regard_of(s, p, team)
    first = 0.0 if regard.marks & RESENTED else 1.0
    regard.marks |= RESENTED
    record_pair(s, Kind.RESENTED, r, p, d, cause, first)
    becomes_wary(s, p, team, WaryCause.RESENTFUL)


@jit
def _tells_others(s: Record, p: int, team: int, key: int, furious: bool) -> None:
    w = world_of(s)
    if not furious and draw(key, Purpose.TELLS) >= w.memory.tells_others:
        return
    mean = w.memory.hearers * (w.offence.fury_hearers if furious else 1.0)
    segment = segment_at(s, person_at(s, p).segment)
    others = segment.members - 1
    hearers = min(rules.poisson(draw(key, Purpose.HEARERS), mean), others)
    record_person(s, Kind.TOLD_OTHERS, p, 0, float(hearers), team)
    new_list(s)
    is_new_on_list(s, p)
    mask = np.uint64(power_of_two_above(segment.members) - 1)
    slot = Purpose.HEARER
    told = 0
    while told < hearers:
        index = np.int64(output(key, slot) & mask)
        slot += 1
        if index >= segment.members:
            continue
        h = int_at(s.members, segment.first_member + index).value
        if is_new_on_list(s, h):
            told += 1
            if draw(key, Purpose.HEARER_WARY, h) < w.memory.hearer_becomes_wary:
                becomes_wary(s, h, team, WaryCause.TOLD)


@inline
def power_of_two_above(count: int) -> int:
    """The smallest power of two that is not below ``count``."""
    power = 1
    while power < count:
        power *= 2
    return power


@jit
def _change_mood(s: Record, p: int, team: int, mood: int) -> None:
    w = world_of(s)
    regard = regard_of(s, p, team)
    regard.mood = mood
    regard.changes += 1
    rate = w.wary_rate if mood == WARY else w.do_not_contact_rate
    if rate > 0.0:
        purpose = Purpose.WARY_TIME if mood == WARY else Purpose.DO_NOT_CONTACT_TIME
        change = np.int64(regard.changes)
        number = team_at(s, team).number & 0xFF
        u = draw(key_of(s, p), purpose, (number << 24) + change)
        until = s.now + rules.exponential(u) / rate
        at(s, until, Rank.MEMORY_FADES, p, (np.int64(team) << CHANGES) + change)


@jit
def fades(s: Record, p: int, subject: int) -> None:
    """Time heals, unless something happened in between."""
    team, change = subject >> CHANGES, subject & ((1 << CHANGES) - 1)
    regard = regard_of(s, p, team)
    if regard.changes != change:
        return
    ended = Kind.WARY_ENDED if regard.mood == WARY else Kind.DO_NOT_CONTACT_ENDED
    record_person(s, ended, p, 0, 0.0, team)
    regard.mood = NEUTRAL
    regard.changes += 1
    refresh(s, p)
