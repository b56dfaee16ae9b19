"""A strategy that was tuned: what it reaches, in a table, in sentences, in a picture, as a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recsim.analysis.tried import Tried
from recsim.decide.answer import Answer
from recsim.scenario.yaml_text import yaml_text

if TYPE_CHECKING:
    from recsim.report.view import Plot


@dataclass(frozen=True, repr=False)
class Tune(Tried, Answer):
    """A strategy that was tuned. A notebook shows its sentences.

    Attributes:
        folder, runs, found, failed: as of ``Sweep``.
    """

    folder: Path | None = None
    runs: int = 0
    found: int = 0
    failed: tuple[tuple[str, int, str], ...] = ()

    def headline(self) -> str:
        """What tuning brings in fresh worlds, and how much of it was luck."""
        from recsim.telling.tuning import headline

        return headline(self)

    def verdicts(self) -> list[str]:
        """The headline, harm, the settings, and what cannot be told apart, in sentences."""
        from recsim.telling.tuning import verdicts

        return verdicts(self)

    def plot(self, name: str = "main") -> Plot:
        """The picture: all that was tried, on the plane of gain and harm.

        Raises:
            ValueError: there is no such picture.
        """
        from recsim.report.tuned import tuned

        self._must_have(name)
        return tuned(self)

    def file(self) -> str:
        """A scenario in which what was found stands beside the strategy as it was, as YAML."""
        label = self.loaded.scenario.label(self.strategy)
        base = "resolved.yaml" if self.loaded.changed or self.loaded.variant else "scenario.yaml"
        lines = [
            "# Made by recsim tune: the strategy as it was, and what was best in practice worlds.",
            f"extends: {base}",
            "strategies:",
            f"  {self.strategy}: {{}}",
        ]
        names = [trial.name.replace(" ", "_") for trial in self.chosen]
        for name, trial in zip(names, self.chosen, strict=True):
            lines += [f"  {name}:", f"    like: {self.strategy}"]
            lines.append(f"    label: {yaml_text(f'{label}, {trial.name}')}")
            settings = {
                lever.keys[0].removeprefix(f"strategies.{self.strategy}."): value
                for lever, value in zip(self.levers, trial.values, strict=True)
            }
            lines += _lines(settings)
        if names:
            lines.append(f"study: {{about: [{self.strategy}, {names[0]}]}}")
        return "\n".join(lines) + "\n"

    def __repr__(self) -> str:
        where = f", in {self.folder}" if self.folder else ""
        return (
            f"<recsim.Tune {self.loaded.scenario.name}, {self.strategy}: {len(self.trials)} "
            f"settings of {len(self.levers)} levers{where}>"
        )


def _lines(settings: dict[str, Any]) -> list[str]:
    """Settings by dotted key as lines of a strategy; those of a block stand together."""
    lines: list[str] = []
    blocks: dict[str, list[str]] = {}
    for key, value in settings.items():
        block, _, name = key.rpartition(".")
        if block:
            blocks.setdefault(block, []).append(f"{name}: {yaml_text(value)}")
        else:
            lines.append(f"    {key}: {yaml_text(value)}")
    return lines + [f"    {block}: {{{', '.join(inside)}}}" for block, inside in blocks.items()]
