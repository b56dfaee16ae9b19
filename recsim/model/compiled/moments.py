"""All moments but the rings of people's clocks, in two heaps, and what goes on at once.

Tasks of recruiters are the most frequent moments, and there are few at a time: they have a heap of
their own. The order of simultaneous moments is that of ``recsim.model.order``, then that in which
they were foreseen.
"""

from __future__ import annotations

from recsim.model.compiled.compiler import inline, jit, record_at
from recsim.model.compiled.layout import MOMENT, Record, long_at
from recsim.model.compiled.pools import uses

LAST_TURN = (1 << 32) - (1 << 24)
"""From here on the moments that are foreseen must be numbered anew; no moment foresees so many."""


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
