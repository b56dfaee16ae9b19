"""An engine that waits until it is let go, so that a test knows what is simulated when."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from recsim.model.engines import engine
from recsim.model.run import Run
from recsim.scenario.scenario import Scenario

SECONDS = 30


class Gate:
    """An engine that simulates one replication each time it is let go; it knows which ones."""

    def __init__(self) -> None:
        self.begun: list[tuple[int, int]] = []
        self.arrived = threading.Semaphore(0)
        self._go = threading.Semaphore(0)

    def __call__(
        self, scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
    ) -> Run:
        self.begun.append((scenario.study.seed, replication))
        self.arrived.release()
        assert self._go.acquire(timeout=SECONDS)
        return engine("simpy")(scenario, teams, replication, keep_log=keep_log)

    def let_go(self, count: int = 1) -> None:
        self._go.release(count)

    def wait(self) -> None:
        """Until one more has begun."""
        assert self.arrived.acquire(timeout=SECONDS)

    def step(self, count: int = 1) -> None:
        """Let so many replications end, one after the other."""
        for _ in range(count):
            self.wait()
            self._go.release()
