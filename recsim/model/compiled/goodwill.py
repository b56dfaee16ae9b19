"""What is done to goodwill and how it comes back; ``simpy_model.goodwill`` over records."""

from __future__ import annotations

import numpy as np

from recsim.model.compiled import rules
from recsim.model.compiled.clocks import rates, refresh
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.layout import (
    OFFENDED,
    RESENTED,
    Record,
    approach_at,
    int_at,
    person_at,
    regard_of,
    requisition_at,
    segment_at,
    world_of,
)
from recsim.model.compiled.lists import is_new_on_list, new_list
from recsim.model.compiled.moments import at
from recsim.model.compiled.names import Kind, Purpose, Rank, WaryCause
from recsim.model.compiled.recording import record_person, record_requisition
from recsim.model.compiled.streams import draw, output
from recsim.model.compiled.traits import key_of, key_of_pair
from recsim.model.rules import DO_NOT_CONTACT, NEUTRAL, WARY

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
def is_offended(s: Record, a: int, channel: int) -> None:
    """The person says so, asks not to be contacted again, and may tell others."""
    approach = approach_at(s, a)
    p = approach.person
    team = requisition_at(s, approach.requisition).team
    regard = regard_of(s, p, team)
    first = 0.0 if regard.marks & OFFENDED else 1.0
    regard.marks |= OFFENDED
    record_requisition(s, Kind.OFFENDED, approach.requisition, p, channel, first)
    if regard.mood != DO_NOT_CONTACT:
        search_before, returns_before = rates(s, p)
        record_person(s, Kind.DO_NOT_CONTACT, p, int(regard.mood == WARY), 0.0, team)
        _change_mood(s, p, team, DO_NOT_CONTACT)
        refresh(s, p, search_before, returns_before)
    _tells_others(s, p, team, key_of_pair(s, approach.requisition, p))


@jit
def resents(s: Record, p: int, r: int, key: int, cause: int) -> None:
    """An applicant who was turned down or never answered may hold it against the team."""
    if draw(key, Purpose.RESENTS, cause) >= world_of(s).resent[cause]:
        return
    team = requisition_at(s, r).team
    regard = regard_of(s, p, team)
    first = 0.0 if regard.marks & RESENTED else 1.0
    regard.marks |= RESENTED
    record_requisition(s, Kind.RESENTED, r, p, cause, first)
    becomes_wary(s, p, team, WaryCause.RESENTFUL)


@jit
def _tells_others(s: Record, p: int, team: int, key: int) -> None:
    w = world_of(s)
    if draw(key, Purpose.TELLS) >= w.tells_others:
        return
    segment = segment_at(s, person_at(s, p).segment)
    others = segment.members - 1
    hearers = min(rules.poisson(draw(key, Purpose.HEARERS), w.hearers), others)
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
            if draw(key, Purpose.HEARER_WARY, h) < w.hearer_becomes_wary:
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
        u = draw(key_of(s, p), purpose, (np.int64(team) << 24) + change)
        until = s.now + rules.exponential(u) / rate
        at(s, until, Rank.MEMORY_FADES, p, (np.int64(team) << CHANGES) + change)


@jit
def fades(s: Record, p: int, subject: int) -> None:
    """Time heals, unless something happened in between."""
    team, change = subject >> CHANGES, subject & ((1 << CHANGES) - 1)
    regard = regard_of(s, p, team)
    if regard.changes != change:
        return
    search_before, returns_before = rates(s, p)
    ended = Kind.WARY_ENDED if regard.mood == WARY else Kind.DO_NOT_CONTACT_ENDED
    record_person(s, ended, p, 0, 0.0, team)
    regard.mood = NEUTRAL
    regard.changes += 1
    refresh(s, p, search_before, returns_before)
