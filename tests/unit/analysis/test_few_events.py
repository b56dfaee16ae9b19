"""Intervals where few events are behind a number: exact bounds, properties, how often they hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from recsim.analysis import ends, rare
from recsim.analysis.intervals import mean_interval, ratio_interval, relative_interval
from recsim.analysis.measures import MEASURES, Kind

RATIOS = (Kind.RATE, Kind.SHARE, Kind.PER_EVENT, Kind.MEAN)
ONE = np.array([1.0])
SEEDS = st.integers(0, 2**32 - 1)
SIZES = st.sampled_from([0.02, 0.3, 2.0, 40.0])


def drawn(seed: int, rate: float, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Numerators and denominators, numerators the smaller, of which some are not 0."""
    rng = np.random.default_rng(seed)
    above = rng.poisson(rate, (1, n)).astype(float)
    below = above + rng.poisson(2 * rate, (1, n))
    below[0, 0] += 1.0
    return above, below


def test_bounds_of_independent_events_are_garwoods_and_clopper_and_pearsons() -> None:
    events, others, unit = np.array([0.0, 1.0, 7.0]), np.array([9.0, 4.0, 3.0]), np.ones(3)
    low, high = rare.expected(events, unit, 0.95)
    assert low[1:] == pytest.approx(stats.chi2.ppf(0.025, 2 * events[1:]) / 2)
    assert high == pytest.approx(stats.chi2.ppf(0.975, 2 * events + 2) / 2)
    assert low[0] == 0.0
    low, high = rare.shares(events, others, unit, 0.95)
    for place in range(3):
        n = int(events[place] + others[place])
        wanted = stats.binomtest(int(events[place]), n).proportion_ci(0.95, method="exact")
        assert (low[place], high[place]) == pytest.approx((wanted.low, wanted.high))
    odds = rare.odds(events, others, unit, 0.95)
    assert odds[1] == pytest.approx(high / (1 - high))
    assert np.isinf(rare.odds(ONE, 0 * ONE, ONE, 0.95)[1])


def test_clusters_of_events_are_worth_fewer() -> None:
    low, high = rare.expected(np.array([8.0]), np.array([4.0]), 0.95)
    single = rare.expected(np.array([2.0]), np.array([1.0]), 0.95)
    assert (low[0], high[0]) == pytest.approx((4 * single[0][0], 4 * single[1][0]))


def test_few_events_may_be_clustered_and_many_show_that_they_are_not() -> None:
    found = rare.dispersion(np.array([0.0, 0.0, 0.0, 3.0]), np.array([0.0, 10.0, 1e6, 10.0]))
    assert found == pytest.approx([2.0, 1.5, 1.0, 3.0], abs=1e-4)


def test_a_difference_of_nothing_has_bounds_on_both_sides() -> None:
    zeros = np.zeros((1, 5))
    low, high = ends.differences_of_totals(Kind.COUNT, zeros, zeros, 0.95)
    nothing = -2 * math.log(0.025) / 5
    assert (low[0], high[0]) == pytest.approx((-nothing, nothing))
    few, many = zeros + 1, zeros + 1000
    low, high = ends.differences_of_totals(Kind.COUNT, few, many, 0.95)
    assert low[0] == high[0] == 999.0  # the same in all runs, and of many events


def test_many_events_have_the_interval_of_the_runs_alone() -> None:
    values = np.array([40.0, 44, 41, 47, 39])
    assert mean_interval(values, 0.95, Kind.COUNT) == mean_interval(values, 0.95)
    below = values + 60
    share = ratio_interval(values, below, 1.0, 0.95, kind=Kind.SHARE)
    assert share == ratio_interval(values, below, 1.0, 0.95)


def test_divided_by_the_same_in_each_run_a_difference_of_ratios_is_one_of_totals() -> None:
    """As between teams that differ in how they answer, and place the same people."""
    one = np.array([[40.0, 52.0, 61.0, 47.0, 55.0]])
    other, placed = one - [[24.0, 30.0, 33.0, 26.0, 29.0]], np.array([[5.0, 5.0, 5.0, 5.0, 5.0]])
    totals = ends.differences_of_totals(Kind.COUNT, one, other, 0.95)
    found = ends.differences_of_ratios(Kind.PER_EVENT, (one, placed), (other, placed), ONE, 0.95)
    assert found[0] == pytest.approx(totals[0] / 5)
    assert found[1] == pytest.approx(totals[1] / 5)
    elsewhere = np.array([[6.0, 4.0, 5.0, 5.0, 5.0]])
    wider = ends.differences_of_ratios(Kind.PER_EVENT, (one, placed), (other, elsewhere), ONE, 0.95)
    assert wider[0] < found[0] - 3
    assert wider[1] > found[1] + 3


