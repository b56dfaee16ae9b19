"""Properties of intervals and of pairing, over simulated experiments with a known truth."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from recsim.analysis.estimates import Sample, difference
from recsim.analysis.finding import Finding
from recsim.analysis.intervals import mean_interval, pseudo_values, ratio_interval, share_interval
from recsim.analysis.measures import MEASURES, Kind
from recsim.analysis.paired import compare_samples
from recsim.analysis.rare import FEW

EXPERIMENTS = 1000
LUCK = 2.2
"""Standard errors by which a simulated coverage may miss: 1.5 points at 95%."""
COUNTS = arrays(np.float64, st.integers(3, 12), elements=st.integers(0, 1000))


def coverage(intervals, truth):
    return np.mean([low <= truth <= high for _, low, high in intervals])


@pytest.mark.parametrize("n", [5, 30])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_t_interval_covers_normal_means_as_often_as_it_says(n, confidence):
    rng = np.random.default_rng(n)
    found = [mean_interval(rng.normal(100, 15, n), confidence) for _ in range(EXPERIMENTS)]
    error = np.sqrt(confidence * (1 - confidence) / EXPERIMENTS)
    assert coverage(found, 100) == pytest.approx(confidence, abs=LUCK * error)


def test_the_t_interval_covers_counts_of_placements():
    rng = np.random.default_rng(1)
    found = [mean_interval(rng.poisson(100, 30).astype(float), 0.95) for _ in range(EXPERIMENTS)]
    assert coverage(found, 100) == pytest.approx(0.95, abs=0.015)


def test_the_t_interval_covers_skewed_means_less_often_than_it_says():
    # Known and accepted: means of exponential values at n = 30 are covered in about 93%.
    rng = np.random.default_rng(2)
    found = [mean_interval(rng.exponential(1.0, 30), 0.95) for _ in range(EXPERIMENTS)]
    assert 0.91 <= coverage(found, 1.0) <= 0.95


@pytest.mark.parametrize("n", [10, 30])
def test_the_jackknife_interval_covers_rates_of_events(n):
    """Offences per 100 placements: both vary from run to run, offences with their own frailty."""
    rng = np.random.default_rng(n)
    found = []
    for _ in range(EXPERIMENTS):
        placements = rng.poisson(100, n).astype(float)
        offences = rng.poisson(rng.gamma(20, 1 / 20, n) * 0.06 * placements).astype(float)
        found.append(ratio_interval(offences, placements, 100.0, 0.95))
    assert coverage(found, 6.0) == pytest.approx(0.95, abs=0.015)


def test_the_mean_of_rates_is_biased_where_the_pooled_rate_is_not():
    """Why rates are pooled: hours per placement with few placements a run."""
    rng = np.random.default_rng(3)
    placements = rng.poisson(4, 200_000) + 1.0
    hours = 50.0 + 10.0 * rng.normal(size=placements.size)
    pooled = ratio_interval(hours, placements, 1.0, 0.95).estimate
    assert pooled == pytest.approx(50 / 5, rel=0.01)
    assert np.mean(hours / placements) > 1.2 * pooled


@pytest.mark.slow
@pytest.mark.parametrize("shared", [0.0, 0.8])
def test_paired_intervals_cover_the_true_difference(shared):
    """With and without common random numbers; a common world moves both strategies.

    Where placements differ by few people from world to world, the bounds of few events may make
    intervals wider (docs/coverage.md).
    """
    rng = np.random.default_rng(int(10 * shared))
    names = ("placements", "offences_per_100_placements")
    hits = dict.fromkeys(names, 0)
    widths = []
    for _ in range(EXPERIMENTS):
        world = 10 * np.sqrt(shared) * rng.normal(size=20)
        own = [100 + gap + world + 10 * np.sqrt(1 - shared) * rng.normal(size=20) for gap in (0, 5)]
        offences = [0.06 * own[0] + rng.normal(size=20), 0.09 * own[1] + rng.normal(size=20)]
        for name, truth in zip(names, (5.0, 3.0), strict=True):
            one, other = (
                made_up(name, p if name == "placements" else o, p)
                for p, o in zip(own, offences, strict=True)
            )
            _, low, high = difference(one, other, 0.95)
            hits[name] += low <= truth <= high
            if name == "placements":
                widths.append(high - low)
    for name in names:
        assert 0.935 <= hits[name] / EXPERIMENTS <= 0.985, name
    expected = 2 * 2.093 * np.sqrt(2 * 100 * (1 - shared) / 20)  # pairing makes them narrower
    assert np.mean(widths) == pytest.approx(expected, rel=0.12)


def test_wilson_covers_shares_of_worlds():
    rng = np.random.default_rng(4)
    truths = rng.uniform(0.05, 0.95, EXPERIMENTS)
    hits = [
        low <= truth <= high
        for truth in truths
        for _, low, high in [share_interval(float(rng.binomial(30, truth)), 30, 0.95)]
    ]
    assert np.mean(hits) == pytest.approx(0.95, abs=0.015)


def test_rates_of_nothing_are_covered():
    """Rare events: where no offence was seen, the upper end must still reach the true rate."""
    rng = np.random.default_rng(5)
    below = np.full(10, 100.0)
    found = [
        ratio_interval(rng.poisson(0.1, 10).astype(float), below, 1000.0, 0.95, kind=Kind.SHARE)
        for _ in range(EXPERIMENTS)
    ]
    nothing = [interval for interval in found if interval.estimate == 0]
    assert len(nothing) > 200
    assert all(interval.high >= 1.0 for interval in nothing)


def made_up(name, above, below):
    measure = MEASURES[name]
    above = np.asarray(above, dtype=np.float64)
    below = np.asarray(below, dtype=np.float64) if measure.is_ratio else np.ones_like(above)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(below > 0, measure.factor * above / below, np.nan)
    return Sample(measure, tuple(range(len(above))), values, above, below)


@given(COUNTS, st.floats(0.5, 100))
def test_pseudo_values_of_equal_denominators_are_the_values(above, below):
    found = pseudo_values(above, np.full(len(above), below))
    assert found == pytest.approx(above / below, abs=1e-6)


@given(COUNTS, st.randoms(use_true_random=False))
def test_order_of_replications_does_not_matter(above, random):
    below = above % 7 + 1
    order = list(range(len(above)))
    random.shuffle(order)
    one = ratio_interval(above, below, 100.0, 0.95)
    other = ratio_interval(above[order], below[order], 100.0, 0.95)
    assert one == pytest.approx(other, abs=1e-9)


@given(COUNTS, st.integers(0, 2**32))
def test_comparing_the_other_way_round_turns_everything_round(above, seed):
    rng = np.random.default_rng(seed)
    for name in ("placements", "offences", "offences_per_100_placements"):
        one = made_up(name, above, rng.integers(0, 5, len(above)))
        other = made_up(name, rng.integers(0, 1000, len(above)), rng.integers(0, 5, len(above)))
        there = compare_samples(one, other, "a", "b", 0.95)
        back = compare_samples(other, one, "b", "a", 0.95)
        assert (there.wins, there.ties, there.losses) == (back.losses, back.ties, back.wins)
        assert there.forecast == back.forecast
        if there.interval is None:
            assert back.interval is None
            continue
        assert there.interval.estimate == pytest.approx(-back.interval.estimate, abs=1e-9)
        if there.interval.low is not None:
            assert there.interval.low == pytest.approx(-back.interval.high, abs=1e-6)
            assert there.correlation == pytest.approx(back.correlation, abs=1e-9)


@given(COUNTS, st.integers(-50, 50))
def test_a_world_that_is_the_same_for_both_cancels(above, gap):
    one, other = made_up("placements", above, None), made_up("placements", above + gap, None)
    found = compare_samples(one, other, "a", "b", 0.95)
    assert found.interval is not None
    assert found.interval.estimate == gap
    if abs(gap) * len(above) > 2 * FEW:
        assert found.interval == (gap, gap, gap)
    assert found.variance_reduction is None
    assert found.correlation is None or found.correlation == pytest.approx(1)
    assert {found.higher, found.ties, found.lower} == {0, len(above)}


@given(COUNTS, st.integers(0, 2**32))
def test_variance_reduction_and_correlation_agree(above, seed):
    noise = np.random.default_rng(seed).normal(size=len(above)) * 10
    one, other = made_up("placements", above, None), made_up("placements", above + noise, None)
    found = compare_samples(one, other, "a", "b", 0.95)
    assume(found.correlation is not None)
    var, var_other = np.var(one.values, ddof=1), np.var(other.values, ddof=1)
    paired = var + var_other - 2 * found.correlation * np.sqrt(var * var_other)
    assert found.variance_reduction == pytest.approx((var + var_other) / paired, rel=1e-6)


@given(COUNTS)
def test_an_interval_that_leaves_out_zero_leads_to_no_forecast(above):
    found = compare_samples(
        made_up("placements", np.zeros(len(above)), None),
        made_up("placements", above, None), "a", "b", 0.95,
    )  # fmt: skip
    if found.finding is not Finding.CANNOT_TELL:
        assert found.forecast is None
    assert found.verdict != "fewer"


def test_polars_nulls_are_not_numbers():
    from recsim.analysis.estimates import sample

    rows = pl.DataFrame(
        {"replication": [2, 0, 1], "fees": [None, 1.0, 3.0], "placements": [1, 2, 3]}
    )
    found = sample(rows, "fees")
    assert found.replications == (0, 1)
    assert found.estimate == 2.0
