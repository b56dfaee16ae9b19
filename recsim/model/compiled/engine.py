"""The event loop, and what is called from outside; ``story.market`` over records."""

from __future__ import annotations

from collections.abc import Callable
from math import floor
from typing import Any

import numpy as np
from numba import types

from recsim.model.compiled.calendar import (
    at,
    comes_before,
    drop_first,
    moment_at,
    next_to_ring,
    rings_at,
    wake,
)
from recsim.model.compiled.compiler import jit, record_at
from recsim.model.compiled.desk import finishes, looks_again, works
from recsim.model.compiled.goodwill import fades, is_counted
from recsim.model.compiled.hiring import begins, goes_on, leaves_early, manager_has_time
from recsim.model.compiled.layout import DONE, NEEDS_ROOM, NONE, RULES_WORDS, RUN, Record
from recsim.model.compiled.life import lives_on, populate
from recsim.model.compiled.outreach import (
    contacted_again,
    conversation_goes_on,
    software_contacts,
)
from recsim.model.compiled.people import everybody_throws_away
from recsim.model.compiled.recording import record
from recsim.model.compiled.records import (
    desk_at,
    long_at,
    phase_at,
    rules_of_phase,
    rules_of_team,
    team_at,
)
from recsim.model.compiled.requisitions import (
    arrives,
    arrives_as_planned,
    expires,
    is_needed,
    number_of_arrivals,
    waits_for_next,
    waits_for_planned,
)
from recsim.model.compiled.rules import Kind, Rank, Story

# --- The event loop: the next moment, whose story it is, and what goes on because of it -----------

ENTITY = (1 << 40) - 1
DAYS_PER_WEEK = 7.0


@jit
def advance(s: Record) -> int:
    """Let everything happen until the end, or until a table must grow."""
    if s.week < 0:
        s.week = 0
        _begin(s)
    while True:
        _settle(s)
        if s.full:
            return NEEDS_ROOM
        if not _next_moment(s):
            break
    _set_time(s, s.last)
    while s.counted < s.number_of_people:
        is_counted(s, s.counted, Kind.CENSUS)
        s.counted += 1
        if s.full:
            return NEEDS_ROOM
    _wakes_everybody(s)
    return DONE


@jit
def _begin(s: Record) -> None:
    populate(s)
    for t in range(s.number_of_teams):
        team = team_at(s, t)
        for number in range(1, team.phases):
            day = phase_at(s, team.first_phase + number).day
            at(s, day, Rank.STRATEGY_CHANGES, t, t)
        waits_for_next(s, t)
        waits_for_planned(s, t)
        for d in range(team.first_desk, team.first_desk + team.recruiters):
            works(s, d)
            _software_starts(s, d)


@jit
def _strategy_changes(s: Record, t: int) -> None:
    """The team goes on with other rules."""
    team = team_at(s, t)
    team.phase += 1
    new = rules_of_phase(s, team.first_phase + team.phase)
    now = rules_of_team(s, t)
    for word in range(RULES_WORDS):
        long_at(now, word).value = long_at(new, word).value
    record(s, float(team.phase), NONE, NONE, NONE, t, 0, Kind.STRATEGY_CHANGED, 0)
    for d in range(team.first_desk, team.first_desk + team.recruiters):
        _software_starts(s, d)
        wake(s, d)


@jit
def _wakes_everybody(s: Record) -> None:
    """At the end, so that who is idle counts the hours until then."""
    for t in range(s.number_of_teams):
        team = team_at(s, t)
        for d in range(team.first_desk, team.first_desk + team.recruiters):
            wake(s, d)
    _settle(s)


@jit
def _settle(s: Record) -> None:
    """What goes on at this moment: all that begins, then what waited, in the order of causes."""
    while True:
        if s.starting_first < s.starting_last:
            c = long_at(s.starting, s.starting_first & s.fifo_mask).value
            s.starting_first += 1
            begins(s, c)
        elif s.resuming_first < s.resuming_last:
            story = long_at(s.resuming, s.resuming_first & s.fifo_mask).value
            s.resuming_first += 1
            kind = story >> 32
            number = story & 0xFFFF_FFFF
            if kind == Story.DESK:
                works(s, number)
            elif kind == Story.CANDIDACY:
                goes_on(s, number)
            else:
                contacted_again(s, number)
        else:
            break
    s.starting_first = s.starting_last = 0
    s.resuming_first = s.resuming_last = 0


