"""Threads for compiled code: what is interrupted is kept, and nobody waits for the rest."""

from __future__ import annotations

import _thread
import signal
import threading
from collections import deque

import fake_engine
import pytest
from fake_engine import scenario
from patience import PATIENCE

from recsim.experiments import workers
from recsim.experiments.runner import Interrupted, run, tasks_of
from recsim.experiments.selection import Selection


def test_an_interrupt_keeps_complete_replications(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(done: int, total: int) -> None:
        if done == 7:
            raise KeyboardInterrupt

    monkeypatch.setattr(workers, "engine", lambda name: fake_engine.slow)
    with pytest.raises(Interrupted) as stop:
        run(scenario(engine="compiled"), workers=2, progress=interrupt)
    kept = stop.value.results
    assert 2 <= len(kept.replications) <= 3
    assert kept.runs.height == 2 * len(kept.replications)


def test_an_interrupt_does_not_wait_for_what_is_under_way() -> None:
    end, interrupted = threading.Event(), threading.Lock()
    ended: list[bool] = []

    def endless(*_: object, **__: object) -> object:
        if interrupted.acquire(blocking=False):
            _thread.interrupt_main()
        end.wait(PATIENCE)
        ended.append(True)
        raise RuntimeError("it went on")

    coming = workers.in_threads(endless, scenario(), deque(tasks_of(scenario(), range(6))), 2)
    # a shell ignores interrupts on behalf of what it starts in the background
    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            next(coming)
        assert not ended
    finally:
        signal.signal(signal.SIGINT, usual)
        end.set()


def test_each_task_is_done_once() -> None:
    tasks = list(tasks_of(scenario(), range(20)))
    done = list(workers.in_threads(fake_engine.simulate, scenario(), deque(tasks), 4))
    assert sorted(outcome.task.replication for outcome in done) == sorted(
        task.replication for task in tasks
    )
    assert {outcome.task for outcome in done} == set(tasks)
    assert not any(outcome.error for outcome in done)


def test_no_tasks_need_no_engine() -> None:
    chosen = Selection("compiled")
    found = run(scenario(), workers=2, selection=chosen, replications=range(0))
    assert found.runs.height == 0
    assert chosen.used == []
