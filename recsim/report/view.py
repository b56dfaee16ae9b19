"""What the plots read: a run's results by strategy, in the scenario's order, with their wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import matplotlib.figure
import numpy as np
import numpy.typing as npt
import polars as pl

from recsim.analysis.estimates import difference, pair, sample
from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.report import style
from recsim.report.labels import clean

Floats = npt.NDArray[np.float64]
PERCENT = 100.0
"""Shares are shown in percent."""


@dataclass(frozen=True)
class Plot:
    """A finished figure, the table behind it, a name for its files and its title."""

    figure: matplotlib.figure.Figure
    table: pl.DataFrame
    name: str
    title: str


@dataclass(frozen=True)
class Estimate:
    """A measure over ``n`` replications; ``low`` and ``high`` are None if there is no interval."""

    n: int
    value: float
    low: float | None
    high: float | None

    @property
    def ends(self) -> tuple[float, float]:
        """The interval, or the value twice."""
        if self.low is None or self.high is None:
            return self.value, self.value
        return self.low, self.high


class View:
    """Results as the plots want them.

    Attributes:
        results: what was run.
        keys: the strategies that were run, in the order of the scenario.
        replications: number of replications.
    """

    def __init__(self, results: Results) -> None:
        self.results = results
        self.scenario = results.scenario
        ran = set(results.runs["strategy"].unique())
        self.keys = tuple(key for key in self.scenario.strategies if key in ran)
        self.replications = results.runs["replication"].n_unique()
        self._places = {key: place for place, key in enumerate(self.scenario.strategies)}

    def label(self, key: str) -> str:
        """Name of the strategy on charts."""
        return clean(self.scenario.label(key))

    def colour(self, key: str) -> str:
        """Its colour."""
        return style.colour(self._places[key])

    def ink(self, key: str) -> str:
        """Its colour for letters: dark enough to be read."""
        return style.text_colour(self._places[key])

    def mark(self, key: str) -> str:
        """Its mark."""
        return style.mark(self._places[key])

    @cached_property
    def _runs(self) -> dict[str, pl.DataFrame]:
        table = self.results.runs.sort("replication")
        return {key: table.filter(pl.col("strategy") == key) for key in self.keys}

    def known(self, measure: str) -> bool:
        """Whether the measure is defined for at least one strategy."""
        return any(self.estimate(key, measure) for key in self.keys)

    def values(self, key: str, measure: str) -> Floats:
        """One value a replication, in order, without those in which the measure is undefined."""
        column = self._runs[key][measure].drop_nulls()
        return column.cast(pl.Float64).to_numpy() * scale(measure)

    def estimate(self, key: str, measure: str, segment: str | None = None) -> Estimate | None:
        """The measure over all replications (a rate: sum over sum); None if it is undefined."""
        rows = self._runs[key]
        if segment is not None:
            rows = self.results.segments.filter(
                (pl.col("strategy") == key) & (pl.col("segment") == segment)
            )
        found = sample(rows, measure)
        interval = found.interval(self.confidence)
        return scaled(interval, found.n, scale(measure)) if interval else None

    def difference(self, key: str, measure: str, base: str | None = None) -> Estimate | None:
        """How much the strategy is above the first one (or ``base``), paired; None if undefined."""
        keys = (base or self.keys[0], key)
        first, other = pair(*(sample(self._runs[k], measure) for k in keys))
        interval = difference(first, other, self.confidence)
        return scaled(interval, first.n, scale(measure)) if interval else None

    def total(self, key: str, measures: Sequence[str]) -> float:
        """Sum of the means of these counts."""
        return sum(float(values.mean()) for name in measures
                   if len(values := self.values(key, name)))  # fmt: skip

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """Segments from abundant to scarce: by people who start to search per requisition."""

        def supply(name: str) -> float:
            segment = self.scenario.world.segments[name]
            asked = segment.requisition_share
            searching = segment.people_share * segment.search_multiplier
            return searching / asked if asked > 0 else float("inf")

        return tuple(sorted(self.scenario.world.segments, key=lambda name: -supply(name)))

    @property
    def subtitle(self) -> str:
        """Scenario, what was run, how often, and the seed."""
        study = self.scenario.study
        name = self.scenario.title or self.scenario.name.replace("_", " ")
        if self.results.variant:
            name += f" ({self.results.variant.replace('+', ' + ')})"
        market = ", all teams in one market" if study.market == "shared" else ""
        warm = study.warm_up_days
        after = f" after {_days(warm)} of warm-up" if warm else ""
        return (
            f"{name}: {_days(study.horizon_days)}{after}{market}; "
            f"{_runs(self.replications)}, seed {study.seed}"
        )

    @property
    def confidence(self) -> float:
        """Confidence of intervals."""
        return self.scenario.study.confidence

    @property
    def percent(self) -> str:
        """Confidence in words: "95%"."""
        return f"{100 * self.confidence:g}%"

    def interval_note(self, what: str = "bars") -> str:
        """What the intervals on a chart are."""
        if self.replications == 1:
            return "one run, no interval"
        return (
            f"{what}: {self.percent} interval of the mean over {self.replications} replications "
            "(of rates: sum over sum)"
        )

    def means_note(self) -> str:
        """What numbers without intervals are."""
        if self.replications == 1:
            return "one run, no interval"
        return f"means over {self.replications} replications"


def _days(days: int) -> str:
    if days == 365:
        return "one year"
    if days % 365 == 0:
        return f"{days // 365} years"
    if days % 7 == 0:
        return f"{days // 7} weeks" if days > 7 else "one week"
    return f"{days} days" if days != 1 else "one day"


def _runs(count: int) -> str:
    return "one replication" if count == 1 else f"{count} replications"


def scaled(interval: Interval, n: int, factor: float) -> Estimate:
    """An interval in the unit that charts show."""
    low = None if interval.low is None else interval.low * factor
    high = None if interval.high is None else interval.high * factor
    return Estimate(n, interval.estimate * factor, low, high)


def scale(name: str) -> float:
    """Factor from a measure's own unit to that on charts."""
    return PERCENT if name in MEASURES and MEASURES[name].unit == "share" else 1.0


