"""No share is above the whole, in whatever part of whatever run it is counted."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_worlds import worlds

from recsim.analysis.measures import MEASURES, compute
from recsim.analysis.measures.series import SERIES, weekly
from recsim.model import simulate
from recsim.model.run import Run
from recsim.model.tally import Tally
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario
from recsim.scenario.study import Study
from recsim.verification.engines import Trial

ROUNDING = 1e-9


def check(scenario: Scenario, tally: Tally) -> None:
    """All measures and weekly series of all teams, as a whole and by segment."""
    for team in dict.fromkeys(tally.teams):
        for segment in (None, *tally.segments):
            for name, value in compute(scenario, tally, team, segment).items():
                low, high = MEASURES[name].bounds
                if MEASURES[name].unit == "share":
                    assert (low, high) == (0.0, 1.0), name
                assert value is None or low is None or value >= low, (name, value)
                assert value is None or high is None or value <= high + ROUNDING, (name, value)
        for name, values in weekly(scenario, tally, team).items():
            if name in SERIES and SERIES[name].unit == "share":
                assert all(v is None or 0 <= v <= 1 + ROUNDING for v in values), name


@pytest.mark.slow
@settings(suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_shares_of_random_worlds(world: Trial) -> None:
    run = simulate(world.scenario, world.teams, world.replication)
    check(world.scenario, run.tally)


@cache
def long_run(strategy: str) -> tuple[Scenario, Run]:
    scenario = load(
        "two_ways",
        set_=("world.people=400", "world.labour.job_loss_per_month=0.1",
              "world.hiring.guarantee_days=30", "world.work.talk_hours=9",
              "strategies.both.kind=corporate", "study.warm_up_days=0", "study.horizon_days=400"),
    ).scenario  # fmt: skip
    return scenario, simulate(scenario, (strategy,), 1, keep_log=True)


@pytest.mark.parametrize("strategy", ["waiting", "calling", "both"])
@given(start=st.integers(0, 50), days=st.integers(1, 30) | st.integers(1, 400))
def test_shares_of_parts_of_a_run(strategy: str, start: int, days: int) -> None:
    """The measured time begins at some week of a run and lasts for some days."""
    scenario, run = long_run(strategy)
    log = run.log
    assert log is not None
    days = min(days, 400 - 7 * start)
    part = log[log["time"] < 7 * start + days].copy()
    part["time"] -= 7 * start
    study = Study(warm_up_days=7 * start, horizon_days=days)
    whole = run.tally
    tally = Tally.empty(
        whole.teams,
        whole.segments,
        study.warm_up_days,
        study.horizon_days,
        guarantee_days=scenario.world.hiring.guarantee_days,
        hours_per_day=whole.hours_per_day,
    )
    tally.add(part)
    check(scenario.model_copy(update={"study": study}), tally)
