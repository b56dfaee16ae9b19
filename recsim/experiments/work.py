"""One item of work: simulate, measure, and hand back something small. Workers import only this."""

from __future__ import annotations

import os
import signal
import threading
import time
import traceback
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures import Totals, Value, compute
from recsim.analysis.measures.series import weekly
from recsim.model.budget import TooMuchWork
from recsim.model.engines import Simulate
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario

LOOKS_SECONDS = 0.5
"""How soon a worker finds out that its parent has ended."""


@dataclass(frozen=True)
class Task:
    """One world to simulate: which teams, which replication; the scenario has the seed.

    ``teams`` are measured; their rivals are in the same world and are not. A task of a ``variant``
    brings the scenario with it.
    """

    teams: tuple[str, ...]
    replication: int
    keep_log: bool = False
    variant: str = ""
    scenario: Scenario | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Outcome:
    """What came out of a task: measures, not tallies; or an error.

    Attributes:
        task: what was asked for.
        error: "" or what went wrong.
        runs: measures by team.
        segments: measures by team and segment.
        series: weekly columns by team.
        log: the event log, if it was asked for.
    """

    task: Task
    error: str = ""
    runs: dict[str, dict[str, Value]] = field(default_factory=dict)
    segments: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)
    series: dict[str, dict[str, list[float | None]]] = field(default_factory=dict)
    log: npt.NDArray[np.void] | None = None


def everybody(scenario: Scenario, task: Task) -> tuple[str, ...]:
    """Names of all teams in a task's world: those that are measured, and their rivals."""
    rivals = (rival for team in task.teams for rival in scenario.strategies[team].rivals)
    return (*task.teams, *rivals)


def perform(simulate: Simulate, scenario: Scenario, task: Task) -> Outcome:
    """Simulate and measure; an error becomes part of the outcome."""
    scenario = task.scenario or scenario
    try:
        teams = everybody(scenario, task)
        run = simulate(scenario, teams, task.replication, keep_log=task.keep_log)
        return measured(scenario, task, run.tally, run.log)
    except TooMuchWork as ended:
        return Outcome(task, error=str(ended))
    except Exception as error:
        return Outcome(task, error=described(error))


def perform_in_worker(simulate: Simulate, scenario: Scenario, task: Task, parent: int) -> Outcome:
    """The same in a worker process, which ends with its parent, whatever ends that.

    Signals to the whole group (an interrupt from the keyboard, a terminal that is closed) are the
    parent's affair.
    """
    _become_worker(parent)
    return perform(simulate, scenario, task)


@cache
def _become_worker(parent: int) -> None:
    for name in ("SIGINT", "SIGHUP", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_end_with, args=[parent], daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when its parent has ended."""
    while _lives(parent):
        time.sleep(LOOKS_SECONDS)
    os._exit(1)


def _lives(parent: int) -> bool:
    if os.name == "posix":
        return os.getppid() == parent  # an orphan is given to another parent
    import psutil

    return bool(psutil.pid_exists(parent))


def measured(
    scenario: Scenario, task: Task, tally: Tally, log: npt.NDArray[np.void] | None = None
) -> Outcome:
    """All measures of the teams of one simulated world."""
    totals = Totals(tally, scenario.study.horizon_days)
    return Outcome(
        task,
        runs={team: compute(scenario, tally, team, totals=totals) for team in task.teams},
        segments={
            (team, segment): compute(scenario, tally, team, segment, totals)
            for team in task.teams
            for segment in tally.segments
        },
        series={team: weekly(scenario, tally, team, totals) for team in task.teams},
        log=log if task.keep_log else None,
    )


def described(error: Exception) -> str:
    """An error, and where it came from, in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"
