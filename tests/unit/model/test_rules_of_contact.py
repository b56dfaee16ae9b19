"""What a contact does, against the formulas of docs/model.md with numbers put in."""

from __future__ import annotations

from math import log, sqrt
from typing import Any

import pytest
from odd_world import HALF_LIFE, USUAL, W

from recsim.model import harm, rules
from recsim.model.rules import CONTENT, DO_NOT_CONTACT, NEUTRAL, SEEKING, UNEMPLOYED, WARY
from recsim.scenario.strategy import CHANNELS

NETWORK, EMAIL, PHONE, WORK_EMAIL, WORK_PHONE = range(5)
LOAD_SHARE = 5.7 / 11.7  # of the reference contact
CONTACT: dict[str, Any] = {
    "channel": NETWORK, "follow_up": 0, "care": 0.5, "touchiness": 1.0, "fears_exposure": False,
    "satisfied": 0.6, "familiarity": 0.45, "load": 5.7, "mood": NEUTRAL, "status": CONTENT,
    "second_work_channel": False,
}  # fmt: skip
"""The reference contact and person."""


def offence(w: Any = W, **changed: Any) -> float:
    return harm.offence_chance(w, **{**CONTACT, **changed})


def annoyance(w: Any = W, **changed: Any) -> float:
    names = ("channel", "follow_up", "care", "touchiness", "load", "status")
    given = {**CONTACT, **changed}
    return harm.annoyance_chance(w, **{name: given[name] for name in names})


def answer(w: Any = W, **changed: Any) -> float:
    names = ("channel", "follow_up", "care", "load", "mood", "warmth", "annoyed", "status")
    given = {**CONTACT, "warmth": 0.0, "annoyed": False, **changed}
    return rules.answer_chance(w, **{name: given[name] for name in names})


def test_messages_are_forgotten_with_their_half_life() -> None:
    assert rules.load_now(W, 8.0, 0.0) == 8.0
    assert rules.load_now(W, 8.0, 2 * HALF_LIFE) == pytest.approx(2.0)


def test_the_reference_contact_has_the_chances_of_its_channel() -> None:
    for w in (W, USUAL):
        plain = w.unchecked(
            offence=w.offence.unchecked(care_floor=0.2),
            attention=w.attention.unchecked(
                load_offence=0.5, load_half_point=6.0, unfamiliar_offence=0.6
            ),
        )
        for channel, base in enumerate(w.offence_base):
            at_work = channel in (WORK_EMAIL, WORK_PHONE)
            wanted = w.offence.scale * base / (1.4 if at_work else 1.0)
            assert offence(plain, channel=channel) == pytest.approx(wanted)
            wanted = w.offence.annoyance * (w.offence.annoyance_at_work if at_work else 1.0)
            assert annoyance(plain, channel=channel) == pytest.approx(wanted)
            assert answer(plain, channel=channel) == pytest.approx(w.response_base[channel])


@pytest.mark.parametrize("care", [0.0, 0.4, 1.0])
def test_offence_falls_with_care_down_to_a_floor(care: float) -> None:
    assert harm.care_factor(W, care) == pytest.approx((2 - 2 * care + 0.3) / 1.2)
    for chance in (offence, annoyance):
        wanted = chance() * (2 - 2 * care + 0.3) / 1.3
        assert chance(care=care) == pytest.approx(wanted)


@pytest.mark.parametrize("load", [0.0, 4.0, 12.0])
def test_offence_grows_and_answers_fall_with_remembered_messages(load: float) -> None:
    factor = (1 + 0.9 * load / (load + 4)) / (1 + 0.5 * LOAD_SHARE)
    assert harm.load_offence_factor(W, load) == pytest.approx(factor)
    wanted = factor / harm.load_offence_factor(W, 5.7)
    assert offence(load=load) == pytest.approx(offence() * wanted)
    assert annoyance(load=load) == pytest.approx(annoyance() * wanted)
    assert answer(load=load) == pytest.approx(0.05 * 4 / (4 + load) / (1 - LOAD_SHARE))


@pytest.mark.parametrize(("follow_up", "factor"), [(0, 1.0), (1, 5**0.25), (4, 5.0), (8, 25.0)])
def test_offence_grows_geometrically_with_follow_ups(follow_up: int, factor: float) -> None:
    assert harm.follow_up_offence(W, follow_up) == pytest.approx(factor)
    assert offence(follow_up=follow_up) == pytest.approx(factor * offence())
    assert annoyance(follow_up=follow_up) == pytest.approx(min(factor * annoyance(), 1))


