"""Which engine a run goes through, and which ones it went through."""

from __future__ import annotations

from recsim.model import engines
from recsim.model.engines import Engine
from recsim.scenario.study import EngineChoice


class Selection:
    """Chooses the engine of a run.

    Attributes:
        wanted: as in ``study.engine``.
        used: the engines that simulated, the first one first.
    """

    def __init__(self, wanted: EngineChoice = "auto") -> None:
        self.wanted = wanted
        self.used: list[Engine] = []

    def engine(self) -> Engine:
        """The engine that simulates.

        Raises:
            EngineMissing: the engine that is wanted cannot run here.
        """
        chosen = engines.choose(self.wanted)
        if chosen not in self.used:
            self.used.append(chosen)
        return chosen
