"""Where values of a varied setting stand on an axis, and what is written beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, NullLocator

from recsim.report import labels, style
from recsim.scenario.scenario import Scenario
from recsim.scenario.vary import EQUAL_FACTORS, Axis, Value
from recsim.telling.sweeps import setting_words, value_words


class Along:
    """Places of values: by their size, by its logarithm, or one after the other.

    Args:
        axis: what is varied.
        values: all that are shown, in order.
        even: whether they stand at equal distances whatever they are.
    """

    def __init__(self, axis: Axis, values: Sequence[Value], *, even: bool = False) -> None:
        self.axis, self.values = axis, list(dict.fromkeys(values))
        numbers = [v for v in self.values if isinstance(v, int | float)]
        plain = len(numbers) == len(self.values) and all(map(math.isfinite, numbers))
        self.even = even or not plain or any(isinstance(v, bool) for v in self.values)
        self.log = plain and min(numbers) > 0 and axis.log
        if axis.low is None and plain and min(numbers) > 0:
            self.log = max(numbers) / min(numbers) >= EQUAL_FACTORS

    def at(self, value: Value | None) -> float | None:
        """Place of a value; between its neighbours if it is none of the values; None: beyond."""
        if value in self.values:
            return float(self.values.index(value)) if self.even else self._size(value)
        known = [self._size(one) for one in self.values]
        if not isinstance(value, int | float) or any(math.isnan(one) for one in known):
            return None
        here = self._size(value)
        if not min(known) <= here <= max(known):
            return None
        return float(np.interp(here, known, range(len(known)))) if self.even else here

    def _size(self, value: Value | None) -> float:
        if isinstance(value, str | bool) or value is None or not math.isfinite(value):
            return math.nan
        if self.log:
            return math.log10(value) if value > 0 else math.nan
        return float(value)

    @property
    def places(self) -> list[float]:
        """Places of all values."""
        return [found for value in self.values if (found := self.at(value)) is not None]

    def ticks(self, axes: Axes, inches: float, *, upright: bool = False, size: float) -> None:
        """Write the values on the axis, as many as there is room for."""
        words = [value_words(value) for value in self.values]
        which = axes.yaxis if upright else axes.xaxis
        low, high = axes.get_ylim() if upright else axes.get_xlim()
        each = inches / max(abs(high - low), 1e-12)
        shown: list[int] = []
        for place, word in enumerate(words):
            apart = abs(self.places[place] - self.places[shown[-1]]) * each if shown else math.inf
            if upright:
                needed = labels.height(word, size)
            else:
                before = words[shown[-1]] if shown else ""
                needed = (labels.width(before, size) + labels.width(word, size)) / 2 + 0.12
            if apart >= needed:
                shown.append(place)
        which.set_major_locator(FixedLocator([self.places[at] for at in shown]))
        which.set_major_formatter(FixedFormatter([words[at] for at in shown]))
        which.set_minor_locator(NullLocator())
        which.set_tick_params(length=0, labelsize=size)

    def label(self, scenario: Scenario) -> str:
        """Its name with its unit: "People in the market (people)"."""
        unit = self.axis.shape.unit
        name = setting_words(self.axis, scenario)
        return name if not unit or unit in name.lower() else f"{name} ({unit})"


def write_label(text: str, inches: float) -> str:
    """A label in at most two lines."""
    return labels.wrap(text, inches, style.SMALL, False, 2)
