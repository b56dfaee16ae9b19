"""The runner with the real engine, on a small market."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from recsim.analysis.measures import compute
from recsim.experiments.runner import run
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy
from recsim.scenario.study import Study
from recsim.scenario.world import Demand, Segment, World


def scenario(**study):
    segments = {
        "nurses": Segment(people_share=0.7, requisition_share=0.5),
        "welders": Segment(people_share=0.3, requisition_share=0.5),
    }
    settings = {"warm_up_days": 28, "horizon_days": 60, "replications": 2, **study}
    return Scenario(
        world=World(people=200, segments=segments, demand=Demand(requisitions_per_year=100.0)),
        strategies={
            "waiting": Strategy(style="passive", recruiters=1),
            "calling": Strategy(style="active", recruiters=1),
        },
        study=Study(**settings),
    )


@pytest.mark.parametrize("market", ["separate", "shared"])
def test_serial_parallel_and_split_runs_are_equal(market):
    of = scenario(market=market)
    serial = run(of, workers=1)
    assert serial.failures.rows() == []
    parallel = run(of, workers=2)
    split = run(of, replications=range(1), workers=1)
    split = split.merge(run(of, replications=range(1, 2), workers=1))
    for table in ("runs", "segments", "series"):
        assert_frame_equal(getattr(serial, table), getattr(parallel, table))
        assert_frame_equal(getattr(serial, table), getattr(split, table))


@pytest.mark.parametrize("market", ["separate", "shared"])
def test_a_stored_log_gives_the_same_measures(market):
    of = scenario(market=market, keep_events=(1,))
    found = run(of, workers=1)
    assert len(found.logs) == (1 if market == "shared" else 2)
    for (team, replication), log in found.logs.items():
        teams = found.strategies if market == "shared" else (team,)
        tally = Tally.empty(
            teams, tuple(of.world.segments), of.study.warm_up_days, of.study.horizon_days
        )
        tally.add(log)
        for name in teams:
            row = found.runs.row(
                by_predicate=(pl.col("strategy") == name) & (pl.col("replication") == replication),
                named=True,
            )
            assert {key: row[key] for key in compute(of, tally, name)} == compute(of, tally, name)


def test_accounts_balance_in_every_run():
    found = run(scenario(), workers=1)
    assert found.failures.rows() == []
    assert found.runs["placements"].sum() > 0
    for row in found.runs.iter_rows(named=True):
        assert row["people"] == 200
        assert row["placements"] == row["requisitions_filled"]
        assert row["placements"] == sum(
            row[f"placements_{status}"] for status in ("content", "seeking", "unemployed")
        )
        assert row["applications_ended"] == (
            row["applications_shortlisted"] + row["applications_withdrawn"]
            + row["turned_down"] + row["never_answered"]
        )  # fmt: skip
        assert row["approaches_offended"] == row["offences"]
        assert 0 <= row["burnt_pool_share"] <= 1
        assert row["unemployed_share"] + row["searching_share"] < 1
    waiting = found.runs.filter(found.runs["strategy"] == "waiting")
    assert waiting["contacts"].sum() == 0
    assert waiting["offences_per_1000_contacts"].null_count() == 2
    for segment_sum in ("placements", "contacts", "applications", "recruiter_hours", "people"):
        keys = ["strategy", "replication"]
        sums = found.segments.group_by(keys, maintain_order=True).agg(pl.sum(segment_sum))
        assert sums[segment_sum].to_list() == pytest.approx(found.runs[segment_sum].to_list())
