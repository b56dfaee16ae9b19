"""Playing: each strategy in the challenge's place, in the same worlds as all others.

Where the worlds are simulated is another matter: ``Work`` does it for a folder of files, the
workshop's service for a room. Both put a strategy in its place with ``playing``, and bring what
was found together with ``together``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing

import polars as pl

from recsim.analysis.results import Results
from recsim.classroom.round import Round
from recsim.experiments.runner import collect, tasks_of
from recsim.experiments.selection import Selection
from recsim.experiments.work import Outcome
from recsim.experiments.workers import perform_all
from recsim.model.engines import Simulate
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy

Progress = Callable[[int, int], None]


class Work:
    """Runs strategies in worlds, and counts them."""

    def __init__(
        self,
        round_: Round,
        total: int,
        workers: int | None,
        selection: Selection | None,
        simulate: Simulate | None,
        progress: Progress | None,
    ) -> None:
        self.round, self.total, self.done = round_, total, 0
        self.workers, self.simulate = workers, simulate
        self.selection = selection or Selection(round_.scenario.study.engine)
        if simulate is None:
            self.selection.engine()  # if it is missing, that is said before anything begins
        self.progress = progress or (lambda done, total: None)
        self.progress(0, total)

    def results(self, played: dict[str, Strategy], seed: int, worlds: int) -> Results:
        """Results of all strategies in worlds of one seed, each under the name of its player."""
        found = [self._one(strategy, seed, worlds) for strategy in played.values()]
        return together(self.round, played, found)

    def _one(self, strategy: Strategy, seed: int, worlds: int) -> Results:
        """The strategy in the challenge's place; in a shared market, among the challenge's."""
        name = self.round.strategy
        scenario = playing(self.round.scenario, name, strategy, seed, worlds)
        tasks = [task for task in tasks_of(scenario, range(worlds)) if name in task.teams]
        outcomes: list[Outcome] = []
        with closing(
            perform_all(scenario, tasks, self.workers, self.selection, self.simulate)
        ) as coming:
            for outcome in coming:
                outcomes.append(outcome)
                self.done += 1
                self.progress(self.done, self.total)
        return collect(scenario, "", outcomes)


def practice_worlds(round_: Round, sealed: int) -> int:
    """How many of the worlds that everybody practised in are compared with the sealed ones."""
    return min(round_.scenario.study.replications, sealed)


def playing(scenario: Scenario, name: str, strategy: Strategy, seed: int, worlds: int) -> Scenario:
    """The challenge's scenario with a strategy in the place of the one that is played.

    Args:
        scenario: of the challenge.
        name: of the strategy that everybody plays.
        strategy: what somebody plays.
        seed: of the worlds.
        worlds: how many of them.
    """
    study = {"seed": seed, "replications": worlds, "keep_events": ()}
    return scenario.unchecked(
        strategies={**scenario.strategies, name: strategy},
        study=scenario.study.model_copy(update=study),
    )


def together(round_: Round, played: dict[str, Strategy], found: Sequence[Results]) -> Results:
    """One set of results in which each player's strategy bears the player's name.

    There may be more of them than a scenario file may have: they never meet.

    Args:
        round_: the challenge.
        played: strategies by player.
        found: results of ``playing`` each of them, in the same order.
    """
    first = found[0].scenario
    rules = round_.challenge
    study = first.study.model_copy(
        update={
            "outcomes": (rules.maximise, rules.cap.measure),
            "limits": {rules.cap.measure: rules.cap.at_most},
        }
    )
    scenario = first.unchecked(
        title=rules.title or first.title,
        strategies={
            name: strategy.unchecked(label=name, rivals=()) for name, strategy in played.items()
        },
        study=study,
        variants={},
        expect=(),
    )
    own = pl.col("strategy") == round_.strategy

    def stacked(table: str) -> pl.DataFrame:
        parts: list[pl.DataFrame] = [
            getattr(results, table).filter(own).with_columns(strategy=pl.lit(name))
            for name, results in zip(played, found, strict=True)
        ]
        return pl.concat(parts)

    return Results(
        scenario, "", stacked("runs"), stacked("segments"), stacked("series"),
        failures=stacked("failures"),
    )  # fmt: skip
