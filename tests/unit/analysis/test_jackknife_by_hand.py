"""Intervals against the jackknife written out as it is defined: leave out one run at a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from scipy import stats

from recsim.analysis.intervals import (
    Interval,
    mean,
    mean_intervals,
    pseudo_values,
    ratio_interval,
    relative_interval,
    share_interval,
    spread,
)
from recsim.analysis.measures import Kind

ABOVE = np.array([3.0, 8.0, 2.0, 11.0, 6.0])
BELOW = np.array([40.0, 90.0, 35.0, 70.0, 65.0])
BASE_ABOVE = np.array([7.0, 4.0, 9.0, 5.0, 8.0])
BASE_BELOW = np.array([60.0, 30.0, 75.0, 45.0, 50.0])


def jackknife(
    statistic: Callable[[Sequence[np.ndarray]], float], *columns: np.ndarray
) -> np.ndarray:
    """n times the statistic of all, less n - 1 times that of all but one."""
    n = len(columns[0])
    whole = statistic(columns)
    return np.array(
        [
            n * whole - (n - 1) * statistic([np.delete(column, left_out) for column in columns])
            for left_out in range(n)
        ]
    )


def t_interval(estimate: float, values: np.ndarray, confidence: float) -> tuple[float, ...]:
    n = len(values)
    half = stats.t.ppf((1 + confidence) / 2, n - 1) * values.std(ddof=1) / math.sqrt(n)
    return estimate, estimate - half, estimate + half


def ratio(columns: Sequence[np.ndarray]) -> float:
    return float(columns[0].sum() / columns[1].sum())


def relative(columns: Sequence[np.ndarray]) -> float:
    return ratio(columns[:2]) / ratio(columns[2:])


@pytest.mark.parametrize("confidence", [0.8, 0.95])
@pytest.mark.parametrize("n", [2, 3, 5])
@pytest.mark.parametrize("factor", [1.0, 100.0])
def test_a_ratio_has_the_interval_of_its_pseudo_values(
    n: int, factor: float, confidence: float
) -> None:
    above, below = ABOVE[:n], BELOW[:n]
    values = factor * jackknife(ratio, above, below)
    assert pseudo_values(above, below, factor) == pytest.approx(values)
    wanted = t_interval(factor * ratio((above, below)), values, confidence)
    anything = ratio_interval(above, below, factor, confidence, bounds=(None, None))
    assert anything == pytest.approx(wanted)
    estimate, low, high = wanted
    usual = ratio_interval(above, below, factor, confidence)
    assert usual == pytest.approx((estimate, max(low, 0.0), high))


@pytest.mark.parametrize("confidence", [0.8, 0.95])
@pytest.mark.parametrize("n", [2, 3, 5])
def test_a_relative_rate_has_the_interval_of_its_pseudo_values(n: int, confidence: float) -> None:
    columns = [column[:n] for column in (ABOVE, BELOW, BASE_ABOVE, BASE_BELOW)]
    estimate, low, high = t_interval(relative(columns), jackknife(relative, *columns), confidence)
    found = relative_interval(*columns, confidence)
    assert found == pytest.approx((estimate, max(low, 0.0), high))


@pytest.mark.parametrize("row", [1, 2, 3])
def test_a_relative_rate_that_hangs_on_one_run_has_no_interval(row: int) -> None:
    """Without that run there is nothing left to divide by."""
    columns = [ABOVE, BELOW, BASE_ABOVE, BASE_BELOW]
    columns[row] = np.array([0.0, 0.0, 5.0, 0.0, 0.0])
    assert relative_interval(*columns, 0.9) == (pytest.approx(relative(columns)), None, None)
    columns[row] = np.zeros(5)
    with pytest.raises(ValueError, match="nothing"):
        relative_interval(*columns, 0.9)


def test_a_relative_rate_may_be_nothing() -> None:
    found = relative_interval(0 * ABOVE, BELOW, BASE_ABOVE, BASE_BELOW, 0.9)
    assert found == (0.0, 0.0, 0.0)
    assert relative_interval(ABOVE, BELOW, BASE_ABOVE, BASE_BELOW, 0.999).low == 0.0


@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e4])
def test_the_unit_of_the_denominator_does_not_matter(scale: float) -> None:
    """Hours or years: sums far below 1 are as good as large ones."""
    wanted = ratio_interval(ABOVE, BELOW, 1.0, 0.9)
    assert ratio_interval(ABOVE, scale * BELOW, scale, 0.9) == pytest.approx(wanted)
    wanted = relative_interval(ABOVE, BELOW, BASE_ABOVE, BASE_BELOW, 0.9)
    found = relative_interval(
        scale * ABOVE, scale * BELOW, scale * BASE_ABOVE, scale * BASE_BELOW, 0.9
    )
    assert found == pytest.approx(wanted)


def test_many_means_do_not_depend_on_how_rows_lie_in_memory() -> None:
    rows = np.random.default_rng(3).normal(5, 3, (6, 100))
    plain = mean_intervals(rows, 0.9)
    for other in (np.asfortranarray(rows), np.repeat(rows, 2, axis=1)[:, ::2]):
        for one, same in zip(mean_intervals(other, 0.9), plain, strict=True):
            np.testing.assert_array_equal(one, same)


def test_pseudo_values_need_something_to_divide_by_without_each_run() -> None:
    assert pseudo_values(ABOVE[:1], BELOW[:1]) is None
    assert pseudo_values(ABOVE, np.zeros(5)) is None
    assert pseudo_values(ABOVE, np.array([0.0, 0.0, 0.0, 9.0, 0.0])) is None
    assert pseudo_values(ABOVE, np.array([0.0, 0.0, 0.0, 9.0, 1.0])) is not None
    assert pseudo_values(ABOVE, BELOW) == pytest.approx(pseudo_values(ABOVE, BELOW, 1.0))


@pytest.mark.parametrize(
    ("bounds", "low", "high"),
    [
        ((None, None), -1.0, 3.0),
        ((0.0, None), 0.0, 3.0),
        ((None, 2.0), -1.0, 2.0),
        ((0.0, 2.0), 0.0, 2.0),
        ((-2.0, 4.0), -1.0, 3.0),
    ],
)
def test_what_is_impossible_is_cut_off(
    bounds: tuple[float | None, float | None], low: float, high: float
) -> None:
    assert Interval(1.0, -1.0, 3.0).clipped(bounds) == (1.0, low, high)
    assert Interval(1.0, None, None).clipped(bounds) == (1.0, None, None)


def test_one_run_has_a_ratio_and_no_interval() -> None:
    assert ratio_interval(ABOVE[:1], BELOW[:1], 100.0, 0.95) == (7.5, None, None)


@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_what_was_never_seen_may_be_there_all_the_same(confidence: float) -> None:
    """The highest rate at which seeing nothing is not too improbable, if events come in twos."""
    nothing, below = np.zeros(5), BELOW + 2
    assert ratio_interval(nothing, below, 1.0, confidence) == (0.0, 0.0, 0.0)
    highest = ratio_interval(nothing, below, 100.0, confidence, kind=Kind.RATE).high
    assert highest is not None
    assert math.exp(-highest / 100 * 310 / 2) == pytest.approx((1 - confidence) / 2)
    share = ratio_interval(nothing, below, 1.0, confidence, kind=Kind.SHARE).high
    assert share is not None
    assert (1 - share) ** (310 / 2) == pytest.approx((1 - confidence) / 2)
    everything = ratio_interval(below, below, 1.0, confidence, kind=Kind.SHARE)
    assert everything == (1.0, pytest.approx(1 - share), 1.0)


def test_shares_stay_shares() -> None:
    half = ratio_interval(np.full(5, 2.0), np.full(5, 4.0), 1.0, 0.95, kind=Kind.SHARE)
    assert half.low is not None
    assert half.high is not None
    assert 0.2 < half.low < 0.5 < half.high < 0.8
    impossible = ratio_interval(
        np.array([1.0, 3.0]), np.array([2.0, 2.0]), 1.0, 0.95, bounds=(0.0, 1.0), kind=Kind.SHARE
    )
    assert (impossible.estimate, impossible.high) == (1.0, 1.0)


@pytest.mark.parametrize(("successes", "n"), [(1.5, 4), (0.5, 2), (2, 2), (7, 9)])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_a_tie_counts_as_half_a_success(successes: float, n: int, confidence: float) -> None:
    """Wilson's ends solve (share - p)² = z² p (1 - p) / n."""
    found = share_interval(successes, n, confidence)
    z = stats.norm.ppf((1 + confidence) / 2)
    assert found.estimate == successes / n
    for end in (found.low, found.high):
        assert end is not None
        assert (successes / n - end) ** 2 == pytest.approx(z * z * end * (1 - end) / n, abs=1e-12)
    assert found.low < found.estimate or found.estimate == 0
    assert found.high > found.estimate or found.estimate == 1


def test_shares_stay_between_nothing_and_everything_to_the_last_bit() -> None:
    for n in range(2, 400):
        none, every = share_interval(0, n, 0.95), share_interval(n, n, 0.95)
        assert none.low is not None
        assert every.high is not None
        assert 0.0 <= none.low < 1e-15
        assert 1 - 1e-15 < every.high <= 1.0


def test_a_share_of_no_run_is_unknown() -> None:
    estimate, low, high = share_interval(0, 0, 0.95)
    assert math.isnan(estimate)
    assert (low, high) == (None, None)


def test_equal_values_do_not_vary_though_their_sum_is_rounded() -> None:
    equal = np.full(7, 0.1)
    assert mean(equal) == 0.1
    assert spread(equal) == 0.0
    assert spread(np.array([4.0])) == 0.0
    assert spread(np.array([4.0, 8.0])) == pytest.approx(math.sqrt(8))
    rows = np.array([[0.1] * 7, [0.3] * 6 + [0.4]])
    means, low, high = mean_intervals(rows, 0.9)
    assert (means[0], low[0], high[0]) == (0.1, 0.1, 0.1)
    assert (means[1], low[1], high[1]) == pytest.approx(t_interval(2.2 / 7, rows[1], 0.9))
