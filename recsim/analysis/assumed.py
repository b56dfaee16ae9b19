"""What could turn the answer: uncertain numbers one at a time, and many plausible worlds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from recsim.analysis.discovery import Box, discover
from recsim.analysis.estimates import pair
from recsim.analysis.intervals import Interval, mean_interval
from recsim.analysis.paired import FEWER, MORE, Comparison
from recsim.analysis.sensitivity import Sensitivity
from recsim.analysis.swept import Cell
from recsim.scenario.show import value_at
from recsim.scenario.vary import Axis, Value

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded

OPEN = "open"


@dataclass(frozen=True)
class End:
    """One end of the range of one setting, all others as they stand.

    Attributes:
        value: of the setting.
        compared: the two strategies there.
        shift: how far the difference is from that of the scenario as it stands, in the same worlds;
            None if it is undefined.
    """

    value: Value
    compared: Comparison
    shift: Interval | None

    @property
    def moves(self) -> bool:
        """Whether the difference moves by more than chance would have it."""
        return self.shift is not None and self.shift.low is not None and (
            self.shift.low > 0 or (self.shift.high or 0.0) < 0
        )  # fmt: skip


@dataclass(frozen=True)
class Assumption:
    """An uncertain number, and what both ends of its range do.

    Attributes:
        axis: the setting with its range.
        own: its value in the scenario.
        low, high: the ends.
        looked: replications at each end.
    """

    axis: Axis
    own: Value
    low: End
    high: End
    looked: int

    @property
    def size(self) -> float:
        """How far it moves the difference at most."""
        return max(abs(end.shift.estimate) if end.shift else 0.0 for end in (self.low, self.high))


def shift(base: Cell, end: Cell, measure: str, of: tuple[str, str], confidence: float
          ) -> Interval | None:  # fmt: skip
    """How far the difference of two strategies is from that in the base, in the same worlds."""
    moved = []
    for cell in (end, base):
        one, other = (cell.samples(name, measure) for name in of)
        moved.append((one, other))
    numbers = set.intersection(*({*s.replications} for both in moved for s in both))
    if not numbers:
        return None
    values = []
    for one, other in moved:
        first, second = pair(one.only(frozenset(numbers)), other.only(frozenset(numbers)))
        if first.pseudo is None or second.pseudo is None:
            return None
        values.append(second.pseudo - first.pseudo)
    change = values[0] - values[1]
    return None if np.isnan(change).any() else mean_interval(change, confidence)


@dataclass(frozen=True, repr=False)
class Assumed:
    """What could turn the answer.

    Attributes:
        loaded: the scenario as it stands.
        outcome: name of the measure.
        pair: the two strategies that are compared, the baseline first.
        base: what happens with the scenario as it stands.
        assumptions: uncertain numbers that were looked at closely, the strongest first.
        others: those that were looked at with few replications and moved less.
        varied: what plausible worlds differ in: the strongest of them.
        worlds: what happens in each plausible world.
        shares: where each world lies on the range of what is varied, from 0 to 1.
        sensitivity: what designs over their whole ranges found, if they were asked for.
    """

    loaded: Loaded
    outcome: str
    pair: tuple[str, str]
    base: Cell
    assumptions: tuple[Assumption, ...]
    others: tuple[Assumption, ...]
    varied: tuple[Axis, ...]
    worlds: tuple[Cell, ...]
    shares: tuple[tuple[float, ...], ...]
    sensitivity: tuple[Sensitivity, ...] = ()

    @cached_property
    def here(self) -> Comparison:
        """The two strategies in the scenario as it stands."""
        return self.compared(self.base)

    def compared(self, cell: Cell) -> Comparison:
        """The second strategy against the first one in a world."""
        return cell.compare(self.outcome, *self.pair)

    @property
    def turning(self) -> tuple[tuple[Assumption, End], ...]:
        """Ends at which the direction is decided, and is the other one."""
        opposite = {MORE: FEWER, FEWER: MORE}.get(self.here.direction or "")
        return tuple(
            (one, end)
            for one in self.assumptions
            for end in (one.low, one.high)
            if opposite and end.compared.direction == opposite
        )

    @cached_property
    def wins(self) -> Mapping[str, int]:
        """Plausible worlds by what is decided in them: more, fewer, open."""
        counted = Counter(self.compared(cell).direction or OPEN for cell in self.worlds)
        return {kind: counted[kind] for kind in (MORE, FEWER, OPEN)}

    @cached_property
    def turned(self) -> tuple[bool, ...]:
        """Of each plausible world: whether the mean difference has the other sign than here."""
        interval = self.here.interval
        sign = np.sign(interval.estimate) if interval else 0.0
        found = []
        for cell in self.worlds:
            there = self.compared(cell).interval
            found.append(bool(there is not None and np.sign(there.estimate) == -sign != 0))
        return tuple(found)

    @cached_property
    def box(self) -> Box | None:
        """Where the answer turns among the plausible worlds; None if that is too few of them."""
        return discover(np.array(self.shares, dtype=np.float64), np.array(self.turned, dtype=bool))

    @cached_property
    def frame(self) -> pl.DataFrame:
        """One row an end of an uncertain number, the strongest numbers first.

        [key, label, unit, own, end, value, n, difference, low, high, verdict, shift, shift_low,
        shift_high, beyond_chance, turns, closely]: the difference of the pair at this end with its
        interval, in the measure's unit; the shift is how far that is from the scenario as it
        stands, in the same worlds; ``closely``: with all replications, and not only the few that
        sort out what matters.
        """
        turning = {(one.axis.key, end.value) for one, end in self.turning}
        rows = []
        for closely, group in ((True, self.assumptions), (False, self.others)):
            for one in group:
                for name, end in (("low", one.low), ("high", one.high)):
                    difference = end.compared.interval or (None, None, None)
                    moved = end.shift or (None, None, None)
                    rows.append((
                        one.axis.key, str(one.axis.shape.extra.get("label", "")),
                        one.axis.shape.unit, float(one.own), name, float(end.value),
                        end.compared.n, *difference, end.compared.verdict, *moved, end.moves,
                        (one.axis.key, end.value) in turning, closely,
                    ))  # fmt: skip
        return pl.DataFrame(rows, schema=_COLUMNS, orient="row")

    @cached_property
    def worlds_frame(self) -> pl.DataFrame:
        """One row a plausible world: its values by key, n, difference, low, high, verdict."""
        rows: list[dict[str, Any]] = []
        for cell, turned in zip(self.worlds, self.turned, strict=True):
            one = self.compared(cell)
            difference = one.interval or (None, None, None)
            rows.append({
                **{axis.key: v for axis, v in zip(self.varied, cell.values, strict=True)},
                "n": one.n,
                **dict(zip(("difference", "low", "high"), difference, strict=True)),
                "verdict": one.verdict,
                "turned": turned,
            })  # fmt: skip
        return pl.DataFrame(rows)


_COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("key", "label", "unit"), pl.String),
    "own": pl.Float64,
    "end": pl.String,
    "value": pl.Float64,
    "n": pl.Int64,
    **dict.fromkeys(("difference", "low", "high"), pl.Float64),
    "verdict": pl.String,
    **dict.fromkeys(("shift", "shift_low", "shift_high"), pl.Float64),
    **dict.fromkeys(("beyond_chance", "turns", "closely"), pl.Boolean),
}


def own_value(loaded: Loaded, axis: Axis) -> Value:
    """The scenario's value of a setting."""
    found: Value = value_at(loaded.scenario, axis.keys[0])
    return found
