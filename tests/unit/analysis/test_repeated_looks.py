"""Whoever looks again and again until something is settled is not led astray."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from recsim.analysis.estimates import Sample
from recsim.analysis.finding import Finding
from recsim.analysis.intervals import Interval
from recsim.analysis.looks import LOOKS, SCHEDULE, Goal, looks, repeated
from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import compare_samples

FEW, MANY = 60, 1000
"""Simulated studies: of each change, and when they are asked for."""
CONFIDENCE = 0.95
BUDGET = 320
Draw = Callable[[np.random.Generator, int], tuple[np.ndarray, np.ndarray]]


def alike(rate: float) -> Draw:
    """Counts of the same rate, a third of which both sides have in common."""

    def draw(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
        both, one, other = (rng.poisson(rate * part, n) for part in (1 / 3, 2 / 3, 2 / 3))
        return both + one, both + other

    return draw


def mostly_tied(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Nine in ten runs are the same on both sides."""
    one, other = rng.poisson(3, n), rng.poisson(3, n)
    return one, np.where(rng.random(n) < 0.9, one, other)


def skewed(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Clustered counts, whose variance is five times their mean."""
    return rng.negative_binomial(1, 0.2, n), rng.negative_binomial(1, 0.2, n)


def apart(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """The second has more by a fifth of a standard deviation of the difference."""
    one, other = rng.poisson(20, n), rng.poisson(21.3, n)
    return one, other


NOTHING = {"0.2 a run": alike(0.2), "2 a run": alike(2), "30 a run": alike(30),
           "ties": mostly_tied, "clustered": skewed}  # fmt: skip


def sample(values: np.ndarray) -> Sample:
    numbers = values.astype(float)
    places = tuple(range(len(values)))
    return Sample(MEASURES["placements"], places, numbers, numbers, np.ones_like(numbers))


def study(draw: Draw, seed: int) -> tuple[Sample, Sample]:
    one, other = draw(np.random.default_rng(seed), BUDGET)
    return sample(one), sample(other)


def first(of: Sample, n: int) -> Sample:
    return of.only(frozenset(range(n)))


def holds(interval: Interval | None, truth: float) -> bool:
    assert interval is not None
    assert interval.low is not None
    assert interval.high is not None
    return interval.low <= truth <= interval.high


@pytest.mark.parametrize("studies", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize("draw", NOTHING.values(), ids=NOTHING)
def test_nothing_is_decided_where_nothing_differs_and_all_intervals_hold(
    draw: Draw, studies: int
) -> None:
    """Over all looks together."""
    false, held = 0, 0
    for seed in range(studies):
        one, other = study(draw, seed)
        found = [
            compare_samples(first(one, n), first(other, n), "a", "b", repeated(CONFIDENCE))
            for n in looks(BUDGET)
        ]
        false += any(one.finding is Finding.DECIDED for one in found)
        held += all(holds(one.interval, 0.0) for one in found)
    assert false / studies < 0.05
    assert held / studies >= (0.95 if studies == MANY else 0.9)


@pytest.mark.parametrize(("rate", "width"), [(0.2, 0.1), (30.0, 1.5)])
def test_the_interval_at_which_a_width_is_reached_holds(rate: float, width: float) -> None:
    """Stopping as soon as it is narrow favours small spreads; it still holds."""
    goal, held, stopped = Goal("placements", width, paired=False), 0, 0
    for seed in range(4 * FEW):
        one, _ = study(alike(rate), seed)
        for n in looks(BUDGET):
            interval = first(one, n).interval(repeated(CONFIDENCE))
            if goal.reached(interval):
                stopped += 1
                held += holds(interval, rate)
                break
    assert stopped > 2 * FEW
    assert held / stopped >= 0.93


def test_a_small_difference_is_decided_in_time_and_the_right_way_round() -> None:
    decided, wrong = [], 0
    for seed in range(FEW):
        one, other = study(apart, seed)
        for n in looks(BUDGET):
            found = compare_samples(
                first(one, n), first(other, n), "a", "b", repeated(CONFIDENCE), matters=0.1
            )
            if Goal("placements").reached(found):
                decided.append(n)
                wrong += found.direction == "fewer"
                break
    assert len(decided) > 0.5 * FEW
    assert wrong / FEW < 0.025


def test_looks_are_at_a_schedule_that_no_budget_changes() -> None:
    assert looks(9) == ()
    assert looks(10) == (10,)
    assert looks(79) == (10, 20, 40)
    assert looks(100_000) == SCHEDULE == (10, 20, 40, 80, 160, 320, 640, 1280)
    assert LOOKS * (1 - repeated(0.95)) == pytest.approx(0.05)


def test_a_width_is_that_of_the_longer_half() -> None:
    goal = Goal("placements", 2.0, paired=False)
    assert goal.reached(Interval(5.0, 3.0, 6.0))
    assert not goal.reached(Interval(5.0, 4.0, 7.1))
    assert not goal.reached(Interval(5.0, None, None))
    assert not goal.reached(None)