def test_a_rate_that_differs_more_surely_than_its_count_is_as_open_as_that() -> None:
    """With the same placements in each run, fewer resentments are fewer for each placement."""
    one, other = np.array([[43.0, 32.0, 36.0]]), np.array([[27.0, 23.0, 20.0]])
    placed = np.array([[14.0, 7.0, 14.0]])
    for confidence, is_open in ((0.95, False), (0.9875, True)):
        low, high = ends.differences_of_totals(Kind.COUNT, one, other, confidence)
        found = ends.differences_of_ratios(
            Kind.PER_EVENT, (one, placed), (other, placed), ONE, confidence
        )
        assert (low[0] < 0 < high[0]) == (found[0][0] < 0 < found[1][0]) == is_open
        ends_of_totals = [3 / 35 * low[0], 3 / 35 * high[0]]
        assert [found[0][0], found[1][0]] == pytest.approx(ends_of_totals)


def test_runs_that_tell_nothing_of_a_ratio_do_not_count() -> None:
    above, below = np.array([3.0, 5, 1]), np.array([4.0, 6, 2])
    padded = [np.concatenate((part, np.zeros(20))) for part in (above, below)]
    one = ratio_interval(above, below, 1.0, 0.95, bounds=(None, None))
    more = ratio_interval(*padded, 1.0, 0.95, bounds=(None, None))
    assert one.high is not None
    assert more.high is not None
    assert one.high - one.estimate < more.high - more.estimate < 1.3 * (one.high - one.estimate)


def test_how_many_times_nothing_is_seen() -> None:
    ones = np.ones(4)
    found = relative_interval(0 * ones, ones, 2 * ones, ones, 0.95, Kind.COUNT)
    assert found.low == 0.0
    assert found.high is not None
    assert 0.3 < found.high < 2.0
    assert relative_interval(ones, ones, 2 * ones, ones, 0.95).high == 0.5
    wide = relative_interval(ones, ones, 2 * ones, ones, 0.95, Kind.COUNT)
    assert wide.high is not None
    assert wide.high > 1.0


@given(SEEDS, SIZES, st.integers(2, 12), st.sampled_from(Kind))
def test_an_interval_holds_its_estimate_and_grows_with_confidence(
    seed: int, rate: float, n: int, kind: Kind
) -> None:
    above, below = drawn(seed, rate, n)
    widths = []
    for confidence in (0.5, 0.8, 0.95, 0.999):
        if kind in (Kind.COUNT, Kind.MONEY, Kind.AMOUNT):
            estimate, low, high = ends.totals(kind, above, confidence)
        else:
            estimate, low, high = ends.ratios(kind, above, below, ONE, confidence)
        if kind is Kind.MONEY and (above == above[0, 0]).all():
            assert np.isnan([*low, *high]).all()
            return
        assert not np.isnan([*estimate, *low, *high]).any() or kind is Kind.AMOUNT
        assert low[0] <= estimate[0] <= high[0] or kind is Kind.AMOUNT
        widths.append((low[0], high[0]))
    lows, highs = zip(*widths, strict=True)
    assert list(lows) == sorted(lows, reverse=True)
    assert list(highs) == sorted(highs)


@given(SEEDS, SIZES, st.integers(2, 12), st.sampled_from([Kind.COUNT, *RATIOS]))
def test_a_difference_turned_round_is_its_negative(
    seed: int, rate: float, n: int, kind: Kind
) -> None:
    one, other = drawn(seed, rate, n), drawn(seed + 1, rate, n)
    if kind is Kind.COUNT:
        low, high = ends.differences_of_totals(kind, one[0], other[0], 0.95)
        back = ends.differences_of_totals(kind, other[0], one[0], 0.95)
    else:
        low, high = ends.differences_of_ratios(kind, one, other, ONE, 0.95)
        back = ends.differences_of_ratios(kind, other, one, ONE, 0.95)
    assert not np.isnan([*low, *high]).any()
    assert low[0] <= high[0]
    assert low == pytest.approx(-back[1])
    assert high == pytest.approx(-back[0])


@pytest.mark.parametrize("dispersion", [1, 4])
@pytest.mark.parametrize("n", [2, 5, 30])
def test_counts_are_held(n: int, dispersion: int) -> None:
    """The whole table is made by docs/studies/interval_coverage.py."""
    rng = np.random.default_rng((n, dispersion))
    for rate in (0.05, 0.5, 3.0, 20.0, 300.0):
        size = (1500, n)
        if dispersion == 1:
            counts = rng.poisson(rate, size)
        else:
            counts = rng.negative_binomial(rate / (dispersion - 1), 1 / dispersion, size)
        _, low, high = ends.totals(Kind.COUNT, counts.astype(float), 0.95)
        share = np.mean((low <= rate) & (rate <= high))
        assert share > 0.92, rate
        assert rate * n < 300 or share < 0.97, rate


def test_every_measure_says_what_it_is() -> None:
    kinds = {name: measure.kind for name, measure in MEASURES.items()}
    assert kinds["placements"] is Kind.COUNT
    assert kinds["placements_per_recruiter_year"] is Kind.RATE
    assert kinds["offended_people_share"] is Kind.SHARE
    assert kinds["offences_per_1000_contacts"] is Kind.SHARE
    assert kinds["offences_per_100_placements"] is Kind.PER_EVENT
    assert kinds["time_to_fill_days"] is Kind.MEAN
    assert kinds["mean_fit"] is kinds["utilisation"] is kinds["recruiter_cost"] is Kind.AMOUNT
    assert kinds["fees"] is kinds["fees_minus_cost"] is Kind.MONEY
