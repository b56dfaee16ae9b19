"""All cores: processes for Python code, threads for machine code, which needs no interpreter."""

from __future__ import annotations

import os
import threading
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from queue import Empty, SimpleQueue

from recsim.experiments.selection import Selection, simpy_seconds
from recsim.experiments.work import Outcome, Task, everybody, perform, perform_in_worker
from recsim.model.engines import Simulate, engine
from recsim.scenario.scenario import Scenario

LISTENS_SECONDS = 0.5
"""How soon an interrupt from the keyboard is heard."""


def perform_all(
    scenario: Scenario,
    tasks: Sequence[Task],
    workers: int | None = None,
    selection: Selection | None = None,
    simulate: Simulate | None = None,
) -> Generator[Outcome, None, None]:
    """Outcomes of all tasks, in any order.

    Args:
        scenario: what is simulated, but for tasks that bring their own.
        tasks: items of work.
        workers: how many work at the same time; None for one on each core.
        selection: chooses the engine, task by task.
        simulate: an engine of one's own instead, which works in processes.

    Raises:
        EngineMissing: the engine that is wanted cannot run here.
    """
    count = min(workers or cores(), len(tasks))
    if not tasks:
        return
    waiting = deque(tasks)
    if simulate is not None:
        yield from _in_python(simulate, scenario, waiting, count, lambda: True)
        return
    selection = selection or Selection(scenario.study.engine)
    seconds = sum(
        simpy_seconds(of, [everybody(of, task)], count)
        for task in tasks
        for of in [task.scenario or scenario]
    )
    selection.begin(seconds)
    while waiting:
        chosen = selection.engine()
        if chosen == "simpy":
            stays = selection.stays_with_simpy
            yield from _in_python(engine(chosen), scenario, waiting, count, stays)
        else:
            yield from in_threads(engine(chosen), scenario, waiting, count)


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def in_threads(
    simulate: Simulate, scenario: Scenario, waiting: deque[Task], count: int
) -> Generator[Outcome, None, None]:
    """Outcomes from threads; ``waiting`` is emptied.

    The threads do not keep an interrupted program from ending: nobody waits for what they are at.
    """
    done: SimpleQueue[Outcome] = SimpleQueue()
    expected = len(waiting)
    left = threading.Event()

    def work() -> None:
        while not left.is_set():
            try:
                task = waiting.popleft()
            except IndexError:
                return
            done.put(perform(simulate, scenario, task))

    for _ in range(min(count, expected)):
        threading.Thread(target=work, daemon=True).start()
    try:
        for _ in range(expected):
            yield _next(done)
    finally:
        left.set()


def _next(done: SimpleQueue[Outcome]) -> Outcome:
    while True:
        try:
            return done.get(timeout=LISTENS_SECONDS)
        except Empty:
            continue


def _in_python(
    simulate: Simulate,
    scenario: Scenario,
    waiting: deque[Task],
    count: int,
    go_on: Callable[[], bool],
) -> Generator[Outcome, None, None]:
    """Outcomes of an engine written in Python, for as long as ``go_on`` says so."""

    def coming() -> Iterator[Task]:
        while waiting and go_on():
            task = waiting.popleft()
            begun[task] = None
            yield task

    begun: dict[Task, None] = {}
    if count == 1:
        yield from (perform(simulate, scenario, task) for task in coming())
        return
    while waiting and go_on():
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

    pool = Parallel(n_jobs=count, backend="loky", return_as="generator_unordered")
    coming = pool(delayed(perform_in_worker)(simulate, scenario, task) for task in tasks)
    try:
        for outcome in coming:  # noqa: UP028 - closing must come through the lines below
            yield outcome
    finally:
        with warnings.catch_warnings():  # joblib warns of work that an interrupt has cancelled
            warnings.simplefilter("ignore", UserWarning)
            coming.close()


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
