"""A person's competing clocks; ``recsim.model.clocks`` over records.

Rates are not kept: they follow from the person's state, and whoever changes that says at which
rates the clocks ran before. The clocks of a seed are in its record (``layout.SEED``).
"""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np

from recsim.model import rules as plain_rules
from recsim.model.clocks import FIND, FORGET, LOSS, MOOD, RETURN, SEARCH, VISIT
from recsim.model.compiled import rules
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.counts import counted, counts_one
from recsim.model.compiled.layout import (
    CLOCKS,
    NONE,
    Record,
    clock_at,
    person_at,
    regard_of,
    seed_of,
    segment_at,
    world_of,
)
from recsim.model.compiled.names import Purpose, Status
from recsim.model.compiled.pools import take
from recsim.model.compiled.rings import link, rings_at, unlink
from recsim.model.compiled.streams import draw
from recsim.model.compiled.traits import key_of, satisfaction

FIRST_PURPOSE = Purpose.MOOD_CLOCK
DO_NOT_CONTACT = plain_rules.DO_NOT_CONTACT


@inline
def budget(s: Record, p: int, clock: int) -> float:
    """A unit-exponential budget; the clocks' purposes follow each other in their order."""
    purpose = FIRST_PURPOSE + (np.int64(clock) << 32)
    return rules.exponential(draw(key_of(s, p), purpose, counted(s, p, clock)))


@inline
def belief(s: Record, p: int) -> float:
    """How much the person believes in what a move would bring: the baseline without a seed."""
    if person_at(s, p).planter == NONE:
        return world_of(s).belief_baseline
    return seed_of(s, p).belief


@inline
def rates(s: Record, p: int) -> Any:
    """At which rates the clocks of searching and returning run: the two that follow from moods."""
    w = world_of(s)
    person = person_at(s, p)
    search = 0.0
    returns = 0.0
    if person.status == Status.CONTENT:
        believed = belief(s, p)
        segment = segment_at(s, person.segment)
        search = rules.search_rate(w, segment, satisfaction(s, p), believed)
        if person.planter != NONE:
            regard = regard_of(s, p, person.planter)
            if regard.mood != DO_NOT_CONTACT:
                returns = rules.return_rate(w, believed, regard.warmth)
    elif person.status == Status.SEEKING:
        search = w.give_up_rate
    return search, returns


@inline
def _set_rate(s: Record, p: int, clock: int, before: float, rate: float) -> None:
    """Go on at a rate; ``before`` is the rate that the clock has if it is running."""
    person = person_at(s, p)
    running = (person.running >> clock) & 1
    if not running:
        before = 0.0
    if rate == before:
        return
    entry = clock_at(s, p, clock)
    left = entry.value
    if running:
        left = (left - s.now) * before
        if not left > 0.0:
            left = 0.0
    if rate > 0.0:
        entry.value = s.now + left / rate
        person.running |= 1 << clock
    else:
        entry.value = left
        person.running &= ~(1 << clock)


@jit
def refresh(s: Record, p: int, search_before: float, returns_before: float) -> None:
    """Let the person's clocks run at the rates of their present state.

    Before it changed, those of searching and returning ran at the given rates (see ``rates``).
    """
    w = world_of(s)
    person = person_at(s, p)
    segment = segment_at(s, person.segment)
    status = person.status
    employed = status != Status.UNEMPLOYED
    search, returns = rates(s, p)
    visits = w.visit_rate if s.advertised and status != Status.CONTENT else 0.0
    found = segment.find_rates
    rang = rings_at(s, p)
    _set_rate(s, p, MOOD, w.mood_rate, w.mood_rate if employed else 0.0)
    _set_rate(s, p, SEARCH, search_before, search)
    _set_rate(s, p, LOSS, segment.loss_rate, segment.loss_rate if employed else 0.0)
    _set_rate(s, p, FIND, found[person.rated_status], found[status])
    if person.seed != NONE:
        seeded = person.planter != NONE
        _set_rate(s, p, FORGET, w.forget_rate, w.forget_rate if seeded else 0.0)
        _set_rate(s, p, RETURN, returns_before, returns)
    _set_rate(s, p, VISIT, w.visit_rate, visits)
    person.rated_status = status
    if p != s.living:
        _schedule(s, p, rang)


@jit
def sets_earliest_ring(s: Record, p: int) -> None:
    """Note which of the running clocks rings first: the lower one, if two do."""
    person = person_at(s, p)
    due = inf
    ringing = NONE
    running = person.running
    for clock in range(CLOCKS):
        if (running >> clock) & 1 and clock_at(s, p, clock).value < due:
            due = clock_at(s, p, clock).value
            ringing = clock
    person.ringing = ringing


@jit
def _schedule(s: Record, p: int, rang: float) -> None:
    """See to it that the person is in the calendar where their next ring is; it was at ``rang``."""
    sets_earliest_ring(s, p)
    if rings_at(s, p) != rang:
        unlink(s, p, rang)
        link(s, p)


@inline
def rate_of(s: Record, p: int, clock: int) -> float:
    """The rate of a clock that is running."""
    w = world_of(s)
    person = person_at(s, p)
    if clock == VISIT:
        return w.visit_rate
    if clock == MOOD:
        return w.mood_rate
    if clock == LOSS:
        return segment_at(s, person.segment).loss_rate
    if clock == FIND:
        return segment_at(s, person.segment).find_rates[person.rated_status]
    if clock == FORGET:
        return w.forget_rate
    search, returns = rates(s, p)
    return search if clock == SEARCH else returns


@inline
def rewind(s: Record, p: int, clock: int) -> None:
    """Start the clock's next budget at its current rate."""
    counts_one(s, p, clock)
    left = budget(s, p, clock)
    if (person_at(s, p).running >> clock) & 1:
        left = s.now + left / rate_of(s, p, clock)
    clock_at(s, p, clock).value = left


@jit
def has_room_for_seed(s: Record, p: int) -> None:
    """Somebody who never had a seed gets a record for it, with its clocks at rest."""
    person = person_at(s, p)
    if person.seed == NONE:
        person.seed = take(s, s.seeds)
        clock_at(s, p, FORGET).value = budget(s, p, FORGET)
        clock_at(s, p, RETURN).value = budget(s, p, RETURN)
