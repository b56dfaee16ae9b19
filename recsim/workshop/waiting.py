"""What somebody waits for: a request for replications, and the requests of one client in turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from math import inf

from recsim.workshop.jobs import Job, Outcome

FEW = 2
"""Replications of a first picture: the least that has an interval."""
LONG = 0.25
"""Seconds after the end of patience when one replication will do."""


@dataclass(eq=False)
class Request:
    """Jobs that are wanted, replication by replication.

    Attributes:
        jobs: all of them.
        ticket: number of the request; a client's newer one has a higher one.
        together: how many jobs make one replication.
        until: when patience ends, in seconds of the monotonic clock; inf: all jobs are wanted.
        shown: replications that the client has seen already.
        place: when it came, or the one came whose place it took.
        told: is told how many jobs are done, and of how many.
        waiting: places of the jobs that have not begun, ascending.
        begun: whether something is simulated for it, or was.
        goes_ahead: whether it was let go before those who refine their pictures.
        ended: whether there is nothing more to do for it.
    """

    jobs: Sequence[Job]
    ticket: int = 0
    together: int = 1
    until: float = inf
    shown: int = 0
    place: float = inf
    told: Callable[[int, int], None] | None = None
    waiting: deque[int] = field(default_factory=deque)
    begun: bool = False
    goes_ahead: bool = False
    future: Future[list[Outcome]] = field(default_factory=Future)
    ended: bool = False
    _found: dict[int, Outcome] = field(default_factory=dict)
    _complete: int = 0  # jobs from the first one on without a gap
    _error: Exception | None = None

    def __post_init__(self) -> None:
        self.waiting = deque(range(len(self.jobs)))

    @property
    def patient(self) -> bool:
        """Whether nothing less than all jobs will do."""
        return self.until == inf

    @property
    def replications(self) -> int:
        """How many are complete, from the first one on."""
        return self._complete // self.together

    @property
    def lacks_a_picture(self) -> bool:
        """Whether jobs of its first replications have not begun, and nothing was shown."""
        if self.patient or self.shown or not self.waiting:
            return False
        return self.waiting[0] < FEW * self.together

    def take(self, place: int, outcome: Outcome) -> None:
        """The outcome of one of its jobs is there."""
        self._found[place] = outcome
        while self._complete in self._found:
            self._complete += 1
        if self.told is not None and not self.ended:
            self.told(len(self._found), len(self.jobs))
        if len(self._found) == len(self.jobs):
            self.end()

    def impatient_at(self, now: float) -> float:
        """When it will do with less than it does now."""
        return next((at for at in (self.until, self.until + LONG) if at > now), inf)

    def hurry(self, now: float) -> None:
        """End with what there is, if that is enough for somebody who has waited for so long."""
        least = 1 if now >= self.until + LONG else FEW
        if now >= self.until and self.replications >= max(least, self.shown + 1):
            self.end()

    def overtaken(self, now: float) -> bool:
        """Its client wants something newer; true if it ends when its replication is complete."""
        if self.patient or self.shown or not self.begun:
            return False
        self.until = now - LONG
        at = self.waiting[0] if self.waiting else len(self.jobs)
        last = -(-at // self.together) * self.together
        self.waiting = deque(place for place in self.waiting if place < last)
        self.hurry(now)
        return True

    def end(self, error: Exception | None = None) -> None:
        """There is nothing more to do: it has what it wanted, or this error."""
        if not self.ended:
            self.ended, self._error = True, error
            self.waiting.clear()

    def deliver(self) -> None:
        """Hand over what was found, or the error."""
        if not self.future.set_running_or_notify_cancel():
            return
        if self._error is not None:
            self.future.set_exception(self._error)
        else:
            count = self.replications * self.together
            self.future.set_result([self._found[place] for place in range(count)])


class Turn:
    """Requests of one client or owner, the oldest first."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.requests: list[Request] = []

    @property
    def head(self) -> Request | None:
        """The first request with jobs that have not begun; None if there is none."""
        for request in self.requests:
            if request.future.cancelled():
                request.end()
            if request.waiting:
                return request
        return None

    def take_ended(self) -> list[Request]:
        """Take out those that have ended."""
        ended = [request for request in self.requests if request.ended]
        if ended:
            self.requests = [request for request in self.requests if not request.ended]
        return ended
