"""Scenario discovery finds the box that was put there, and nothing where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from recsim.analysis.discovery import Box, discover
from recsim.decide.sweeping import shares


def worlds(count: int, dimensions: int = 6) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array(shares("lhs", dimensions, count, 1))


def conditions(found: Box) -> dict[tuple[int, bool], float]:
    return {(one.axis, one.below): one.value for one in found.conditions}


def test_one_end_of_one_setting() -> None:
    at = worlds(90)
    found = discover(at, at[:, 2] < 0.3)
    assert found is not None
    assert conditions(found) == {(2, True): pytest.approx(0.3, abs=0.01)}
    assert found.found.covers > 0.9
    assert found.found.pure > 0.9
    assert found.check.covers > 0.8
    assert found.check.pure > 0.8


def test_two_settings_together() -> None:
    at = worlds(300)
    found = discover(at, (at[:, 0] < 0.5) & (at[:, 4] > 0.6))
    assert found is not None
    assert conditions(found) == {
        (0, True): pytest.approx(0.5, abs=0.11),
        (4, False): pytest.approx(0.6, abs=0.11),
    }
    assert found.check.score > 0.75


def test_what_hangs_on_nothing_does_badly_in_the_worlds_that_were_kept_aside() -> None:
    at = worlds(150)
    turned = np.random.default_rng(3).random(150) < 0.3
    found = discover(at, turned)
    assert found is not None
    assert found.check.pure < 0.6


@pytest.mark.parametrize("turns", [0, 4])
def test_nothing_is_said_of_too_few(turns: int) -> None:
    at = worlds(60)
    turned = np.zeros(60, dtype=bool)
    turned[:turns] = True
    assert discover(at, turned) is None
    assert discover(at, ~turned) is None


def test_counts_add_up() -> None:
    at = worlds(90)
    turned = at[:, 1] > 0.7
    found = discover(at, turned)
    assert found is not None
    assert found.found.turned + found.check.turned == turned.sum()
    assert found.found.both <= min(found.found.inside, found.found.turned)
