"""The rings of people's clocks, in a calendar queue.

Every person has one next ring, so the rings are linked through the people themselves: a calendar
queue (Brown, "Calendar queues", Communications of the ACM 31, 1988) whose days are about as long as
the mean time between two rings. Of simultaneous rings that of the lower number comes first.
"""

from __future__ import annotations

from math import inf

from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.layout import NONE, Record, clock_at, int_at, person_at


@inline
def rings_at(s: Record, p: int) -> float:
    """When the first of the person's clocks rings; infinite if none runs."""
    ringing = person_at(s, p).ringing
    return inf if ringing == NONE else clock_at(s, p, ringing).value


@inline
def _bucket_of(s: Record, time: float) -> int:
    return int((time - s.begin) * s.buckets_per_day)


@jit
def link(s: Record, p: int) -> None:
    """Put a person's next ring into the calendar, if it is before the end."""
    time = rings_at(s, p)
    if time >= s.end:
        return
    bucket = _bucket_of(s, time)
    head = int_at(s.buckets, bucket & s.bucket_mask)
    person_at(s, p).next = head.value
    head.value = p
    if bucket < s.bucket:
        s.bucket = bucket
    if s.next_person != NONE:
        earliest = rings_at(s, s.next_person)
        if time < earliest or (time == earliest and p < s.next_person):
            s.next_person = p


@jit
def unlink(s: Record, p: int, time: float) -> None:
    """Take a person's next ring, at this time, out of the calendar, if it is there."""
    if time >= s.end:
        return
    if s.next_person == p:
        s.next_person = NONE
    head = int_at(s.buckets, _bucket_of(s, time) & s.bucket_mask)
    following = person_at(s, p).next
    if head.value == p:
        head.value = following
        return
    before = person_at(s, head.value)
    while before.next != p:
        before = person_at(s, before.next)
    before.next = following


@jit
def next_to_ring(s: Record) -> int:
    """The person whose clock rings next before the end; ``NONE`` if nobody's does."""
    if s.next_person != NONE:
        return s.next_person
    last = _bucket_of(s, s.end)
    bucket = s.bucket
    while bucket <= last:
        best = NONE
        earliest = s.end
        p = int_at(s.buckets, bucket & s.bucket_mask).value
        while p != NONE:
            time = rings_at(s, p)
            if (time < earliest or (time == earliest and p < best)) and _bucket_of(
                s, time
            ) == bucket:
                best, earliest = p, time
            p = person_at(s, p).next
        if best != NONE:
            s.bucket = bucket
            s.next_person = best
            return best
        bucket += 1
    s.bucket = bucket
    return NONE
