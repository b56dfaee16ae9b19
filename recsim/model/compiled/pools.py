"""Records that come and go: taken from a pool when needed, given back when done, queued between.

Every record of a pool begins with the number of the one after it in whatever list it is on.
"""

from __future__ import annotations

import numpy as np

from recsim.model.compiled.compiler import inline, record_at
from recsim.model.compiled.layout import EARLY_EXIT, INT, NONE, Record


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
