"""Own numbers: what a scenario's author has counted, beside what is simulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from recsim.analysis.estimates import Sample, sample
from recsim.analysis.glossary import unit_of
from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES, Kind, Measure
from recsim.analysis.results import Results
from recsim.scenario.observed import tolerance
from recsim.scenario.scenario import Scenario
from recsim.scenario.study import DAYS_PER_YEAR
from recsim.scenario.yaml_nodes import Passport

INSIDE, OUTSIDE, CANNOT_TELL, UNDEFINED = "inside", "outside", "cannot tell", "undefined"
_NINE_IN_TEN = (0.05, 0.95)


@dataclass(frozen=True)
class Own:
    """A number that somebody has counted.

    Attributes:
        strategy: the team that it was counted of.
        measure: what was counted.
        value: in the measure's unit; a total for a year of 365 days.
        low, high: its tolerance.
        source: where it comes from; may be empty.
    """

    strategy: str
    measure: Measure
    value: float
    low: float
    high: float
    source: str = ""


@dataclass(frozen=True)
class Held:
    """An own number held against what is simulated.

    Attributes:
        own: the number.
        n: replications.
        simulated: estimate and interval in the unit of the own number; None if it is undefined.
        runs: between which values nine in ten single runs lie; None if it is undefined.
        verdict: inside (the whole interval lies within the tolerance), outside (none of it does),
            cannot tell (neither, or one run, which has no interval), or undefined.
    """

    own: Own
    n: int
    simulated: Interval | None
    runs: tuple[float, float] | None
    verdict: str


def own_numbers(scenario: Scenario, passports: Mapping[str, Passport]) -> list[Own]:
    """The numbers under ``observed:``, in the order of the file.

    Args:
        scenario: whose.
        passports: what its author says about numbers, by dotted key.
    """
    found = []
    for strategy, numbers in scenario.observed.items():
        for name, value in numbers.items():
            measure = MEASURES[name]
            passport = passports.get(f"observed.{strategy}.{name}", Passport())
            ends = tolerance(value, passport.range, count=measure.kind is Kind.COUNT)
            found.append(Own(strategy, measure, value, *ends, passport.source))
    return found


def per_year(measure: Measure, scenario: Scenario) -> float:
    """What the value of a run is multiplied by: totals are told for a year."""
    return 1.0 if measure.is_ratio else DAYS_PER_YEAR / scenario.study.horizon_days


def held(results: Results) -> list[Held]:
    """Each own number against the simulated one, as the scenario stands."""
    numbers = own_numbers(results.scenario, results.passports)
    rows = {own.strategy: results.of(own.strategy) for own in numbers}
    return [
        against(own, sample(rows[own.strategy], own.measure.name), results.scenario)
        for own in numbers
    ]


def against(own: Own, found: Sample, scenario: Scenario) -> Held:
    """An own number against the runs of its team."""
    factor = per_year(own.measure, scenario)
    interval = found.interval(scenario.study.confidence) if found.n else None
    if interval is None:
        return Held(own, found.n, None, None, UNDEFINED)
    simulated = Interval(*(None if end is None else factor * end for end in interval))  # type: ignore[arg-type]
    runs = None
    if len(found.defined):  # a ratio of totals may be known where that of no run is
        low, high = (factor * float(end) for end in np.quantile(found.defined, _NINE_IN_TEN))
        runs = (low, high)
    return Held(own, found.n, simulated, runs, _verdict(own, simulated))


def _verdict(own: Own, simulated: Interval) -> str:
    if simulated.low is None or simulated.high is None:
        return CANNOT_TELL
    if own.low <= simulated.low and simulated.high <= own.high:
        return INSIDE
    return OUTSIDE if simulated.high < own.low or own.high < simulated.low else CANNOT_TELL


def observed(results: Results) -> pl.DataFrame:
    """Own numbers beside simulated ones, one row a number; none if the scenario has none.

    Returns:
        [strategy, measure, label, unit, own, own_low, own_high, source, n, simulated, low, high,
        run_p05, run_p95, verdict]: the own number with its tolerance; the simulated one with its
        interval, and between which values nine in ten single runs lie. In the measure's unit,
        shares from 0 to 1; totals for a year of 365 days. Undefined values are null.
    """
    return frame(held(results), results.scenario)


def frame(numbers: list[Held], scenario: Scenario) -> pl.DataFrame:
    """The same of numbers that were held against something already."""
    rows = [
        (
            of.own.strategy, of.own.measure.name, of.own.measure.label,
            unit_of(of.own.measure, scenario), of.own.value, of.own.low, of.own.high,
            of.own.source, of.n, *(of.simulated or (None,) * 3), *(of.runs or (None,) * 2),
            of.verdict,
        )
        for of in numbers
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("strategy", "measure", "label", "unit"), pl.String),
    **dict.fromkeys(("own", "own_low", "own_high"), pl.Float64),
    "source": pl.String,
    "n": pl.Int64,
    **dict.fromkeys(("simulated", "low", "high", "run_p05", "run_p95"), pl.Float64),
    "verdict": pl.String,
}
