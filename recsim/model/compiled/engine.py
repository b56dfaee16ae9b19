"""The event loop: the next moment, whose story it is, and what goes on because of it."""

from __future__ import annotations

from math import floor

import numpy as np

from recsim.model.compiled.compiler import jit
from recsim.model.compiled.desk import finishes, looks_again, works
from recsim.model.compiled.fetching import fetch_next
from recsim.model.compiled.goodwill import fades
from recsim.model.compiled.hiring import begins, goes_on, leaves_early
from recsim.model.compiled.layout import NONE, Record, desk_at, long_at, team_at
from recsim.model.compiled.moments import at, comes_before, drop_first, moment_at
from recsim.model.compiled.names import Rank, Story
from recsim.model.compiled.outreach import (
    contacted_again,
    conversation_goes_on,
    software_contacts,
)
from recsim.model.compiled.people import lives_on
from recsim.model.compiled.population import populate
from recsim.model.compiled.requisitions import arrives, expires, waits_for_next
from recsim.model.compiled.rings import next_to_ring, rings_at

DONE, NEEDS_ROOM = 0, 1
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
            return DONE


@jit
def _begin(s: Record) -> None:
    populate(s)
    for t in range(s.number_of_teams):
        team = team_at(s, t)
        waits_for_next(s, t)
        for d in range(team.first_desk, team.first_desk + team.recruiters):
            works(s, d)
            if team.software_contacts_per_day > 0.0:
                desk_at(s, d).software_due = s.now
                _software_waits(s, d)


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
    if s.fetches:
        fetch_next(s)
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
        software_contacts(s, subject)
        _software_waits(s, subject)
    elif rank == Rank.DESK_RETRY:
        looks_again(s, subject)
    elif rank == Rank.REQUISITION_ARRIVES:
        arrives(s, subject)
    elif rank == Rank.REQUISITION_EXPIRES:
        expires(s, subject)
    else:
        leaves_early(s, subject)


@jit
def _software_waits(s: Record, d: int) -> None:
    """Software makes its first contacts at a steady pace."""
    desk = desk_at(s, d)
    desk.software_due = desk.software_due + 1.0 / team_at(s, desk.team).software_contacts_per_day
    at(s, desk.software_due, Rank.SOFTWARE, d, d)
