"""The tally: the fold of a run as it goes on equals the fold of its log, in any chunks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsim.model import simulate
from recsim.model.events import CODES, DETAILS, EVENT, OFFSET, Kind
from recsim.model.run import Run
from recsim.model.tally import Tally
from recsim.scenario.load import load


@pytest.fixture(scope="module")
def run() -> Run:
    scenario = load(
        "two_ways", set_=["world.people=300", "study.horizon_days=100", "study.warm_up_days=28"]
    ).scenario
    return simulate(scenario, ("both",), 3, keep_log=True)


def refold(run: Run, cuts: list[int]) -> Tally:
    assert run.log is not None
    tally = Tally.empty(run.tally.teams, run.tally.segments, 28, 100)
    for part in np.split(run.log, sorted(cuts)):
        tally.add(part)
    return tally


@given(cuts=st.lists(st.integers(0, 5000), max_size=6))
def test_chunks_do_not_matter(run: Run, cuts: list[int]) -> None:
    again = refold(run, cuts)
    assert np.array_equal(again.counts, run.tally.counts)
    assert np.array_equal(again.sums, run.tally.sums)


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
    scenario = load(
        "two_ways", set_=["world.people=300", "study.horizon_days=100", "study.warm_up_days=28"]
    ).scenario
    again = simulate(scenario, ("both",), 3)
    assert again.log is None
    assert np.array_equal(again.tally.counts, run.tally.counts)
    assert np.array_equal(again.tally.sums, run.tally.sums)
