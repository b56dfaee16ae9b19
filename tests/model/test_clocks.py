"""Competing clocks: exact under rates that change, and the same budgets however they change."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from recsim.model.clocks import LOSS, MOOD, PURPOSES, Clocks
from recsim.model.distributions import exponential
from recsim.model.streams import draw, output

NOTHING = (0.0,) * len(PURPOSES)


def clocks_of(key: int) -> Clocks:
    """The clocks of the person with this key, at the start."""
    return Clocks(key, [exponential(draw(key, purpose)) for purpose in PURPOSES])


def at_rate(clock: int, rate: float) -> tuple[float, ...]:
    rates = list(NOTHING)
    rates[clock] = rate
    return tuple(rates)


def test_a_clock_without_a_rate_never_rings() -> None:
    assert set(clocks_of(7).due) == {inf}


@given(st.lists(st.tuples(st.floats(0.01, 5.0), st.floats(0.0, 10.0)), min_size=1, max_size=8))
def test_the_budget_is_used_up_exactly(pieces: list[tuple[float, float]]) -> None:
    """Whatever the rates were, what was used up when the clock rings is its whole budget."""
    clocks = clocks_of(output(5, 1))
    clocks.set_rates(0.0, at_rate(MOOD, 1.0))
    budget = clocks.due[MOOD]
    clocks = clocks_of(output(5, 1))
    now = used = 0.0
    for duration, rate in pieces:
        clocks.set_rates(now, at_rate(MOOD, rate))
        if clocks.due[MOOD] <= now + duration:
            used += (clocks.due[MOOD] - now) * rate
            assert used == pytest.approx(budget, rel=1e-9, abs=1e-9)
            return
        used += duration * rate
        now += duration
    assert used <= budget + 1e-9


def test_a_change_of_one_rate_leaves_the_other_clocks_alone() -> None:
    clocks = clocks_of(3)
    clocks.set_rates(0.0, tuple(0.1 for _ in PURPOSES))
    before = list(clocks.due)
    rates = [0.1] * len(PURPOSES)
    rates[LOSS] = 0.7
    clocks.set_rates(0.0, tuple(rates))
    assert [due for n, due in enumerate(clocks.due) if n != LOSS] == [
        due for n, due in enumerate(before) if n != LOSS
    ]


def test_piecewise_hazard() -> None:
    """Rate 0.5 until time 1, then 2: the survival function is exact."""
    times = []
    for person in range(4000):
        clocks = clocks_of(output(11, person))
        clocks.set_rates(0.0, at_rate(MOOD, 0.5))
        if clocks.due[MOOD] > 1.0:
            clocks.set_rates(1.0, at_rate(MOOD, 2.0))
        times.append(clocks.due[MOOD])

    def cdf(t: np.ndarray) -> np.ndarray:
        hazard = np.where(t < 1.0, 0.5 * t, 0.5 + 2.0 * (t - 1.0))
        return 1.0 - np.exp(-hazard)

    assert stats.kstest(times, cdf).pvalue > 1e-4


def test_the_next_budget_is_the_same_whatever_happened_before() -> None:
    steady, moved = clocks_of(21), clocks_of(21)
    steady.set_rates(0.0, at_rate(MOOD, 1.0))
    moved.set_rates(0.0, at_rate(MOOD, 3.0))
    moved.set_rates(0.1, NOTHING)
    moved.set_rates(5.0, at_rate(MOOD, 1.0))
    steady.rewind(10.0, MOOD)
    moved.rewind(10.0, MOOD)
    assert steady.due == moved.due
