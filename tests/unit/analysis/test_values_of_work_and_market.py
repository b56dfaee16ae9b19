"""Measures of hours, money and the market, and values that there are not, counted by hand."""

from __future__ import annotations

import math

import pytest
from by_hand import CALLING, PEOPLE, WAITING, values
from hand_made import event, scenario, tally

from recsim.analysis.measures import compute
from recsim.analysis.measures.market import MONTHS_PER_YEAR
from recsim.model.events import Kind
from recsim.scenario.world import World


def test_hours_and_money():
    found = values(
        event(1, Kind.TASK_DONE, "screen", team=CALLING, value=30.0),
        event(1, Kind.TASK_DONE, "talk", team=CALLING, value=18.0),
        *(event(1, Kind.PLACED, "applied_seeking_seeking", team=CALLING) for _ in range(3)),
        event(2, Kind.PLACEMENT_ENDED, "early_exit", team=CALLING, value=1),
        event(9, Kind.IDLED, team=CALLING, value=16.0),
    )
    paid = 2 * 40 / 7 * 30
    assert found["recruiter_hours"] == 48.0
    assert (found["hours_screen"], found["hours_talk"], found["hours_search"]) == (30.0, 18.0, 0.0)
    productive = 1 - World().work.overhead
    assert found["recruiter_hours_available"] == pytest.approx(paid * productive)
    assert found["utilisation"] == pytest.approx(48 / (paid * productive))
    assert found["idle_share"] == 16 / (48 + 16)
    assert found["hours_per_placement"] == 16.0
    assert found["cost_per_placement"] == pytest.approx(paid * 50 / 3)
    assert found["fees"] == pytest.approx(2 * 0.22 * 90_000)
    assert found["fees_minus_cost"] == pytest.approx(2 * 0.22 * 90_000 - paid * 50)


def test_fees_are_a_share_of_what_is_paid_in_the_occupation():
    of = scenario()
    assert list(of.world.segments) == ["nurses", "welders"]
    paid = {
        "nurses": of.world.segments["nurses"],
        "welders": of.world.segments["welders"].model_copy(update={"salary": 40_000.0}),
    }
    of = of.model_copy(update={"world": of.world.model_copy(update={"segments": paid})})
    placed = (Kind.PLACED, "applied_seeking_seeking")
    counts = tally(
        of,
        *PEOPLE,
        event(1, *placed, team=CALLING),
        event(2, *placed, team=CALLING, segment=1),
        event(3, *placed, team=CALLING, segment=1),
        event(4, Kind.PLACEMENT_ENDED, "early_exit", team=CALLING, value=1, segment=1),
    )
    earned = {segment: compute(of, counts, "calling", segment)["fees"] for segment in paid}
    assert earned == pytest.approx({"nurses": 0.22 * 90_000, "welders": 0.22 * 40_000})
    assert compute(of, counts, "calling")["fees"] == pytest.approx(0.22 * (90_000 + 40_000))


def test_a_corporate_team_earns_no_fees():
    of = scenario()
    team = of.strategies["calling"].model_copy(update={"kind": "corporate"})
    of = of.model_copy(update={"strategies": {**of.strategies, "calling": team}})
    found = compute(of, tally(of, *PEOPLE), "calling")
    assert found["fees"] is None
    assert found["fees_minus_cost"] is None
    assert found["recruiter_cost"] == pytest.approx(2 * 40 / 7 * 30 * 50)


