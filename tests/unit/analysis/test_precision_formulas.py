"""How many replications: exact by the formula, and honest in simulated studies."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hand_made import results
from scipy import stats

from recsim.analysis.intervals import mean_interval
from recsim.analysis.precision import (
    replications_to_decide,
    running,
)


def of_values(values):
    """The forecast from values of a difference, with their t interval."""
    return replications_to_decide(mean_interval(np.asarray(values), 0.95), len(values), 0.95)


def test_the_numbers_are_the_smallest_that_satisfy_the_formula():
    values = np.array([5.0, -1, 2, 4, 0, 6, -3, 4])
    estimate, deviation = values.mean(), values.std(ddof=1)
    margin = stats.t.ppf(0.75, 7) * deviation / math.sqrt(8)
    found = of_values(values)

    def enough(n, difference):
        quantiles = stats.t.ppf(1 - 0.0125 / 2, n - 1) + stats.t.ppf(0.8, n - 1)
        return quantiles * deviation / math.sqrt(n) <= difference

    for more, difference in ((found.least, estimate + margin), (found.most, estimate - margin)):
        assert enough(8 + more, difference)
        assert not enough(8 + more - 1, difference)


def test_hopeless_cases_and_those_that_may_be_nothing():
    assert of_values([5.0, 5.0, 5.0]) is None
    assert of_values([1.0, -1.0]) is None
    assert of_values([1.0]) is None
    assert of_values([1e-9, 1.0, -1.0]) is None
    assert of_values([0.5, 1.0, -1.0, 0.1]) is None  # a quarter of its standard error


def test_the_higher_number_decides_four_times_in_five_if_the_difference_is_the_smaller_one():
    rng = np.random.default_rng(4)
    n = 10
    pilot = stats.norm.ppf((np.arange(n) + 0.5) / n)
    pilot = pilot / pilot.std(ddof=1) + 0.7
    total = n + of_values(pilot).most
    effect = 0.7 - stats.t.ppf(0.75, n - 1) / math.sqrt(n)
    studies = rng.normal(effect, 1.0, (4000, total))
    half = stats.t.ppf(1 - 0.0125 / 2, total - 1) * studies.std(axis=1, ddof=1) / math.sqrt(total)
    assert np.mean(studies.mean(axis=1) > half) == pytest.approx(0.8, abs=0.025)


def test_running_means():
    study = {"waiting": {"placements": [2, 4, 9]}, "calling": {"placements": [1, 1, 1]}}
    table = running(results(study), "placements")
    assert table["strategy"].to_list() == ["waiting"] * 3 + ["calling"] * 3
    assert table["mean"].to_list() == [2.0, 3.0, 5.0, 1.0, 1.0, 1.0]
    assert table["low"].null_count() == 2
    assert table["low"][4] < 1.0 < table["high"][4]
