"""``observed``: what somebody has really counted, held beside what is simulated."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from recsim.scenario.errors import did_you_mean
from recsim.scenario.fields import TRILLION
from recsim.scenario.yaml_nodes import Node

OBSERVED = """\
Numbers that somebody has really counted, by strategy and measure, each in the measure's unit; \
totals are for a year of 365 days. The range of a number's passport is its tolerance; without one \
it is a tenth of the number, or for a count one standard deviation of such a count, if that is \
more. They change no result: every run shows them beside what is simulated, and recsim calibrate \
fits the scenario to them."""
SHARE = 0.1
"""Tolerance of a number whose author gives none."""
LEVEL = "_end"
"""How the names of totals end that are levels, which nobody counts over a year."""


class Counted(Protocol):
    """What is known here of a measure."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def unit(self) -> str:
        """Its unit."""
        ...

    @property
    def scope(self) -> str:
        """team, or market."""
        ...

    @property
    def is_ratio(self) -> bool:
        """Whether it is the ratio of two totals."""
        ...

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """Its lowest and highest possible value."""
        ...


def tolerance(
    value: float, given: tuple[float, float] | None, *, count: bool
) -> tuple[float, float]:
    """Between which values a simulated number meets one that was counted.

    Args:
        value: what was counted.
        given: the range in its passport, if there is one.
        count: whether it is a count, which chance alone moves by its square root.
    """
    if given is not None:
        return given
    half = SHARE * abs(value)
    if count:
        half = max(half, math.sqrt(max(abs(value), 1.0)))
    return (max(0.0, value - half) if value >= 0 else value - half), value + half


def countable(measure: Counted) -> bool:
    """Whether a team can count it: what it did in a year, or a rate."""
    return measure.is_ratio or (measure.scope == "team" and not measure.name.endswith(LEVEL))


Found = Callable[[Node, tuple[str, ...], str, str], None]
"""Is told of a node, its location below ``observed``, what is wrong, and a hint."""


def look_at_observed(
    observed: Mapping[str, Node],
    strategies: Mapping[str, Node],
    measures: Mapping[str, Counted] | None,
    found: Found,
) -> None:
    """Whether the strategies and measures exist, and the values are possible.

    Args:
        observed: what is written there, by strategy.
        strategies: of the scenario.
        measures: all measures; None leaves their names unchecked.
        found: is told what is wrong.
    """
    for strategy, numbers in observed.items():
        if strategy not in strategies:
            hint = did_you_mean(strategy, list(strategies), "there are")
            found(numbers, (strategy,), f'there is no strategy "{strategy}"', hint)
        for name, number in numbers.fields.items() if measures is not None else ():
            assert measures is not None
            measure = measures.get(name)
            if measure is None:
                known = [one for one, of in measures.items() if countable(of)]
                hint = did_you_mean(name, known)
                found(number, (strategy, name), f'there is no measure "{name}"', hint)
                continue
            for message, hint in _impossible(measure, number.value):
                found(number, (strategy, name), message, hint)


def _impossible(measure: Counted, value: object) -> Iterator[tuple[str, str]]:
    """Why a team cannot have counted this, with a hint."""
    if not countable(measure):
        what = "a level at the end" if measure.scope == "team" else "a number of the whole market"
        yield f"{measure.name} is {what}, which no team counts over a year", ""
        return
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    if abs(value) > TRILLION:
        yield f"{value:g} is more than anybody counts; expected at most {TRILLION:,}", ""
        return
    low, high = measure.bounds
    if low is not None and value < low:
        yield f"{value:g} is out of range; expected a number, {low:g} or more", ""
    elif high is not None and value > high:
        hint = ""
        if measure.unit == "share":
            hint = f"shares go from 0 to 1: {value:g} percent is {value / 100:g}"
        yield f"{value:g} is out of range; expected a number from {low or 0:g} to {high:g}", hint
