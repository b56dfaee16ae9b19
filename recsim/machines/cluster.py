"""Runs go to a cluster in batches, and come back one by one; each kind of cluster says how.

A batch is what a worker does in about a second, so that messages cost little, and an interrupt or
a lost worker costs little. Only a few batches are under way, whatever there is to do: neither this
computer nor the scheduler holds more, and an interrupt has little to cancel.
"""

from __future__ import annotations

import contextlib
import math
import os
import socket
import threading
from abc import abstractmethod
from collections import deque
from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass, replace
from queue import Empty, Queue
from typing import Any, TypeVar
from urllib.parse import urlsplit

from recsim.experiments.stopping import Lost, undisturbed
from recsim.experiments.work import Outcome, Task
from recsim.experiments.workers import LISTENS_SECONDS, Machines, Waiting
from recsim.machines.address import Address
from recsim.machines.batch import About, Done, OtherCode
from recsim.machines.errors import MachinesError, WorkerDied
from recsim.model.engines import Simulate, engine
from recsim.scenario.scenario import Scenario
from recsim.store.identity import code_hash

CONNECTS_SECONDS = 10.0
"""How long a cluster may take to answer, and then as long again to have a worker, by default."""
LIMIT = "RECSIM_CLUSTER_SECONDS"
"""Variable of the environment that says otherwise: for slow networks and busy computers."""
BATCH_SECONDS = 1.0
MOST_IN_BATCH = 256
AHEAD = 2
"""Batches under way for each run that a cluster can make at the same time."""
T = TypeVar("T")
DIED = "the process died each time that it was tried; it may have run out of memory"


@dataclass(frozen=True)
class Batch:
    """Runs that are asked for together.

    Attributes:
        simulate: the engine.
        scenario: of those tasks that bring none.
        tasks: the runs.
    """

    simulate: Simulate
    scenario: Scenario
    tasks: tuple[Task, ...]

    @property
    def arguments(self) -> tuple[Simulate, Scenario, tuple[Task, ...], str]:
        """What ``perform_batch`` is called with."""
        return self.simulate, self.scenario, self.tasks, code_hash()


