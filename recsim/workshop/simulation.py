"""The service behind the page: a fair queue, a pool of threads, a memory of what was simulated."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures import MEASURES
from recsim.experiments.work import Task, perform
from recsim.experiments.workers import cores
from recsim.model.engines import Simulate
from recsim.scenario.identity import content_hash
from recsim.scenario.scenario import Scenario
from recsim.scenario.study import Study

MOST_OUTCOMES = 20_000
"""Outcomes in memory, about 3 kB each."""
MOST_CLIENTS = 200
WEEKLY = ("placements", "offences")
"""Weekly series that the page shows."""

Floats = npt.NDArray[np.float64]


class Superseded(Exception):  # noqa: N818 - nothing went wrong
    """The same client has asked for something newer."""


class Busy(Exception):  # noqa: N818 - nothing went wrong
    """Too many clients are waiting already."""


@dataclass(frozen=True)
class World:
    """What is simulated together, and everything that its outcome depends on.

    Attributes:
        scenario: the scenario without what cannot matter here: other strategies, declarations.
        teams: strategies that are measured.
        identity: equal for worlds of equal outcome.
    """

    scenario: Scenario
    teams: tuple[str, ...]
    identity: str

    @staticmethod
    def of(scenario: Scenario, teams: Sequence[str]) -> World:
        """The world of these teams, and of their rivals."""
        names = [rival for team in teams for rival in scenario.strategies[team].rivals]
        study = scenario.study
        bare = scenario.model_copy(
            update={
                "strategies": {n: scenario.strategies[n] for n in dict.fromkeys((*teams, *names))},
                "study": Study(
                    horizon_days=study.horizon_days,
                    warm_up_days=study.warm_up_days,
                    seed=study.seed,
                    market=study.market,
                ),
                "expect": (),
                "variants": {},
            }
        )
        return World(bare, tuple(teams), f"{content_hash(bare)} {' '.join(teams)}")


def worlds(scenario: Scenario) -> list[World]:
    """All worlds of one replication: one a strategy, or one of all in a shared market."""
    if scenario.study.market == "shared":
        return [World.of(scenario, tuple(scenario.strategies))]
    return [World.of(scenario, (name,)) for name in scenario.strategies]


@dataclass(frozen=True)
class Job:
    """One replication of one world."""

    world: World
    replication: int

    @property
    def key(self) -> tuple[str, int]:
        """Equal for jobs of equal outcome."""
        return self.world.identity, self.replication


@dataclass(frozen=True)
class Found:
    """What a replication of one team came to, in a small space.

    Attributes:
        values: all measures in the order of ``MEASURES``, shape (measures,); nan: undefined.
        weeks: the end of each week in days, and the ``WEEKLY`` series, shape (1 + series, weeks).
        error: what went wrong; empty if nothing.
    """

    values: Floats
    weeks: Floats
    error: str = ""


Outcome = Mapping[str, Found]
"""What a job came to, by team."""


def simulated(simulate: Simulate, job: Job) -> Outcome:
    """Simulate and measure one replication; an error becomes part of the outcome."""
    outcome = perform(simulate, job.world.scenario, Task(job.world.teams, job.replication))
    if outcome.error:
        empty = np.empty((0,))
        return {team: Found(empty, empty, outcome.error) for team in job.world.teams}
    return {
        team: Found(
            np.array([outcome.runs[team][name] for name in MEASURES], dtype=np.float64),
            np.array([outcome.series[team][name] for name in ("day", *WEEKLY)], dtype=np.float64),
        )
        for team in job.world.teams
    }


@dataclass
class _Request:
    client: str
    ticket: int
    jobs: Sequence[Job]
    waiting: deque[int]
    found: dict[int, Outcome] = field(default_factory=dict)
    future: Future[list[Outcome]] = field(default_factory=Future)


class Service:
    """Answers requests for replications, fairly: each client in turn gets one simulated.

    A client has one request at a time; a newer one takes the place of an older one, whose
    replications that have not begun are dropped. What was simulated is remembered, the least
    recently used is forgotten first; two that want the same wait for the same simulation.
    """

    def __init__(
        self,
        simulate: Simulate,
        *,
        threads: int | None = None,
        most_outcomes: int = MOST_OUTCOMES,
        most_clients: int = MOST_CLIENTS,
    ) -> None:
        """Start the threads.

        Args:
            simulate: the engine.
            threads: how many simulate at the same time; None for one on each core.
            most_outcomes: how many outcomes of a team's replication are remembered.
            most_clients: how many clients may wait.
        """
        self.simulate = simulate
        self._most_outcomes, self._most_clients = most_outcomes, most_clients
        self._known: OrderedDict[tuple[str, int], Outcome] = OrderedDict()
        self._size = 0
        self._requests: dict[str, _Request] = {}
        self._turns: deque[str] = deque()
        self._begun: dict[tuple[str, int], list[tuple[_Request, int]]] = {}
        self._changed = threading.Condition()
        self._closed = False
        self.simulations = 0
        for _ in range(threads or cores()):
            threading.Thread(target=self._work, daemon=True).start()

    def ask(self, client: str, ticket: int, jobs: Sequence[Job]) -> Future[list[Outcome]]:
        """Ask for outcomes; the future has them in the order of the jobs.

        The future raises ``Superseded`` as soon as the client asks for something newer.

        Args:
            client: who asks.
            ticket: number of the request; of two that meet, the higher one is the newer one.
            jobs: what is wanted, at least one.

        Raises:
            Superseded: a newer request of the client is being answered.
            Busy: too many clients are waiting.
        """
        request = _Request(client, ticket, jobs, deque(range(len(jobs))))
        with self._changed:
            older = self._requests.get(client)
            if older is not None and older.ticket > ticket:
                raise Superseded
            if older is None and len(self._requests) >= self._most_clients:
                raise Busy
            if older is not None:
                self._end(older, Superseded())
            self._requests[client] = request
            if client not in self._turns:
                self._turns.append(client)
            self._changed.notify_all()
        return request.future

    def close(self) -> None:
        """End the threads; requests that wait are cancelled."""
        with self._changed:
            self._closed = True
            for request in list(self._requests.values()):
                self._end(request, Superseded())
            self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                job = self._next()
                while job is None and not self._closed:
                    self._changed.wait()
                    job = self._next()
                if job is None:
                    return
            outcome = simulated(self.simulate, job)
            with self._changed:
                self.simulations += 1
                self._remember(job.key, outcome)
                for request, place in self._begun.pop(job.key):
                    self._answer(request, place, outcome)

    def _next(self) -> Job | None:
        """The next job that has to be simulated, of the client whose turn it is."""
        while self._turns and not self._closed:
            client = self._turns.popleft()
            request = self._requests.get(client)
            while request is not None and request.waiting:
                place = request.waiting.popleft()
                job = request.jobs[place]
                known = self._known.get(job.key)
                if known is not None:
                    self._known.move_to_end(job.key)
                    self._answer(request, place, known)
                elif job.key in self._begun:
                    self._begun[job.key].append((request, place))
                else:
                    self._begun[job.key] = [(request, place)]
                    self._turns.append(client)
                    return job
        return None

    def _answer(self, request: _Request, place: int, outcome: Outcome) -> None:
        request.found[place] = outcome
        if len(request.found) == len(request.jobs):
            self._end(request, None)

    def _end(self, request: _Request, error: Exception | None) -> None:
        """Hand over what was found, or the error; only once."""
        if self._requests.get(request.client) is request:
            del self._requests[request.client]
        request.waiting.clear()
        if request.future.done() or not request.future.set_running_or_notify_cancel():
            return
        if error is not None:
            request.future.set_exception(error)
        else:
            request.future.set_result([request.found[at] for at in range(len(request.jobs))])

    def _remember(self, key: tuple[str, int], outcome: Outcome) -> None:
        self._known[key] = outcome
        self._size += len(outcome)
        while self._size > self._most_outcomes and len(self._known) > 1:
            _, forgotten = self._known.popitem(last=False)
            self._size -= len(forgotten)
