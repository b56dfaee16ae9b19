"""What is simulated for the page: worlds, their replications, and what is kept of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures import MEASURES, Totals, Window, compute
from recsim.analysis.measures.series import SERIES
from recsim.experiments.work import Task, described, everybody
from recsim.model.engines import Simulate
from recsim.model.tally import Tally
from recsim.scenario.identity import content_hash
from recsim.scenario.scenario import Scenario
from recsim.scenario.study import Study

WEEKLY = ("placements", "offences")
"""Weekly series that the page shows."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """What is simulated together, and everything that its outcome depends on.

    Attributes:
        scenario: the scenario without what cannot matter here: other strategies, declarations.
        teams: strategies that are measured.
        identity: equal for worlds of equal outcome.
    """

    scenario: Scenario
    teams: tuple[str, ...]
    identity: str

    @staticmethod
    def of(scenario: Scenario, teams: Sequence[str], frame: str = "") -> World:
        """The world of these teams, and of their rivals.

        Args:
            scenario: the scenario with all strategies.
            teams: those that are measured.
            frame: what ``frame_of`` says of the scenario, if it is known already.
        """
        rivals = [rival for team in teams for rival in scenario.strategies[team].rivals]
        names = list(dict.fromkeys((*teams, *rivals)))
        bare = scenario.model_copy(
            update={
                **_frame(scenario),
                "strategies": {name: scenario.strategies[name] for name in names},
            }
        )
        settings = [
            (name, strategy.model_dump(exclude={"label"}))
            for name, strategy in bare.strategies.items()
        ]
        text = json.dumps([frame or frame_of(scenario), settings, teams], sort_keys=True)
        return World(bare, tuple(teams), hashlib.sha256(text.encode()).hexdigest())


def frame_of(scenario: Scenario) -> str:
    """Equal for scenarios of equal world, time, seed and market, whatever the strategies are."""
    return content_hash(scenario.model_copy(update={**_frame(scenario), "strategies": {}}))


def _frame(scenario: Scenario) -> dict[str, Any]:
    """The scenario without what cannot matter to an outcome, besides the strategies."""
    study = scenario.study
    return {
        "study": Study(
            horizon_days=study.horizon_days,
            warm_up_days=study.warm_up_days,
            seed=study.seed,
            market=study.market,
        ),
        "expect": (),
        "variants": {},
    }


def worlds(scenario: Scenario) -> list[World]:
    """All worlds of one replication: one a strategy, or one of all in a shared market."""
    frame, names = frame_of(scenario), tuple(scenario.strategies)
    if scenario.study.market == "shared":
        return [World.of(scenario, names, frame)]
    return [World.of(scenario, (name,), frame) for name in names]


class Job(NamedTuple):
    """One replication of one world."""

    world: World
    replication: int

    @property
    def key(self) -> tuple[str, int]:
        """Equal for jobs of equal outcome."""
        return self.world.identity, self.replication


@dataclass(frozen=True, slots=True)
class Found:
    """What a replication of one team came to, in a small space.

    Attributes:
        values: all measures in the order of ``MEASURES``, shape (measures,); nan: undefined.
        weeks: the end of each week in days, and the ``WEEKLY`` series, shape (1 + series, weeks).
        error: what went wrong; empty if nothing.
    """

    values: Floats
    weeks: Floats
    error: str = ""


Outcome = Mapping[str, Found]
"""What a job came to, by team."""

OVERHEAD = 1000
"""Bytes of an outcome besides its numbers, about; and of each of its teams."""


def size(outcome: Outcome) -> int:
    """Bytes that an outcome takes in memory, about."""
    numbers = sum(found.values.nbytes + found.weeks.nbytes for found in outcome.values())
    return numbers + OVERHEAD * (1 + len(outcome))


def simulated(simulate: Simulate, job: Job) -> Outcome:
    """Simulate and measure one replication; an error becomes part of the outcome."""
    scenario, teams = job.world.scenario, job.world.teams
    try:
        run = simulate(scenario, everybody(scenario, Task(teams, job.replication)), job.replication)
        return _measured(scenario, teams, run.tally)
    except Exception as error:
        empty = np.empty((0,))
        return {team: Found(empty, empty, described(error)) for team in teams}


def _measured(scenario: Scenario, teams: Sequence[str], tally: Tally) -> Outcome:
    """What ``experiments.work.measured`` finds, without what the page does not show."""
    totals = Totals(tally, scenario.study.horizon_days)
    outcome = {}
    for team in teams:
        values = compute(scenario, tally, team, totals=totals)
        window = Window(scenario, tally, team, totals=totals)
        weeks = [window.edges[1:], *(SERIES[name].weeks(window) for name in WEEKLY)]
        outcome[team] = Found(
            np.array([values[name] for name in MEASURES], dtype=np.float64),
            np.array(weeks, dtype=np.float64),
        )
    return outcome
