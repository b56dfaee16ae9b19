"""Which rows of a tally the events of a kind are, looked up once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from recsim.model.events import DETAILS, OFFSET, Kind


@cache
def details(kind: Kind, *, start: str = "", part: str = "", end: str = "") -> tuple[str, ...]:
    """Names of the details of a kind that start with, contain and end with the given texts."""
    return tuple(
        name
        for name in DETAILS[kind]
        if name.startswith(start) and part in name and name.endswith(end)
    )


@cache
def codes(kind: Kind, *names: str) -> tuple[int, ...]:
    """Rows of a kind's events with these details (none named: all).

    Raises:
        ValueError: the kind has no such detail.
    """
    known = DETAILS.get(kind, ("",))
    return tuple(int(OFFSET[kind]) + known.index(name) for name in (names or known))


@cache
def rows(kind: Kind, *names: str) -> slice | list[int]:
    """The same as an index of an array; a slice where they stand side by side, which is faster."""
    found = codes(kind, *names)
    run = slice(found[0], found[0] + len(found))
    return run if found == tuple(range(run.start, run.stop)) else list(found)


@cache
def picked(kind: Kind, *names: str) -> Callable[[list[Any]], Sequence[Any]]:
    """A function that picks the same rows from a list with one entry a row."""
    where = rows(kind, *names)
    return itemgetter(where) if isinstance(where, slice) else itemgetter(*where)
