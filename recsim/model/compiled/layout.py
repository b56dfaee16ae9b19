"""What lies where in memory: one record type an entity, and how a record is found.

The fields are those of ``simpy_model.state``; objects have become numbers, lists have become links
from one record to the next. ``NONE`` (-1) stands for nobody and for the end of a list.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np

from recsim.model.clocks import FORGET, PURPOSES, RETURN
from recsim.model.compiled.compiler import inline, record_at
from recsim.model.events import EVENT, Kind
from recsim.model.parameters import SegmentParameters, TeamParameters, WorldParameters
from recsim.scenario.strategy import CHANNELS

NONE = -1
CLOCKS = len(PURPOSES)
OWN_CLOCKS, SEED_CLOCKS = 5, 2
"""Clocks that everybody has, and those of a seed: forgetting it and returning because of it."""
COUNTS = CLOCKS + 1
JOBS = CLOCKS
"""What is counted of a person: the turns of the clocks, and jobs."""

Record = Any
"""A record of one of the types below; numba knows its fields, type checkers do not."""


def _record_type(names_and_types: list[tuple[Any, ...]]) -> np.dtype[np.void]:
    return np.dtype(names_and_types, align=True)


def _offset(record_type: np.dtype[np.void], field: str) -> int:
    """How many bytes before a field."""
    assert record_type.fields is not None
    return record_type.fields[field][1]


def _parameter_type(parameters: type) -> np.dtype[np.void]:
    """The record type of a class of parameters: numbers, switches, tuples of numbers, a name."""
    hints = get_type_hints(parameters)
    columns: list[tuple[Any, ...]] = []
    for field in fields(parameters):
        hint = hints[field.name]
        if get_origin(hint) is tuple:
            items = get_args(hint)
            columns.append((field.name, "f8", (len(CHANNELS) if ... in items else len(items),)))
        else:
            columns.append((field.name, {float: "f8", int: "i8", bool: "?", str: "i8"}[hint]))
    return _record_type(columns)


WORLD = _parameter_type(WorldParameters)
SEGMENT = _record_type(
    [(name, *WHAT) for name, *WHAT in _parameter_type(SegmentParameters).descr if name]
    + [("first_member", "i8"), ("members", "i8")]
)
TEAM = _record_type(
    [(name, *WHAT) for name, *WHAT in _parameter_type(TeamParameters).descr if name]
    + [
        ("advertises", "?"),
        ("first_desk", "i8"),
        ("first_requisition", "i8"),
        ("opened", "i8"),
        ("arrives_at", "f8"),
    ]
)

PERSON = np.dtype(
    [
        # what is looked at when a clock rings; about a line of memory (64 bytes)
        ("needs", "f8"),  # pay gain that a move must bring, whatever the status
        # a running clock: when it rings; a clock at rest: what is left of its budget
        ("clocks", "f8", (OWN_CLOCKS,)),
        ("next", "i4"),  # in the same bucket of the calendar
        ("notes", "i4"),  # requisitions that this person applied for or was approached about
        ("segment", "i2"),
        ("status", "i1"),
        ("running", "u1"),  # one bit a clock
        ("ringing", "i1"),  # the clock that rings next
        ("planter", "i1"),
        ("rated_status", "i1"),  # the status when the rates were set
        ("germinated_from", "i1"),
        ("visits", "u2"),  # turns of the clock of visits; for this and the next see ``counts.py``
        # what is needed less often
        ("counts", "u1", (COUNTS - 1,)),
        ("mood", "f8"),
        ("familiarity", "f8"),
        ("load", "f8"),
        ("seed", "i4"),  # what a seed needs, once the person had one
    ]
)
"""A person; closely packed, because there are a million of them.