def fraction(name: str) -> str:
    """A rate as a fraction of two counts, a count in words."""
    of = MEASURES[name]
    if not of.is_ratio:
        first = of.definition.split(";")[0]
        return first[0].lower() + first[1:].rstrip(".")
    factor = PERCENT if of.unit == "share" else of.factor
    times = f"{factor:,.0f} \u00d7 " if factor != 1 else ""
    return f"{times}{of.numerator} / {of.denominator}"


def definition(name: str) -> str:
    """The definition as a footnote."""
    of = MEASURES[name]
    return f"{of.label}{' = ' if of.is_ratio else ': '}{fraction(name)}"


def heading(name: str) -> str:
    """Name of a measure as the heading of a panel, with percent where it is a share."""
    of = MEASURES[name]
    percent = ", %" if of.unit == "share" else ""
    return sentence(of.label) + percent


def number(value: float, *, whole: bool = False, digits: int | None = None) -> str:
    """A value on a chart: two or three digits, thousands separated; a count without decimals."""
    size = abs(value)
    if digits is None:
        digits = 0 if whole else decimals(value)
    word = f"{size:,.{digits}f}"
    if size > 0 and not word.strip("0.,"):
        return f"<{10.0**-digits:g}" if value > 0 and digits else word
    return word if value >= 0 or size == 0 else "\u2212" + word


def decimals(value: float) -> int:
    """Decimals that a value is shown with."""
    size = abs(value)
    return 0 if size >= 99.5 or size == 0 else 1 if size >= 0.95 else 2


def count_words(value: float) -> str:
    """A mean number of things in a run: whole, but for small ones."""
    return number(value, digits=0 if value >= 9.95 or value == 0 else 1)


def span_words(found: Estimate, *, whole: bool = False) -> tuple[str, str]:
    """A value and its interval ("190 to 206", "" if it has none), with equal decimals."""
    digits = 0 if whole else decimals(max(abs(end) for end in found.ends))
    value = number(found.value, digits=0 if found.value == 0 else digits)
    if found.low is None or found.high is None:
        return value, ""
    low, high = (number(end, digits=0 if end == 0 else digits) for end in (found.low, found.high))
    return value, f"{low} to {high}"


def share(percent: float) -> str:
    """A share per hundred: more digits for the rare."""
    if percent >= 9.5 or percent == 0:
        return f"{percent:.0f}"
    return f"{percent:.1f}" if percent >= 0.95 else number(percent)


def sentence(text: str) -> str:
    """``text`` with a capital letter at the start."""
    return text[:1].upper() + text[1:]