@pytest.mark.parametrize(
    ("changed", "factor"),
    [
        ({"touchiness": 1.6}, 1.6),
        ({"touchiness": 0.0}, 0.0),
        ({"familiarity": 1.0}, 1 / (1 + 0.85 * 0.55)),
        ({"familiarity": 0.0}, 1.85 / (1 + 0.85 * 0.55)),
        ({"mood": WARY}, 1.7),
        ({"mood": DO_NOT_CONTACT}, 1.0),
        ({"status": SEEKING}, 0.65),
        ({"status": UNEMPLOYED}, 0.65),
        ({"fears_exposure": True}, 1.0),
        ({"second_work_channel": True}, 1.0),
        ({"channel": PHONE}, 0.017 / 0.011),
        ({"channel": PHONE, "fears_exposure": True, "second_work_channel": True}, 0.017 / 0.011),
        ({"channel": WORK_EMAIL}, 0.019 / 0.011 / 1.4),
        ({"channel": WORK_PHONE, "second_work_channel": True}, 0.023 / 0.011 / 1.4 * 2.3),
        ({"channel": WORK_PHONE, "fears_exposure": True}, 0.023 / 0.011 / 1.4 * (1 + 1.9 * 0.4)),
        (
            {"channel": WORK_EMAIL, "fears_exposure": True, "satisfied": 0.1},
            0.019 / 0.011 / 1.4 * (1 + 1.9 * 0.9),
        ),
    ],
)
def test_what_multiplies_the_chance_of_offence(changed: dict[str, Any], factor: float) -> None:
    assert offence(**changed) == pytest.approx(factor * offence())


def test_the_unfamiliar_are_offended_more_than_the_reference() -> None:
    wanted = 1.1 * 0.011 * (1.3 / 1.2) * harm.load_offence_factor(W, 5.7) * (1 + 0.85 * 0.55)
    assert offence() == pytest.approx(wanted / 1.33)


@pytest.mark.parametrize(
    ("changed", "factor"),
    [
        ({"touchiness": 1.6}, 1.6),
        ({"status": SEEKING}, 0.65),
        ({"status": UNEMPLOYED}, 0.65),
        ({"channel": EMAIL}, 1.0),
        ({"channel": PHONE}, 1.0),
        ({"channel": WORK_EMAIL}, 1.6),
        ({"channel": WORK_PHONE, "status": SEEKING}, 1.6 * 0.65),
    ],
)
def test_what_multiplies_the_chance_of_annoyance(changed: dict[str, Any], factor: float) -> None:
    assert annoyance(**changed) == pytest.approx(factor * annoyance())


@pytest.mark.parametrize(
    ("changed", "factor"),
    [
        ({"follow_up": 1}, 0.8),
        ({"follow_up": 2}, 0.35),
        ({"follow_up": 3}, 0.175),
        ({"follow_up": 5}, 0.35 / 8),
        ({"care": 0.0}, 1.9**-0.75),
        ({"care": 0.8}, 1.9**0.21),
        ({"care": 1.0}, 1.9**0.25),
        ({"warmth": 0.5}, 1.375),
        ({"annoyed": True}, 0.45),
        ({"mood": WARY}, 0.6),
        ({"mood": DO_NOT_CONTACT}, 1.0),
        ({"status": SEEKING}, 1.4),
        ({"status": UNEMPLOYED}, 1.4),
        ({"channel": WORK_PHONE}, 1.8),
    ],
)
def test_what_multiplies_the_chance_of_an_answer(changed: dict[str, Any], factor: float) -> None:
    assert answer(**changed) == pytest.approx(factor * answer())


@pytest.mark.parametrize(
    ("changed", "share"),
    [
        ({}, 0.08),
        ({"fears_exposure": True}, 0.08),
        ({"second_work_channel": True}, 0.08),
        ({"channel": WORK_EMAIL}, 0.08),
        ({"channel": WORK_PHONE, "fears_exposure": True}, 0.08 * (1 + 1.9 * 0.4)),
        ({"channel": WORK_PHONE, "second_work_channel": True}, 0.08 * 2.3),
        (
            {"channel": WORK_EMAIL, "fears_exposure": True, "second_work_channel": True},
            0.08 * (1 + 1.9 * 0.4) * 2.3,
        ),
    ],
)
def test_what_makes_complaints_furious(changed: dict[str, Any], share: float) -> None:
    names = ("channel", "fears_exposure", "satisfied", "second_work_channel")
    given = {**CONTACT, **changed}
    found = harm.fury_share(W, **{name: given[name] for name in names})
    assert found == pytest.approx(share)
    sure = W.unchecked(offence=W.offence.unchecked(fury_share=1.0))
    assert harm.fury_share(sure, **{name: given[name] for name in names}) == 1.0


