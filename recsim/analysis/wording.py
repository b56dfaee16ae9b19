"""Numbers, intervals and durations in words, for sentences."""

from __future__ import annotations

import math

from recsim.analysis.glossary import unit_of
from recsim.analysis.intervals import Interval
from recsim.analysis.measures import Measure
from recsim.scenario.scenario import Scenario

DAYS_PER_YEAR = 365


def number(value: float) -> str:
    """About three digits: 1,234; 146; 14.6; 1.46; 0.0146."""
    size = abs(value)
    if size == 0:
        return "0"
    digits = 0 if size >= 99.95 else max(0, 2 - math.floor(math.log10(size)))
    text = f"{value:,.{min(digits, 9)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def how_many(value: float) -> str:
    """A mean number of people or things: whole from 10 on."""
    return f"{value:,.0f}" if abs(value) >= 9.95 else number(round(value, 1) or value)


class Speaker:
    """Says values of one measure in its own unit.

    Args:
        measure: which one.
        scenario: for the currency.
    """

    def __init__(self, measure: Measure, scenario: Scenario) -> None:
        self.measure = measure
        self._unit = unit_of(measure, scenario)

    def value(self, value: float) -> str:
        """A value: "5.9%", "39.1 days", "146"."""
        if self.measure.unit == "share":
            return f"{number(100 * value)}%"
        text = how_many(value) if self.measure.whole else number(value)
        return text if self._bare else f"{text} {self._unit}"

    def named(self, value: float) -> str:
        """A value with the name of the measure: "5 offences per 1,000 contacts"."""
        label = self.measure.label
        return f"{self.value(value)} {label}" if self._bare else f"{self.value(value)} ({label})"

    def gap(self, value: float) -> str:
        """The size of a difference: "5.9 percentage points", "39.1 days", "146"."""
        if self.measure.unit == "share":
            return f"{number(100 * abs(value))} percentage points"
        return self.value(abs(value))

    def span(self, interval: Interval) -> str:
        """Both ends of the interval of a value; "" if it has none."""
        if interval.low is None or interval.high is None:
            return ""
        return _to(self.value(interval.low), self.value(interval.high))

    def gap_span(self, interval: Interval, below: str, above: str) -> str:
        """Both ends of the interval of a difference, with words for its sides if it contains 0."""
        if interval.low is None or interval.high is None:
            return ""
        if interval.low > 0:
            return _to(self.gap(interval.low), self.gap(interval.high))
        if interval.high < 0:
            return _to(self.gap(interval.high), self.gap(interval.low))
        return f"{self.gap(interval.low)} {below} to {self.gap(interval.high)} {above}"

    @property
    def _bare(self) -> bool:
        unit = self.measure.unit
        if unit == "share" or "currency" in unit:
            return False
        return self.measure.whole or unit.startswith("per ") or " per " in unit or unit == "people"


def _to(low: str, high: str) -> str:
    """Two values in a row, with the unit after the second only."""
    first, _, unit = low.partition(" ")
    if unit and high.endswith(f" {unit}"):
        return f"{first} to {high}"
    return f"{low} to {high}"


def period(scenario: Scenario) -> str:
    """The measured time: "a year", "in 3 years", "in 90 days"."""
    days = scenario.study.horizon_days
    if days in (DAYS_PER_YEAR, DAYS_PER_YEAR + 1):
        return "a year"
    if days % DAYS_PER_YEAR == 0:
        return f"in {days // DAYS_PER_YEAR} years"
    return "in one day" if days == 1 else f"in {days} days"


def percent(confidence: float) -> str:
    """A confidence: "95%"."""
    return f"{100 * confidence:g}%"


def about(count: int) -> str:
    """A number of replications, rounded up to two digits."""
    step = 10 ** max(0, len(str(count)) - 2)
    return f"{-(-count // step) * step:,}"


def listed(words: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def sentence(text: str) -> str:
    """The text with a capital at its start and a full stop at its end."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
