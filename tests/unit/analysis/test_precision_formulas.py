"""How many replications: exact by the formula, and honest in simulated studies."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hand_made import results
from scipy import stats

from recsim.analysis.precision import (
    replications_for_half_width,
    replications_to_decide,
    running,
)


def test_the_number_is_the_smallest_that_satisfies_the_formula():
    values = np.array([5.0, -3, 2, 4, -1, 6, -4, 3])
    estimate, deviation = values.mean(), values.std(ddof=1)
    more = replications_to_decide(values, estimate, 0.95)

    def enough(n):
        quantiles = stats.t.ppf(0.975, n - 1) + stats.t.ppf(0.8, n - 1)
        return quantiles * deviation / math.sqrt(n) <= estimate

    assert enough(8 + more)
    assert not enough(8 + more - 1)


def test_decided_equal_and_hopeless_cases():
    assert replications_to_decide(np.array([5.0, 5.1, 4.9]), 5.0, 0.95) == 0
    assert replications_to_decide(np.array([1.0, -1.0]), 0.0, 0.95) is None
    assert replications_to_decide(np.array([1.0]), 1.0, 0.95) is None
    tiny = np.array([1e-9, 1.0, -1.0])
    assert replications_to_decide(tiny, float(tiny.mean()), 0.95) is None


def test_that_many_replications_decide_four_times_in_five():
    rng = np.random.default_rng(4)
    effect, n = 0.5, 10
    pilot = stats.norm.ppf((np.arange(n) + 0.5) / n)
    pilot = pilot / pilot.std(ddof=1) + effect
    total = n + replications_to_decide(pilot, effect, 0.95)
    studies = rng.normal(effect, 1.0, (4000, total))
    half = stats.t.ppf(0.975, total - 1) * studies.std(axis=1, ddof=1) / math.sqrt(total)
    assert np.mean(studies.mean(axis=1) > half) == pytest.approx(0.8, abs=0.025)


def test_half_width_is_reached_and_not_before():
    values = np.array([5.0, -3, 2, 4, -1, 6, -4, 3])
    more = replications_for_half_width(values, 1.0, 0.95)

    def half(n):
        return stats.t.ppf(0.975, n - 1) * values.std(ddof=1) / math.sqrt(n)

    assert half(8 + more) <= 1.0 < half(8 + more - 1)
    assert replications_for_half_width(values, 100.0, 0.95) == 0
    assert replications_for_half_width(np.full(4, 2.0), 0.1, 0.95) == 0
    assert replications_for_half_width(values[:1], 1.0, 0.95) is None
    with pytest.raises(ValueError, match="above 0"):
        replications_for_half_width(values, 0.0, 0.95)


def test_running_means():
    study = {"waiting": {"placements": [2, 4, 9]}, "calling": {"placements": [1, 1, 1]}}
    table = running(results(study), "placements")
    assert table["strategy"].to_list() == ["waiting"] * 3 + ["calling"] * 3
    assert table["mean"].to_list() == [2.0, 3.0, 5.0, 1.0, 1.0, 1.0]
    assert table["low"].null_count() == 2
    assert table["low"][4] == 1.0
