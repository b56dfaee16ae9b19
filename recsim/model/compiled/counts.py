"""A person's counts: how often each clock has rung, and how many jobs they had.

They are kept in 16 bits each. What does not fit is carried into a table of its own, which only
worlds need in which somebody counts beyond 65,535.
"""

from __future__ import annotations

import numpy as np

from recsim.model.compiled.compiler import inline
from recsim.model.compiled.layout import COUNTS, Record, int_at, person_at

CARRY = 1 << 16
HIGH = CARRY - 1000
"""From here on the table of carries is asked for: no moment counts as far as from here to it."""


@inline
def _carry(s: Record, p: int, which: int) -> Record:
    return int_at(s.carries, np.int64(p) * COUNTS + which)


@inline
def counted(s: Record, p: int, which: int) -> int:
    """A count: of the turns of a clock, or of jobs (``layout.JOBS``)."""
    count = np.int64(person_at(s, p).counts[which])
    if s.carries != 0:
        count += CARRY * np.int64(_carry(s, p, which).value)
    return count


@inline
def counts_one(s: Record, p: int, which: int) -> None:
    """One more."""
    person = person_at(s, p)
    count = np.int64(person.counts[which]) + 1
    if count >= HIGH:
        if s.carries == 0:
            s.counts_are_high = True
            s.full = True
        elif count == CARRY:
            count = 0
            _carry(s, p, which).value += 1
    person.counts[which] = count
