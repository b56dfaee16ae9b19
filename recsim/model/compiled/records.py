"""How a record is found, by the run and the numbers of those concerned; taken and given back.

Every record of a pool begins with the number of the one after it in whatever list it is on.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from recsim.model.clocks import FORGET, RETURN, VISIT
from recsim.model.compiled.compiler import inline, record_at
from recsim.model.compiled.layout import (
    APPLICATION,
    APPROACH,
    CANDIDACY,
    CARRY,
    COUNTS,
    DESK,
    EARLY_EXIT,
    INT,
    LONG,
    MANAGER,
    NONE,
    NUMBER,
    OPENING,
    OWN_CLOCKS_AT,
    PERSON,
    PERSON_SIZE,
    PHASE,
    PHASE_SIZE,
    PLANNED_REQUISITION,
    REGARD,
    REQUISITION,
    RULES_AT,
    SEED,
    SEED_CLOCKS,
    SEED_CLOCKS_AT,
    SEED_SIZE,
    SEGMENT,
    TEAM,
    TEAM_SIZE,
    VISITS_CARRY,
    WORLD,
    Record,
)
from recsim.model.events import EVENT
from recsim.model.streams import GAMMA

# --- How a record is found, by the run and the numbers of those concerned -------------------------


@inline
def world_of(s: Record) -> Record:
    """The parameters of the world."""
    return record_at(s.world, 0, WORLD)


@inline
def segment_at(s: Record, number: int) -> Record:
    """A segment: its parameters and where its members are listed."""
    return record_at(s.segments, number, SEGMENT)


@inline
def team_at(s: Record, number: int) -> Record:
    """A team: its parameters, its recruiters, its requisitions."""
    return record_at(s.teams, number, TEAM)


@inline
def phase_at(s: Record, number: int) -> Record:
    """From which day on a team works how."""
    return record_at(s.phases, number, PHASE)


@inline
def planned_at(s: Record, number: int) -> Record:
    """A requisition of the plan."""
    return record_at(s.plan, number, PLANNED_REQUISITION)


@inline
def rules_of_phase(s: Record, number: int) -> int:
    """Where the rules of a phase begin, as a table of words."""
    return s.phases + np.uint64(np.int64(number) * PHASE_SIZE + RULES_AT)


@inline
def rules_of_team(s: Record, number: int) -> int:
    """Where the rules that a team has now begin, as a table of words."""
    return s.teams + np.uint64(np.int64(number) * TEAM_SIZE)


@inline
def person_at(s: Record, number: int) -> Record:
    """A person."""
    return record_at(s.people, number, PERSON)


@inline
def regard_of(s: Record, person: int, team: int) -> Record:
    """What a person holds of a team."""
    return record_at(s.regards, np.int64(person) * s.number_of_teams + team, REGARD)


@inline
def seed_of(s: Record, person: int) -> Record:
    """What somebody needs who has or had a seed."""
    return record_at(s.seeds.table, person_at(s, person).seed, SEED)


@inline
def clock_at(s: Record, person: int, clock: int) -> Record:
    """A clock of a person; those of a seed are in its record."""
    if clock in (FORGET, RETURN):
        place = np.int64(person_at(s, person).seed) * SEED_SIZE + SEED_CLOCKS_AT
        return number_at(s.seeds.table + np.uint64(place), clock - FORGET)
    place = np.int64(person) * PERSON_SIZE + OWN_CLOCKS_AT
    return number_at(s.people + np.uint64(place), clock if clock < FORGET else clock - SEED_CLOCKS)


@inline
def requisition_at(s: Record, number: int) -> Record:
    """A requisition."""
    return record_at(s.requisitions, number, REQUISITION)


@inline
def opening_of(s: Record, number: int) -> Record:
    """What matters of a requisition while it is open."""
    return record_at(s.openings.table, requisition_at(s, number).opening, OPENING)


@inline
def desk_at(s: Record, number: int) -> Record:
    """A recruiter."""
    return record_at(s.desks, number, DESK)


@inline
def application_at(s: Record, number: int) -> Record:
    """An application."""
    return record_at(s.applications.table, number, APPLICATION)


@inline
def approach_at(s: Record, number: int) -> Record:
    """An approach."""
    return record_at(s.approaches.table, number, APPROACH)


@inline
def manager_at(s: Record, number: int) -> Record:
    """A hiring manager: the line of candidacies that wait, and whether somebody is met."""
    return record_at(s.managers, number, MANAGER)


@inline
def candidacy_at(s: Record, number: int) -> Record:
    """A candidacy."""
    return record_at(s.candidacies.table, number, CANDIDACY)


@inline
def event_at(s: Record, number: int) -> Record:
    """An event of the log."""
    return record_at(s.log.table, number, EVENT)


@inline
def int_at(table: int, number: int) -> Record:
    """A whole number (32 bit) of a table."""
    return record_at(table, number, INT)


@inline
def long_at(table: int, number: int) -> Record:
    """A whole number (64 bit) of a table."""
    return record_at(table, number, LONG)


@inline
def number_at(table: int, number: int) -> Record:
    """A floating-point number of a table."""
    return record_at(table, number, NUMBER)


# --- Records that come and go: taken from a pool when needed, given back when done, queued between
# Every record of a pool begins with the number of the one after it in whatever list it is on.


@inline
def _link(pool: Record, number: int) -> Record:
    return record_at(pool.table, np.int64(number) * pool.size, INT)


@inline
def take(s: Record, pool: Record) -> int:
    """The number of a free record; the caller fills it."""
    number = pool.free
    if number != NONE:
        pool.free = _link(pool, number).value
        return number
    number = pool.used
    uses(s, pool)
    return number


@inline
def uses(s: Record, pool: Record) -> None:
    """One more record of the table is in use."""
    pool.used += 1
    if pool.used > pool.room:
        s.full = True


@inline
def give_back(pool: Record, number: int) -> None:
    """The record is free again."""
    _link(pool, number).value = pool.free
    pool.free = number


@inline
def append(pool: Record, queue: Record, number: int) -> None:
    """Put a record at the end of a queue."""
    if queue.length == 0:
        queue.first = number
    else:
        _link(pool, queue.last).value = number
    queue.last = number
    queue.length += 1


@inline
def pop(pool: Record, queue: Record) -> int:
    """Take the first record out of a queue that is not empty."""
    number = queue.first
    queue.first = _link(pool, number).value
    queue.length -= 1
    return number


@inline
def early_exit_at(s: Record, number: int) -> Record:
    """The end of a new job that is to come."""
    return record_at(s.early_exits.table, number, EARLY_EXIT)


@inline
def target_at(s: Record, target_list: int, place: int) -> Record:
    """A place on a requisition's list of targets."""
    lists = s.target_lists
    return record_at(lists.table, np.int64(target_list) * lists.size + place, INT)


