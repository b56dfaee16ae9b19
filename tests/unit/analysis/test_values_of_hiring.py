"""Measures of placements, requisitions, applications and processes, counted by hand."""

from __future__ import annotations

import pytest
from by_hand import CALLING, WAITING, values
from hand_made import event

from recsim.model.events import Kind


def test_placements_are_split_by_source_and_by_status():
    found = values(
        event(1, Kind.PLACED, "applied_seeking_seeking", team=CALLING, value=1.0),
        event(2, Kind.PLACED, "approached_content_content", team=CALLING, value=2.0),
        event(3, Kind.PLACED, "approached_unemployed_unemployed", team=CALLING, value=0.5),
        event(4, Kind.PLACED, "returned_content_content", team=CALLING, value=-0.5),
        event(5, Kind.PLACED, "applied_content_content", team=WAITING, value=9.0),
    )
    assert found["placements"] == 4
    assert [found[f"placements_{s}"] for s in ("content", "seeking", "unemployed")] == [2, 1, 1]
    assert [found[f"placements_by_{s}"] for s in ("applying", "approach", "return")] == [1, 2, 1]
    assert found["placements_by_outreach"] == 3
    assert found["applied_share_of_placements"] == 0.25
    assert found["outreach_share_of_placements"] == 0.75
    assert found["mean_fit"] == pytest.approx(3.0 / 4)
    assert found["placements_per_recruiter_quarter"] == pytest.approx(4 / (2 * 30 / 91.25))
    assert found["placements_per_recruiter_year"] == pytest.approx(4 / (2 * 30 / 365))


def test_a_placement_is_of_who_the_person_was_when_taken_into_the_process():
    found = values(
        event(1, Kind.PLACED, "applied_seeking_content", team=CALLING),  # gave up searching
        event(2, Kind.PLACED, "approached_content_unemployed", team=CALLING),  # lost the job
    )
    by_status = [found[f"placements_{s}"] for s in ("content", "seeking", "unemployed")]
    assert by_status == [1, 1, 0]
    assert found["job_changes"] == 1  # from a job to a job: only the first


def test_who_leaves_counts_among_those_who_had_the_time():
    placed = [-9, -1, 3, 200, 280, 390]  # day 280 + 90 is the last that tells
    gone = [(-9, 30), (-1, 95), (3, 90), (200, 200), (390, 4)]  # placed on, gone after days
    found = values(
        *(event(day, Kind.PLACED, "applied_seeking_seeking", team=CALLING) for day in placed),
        *(
            event(day + after, Kind.PLACEMENT_ENDED, "moved_on", team=CALLING, value=after)
            for day, after in gone
        ),
        horizon_days=400,
    )
    assert (found["placements"], found["fall_offs"], found["net_placements"]) == (4, 2, 2)
    assert found["placements_past_guarantee"] == 5
    assert found["fall_offs_per_100_placements"] == 100 * 2 / 5
    assert found["placements_past_a_year"] == 3  # in weeks that ended by day 400 - 365
    assert found["gone_in_a_year_per_100_placements"] == 100
    assert found["fees"] == pytest.approx(2 * 0.22 * 90_000)


def test_in_a_short_run_it_is_not_known_who_stays():
    found = values(event(1, Kind.PLACED, "applied_seeking_seeking", team=CALLING))
    assert found["placements"] == found["net_placements"] == 1
    assert found["placements_past_guarantee"] == 0
    assert found["fall_offs_per_100_placements"] is None
    assert found["gone_in_a_year_per_100_placements"] is None


def test_the_warm_up_and_other_teams_are_not_measured():
    found = values(
        event(-0.001, Kind.PLACED, "applied_seeking_seeking", team=CALLING),
        event(0.0, Kind.PLACED, "applied_seeking_seeking", team=CALLING),
        event(29.999, Kind.PLACED, "applied_seeking_seeking", team=CALLING),
        event(3.0, Kind.PLACED, "applied_seeking_seeking", team=WAITING),
    )
    assert found["placements"] == 2


def test_requisitions():
    found = values(
        *(event(-9, Kind.REQUISITION_OPENED, team=CALLING, value=0.1) for _ in range(4)),
        event(1, Kind.REQUISITION_OPENED, team=CALLING, value=0.1),
        event(2, Kind.REQUISITION_FILLED, team=CALLING, value=11.0),
        event(3, Kind.REQUISITION_FILLED, team=CALLING, value=20.0),
        event(4, Kind.REQUISITION_EXPIRED, "withdrawn", team=CALLING, value=13),
        event(4, Kind.REQUISITION_EXPIRED, "withdrawn", team=CALLING, value=3),
    )
    assert found["requisitions_opened"] == 1
    assert found["requisitions_closed"] == 4
    assert found["fill_rate"] is None, "30 days do not tell"
    assert found["time_to_fill_days"] is None
    days = 7 * (4 + 1) / 2 + 23 * 1  # from 4 to 1 in the first week
    assert found["open_requisitions_per_recruiter"] == pytest.approx(days / (2 * 30))


