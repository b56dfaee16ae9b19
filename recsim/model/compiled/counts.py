"""A person's counts: how often each clock has rung, and how many jobs they had.

They are kept small: in 16 bits for visits, in 8 bits for everything else. What does not fit is
carried into a table of its own, which only worlds need in which somebody counts as far.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from recsim.model.clocks import VISIT
from recsim.model.compiled.compiler import inline
from recsim.model.compiled.layout import COUNTS, JOBS, Record, int_at, person_at

VISITS_CARRY = 1 << 16
CARRY = 1 << 8
MARGIN = 32
"""So long before it is needed the table of carries is asked for; no moment counts as far."""

assert VISIT + 1 == JOBS


@inline
def _carry(s: Record, p: int, which: int) -> Record:
    return int_at(s.carries, np.int64(p) * COUNTS + which)


@inline
def counted(s: Record, p: int, which: int) -> Any:
    """A count: of the turns of a clock, or of jobs (``layout.JOBS``)."""
    person = person_at(s, p)
    count: Any
    if which == VISIT:
        count = np.int64(person.visits)
        carry = VISITS_CARRY
    else:
        count = np.int64(person.counts[which if which < VISIT else which - 1])
        carry = CARRY
    if s.carries != 0:
        count += carry * np.int64(_carry(s, p, which).value)
    return count


@inline
def counts_one(s: Record, p: int, which: int) -> None:
    """One more."""
    person = person_at(s, p)
    if which == VISIT:
        person.visits = _one_more(s, p, which, np.int64(person.visits), VISITS_CARRY)
    else:
        place = which if which < VISIT else which - 1
        person.counts[place] = _one_more(s, p, which, np.int64(person.counts[place]), CARRY)


@inline
def _one_more(s: Record, p: int, which: int, count: int, carry: int) -> int:
    count += 1
    if count >= carry - MARGIN:
        if s.carries == 0:
            s.counts_are_high = True
            s.full = True
        elif count == carry:
            _carry(s, p, which).value += 1
            return 0
    return count