def test_the_smaller_the_draw_the_larger_the_harm() -> None:
    """Of a chance of a quarter, half furious; two and a half curt noes for each."""
    furious, complaints, curt, nothing = (0.0, 0.124), (0.125, 0.249), (0.25, 0.874), (0.875, 1.0)
    sizes = (harm.FURY, harm.COMPLAINT, harm.CURT_NO, harm.NO_HARM)
    for draws, size in zip((furious, complaints, curt, nothing), sizes, strict=True):
        assert [harm.size_of(W, u, 0.25, 0.5) for u in draws] == [size, size]


def test_decorum_and_an_open_door_keep_harm_unsaid() -> None:
    assert harm.voiced_share(W, True, 0.0, 0.0) == 1.0
    assert harm.voiced_share(W, False, 0.0, 0.0) == pytest.approx(0.55)
    assert harm.voiced_share(W, True, 0.5, 0.2) == pytest.approx(1 - 0.52 * 0.5)
    assert harm.voiced_share(W, False, 0.5, 0.75) == pytest.approx(0.55 * (1 - 0.52 * 0.75))


def test_messages_from_outside_harm_like_a_first_message_of_their_care() -> None:
    asked = {"care": 0.35, "load": 5.0, "touchiness": 1.3}
    offends, annoys = offence(**asked), annoyance(**asked)
    assert harm.outside_offence(W, 5.0, 1.3) == pytest.approx(offends)
    assert harm.outside_message(W, 5.0, 1.3)[1] == pytest.approx(offends + (1 - offends) * annoys)


def test_familiarity_goes_back_to_the_norm_with_its_half_life() -> None:
    assert harm.familiarity_now(W, 0.9, 0.5, 0.0) == pytest.approx(0.9)
    assert harm.familiarity_now(W, 0.9, 0.5, 100.0) == pytest.approx(0.6)
    back, harms = log(2) / 50, 0.01
    balance = 0.5 * back / (back + harms * 0.35)
    assert harm.first_familiarity(W, 0.5, harms) == pytest.approx(balance)
    for_ever = W.unchecked(familiarity_return=0.0)
    assert harm.familiarity_now(for_ever, 0.9, 0.5, 100.0) == 0.9
    assert harm.first_familiarity(for_ever, 0.5, harms) == 0.5


@pytest.mark.parametrize(("satisfied", "happy"), [(0.39, 0), (0.4, 1), (0.8, 1)])
def test_details_of_contacts_tell_channel_and_happiness(satisfied: float, happy: int) -> None:
    assert harm.contact_detail(0, NETWORK, satisfied) == happy
    assert harm.contact_detail(2, WORK_PHONE, satisfied) == 28 + happy


def test_no_chance_is_above_one() -> None:
    assert offence(touchiness=1e6) == 1.0
    assert annoyance(touchiness=1e6) == 1.0
    assert answer(W.unchecked(response=W.response.unchecked(seekers=1e6)), status=SEEKING) == 1.0


@pytest.mark.parametrize("channel", range(5))
@pytest.mark.parametrize("care", [0.0, 0.5, 1.0])
def test_hours_of_a_contact(channel: int, care: float) -> None:
    call = 0.15 if channel in (PHONE, WORK_PHONE) else 0.0
    first = 0.06 + 0.55 * care * care + call
    assert rules.contact_hours(W, channel, 0, care) == pytest.approx(first)
    follow_up = 0.06 + 0.35 * 0.55 * care * care + call
    assert rules.contact_hours(W, channel, 1, care) == pytest.approx(follow_up)
    assert rules.contact_hours(W, channel, 3, care) == pytest.approx(follow_up)


def test_the_usual_world_has_the_references_of_its_formulas() -> None:
    """The fixed reference person is the average one of the usual settings."""
    outside = 4 / 30.4 * 30 / log(2)
    assert pytest.approx(outside, abs=0.05) == rules.REFERENCE_LOAD
    people = [
        rules.satisfaction(USUAL, rules.first_mood(USUAL, 0.0, u))
        for u in ((n + 0.5) / 1000 for n in range(1000))
    ]
    exposure = 1 + 0.65 * 1.5 * (1 - sum(people) / 1000)
    assert pytest.approx(exposure, abs=0.05) == rules.REFERENCE_EXPOSURE
    assert sqrt(3) == rules.SQRT_3


def test_channels_have_the_numbers_of_their_order_in_a_scenario() -> None:
    numbers = {name: number for number, name in enumerate(CHANNELS)}
    assert numbers == {
        "network_message": 0,
        "personal_email": rules.PERSONAL_EMAIL,
        "personal_phone": rules.PERSONAL_PHONE,
        "work_email": rules.WORK_EMAIL,
        "work_phone": rules.WORK_PHONE,
    }