@jit
def _next_moment(s: Record) -> bool:
    """Whatever is due next happens; false if nothing is due before the end."""
    time = s.end
    p = next_to_ring(s)
    if p != NONE:
        time = rings_at(s, p)
    heap = s.moments
    if s.tasks.used > 0 and (
        heap.used == 0 or comes_before(moment_at(s.tasks, 0), moment_at(heap, 0))
    ):
        heap = s.tasks
    if heap.used > 0:
        moment = moment_at(heap, 0)
        if moment.time < time or (
            moment.time == time and p != NONE and moment.order < Rank.LIFE + p
        ):
            _set_time(s, moment.time)
            order, subject = moment.order, np.int64(moment.subject)
            drop_first(heap)
            _happens(s, order, subject)
            return True
    if p == NONE:
        return False
    _set_time(s, time)
    lives_on(s, p)
    return True


@jit
def _set_time(s: Record, time: float) -> None:
    s.now = time
    s.week = np.int64(floor(time / DAYS_PER_WEEK)) + s.warm_up_weeks


@jit
def _happens(s: Record, order: int, subject: int) -> None:
    """A moment of somebody's story other than a ring of a person's clock."""
    entity = order & ENTITY
    rank = order - entity
    if rank == Rank.DESK:
        finishes(s, subject)
    elif rank == Rank.CONVERSATION:
        conversation_goes_on(s, subject)
    elif rank == Rank.CANDIDACY:
        goes_on(s, subject)
    elif rank == Rank.MEMORY_FADES:
        fades(s, entity, subject)
    elif rank == Rank.SOFTWARE:
        if team_at(s, desk_at(s, subject).team).software_contacts_per_day > 0.0:
            software_contacts(s, subject)
        _software_waits(s, subject)
    elif rank == Rank.PLANNED:
        arrives_as_planned(s, subject)
    elif rank == Rank.NEEDED_BY:
        is_needed(s, subject)
    elif rank == Rank.STRATEGY_CHANGES:
        _strategy_changes(s, subject)
    elif rank == Rank.DESK_RETRY:
        looks_again(s, subject)
    elif rank == Rank.MANAGER:
        manager_has_time(s, subject)
    elif rank == Rank.REQUISITION_ARRIVES:
        arrives(s, subject)
    elif rank == Rank.REQUISITION_EXPIRES:
        expires(s, subject)
    else:
        leaves_early(s, subject)


@jit
def _software_starts(s: Record, d: int) -> None:
    """Where people are called, software may help, if it does not already."""
    if desk_at(s, d).calls and not desk_at(s, d).software_runs:
        _software_waits(s, d)


@jit
def _software_waits(s: Record, d: int) -> None:
    """Software makes its first contacts at a steady pace."""
    desk = desk_at(s, d)
    rate = team_at(s, desk.team).software_contacts_per_day
    desk.software_runs = rate > 0.0
    if desk.software_runs:
        at(s, s.now + 1.0 / rate, Rank.SOFTWARE, d, d)


# --- What is called from outside: plain functions of numbers, one of them the address of a run ----


def _advance(run: int) -> int:
    return advance(record_at(run, 0, RUN))


def _throw_away(run: int) -> int:
    return everybody_throws_away(record_at(run, 0, RUN))


def _arrivals(key: int, first: int, rate: float, begin: float, end: float) -> int:
    return number_of_arrivals(key, first, rate, begin, end)


_NUMBER = types.float64
SIGNATURES: tuple[tuple[Callable[..., Any], Any], ...] = (
    (_advance, types.int64(types.uint64)),
    (_throw_away, types.int64(types.uint64)),
    (_arrivals, types.int64(types.uint64, types.int64, _NUMBER, _NUMBER, _NUMBER)),
)
"""The functions, and the types of their arguments and results."""
