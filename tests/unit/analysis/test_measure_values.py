"""Every group of measures on logs that can be counted by hand."""

from __future__ import annotations

import math

import pytest
from hand_made import event, scenario, tally

from recsim.analysis.measures import compute
from recsim.analysis.measures.market import MONTHS_PER_YEAR
from recsim.model.events import Kind
from recsim.scenario.world import World

PEOPLE = [
    *(event(-14, Kind.PRESENT, "content_1_to_3_years", segment=0) for _ in range(5)),
    event(-14, Kind.PRESENT, "seeking_up_to_1_year", segment=0),
    *(event(-14, Kind.PRESENT, "content_1_to_3_years", segment=1) for _ in range(3)),
    event(-14, Kind.PRESENT, "unemployed", segment=1),
]
WAITING, CALLING = 0, 1


def values(*events, team="calling", segment=None, teams=("waiting", "calling"), **study):
    of = scenario(**study)
    calling = of.strategies["calling"]
    chosen = {
        name: of.strategies.get(name) or calling.model_copy(update={"label": name})
        for name in teams
    }
    of = of.model_copy(update={"strategies": chosen})
    return compute(of, tally(of, *PEOPLE, *events, teams=teams), team, segment)


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


def test_approaches_and_their_rates():
    ends = ["interested", "declined", "declined", "offended", "no_answer", "no_answer",
            "no_answer", "lapsed"]  # fmt: skip
    found = values(
        *(event(1, Kind.CONTACTED, "first_work_phone_happy", team=CALLING) for _ in range(5)),
        *(event(1, Kind.CONTACTED, "software_first_work_email_happy", team=CALLING)
          for _ in range(3)),
        *(event(2, Kind.CONTACTED, "follow_up_personal_email_unhappy", team=CALLING)
          for _ in range(4)),
        *(event(2, Kind.CONTACTED, "software_follow_up_network_message_happy", team=CALLING)
          for _ in range(4)),
        *(event(3, Kind.APPROACH_ENDED, end, team=CALLING) for end in ends),
        event(3, Kind.PLACED, "returned_content_content", team=CALLING),
        event(3, Kind.PLACED, "applied_content_content", team=CALLING),
    )  # fmt: skip
    assert found["contacts"] == 16
    assert found["contacts_at_work"] == 8
    assert found["contacts_by_software"] == 7
    assert found["approaches"] == 8
    assert found["contacts_per_approach"] == 2.0
    assert found["contacts_per_placement"] == 16.0  # only placements that outreach led to
    assert (
        found["approaches_ended"]
        == 8
        == sum(
            found[f"approaches_{end}"]
            for end in ("interested", "declined", "offended", "no_answer", "lapsed")
        )
    )
    assert found["response_rate"] == 3 / 8
    assert found["interest_rate"] == 1 / 3
    assert found["polite_decline_rate"] == 2 / 8
    assert found["no_answer_rate"] == 3 / 8


def test_offence_has_three_rates():
    found = values(
        *(event(1, Kind.CONTACTED, "first_work_phone_happy", team=CALLING) for _ in range(40)),
        event(2, Kind.OFFENDED, "complaint_work_phone_happy", team=CALLING, value=1),
        event(3, Kind.OFFENDED, "complaint_network_message_happy", team=CALLING, value=0),
        event(3, Kind.ANNOYED, "work_phone_happy", team=CALLING),
        event(4, Kind.TOLD_OTHERS, team=CALLING, value=7),
        *(event(5, Kind.PLACED, "applied_seeking_seeking", team=CALLING) for _ in range(8)),
    )
    assert found["offences"] == 2
    assert found["offences_at_work"] == 1
    assert found["offences_per_1000_contacts"] == 50.0
    assert found["offences_per_100_placements"] == 25.0
    assert found["offended_people_share"] == 0.1  # one of ten people, though two offences
    assert found["silent_annoyance_per_1000_contacts"] == 25.0
    assert (found["told_others"], found["people_told"]) == (1, 7)


def test_harm_by_channel_and_happiness_and_in_sizes():
    found = values(
        *(event(1, Kind.CONTACTED, "first_work_phone_unhappy", team=CALLING) for _ in range(20)),
        *(event(1, Kind.CONTACTED, "software_first_work_phone_happy", team=CALLING)
          for _ in range(40)),
        *(event(1, Kind.CONTACTED, "follow_up_work_email_unhappy", team=CALLING)
          for _ in range(5)),
        event(2, Kind.OFFENDED, "fury_work_phone_unhappy", team=CALLING, value=1),
        event(2, Kind.OFFENDED, "complaint_work_phone_unhappy", team=CALLING, value=1),
        event(2, Kind.OFFENDED, "complaint_work_phone_happy", team=CALLING, value=1),
        event(3, Kind.ANNOYED, "work_email_unhappy", team=CALLING),
        event(3, Kind.ANNOYED, "held_back_work_phone_unhappy", team=CALLING),
    )  # fmt: skip
    assert (found["contacts_unhappy"], found["contacts_happy"]) == (25, 40)
    assert (found["offences_unhappy"], found["offences_happy"]) == (2, 1)
    assert found["contacts_work_phone_unhappy"] == 20
    assert found["offences_per_1000_contacts_work_phone_unhappy"] == 100.0
    assert found["offences_per_1000_contacts_work_phone_happy"] == 25.0
    assert found["offences_per_1000_contacts_work_email_unhappy"] == 0.0
    assert found["offences_per_1000_contacts_work_email_happy"] is None
    assert found["annoyances_per_1000_contacts_unhappy"] == 80.0
    assert found["furious_share"] == pytest.approx(1 / 3)
    assert (found["annoyances"], found["annoyances_held_back"]) == (2, 1)


