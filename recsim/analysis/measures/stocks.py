"""Stocks: how many people (requisitions, seeds) are in a state that events bring about and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures.codes import codes, details
from recsim.model.events import Kind

Events = tuple[Kind, tuple[str, ...]]
"""Events of a kind and of these details; of all its details, if none is named."""


@dataclass(frozen=True)
class Stock:
    """A state and the events that add one to it or take one from it.

    Attributes:
        changes: rows of a tally of these events, each with 1 (one more) or -1 (one fewer).
        everyone: true: a state of people, whoever changes it; false: towards one team.
        begin: the people who are in it at the start, details of ``PRESENT``; empty: nobody.
    """

    changes: tuple[tuple[int, int], ...]
    everyone: bool
    begin: tuple[str, ...]

    @cached_property
    def rows(self) -> npt.NDArray[np.intp]:
        """The rows alone, shape (changes,)."""
        return np.array([row for row, _ in self.changes])

    @cached_property
    def signs(self) -> npt.NDArray[np.int64]:
        """The signs alone, shape (changes,)."""
        return np.array([sign for _, sign in self.changes])


def _stock(
    ups: Sequence[Events],
    downs: Sequence[Events],
    *,
    everyone: bool = False,
    begin: tuple[str, ...] = (),
) -> Stock:
    changes = [
        (row, sign)
        for sign, events in ((1, ups), (-1, downs))
        for kind, names in events
        for row in codes(kind, *names)
    ]
    return Stock(tuple(changes), everyone, begin)


def _of(kind: Kind, *names: str) -> Events:
    return kind, names


def _ending(end: str, *kinds: Kind) -> list[Events]:
    return [(kind, details(kind, end=end)) for kind in kinds]


_OUT_OF_WORK = [_of(Kind.JOB_LOST), _of(Kind.LEFT_EARLY)]
_INTO_WORK = _ending("unemployed", Kind.JOB_FOUND, Kind.PLACED)

_CONTENT_FIRST, _SEEKING_FIRST = (details(Kind.PRESENT, start=s) for s in ("content", "seeking"))

UNEMPLOYED = _stock(_OUT_OF_WORK, _INTO_WORK, everyone=True, begin=("unemployed",))
"""Unemployed people."""

EMPLOYED = _stock(_INTO_WORK, _OUT_OF_WORK, everyone=True, begin=(*_CONTENT_FIRST, *_SEEKING_FIRST))
"""Employed people, whether they search or not."""

SEEKING = _stock(
    [_of(Kind.SEARCH_STARTED)],
    [
        _of(Kind.SEARCH_ENDED),
        *_ending("seeking", Kind.JOB_LOST, Kind.JOB_FOUND, Kind.PLACED, Kind.LEFT_EARLY),
    ],
    everyone=True,
    begin=_SEEKING_FIRST,
)
"""Employed people who search."""

ON_DO_NOT_CONTACT = _stock([_of(Kind.DO_NOT_CONTACT)], [_of(Kind.DO_NOT_CONTACT_ENDED)])
"""People on the team's do-not-contact list."""

WARY = _stock([_of(Kind.BECAME_WARY)], [_of(Kind.WARY_ENDED), _of(Kind.DO_NOT_CONTACT, "was_wary")])
"""People wary of the team, not on its do-not-contact list."""

SEEDS_ALIVE = _stock(
    [_of(Kind.SEED_PLANTED, "conversation", "reading")], [_of(Kind.SEED_FORGOTTEN)]
)
"""People who carry a seed of the team."""

OPEN_REQUISITIONS = _stock(
    [_of(Kind.REQUISITION_OPENED)], [_of(Kind.REQUISITION_FILLED), _of(Kind.REQUISITION_EXPIRED)]
)
"""Requisitions of the team that are open."""

IN_PROCESS = _stock([_of(Kind.CANDIDACY_STARTED)], [_of(Kind.CANDIDACY_ENDED)])
"""People in the team's process for a requisition."""
