"""Whether the warm-up is long enough: what was found, in a table, in sentences, in a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recsim.analysis.warm_up import Settled
from recsim.decide.answer import Answer

if TYPE_CHECKING:
    from recsim.report.view import Plot
    from recsim.scenario.load import Loaded


@dataclass(frozen=True, repr=False)
class WarmUp(Settled, Answer):
    """Whether the warm-up is long enough. A notebook shows its sentences.

    Attributes:
        loaded: the scenario as it stands.
        folder: the results folder; None if nothing was written.
        found_there: replications that were there before.
        failed: runs that failed, as strategy, replication and error.
    """

    loaded: Loaded
    folder: Path | None = None
    found_there: int = 0
    failed: tuple[tuple[str, int, str], ...] = ()

    def headline(self) -> str:
        """For how many series the warm-up is long enough, and for which it is not."""
        from recsim.telling.warm_up import headline

        return headline(self)

    def verdicts(self) -> list[str]:
        """The headline, and how it was found."""
        from recsim.telling.warm_up import verdicts

        return verdicts(self)

    def plot(self, name: str = "main") -> Plot:
        """Welch's picture: moving averages of each series, and where it has settled.

        Raises:
            ValueError: there is no such picture.
        """
        from recsim.report.settling import settling

        self._must_have(name)
        return settling(self)

    def __repr__(self) -> str:
        where = f", in {self.folder}" if self.folder else ""
        return (
            f"<recsim.WarmUp {self.loaded.scenario.name}: {len(self.found)} series, "
            f"{len(self.results.replications)} replications{where}>"
        )
