"""Where events go: counted by team, segment, kind and week at once; into the log if it is kept."""

from __future__ import annotations

from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.layout import (
    NONE,
    Record,
    desk_at,
    event_at,
    long_at,
    number_at,
    person_at,
    requisition_at,
)
from recsim.model.compiled.pools import uses


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
    number_at(s.sums, cell).value += value
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
    requisition = requisition_at(s, r)
    record(
        s,
        value,
        p,
        requisition.id,
        requisition.desk,
        requisition.team,
        requisition.segment,
        kind,
        detail,
    )


@inline
def record_task(s: Record, d: int, segment: int, task: int, hours: float, kind: int) -> None:
    """A recruiter finished a task."""
    record(s, hours, NONE, NONE, d, desk_at(s, d).team, segment, kind, task)
