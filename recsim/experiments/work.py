"""One item of work: simulate, measure, and hand back something small. Workers import only this."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures import Value, compute
from recsim.analysis.measures.series import weekly
from recsim.model.run import Run
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario


class Simulate(Protocol):
    """The function that simulates; ``recsim.model.simulate`` unless another is passed in."""

    def __call__(
        self, scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
    ) -> Run:
        """Simulate these teams in one world."""
        ...


@dataclass(frozen=True)
class Task:
    """One world to simulate: which teams, which replication; the scenario has the seed.

    ``teams`` are measured; their rivals are in the same world and are not.
    """

    teams: tuple[str, ...]
    replication: int
    keep_log: bool = False


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


def perform(simulate: Simulate, scenario: Scenario, task: Task) -> Outcome:
    """Simulate and measure; an error becomes part of the outcome."""
    try:
        rivals = [rival for team in task.teams for rival in scenario.strategies[team].rivals]
        teams = (*task.teams, *rivals)
        run = simulate(scenario, teams, task.replication, keep_log=task.keep_log)
        return measured(scenario, task, run.tally, run.log)
    except Exception as error:
        return Outcome(task, error=_described(error))


def perform_in_worker(simulate: Simulate, scenario: Scenario, task: Task) -> Outcome:
    """The same in a worker process: an interrupt from the keyboard is the parent's affair."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return perform(simulate, scenario, task)


def measured(
    scenario: Scenario, task: Task, tally: Tally, log: npt.NDArray[np.void] | None = None
) -> Outcome:
    """All measures of the teams of one simulated world."""
    return Outcome(
        task,
        runs={team: compute(scenario, tally, team) for team in task.teams},
        segments={
            (team, segment): compute(scenario, tally, team, segment)
            for team in task.teams
            for segment in tally.segments
        },
        series={team: weekly(scenario, tally, team) for team in task.teams},
        log=log if task.keep_log else None,
    )


def _described(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{where}"
