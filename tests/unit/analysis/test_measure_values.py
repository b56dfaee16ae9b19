"""Every group of measures on logs that can be counted by hand."""

from __future__ import annotations

import math

import pytest
from hand_made import event, scenario, tally

from recsim.analysis.measures import compute
from recsim.analysis.measures.market import MONTHS_PER_YEAR
from recsim.model.events import Kind

PEOPLE = [
    *(event(-14, Kind.PRESENT, "content", segment=0) for _ in range(5)),
    event(-14, Kind.PRESENT, "seeking", segment=0),
    *(event(-14, Kind.PRESENT, "content", segment=1) for _ in range(3)),
    event(-14, Kind.PRESENT, "unemployed", segment=1),
]
WAITING, CALLING = 0, 1


def values(*events, team="calling", segment=None, teams=("waiting", "calling"), **study):
    of = scenario(**study)
    chosen = {name: of.strategies.get(name, of.strategies["calling"]) for name in teams}
    of = of.model_copy(update={"strategies": chosen})
    return compute(of, tally(of, *PEOPLE, *events, teams=teams), team, segment)


def test_placements_are_split_by_source_and_by_status():
    found = values(
        event(1, Kind.PLACED, "applied_seeking", team=CALLING, value=1.0),
        event(2, Kind.PLACED, "approached_content", team=CALLING, value=2.0),
        event(3, Kind.PLACED, "approached_unemployed", team=CALLING, value=0.5),
        event(4, Kind.PLACED, "returned_content", team=CALLING, value=-0.5),
        event(5, Kind.PLACED, "applied_content", team=WAITING, value=9.0),
        event(6, Kind.LEFT_EARLY, "in_guarantee_content", team=CALLING, value=5.0),
        event(7, Kind.LEFT_EARLY, "later_seeking", team=CALLING, value=5.0),
    )
    assert found["placements"] == 4
    assert [found[f"placements_{s}"] for s in ("content", "seeking", "unemployed")] == [2, 1, 1]
    assert [found[f"placements_by_{s}"] for s in ("applying", "approach", "return")] == [1, 2, 1]
    assert found["placements_by_outreach"] == 3
    assert found["early_exits"] == 2
    assert found["fall_offs"] == 1
    assert found["net_placements"] == 3
    assert found["mean_fit"] == pytest.approx(3.0 / 4)
    assert found["fall_offs_per_100_placements"] == 25.0
    assert found["placements_per_recruiter_quarter"] == pytest.approx(4 / (2 * 30 / 91.25))


def test_the_warm_up_and_other_teams_are_not_measured():
    found = values(
        event(-0.001, Kind.PLACED, "applied_seeking", team=CALLING),
        event(0.0, Kind.PLACED, "applied_seeking", team=CALLING),
        event(29.999, Kind.PLACED, "applied_seeking", team=CALLING),
        event(3.0, Kind.PLACED, "applied_seeking", team=WAITING),
    )
    assert found["placements"] == 2


def test_requisitions():
    found = values(
        event(-9, Kind.REQUISITION_OPENED, team=CALLING, value=0.1),
        event(1, Kind.REQUISITION_OPENED, team=CALLING, value=0.1),
        event(2, Kind.REQUISITION_FILLED, team=CALLING, value=11.0),
        event(3, Kind.REQUISITION_FILLED, team=CALLING, value=20.0),
        event(4, Kind.REQUISITION_EXPIRED, team=CALLING),
        event(4, Kind.REQUISITION_EXPIRED, team=CALLING),
    )
    assert found["requisitions_opened"] == 1
    assert found["requisitions_closed"] == 4
    assert found["fill_rate"] == 0.5
    assert found["time_to_fill_days"] == 15.5


