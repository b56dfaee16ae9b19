"""What variants change, in numbers and words: each strategy with and without them, paired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from recsim.analysis.estimates import difference, pair, sample
from recsim.analysis.measures import MEASURES
from recsim.report import labels
from recsim.report.view import Estimate, View, decimals, number, scale, scaled, sentence
from recsim.scenario.beside import changed_settings
from recsim.scenario.show import yaml_text

READ = (
    "full marks and dotted lines: as it stands; change: with the variant minus as it stands, in "
    "the same worlds"
)
BOLD = "; bold: its interval is clear of zero"
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
    """

    key: str
    variant: str
    found: Estimate | None
    change: Estimate | None = None

    @property
    def clear(self) -> bool:
        """Whether the interval of the change lies on one side of zero."""
        if self.change is None or self.change.low is None:
            return False
        low, high = self.change.ends
        return low > 0 or high < 0

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
    mine = pl.col("strategy") == key
    samples = (sample(one.results.runs.filter(mine), name) for one in (view, other))
    before, after = pair(*samples)
    found = difference(before, after, view.confidence)
    change = scaled(found, before.n, scale(name)) if found else None
    return Line(key, variant, other.estimate(key, name), change)


def digits(found: Sequence[Line], name: str) -> int:
    """Decimals that all numbers of a measure have: no clear change is shown as zero."""
    values = [abs(line.found.value) for line in found if line.found]
    count = 0 if MEASURES[name].whole else decimals(max(values, default=0.0))
    while count < 4 and any(line.clear and round(line.size, count) == 0 for line in found):
        count += 1
    return count


def signed(value: float, decimals_: int) -> str:
    """A change with its sign, also when it is positive."""
    word = f"{abs(value):,.{decimals_}f}"
    if not word.strip("0.,"):
        return word
    return f"+{word}" if value > 0 else f"\u2212{word}"


def finding(view: View, names: Sequence[str]) -> str:
    """What each of the first variants changes most, and for whom most and least.

    That is the first measure with (nearly) the greatest clear change of any strategy relative to
    its own value.
    """
    if view.replications == 1:
        return "One run, no interval: another world may turn out the other way round."
    said: list[str] = []
    for variant in list(view.results.beside)[:MOST_TOLD]:
        found = {
            name: [line for line in lines(view, name) if line.variant == variant and line.change]
            for name in names
        }
        sizes = {name: _most(rows) for name, rows in found.items()}
        label = sentence(labels.clean(view.scenario.variant_label(variant)))
        if not any(sizes.values()):
            said.append(f"{label}: no clear change")
            continue
        name = next(name for name in names if sizes[name] >= NEARLY * max(sizes.values()))
        enough = NEARLY * sizes[name]
        rows = [line for line in found[name] if line.clear and _relative(line) >= enough]
        most = max(rows, key=lambda line: line.size)
        least = min(found[name], key=_relative)
        percent = "" if any("interval" in one for one in said) else view.percent
        words = [_said(view, name, most, percent)]
        if least is not most and len(view.results.beside) < MOST_TOLD:
            words.append(_said(view, name, least, ""))
        said.append(f"{label}, {MEASURES[name].label}: {'; '.join(words)}")
    return f"{'. '.join(said)}."


def _most(found: Sequence[Line]) -> float:
    return max((_relative(line) for line in found if line.clear), default=0.0)


def _relative(line: Line) -> float:
    return line.size / max(abs(line.before), 1e-9)


def _said(view: View, name: str, line: Line, percent: str) -> str:
    """ "At work 14.2 instead of 20.1 (95% interval of the change -6.3 to -5.5)"."""
    assert line.found is not None
    assert line.change is not None
    if not line.clear:
        same = line.change.ends == (0.0, 0.0)
        return f"{view.label(line.key)} {'no change' if same else 'no clear change'}"
    count = digits([line], name)
    unit = "%" if MEASURES[name].unit == "share" else ""
    after, before = (f"{number(v, digits=count)}{unit}" for v in (line.found.value, line.before))
    low, high = (signed(end, count) for end in line.change.ends)
    what = f"{percent} interval of the change " if percent else ""
    return f"{view.label(line.key)} {after} instead of {before} ({what}{low} to {high})"


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
        return f"{value:g}"
    text = "nothing" if value is None else labels.clean(yaml_text(value))
    return text if len(text) <= 40 else f"{text[:39]}\u2026"
