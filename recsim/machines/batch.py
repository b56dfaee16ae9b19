"""Some runs in one message: what a worker of a cluster does. Workers import only this."""

from __future__ import annotations

import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recsim.experiments.work import Outcome, Task, perform
from recsim.model.engines import EngineMissing, Simulate, choose
from recsim.scenario.scenario import Scenario
from recsim.store.identity import code_hash


@dataclass(frozen=True)
class Done:
    """What a worker sends back.

    Attributes:
        outcomes: in the order of the tasks, without their scenarios, which the sender has.
        seconds: how long they took, by the worker's clock.
    """

    outcomes: tuple[Outcome, ...]
    seconds: float


@dataclass(frozen=True)
class About:
    """What a worker says of itself.

    Attributes:
        host: name of its computer.
        version: of recsim.
        code: hash of the sources that the numbers depend on, 64 hex digits.
        lacks: why the compiled engine cannot run there; empty if it can.
    """

    host: str
    version: str
    code: str
    lacks: str = ""

    def __str__(self) -> str:
        return f"recsim {self.version}, code {self.code[:10]}"


class OtherCode(Exception):  # noqa: N818 - nothing broke
    """A worker has other sources, and would make other numbers. Its argument is its ``About``."""


def about() -> About:
    """What this process says of itself."""
    from recsim import __version__

    try:
        choose("compiled")
        lacks = ""
    except EngineMissing as missing:
        lacks = str(missing).splitlines()[0]
    return About(platform.node(), __version__, code_hash(), lacks)


def perform_batch(simulate: Simulate, scenario: Scenario, tasks: Sequence[Task], code: str) -> Done:
    """Simulate and measure, one after the other.

    Args:
        simulate: the engine.
        scenario: what is simulated, but for tasks that bring their own.
        tasks: items of work.
        code: hash of the sender's sources.

    Raises:
        OtherCode: this worker has other sources.
    """
    if code_hash() != code:
        raise OtherCode(about())
    begun = time.perf_counter()
    found = (perform(simulate, scenario, task) for task in tasks)
    outcomes = tuple(replace(one, task=replace(one.task, scenario=None)) for one in found)
    return Done(outcomes, time.perf_counter() - begun)
