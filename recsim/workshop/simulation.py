"""The service behind the page: a fair queue, a pool of threads, a memory of what was simulated."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import chain
from math import inf
from typing import NamedTuple

from recsim.experiments.workers import cores
from recsim.model.engines import Simulate
from recsim.workshop.jobs import WEEKLY, Found, Job, Outcome, World, simulated, size, worlds
from recsim.workshop.waiting import Request, Turn

__all__ = [
    "WEEKLY", "Busy", "Found", "Job", "Load", "Outcome", "Service", "Superseded", "World",
    "simulated", "worlds",
]  # fmt: skip

MOST_BYTES = 64 * 2**20
"""Memory for outcomes; one of a team and a year takes some 4 kB."""
MOST_CLIENTS = 200
MOST_QUEUED = 1000
"""Requests of each owner of work in the background."""
RIGHT_OF_WAY = 0.25
"""Seconds after which the same client's first picture goes before refinements again."""
SLOW_LANE = 8
"""One job in so many is not of a first picture, however many wait for one."""

Told = Callable[[int, int], None]


class Superseded(Exception):  # noqa: N818 - nothing went wrong
    """The same client has asked for something newer."""


class Busy(Exception):  # noqa: N818 - nothing went wrong
    """Too many clients are waiting already."""


class Load(NamedTuple):
    """How much the service holds: requests that wait, clients, outcomes and their bytes."""

    requests: int
    clients: int
    outcomes: int
    bytes: int


