"""A simulator that is let go by hand, and whose results tell which strategy was in which worlds."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import NamedTuple

from patience import PATIENCE

from recsim.analysis.measures import MEASURES
from recsim.analysis.measures.series import SERIES
from recsim.experiments.work import Outcome, Task
from recsim.model.engines import engine
from recsim.page.start import Start
from recsim.scenario.load import load_text
from recsim.scenario.scenario import Scenario
from recsim.workshop.room.bench import Bench, Ended

PRACTICE_SEED = 7
PRACTICE_WORLDS, SEALED_WORLDS = 3, 4
CARE = "strategies.calling.care"
START = Start(
    "small",
    load_text(
        "recsim: 1\nworld: {people: 200}\nstrategies:\n"
        "  calling: {style: active, recruiters: 1, care: 0.5}\n"
        "  waiting: {style: passive, recruiters: 1}\n"
        "study: {horizon_days: 28, confidence: 0.9,"
        f" replications: {PRACTICE_WORLDS}, seed: {PRACTICE_SEED}}}\n",
        "small.yaml",
    ),
    False,
)


def gain(care: float, replication: int, *, sealed: bool) -> int:
    """Placements: care is worth three times as much in sealed worlds."""
    return (2000 + round(300 * care) if sealed else 500 + round(100 * care)) + replication


def mean_gain(care: float, *, sealed: bool) -> float:
    """The mean of ``gain`` over the worlds of a round."""
    worlds = SEALED_WORLDS if sealed else PRACTICE_WORLDS
    return sum(gain(care, number, sealed=sealed) for number in range(worlds)) / worlds


class Asked(NamedTuple):
    """What was asked for at once: a strategy, by its care, in so many worlds."""

    sealed: bool
    strategy: str
    care: float
    worlds: int


class Simulator(Bench):
    """Answers at once while it is ``free``; else whenever it is let go.

    Attributes:
        free: whether nobody has to wait.
        asked: everything that was asked for, in that order.
        fails: strategies of this care break in worlds that are sealed (true) or not.
        raises: raised for strategies of this care instead of an answer.
    """

    def __init__(self) -> None:
        self.simulate = engine("compiled")
        self.free = True
        self.asked: list[Asked] = []
        self.fails: set[tuple[bool, float]] = set()
        self.raises: dict[float, Exception] = {}
        self._over = threading.Event()
        self._waiting: tuple[Future[list[Outcome]], list[Outcome]] | None = None
        self._arrived = threading.Semaphore(0)
        self._guard = threading.Lock()

    def end(self) -> None:
        self._over.set()

    def perform(self, scenario: Scenario, tasks: Sequence[Task]) -> list[Outcome]:
        """In the place of the engine."""
        [name] = tasks[0].teams
        care = scenario.strategies[name].care
        if care in self.raises:
            raise self.raises[care]
        asked = Asked(scenario.study.seed != PRACTICE_SEED, name, care, len(tasks))
        answer = [self._outcome(asked, task) for task in tasks]
        coming: Future[list[Outcome]] = Future()
        with self._guard:
            self.asked.append(asked)
            if self.free:
                coming.set_result(answer)
            else:
                self._waiting = coming, answer
                self._arrived.release()
        while not self._over.is_set():
            try:
                return coming.result(timeout=0.02)
            except TimeoutError:
                continue
        raise Ended

    def next(self) -> Asked:
        """Wait until something is asked for, and tell what it is."""
        assert self._arrived.acquire(timeout=PATIENCE)
        return self.asked[-1]

    def answer(self) -> None:
        """Answer what was told last."""
        with self._guard:
            assert self._waiting is not None
            coming, answer = self._waiting
            self._waiting = None
        coming.set_result(answer)

    def step(self) -> Asked:
        """Wait for a question, and answer it."""
        asked = self.next()
        self.answer()
        return asked

    def let_go(self) -> None:
        """Answer everything from now on."""
        with self._guard:
            self.free = True
            waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting[0].set_result(waiting[1])

    def times(self, care: float, *, sealed: bool) -> int:
        """How often a strategy of this care was asked for in such worlds."""
        return Counter((one.sealed, one.care) for one in self.asked)[sealed, care]

    def _outcome(self, asked: Asked, task: Task) -> Outcome:
        values = {
            "placements": gain(asked.care, task.replication, sealed=asked.sealed),
            "contacts": 0 if asked.strategy == "waiting" else 1000,
            "offences": 0 if asked.strategy == "waiting" else 20 - round(10 * asked.care),
        }
        if (asked.sealed, asked.care) in self.fails:
            return Outcome(task, error="the roof fell in")
        return outcome_of(task, values)


def outcome_of(task: Task, values: Mapping[str, float]) -> Outcome:
    """An outcome with these measures; all others are 1."""
    [name] = task.teams
    runs = {measure: float(values.get(measure, 1)) for measure in MEASURES}
    return Outcome(
        task, runs={name: runs}, series={name: {"day": [], **{one: [] for one in SERIES}}}
    )
