"""Trials of a calibration: what own numbers come to where levers are moved, in the same worlds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from recsim.analysis.estimates import sample
from recsim.analysis.own_numbers import Held, Own, against, per_year
from recsim.decide.levers import Lever, moved
from recsim.decide.runs import Kept, Needed, needed

if TYPE_CHECKING:
    from recsim.experiments.runner import Progress
    from recsim.experiments.workers import Workers
    from recsim.scenario.load import Loaded
    from recsim.scenario.scenario import Scenario

Floats = npt.NDArray[np.float64]
FAR = 20.0
"""Tolerances by which a number is off that is undefined, or farther off than this."""


class Spent(Exception):  # noqa: N818 - nothing broke
    """The budget does not suffice for what comes next."""


class Trials:
    """Runs at points of levers, each made once, within a budget.

    All points are tried on the same replications (common random numbers), so that what differs
    between two of them is what the levers do.

    Attributes:
        kept: the runs.
        numbers: own numbers.
        replications: of each trial.
        asked: runs that were asked for until now, those that were there already included.
    """

    def __init__(
        self,
        kept: Kept,
        loaded: Loaded,
        numbers: Sequence[Own],
        *,
        replications: int,
        budget: int,
        workers: Workers = None,
        progress: Progress | None = None,
    ) -> None:
        self.numbers, self.replications, self.asked = numbers, replications, 0
        self.kept, self._loaded = kept, loaded
        self._budget, self._workers, self._progress = budget, workers, progress
        self._teams = tuple(dict.fromkeys(own.strategy for own in numbers))
        self._seen: set[tuple[str, int]] = set()

    @property
    def left(self) -> int:
        """Runs that are left."""
        return self._budget - self.asked

    def scenario(self, steps: Mapping[Lever, float]) -> Scenario:
        """The scenario with levers moved."""
        return moved(self._loaded.scenario, steps)

    def held(self, points: Sequence[Mapping[Lever, float]]) -> list[list[Held]]:
        """Own numbers against what comes out at each point.

        Raises:
            Spent: the budget does not suffice; nothing was simulated.
        """
        scenarios = [self.scenario(point) for point in points]
        self.make(scenarios, self._teams, self.replications)
        return [self._against(one, range(self.replications)) for one in scenarios]

    def fresh(self, point: Mapping[Lever, float], count: int) -> list[Held]:
        """The same at one point on replications that no trial has seen.

        Raises:
            Spent: the budget does not suffice.
        """
        scenario, first = self.scenario(point), self.replications
        self.make([scenario], self._teams, first + count)
        return self._against(scenario, range(first, first + count))

    def make(self, scenarios: Sequence[Scenario], teams: Sequence[str], replications: int) -> None:
        """Simulate what is missing.

        Raises:
            Spent: the budget does not suffice; nothing was simulated.
        """
        wanted: dict[str, Needed] = {}
        for scenario in scenarios:
            wanted |= {need.like: need for need in needed(scenario, teams).values()}
        new = {(like, number) for like in wanted for number in range(replications)} - self._seen
        if len(new) > self.left:
            raise Spent
        begun, report = self.asked, self._progress
        self.asked += len(new)
        self.kept.simulate(
            self._loaded.scenario,
            list(wanted.values()),
            replications,
            workers=self._workers,
            progress=(lambda done, total: report(begun + done, self._budget)) if report else None,
        )
        self._seen |= new

    def results(self, scenario: Scenario, teams: Sequence[str], replications: int) -> pl.DataFrame:
        """Runs that were made."""
        return self.kept.results(scenario, teams, replications).runs

    def _against(self, scenario: Scenario, replications: range) -> list[Held]:
        runs = self.results(scenario, self._teams, replications.stop)
        runs = runs.filter(pl.col("replication") >= replications.start)
        return [
            against(own, sample(runs.filter(strategy=own.strategy), own.measure.name), scenario)
            for own in self.numbers
        ]


def misses(numbers: Sequence[Held]) -> Floats:
    """By how many tolerances each simulated number is off, shape (numbers,); below 0: too low.

    In logarithms where both are above 0, so that twice as much and half as much are as far off.
    """
    return np.array([_miss(of) for of in numbers])


def _miss(of: Held) -> float:
    own = of.own
    half = max((own.high - own.low) / 2, 1e-9)
    if of.simulated is None:
        return -FAR
    found = of.simulated.estimate
    if own.value > 0 and own.low > 0:
        least = own.value * math.exp(-FAR * half / own.value)
        off = math.log(max(found, least) / own.value) * own.value / half
    else:
        off = (found - own.value) / half
    return min(max(off, -FAR), FAR)


def within(numbers: Sequence[Held], which: Sequence[int]) -> bool:
    """Whether the simulated means of these numbers lie within their tolerances."""
    return all(
        (found := numbers[at].simulated) is not None
        and numbers[at].own.low <= found.estimate <= numbers[at].own.high
        for at in which
    )


__all__ = ["FAR", "Floats", "Spent", "Trials", "misses", "per_year", "within"]
