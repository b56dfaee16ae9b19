"""Arithmetic on own numbers: each rule finds its contradiction, and nothing else."""

from __future__ import annotations

import pytest

from recsim.own.bookkeeping import conflicts

SOUND = {
    "recruiters": 4.0,
    "requisitions": 60.0,
    "messages_per_week": 400.0,
    "minutes_per_message": 5.0,
    "reply_rate": 0.12,
    "interested_share": 0.3,
    "hires": 31.0,
    "hires_per_message": 0.001,
    "days_to_fill": 58.0,
    "open_requisitions": 12.0,
    "complaints": 7.0,
    "interviews_per_hire": 5.0,
    "offers_accepted": 0.8,
    "applicants_per_advert": 12.0,
    "people_reachable": 5000.0,
}


def test_numbers_of_a_real_team_go_together() -> None:
    assert conflicts(SOUND) == []
    assert conflicts({}) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hires_per_message": 0.012}, "250 hires for 60 requisitions; at most 0.29%"),
        ({"hires": 80, "open_requisitions": 10}, "80 hires a year for 60 requisitions and 10"),
        ({"hires": 30, "hires_per_message": 0.0025}, "would be 52 hires, not 30"),
        (
            {"applicants_per_advert": 0, "messages_per_week": 5, "hires_per_message": 0.1},
            "at most 9.4 people who answer with interest and 0 who apply",
        ),
        ({"interviews_per_hire": 1, "offers_accepted": 0.5}, "2 offers for each"),
        ({"interviews_per_hire": 0.5}, "whoever is made an offer has been interviewed"),
        ({"hires": 60, "days_to_fill": 90, "open_requisitions": 4}, "are 14.8 open at a time"),
        ({"complaints": 30000}, "30,000 complaints about 20,857 messages"),
        ({"minutes_per_message": 120}, "67 hours of each of 4 people"),
        ({"callers": 5}, "5 of 4"),
        ({"messages_per_week": 0}, "12% of those written to answer, and nobody is written to"),
        ({"people_reachable": 10}, "an advert draws 12 of 10 people"),
    ],
)
def test_a_contradiction_is_said_with_its_numbers(changes: dict[str, float], said: str) -> None:
    found = [one for one in conflicts({**SOUND, **changes}) if not one.possible]
    assert any(said in one.message for one in found), list(map(str, found))
    for one in found:
        assert set(one.numbers) & {*changes, "requisitions"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"people_reachable": 900}, "contacted 23 times a year"),
        ({"complaints": 2000}, "one message in 10 would bring a complaint"),
        ({"minutes_per_message": 40}, "22 hours of each of 4 people, without anything else"),
        ({"applicants_per_advert": 1500}, "would apply 18 times a year"),
    ],
)
def test_what_is_hard_to_believe_is_possible(changes: dict[str, float], said: str) -> None:
    [found] = conflicts({**SOUND, **changes})
    assert found.possible
    assert said in found.message


def test_a_rule_needs_its_numbers() -> None:
    """Each number left out alone leaves nothing to contradict."""
    wrong = {"messages_per_week": 400.0, "hires_per_message": 0.012, "requisitions": 60.0}
    assert conflicts(wrong)
    for name in wrong:
        assert conflicts({key: value for key, value in wrong.items() if key != name}) == []
