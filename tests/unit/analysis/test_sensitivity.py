"""Elementary effects and shares of the variance of functions whose indices are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recsim.analysis.sensitivity import MORRIS, SOBOL, chance, design, effects, shares

SEED = 7
CONFIDENCE = 0.95


def ishigami(unit: np.ndarray) -> np.ndarray:
    """Ishigami and Homma (1990), a = 7, b = 0.1."""
    x = np.pi * (2 * unit - 1)
    return np.asarray(
        np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    )


def ishigami_shares() -> tuple[list[float], list[float], float]:
    a, b = 7.0, 0.1
    variance = a**2 / 8 + b * math.pi**4 / 5 + b**2 * math.pi**8 / 18 + 0.5
    first = 0.5 * (1 + b * math.pi**4 / 5) ** 2
    joint = b**2 * math.pi**8 * (1 / 18 - 1 / 50)
    return (
        [first / variance, a**2 / 8 / variance, 0.0],
        [(first + joint) / variance, a**2 / 8 / variance, joint / variance],
        variance,
    )


def noisy(values: np.ndarray, sd: float, seeds: int, rng: np.random.Generator) -> np.ndarray:
    """Runs of worlds with these means: luck of the seed, the same everywhere, and of the run."""
    luck = rng.normal(0, sd, seeds) + rng.normal(0, sd, (len(values), seeds))
    return np.asarray(values[:, np.newaxis] + luck)


@pytest.mark.slow
def test_ishigami_has_the_shares_that_are_known() -> None:
    points = design(SOBOL, 3, 1024, SEED)
    found = shares(points, np.repeat(ishigami(points)[:, np.newaxis], 2, axis=1), CONFIDENCE, SEED)
    first, total, _ = ishigami_shares()
    for at, one in enumerate(found.found):
        assert one.first == pytest.approx(first[at], abs=0.03)
        assert one.total == pytest.approx(total[at], abs=0.03)
        assert one.first_low < first[at] < one.first_high
        assert one.total_low < total[at] < one.total_high
    assert found.chance == pytest.approx((0.0, 0.0, 0.0), abs=1e-12)


def test_chance_is_told_apart_from_what_the_numbers_do() -> None:
    """With as much chance as there is variance, the shares are those of the worlds alone."""
    points, rng = design(SOBOL, 3, 2048, SEED), np.random.default_rng(SEED)
    first, total, variance = ishigami_shares()
    runs = noisy(ishigami(points), math.sqrt(variance), 2, rng)
    found = shares(points, runs, CONFIDENCE, SEED)
    assert found.chance is not None
    assert found.chance.of_a_mean == pytest.approx(1 / 3, abs=0.04)
    assert 0.3 < found.chance.of_a_run < 0.75  # two seeds say little of how seeds differ
    for at, one in enumerate(found.found):
        assert one.first == pytest.approx(first[at], abs=0.12)
        assert one.total == pytest.approx(total[at], abs=0.12)


def test_what_does_nothing_has_shares_around_0_that_are_not_hidden() -> None:
    below, held = 0, [0, 0]
    for seed in range(40):
        points, rng = design(SOBOL, 2, 64, seed), np.random.default_rng(seed)
        found = shares(points, noisy(points[:, 0], 0.1, 3, rng), CONFIDENCE, seed).found
        held[0] += found[1].first_low < 0 < found[1].first_high
        held[1] += found[1].total_low < 0 < found[1].total_high
        below += found[1].total < 0
    assert 10 <= below <= 30
    assert min(held) >= 34


def test_a_sum_has_the_effects_and_shares_of_its_weights() -> None:
    weights = np.array([3.0, -2.0, 0.0])
    paths = design(MORRIS, 3, 10, SEED)
    runs = np.repeat((paths @ weights)[:, np.newaxis], 2, axis=1)
    found = effects(paths, runs, CONFIDENCE, SEED).found
    assert [one.mean for one in found] == pytest.approx(weights)
    assert [one.size for one in found] == pytest.approx(np.abs(weights))
    assert [one.spread for one in found] == pytest.approx([0, 0, 0], abs=1e-12)
    points = design(SOBOL, 3, 256, SEED)
    runs = np.repeat((points @ weights)[:, np.newaxis], 2, axis=1)
    shared = shares(points, runs, CONFIDENCE, SEED).found
    assert [one.first for one in shared] == pytest.approx([9 / 13, 4 / 13, 0], abs=0.02)
    assert [one.total for one in shared] == pytest.approx([9 / 13, 4 / 13, 0], abs=0.02)


def test_an_effect_of_chance_alone_has_the_size_that_is_said() -> None:
    sizes, said = [], []
    for seed in range(20):
        paths, rng = design(MORRIS, 4, 10, seed), np.random.default_rng(seed)
        found = effects(paths, noisy(np.zeros(len(paths)), 1.0, 3, rng), CONFIDENCE, seed).found
        sizes += [one.size for one in found]
        said += [one.by_chance for one in found]
    assert np.mean(sizes) == pytest.approx(np.mean(said), rel=0.1)


def test_where_worlds_do_not_differ_no_shares_are_told() -> None:
    points = design(SOBOL, 2, 16, SEED)
    same = np.full((len(points), 2), 5.0)
    assert shares(points, same, CONFIDENCE, SEED).found == ()
    undefined = np.full((len(points), 2), np.nan)
    assert shares(points, undefined, CONFIDENCE, SEED) == effects(
        points, undefined, CONFIDENCE, SEED
    )


@given(
    worlds=st.integers(2, 30),
    seeds=st.integers(2, 5),
    seed=st.integers(0, 2**63 - 1),
    shift=st.floats(-1e6, 1e6),
)
@settings(max_examples=50)
def test_chance_is_a_share_whatever_the_runs(
    worlds: int, seeds: int, seed: int, shift: float
) -> None:
    runs = np.random.default_rng(seed).normal(size=(worlds, seeds))
    found = chance(runs)
    assert 0 <= found.of_a_run <= 1
    assert found.of_a_mean >= 0
    assert chance(runs + shift).variance == pytest.approx(found.variance, rel=1e-4)
    assert chance(np.zeros((worlds, seeds))) == (0.0, 0.0, 0.0)
