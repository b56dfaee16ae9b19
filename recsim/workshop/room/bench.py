"""Where entries are simulated: on all cores of the workshop's computer, one entry at a time."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace

from recsim.analysis.results import Results
from recsim.classroom.playing import playing
from recsim.experiments.runner import collect, tasks_of
from recsim.experiments.work import Outcome, Task, perform
from recsim.experiments.workers import cores
from recsim.model.engines import Simulate
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy


class Ended(Exception):  # noqa: N818 - nothing went wrong
    """The workshop is over."""


class Bench:
    """Simulates a strategy in a challenge's place.

    Attributes:
        simulate: the engine.
    """

    def __init__(self, simulate: Simulate) -> None:
        self.simulate = simulate
        self._threads = ThreadPoolExecutor(cores(), thread_name_prefix="bench")

    def end(self) -> None:
        """Whoever waits for results waits no longer."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def results(
        self, scenario: Scenario, name: str, strategy: Strategy, seed: int, number: int
    ) -> Results:
        """What comes of a strategy, by replication; waits until all worlds are simulated.

        Args:
            scenario: of the challenge.
            name: of the strategy whose place it takes.
            strategy: what is played.
            seed: of the worlds.
            number: of the worlds.

        Raises:
            Ended: the workshop is over.
        """
        played = playing(scenario, name, strategy, seed, number)
        tasks = [task for task in tasks_of(played, range(number)) if name in task.teams]
        found = collect(played, "", self.perform(played, tasks))
        return replace(found, segments=found.segments.clear(), series=found.series.clear())

    def perform(self, scenario: Scenario, tasks: Sequence[Task]) -> list[Outcome]:
        """What came of the tasks, in their order."""
        try:
            return list(
                self._threads.map(lambda task: perform(self.simulate, scenario, task), tasks)
            )
        except (CancelledError, RuntimeError) as error:  # nothing can be begun any more
            raise Ended from error
