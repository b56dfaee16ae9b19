"""A known truth, and how a simulation is held against it.

A run adds two numbers to each quantity: what is counted and what it is divided by (a sum of waiting
times and the number of those who waited; days with an empty desk and days in all). The estimate is
sum over sum of independent replications, its interval the jackknife's (``analysis.intervals``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from recsim.analysis.intervals import Interval, ratio_interval
from recsim.scenario.scenario import Scenario
from recsim.verification.log import Log

CONFIDENCE = 0.999
ROUNDING = 1e-9
TEAM = "team"

Sums = Mapping[str, tuple[float, float]]
"""By name of the quantity: what one run adds to its numerator and to its denominator."""


@dataclass(frozen=True)
class Check:
    """One quantity of one case at one parameter value.

    Attributes:
        case: name of the case.
        at: value of the parameter, in words.
        quantity: what was measured.
        theory: its exact value.
        found: estimate and 99.9% interval.
        widest: widest half of the interval that still proves something, in the quantity's unit.
    """

    case: str
    at: str
    quantity: str
    theory: float
    found: Interval
    widest: float

    @property
    def verdict(self) -> str:
        """``holds``, ``fails`` (theory outside), or ``vague`` (an interval too wide to tell)."""
        low, high = self.found.low, self.found.high
        if low is None or high is None:
            return "vague"
        rounding = ROUNDING * max(1.0, abs(self.theory))
        if not low - rounding <= self.theory <= high + rounding:
            return "fails"
        return "holds" if (high - low) / 2 <= self.widest else "vague"

    @property
    def holds(self) -> bool:
        """Whether the theory lies in an interval that is narrow enough to prove something."""
        return self.verdict == "holds"


@dataclass(frozen=True)
class Case:
    """A special case of the model with a closed form.

    Attributes:
        name: short, with underscores; the pattern of ``recsim verify --case`` is matched to it.
        shows: what it shows, in one plain sentence.
        source: where the theory comes from.
        parameter: name of the parameter that is varied.
        values: its values, at least three.
        scenario: the world at a value; its one team is called ``team``.
        observe: what one run adds to each quantity.
        exact: the exact value of each quantity.
        replications: independent runs of each value.
        precision: widest half of the interval, relative to the exact value (absolute for 0).
    """

    name: str
    shows: str
    source: str
    parameter: str
    values: tuple[Any, ...]
    scenario: Callable[[Any], Scenario]
    observe: Callable[[Log, Any], Sums]
    exact: Callable[[Any], Mapping[str, float]]
    replications: int = 20
    precision: float = 0.1

    def check(self, value: Any) -> list[Check]:
        """Simulate the case at one value and hold every quantity against its theory."""
        scenario = _with_own_seed(self.scenario(value), self.values.index(value))
        exact = self.exact(value)
        at = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        sums = [
            self.observe(Log.of(scenario, TEAM, replication), value)
            for replication in range(self.replications)
        ]
        found = {name: _interval([run[name] for run in sums]) for name in exact}
        return [
            Check(
                case=self.name,
                at=at,
                quantity=name,
                theory=theory,
                found=found[name],
                widest=self.precision * (abs(theory) or 1.0),
            )
            for name, theory in exact.items()
        ]


def _with_own_seed(scenario: Scenario, number: int) -> Scenario:
    """Values of a case are independent experiments: scaled worlds would repeat one another."""
    study = scenario.study.model_copy(update={"seed": scenario.study.seed + number})
    return scenario.model_copy(update={"study": study})


def _interval(sums: list[tuple[float, float]]) -> Interval:
    above, below = np.array(sums, dtype=np.float64).T
    return ratio_interval(above, below, 1.0, CONFIDENCE, bounds=(None, None))
