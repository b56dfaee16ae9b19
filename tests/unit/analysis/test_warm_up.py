"""How long series take to settle whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsim.analysis.warm_up import BATCH, LEAST, most_batches, mser5, settling, welch

WEEKS, RUNS = 200, 20


def autoregression(start: float, phi: float, seed: int, runs: int = RUNS) -> np.ndarray:
    """AR(1) with mean 0 and variance 1, so many standard deviations from it at the start."""
    rng = np.random.default_rng(seed)
    found = np.empty((runs, WEEKS))
    found[:, 0] = start
    for week in range(1, WEEKS):
        found[:, week] = phi * found[:, week - 1] + rng.normal(0, np.sqrt(1 - phi**2), runs)
    return found


@pytest.mark.parametrize("phi", [0.7, 0.9])
def test_an_autoregression_from_afar_asks_for_the_time_that_its_start_takes(phi: float) -> None:
    """After the cut, what is left of the start (start * phi^week) is lost in the noise."""
    cuts = [settling(autoregression(20, phi, seed), 0.95, seed)[0] for seed in range(20)]
    weeks = np.array([cut for cut in cuts if cut is not None]) / 7
    assert len(weeks) >= 18
    left = 20 * phi ** np.median(weeks)
    of_a_batch = np.sqrt(1 / RUNS)
    assert left < 2 * of_a_batch
    enough = np.log(0.01 * of_a_batch / 20) / np.log(phi)
    assert np.median(weeks) < enough + BATCH


def test_a_series_that_is_stationary_asks_for_nearly_nothing() -> None:
    cuts = [settling(autoregression(0, 0.5, seed), 0.95, seed)[0] for seed in range(40)]
    days = [cut for cut in cuts if cut is not None]
    assert len(days) >= 36
    assert np.median(days) <= 35


def test_a_step_is_cut_where_it_is() -> None:
    series = np.where(np.arange(100) < 30, 5.0, 1.0)[np.newaxis]
    assert mser5(series).tolist() == [30 // BATCH]
    assert settling(series.repeat(3, axis=0), 0.95, 1) == (210, 210, 210)


def test_a_series_that_only_rises_does_not_settle() -> None:
    rising = np.arange(WEEKS, dtype=float)[np.newaxis].repeat(4, axis=0)
    assert settling(rising, 0.95, 1) == (None, None, None)


def test_a_constant_series_asks_for_nothing() -> None:
    assert mser5(np.full((2, 100), 0.1)).tolist() == [0, 0]


def test_the_interval_widens_with_the_noise_of_runs() -> None:
    decay, rng = 10 * 0.9 ** np.arange(WEEKS), np.random.default_rng(5)
    wide = []
    for noise in (0.01, 3.0):
        days, low, high = settling(decay + rng.normal(0, noise, (RUNS, WEEKS)), 0.95, 3)
        assert days is not None
        assert low is not None
        assert high is not None
        assert low <= days <= high
        wide.append(high - low)
    assert wide[0] < wide[1]


@given(
    st.integers(LEAST * BATCH, 150),
    st.floats(-1e3, 1e3),
    st.floats(0.001, 1e3),
    st.integers(0, 2**32),
)
def test_a_cut_does_not_depend_on_place_and_scale(
    weeks: int, place: float, factor: float, seed: int
) -> None:
    series = np.random.default_rng(seed).normal(size=(1, weeks))
    [cut] = mser5(series)
    assert 0 <= cut <= most_batches(weeks)
    assert mser5(place + factor * series).tolist() == [cut]


def test_too_short_a_series_is_refused() -> None:
    with pytest.raises(ValueError, match="49 values; expected 50 or more"):
        mser5(np.zeros((1, 49)))


def test_moving_averages_are_means_of_what_is_around() -> None:
    values = np.arange(20.0) ** 2
    found = welch(values, 3)
    assert len(found) == 17
    assert found[0] == 0
    assert found[1] == pytest.approx(np.mean(values[:3]))
    assert found[10] == pytest.approx(np.mean(values[7:14]))
