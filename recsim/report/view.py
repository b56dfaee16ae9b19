"""What the plots read: a run's results by strategy, in the scenario's order, with their wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from math import fsum
from pathlib import Path

import matplotlib
import matplotlib.figure
import numpy as np
import numpy.typing as npt
import polars as pl

from recsim.analysis.estimates import difference, pair, sample
from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import Comparison
from recsim.analysis.results import Results
from recsim.analysis.samples import samples_of
from recsim.analysis.tradeoff import axes
from recsim.report import style
from recsim.report.labels import clean
from recsim.scenario.printable import printable
from recsim.scenario.sentences import capital
from recsim.telling.findings import Teller
from recsim.telling.numbers import Written, text, written
from recsim.telling.spreadsheet import in_table
from recsim.telling.units import PERCENT, counted, percent, time
from recsim.telling.units import scale as scale_of

MOST_CHANGES = 3
Floats = npt.NDArray[np.float64]


_METADATA: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Creator": None, "Date": None, "Format": None},
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
}
"""What matplotlib would write of itself and the time: equal plots are equal files."""


def _for_spreadsheets(table: pl.DataFrame) -> pl.DataFrame:
    """The table; labels that look like formulas are marked."""
    labels = table.select(pl.col(pl.String))
    return table.with_columns(
        pl.Series(one.name, [in_table(text) for text in one], dtype=pl.String) for one in labels
    )


@dataclass(frozen=True, repr=False)
class Plot:
    """A finished figure, the table behind it, a name for its files and its title."""

    figure: matplotlib.figure.Figure
    table: pl.DataFrame
    name: str
    title: str

    def save(self, path: str | Path) -> None:
        """Write the picture, or the table behind it, as the end of the file's name says.

        Args:
            path: a file that ends in .png, .svg, .pdf or .csv.

        Raises:
            ValueError: it ends in something else.
            OSError: it cannot be written.
        """
        kind = Path(path).suffix.removeprefix(".").lower()
        if kind == "csv":
            with Path(path).open("wb") as file:  # Polars opens no path that is not UTF-8
                _for_spreadsheets(self.table).write_csv(file)
        elif kind in _METADATA:
            self._draw(path, kind)
        else:
            raise ValueError(f"{path}: expected a name that ends in .png, .svg, .pdf or .csv")

    def _draw(self, file: str | Path | BytesIO, kind: str) -> None:
        metadata = {"Title": printable(self.title), **_METADATA[kind]}
        with matplotlib.rc_context(style.SETTINGS):
            self.figure.savefig(file, format=kind, dpi=style.DPI, metadata=metadata)

    def svg(self) -> bytes:
        """The picture as SVG, letters as shapes."""
        file = BytesIO()
        self._draw(file, "svg")
        return file.getvalue()

    def _repr_png_(self) -> bytes:
        """What a notebook shows."""
        file = BytesIO()
        self._draw(file, "png")
        return file.getvalue()

    def __repr__(self) -> str:
        return f"<recsim picture {self.name}: {self.title}>"


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

    def written(self, *, whole: bool = False, sign: bool = False) -> Written:
        """The value and its interval in equal decimals."""
        return written(self.value, self.low, self.high, whole=whole, sign=sign)


class View:
    """Results as the plots want them.

    Attributes:
        results: what was run.
        keys: the strategies that were run, in the order of the scenario.
        gain, harm: the measures that are held against each other; see ``tradeoff.axes``.
        teller: says what was found.
        replications: number of replications.
    """

    def __init__(self, results: Results, *, gain: str = "", harm: str = "") -> None:
        self.results = results
        self.scenario = results.scenario
        ran = set(results.runs["strategy"].unique())
        self.keys = tuple(key for key in self.scenario.strategies if key in ran)
        self.replications = results.runs["replication"].n_unique()
        own = axes(self.scenario)
        self.gain, self.harm = gain or own[0], harm or own[1]
        self.teller = Teller(self.scenario, samples_of(results))
        self._places = {key: place for place, key in enumerate(self.scenario.strategies)}

    def pair(self, values: Mapping[str, float]) -> tuple[str, str] | None:
        """The two strategies to speak of: the only two, those that the question is about, or else
        those with the lowest and the highest of these values; None if fewer than two have one.
        """
        if len(values) < 2:
            return None
        ranked = sorted(values, key=lambda key: values[key])
        for two in (self.keys, self.scenario.study.about):
            if len(two) == 2 and values.keys() >= set(two):
                return two[0], two[1]
        return ranked[0], ranked[-1]

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

    def interval(self, key: str, measure: str) -> Interval | None:
        """The measure in its own unit; None if it is undefined."""
        return self.teller.samples(key, measure).interval(self.confidence)

    def difference(self, key: str, measure: str, base: str | None = None) -> Estimate | None:
        """How much the strategy is above the first one (or ``base``), paired; None if undefined."""
        keys = (base or self.keys[0], key)
        first, other = pair(*(sample(self._runs[k], measure) for k in keys))
        interval = difference(first, other, self.confidence)
        return scaled(interval, first.n, scale(measure)) if interval else None

    def compared(self, key: str, measure: str, base: str | None = None) -> Comparison:
        """The strategy against the first one (or ``base``): what is decided, and what is not."""
        return self.teller.compare(measure, base or self.keys[0], key)

    def total(self, key: str, measures: Sequence[str]) -> float:
        """Sum of the means of these counts."""
        return fsum(float(values.mean()) for name in measures
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
        after = f" after {time(warm)} of warm-up" if warm else ""
        runs = counted(self.replications, "run")
        version = self.results.other_version
        made = f"; made by another version of the model ({version})" if version else ""
        return (
            f"{name}: {time(study.horizon_days)}{after}{market}; {runs}, seed {study.seed}"
            f"{self._changed}{made}"
        )

    @property
    def _changed(self) -> str:
        """What was changed for this run alone; the folder's README names what is too much here."""
        lines = self.results.changed
        more = f"; and {len(lines) - MOST_CHANGES} more" if len(lines) > MOST_CHANGES else ""
        return f"; changed by --set: {'; '.join(lines[:MOST_CHANGES])}{more}" if lines else ""

    @property
    def confidence(self) -> float:
        """Confidence of intervals."""
        return self.scenario.study.confidence

    @property
    def percent(self) -> str:
        """Confidence in words: "95%"."""
        return percent(self.confidence)

    def interval_note(self, what: str = "bars") -> str:
        """What the intervals on a chart are."""
        if self.replications == 1:
            return "one run, no interval"
        simulated = "simulated years" if self.scenario.study.horizon_days == 365 else "runs"
        return (
            f"{what}: how sure we are of the average of {self.replications} {simulated} "
            f"({self.percent} interval)"
        )

    def means_note(self) -> str:
        """What numbers without intervals are."""
        if self.replications == 1:
            return "one run, no interval"
        return f"averages of {counted(self.replications, 'run')}"


def scaled(interval: Interval, n: int, factor: float) -> Estimate:
    """An interval in the unit that charts show."""
    low = None if interval.low is None else interval.low * factor
    high = None if interval.high is None else interval.high * factor
    return Estimate(n, interval.estimate * factor, low, high)


def scale(name: str) -> float:
    """Factor from a measure's own unit to that on charts."""
    return scale_of(MEASURES[name]) if name in MEASURES else 1.0


def fraction(name: str) -> str:
    """A rate as a fraction of two counts, a count in words."""
    of = MEASURES[name]
    if not of.is_ratio:
        first = of.definition.split(";")[0]
        return first[0].lower() + first[1:].rstrip(".")
    factor = PERCENT if of.unit == "share" else of.factor
    times = f"{text(factor)} \u00d7 " if factor != 1 else ""
    return f"{times}{of.numerator} / {of.denominator}"


def heading(name: str) -> str:
    """Name of a measure as the heading of a panel, with percent where it is a share."""
    of = MEASURES[name]
    share = ", %" if of.unit == "share" else ""
    return capital(of.label) + share