class Service:
    """Answers requests for replications, fairly.

    Each client has a turn of its own, and in each round every client gets one job simulated. Those
    who wait for their first picture go before those who refine one, in the order in which they
    came, and nobody's second replication goes before another one's first. But one job in
    ``SLOW_LANE`` belongs to the others, and who asks again within ``RIGHT_OF_WAY`` waits among
    them.

    A newer request of a client takes the place of an older one that has not begun. One that has
    begun ends with the replication that it is at: as a shorter answer if its client is patient with
    less, and with ``Superseded`` otherwise.

    What was simulated is remembered, the least recently used is forgotten first; two that want the
    same wait for the same simulation.
    """

    def __init__(
        self,
        simulate: Simulate,
        *,
        threads: int | None = None,
        most_bytes: int = MOST_BYTES,
        most_clients: int = MOST_CLIENTS,
        most_queued: int = MOST_QUEUED,
    ) -> None:
        """Start the threads.

        Args:
            simulate: the engine.
            threads: how many simulate at the same time; None for one on each core.
            most_bytes: memory for outcomes; one outcome is kept in any case.
            most_clients: how many clients may wait.
            most_queued: how many requests of one owner may wait in the background.
        """
        self.simulate = simulate
        self._most_bytes, self._most_clients = most_bytes, most_clients
        self._most_queued = most_queued
        self._known: OrderedDict[tuple[str, int], Outcome] = OrderedDict()
        self._bytes = 0
        self._clients: dict[str, Turn] = {}
        self._owners: dict[str, Turn] = {}
        self._round: deque[Turn] = deque()
        self._ahead: OrderedDict[str, float] = OrderedDict()
        self._ended: list[Request] = []
        self._begun: dict[tuple[str, int], list[tuple[Request, int]]] = {}
        lock = threading.RLock()
        self._changed, self._sooner = threading.Condition(lock), threading.Condition(lock)
        self._alarm = inf  # when somebody's patience ends
        self._closed = False
        self.simulations = 0
        for _ in range(threads or cores()):
            threading.Thread(target=self._work, daemon=True).start()
        threading.Thread(target=self._keep_time, daemon=True).start()

    def ask(
        self,
        client: str,
        ticket: int,
        jobs: Sequence[Job],
        *,
        together: int = 1,
        patience: float = inf,
        shown: int = 0,
    ) -> Future[list[Outcome]]:
        """Ask for outcomes; the future has them in the order of the jobs.

        With patience that ends, the future has the outcomes of the first complete replications that
        there are by then: of two at least, or of one if even that takes long; and sooner if the
        client asks for something newer.

        The future raises ``Superseded`` as soon as the client asks for something newer, if nothing
        was begun, something was shown already, or patience has no end.

        Args:
            client: who asks.
            ticket: number of the request; of two that meet, the higher one is the newer one.
            jobs: what is wanted, at least one; replication by replication.
            together: how many of the jobs make one replication.
            patience: seconds after which fewer replications will do.
            shown: how many replications the client has seen already: only more are of use.

        Raises:
            Superseded: a newer request of the client is being answered.
            Busy: too many clients are waiting.
        """
        now = time.monotonic()
        request = Request(jobs, ticket, together, now + patience, shown, place=now)
        with self._changing():
            turn = self._clients.get(client)
            if turn is None:
                if len(self._clients) >= self._most_clients:
                    raise Busy
                turn = self._clients[client] = Turn(client)
                self._round.append(turn)
            if turn.requests and turn.requests[-1].ticket > ticket:
                raise Superseded
            for older in turn.requests:
                if not older.overtaken(now):
                    request.place = min(request.place, older.place)
                    older.end(Superseded())
            self._look_up(request)
            turn.requests.append(request)
            self._settle(turn)
            self._changed.notify_all()
            if request.until < self._alarm:
                self._sooner.notify()
        return request.future

    def queue(
        self, owner: str, jobs: Sequence[Job], told: Told | None = None
    ) -> Future[list[Outcome]]:
        """Work in the background: all of the jobs, after the owner's earlier ones.

        All work of an owner has one turn among those who refine their pictures, so that it takes
        as much as one of them, and all of the processors while nobody else is waiting. Cancel the
        future to give up what has not begun.

        Args:
            owner: whose work it is; another name than a client's, even if it is spelt alike.
            jobs: what is wanted, at least one.
            told: is told how many are done, and of how many; called in a thread that simulates, so
                it has to be quick.

        Raises:
            Busy: too many requests of the owner are waiting.
        """
        request = Request(jobs, told=told)
        with self._changing():
            turn = self._owners.get(owner)
            if turn is None:
                turn = self._owners[owner] = Turn(owner)
                self._round.append(turn)
            elif len(turn.requests) >= self._most_queued:
                raise Busy
            turn.requests.append(request)
            self._changed.notify_all()
        return request.future

    def known(self, jobs: Sequence[Job]) -> list[Outcome] | None:
        """Outcomes that are remembered; None if one of them is not."""
        with self._changed:
            found = [self._known.get(job.key) for job in jobs]
        known = [outcome for outcome in found if outcome is not None]
        return known if len(known) == len(found) else None

    @property
    def load(self) -> Load:
        """How much it holds now."""
        with self._changed:
            turns = [*self._clients.values(), *self._owners.values()]
            waiting = sum(len(turn.requests) for turn in turns)
            return Load(waiting, len(turns), len(self._known), self._bytes)

    def close(self) -> None:
        """End the threads; requests that wait end with ``Superseded``."""
        with self._changing():
            self._closed = True
            for turn in list(self._round):
                for request in turn.requests:
                    request.end(Superseded())
                self._settle(turn)
            self._changed.notify_all()
            self._sooner.notify()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """With the lock; who waits for what has ended is told without it."""
        try:
            with self._changed:
                try:
                    yield
                finally:
                    ended, self._ended = self._ended, []
        finally:
            for request in ended:
                request.deliver()

    def _work(self) -> None:
        while not self._closed:
            with self._changing():
                job = self._next()
                if job is None and not self._ended and not self._closed:
                    self._changed.wait()
            if job is None:
                continue
            outcome = simulated(self.simulate, job)
            with self._changing():
                self.simulations += 1
                self._remember(job.key, outcome)
                for request, place in self._begun.pop(job.key):
                    request.take(place, outcome)
                self._answer_the_impatient()

    def _keep_time(self) -> None:
        """Answer who has lost patience, even while all threads simulate something long."""
        while not self._closed:
            with self._changing():
                now = time.monotonic()
                self._alarm = self._patience_ends(now)
                self._sooner.wait(None if self._alarm == inf else self._alarm - now)
                self._answer_the_impatient()

    def _next(self) -> Job | None:
        """The next job that has to be simulated."""
        first, others = self._first_pictures(), self._everybody()
        slow = self.simulations % SLOW_LANE == SLOW_LANE - 1
        for turn in chain(others, first) if slow else chain(first, others):
            job = self._begin(turn)
            if job is not None:
                return job
        return None

    def _first_pictures(self) -> list[Turn]:
        """Clients without a picture: first those without any replication, each in order."""
        now = time.monotonic()
        while self._ahead and next(iter(self._ahead.values())) <= now - RIGHT_OF_WAY:
            self._ahead.popitem(last=False)
        found = [
            ((head.waiting[0] // head.together, head.place), turn)
            for turn in self._clients.values()
            if (head := turn.head) is not None
            and head.lacks_a_picture
            and (head.goes_ahead or turn.name not in self._ahead)
        ]
        return [turn for _, turn in sorted(found, key=lambda one: one[0])]

    def _everybody(self) -> Iterator[Turn]:
        """Everybody in turn; who has just had one comes last the next time."""
        for _ in range(len(self._round)):
            turn = self._round.popleft()
            self._round.append(turn)
            yield turn

    def _begin(self, turn: Turn) -> Job | None:
        """Take the next job of this turn that has to be simulated."""
        job = None
        while job is None and (request := turn.head) is not None:
            ahead = request.lacks_a_picture
            place = request.waiting.popleft()
            wanted = request.jobs[place]
            known = self._recall(wanted)
            if known is not None:
                request.take(place, known)
            elif wanted.key in self._begun:
                request.begun = True
                self._begun[wanted.key].append((request, place))
            else:
                request.begun = True
                self._begun[wanted.key] = [(request, place)]
                job = wanted
                if ahead and not request.goes_ahead:
                    request.goes_ahead = True
                    self._ahead[turn.name] = time.monotonic()
                    self._ahead.move_to_end(turn.name)
        self._settle(turn)
        return job

    def _recall(self, job: Job) -> Outcome | None:
        known = self._known.get(job.key)
        if known is not None:
            self._known.move_to_end(job.key)
        return known

    def _look_up(self, request: Request) -> None:
        """Take what is remembered already."""
        waiting, request.waiting = request.waiting, deque()
        for place in waiting:
            known = self._recall(request.jobs[place])
            if known is None:
                request.waiting.append(place)
            else:
                request.take(place, known)

    def _patience_ends(self, now: float) -> float:
        """When somebody's patience ends next, in seconds of the monotonic clock; inf: never."""
        requests = (request for turn in self._clients.values() for request in turn.requests)
        return min((request.impatient_at(now) for request in requests), default=inf)

    def _answer_the_impatient(self) -> None:
        now = time.monotonic()
        for turn in list(self._clients.values()):
            for request in turn.requests:
                request.hurry(now)
        for turn in list(self._round):
            self._settle(turn)

    def _settle(self, turn: Turn) -> None:
        """Let go what has ended, and who wants nothing any more."""
        self._ended += turn.take_ended()
        if turn.requests:
            return
        for turns in (self._clients, self._owners):
            if turns.get(turn.name) is turn:
                del turns[turn.name]
                self._round.remove(turn)

    def _remember(self, key: tuple[str, int], outcome: Outcome) -> None:
        self._known[key] = outcome
        self._bytes += size(outcome)
        while self._bytes > self._most_bytes and len(self._known) > 1:
            _, forgotten = self._known.popitem(last=False)
            self._bytes -= size(forgotten)
