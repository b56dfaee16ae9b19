"""What is measured: processor time in this process, and time and memory of fresh processes."""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ordinary_simpy

from recsim.model.run import Run
from recsim.model.simpy_model.simulation import simulate
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario

ROOT = Path(__file__).parents[1]
PEOPLE_PER_RECRUITER = 1000 / 3  # as in the shipped large market
PEOPLE_PER_REQUISITION = 20 / 3  # a year

Engine = Callable[[Scenario, str, int], Run]


def recsim_engine(scenario: Scenario, strategy: str, number: int) -> Run:
    return simulate(scenario, [strategy], number)


ENGINES: dict[str, Engine] = {
    "recsim": recsim_engine,
    "ordinary": ordinary_simpy.simulate,
}


@dataclass(frozen=True)
class Timing:
    """One replication: processor time in seconds, and events recorded."""

    seconds: float
    events: int


def timed(engine: Engine, scenario: Scenario, strategy: str, number: int) -> Timing:
    gc.collect()
    before = time.process_time()  # which other load disturbs less than it disturbs a clock
    run = engine(scenario, strategy, number)
    return Timing(time.process_time() - before, run.events)


def interleaved(scenario: Scenario, repetitions: int) -> dict[tuple[str, str], list[Timing]]:
    """Timings by engine and strategy; the engines take turns, and turns at going first."""
    timings: dict[tuple[str, str], list[Timing]] = {}
    for engine in ENGINES.values():  # once without a watch, so that everything is loaded
        engine(scenario, next(iter(scenario.strategies)), 0)
    for number in range(repetitions):
        order = list(ENGINES) if number % 2 else list(ENGINES)[::-1]
        for strategy in scenario.strategies:
            for name in order:
                timing = timed(ENGINES[name], scenario, strategy, number)
                timings.setdefault((name, strategy), []).append(timing)
    return timings


@dataclass(frozen=True)
class Fresh:
    """One replication in a process of its own; ``peak``: most memory of the process, in bytes."""

    seconds: float
    events: int
    peak: int


def market(people: int, days: int, strategy: str) -> Scenario:
    """A market of this size with as many recruiters and requisitions a head as the large one."""
    recruiters = max(1, round(people / PEOPLE_PER_RECRUITER))
    settings = (
        f"world.people={people}",
        f"world.demand.requisitions_per_year={people / PEOPLE_PER_REQUISITION}",
        f"strategies.{strategy}.recruiters={recruiters}",
        f"study.horizon_days={days}",
    )
    return load("large_market", set_=settings).scenario


def simulate_here(engine: str, people: int, days: int, strategy: str) -> Fresh:
    """Simulate once in this process; meant for a process that does nothing else."""
    timing = timed(ENGINES[engine], market(people, days, strategy), strategy, 0)
    return Fresh(timing.seconds, timing.events, most_memory())


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


def in_fresh_process(engine: str, people: int, days: int, strategy: str) -> Fresh:
    code = (
        "import json, sys; from dataclasses import asdict; from measure import simulate_here;"
        f"print(json.dumps(asdict(simulate_here({engine!r}, {people}, {days}, {strategy!r}))))"
    )
    return Fresh(**json.loads(_output_of([sys.executable, "-c", code])))


def start_up(arguments: list[str], repetitions: int) -> list[tuple[float, float]]:
    """Seconds by the clock and of processor time to start Python with these arguments."""
    seconds = []
    for _ in range(repetitions):
        clock, processor = time.perf_counter(), _seconds_of_children()
        _output_of([sys.executable, *arguments])
        used = _seconds_of_children() - processor
        seconds.append((time.perf_counter() - clock, used))
    return seconds


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _output_of(command: list[str]) -> str:
    paths = f"{ROOT}:{Path(__file__).parent}"
    environment = {"PYTHONPATH": paths, "PATH": "/usr/bin:/bin", "NO_COLOR": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout
