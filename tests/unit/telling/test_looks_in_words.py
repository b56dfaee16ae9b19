"""What repeated looks settled, in sentences."""

from __future__ import annotations

import pytest

from recsim.analysis.finding import Finding
from recsim.analysis.intervals import Interval
from recsim.analysis.looks import SCHEDULE, Goal, Looked, Settled, Subject
from recsim.scenario.load import load
from recsim.telling.looks import settled_points, when_settled

SUBJECT = Subject("calling", "waiting")
INTERVAL = Interval(3.0, 1.0, 5.0)


def looked(one: Settled, runs: int, at_most: int) -> list[str]:
    taken = tuple(count for count in SCHEDULE if count <= runs)
    found = Looked(Goal("placements"), taken, at_most, 0.95, (one,))
    return when_settled(found, load("two_ways").scenario)


@pytest.mark.parametrize(
    ("runs", "at_most", "why"),
    [
        (20, 39, "still open after 20 runs, the last look that --at-most 39 allows."),
        (1280, 100_000, "still open after 1,280 runs, the last look that there is."),
        (20, 320, "still open after 20 runs, so far."),
    ],
)
def test_what_is_open_says_why(runs: int, at_most: int, why: str) -> None:
    [said] = looked(Settled(SUBJECT, None, INTERVAL, Finding.CANNOT_TELL), runs, at_most)
    assert said == f"Placements, Calling against Waiting: {why}"


def test_what_was_decided_and_is_open_again_says_both() -> None:
    [said] = looked(Settled(SUBJECT, 10, INTERVAL, Finding.DECIDED, still=False), 40, 320)
    assert "decided after 10 runs." in said
    assert "After 40 runs" in said


def test_points_are_counted_by_when_they_were_settled() -> None:
    said = settled_points([10, 20, 10, None], 40)
    assert said == (
        "Of 4 points, these were settled: 2 after 10 runs and 1 after 20 runs; 1 not after 40 "
        "runs, the last look."
    )
    none = settled_points([None, None], 10)
    assert none == "Of 2 points, none was settled after 10 runs, the last look."
