"""Weekly series on logs that can be counted by hand."""

from __future__ import annotations

import pytest
from hand_made import event, scenario, tally

from recsim.analysis.measures.series import SERIES, weekly
from recsim.model.events import Kind
from recsim.scenario.world import World

CALLING = 1


def columns(*events, **study):
    of = scenario(**study)
    begin, there = -of.study.warm_up_days, "content_1_to_3_years"
    people = [event(begin, Kind.PRESENT, there) for _ in range(10)]
    return weekly(of, tally(of, *people, *events), "calling")


def test_weeks_end_at_multiples_of_seven_and_at_the_horizon():
    assert columns()["day"] == [-7.0, 0.0, 7.0, 14.0, 21.0, 28.0, 30.0]
    assert columns(warm_up_days=0, horizon_days=14)["day"] == [7.0, 14.0]
    assert set(columns()) == {"day", *SERIES}


def test_flows_count_the_week_and_levels_stand_at_its_end():
    found = columns(
        event(-3, Kind.CONTACTED, "first_work_phone_happy", team=CALLING),
        event(0, Kind.CONTACTED, "first_work_phone_happy", team=CALLING),
        event(6.9, Kind.CONTACTED, "first_work_phone_happy", team=CALLING),
        event(7, Kind.BECAME_WARY, "annoyed", team=CALLING),
        event(15, Kind.DO_NOT_CONTACT, "was_wary", team=CALLING),
        event(22, Kind.OFFENDED, "complaint_work_phone_happy", team=CALLING),
        event(23, Kind.RESENTED, "after_talk", team=CALLING),
    )
    assert found["contacts"] == [0, 1, 2, 0, 0, 0, 0]
    assert found["wary_share"] == [0, 0, 0, 0.1, 0, 0, 0]
    assert found["do_not_contact_share"] == [0, 0, 0, 0, 0.1, 0.1, 0.1]
    assert found["put_off"] == [0, 0, 0, 0, 0, 2, 0]


def test_seeds_that_are_renewed_count_once():
    found = columns(
        event(1, Kind.SEED_PLANTED, "reading", team=CALLING),
        event(8, Kind.SEED_PLANTED, "conversation_again", team=CALLING),
        event(15, Kind.SEED_FORGOTTEN, "new_job", team=CALLING),
    )
    assert found["seeds_planted"] == [0, 0, 1, 1, 0, 0, 0]
    assert found["seeded_share"] == [0, 0, 0.1, 0.1, 0, 0, 0]


def test_utilisation_knows_that_the_last_week_is_short():
    hours = 2 * 40 * (1 - World().work.overhead)
    found = columns(
        event(1, Kind.TASK_DONE, "talk", team=CALLING, value=hours / 2),
        event(29, Kind.TASK_DONE, "talk", team=CALLING, value=hours / 7),
    )
    assert found["utilisation"][2] == pytest.approx(0.5)
    assert found["utilisation"][-1] == pytest.approx(0.5)


def test_stocks_of_work():
    found = columns(
        event(-1, Kind.REQUISITION_OPENED, team=CALLING),
        event(1, Kind.REQUISITION_OPENED, team=CALLING),
        event(8, Kind.REQUISITION_FILLED, team=CALLING),
        event(15, Kind.REQUISITION_EXPIRED, "withdrawn", team=CALLING),
        event(1, Kind.CANDIDACY_STARTED, "applied", team=CALLING),
        event(8, Kind.CANDIDACY_ENDED, "placed", team=CALLING),
    )
    assert found["open_requisitions"] == [0, 1, 2, 1, 0, 0, 0]
    assert found["in_process"] == [0, 0, 1, 0, 0, 0, 0]


def test_a_market_without_employed_people_has_no_searching_share():
    of = scenario()
    people = [event(-14, Kind.PRESENT, "unemployed") for _ in range(10)]
    assert set(weekly(of, tally(of, *people), "calling")["searching_share"]) == {None}
