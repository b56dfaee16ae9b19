"""Which engine the tasks of a run go through, and what is done so that the next ones go faster.

``auto`` in a run that is expected to take SimPy

- less than ``TINY`` seconds: SimPy, unless the compiled engine is ready; nothing is compiled;
- less than ``LONG`` seconds: SimPy at once; the engine is compiled in the background at the lowest
  priority, and takes over what has not begun as soon as it is ready;
- longer: the engine is compiled first, because compiling and running takes less time than running.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recsim.model import background, engines
from recsim.model.engines import Engine, EngineMissing
from recsim.scenario.scenario import Scenario
from recsim.scenario.study import EngineChoice

TINY = 2.0
LONG = 120.0
SECONDS_PER_PERSON_DAY = 0.5e-6
SECONDS_PER_RECRUITER_DAY = 200e-6
"""What SimPy takes, within a factor of three: people live, recruiters act on them."""

Tell = Callable[[str], None]


class Selection:
    """Chooses the engine of each task of a run.

    Attributes:
        wanted: as in ``study.engine``.
        used: the engines that simulated, the first one first.
    """

    def __init__(self, wanted: EngineChoice = "auto", tell: Tell | None = None) -> None:
        """``tell`` is called with a sentence before something that takes long."""
        self.wanted = wanted
        self.used: list[Engine] = []
        self._tell: Tell = tell or (lambda sentence: None)
        self._loaded = False

    def begin(self, seconds: float) -> None:
        """Get ready for a run that SimPy would take so many seconds for.

        Raises:
            EngineMissing: the compiled engine is wanted, and cannot run here.
        """
        if engines.choose(self.wanted) == "compiled":
            self._load()
        elif self.wanted == "auto" and engines.available():
            if seconds >= LONG:
                self._load()
            elif seconds >= TINY:
                background.start()

    def engine(self) -> Engine:
        """The engine of the next tasks, ready to simulate."""
        if not self.stays_with_simpy():
            self._load()
        chosen = engines.choose(self.wanted)
        if chosen not in self.used:
            self.used.append(chosen)
        return chosen

    def stays_with_simpy(self) -> bool:
        """Whether no other engine is wanted and ready; asked before each task."""
        return engines.choose(self.wanted) == "simpy"

    def _load(self) -> None:
        if self._loaded:
            return
        if not engines.ready():
            self._tell("Compiling the fast engine, once on this computer: about a minute ...")
        try:
            engines.prepare()
        except Exception as error:
            if self.wanted == "compiled":
                raise EngineMissing(
                    f"The compiled engine cannot be compiled here: {error}\n"
                    "Take engine simpy: the same results, more slowly."
                ) from error
            self.wanted = "simpy"
            self._tell(f"The fast engine cannot be used ({error}); SimPy does the work.")
        self._loaded = True


def simpy_seconds(scenario: Scenario, worlds: Iterable[tuple[str, ...]], workers: int) -> float:
    """Roughly how long SimPy takes for these worlds, each a tuple of the teams in it."""
    study = scenario.study
    days = study.warm_up_days + study.horizon_days
    total = 0.0
    for teams in worlds:
        recruiters = sum(scenario.strategies[team].recruiters for team in teams)
        total += scenario.world.people * days * SECONDS_PER_PERSON_DAY
        total += recruiters * days * SECONDS_PER_RECRUITER_DAY
    return total / workers
