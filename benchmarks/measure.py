"""What is measured: user time of the processor in this process; time and memory of fresh ones."""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markets import small

from recsim.model.compiled.instance import instance
from recsim.model.engines import Engine, engine
from recsim.scenario.scenario import Scenario

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent

ENGINES: tuple[Engine, ...] = ("compiled", "simpy")


@dataclass(frozen=True)
class Timing:
    """One replication: user time of the processor in seconds, and events recorded."""

    seconds: float
    events: int


def user_seconds() -> float:
    """User time of this process, which other load disturbs less than it disturbs a clock."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def timed(
    name: Engine, scenario: Scenario, strategy: str, number: int, at_least: float = 0.0
) -> Timing:
    """One replication, repeated until that took ``at_least`` seconds, for a finer measure."""
    simulate = engine(name)
    gc.collect()
    before, times = user_seconds(), 0
    while True:
        run = simulate(scenario, [strategy], number)
        times += 1
        took = user_seconds() - before
        if took >= at_least:
            return Timing(took / times, run.events)


def interleaved(
    scenario: Scenario, strategies: Sequence[str], repetitions: int, at_least: float
) -> dict[tuple[Engine, str], list[Timing]]:
    """Timings by engine and strategy; the engines take turns, and turns at going first."""
    instance()
    for name in ENGINES:  # once without a watch, so that everything is loaded
        timed(name, small(100, 7, 0), strategies[0], 0)
    timings: dict[tuple[Engine, str], list[Timing]] = {}
    for number in range(repetitions):
        order = ENGINES if number % 2 else ENGINES[::-1]
        for strategy in strategies:
            for name in order:
                timing = timed(name, scenario, strategy, number, at_least)
                timings.setdefault((name, strategy), []).append(timing)
    return timings


def most_memory() -> int:
    """Most memory of this process so far, in bytes.

    Linux lets ``ru_maxrss`` begin with the memory of the process that started this one.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


@dataclass(frozen=True)
class Took:
    """A command: seconds by the clock and of the processor (user and system)."""

    clock: float
    processor: float


def command(arguments: Sequence[str], **environment: str) -> Took:
    """Start Python with these arguments and wait for its end.

    Raises:
        RuntimeError: it failed.
    """
    clock, processor = time.perf_counter(), _seconds_of_children()
    output_of([sys.executable, *arguments], **environment)
    return Took(time.perf_counter() - clock, _seconds_of_children() - processor)


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def value_of(expression: str, *imports: str) -> dict[str, float]:
    """What an expression gives in a fresh process: a JSON object."""
    code = "; ".join(["import json", *imports, f"print(json.dumps({expression}))"])
    found: dict[str, float] = json.loads(output_of([sys.executable, "-c", code]))
    return found


def output_of(command: Sequence[str], **environment: str) -> str:
    """What a command prints.

    Raises:
        RuntimeError: it failed.
    """
    surroundings = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"}
    surroundings |= environment
    done = subprocess.run(
        command, env=surroundings, capture_output=True, text=True, check=False, cwd=HERE
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout
