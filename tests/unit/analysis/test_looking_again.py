"""Whoever runs some replications, follows the forecast and looks again is not led astray."""

from __future__ import annotations

import numpy as np
import pytest

from recsim.analysis import ends
from recsim.analysis.finding import Finding, finding, strict
from recsim.analysis.intervals import Interval, first_of
from recsim.analysis.measures import Kind
from recsim.analysis.precision import Forecast, replications_to_decide

STUDIES = 600
MOST_RUNS = 3000

Pair = tuple[np.ndarray, np.ndarray]


class Study:
    """Two strategies of the same rate of events, a third of which both have in common."""

    def __init__(self, seed: int, rate: float, n: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.rate = rate
        self.one, self.other = self.runs(n)

    def runs(self, n: int) -> Pair:
        both, *own = (self.rng.poisson(self.rate * part, n) for part in (1 / 3, 2 / 3, 2 / 3))
        return (both + own[0]).astype(float), (both + own[1]).astype(float)

    def add(self, n: int) -> None:
        one, other = self.runs(n)
        self.one, self.other = np.append(self.one, one), np.append(self.other, other)

    @property
    def n(self) -> int:
        return len(self.one)

    def interval(self, confidence: float) -> Interval:
        found = ends.differences_of_totals(
            Kind.COUNT, self.one[np.newaxis], self.other[np.newaxis], confidence
        )
        return first_of((np.array([(self.other - self.one).mean()]), *found))

    def look(self) -> tuple[Finding, Forecast | None]:
        interval = self.interval(0.95)
        found = finding(interval, self.interval(strict(0.95)), n=self.n, happened=True)
        return found, replications_to_decide(interval, self.n, 0.95)


@pytest.mark.parametrize("rate", [1.0, 100.0])
@pytest.mark.parametrize("n", [5, 10])
@pytest.mark.parametrize(("looks", "follow"), [(2, 0), (2, 1), (4, 0)])
def test_following_the_forecast_leads_to_no_false_direction(
    rate: float, n: int, looks: int, follow: int
) -> None:
    """With no true difference, in fewer than 6 of 100 studies; ``follow`` its least or its most."""
    false = 0
    for seed in range(STUDIES):
        study = Study(seed, rate, n)
        for look in range(looks):
            found, forecast = study.look()
            if found is Finding.DECIDED:
                false += 1
            if found is Finding.DECIDED or forecast is None or look == looks - 1:
                break
            study.add(min(forecast[follow], MOST_RUNS))
    assert false / STUDIES < 0.06


def test_nothing_is_forecast_where_the_difference_is_near_nothing() -> None:
    near = Interval(0.4, -2.0, 2.8)
    assert replications_to_decide(near, 10, 0.95) is None
    clear = replications_to_decide(Interval(1.6, -0.4, 3.6), 10, 0.95)
    assert clear is not None
    assert 1 <= clear.least < clear.most < 200