def test_requisitions_count_as_filled_if_that_took_no_longer_than_17_weeks():
    opened = [-14, -8, 0, 5, 80.5, 81, 100]  # weeks that end by day 200 - 119 = 81
    filled = [(-14, 20), (-8, 119), (0, 119.5), (80.5, 40), (100, 9)]  # opened on, open for
    found = values(
        *(event(day, Kind.REQUISITION_OPENED, team=CALLING) for day in opened),
        *(
            event(day + days, Kind.REQUISITION_FILLED, team=CALLING, value=days)
            for day, days in filled
        ),
        event(95, Kind.REQUISITION_EXPIRED, "withdrawn", team=CALLING, value=90),
        event(170, Kind.REQUISITION_EXPIRED, "withdrawn", team=CALLING, value=170),
        horizon_days=200,
    )
    assert found["requisitions_filled"] == 5
    assert found["requisitions_of_17_weeks"] == 4  # the week of day 80.5 ends on day 84
    assert found["fill_rate"] == 2 / 4
    assert found["withdrawn_rate"] == 1 / 4
    assert found["time_to_fill_days"] == (20 + 119) / 2


def test_how_far_back_requisitions_count():
    """Those whose 17 weeks ended in the measured time: opened from day -119 on."""
    study = {"warm_up_days": 140, "horizon_days": 7}
    events = [event(day, Kind.REQUISITION_OPENED, team=CALLING) for day in (-125, -119, -112.5)]
    filled = event(-100, Kind.REQUISITION_FILLED, team=CALLING, value=19)
    assert values(*events, filled, **study)["fill_rate"] == 1 / 2


def test_applications():
    ends = ["shortlisted", "turned_down", "turned_down", "never_answered", "inbox_full",
            "closed_told", "closed_unanswered", "withdrawn"]  # fmt: skip
    found = values(
        *(event(1, Kind.APPLIED, team=WAITING) for _ in range(9)),
        *(event(1, Kind.REQUISITION_OPENED, team=WAITING) for _ in range(3)),
        *(event(2, Kind.APPLICATION_ENDED, end, team=WAITING) for end in ends),
        event(3, Kind.RESENTED, "never_answered", team=WAITING, value=1),
        event(4, Kind.RESENTED, "never_answered", team=WAITING, value=0),
        event(4, Kind.OFFENDED, "complaint_work_phone_happy", team=WAITING, value=1),
        event(5, Kind.CANDIDACY_ENDED, "failed_interviews", team=WAITING),
        event(5, Kind.PLACED, "applied_seeking_seeking", team=WAITING),
        event(5, Kind.PLACED, "returned_seeking_seeking", team=WAITING),
        team="waiting",
    )
    assert found["applications_per_requisition"] == 3.0
    assert found["turned_down"] == 3
    assert found["never_answered"] == 3
    assert found["never_answered_share"] == 3 / 8
    assert found["applicants_per_placement"] == 9.0
    assert found["resentments"] == 2
    assert found["resentful_people_share"] == 0.1
    assert found["resentments_per_100_placements"] == 100.0
    assert found["put_off_per_100_placements"] == 150.0
    assert found["rejections_of_people"] == 7
    assert found["resentments_per_1000_rejections"] == pytest.approx(2000 / 7)


def test_process_and_rejections_by_people():
    found = values(
        *(event(2, Kind.CANDIDACY_ENDED, end, team=CALLING, value=1)
          for end in ("offer_declined", "counter_offer", "withdrew", "placed")),
        event(3, Kind.CANDIDACY_ENDED, "ghosted", team=CALLING, value=0),  # before any offer
        event(2, Kind.APPROACH_ENDED, "declined", team=CALLING),
        event(3, Kind.TALKED, "convinced", team=CALLING),
        event(3, Kind.TALKED, "not_convinced", team=CALLING),
        event(3, Kind.INTERVIEWED, "passed", team=CALLING),
    )  # fmt: skip
    assert found["offer_decline_rate"] == found["offer_acceptance_rate"] == 0.25
    assert found["ghosted_share"] == 0.2
    assert found["placements_per_100_candidacies"] == 20
    assert found["talks_per_recruiter_week"] == pytest.approx(2 / (2 * 30 / 7))
    assert (found["counter_offers"], found["ghosted"]) == (1, 1)
    assert found["rejections_by_people"] == 5
    assert (found["talks"], found["talks_convincing"]) == (2, 1)
    assert (found["interviews"], found["interviews_passed"]) == (1, 1)
    assert found["interviews_per_placement"] is None
