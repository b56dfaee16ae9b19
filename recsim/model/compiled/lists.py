"""Whether a person was put on the list that is being made: profiles read, people told.

One table of entries that carry the number of their list; those of earlier lists count as empty.
"""

from __future__ import annotations

import numpy as np

from recsim.model.compiled.compiler import inline
from recsim.model.compiled.layout import Record, long_at

GOLDEN = np.uint64(0x9E37_79B9_7F4A_7C15)
HALF = np.uint64(32)
PERSON = (1 << 32) - 1


@inline
def new_list(s: Record) -> None:
    """Begin a list with nobody on it."""
    s.list += 1


@inline
def is_new_on_list(s: Record, p: int) -> bool:
    """Put a person on the list; false if they are on it already."""
    place = np.int64((np.uint64(p) * GOLDEN) >> HALF) & s.listed_mask
    while True:
        entry = long_at(s.listed, place)
        if entry.value >> 32 != s.list:
            entry.value = (s.list << 32) + p
            return True
        if entry.value & PERSON == p:
            return False
        place = (place + 1) & s.listed_mask
