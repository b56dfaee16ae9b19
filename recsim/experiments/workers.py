"""All cores: processes for Python code, threads for machine code, which needs no interpreter.

Or computers elsewhere, which only need to do what ``Machines`` says.
"""

from __future__ import annotations

import os
import threading
import warnings
from abc import ABC, abstractmethod
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from queue import Empty, Full, Queue
from typing import Protocol

from recsim.experiments.selection import Selection
from recsim.experiments.stopping import deaf_children, undisturbed
from recsim.experiments.work import Outcome, Task, perform, perform_in_worker
from recsim.model.engines import Simulate, engine
from recsim.scenario.scenario import Scenario

LISTENS_SECONDS = 0.5
"""How soon an interrupt from the keyboard is heard."""
MOST_DONE = 64
"""Outcomes that wait until somebody takes them; threads wait, too, if there are more."""


class Waiting(Protocol):
    """Tasks that nobody has begun."""

    def popleft(self) -> Task:
        """Take the next one; IndexError if there is none."""
        ...

    def __len__(self) -> int: ...


class Lazily:
    """Tasks that are made when they are taken: there may be millions. Threads may share it."""

    def __init__(self, tasks: Collection[Task]) -> None:
        self._left, self._coming = len(tasks), iter(tasks)
        self._lock = threading.Lock()

    def popleft(self) -> Task:
        """Take the next one; IndexError if there is none."""
        with self._lock:
            if not self._left:
                raise IndexError("no task is left")
            self._left -= 1
            return next(self._coming)

    def __len__(self) -> int:
        return self._left


class Machines(ABC):
    """Computers that simulate, elsewhere than in the threads and processes of this program."""

    @abstractmethod
    def outcomes(
        self, simulate: Simulate, scenario: Scenario, waiting: Waiting
    ) -> Generator[Outcome, None, None]:
        """Outcomes of what waits, in any order; ``waiting`` is emptied.

        Whoever closes it early cancels what was not begun.

        Args:
            simulate: the engine; a function that they can import.
            scenario: what is simulated, but for tasks that bring their own.
            waiting: the tasks.
        """

    @abstractmethod
    def close(self) -> None:
        """Let them go; they may be asked again."""


Workers = int | Machines | None
"""How many worlds are simulated here at the same time (None: one on each core), or who does it."""


def perform_all(
    scenario: Scenario,
    tasks: Collection[Task],
    workers: Workers = None,
    selection: Selection | None = None,
    simulate: Simulate | None = None,
) -> Generator[Outcome, None, None]:
    """Outcomes of all tasks, in any order.

    Args:
        scenario: what is simulated, but for tasks that bring their own.
        tasks: items of work, which are made when they are taken.
        workers: how many work at the same time; None for one on each core; or other computers.
        selection: chooses the engine.
        simulate: an engine of one's own instead, which works in processes.

    Raises:
        EngineMissing: the engine that is wanted cannot run here.
    """
    if not tasks:
        return
    waiting, work = Lazily(tasks), _in_python
    if simulate is None:
        chosen = (selection or Selection(scenario.study.engine)).engine()
        simulate, work = engine(chosen), _in_python if chosen == "simpy" else in_threads
    if isinstance(workers, Machines):
        yield from workers.outcomes(simulate, scenario, waiting)
    else:
        yield from work(simulate, scenario, waiting, min(workers or cores(), len(tasks)))


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def in_threads(
    simulate: Simulate, scenario: Scenario, waiting: Waiting, count: int
) -> Generator[Outcome, None, None]:
    """Outcomes from threads; ``waiting`` is emptied.

    The threads do not keep an interrupted program from ending: nobody waits for what they are at.
    """
    done: Queue[Outcome] = Queue(MOST_DONE)
    expected = len(waiting)
    left = threading.Event()

    def work() -> None:
        while not left.is_set():
            try:
                task = waiting.popleft()
            except IndexError:
                return
            outcome = perform(simulate, scenario, task)
            while not left.is_set():
                try:
                    done.put(outcome, timeout=LISTENS_SECONDS)
                    break
                except Full:
                    continue

    for _ in range(min(count, expected)):
        threading.Thread(target=work, daemon=True).start()
    try:
        for _ in range(expected):
            yield _next(done)
    finally:
        left.set()


def _next(done: Queue[Outcome]) -> Outcome:
    while True:
        try:
            return done.get(timeout=LISTENS_SECONDS)
        except Empty:
            continue


def _in_python(
    simulate: Simulate,
    scenario: Scenario,
    waiting: Waiting,
    count: int,
) -> Generator[Outcome, None, None]:
    """Outcomes of an engine written in Python."""

    def coming() -> Iterator[Task]:
        while waiting:
            task = waiting.popleft()
            begun[task] = None
            yield task

    begun: dict[Task, None] = {}
    if count == 1:
        yield from (perform(simulate, scenario, task) for task in coming())
        return
    while waiting:
        from joblib.externals.loky.process_executor import TerminatedWorkerError

        begun.clear()
        try:
            with closing(_in_processes(simulate, scenario, coming(), count)) as outcomes:
                for outcome in outcomes:
                    del begun[outcome.task]
                    yield outcome
        except TerminatedWorkerError:
            yield from _one_at_a_time(simulate, scenario, list(begun))


def _in_processes(
    simulate: Simulate, scenario: Scenario, tasks: Iterable[Task], count: int
) -> Generator[Outcome, None, None]:
    from joblib import Parallel, delayed

    _start_trackers()
    pool = Parallel(n_jobs=count, backend="loky", return_as="generator_unordered")
    with deaf_children():  # which are told of it by this process
        coming = pool(
            delayed(perform_in_worker)(simulate, scenario, task, os.getpid()) for task in tasks
        )
    try:
        for outcome in coming:  # noqa: UP028 - closing must come through the lines below
            yield outcome
    finally:
        with (
            undisturbed(),
            warnings.catch_warnings(),
        ):  # joblib warns of work that an interrupt has cancelled
            warnings.simplefilter("ignore", UserWarning)
            coming.close()


def _start_trackers() -> None:
    """Start what tidies up after workers; when it starts by itself, it unblocks Ctrl-C."""
    if os.name == "posix":
        from multiprocessing import resource_tracker

        from joblib.externals.loky.backend import resource_tracker as joblibs

        resource_tracker.ensure_running()
        joblibs.ensure_running()


def _one_at_a_time(
    simulate: Simulate, scenario: Scenario, tasks: Sequence[Task]
) -> Iterator[Outcome]:
    """After a worker died (out of memory?): go on with care, so that only the culprit fails."""
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    for task in tasks:
        try:
            yield from _in_processes(simulate, scenario, [task], 2)
        except TerminatedWorkerError:
            yield Outcome(task, error="the process died; it may have run out of memory")
