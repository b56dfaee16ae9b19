"""What lies where in memory: one record type an entity, and how a record is found.

The fields are those of the actors of ``story``; objects have become numbers, lists have become
links from one record to the next. ``NONE`` (-1) stands for nobody and for the end of a list.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any, Literal, get_args, get_origin, get_type_hints

import numpy as np

from recsim.model.clocks import PURPOSES
from recsim.model.cohorts import Cohort
from recsim.model.events import Kind
from recsim.model.parameters import SegmentParameters, TeamParameters, WorldParameters
from recsim.scenario.fields import Block
from recsim.scenario.strategy import CHANNELS

NONE = -1
CLOCKS = len(PURPOSES)
OWN_CLOCKS, SEED_CLOCKS = 6, 2
"""Clocks that everybody has, and those of a seed: forgetting it and returning because of it."""
COUNTS = CLOCKS + 1
JOBS = CLOCKS
"""What is counted of a person: the turns of the clocks, and jobs."""

DONE, NEEDS_ROOM = 0, 1
"""How the kernel's part of a run ends: at the end, or because a table must grow."""

CARRY, VISITS_CARRY = 1 << 8, 1 << 16
"""Counts from here on do not fit into their place with the person; see ``counts.py``."""

LAST_TURN = (1 << 32) - (1 << 24)
"""From here on the moments that are foreseen must be numbered anew; no moment foresees so many."""

QUEUES_PER_DESK = 3

Record = Any
"""A record of one of the types below; numba knows its fields, type checkers do not."""


def _record_type(names_and_types: list[tuple[Any, ...]]) -> np.dtype[np.void]:
    return np.dtype(names_and_types, align=True)


def _offset(record_type: np.dtype[np.void], field: str) -> int:
    """How many bytes before a field."""
    assert record_type.fields is not None
    return record_type.fields[field][1]


Column = tuple[Any, ...]
"""Of a record type: name, type, and how many if there are several."""


def _column(name: str, hint: Any) -> Column | None:
    """How a parameter lies in memory; None: the kernel is not told of it.

    Numbers and switches as they are, a choice as its place among the choices, a block as a record.
    What may be left out, texts, and lists of any length must be worked out to be known.
    """
    if isinstance(hint, type) and issubclass(hint, Block):
        return name, parameter_type(hint)
    if get_origin(hint) is Literal:
        return name, np.dtype("i8", metadata={"choices": get_args(hint)})
    if get_origin(hint) is tuple and float in get_args(hint):
        items = get_args(hint)
        return name, "f8", (len(CHANNELS) if ... in items else len(items),)
    kind = {float: "f8", int: "i8", bool: "?"}.get(hint)
    return (name, kind) if kind else None


def worked_out(owner: type) -> dict[str, Any]:
    """The functions by which a class works out numbers, by name."""
    values = vars(owner).items()
    found = {name: value.func for name, value in values if isinstance(value, cached_property)}
    return {**found, **{name: one.fget for name, one in values if isinstance(one, property)}}


def _columns(parameters: type[Block]) -> list[Column]:
    """The settings of a class, then what is worked out of them, in the order of declaration."""
    hints = {name: info.annotation for name, info in parameters.model_fields.items()}
    for owner in reversed(parameters.__mro__[: parameters.__mro__.index(Block)]):
        for name, function in worked_out(owner).items():
            hints[name] = get_type_hints(function)["return"]
    columns = (_column(name, hint) for name, hint in hints.items())
    return [column for column in columns if column]


@cache
def parameter_type(parameters: type[Block]) -> np.dtype[np.void]:
    """The record type of a class of parameters, or of a block of settings."""
    return _record_type(_columns(parameters))


WORLD = parameter_type(WorldParameters)
SEGMENT = _record_type([*_columns(SegmentParameters), ("first_member", "i8"), ("members", "i8")])
TEAM = _record_type(
    [
        *_columns(TeamParameters),
        ("phase", "i8"),  # the number of the latest change
        ("first_phase", "i8"),
        ("phases", "i8"),
        ("number", "i8"),  # of the draws of its requisitions
        ("first_desk", "i8"),
        ("first_requisition", "i8"),
        ("opened", "i8"),
        ("turn", "i8"),  # of those that come at random
        ("planned", "i8"),
        ("arrives_at", "f8"),
    ]
)

PHASE = _record_type([("day", "f8"), ("rules", TEAM)])
"""What a team does from a day on; only the parameters in it count."""
RULES_WORDS, RULES_AT = _offset(TEAM, "phase") // 8, _offset(PHASE, "rules")
TEAM_SIZE, PHASE_SIZE = TEAM.itemsize, PHASE.itemsize

PLANNED_REQUISITION = _record_type([("opens", "f8"), ("by", "f8"), ("segment", "i8")])

