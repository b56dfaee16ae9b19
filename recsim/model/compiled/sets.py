"""Who applied for or was approached about which requisition: one hash table of pairs."""

from __future__ import annotations

from typing import Any

import numpy as np

from recsim.model.compiled.compiler import inline, jit
from recsim.model.compiled.layout import Record, long_at, requisition_at
from recsim.model.compiled.pools import uses

APPLIED = 0
APPROACHED = 1
GOLDEN = np.uint64(0x9E37_79B9_7F4A_7C15)
HALF = np.uint64(32)


@inline
def _entry(r: int, p: int, how: int) -> Any:
    """The pair as one number that is never 0."""
    return (np.int64(r) << 33) + (np.int64(p) << 1) + how + 1


@inline
def _place(s: Record, entry: int) -> int:
    """Where the entry is, or the free place where it belongs (linear probing)."""
    mask = s.met.size - 1
    place = np.int64((np.uint64(entry) * GOLDEN) >> HALF) & mask
    while True:
        found = long_at(s.met.table, place).value
        if found == 0 or found == entry:
            return place
        place = (place + 1) & mask


@inline
def has_met(s: Record, r: int, p: int, how: int) -> bool:
    """Whether the person applied for (or was approached about) the requisition."""
    return long_at(s.met.table, _place(s, _entry(r, p, how))).value != 0


@inline
def meets(s: Record, r: int, p: int, how: int) -> None:
    """Remember it."""
    entry = _entry(r, p, how)
    long_at(s.met.table, _place(s, entry)).value = entry
    uses(s, s.met)


@jit
def number_open(s: Record) -> int:
    """How many of the entries are about open requisitions: the others are of no use any more."""
    count = 0
    for place in range(s.met.size):
        count += int(_is_open(s, long_at(s.met.table, place).value))
    return count


@inline
def _is_open(s: Record, entry: int) -> bool:
    return entry != 0 and requisition_at(s, (entry - 1) >> 33).open


@jit
def take_over(s: Record, old: int, places: int) -> None:
    """Take over from an old table what is about open requisitions."""
    s.met.used = 0
    for place in range(places):
        entry = long_at(old, place).value
        if _is_open(s, entry):
            long_at(s.met.table, _place(s, entry)).value = entry
            s.met.used += 1