def test_levels_of_the_market_follow_every_change_of_status():
    found = values(
        event(-7, Kind.SEARCH_STARTED, "seed", team=CALLING),  # content 7, seeking 2, unemployed 1
        event(7, Kind.JOB_LOST, "content"),  # 6, 2, 2 from day 7 on
        event(7, Kind.JOB_LOST, "seeking"),  # 6, 1, 3
        event(7, Kind.JOB_FOUND, "unemployed"),  # 7, 1, 2
        event(7, Kind.JOB_FOUND, "content"),
        event(14, Kind.PLACED, "applied_seeking_seeking", team=WAITING),  # 8, 0, 2 from day 14 on
        event(14, Kind.PLACED, "approached_unemployed_unemployed", team=CALLING),  # 9, 0, 1
        event(14, Kind.LEFT_EARLY, "later_content", team=WAITING),  # 8, 0, 2
        event(21, Kind.SEARCH_STARTED, "own"),
        event(21, Kind.SEARCH_ENDED),
    )
    # Weekly trapezia: 7 days at each level, with ramps in the weeks of the changes.
    seeking = 7 * 2 + 7 * (2 + 1) / 2 + 7 * (1 + 0) / 2
    unemployed = 7 * 1 + 7 * (1 + 2) / 2 + 16 * 2
    assert found["searching_person_years"] == pytest.approx(seeking / 365)
    assert found["unemployed_person_years"] == pytest.approx(unemployed / 365)
    assert found["employed_person_years"] == pytest.approx((300 - unemployed) / 365)
    assert found["searching_share"] == pytest.approx(seeking / (300 - unemployed))
    assert found["unemployed_share"] == pytest.approx(unemployed / 300)
    assert found["job_changes"] == 2
    assert found["job_to_job_per_month"] == pytest.approx(
        2 / ((300 - unemployed) / 365) / MONTHS_PER_YEAR
    )
    assert found["searches_started"] == 1
    assert found["jobs_found_elsewhere"] == 2


def test_tenure_is_that_of_the_census_at_the_end():
    found = values(
        *(event(29.9, Kind.CENSUS, "content_up_to_1_year", value=v) for v in (0.25, 0.75)),
        event(29.9, Kind.CENSUS, "seeking_10_years_or_more", segment=1, value=20.0),
        event(29.9, Kind.CENSUS, "seeking_5_to_10_years", value=9.0),
        event(29.9, Kind.CENSUS, "content_1_to_3_years", segment=1, value=2.0),
        event(29.9, Kind.CENSUS, "unemployed", value=0.0),
    )
    assert found["employed_end"] == 5
    assert found["short_tenure_share"] == pytest.approx(2 / 5)
    assert found["long_tenure_share"] == pytest.approx(1 / 5)
    assert found["mean_tenure_years"] == pytest.approx(32.0 / 5)
    assert values()["mean_tenure_years"] is None


def test_attention_counts_all_teams():
    found = values(
        event(1, Kind.CONTACTED, "first_work_phone_happy", team=CALLING),
        event(1, Kind.CONTACTED, "first_work_phone_happy", team=WAITING),
    )
    assert found["contacts"] == 1
    assert found["contacts_per_person_year"] == pytest.approx(2 / (10 * 30 / 365))


def test_segments_add_up_to_the_whole():
    events = (
        event(1, Kind.PLACED, "applied_seeking_seeking", team=CALLING, segment=0, value=1.0),
        event(1, Kind.PLACED, "applied_seeking_seeking", team=CALLING, segment=1, value=2.0),
        event(1, Kind.PLACED, "applied_seeking_seeking", team=CALLING, segment=1, value=4.0),
    )
    nurses, welders, whole = (
        values(*events, segment=segment) for segment in ("nurses", "welders", None)
    )
    assert (nurses["people"], welders["people"], whole["people"]) == (6, 4, 10)
    assert (nurses["placements"], welders["placements"]) == (1, 2)
    assert (nurses["mean_fit"], welders["mean_fit"]) == (1.0, 3.0)
    assert "utilisation" in whole
    assert "utilisation" not in nurses


def test_rates_without_a_denominator_are_none_never_zero_or_nan():
    found = values()
    assert found["offences_per_1000_contacts"] is None
    assert found["fill_rate"] is None
    assert found["mean_fit"] is None
    assert found["offended_people_share"] == 0.0
    assert not any(isinstance(v, float) and math.isnan(v) for v in found.values())


def test_a_team_of_nobody_has_no_utilisation():
    of = scenario()
    team = of.strategies["calling"].model_copy(update={"recruiters": 0})
    of = of.model_copy(update={"strategies": {**of.strategies, "calling": team}})
    found = compute(of, tally(of, *PEOPLE), "calling")
    assert found["utilisation"] is None
    assert found["placements_per_recruiter_quarter"] is None


def test_unknown_names_are_errors():
    of = scenario()
    with pytest.raises(ValueError, match="nobody"):
        compute(of, tally(of, *PEOPLE), "nobody")
    with pytest.raises(ValueError, match="nowhere"):
        compute(of, tally(of, *PEOPLE), "calling", "nowhere")
