"""A known truth, and how a simulation is held against it.

A run adds two numbers to each quantity: what is counted and what it is divided by (a sum of waiting
times and the number of those who waited; days with an empty desk and days in all). The estimate is
sum over sum of independent replications, its interval that of ``analysis.intervals``, bounds where
events are few included.

Hundreds of checks are made together, and all of them are to hold: an interval of each at 99.9%
would miss the truth of one of four hundred in every third run. The error of 0.1% is that of all
checks together, divided among them (Bonferroni), so that they hold for any seed.

An interval is to be narrow enough to prove something, and how wide it comes out is a matter of
chance, too. Where the first runs leave it too wide, their spread says how many more make it narrow,
and these are simulated (in stages, after Stein 1945, Ann. Math. Statist. 16:243-258).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil, inf
from typing import Any

import numpy as np

from recsim.analysis.intervals import Floats, Interval, ratio_interval, t_quantile
from recsim.analysis.measures import Kind
from recsim.scenario.scenario import Scenario
from recsim.verification.log import Log

TOGETHER = 0.999
"""That all checks of all cases hold if the model is right."""
CHECKS = 400
"""As many as there are, or more."""
MOST_STAGES = 3
"""After so many an interval that is still too wide is a finding: the spread is not what it was."""
MARGIN = 1.2
"""So many times the runs that would do, by a spread that is not known exactly."""
MOST_GROWTH = 4.0
"""How many times as many runs a stage ends with, at most."""
CONFIDENCE = 1 - (1 - TOGETHER) / CHECKS
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
        found: estimate and interval, of ``CONFIDENCE``.
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
        return "holds" if self.width <= self.widest else "vague"

    @property
    def width(self) -> float:
        """Half of the interval; infinite if there is none."""
        low, high = self.found.low, self.found.high
        return inf if low is None or high is None else (high - low) / 2

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
        replications: independent runs of each value, before any that are added because an interval
            is too wide.
        precision: widest half of the interval of one check alone, at 99.9%, relative to the exact
            value (absolute for 0).
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

    def check(self, value: Any, seed: int | None = None) -> list[Check]:
        """Simulate the case at one value and hold every quantity against its theory.

        Args:
            value: one of ``values``.
            seed: of all random numbers; the default of scenarios if not given.
        """
        scenario = _with_own_seed(self.scenario(value), self.values.index(value), seed)
        sums: list[Sums] = []
        wanted = self.replications
        for _ in range(MOST_STAGES):
            new = range(len(sums), wanted)
            sums += [self.observe(Log.of(scenario, TEAM, number), value) for number in new]
            found = self._held_against_theory(value, sums)
            wanted = _runs_for(found, len(sums))
            if wanted == len(sums):
                break
        return found

    def _held_against_theory(self, value: Any, sums: list[Sums]) -> list[Check]:
        """Every quantity of these runs against its theory."""
        at = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        quantile = [t_quantile((1 + c) / 2, len(sums) - 1) for c in (TOGETHER, CONFIDENCE)]
        widest = self.precision * quantile[1] / quantile[0]
        return [
            Check(
                case=self.name,
                at=at,
                quantity=name,
                theory=theory,
                found=interval_of_runs([run[name] for run in sums]),
                widest=widest * (abs(theory) or 1.0),
            )
            for name, theory in self.exact(value).items()
        ]


def _runs_for(checks: Iterable[Check], runs: int) -> int:
    """So many runs make the widest of the intervals narrow enough, by the spread of these runs."""
    growth = max((check.width / check.widest for check in checks), default=1.0)
    return runs if growth <= 1 else ceil(runs * min(growth**2 * MARGIN, MOST_GROWTH))


def _with_own_seed(scenario: Scenario, number: int, seed: int | None) -> Scenario:
    """Values of a case are independent experiments: scaled worlds would repeat one another."""
    first = scenario.study.seed if seed is None else seed
    study = scenario.study.model_copy(update={"seed": first + number})
    return scenario.model_copy(update={"study": study})


def interval_of_runs(sums: list[tuple[float, float]]) -> Interval:
    """Sum over sum of all runs with its interval."""
    above, below = np.array(sums, dtype=np.float64).T
    kind = _kind(above, below)
    return ratio_interval(above, below, 1.0, CONFIDENCE, bounds=(None, None), kind=kind)


def _kind(above: Floats, below: Floats) -> Kind:
    """What is divided by what: whole numbers are numbers of events."""
    counts = [bool(np.all(part == np.round(part))) for part in (above, below)]
    if np.any(above < 0):
        return Kind.AMOUNT
    if all(counts):
        return Kind.SHARE if np.all(above <= below) else Kind.PER_EVENT
    if counts[0]:
        return Kind.RATE
    return Kind.MEAN if counts[1] else Kind.AMOUNT
