"""Intervals against scipy, closed forms and published values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from recsim.analysis.intervals import (
    Interval,
    mean_interval,
    pseudo_values,
    ratio_interval,
    relative_interval,
    share_interval,
)
from recsim.analysis.measures import Kind

VALUES = np.array([12.0, 15.0, 11.0, 19.0, 14.0, 14.0])


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_mean_interval_is_the_t_interval(confidence):
    wanted = stats.t.interval(confidence, len(VALUES) - 1, VALUES.mean(), stats.sem(VALUES))
    assert mean_interval(VALUES, confidence) == pytest.approx((VALUES.mean(), *wanted))


def test_one_value_has_no_interval_and_none_no_mean():
    assert mean_interval(VALUES[:1], 0.95) == (12.0, None, None)
    with pytest.raises(ValueError, match="no values"):
        mean_interval(VALUES[:0], 0.95)


def test_equal_values_have_an_interval_of_no_width():
    assert mean_interval(np.full(7, 0.1), 0.95) == Interval(0.1, 0.1, 0.1)


def test_pseudo_values_with_equal_denominators_are_the_values():
    assert pseudo_values(VALUES, np.full(6, 3.0), 6.0) == pytest.approx(VALUES * 2)


def test_ratio_interval_agrees_with_the_delta_method_in_large_samples():
    rng = np.random.default_rng(1)
    below = rng.poisson(200, 400).astype(float)
    above = rng.poisson(0.3 * below).astype(float)
    found = ratio_interval(above, below, 100.0, 0.95)
    ratio = above.sum() / below.sum()
    error = math.sqrt(np.sum((above - ratio * below) ** 2) / 399 / 400) / below.mean()
    assert found.estimate == pytest.approx(100 * ratio)
    assert found.high - found.estimate == pytest.approx(100 * 1.966 * error, rel=0.02)


def test_ratio_interval_stays_within_the_possible_values():
    above, below = np.array([0.0, 0, 0, 3]), np.array([4.0, 4, 4, 4])
    found = ratio_interval(above, below, 1.0, 0.95, bounds=(0.0, 1.0))
    assert found.low == 0.0
    assert found.estimate == 3 / 16


def test_nothing_seen_is_not_certainty():
    below = np.full(30, 100.0)
    found = ratio_interval(np.zeros(30), below, 1000.0, 0.95, kind=Kind.RATE)
    assert found == (0.0, 0.0, pytest.approx(2 * 1000 * -math.log(0.025) / 3000))
    everything = ratio_interval(below, below, 1.0, 0.95, kind=Kind.SHARE)
    assert everything == (1.0, pytest.approx(1 + 2 * math.log(0.025) / 3000, abs=1e-5), 1.0)


def test_ratio_without_denominators():
    zeros = np.zeros(3)
    with pytest.raises(ValueError, match="undefined"):
        ratio_interval(zeros, zeros, 1.0, 0.95)
    # All of the denominator in one replication: an estimate, but nothing to judge it by.
    assert ratio_interval(np.array([0.0, 1]), np.array([0.0, 4]), 1.0, 0.95) == (0.25, None, None)


@pytest.mark.parametrize(("successes", "n"), [(0, 10), (3, 10), (10, 10), (17, 30)])
def test_share_interval_is_wilsons(successes, n):
    wanted = stats.binomtest(successes, n).proportion_ci(0.95, method="wilson")
    found = share_interval(successes, n, 0.95)
    assert found == pytest.approx((successes / n, wanted.low, wanted.high), abs=1e-12)


def test_share_of_nothing_and_of_one():
    assert math.isnan(share_interval(0, 0, 0.95).estimate)
    assert share_interval(1, 1, 0.95) == (1.0, None, None)


def test_relative_interval_agrees_with_the_delta_method_in_large_samples():
    rng = np.random.default_rng(2)
    below, base_below = rng.poisson(300, 400), rng.poisson(200, 400)
    above, base_above = rng.poisson(0.1 * below), rng.poisson(0.2 * base_below)
    found = relative_interval(above, below, base_above, base_below, 0.95)
    rate, base = above.sum() / below.sum(), base_above.sum() / base_below.sum()
    shares = (above - rate * below) / above.sum() - (base_above - base * base_below) / (
        base_above.sum()
    )  # of each replication in the logarithm of the ratio
    error = rate / base * math.sqrt(np.sum((shares - shares.mean()) ** 2) * 400 / 399)
    assert found.estimate == pytest.approx(rate / base)
    half = stats.t.ppf(0.975, 399) * error
    assert (found.low, found.high) == pytest.approx(
        (rate / base - half, rate / base + half), rel=1e-3
    )


def test_a_rate_relative_to_itself_is_one_and_to_nothing_undefined():
    assert relative_interval(VALUES, VALUES + 9, VALUES, VALUES + 9, 0.9) == pytest.approx(
        (1, 1, 1)
    )
    assert relative_interval(VALUES[:1], VALUES[:1], VALUES[:1], 2 * VALUES[:1], 0.9) == (
        2.0,
        None,
        None,
    )
    with pytest.raises(ValueError, match="nothing"):
        relative_interval(VALUES, VALUES, 0 * VALUES, VALUES, 0.9)
