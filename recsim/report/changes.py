"""What variants change, in numbers and words: each strategy with and without them, paired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from recsim.analysis.finding import Finding, sizes_that_matter
from recsim.analysis.paired import Comparison, compare_samples
from recsim.report import labels
from recsim.report.view import Estimate, View, scale, scaled
from recsim.scenario.beside import changed_settings
from recsim.scenario.sentences import quoted
from recsim.scenario.yaml_text import yaml_text
from recsim.telling.findings import Teller
from recsim.telling.numbers import text as number_text

READ = (
    "full marks and dotted lines: as it stands; change: with the variant minus as it stands, in "
    "the same worlds"
)
BOLD = "; bold: it has a direction"
MOST_TOLD = 3
"""Variants that are told in words."""
NEARLY = 0.9
"""Share of the greatest change from which on a measure that is declared earlier is told."""


@dataclass(frozen=True)
class Line:
    """A measure of one strategy with one variant, "" for none.

    Attributes:
        key, variant: names of the two.
        found: the measure; None if it is undefined.
        change: how much it is above that of the scenario as it stands, paired; None if undefined.
        compared: the same in the measure's own unit, and what it says.
    """

    key: str
    variant: str
    found: Estimate | None
    change: Estimate | None = None
    compared: Comparison | None = None

    @property
    def clear(self) -> bool:
        """Whether the change has a direction."""
        return self.compared is not None and self.compared.finding is Finding.DECIDED

    @property
    def size(self) -> float:
        """Size of the change."""
        return abs(self.change.value) if self.change else 0.0

    @property
    def before(self) -> float:
        """The measure as the scenario stands."""
        value = self.found.value if self.found else 0.0
        return value - self.change.value if self.change else value


def sides(view: View) -> dict[str, View]:
    """The scenario as it stands by the name "", and the variants beside it."""
    return {"": view, **{name: View(one) for name, one in view.results.beside.items()}}


def shown(view: View) -> list[str]:
    """The first two declared measures that are defined for anybody; with none, placements."""
    names = dict.fromkeys([*view.scenario.study.outcomes, "placements"])
    views = sides(view).values()
    return [name for name in names if any(one.known(name) for one in views)][:2]


def lines(view: View, name: str) -> list[Line]:
    """The measure of every strategy: as the scenario stands, then with each variant."""
    views = sides(view)
    return [_line(view, one, key, name, at) for key in view.keys for at, one in views.items()]


def _line(view: View, other: View, key: str, name: str, variant: str) -> Line:
    if key not in other.keys:
        return Line(key, variant, None)
    if not variant:
        return Line(key, variant, other.estimate(key, name))
    one, two = (side.teller.samples(key, name) for side in (view, other))
    matters = sizes_that_matter(view.scenario.study).get(name)
    compared = compare_samples(one, two, key, key, view.confidence, matters)
    found = compared.interval
    change = scaled(found, compared.n, scale(name)) if found else None
    return Line(key, variant, other.estimate(key, name), change, compared)


def finding(view: View, names: Sequence[str]) -> str:
    """What each of the first variants changes most clearly, and for whom.

    That is the first measure with (nearly) the greatest decided change of any strategy relative to
    its own value.
    """
    said: list[str] = []
    for variant in list(view.results.beside)[:MOST_TOLD]:
        found = {
            name: [line for line in lines(view, name) if line.variant == variant and line.change]
            for name in names
        }
        sizes = {name: max(map(_relative, rows), default=0.0) for name, rows in found.items()}
        label = quoted(view.scenario.variant_label(variant))
        if not any(sizes.values()):
            said.append(f"With {label}, nothing changes clearly.")
            continue
        name = next(name for name in names if sizes[name] >= NEARLY * max(sizes.values()))
        most = max(found[name], key=_relative)
        compared = most.compared
        assert compared is not None
        words = {most.key: "the scenario as it stands", variant: label}
        teller = Teller(view.scenario, view.teller.samples, words)
        text = teller.alone(replace(compared, baseline=most.key, strategy=variant))
        said.append(f"{view.label(most.key)}: {text}" if len(view.keys) > 1 else text)
    return " ".join(said)


def _relative(line: Line) -> float:
    if not line.clear:
        return 0.0
    return line.size / max(abs(line.before), 1e-9)


def notes(view: View) -> list[str]:
    """How to read it, and which settings each variant changes."""
    said = [READ + BOLD if view.replications > 1 else READ]
    for variant, one in list(view.results.beside.items())[:MOST_TOLD]:
        changed = changed_settings(view.scenario, one.scenario)
        words = [
            f"{'.'.join(key.split('.')[-2:])} {_setting(after)} instead of {_setting(before)}"
            for key, (before, after) in list(changed.items())[:2]
        ]
        if (more := len(changed) - len(words)) > 0:
            words.append(f"{more} more {'setting' if more == 1 else 'settings'}")
        said.append(f"{view.scenario.variant_label(variant)}: {', '.join(words) or 'no setting'}")
    if (more := len(view.results.beside) - MOST_TOLD) > 0:
        said.append(f"{more} more {'variant' if more == 1 else 'variants'}: see the scenario")
    return said


def _setting(value: object) -> str:
    if isinstance(value, float):
        return number_text(value)
    text = "nothing" if value is None else labels.clean(yaml_text(value))
    return text if len(text) <= 40 else f"{text[:39]}\u2026"
