"""Where events go: counted by team, segment, kind and week at once; into the log if it is kept."""

from __future__ import annotations

from math import floor
from typing import Any

import numpy as np

from recsim.model.cohorts import ROUNDING
from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.layout import NONE, Record
from recsim.model.compiled.records import (
    candidacy_at,
    desk_at,
    event_at,
    long_at,
    number_at,
    person_at,
    requisition_at,
    uses,
    world_of,
)
from recsim.model.parameters import DAYS_PER_WEEK


@jit
def record(
    s: Record,
    value: float,
    person: int,
    requisition: int,
    recruiter: int,
    team: int,
    segment: int,
    kind: int,
    detail: int,
) -> None:
    """Record one event; the arguments are the fields of ``events.EVENT`` (see ``tally``)."""
    row = team if team >= 0 else s.number_of_teams
    code = s.offset[kind] + detail
    cell = ((row * s.number_of_segments + segment) * s.codes + code) * s.weeks + s.week
    long_at(s.counts, cell).value += 1
    here = _hours_of_this_week(s, cell, value) if s.lasting[kind] else value
    number_at(s.sums, cell).value += here
    for cohort in range(s.cohort_first[kind], s.cohort_past[kind]):
        if value <= s.time_allowed[cohort]:
            _add_to_cohort(s, row, segment, cohort, value)
    s.events += 1
    if s.keep_log:
        event = event_at(s, s.log.used)
        uses(s, s.log)
        event.time = s.now
        event.value = value
        event.person = person
        event.requisition = requisition
        event.recruiter = recruiter
        event.team = team
        event.segment = segment
        event.kind = kind
        event.detail = detail


@jit
def _hours_of_this_week(s: Record, cell: int, hours: float) -> float:
    """Put hours that were spent until now into the weeks before; how many are left for this one."""
    if hours <= 0.0:
        return hours
    hours_per_day = world_of(s).hours_per_day
    begin = s.now - hours / hours_per_day
    left = hours
    for week in range(max(_week_of(s, begin), 0), s.week):
        edge = DAYS_PER_WEEK * (week - s.warm_up_weeks)
        earlier = (edge + DAYS_PER_WEEK - max(begin, edge)) * hours_per_day
        left -= earlier
        number_at(s.sums, cell - (s.week - week)).value += earlier
    return max(left, 0.0)


@jit
def _add_to_cohort(s: Record, row: int, segment: int, cohort: int, days: float) -> None:
    """Count it in the week in which it began."""
    week = _week_of(s, s.now - days + ROUNDING)
    if 0 <= week < s.weeks:
        part = (row * s.number_of_segments + segment) * s.number_of_cohorts + cohort
        cell = part * s.weeks + week
        long_at(s.cohorts, cell).value += 1
        number_at(s.cohort_sums, cell).value += days


@inline
def _week_of(s: Record, time: float) -> Any:
    return np.int64(floor(time / DAYS_PER_WEEK)) + s.warm_up_weeks


@inline
def record_person(
    s: Record, kind: int, p: int, detail: int = 0, value: float = 0.0, team: int = NONE
) -> None:
    """What happened to a person, on behalf of a team or of nobody."""
    record(s, value, p, NONE, NONE, team, person_at(s, p).segment, kind, detail)


@inline
def record_requisition(
    s: Record, kind: int, r: int, p: int = NONE, detail: int = 0, value: float = 0.0
) -> None:
    """What happened to a requisition, perhaps with a person."""
    record_pair(s, kind, r, p, requisition_at(s, r).desk, detail, value)


@inline
def record_pair(
    s: Record, kind: int, r: int, p: int, d: int, detail: int = 0, value: float = 0.0
) -> None:
    """What happened between a requisition and a person, at a recruiter's desk."""
    requisition = requisition_at(s, r)
    record(s, value, p, requisition.id, d, requisition.team, requisition.segment, kind, detail)


@inline
def record_outreach(
    s: Record, kind: int, r: int, p: int, detail: int = 0, value: float = 0.0
) -> None:
    """What the recruiter did who contacts people for a requisition."""
    record_pair(s, kind, r, p, requisition_at(s, r).caller, detail, value)


@inline
def record_candidacy(s: Record, kind: int, c: int, detail: int = 0, value: float = 0.0) -> None:
    """What happened to somebody in process."""
    candidacy = candidacy_at(s, c)
    record_pair(s, kind, candidacy.requisition, candidacy.person, candidacy.desk, detail, value)


@inline
def record_task(s: Record, d: int, segment: int, task: int, hours: float, kind: int) -> None:
    """A recruiter finished a task."""
    record(s, hours, NONE, NONE, d, desk_at(s, d).team, segment, kind, task)