def test_people_approached_are_counted_once():
    found = values(
        event(-3, Kind.FIRST_CONTACTED, team=CALLING),  # warm-up
        *(event(1, Kind.FIRST_CONTACTED, team=CALLING) for _ in range(4)),
        *(event(1, Kind.CONTACTED, "first_network_message_happy", team=CALLING)
          for _ in range(10)),
        *(event(3, Kind.PLACED, "approached_content_content", team=CALLING) for _ in range(2)),
    )  # fmt: skip
    assert found["people_approached"] == 4
    assert found["people_approached_share"] == 0.4
    assert found["contacts_per_person_approached"] == 2.5
    assert found["people_approached_per_placement"] == 2.0


def test_mood_is_exclusive_and_the_warm_up_counts_for_stocks():
    found = values(
        event(-5, Kind.BECAME_WARY, "annoyed", team=CALLING),
        event(-4, Kind.BECAME_WARY, "told", team=CALLING),
        event(1, Kind.BECAME_WARY, "resentful", team=CALLING),
        event(2, Kind.DO_NOT_CONTACT, "was_wary", team=CALLING),
        event(3, Kind.DO_NOT_CONTACT, "was_not_wary", team=CALLING),
        event(4, Kind.DO_NOT_CONTACT, "was_not_wary", team=CALLING),
        event(5, Kind.WARY_ENDED, team=CALLING),
        event(6, Kind.DO_NOT_CONTACT_ENDED, team=CALLING),
        event(6, Kind.BECAME_WARY, "annoyed", team=WAITING),
    )
    assert found["became_wary"] == 1
    assert found["wary_end"] == 1
    assert found["do_not_contact_end"] == 2
    assert found["wary_share_end"] == 0.1
    assert found["do_not_contact_share_end"] == 0.2
    assert found["burnt_pool_share"] == pytest.approx(0.3)


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


def test_seeds_are_counted_for_the_planter():
    events = (
        event(1, Kind.SEED_PLANTED, "conversation", team=CALLING),
        event(2, Kind.SEED_PLANTED, "reading_again", team=CALLING),
        event(3, Kind.SEED_GERMINATED, "market", team=CALLING),
        event(3, Kind.SEED_GERMINATED, "return", team=CALLING),
        event(4, Kind.SEED_FORGOTTEN, "faded", team=CALLING),
        event(4, Kind.SEED_FORGOTTEN, "new_job", team=CALLING),
        event(5, Kind.SEED_HARVESTED, "planter", team=CALLING),
        event(5, Kind.SEED_HARVESTED, "other_team", team=CALLING, value=WAITING),
        event(5, Kind.OTHERS_SEED_HARVESTED, team=WAITING, value=CALLING),
        event(5, Kind.SEED_HARVESTED, "elsewhere", team=CALLING),
        event(5, Kind.SEED_HARVESTED, "elsewhere", team=CALLING),
    )
    planter, other = values(*events), values(*events, team="waiting")
    assert (planter["seeds_planted"], planter["seeds_planted_in_conversation"]) == (2, 1)
    assert (planter["seeds_to_market"], planter["returns"], planter["seeds_forgotten"]) == (1, 1, 1)
    assert planter["seeds_harvested"] == 4
    assert planter["harvested_by_planter_share"] == 0.25
    assert other["seeds_harvested_by_others"] == 0
    assert (planter["placements_from_others_seeds"], other["placements_from_others_seeds"]) == (
        0,
        1,
    )


def test_among_three_teams_each_is_told_what_it_harvested_caused_and_bore():
    teams, polite = ("waiting", "calling", "polite"), 2
    events = (
        event(5, Kind.SEED_HARVESTED, "other_team", team=CALLING, value=polite),
        event(5, Kind.OTHERS_SEED_HARVESTED, team=polite, value=CALLING),
        *(event(1, Kind.CONTACTED, "first_work_email_happy", team=CALLING) for _ in range(3)),
        event(2, Kind.CONTACTED, "follow_up_network_message_happy", team=polite),
        event(-1, Kind.CONTACTED, "first_work_email_happy", team=polite),  # warm-up
    )
    found = {team: values(*events, teams=teams, team=team) for team in teams}
    assert [found[t]["placements_from_others_seeds"] for t in teams] == [0, 0, 1]
    assert [found[t]["share_of_market_contacts"] for t in teams] == [0, 0.75, 0.25]
    assert [found[t]["contacts_by_other_teams"] for t in teams] == [4, 1, 3]
    years = 10 * 30 / 365  # ten people, thirty days
    borne = [found[t]["contacts_by_others_per_person_year"] for t in teams]
    assert borne == pytest.approx([4 / years, 1 / years, 3 / years])
    assert values(team="calling")["share_of_market_contacts"] is None


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
