"""What happens when: moments that are foreseen, clocks that ring, work that waits on desks."""

from __future__ import annotations

from math import inf

import numpy as np

from recsim.model.compiled.compiler import inline, jit, record_at
from recsim.model.compiled.layout import (
    ADVERT,
    BOARD,
    LAST_TURN,
    MOMENT,
    NONE,
    QUEUE,
    QUEUES_PER_DESK,
    Record,
)
from recsim.model.compiled.records import clock_at, desk_at, int_at, long_at, person_at, uses
from recsim.model.compiled.rules import Story

# --- All moments but the rings of people's clocks, in two heaps, and what goes on at once ---------
# Tasks of recruiters are the most frequent moments, and there are few at a time: they have a heap
# of their own. The order of simultaneous moments is that of ``recsim.model.order``, then that in
# which they were foreseen.


@inline
def moment_at(heap: Record, number: int) -> Record:
    """A moment of a heap; number 0 comes first."""
    return record_at(heap.table, number, MOMENT)


@inline
def comes_before(one: Record, other: Record) -> bool:
    """Whether a moment is due before another."""
    if one.time != other.time:
        return one.time < other.time
    if one.order != other.order:
        return one.order < other.order
    return one.turn < other.turn


@inline
def _copy(target: Record, source: Record) -> None:
    target.time = source.time
    target.order = source.order
    target.turn = source.turn
    target.subject = source.subject


@inline
def at(s: Record, time: float, rank: int, entity: int, subject: int) -> None:
    """The moment ``time`` (not before now) of an entity; ``subject`` is handed to its story."""
    _push(s, s.moments, time, rank + entity, subject)


@inline
def task_until(s: Record, time: float, order: int, desk: int) -> None:
    """The moment at which a recruiter finishes a task."""
    _push(s, s.tasks, time, order, desk)


@jit
def _push(s: Record, heap: Record, time: float, order: int, subject: int) -> None:
    place = heap.used
    uses(s, heap)
    # the new moment waits beyond the end of the heap until its place is found
    new = moment_at(heap, place + 1)
    new.time = time
    new.order = order
    new.turn = s.turn
    new.subject = subject
    s.turn += 1
    if s.turn > LAST_TURN:
        s.full = True
    while place > 0:
        above = moment_at(heap, (place - 1) >> 1)
        if not comes_before(new, above):
            break
        _copy(moment_at(heap, place), above)
        place = (place - 1) >> 1
    _copy(moment_at(heap, place), new)


@jit
def drop_first(heap: Record) -> None:
    """The first moment has come: take it out of the heap."""
    heap.used -= 1
    count = heap.used
    last = moment_at(heap, count)
    place = 0
    while True:
        below = 2 * place + 1
        if below >= count:
            break
        child = moment_at(heap, below)
        if below + 1 < count and comes_before(moment_at(heap, below + 1), child):
            below += 1
            child = moment_at(heap, below)
        if not comes_before(child, last):
            break
        _copy(moment_at(heap, place), child)
        place = below
    _copy(moment_at(heap, place), last)


# --- what goes on at once, in the order in which it was caused -----------------------------------


@inline
def start(s: Record, candidacy: int) -> None:
    """A candidacy's story begins as soon as whoever caused it has finished."""
    long_at(s.starting, s.starting_last & s.fifo_mask).value = candidacy
    s.starting_last += 1


@inline
def resume(s: Record, kind: int, number: int) -> None:
    """A story that waited goes on, after all that begins."""
    long_at(s.resuming, s.resuming_last & s.fifo_mask).value = (kind << 32) + number
    s.resuming_last += 1


# --- The rings of people's clocks, in a calendar queue --------------------------------------------
# Every person has one next ring, so the rings are linked through the people themselves: a calendar
# queue (Brown, "Calendar queues", Communications of the ACM 31, 1988) whose days are about as long
# as the mean time between two rings. Of simultaneous rings that of the lower number comes first. A
# bucket holds the number after its first person's; 0: nobody.


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
    person_at(s, p).next = head.value - 1
    head.value = p + 1
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
    if head.value == p + 1:
        head.value = following + 1
        return
    before = person_at(s, head.value - 1)
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
        p = int_at(s.buckets, bucket & s.bucket_mask).value - 1
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


# --- What lies on desks and hangs on boards: queues of records, adverts, and who is told of them --

ANSWERS, PEOPLE, FOLLOW_UPS = range(QUEUES_PER_DESK)


@inline
def inbox_of(s: Record, d: int) -> Record:
    """Applications that a recruiter reads; one inbox for all of a team if it is shared."""
    return record_at(s.inboxes, desk_at(s, d).inbox, QUEUE)


@inline
def answers_of(s: Record, d: int) -> Record:
    """Applications that a recruiter still has to answer."""
    return record_at(s.queues, QUEUES_PER_DESK * np.int64(d) + ANSWERS, QUEUE)


@inline
def people_of(s: Record, d: int) -> Record:
    """Candidacies that wait for a task of a recruiter."""
    return record_at(s.queues, QUEUES_PER_DESK * np.int64(d) + PEOPLE, QUEUE)


@inline
def follow_ups_of(s: Record, d: int) -> Record:
    """Approaches whose follow-up is due."""
    return record_at(s.queues, QUEUES_PER_DESK * np.int64(d) + FOLLOW_UPS, QUEUE)


@inline
def wake(s: Record, d: int) -> None:
    """Tell an idle recruiter that there is something to do."""
    desk = desk_at(s, d)
    if desk.idle:
        desk.idle = False
        resume(s, Story.DESK, d)


@inline
def board_of(s: Record, team: int, segment: int) -> Record:
    """The adverts that a team shows for a segment: how many, and where the oldest hangs."""
    return record_at(s.boards, np.int64(team) * s.number_of_segments + segment, BOARD)


@inline
def advert_at(s: Record, team: int, segment: int, place: int) -> Record:
    """The advert at a place of a team's board, oldest first."""
    board = np.int64(team) * s.number_of_segments + segment
    first = record_at(s.boards, board, BOARD).first
    return record_at(s.adverts, board * s.board_room + first + place, ADVERT)
