"""The tally: the fold of a run as it goes on equals the fold of its log, in any chunks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsim.model import simulate
from recsim.model.cohorts import Cohort
from recsim.model.events import CODES, DETAILS, EVENT, OFFSET, Kind
from recsim.model.run import Run
from recsim.model.tally import Tally
from recsim.scenario.load import load

SETTINGS = [
    "world.people=300",
    "world.work.overhead=0.3",
    "both.recruiters=6",
    "study.horizon_days=100",
    "study.warm_up_days=28",
]


@pytest.fixture(scope="module")
def run() -> Run:
    scenario = load("two_ways", set_=SETTINGS).scenario
    return simulate(scenario, ("both",), 3, keep_log=True)


def refold(run: Run, cuts: list[int]) -> Tally:
    assert run.log is not None
    tally = Tally.empty(
        run.tally.teams,
        run.tally.segments,
        28,
        100,
        guarantee_days=90.0,
        hours_per_day=40 * 0.7 / 7,
    )
    for part in np.split(run.log, sorted(cuts)):
        tally.add(part)
    return tally


@given(cuts=st.lists(st.integers(0, 5000), max_size=6))
def test_chunks_do_not_matter(run: Run, cuts: list[int]) -> None:
    assert_same(refold(run, cuts), run.tally)


def assert_same(one: Tally, other: Tally) -> None:
    for name in ("counts", "sums", "cohorts", "cohort_sums"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert other.cohorts.sum() > 0


def test_every_event_is_counted_once(run: Run) -> None:
    assert run.log is not None
    assert run.tally.counts.sum() == len(run.log) == run.events
    for kind in Kind:
        assert run.tally.count(kind).sum() == (run.log["kind"] == kind).sum()
        values = run.log["value"][run.log["kind"] == kind]
        assert run.tally.total(kind).sum() == pytest.approx(values.sum())


def test_time_never_goes_back(run: Run) -> None:
    assert run.log is not None
    assert run.log.dtype == EVENT
    assert np.all(np.diff(run.log["time"]) >= 0)
    assert run.log["time"][0] == -28.0
    assert run.log["time"][-1] < 100.0


def test_codes_are_kinds_and_details_in_order() -> None:
    for kind in Kind:
        for number, detail in enumerate(DETAILS.get(kind, ("",))):
            assert CODES[int(OFFSET[kind]) + number] == (kind, detail)


def test_keeping_the_log_changes_nothing(run: Run) -> None:
    scenario = load("two_ways", set_=SETTINGS).scenario
    again = simulate(scenario, ("both",), 3)
    assert again.log is None
    assert_same(again.tally, run.tally)


def test_hours_are_in_the_weeks_in_which_they_were_spent(run: Run) -> None:
    """No recruiter works, or is idle, for longer than a week has hours."""
    assert run.log is not None
    spent = run.tally.total(Kind.TASK_DONE) + run.tally.total(Kind.IDLED)
    available = np.full(spent.shape, 6 * 28.0)
    available[-1] = 6 * 4.0 * (100 % 7)
    assert np.all(spent <= available * (1 + 1e-12))
    at_end = np.bincount(
        np.floor(run.log["time"] / 7).astype(int) + 4,
        run.log["value"] * np.isin(run.log["kind"], (Kind.TASK_DONE, Kind.IDLED)),
    )
    assert np.any(at_end > available), "counted when they end, they would be more"


@pytest.mark.slow
def test_what_came_to_its_end_in_time_is_in_the_week_in_which_it_began(run: Run) -> None:
    """Counted from the log with a dictionary of openings."""
    assert run.log is not None
    opened: dict[int, float] = {}
    filled = np.zeros(run.tally.cohorts.shape[-1])
    days = filled.copy()
    for event in run.log:
        if event["kind"] == Kind.REQUISITION_OPENED:
            opened[int(event["requisition"])] = float(event["time"])
        elif event["kind"] == Kind.REQUISITION_FILLED:
            began = opened[int(event["requisition"])]
            week = int(began // 7) + 4
            filled[week] += 1
            days[week] += event["time"] - began
    assert np.array_equal(run.tally.cohorts[0, :, Cohort.FILLED].sum(axis=0), filled)
    assert run.tally.cohort_sums[0, :, Cohort.FILLED].sum(axis=0) == pytest.approx(days)