PERSON = np.dtype(
    [
        # what is looked at when a clock rings; about a line of memory (64 bytes)
        ("searches", "f8"),  # the rate at which the clock of searching runs
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
        ("mobility", "f8"),
        ("familiarity", "f8"),
        ("load", "f8"),
        ("since", "f8"),  # when familiarity and load were as they stand here
        ("began", "f8"),  # when the job did
        ("placement", "i4"),  # the requisition that it was found by, through a simulated team
        ("proposal", "u1"),  # of a match, that was kept; 0 from the second job on
        ("seed", "i4"),  # what a seed needs, once the person had one
    ]
)
"""A person; closely packed, because there are a million of them.

What follows from the person's key (touchiness, quality and so on) is drawn anew when it is needed.
"""
SEED = np.dtype([("belief", "f8"), ("returns", "f8"), ("clocks", "f8", (SEED_CLOCKS,))])
"""What a seed needs; ``returns`` is the rate at which the clock of returning runs."""
PERSON_SIZE, OWN_CLOCKS_AT = PERSON.itemsize, _offset(PERSON, "clocks")
SEED_SIZE, SEED_CLOCKS_AT = SEED.itemsize, _offset(SEED, "clocks")

REGARD = np.dtype(
    [
        ("warmth", "f8"),
        ("last_contact", "f8"),
        ("placed", "f8"),  # when the team last placed the person
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
        ("draws", "i8"),  # the number of its draws
        ("id", "i4"),
        ("desk", "i4"),
        ("caller", "i4"),
        ("opening", "i4"),
        ("needed_by", "f8"),
        ("team", "i2"),
        ("segment", "i2"),
        ("targets", "i2"),
        ("open", "?"),
        ("filled", "?"),
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
        ("lost", "?"),  # who waits too long loses it to others; otherwise it is withdrawn
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
        ("in_a_talk", "?"),
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
        ("waits_since", "f8"),  # for the manager
        ("desk", "i4"),
        ("source", "i1"),
        ("status", "i1"),  # of the person when it began
        ("stage", "i1"),
        ("waits_for", "i1"),
        ("task", "i1"),
        ("runner_up", "?"),
        ("offered", "?"),
        ("ended", "?"),
    ]
)
QUEUE = _record_type([("first", "i4"), ("last", "i4"), ("length", "i4")])
MANAGER = _record_type([("busy", "i4"), ("first", "i4"), ("last", "i4"), ("length", "i4")])
BOARD = _record_type([("first", "i4"), ("length", "i4")])
ADVERT = np.dtype([("gain", "f8"), ("requisition", "i4")])
DESK = _record_type(
    [
        ("inbox_hours", "f8"),
        ("outreach_hours", "f8"),
        ("retry_at", "f8"),
        ("task_hours", "f8"),
        ("idle_since", "f8"),
        ("team", "i4"),
        ("inbox", "i4"),
        ("first_requisition", "i4"),
        ("last_requisition", "i4"),
        ("task", "i4"),
        ("subject", "i4"),
        ("contacts", "i8"),  # of this week
        ("week", "i8"),
        ("software_runs", "?"),
        ("reads", "?"),
        ("calls", "?"),
        ("idle_about", "i4"),  # the oldest open requisition when there was nothing to do any more
        ("idle", "?"),
    ]
)
MOMENT = _record_type([("time", "f8"), ("order", "i8"), ("turn", "u4"), ("subject", "u4")])
EARLY_EXIT = _record_type(
    [
        ("next", "i4"),
        ("person", "i4"),
        ("requisition", "i4"),
        ("job", "i4"),
        ("desk", "i4"),
        ("days", "f8"),
    ]
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
    "world segments teams phases managers plan people regards members requisitions desks inboxes "
    "queues starting resuming buckets boards adverts looks promises profiles listed "
    "carries counts sums cohorts cohort_sums"
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
        ("last", "f8"),  # moment before the end
        ("week", "i8"),
        ("warm_up_weeks", "i8"),
        ("people_key", "u8"),
        ("requisitions_key", "u8"),
        ("pairs_key", "u8"),
        ("most_managers", "i8"),  # of a team
        ("planned", "i8"),
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
        ("counted", "i8"),  # how many people, in the census at the end
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
        ("offset", "i8", (len(Kind),)),
        ("lasting", "u1", (len(Kind),)),
        ("number_of_cohorts", "i8"),
        ("cohort_first", "i8", (len(Kind),)),
        ("cohort_past", "i8", (len(Kind),)),
        ("time_allowed", "f8", (len(Cohort),)),
    ]
)


def outline(record_type: np.dtype[np.void] | None = None) -> dict[str, Any]:
    """Where the fields of a record are, of which type; without one, of all parameters."""
    if record_type is None:
        return {name: outline(globals()[name]) for name in ("WORLD", "SEGMENT", "TEAM")}
    found = {}
    for name, (kind, offset, *_) in (record_type.fields or {}).items():
        choices = kind.metadata["choices"] if kind.metadata else ()
        found[name] = offset, outline(kind) if kind.names else (kind.str, kind.shape, choices)
    return found
