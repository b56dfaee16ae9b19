"""A calibration that was made: in tables, in sentences, in a picture and as a scenario file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recsim.analysis.calibrated import Calibrated
from recsim.decide.answer import Answer
from recsim.store.durable import as_bytes, deliver
from recsim.store.untrusted import content

if TYPE_CHECKING:
    from recsim.report.view import Plot
    from recsim.scenario.scenario import Scenario


@dataclass(frozen=True, repr=False)
class Calibration(Calibrated, Answer):
    """A calibration. A notebook shows its sentences.

    Attributes:
        scenario: the fitted scenario.
        text: it as a file.
        folder, runs, found, failed: as of ``Sweep``.
    """

    scenario: Scenario = None  # type: ignore[assignment]
    text: str = ""
    folder: Path | None = None
    runs: int = 0
    found: int = 0
    failed: tuple[tuple[str, int, str], ...] = ()

    def headline(self) -> str:
        """How many own numbers are met on fresh replications, and which are not."""
        from recsim.telling.calibration import headline

        return headline(self)

    def verdicts(self) -> list[str]:
        """The headline, what was moved, what is held out, and what is not determined."""
        from recsim.telling.calibration import verdicts

        return verdicts(self)

    def plot(self, name: str = "main") -> Plot:
        """The picture: own numbers before and after, and what they leave open.

        Raises:
            ValueError: there is no such picture.
        """
        from recsim.report.calibration import calibration

        self._must_have(name)
        return calibration(self)

    def save(self, path: str | Path) -> Path:
        """Write the fitted scenario as a file, with own numbers and passports in it.

        Raises:
            FileExistsError: something else is there.
            OSError: it cannot be written, or what is there cannot be read.
        """
        path = Path(path)
        if path.exists() and content(path) != as_bytes(self.text):
            raise FileExistsError(f"{path}: exists already, and is left as it is")
        deliver(path, as_bytes(self.text))
        return path

    def __repr__(self) -> str:
        where = f", in {self.folder}" if self.folder else ""
        return (
            f"<recsim.Calibration {self.loaded.scenario.name}: {self.met} of {len(self.fits)} own "
            f"numbers met, {len(self.moved)} settings moved{where}>"
        )
