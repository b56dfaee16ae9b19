"""What will be needed soon is brought into the processor's cache ahead of time.

What happens next happens to somebody else, so in a market that is larger than the cache a run would
spend most of its time waiting for memory. Nothing here changes what happens. ``run.fetches`` says
whether it pays.
"""

from __future__ import annotations

import numpy as np

from recsim.model.compiled.compiler import inline, prefetch
from recsim.model.compiled.layout import (
    APPLICATION,
    DESK,
    NONE,
    NOTE_SHEET,
    PERSON,
    REGARD,
    Record,
    application_at,
    int_at,
    person_at,
)
from recsim.model.compiled.moments import moment_at

LINE = 64
"""Bytes that a processor fetches at once; a person takes two such lines."""

BUCKETS_AHEAD, DESKS_AHEAD, PROFILES_AHEAD = 16, 3, 6

APPLICATION_SIZE, DESK_SIZE, PERSON_SIZE, REGARD_SIZE, SHEET_SIZE = (
    record_type.itemsize for record_type in (APPLICATION, DESK, PERSON, REGARD, NOTE_SHEET)
)


@inline
def _fetch(table: int, number: int, size: int) -> None:
    """The first line of a record; whether there is one of this number does not matter."""
    prefetch(table + np.uint64(np.int64(number) * size))


@inline
def _fetch_person(s: Record, p: int) -> None:
    """A person, and what they hold of the first team."""
    _fetch(s.people, p, PERSON_SIZE)
    _fetch(s.people + np.uint64(LINE), p, PERSON_SIZE)
    _fetch(s.regards, np.int64(p) * s.number_of_teams, REGARD_SIZE)


@inline
def fetch_next(s: Record) -> None:
    """At each moment: recruiters whose tasks end next, one more person whose clock rings soon.

    People are found along the chains of the calendar. Whoever is fetched now is there when the
    chain is followed further at the next moment.
    """
    for place in range(min(s.tasks.used, DESKS_AHEAD)):
        _fetch(s.desks, moment_at(s.tasks, place).subject, DESK_SIZE)
    p = s.fetched
    if p != NONE:
        person = person_at(s, p)
        _fetch(s.notes.table, person.notes, SHEET_SIZE)
        p = person.next
    if p == NONE:
        s.fetched_bucket = max(s.fetched_bucket, s.bucket)
        if s.fetched_bucket < s.bucket + BUCKETS_AHEAD:
            s.fetched_bucket += 1
            p = int_at(s.buckets, s.fetched_bucket & s.bucket_mask).value
    s.fetched = p
    if p != NONE:
        _fetch_person(s, p)


@inline
def fetch_applicant(s: Record, inbox: Record) -> None:
    """Whoever will be read next, and the application after it."""
    if inbox.length > 0:
        application = application_at(s, inbox.first)
        _fetch_person(s, application.person)
        _fetch(s.applications.table, application.next, APPLICATION_SIZE)


@inline
def fetch_profile(s: Record, requisition: Record, segment: Record, index: int) -> None:
    """What a member of the segment, whose profile will be found soon, holds of the team."""
    if index < segment.members:
        p = np.int64(int_at(s.members, segment.first_member + index).value)
        _fetch(s.regards, p * s.number_of_teams + requisition.team, REGARD_SIZE)
