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
from recsim.scenario.world import Belief, Board, Demand, Hiring, Segment, World

LIVELY = {"board": Board(visits_per_day=0.2), "hiring": Hiring(interview_intercept=0.0)}
"""Blocks of a world in which a few hundred people and two months are enough for placements."""


def scenario(**study):
    segments = {
        "nurses": Segment(people_share=0.7, requisition_share=0.5),
        "welders": Segment(people_share=0.3, requisition_share=0.5),
    }
    settings = {"warm_up_days": 28, "horizon_days": 60, "replications": 2, **study}
    return Scenario(
        world=World(
            people=200,
            segments=segments,
            demand=Demand(requisitions_per_recruiter_year=100.0),
            **LIVELY,
        ),
        strategies={
            "waiting": Strategy(style="passive", recruiters=1),
            "calling": Strategy(style="active", recruiters=1),
        },
        study=Study(**settings),
    )


@pytest.mark.slow
@pytest.mark.parametrize("market", ["separate", "shared"])
def test_serial_parallel_and_split_runs_are_equal(market):
    of = scenario(market=market, engine="simpy")  # in processes
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
        teams = sorted(found.strategies) if market == "shared" else (team,)  # their order in logs
        tally = Tally.of(of, teams)
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


def crowded(strategies, **study):
    """Three teams, easily planted seeds, and people who often look around."""
    world = World(
        people=150,
        segments={"nurses": Segment(people_share=1, requisition_share=1, search_multiplier=3.0)},
        demand=Demand(requisitions_per_recruiter_year=75.0),
        belief=Belief(gap_closed_by_reading=0.5),
        **LIVELY,
    )
    settings = {"warm_up_days": 91, "horizon_days": 273, "replications": 2, **study}
    return Scenario(world=world, strategies=strategies, study=Study(**settings))


def test_three_teams_in_one_market_know_what_they_harvested_caused_and_bore():
    teams = {
        "waiting": Strategy(style="passive", recruiters=2),
        "calling": Strategy(style="active", recruiters=2),
        "both": Strategy(style="blend", active_share=0.5, recruiters=2),
    }
    found = run(crowded(teams, market="shared"), workers=1)
    assert found.failures.rows() == []
    for (_,), rows in found.runs.group_by("replication"):
        assert rows["placements_from_others_seeds"].sum() > 0
        harvested = rows["seeds_harvested_by_others"].sum()
        assert rows["placements_from_others_seeds"].sum() == harvested
        assert (rows["placements_from_others_seeds"] <= rows["placements"]).all()
        assert rows["share_of_market_contacts"].sum() == pytest.approx(1.0)
        both = rows["contacts"] + rows["contacts_by_other_teams"]
        assert both.to_list() == rows["contacts_by_all_teams"].to_list()
        years = 150 * 273 / 365
        borne = (rows["contacts_by_other_teams"] / years).to_list()
        assert rows["contacts_by_others_per_person_year"].to_list() == pytest.approx(borne)
    waiting = found.runs.filter(pl.col("strategy") == "waiting")
    assert waiting["share_of_market_contacts"].sum() == 0
    assert (waiting["contacts_by_others_per_person_year"] > 0).all()


def test_rivals_are_others_and_even_twins_are_kept_apart():
    calling = Strategy(style="active", recruiters=1)
    teams = {
        "alone": calling,
        "among_twins": calling.model_copy(update={"rivals": ("alone", "alone")}),
    }
    found = run(crowded(teams), workers=1)
    alone, among = (found.runs.filter(pl.col("strategy") == name) for name in teams)
    assert alone["share_of_market_contacts"].to_list() == [1.0, 1.0]
    assert alone["contacts_by_others_per_person_year"].sum() == 0
    assert alone["placements_from_others_seeds"].sum() == 0
    assert among["contacts_by_other_teams"].sum() > among["contacts"].sum() > 0
    assert among["share_of_market_contacts"].to_list() == pytest.approx([1 / 3] * 2, abs=0.05)
