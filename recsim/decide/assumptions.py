"""What could turn the answer: what was found, in tables, in sentences and in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recsim.analysis.assumed import Assumed
from recsim.decide.answer import Answer

if TYPE_CHECKING:
    from recsim.report.view import Plot


@dataclass(frozen=True, repr=False)
class Assumptions(Assumed, Answer):
    """What could turn the answer. A notebook shows its sentences.

    Attributes:
        folder, runs, found, failed: as of ``Sweep``.
    """

    folder: Path | None = None
    runs: int = 0
    found: int = 0
    failed: tuple[tuple[str, int, str], ...] = ()

    def headline(self) -> str:
        """Chance and ignorance side by side, in two sentences."""
        from recsim.telling.assumptions import headline

        return headline(self)

    def verdicts(self) -> list[str]:
        """The headline, what turns the answer, and where among plausible worlds it does."""
        from recsim.telling.assumptions import verdicts

        return verdicts(self)

    @property
    def pictures(self) -> tuple[str, ...]:
        """Names of the pictures that there are."""
        return ("main", *(one.method for one in self.sensitivity))

    def plot(self, name: str = "main") -> Plot:
        """A picture.

        Args:
            name: "main": a tornado of the difference, and chance beside ignorance; "morris" and
                "sobol", if they were asked for: what each number does, with its interval.

        Raises:
            ValueError: there is no such picture.
        """
        from recsim.report.sensitivity import sensitivity
        from recsim.report.tornado import tornado

        self._must_have(name)
        for one in self.sensitivity:
            if one.method == name:
                return sensitivity(self, one)
        return tornado(self)

    def __repr__(self) -> str:
        where = f", in {self.folder}" if self.folder else ""
        looked = len(self.assumptions) + len(self.others)
        return (
            f"<recsim.Assumptions {self.loaded.scenario.name}: {looked} uncertain numbers, "
            f"{len(self.worlds)} plausible worlds{where}>"
        )