def test_approaches_and_their_rates():
    ends = ["interested", "declined", "declined", "offended", "no_answer", "no_answer",
            "no_answer", "lapsed"]  # fmt: skip
    found = values(
        *(event(1, Kind.CONTACTED, "first_work_phone", team=CALLING) for _ in range(5)),
        *(event(1, Kind.CONTACTED, "software_first_work_email", team=CALLING) for _ in range(3)),
        *(event(2, Kind.CONTACTED, "follow_up_personal_email", team=CALLING) for _ in range(4)),
        *(event(2, Kind.CONTACTED, "software_follow_up_network_message", team=CALLING)
          for _ in range(4)),
        *(event(3, Kind.APPROACH_ENDED, end, team=CALLING) for end in ends),
        event(3, Kind.PLACED, "returned_content", team=CALLING),
        event(3, Kind.PLACED, "applied_content", team=CALLING),
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
        *(event(1, Kind.CONTACTED, "first_work_phone", team=CALLING) for _ in range(40)),
        event(2, Kind.OFFENDED, "work_phone", team=CALLING, value=1),
        event(3, Kind.OFFENDED, "network_message", team=CALLING, value=0),
        event(3, Kind.ANNOYED, "work_phone", team=CALLING),
        event(4, Kind.TOLD_OTHERS, team=CALLING, value=7),
        *(event(5, Kind.PLACED, "applied_seeking", team=CALLING) for _ in range(8)),
    )
    assert found["offences"] == 2
    assert found["offences_at_work"] == 1
    assert found["offences_per_1000_contacts"] == 50.0
    assert found["offences_per_100_placements"] == 25.0
    assert found["offended_people_share"] == 0.1  # one of ten people, though two offences
    assert found["silent_annoyance_per_1000_contacts"] == 25.0
    assert (found["told_others"], found["people_told"]) == (1, 7)


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
        event(4, Kind.OFFENDED, "work_phone", team=WAITING, value=1),
        event(5, Kind.CANDIDACY_ENDED, "failed_interviews", team=WAITING),
        event(5, Kind.PLACED, "applied_seeking", team=WAITING),
        event(5, Kind.PLACED, "returned_seeking", team=WAITING),
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
        *(event(1, Kind.OFFERED, team=CALLING) for _ in range(4)),
        *(event(2, Kind.CANDIDACY_ENDED, end, team=CALLING)
          for end in ("offer_declined", "counter_offer", "ghosted", "withdrew", "placed")),
        event(2, Kind.APPROACH_ENDED, "declined", team=CALLING),
        event(3, Kind.TALKED, "convinced", team=CALLING),
        event(3, Kind.TALKED, "not_convinced", team=CALLING),
        event(3, Kind.INTERVIEWED, "passed", team=CALLING),
    )  # fmt: skip
    assert found["offer_decline_rate"] == 0.25
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
        *(event(1, Kind.CONTACTED, "first_work_email", team=CALLING) for _ in range(3)),
        event(2, Kind.CONTACTED, "follow_up_network_message", team=polite),
        event(-1, Kind.CONTACTED, "first_work_email", team=polite),  # warm-up
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
        *(event(1, Kind.PLACED, "applied_seeking", team=CALLING) for _ in range(3)),
        event(2, Kind.LEFT_EARLY, "in_guarantee_content", team=CALLING),
    )
    paid = 2 * 40 / 7 * 30
    assert found["recruiter_hours"] == 48.0
    assert (found["hours_screen"], found["hours_talk"], found["hours_search"]) == (30.0, 18.0, 0.0)
    assert found["recruiter_hours_available"] == pytest.approx(paid * 0.7)
    assert found["utilisation"] == pytest.approx(48 / (paid * 0.7))
    assert found["hours_per_placement"] == 16.0
    assert found["cost_per_placement"] == pytest.approx(paid * 50 / 3)
    assert found["fees"] == pytest.approx(2 * 0.22 * 90_000)
    assert found["fees_minus_cost"] == pytest.approx(2 * 0.22 * 90_000 - paid * 50)


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
        event(14, Kind.PLACED, "applied_seeking", team=WAITING),  # 8, 0, 2 from day 14 on
        event(14, Kind.PLACED, "approached_unemployed", team=CALLING),  # 9, 0, 1
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


def test_attention_counts_all_teams():
    found = values(
        event(1, Kind.CONTACTED, "first_work_phone", team=CALLING),
        event(1, Kind.CONTACTED, "first_work_phone", team=WAITING),
    )
    assert found["contacts"] == 1
    assert found["contacts_per_person_year"] == pytest.approx(2 / (10 * 30 / 365))


def test_segments_add_up_to_the_whole():
    events = (
        event(1, Kind.PLACED, "applied_seeking", team=CALLING, segment=0, value=1.0),
        event(1, Kind.PLACED, "applied_seeking", team=CALLING, segment=1, value=2.0),
        event(1, Kind.PLACED, "applied_seeking", team=CALLING, segment=1, value=4.0),
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
