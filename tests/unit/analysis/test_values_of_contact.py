"""Measures of approaches, harm and seeds, counted by hand."""

from __future__ import annotations

import pytest
from by_hand import CALLING, WAITING, values
from hand_made import event

from recsim.model.events import Kind


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
