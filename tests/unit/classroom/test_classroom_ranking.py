"""Ranks with ties, and what is lost from practice to sealed worlds."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import results
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from recsim.analysis.estimates import Sample, sample
from recsim.classroom.practice import average, drop
from recsim.classroom.ranking import Rank, joint_confidence, ranks


def samples(**values: list[float]) -> dict[str, Sample]:
    """Samples of placements by entry."""
    made = {name: {"placements": column} for name, column in values.items()}
    runs = results(made).runs
    return {name: sample(runs.filter(strategy=name), "placements") for name in values}


def test_clear_differences_give_single_ranks() -> None:
    found = ranks(samples(b=[5, 6, 5, 6], a=[9, 10, 9, 10], c=[1, 2, 1, 2]), 0.95)
    assert found == {"a": Rank(1, 1), "b": Rank(2, 2), "c": Rank(3, 3)}
    assert str(found["b"]) == "2"


def test_overlapping_intervals_give_ties() -> None:
    found = ranks(samples(a=[9, 3, 9, 3], b=[8, 4, 8, 4], c=[9, 3, 9, 3]), 0.95)
    assert {str(rank) for rank in found.values()} == {"1-3"}


def test_being_tied_is_not_handed_on() -> None:
    found = ranks(samples(a=[10, 11, 12, 13], b=[6, 15, 8, 13], c=[8, 9, 10, 11]), 0.95)
    assert found == {"a": Rank(1, 2), "b": Rank(1, 3), "c": Rank(2, 3)}


def test_pairing_tells_apart_what_single_intervals_do_not() -> None:
    found = ranks(samples(a=[10, 50, 90, 130], b=[8, 48, 88, 128]), 0.95)
    assert found == {"a": Rank(1, 1), "b": Rank(2, 2)}


def test_one_world_tells_nothing_apart() -> None:
    assert ranks(samples(a=[10], b=[1]), 0.95) == {"a": Rank(1, 2), "b": Rank(1, 2)}


@pytest.mark.slow
@given(st.integers(2, 6), st.integers(2, 8), st.randoms(use_true_random=False))
def test_ranks_hold_together(entries: int, worlds: int, random) -> None:
    values = {
        f"e{i}": [random.randint(0, 20) + 4 * i for _ in range(worlds)] for i in range(entries)
    }
    found = ranks(samples(**values), 0.95)
    shuffled = list(values.items())
    random.shuffle(shuffled)
    assert ranks(samples(**dict(shuffled)), 0.95) == found
    assert all(1 <= rank.best <= rank.worst <= entries for rank in found.values())
    assert any(rank.best == 1 for rank in found.values())
    assert any(rank.worst == entries for rank in found.values())
    first = max(values, key=lambda name: sum(values[name]))
    assert found[first].best == 1


@pytest.mark.parametrize(("entries", "pairs"), [(0, 1), (1, 1), (2, 1), (3, 3), (30, 435)])
def test_joint_confidence_shares_the_doubt_among_pairs(entries: int, pairs: int) -> None:
    assert joint_confidence(0.95, entries) == pytest.approx(1 - 0.05 / pairs)


@pytest.mark.slow
def test_many_equal_entries_are_rarely_told_apart() -> None:
    rng, wrong = np.random.default_rng(1), 0
    for _ in range(60):
        made = {f"e{i}": list(rng.poisson(40, 20)) for i in range(10)}
        found = ranks(samples(**made), joint_confidence(0.95, 10))
        wrong += any(rank != Rank(1, 10) for rank in found.values())
    assert wrong <= 8  # 5% of 60 are 3; 9 or more would have a chance below 0.3%


def test_the_drop_is_that_of_welch() -> None:
    practice, sealed = np.array([3.0, 5.0, 4.0, 9.0]), np.array([1.0, 2.0, 1.0, 3.0, 2.0, 0.0])
    found = drop(practice, sealed, 0.9)
    test = stats.ttest_ind(practice, sealed, equal_var=False)
    assert found.estimate == pytest.approx(practice.mean() - sealed.mean())
    error = found.estimate / test.statistic
    half = stats.t.ppf(0.95, int(test.df)) * error  # degrees of freedom are rounded down
    assert found.low == pytest.approx(found.estimate - half)
    assert found.high == pytest.approx(found.estimate + half)


def test_a_drop_without_spread_and_from_one_world() -> None:
    same = np.zeros(3)
    assert drop(same, same, 0.95) == (0, 0, 0)
    assert drop(np.array([2.0]), same, 0.95) == (2, None, None)


def test_advantages_are_averaged_world_by_world() -> None:
    assert average([np.array([1.0, 2.0]), np.array([3.0, 8.0])]).tolist() == [2.0, 5.0]
