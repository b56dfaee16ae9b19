"""Ranges that people claim, against what came out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsim.classroom.calibration import (
    FITTING,
    TOO_NARROW,
    TOO_WIDE,
    Answer,
    by_person,
    calibration,
    explain,
)

finite = st.floats(0, 1000)


def answers(right: int, wrong: int, confidence: float = 0.8) -> list[Answer]:
    made = [Answer("a", "placements", 1, 3, confidence, 2)] * right
    return made + [Answer("b", "placements", 1, 3, confidence, 9)] * wrong


def test_a_score_is_the_width_and_a_fine_for_missing() -> None:
    hit, miss = Answer("a", "x", 10, 20, 0.8, 20), Answer("a", "x", 10, 20, 0.8, 23)
    assert (hit.right, hit.score) == (True, 10)
    assert (miss.right, miss.missed_by) == (False, 3)
    assert miss.score == pytest.approx(10 + 10 * 3)
    assert explain(hit) == "right, with a range of 10"
    assert explain(miss) == "missed by 3, which counts 10-fold on top of the range of 10"


@given(finite, finite, finite, st.floats(0.5, 0.99))
def test_the_score_is_the_scaled_pinball_loss_of_both_ends(
    one: float, other: float, truth: float, confidence: float
) -> None:
    low, high = sorted((one, other))
    answer = Answer("a", "x", low, high, confidence, truth)
    tail = (1 - confidence) / 2
    pinball = sum(
        (truth - end) * (level if truth >= end else level - 1)
        for end, level in ((low, tail), (high, 1 - tail))
    )
    assert answer.score == pytest.approx(pinball / tail, rel=1e-6, abs=1e-6)


def test_honest_ranges_score_best_on_average() -> None:
    truths = np.random.default_rng(3).normal(50, 10, 4000)

    def mean_score(half: float) -> float:
        return float(
            np.mean([Answer("a", "x", 50 - half, 50 + half, 0.8, t).score for t in truths])
        )

    honest = mean_score(12.8)  # 80% of a normal distribution
    assert honest < mean_score(8)
    assert honest < mean_score(18)


@pytest.mark.parametrize(
    ("right", "wrong", "verdict"),
    [(3, 17, TOO_NARROW), (16, 4, FITTING), (40, 0, TOO_WIDE), (3, 0, FITTING)],
)
def test_verdicts(right: int, wrong: int, verdict: str) -> None:
    found = calibration(answers(right, wrong))
    assert (found.n, found.right, found.claimed) == (right + wrong, right, pytest.approx(0.8))
    assert found.verdict == verdict


def test_sentences() -> None:
    assert calibration(answers(3, 17)).sentence("The room") == (
        "The room: 3 of 20 ranges contained the result (15%, interval 5% to 36%); 80% was claimed. "
        "The ranges were too narrow: more was claimed than known."
    )
    assert calibration(answers(1, 0)).sentence("Ada") == (
        "Ada: 1 of 1 range contained the result; 80% was claimed. That is too few to say more."
    )


def test_no_answers_and_people() -> None:
    with pytest.raises(ValueError, match="no answers"):
        calibration([])
    assert [(who, len(given)) for who, given in by_person(answers(2, 1)).items()] == [
        ("a", 2),
        ("b", 1),
    ]
