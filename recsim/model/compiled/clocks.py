"""A person's competing clocks; ``recsim.model.clocks`` over records.

A rate that is not 0 follows from the status for which the rates were set, except those of
searching and returning, which are kept.
"""

from __future__ import annotations

from math import inf

import numpy as np

from recsim.model import rules as plain_rules
from recsim.model.clocks import FIND, FORGET, LOSS, MOOD, RETURN, SEARCH, VISIT
from recsim.model.compiled import rules
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.layout import (
    CLOCKS,
    NONE,
    Record,
    person_at,
    regard_of,
    segment_at,
    world_of,
)
from recsim.model.compiled.names import Purpose, Status
from recsim.model.compiled.rings import link, unlink
from recsim.model.compiled.streams import draw

FIRST_PURPOSE = Purpose.MOOD_CLOCK
DO_NOT_CONTACT = plain_rules.DO_NOT_CONTACT


@inline
def budget(person: Record, clock: int) -> float:
    """A unit-exponential budget; the clocks' purposes follow each other in their order."""
    purpose = FIRST_PURPOSE + (np.int64(clock) << 32)
    return rules.exponential(draw(person.key, purpose, person.turns[clock]))


@inline
def _set_rate(person: Record, clock: int, before: float, rate: float, now: float) -> None:
    """Go on at a rate; ``before`` is the rate that the clock has if it is running."""
    running = (person.running >> clock) & 1
    if not running:
        before = 0.0
    if rate == before:
        return
    left = person.clocks[clock]
    if running:
        left = (left - now) * before
        if not left > 0.0:
            left = 0.0
    if rate > 0.0:
        person.clocks[clock] = now + left / rate
        person.running |= 1 << clock
    else:
        person.clocks[clock] = left
        person.running &= ~(1 << clock)


@jit
def refresh(s: Record, p: int) -> None:
    """Let the person's clocks run at the rates of their present state."""
    w = world_of(s)
    person = person_at(s, p)
    segment = segment_at(s, person.segment)
    status = person.status
    seeded = person.planter != NONE
    employed = status != Status.UNEMPLOYED
    search = 0.0
    returns = 0.0
    visits = 0.0
    if status == Status.CONTENT:
        search = rules.search_rate(w, segment, person.satisfaction, person.belief)
        if seeded:
            regard = regard_of(s, p, person.planter)
            if regard.mood != DO_NOT_CONTACT:
                returns = rules.return_rate(w, person.belief, regard.warmth)
    else:
        if status == Status.SEEKING:
            search = w.give_up_rate
        if s.advertised:
            visits = w.visit_rate
    now = s.now
    found = segment.find_rates
    _set_rate(person, MOOD, w.mood_rate, w.mood_rate if employed else 0.0, now)
    _set_rate(person, SEARCH, person.search_rate, search, now)
    _set_rate(person, LOSS, segment.loss_rate, segment.loss_rate if employed else 0.0, now)
    _set_rate(person, FIND, found[person.rated_status], found[status], now)
    _set_rate(person, FORGET, w.forget_rate, w.forget_rate if seeded else 0.0, now)
    _set_rate(person, RETURN, person.return_rate, returns, now)
    _set_rate(person, VISIT, w.visit_rate, visits, now)
    person.search_rate = search
    person.return_rate = returns
    person.rated_status = status
    if p != s.living:
        schedule(s, p)


@inline
def earliest_ring(person: Record) -> float:
    """When the first of the running clocks rings; infinite if none runs."""
    due = inf
    running = person.running
    for clock in range(CLOCKS):
        if (running >> clock) & 1 and person.clocks[clock] < due:
            due = person.clocks[clock]
    return due


@inline
def ringing_clock(person: Record) -> int:
    """The first of the clocks that ring next."""
    for clock in range(CLOCKS):
        if (person.running >> clock) & 1 and person.clocks[clock] == person.rings_at:
            return clock
    return NONE


@jit
def schedule(s: Record, p: int) -> None:
    """See to it that the person is in the calendar where their next ring is."""
    person = person_at(s, p)
    due = earliest_ring(person)
    if due != person.rings_at:
        unlink(s, p)
        person.rings_at = due
        link(s, p)


@inline
def rate_of(s: Record, person: Record, clock: int) -> float:
    """The rate of a clock that is running."""
    w = world_of(s)
    segment = segment_at(s, person.segment)
    if clock == MOOD:
        return w.mood_rate
    if clock == SEARCH:
        return person.search_rate
    if clock == LOSS:
        return segment.loss_rate
    if clock == FIND:
        return segment.find_rates[person.rated_status]
    if clock == FORGET:
        return w.forget_rate
    if clock == RETURN:
        return person.return_rate
    return w.visit_rate


@inline
def rewind(s: Record, person: Record, clock: int) -> None:
    """Start the clock's next budget at its current rate."""
    person.turns[clock] += 1
    left = budget(person, clock)
    if (person.running >> clock) & 1:
        left = s.now + left / rate_of(s, person, clock)
    person.clocks[clock] = left