What follows from the person's key (touchiness, quality and so on) is drawn anew when it is needed.
"""
SEED = np.dtype([("belief", "f8"), ("clocks", "f8", (SEED_CLOCKS,))])
PERSON_SIZE, OWN_CLOCKS_AT = PERSON.itemsize, _offset(PERSON, "clocks")
SEED_SIZE, SEED_CLOCKS_AT = SEED.itemsize, _offset(SEED, "clocks")

REGARD = np.dtype(
    [
        ("warmth", "f8"),
        ("last_contact", "f8"),
        ("changes", "i4"),
        ("candidacy", "i4"),
        ("about", "i4"),  # the requisition of the latest approach
        ("mood", "i1"),
        ("marks", "u1"),  # one bit each: DECLINED and so on
    ]
)
DECLINED, OFFENDED, RESENTED, BEING_APPROACHED, APPROACHED_BEFORE = 1, 2, 4, 8, 16
"""Marks of a regard: said no, took offence, resents, an approach is open, notes tell of others."""

NOTES = 7
NOTE_SHEET = np.dtype([("next", "i4"), ("notes", "i4", (NOTES,))])
REQUISITION = _record_type(
    [
        ("id", "i4"),
        ("desk", "i4"),
        ("opening", "i4"),
        ("team", "i2"),
        ("segment", "i2"),
        ("targets", "i2"),
        ("open", "?"),
    ]
)
OPENING = _record_type(
    [
        # what matters while a requisition is open
        ("next", "i4"),  # the requisition after it on the same desk; among free records
        ("previous", "i4"),
        ("gain", "f8"),
        ("opened", "f8"),
        ("rests_until", "f8"),
        ("first_candidacy", "i4"),
        ("last_candidacy", "i4"),
        ("in_process", "i4"),
        ("approached", "i4"),
        ("searches", "i4"),
        ("target_list", "i4"),
        ("first_target", "i4"),
        ("overdue", "?"),
        ("offer_out", "?"),
    ]
)
APPLICATION = _record_type(
    [
        ("next", "i4"),  # in an inbox, among the answers to write, or among free records
        ("person", "i4"),
        ("requisition", "i4"),
        ("job", "i4"),
        ("by_software", "?"),
    ]
)
APPROACH = _record_type(
    [
        ("next", "i4"),  # among the follow-ups of a desk, or among free records
        ("person", "i4"),
        ("requisition", "i4"),
        ("job", "i4"),
        ("answer_due", "f8"),
        ("follow_up", "i1"),
        ("drawn_channel", "i1"),
        ("work_channel", "i1"),
        ("by_software", "?"),
        ("hears", "?"),
        ("ended", "?"),
    ]
)
CANDIDACY = _record_type(
    [
        ("next", "i4"),  # among the people on a desk, or among free records
        ("person", "i4"),
        ("requisition", "i4"),
        ("next_in_process", "i4"),
        ("previous_in_process", "i4"),
        ("key", "u8"),
        ("fit", "f8"),
        ("source", "i1"),
        ("stage", "i1"),
        ("waits_for", "i1"),
        ("task", "i1"),
        ("runner_up", "?"),
        ("ended", "?"),
    ]
)
QUEUE = _record_type([("first", "i4"), ("last", "i4"), ("length", "i4")])
BOARD = _record_type([("first", "i4"), ("length", "i4")])
ADVERT = np.dtype([("gain", "f8"), ("requisition", "i4")])
DESK = _record_type(
    [
        ("inbox_hours", "f8"),
        ("outreach_hours", "f8"),
        ("retry_at", "f8"),
        ("task_hours", "f8"),
        ("software_due", "f8"),
        ("team", "i4"),
        ("inbox", "i4"),
        ("first_requisition", "i4"),
        ("last_requisition", "i4"),
        ("task", "i4"),
        ("subject", "i4"),
        ("idle", "?"),
    ]
)
MOMENT = _record_type([("time", "f8"), ("order", "i8"), ("turn", "u4"), ("subject", "u4")])
EARLY_EXIT = _record_type(
    [("next", "i4"), ("person", "i4"), ("requisition", "i4"), ("job", "i4"), ("days", "f8")]
)

INT = np.dtype([("value", "i4")])
LONG = np.dtype([("value", "i8")])
NUMBER = np.dtype([("value", "f8")])

POOL = _record_type(
    [
        ("table", "u8"),
        ("size", "i8"),  # of a record, in units of 4 bytes
        ("used", "i8"),  # records that were ever taken
        ("free", "i8"),  # the first of those that were given back
        ("room", "i8"),  # if more are used, the table must grow before the next moment
    ]
)
"""A table whose records come and go, and that grows between two moments."""

_POOLS = (
    "applications approaches candidacies early_exits target_lists moments tasks "
    "openings seeds notes log"
)
POOLS = tuple(_POOLS.split())

_TABLES = (
    "world segments teams people regards members requisitions desks inboxes queues "
    "starting resuming buckets boards adverts looks promises profiles listed bounds "
    "carries counts sums"
)
TABLES = tuple(_TABLES.split())
"""Tables of a size that does not change; the run has their addresses."""

RUN = _record_type(
    [(pool, POOL) for pool in POOLS]
    + [(table, "u8") for table in TABLES]
    + [
        ("now", "f8"),
        ("begin", "f8"),
        ("end", "f8"),
        ("week", "i8"),
        ("warm_up_weeks", "i8"),
        ("people_key", "u8"),
        ("requisitions_key", "u8"),
        ("pairs_key", "u8"),
        ("number_of_people", "i8"),
        ("number_of_teams", "i8"),
        ("number_of_segments", "i8"),
        ("codes", "i8"),
        ("weeks", "i8"),
        ("events", "i8"),
        ("keep_log", "?"),
        ("full", "?"),  # some table must grow before the next moment
        ("counts_are_high", "?"),  # they will soon need the table of carries
        ("advertised", "?"),
        ("living", "i8"),  # whose life goes on at this moment
        ("turn", "i8"),
        ("list", "i8"),
        ("listed_mask", "i8"),
        ("board_room", "i8"),
        ("starting_first", "i8"),
        ("starting_last", "i8"),
        ("resuming_first", "i8"),
        ("resuming_last", "i8"),
        ("fifo_mask", "i8"),
        ("bucket", "i8"),
        ("bucket_mask", "i8"),
        ("buckets_per_day", "f8"),
        ("next_person", "i8"),
        ("fetches", "?"),  # see ``fetching.py``
        ("fetched", "i8"),
        ("fetched_bucket", "i8"),
        ("offset", "i8", (len(Kind),)),
    ]
)


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
