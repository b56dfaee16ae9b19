"""Two models: the board, with the rules that every library shares, and the queue M/M/1.

- Each of ``people`` visits the board at the moments of a Poisson process of their own.
- Requisitions arrive as a Poisson process, go to the recruiters in turn and are advertised for
  ``open_days``; nobody is hired.
- A visitor looks at one advert, each as likely as any other, and applies unless they did before.
- A recruiter reads applications in the order of arrival, each for an exponential time; those to
  requisitions that have closed are put aside unread, in no time.
- Everything begins empty.

Nothing but the standard library is imported here, because a library may have an environment of its
own.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settings:
    """Rates are per day, times are days."""

    people: int = 2000
    visits_per_day: float = 0.2
    requisitions_per_day: float = 300 / 365
    open_days: float = 90.0
    recruiters: int = 6
    screening_days: float = 0.0125
    days: int = 365


@dataclass(frozen=True)
class Queue:
    """M/M/1: customers one after the other; times in mean services."""

    customers: int = 100_000
    load: float = 0.8


@dataclass
class Served:
    """Customers, and their mean wait before they are served; None where it was not kept."""

    moments: int = 0
    wait: float | None = None


@dataclass
class Counts:
    """How often each kind of moment came; applications are made at a visit, not apart from it."""

    visits: int = 0
    applications: int = 0
    opened: int = 0
    expired: int = 0
    screened: int = 0

    @property
    def moments(self) -> int:
        """At how many moments something happened."""
        return self.visits + self.opened + self.expired + self.screened


@dataclass(eq=False)
class Requisition:
    recruiter: int
    applicants: set[int] = field(default_factory=set)
    is_open: bool = True


def apply(
    person: int, board: Sequence[Requisition], rng: random.Random, counts: Counts
) -> Requisition | None:
    """A visit of the board: which requisition the person applies to, if any."""
    counts.visits += 1
    if not board:
        return None
    requisition = board[int(rng.random() * len(board))]
    if person in requisition.applicants:
        return None
    requisition.applicants.add(person)
    counts.applications += 1
    return requisition