# --- Whether a person was put on the list that is being made: profiles read, people told ----------
# One table of entries that carry the number of their list; those of earlier lists count as empty.

GOLDEN = np.uint64(GAMMA)  # 2**64 divided by the golden ratio: spreads numbers over the table
HALF = np.uint64(32)
WHO = (1 << 32) - 1


@inline
def new_list(s: Record) -> None:
    """Begin a list with nobody on it."""
    s.list += 1


@inline
def is_new_on_list(s: Record, p: int) -> bool:
    """Put a person on the list; false if they are on it already."""
    place = np.int64((np.uint64(p) * GOLDEN) >> HALF) & s.listed_mask
    while True:
        entry = long_at(s.listed, place)
        if entry.value >> 32 != s.list:
            entry.value = (s.list << 32) + p
            return True
        if entry.value & WHO == p:
            return False
        place = (place + 1) & s.listed_mask


# --- A person's counts: how often each clock has rung, and how many jobs they had -----------------
# They are kept small: in 16 bits for visits, in 8 bits for everything else. What does not fit is
# carried into a table of its own, which only worlds need in which somebody counts as far.

MARGIN = 32
"""So long before it is needed the table of carries is asked for; no moment counts as far."""


@inline
def _carry(s: Record, p: int, which: int) -> Record:
    return int_at(s.carries, np.int64(p) * COUNTS + which)


@inline
def counted(s: Record, p: int, which: int) -> Any:
    """A count: of the turns of a clock, or of jobs (``layout.JOBS``)."""
    person = person_at(s, p)
    count: Any
    if which == VISIT:
        count = np.int64(person.visits)
        carry = VISITS_CARRY
    else:
        count = np.int64(person.counts[which if which < VISIT else which - 1])
        carry = CARRY
    if s.carries != 0:
        count += carry * np.int64(_carry(s, p, which).value)
    return count


@inline
def counts_one(s: Record, p: int, which: int) -> None:
    """One more."""
    person = person_at(s, p)
    if which == VISIT:
        person.visits = _one_more(s, p, which, np.int64(person.visits), VISITS_CARRY)
    else:
        place = which if which < VISIT else which - 1
        person.counts[place] = _one_more(s, p, which, np.int64(person.counts[place]), CARRY)


@inline
def _one_more(s: Record, p: int, which: int, count: int, carry: int) -> int:
    count += 1
    if count >= carry - MARGIN:
        if s.carries == 0:
            s.counts_are_high = True
            s.full = True
        elif count == carry:
            _carry(s, p, which).value += 1
            return 0
    return count
