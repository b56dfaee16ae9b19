"""A sweep: what becomes of the outcomes where settings have other values, in the same worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from recsim.analysis.declared import BREAKS, check_limits
from recsim.analysis.estimates import sample
from recsim.analysis.finding import sizes_that_matter
from recsim.analysis.glossary import unit_of
from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import Comparison, compare_samples
from recsim.analysis.results import Results
from recsim.analysis.samples import Samples, samples_of
from recsim.scenario.show import value_at
from recsim.scenario.vary import Axis, Value

if TYPE_CHECKING:
    from recsim.analysis.looks import Looked
    from recsim.scenario.load import Loaded


@dataclass(frozen=True)
class Cell:
    """What happened at one point.

    Attributes:
        values: one for each axis.
        results: of the strategies that are looked at.
        is_base: whether it is the scenario as it stands.
        looks: runs at the last look, where runs were added until it was settled; else 0.
        settled: whether it was then.
    """

    values: tuple[Value, ...]
    results: Results
    is_base: bool = False
    looks: int = 0
    settled: bool = False

    @property
    def settled_after(self) -> int | None:
        """Runs after which it was settled; None if it was not."""
        return self.looks if self.settled else None

    @cached_property
    def samples(self) -> Samples:
        """Of each strategy and measure."""
        return samples_of(self.results)

    def compare(self, measure: str, baseline: str, strategy: str) -> Comparison:
        """A strategy against another one here."""
        one, other = self.samples(baseline, measure), self.samples(strategy, measure)
        study = self.results.scenario.study
        matters = sizes_that_matter(study).get(measure)
        return compare_samples(one, other, baseline, strategy, study.confidence, matters)

    def level(self, strategy: str, measure: str) -> Interval | None:
        """A measure of a strategy; None if it is undefined."""
        found = self.samples(strategy, measure)
        return found.interval(self.results.scenario.study.confidence)

    @cached_property
    def breaks(self) -> Mapping[str, tuple[str, ...]]:
        """Measures whose limit a strategy breaks, by strategy."""
        found = [one for one in check_limits(self.results) if one.verdict == BREAKS]
        return {
            name: tuple(one.measure for one in found if one.strategy == name)
            for name in self.results.strategies
        }


@dataclass(frozen=True, repr=False)
class Swept:
    """What a sweep found.

    Attributes:
        loaded: the scenario as it stands.
        axes: what was varied.
        cells: what happened at each point.
        base: what happens with the scenario as it stands.
        outcome: name of the measure that heads it.
        pair: the two strategies that are compared, the baseline first; None if there is one.
        replications: of each strategy at each point.
        drawn: how the points were drawn: "" (a grid), "lhs" or "sobol".
        by_itself: whether what is varied was chosen by recsim, for want of anything else.
        looked: the looks that were taken, if runs were added at each point until it was settled;
            intervals are those for repeated looks then, and ``replications`` the most of a point.
    """

    loaded: Loaded
    axes: tuple[Axis, ...]
    cells: tuple[Cell, ...]
    base: Cell
    outcome: str
    pair: tuple[str, str] | None
    replications: int
    drawn: str = ""
    by_itself: bool = False
    looked: Looked | None = None

    @property
    def fewest(self) -> int:
        """Fewest runs of each strategy at a point."""
        if self.looked is None:
            return self.replications
        return min(cell.looks for cell in self.cells)

    @property
    def strategies(self) -> tuple[str, ...]:
        """The strategies that were simulated, in the scenario's order."""
        return self.base.results.strategies

    @property
    def own(self) -> tuple[Value | None, ...]:
        """The scenario's own values of what is varied; None where several settings differ."""
        found = []
        for axis in self.axes:
            values = {value_at(self.loaded.scenario, key) for key in axis.keys}
            found.append(values.pop() if len(values) == 1 else None)
        return tuple(found)

    @property
    def points(self) -> tuple[Cell, ...]:
        """All cells, and the scenario as it stands among them, in order."""
        if any(cell.is_base for cell in self.cells):
            return self.cells
        try:
            every = [*self.cells, self.base]
            return tuple(sorted(every, key=lambda cell: cell.values)) if len(self.axes) == 1 else (
                *self.cells, self.base
            )  # fmt: skip
        except TypeError:  # words and numbers have no order
            return (*self.cells, self.base)

    def compared(self, cell: Cell, measure: str | None = None) -> Comparison:
        """The second strategy of the pair against the first one, in one cell.

        Raises:
            ValueError: there is one strategy.
        """
        if self.pair is None:
            raise ValueError("there is one strategy; nothing is compared")
        return cell.compare(measure or self.outcome, *self.pair)

    def as_good_as_the_best(self, strategy: str, axis: Axis) -> tuple[bool, ...]:
        """Of each of ``points``: whether nothing is known to be better than it.

        Of a choice (a setting of this strategy), compared are its values, each with the best one in
        the same worlds. Of the world, which nobody chooses, the strategies at each value.
        """
        better = MEASURES[self.outcome].better
        if better not in ("more", "fewer"):
            return (False,) * len(self.points)
        if axis.chosen:
            return self._best_values(strategy, better)
        return tuple(self._is_best(cell, strategy, better) for cell in self.points)

    def _is_best(self, cell: Cell, strategy: str, better: str) -> bool:
        others = [name for name in self.strategies if name != strategy]
        if cell.level(strategy, self.outcome) is None:
            return False
        found = (cell.compare(self.outcome, strategy, other) for other in others)
        return all(one.direction != better for one in found)

    def _best_values(self, strategy: str, better: str) -> tuple[bool, ...]:
        samples = [cell.samples(strategy, self.outcome) for cell in self.points]
        levels = [one.estimate for one in samples]
        known = [level for level in levels if level is not None]
        if not known:
            return (False,) * len(levels)
        best = samples[levels.index(max(known) if better == "more" else min(known))]
        confidence = self.loaded.scenario.study.confidence
        worse = "fewer" if better == "more" else "more"
        return tuple(
            level is not None and compare_samples(best, one, "", "", confidence).direction != worse
            for level, one in zip(levels, samples, strict=True)
        )

    def touches(self, strategy: str) -> bool:
        """Whether the outcome of this strategy is another one at some point."""
        first, *others = (cell.samples(strategy, self.outcome) for cell in self.cells)
        return any(
            not np.array_equal(getattr(first, side), getattr(other, side))
            for other in others
            for side in ("above", "below")
        )

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Measures of the table: the outcome, the declared outcomes, and those with a limit."""
        study = self.loaded.scenario.study
        return tuple(dict.fromkeys([self.outcome, *study.outcomes, *study.limits]))

    @cached_property
    def frame(self) -> pl.DataFrame:
        """One row a point, measure and strategy.

        A column for each setting that is varied, named like it; then [as_it_stands, measure, label,
        unit, strategy, n, mean, low, high, baseline, difference, difference_low, difference_high,
        verdict, as_good_as_the_best, breaks_a_limit]: mean with its interval over ``n`` runs, in
        the measure's unit; the paired difference from the baseline with its interval; the verdict
        as in ``recsim.analysis.differences``. What is undefined is null. Where runs were added
        until a point was settled, also [settled_after]: so many, null if it never was.
        """
        one_axis = len(self.axes) == 1 and not self.drawn
        good = {
            name: self.as_good_as_the_best(name, self.axes[0]) for name in self.strategies
        } if one_axis else {}  # fmt: skip
        rows = [
            self._row(place, cell, measure, strategy, good)
            for place, cell in enumerate(self.points)
            for measure in self.measures
            for strategy in self.strategies
        ]
        keys = {
            axis.key: pl.Series([cell.values[at] for cell in self.points], strict=False).dtype
            for at, axis in enumerate(self.axes)
        }
        until = {} if self.looked is None else {"settled_after": pl.Int64}
        return pl.DataFrame(rows, schema={**keys, **_COLUMNS, **until}, strict=False)

    def _row(
        self,
        place: int,
        cell: Cell,
        measure: str,
        strategy: str,
        good: Mapping[str, Sequence[bool]],
    ) -> dict[str, Any]:
        level = cell.level(strategy, measure)
        baseline = self.pair[0] if self.pair else None
        against, difference = None, Interval(None, None, None)  # type: ignore[arg-type]
        if baseline is not None and strategy != baseline:
            against = cell.compare(measure, baseline, strategy)
            difference = against.interval or difference
        mean, low, high = level or (None, None, None)
        return {
            **{axis.key: value for axis, value in zip(self.axes, cell.values, strict=True)},
            "as_it_stands": cell.is_base,
            "measure": measure,
            "label": MEASURES[measure].label,
            "unit": unit_of(MEASURES[measure], self.loaded.scenario),
            "strategy": strategy,
            "n": sample(
                cell.results.of(strategy), measure
            ).n,
            "mean": mean,
            "low": low,
            "high": high,
            "baseline": baseline if against else None,
            "difference": difference.estimate,
            "difference_low": difference.low,
            "difference_high": difference.high,
            "verdict": against.verdict if against else None,
            "as_good_as_the_best": (
                good[strategy][place] if good and measure == self.outcome else None
            ),
            "breaks_a_limit": bool(cell.breaks[strategy]),
            **({} if self.looked is None else {"settled_after": cell.settled_after}),
        }  # fmt: skip


_COLUMNS: dict[str, Any] = {
    "as_it_stands": pl.Boolean,
    **dict.fromkeys(("measure", "label", "unit", "strategy"), pl.String),
    "n": pl.Int64,
    **dict.fromkeys(("mean", "low", "high"), pl.Float64),
    "baseline": pl.String,
    **dict.fromkeys(("difference", "difference_low", "difference_high"), pl.Float64),
    "verdict": pl.String,
    "as_good_as_the_best": pl.Boolean,
    "breaks_a_limit": pl.Boolean,
}
