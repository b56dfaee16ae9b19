"""Random numbers: published reference vectors, and no pattern across purposes, entities, runs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from recsim.model.streams import (
    GAMMA,
    MASK,
    Family,
    Purpose,
    draw,
    family_key,
    output,
    unit,
)

WORDS = st.integers(0, MASK)
PURPOSES = {name: value for name, value in vars(Purpose).items() if name.isupper()}


def test_splitmix64_reference_vectors() -> None:
    """The published sequence for seed 1234567 (also in the reference code's test suites)."""
    assert [output(1234567, n) for n in range(5)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert output(0, 0) == 0xE220A8397B1DCDAF


@given(seed=WORDS, n=st.integers(0, 2**40))
def test_random_access_is_the_sequential_generator(seed: int, n: int) -> None:
    """Output n of a seed is output 0 of the state that n steps lead to."""
    assert output(seed, n) == output((seed + n * GAMMA) & MASK, 0)


@given(key=WORDS, purpose=st.sampled_from(sorted(PURPOSES.values())), n=st.integers(0, 2**32 - 1))
def test_a_draw_is_an_output_as_a_number(key: int, purpose: int, n: int) -> None:
    u = draw(key, purpose, n)
    assert u == unit(output(key, purpose + n))
    assert 0.0 < u < 1.0


@pytest.mark.parametrize("word", [0, 1, MASK, MASK - 1, 1 << 63])
def test_units_never_reach_the_ends(word: int) -> None:
    assert 0.0 < unit(word) < 1.0


def test_purposes_do_not_overlap() -> None:
    numbers = list(PURPOSES.values())
    assert len(set(numbers)) == len(numbers)
    assert all(number % 2**32 == 0 for number in numbers)


def _columns(count: int) -> dict[str, np.ndarray]:
    """The same number of draws along every axis on which draws can differ."""
    people = family_key(2013, 0, Family.PEOPLE)
    pairs = family_key(2013, 0, Family.PAIRS)
    key, offence = output(people, 17), Purpose.OFFENCE
    purposes = sorted(PURPOSES.values())
    return {
        "n": np.array([draw(key, offence, n) for n in range(count)]),
        "entity": np.array([draw(output(people, i), offence) for i in range(count)]),
        "next entity's purpose": np.array(
            [draw(output(people, i), Purpose.ANNOYANCE) for i in range(count)]
        ),
        "pair": np.array([draw(output(output(pairs, i % 97), i), offence) for i in range(count)]),
        "replication": np.array(
            [draw(output(family_key(2013, r, Family.PEOPLE), 17), offence) for r in range(count)]
        ),
        "seed": np.array(
            [draw(output(family_key(s, 0, Family.PEOPLE), 17), offence) for s in range(count)]
        ),
        "purpose": np.array(
            [
                draw(output(people, i // len(purposes)), purposes[i % len(purposes)])
                for i in range(count)
            ]
        ),
    }


@pytest.fixture(scope="module")
def columns() -> dict[str, np.ndarray]:
    return _columns(20_000)


AXES = ("n", "entity", "next entity's purpose", "pair", "replication", "seed", "purpose")


@pytest.mark.parametrize("axis", AXES)
def test_uniform_along_every_axis(columns: dict[str, np.ndarray], axis: str) -> None:
    u = columns[axis]
    assert stats.kstest(u, "uniform").pvalue > 1e-4
    counts = np.bincount((u * 64).astype(int), minlength=64)
    assert stats.chisquare(counts).pvalue > 1e-4
    assert len(np.unique(u)) == len(u)


@pytest.mark.parametrize("axis", AXES)
def test_neighbours_are_independent(columns: dict[str, np.ndarray], axis: str) -> None:
    u = columns[axis]
    for lag in (1, 2, 7):
        correlation = np.corrcoef(u[:-lag], u[lag:])[0, 1]
        assert abs(correlation) < 4.0 / np.sqrt(len(u))
    cells = (u[:-1] * 8).astype(int) * 8 + (u[1:] * 8).astype(int)
    assert stats.chisquare(np.bincount(cells[::2], minlength=64)).pvalue > 1e-4


def test_axes_are_independent_of_each_other(columns: dict[str, np.ndarray]) -> None:
    table = np.corrcoef([columns[axis] for axis in AXES])
    off_diagonal = table[~np.eye(len(AXES), dtype=bool)]
    assert np.abs(off_diagonal).max() < 4.5 / np.sqrt(20_000)


def test_no_two_entities_share_a_key() -> None:
    keys = [
        output(family_key(2013, replication, family), entity)
        for replication in range(10)
        for family in (Family.PEOPLE, Family.REQUISITIONS, Family.PAIRS)
        for entity in range(3000)
    ]
    assert len(set(keys)) == len(keys)


def test_single_bits_of_seed_and_entity_change_half_of_the_word() -> None:
    flips = []
    for bit in range(64):
        for base in (1, 2013, 0xDEADBEEF):
            changed = output(base, 5) ^ output(base ^ (1 << bit), 5)
            flips.append(changed.bit_count())
    assert 30 < np.mean(flips) < 34
    assert min(flips) > 10
