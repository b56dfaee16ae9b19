"""The engines agree where somebody's clocks ring more often than the engine's small counts hold."""

from __future__ import annotations

import pytest
from agreement import assert_agreement

from recsim.model.compiled import layout
from recsim.scenario.load import load
from recsim.verification.engines import Trial

FEW = (
    "world.people=3",
    "world.demand.requisitions_per_recruiter_year=20",
    "study.warm_up_days=0",
    "world.labour.seeking_find_job_per_month=0",
    "world.labour.unemployed_find_job_per_month=0",
    "world.labour.content_find_job_per_month=0",
)


@pytest.mark.slow
def test_moods_that_change_hundreds_of_times() -> None:
    settings = ("world.satisfaction.changes_per_year=1000", "study.horizon_days=300")
    scenario = load("two_ways", set_=(*FEW, *settings)).scenario
    events = assert_agreement(Trial(scenario, ("both",), 0)).events
    assert events > 2 * layout.CARRY


@pytest.mark.slow
def test_jobs_found_and_lost_hundreds_of_times() -> None:
    settings = (
        "world.labour.job_loss_per_month=30",
        "world.labour.unemployed_find_job_per_month=30",
        "study.horizon_days=1200",
    )
    scenario = load("two_ways", set_=(*FEW, *settings)).scenario
    assert assert_agreement(Trial(scenario, ("both",), 0)).events > 6 * layout.CARRY


@pytest.mark.slow
def test_more_visits_than_sixteen_bits_count() -> None:
    settings = (
        "world.labour.job_loss_per_month=30",
        "world.board.visits_per_day=24",
        "study.horizon_days=3000",
    )
    assert layout.VISITS_CARRY < 24 * 3000
    scenario = load("two_ways", set_=(*FEW, *settings)).scenario
    assert_agreement(Trial(scenario, ("both",), 0))
