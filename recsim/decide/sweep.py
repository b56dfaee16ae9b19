"""A sweep that was made: what it found, in a table, in sentences and in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recsim.analysis.swept import Swept
from recsim.decide.answer import Answer

if TYPE_CHECKING:
    from recsim.report.view import Plot


@dataclass(frozen=True, repr=False)
class Sweep(Swept, Answer):
    """A sweep that was made. A notebook shows its sentences.

    Attributes:
        folder: the results folder; None if nothing was written.
        runs: how many runs it is made of.
        found: how many of them were there before.
        failed: runs that failed, as strategy, replication and error.
    """

    folder: Path | None = None
    runs: int = 0
    found: int = 0
    failed: tuple[tuple[str, int, str], ...] = ()

    def headline(self) -> str:
        """The finding in a sentence or two, with its doubt."""
        from recsim.telling.sweeps import headline

        return headline(self)

    def verdicts(self) -> list[str]:
        """The headline, where it turns, what is best, and what is not known, in sentences."""
        from recsim.telling.sweeps import verdicts

        return verdicts(self)

    def plot(self, name: str = "main") -> Plot:
        """The picture, which a notebook shows; ``save`` writes it, ``table`` has its numbers.

        Args:
            name: "main": one key: a curve with its band for each strategy; two or three: the
                break-even map; points of a design: the difference along each key.

        Raises:
            ValueError: there is no such picture.
        """
        from recsim.report.sweeps import picture

        self._must_have(name)
        return picture(self)

    def __repr__(self) -> str:
        keys = ", ".join(axis.key for axis in self.axes)
        where = f", in {self.folder}" if self.folder else ""
        return (
            f"<recsim.Sweep {self.loaded.scenario.name}: {keys}; {len(self.cells)} points, "
            f"{self.replications} replications{where}>"
        )
