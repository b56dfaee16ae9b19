"""Where entries are simulated: on all cores of the workshop's computer, one entry at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.classroom.market import MARKET_FILE
from recsim.classroom.playing import playing
from recsim.classroom.quarters import Played, played, world
from recsim.experiments.runner import collect, tasks_of
from recsim.experiments.work import Outcome, Task, perform
from recsim.experiments.workers import cores
from recsim.model.engines import Simulate
from recsim.scenario.load import load_text
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy

T = TypeVar("T")
U = TypeVar("U")


class Ended(Exception):  # noqa: N818 - nothing went wrong
    """The workshop is over."""


class NoThread(Exception):  # noqa: N818 - it passes
    """The computer has no thread to spare at the moment; what was asked for can be tried again."""


class Bench:
    """Simulates a strategy in a challenge's place.

    Attributes:
        simulate: the engine.
    """

    def __init__(self, simulate: Simulate) -> None:
        self.simulate = simulate
        self._threads = ThreadPoolExecutor(cores(), thread_name_prefix="bench")
        self._over = False

    def end(self) -> None:
        """Whoever waits for results waits no longer."""
        self._over = True
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
            NoThread: nothing can be begun at the moment.
        """
        own = playing(scenario, name, strategy, seed, number)
        tasks = [task for task in tasks_of(own, range(number)) if name in task.teams]
        found = collect(own, "", self.perform(own, tasks))
        return replace(found, segments=found.segments.clear(), series=found.series.clear())

    def perform(self, scenario: Scenario, tasks: Sequence[Task]) -> list[Outcome]:
        """What came of the tasks, in their order."""
        return self._each(lambda task: perform(self.simulate, scenario, task), tasks)

    def market(self, text: str, measures: Sequence[str]) -> Played:
        """What comes of a market that teams share; waits until all worlds are simulated.

        Args:
            text: of the scenario, with its seed and the number of its worlds.
            measures: what is measured.

        Raises:
            Ended: the workshop is over.
            NoThread: nothing can be begun at the moment.
        """
        scenario = load_text(text, MARKET_FILE, measures=MEASURES).scenario
        worlds = range(scenario.study.replications)
        found = self._each(lambda n: world(self.simulate, scenario, n, measures), worlds)
        return played(scenario, found)

    def _each(self, work: Callable[[T], U], items: Iterable[T]) -> list[U]:
        """The same work on all items, on all cores."""
        try:
            begun = self._threads.map(work, items)
        except RuntimeError as error:  # nothing can be begun: any more, or just now
            raise (Ended if self._over else NoThread) from error
        try:
            return list(begun)
        except CancelledError as error:
            raise Ended from error