class Cluster(Machines):
    """A cluster; it is connected when the first run is asked for, and stays so until it is closed.

    Attributes:
        address: as it was asked for.
        workers: how many are started, if it is started here; None for one on each core.
    """

    def __init__(self, address: Address, workers: int | None = None) -> None:
        self.address, self.workers = address, workers
        self._connected = False

    @property
    def patience(self) -> float:
        """How many seconds it may take to answer, and then as long again to have a worker.

        Raises:
            MachinesError: the environment says something else than a number above 0.
        """
        given = os.environ.get(LIMIT, f"{CONNECTS_SECONDS:g}")
        try:
            seconds = float(given)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds < math.inf:
            raise MachinesError(f"{LIMIT}={given}: expected a number of seconds above 0")
        return seconds

    def reach(self, connect: Callable[[], T]) -> T:
        """What connects with a cluster elsewhere gives, if there is one.

        Whoever answers there may be no cluster at all, and leave its client waiting for ever.

        Raises:
            MachinesError: it is no cluster, or too slow.
        """
        answers: Queue[T | Exception] = Queue()

        def ask() -> None:
            try:
                answers.put(connect())
            except Exception as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answers.get(timeout=self.patience)
        except Empty:
            found = TimeoutError(f"no answer within {self.patience:g} seconds")
        if isinstance(found, Exception):
            said = (str(found).splitlines() or [type(found).__name__])[0].rstrip(".")
            kind = self.address.kind.title()
            raise MachinesError(f"{self.address.given}: no {kind} answers there: {said}") from found
        return found

    def outcomes(
        self, simulate: Simulate, scenario: Scenario, waiting: Waiting
    ) -> Generator[Outcome, None, None]:
        """See ``Machines``.

        Raises:
            MachinesError: it does not answer, has no workers, or one of them has another recsim.
            Lost: it can no longer be reached.
        """
        if not self._connected:
            if self.address.url:
                self._knock()
            self.connect()
            self._connected = True
            for one in self.introduced():
                self._accept(one, simulate)
        careful = deque[Task]()
        yield from self._flow(simulate, scenario, waiting, careful)
        while careful:  # alone, so that only the culprit fails
            yield from self._flow(simulate, scenario, deque([careful.popleft()]), None)

    def _flow(
        self,
        simulate: Simulate,
        scenario: Scenario,
        waiting: Waiting,
        careful: deque[Task] | None,
    ) -> Generator[Outcome, None, None]:
        """Outcomes of what waits; what kills its workers becomes ``careful``, or fails.

        Raises:
            Lost: whatever was asked of the cluster, it could not be reached.
        """
        under_way: dict[Any, Batch] = {}
        size = 1
        try:
            while waiting or under_way:
                most = AHEAD * self.slots()
                while waiting and len(under_way) < max(most, 1):
                    tasks = tuple(waiting.popleft() for _ in range(min(size, len(waiting))))
                    batch = Batch(simulate, scenario, tasks)
                    under_way[self.submit(batch)] = batch
                for handle in self.done(list(under_way), LISTENS_SECONDS):
                    batch = under_way.pop(handle)
                    try:
                        done = self.result(handle)
                    except WorkerDied:
                        if careful is None:
                            yield from (Outcome(task, error=DIED) for task in batch.tasks)
                        else:
                            careful.extend(batch.tasks)
                        continue
                    except OtherCode as other:
                        self._accept(other.args[0], simulate)
                        raise
                    size = next_size(size, len(batch.tasks), done.seconds)
                    for task, outcome in zip(batch.tasks, done.outcomes, strict=True):
                        yield replace(outcome, task=task)
        except self.breaks() as error:
            raise Lost(f"{self.address.given}: the cluster is gone") from error
        finally:
            with undisturbed(), contextlib.suppress(Exception):
                self.cancel(list(under_way))

    def _knock(self) -> None:
        """Find out at once whether anybody is there: libraries take long to load and to give up."""
        there = urlsplit(self.address.url)
        try:
            socket.create_connection((there.hostname, there.port), self.patience).close()
        except OSError as error:
            raise MachinesError(
                f"{self.address.given}: nobody answers there: {error.strerror or error}"
            ) from error
        except UnicodeError as error:  # a part of the name is empty, or has more than 63 letters
            raise MachinesError(
                f"{self.address.given}: nobody answers there: no host can have this name"
            ) from error

    def _accept(self, worker: About, simulate: Simulate) -> None:
        """Refuse a worker that would make other numbers, or none."""
        from recsim.machines.batch import about

        here = about()
        if worker.code != here.code:
            raise MachinesError(
                f"{self.address.given}: the worker on {worker.host} has another version ({worker}; "
                f"here: {here}). Install the same recsim there, and start its workers again"
            )
        if worker.lacks and simulate is engine("compiled"):
            raise MachinesError(
                f"{self.address.given}: on {worker.host}: {worker.lacks} "
                "Install it there, or take --engine simpy"
            )

    @abstractmethod
    def connect(self) -> None:
        """Connect, or start a cluster here, and have a worker.

        Raises:
            MachinesError: there is no such cluster within ``CONNECTS_SECONDS``, or it has no worker
                after as many; or a library is missing.
        """

    @abstractmethod
    def introduced(self) -> Collection[About]:
        """What its workers say of themselves.

        Raises:
            MachinesError: one of them does not know recsim.
        """

    @abstractmethod
    def breaks(self) -> tuple[type[BaseException], ...]:
        """What the methods below raise where the cluster can no longer be reached."""

    @abstractmethod
    def slots(self) -> int:
        """How many runs it can make at the same time, now."""

    @abstractmethod
    def submit(self, batch: Batch) -> Any:
        """Ask for a batch; what it is known by until it is done."""

    @abstractmethod
    def done(self, handles: Sequence[Any], seconds: float) -> Sequence[Any]:
        """Those of the batches that are done; none of them if that takes longer."""

    @abstractmethod
    def result(self, handle: Any) -> Done:
        """What came of a batch that is done.

        Raises:
            WorkerDied: its workers died of it.
            OtherCode: its worker has other sources.
        """

    @abstractmethod
    def cancel(self, handles: Sequence[Any]) -> None:
        """Drop batches that are not done; those that were not begun never are."""


def next_size(size: int, runs: int, seconds: float) -> int:
    """Runs of the next batch, after one that took so long: at most four times as many as before."""
    fitting = int(BATCH_SECONDS * runs / max(seconds, 1e-6))
    return max(1, min(fitting, 4 * size, MOST_IN_BATCH))
