"""Numbers and formulas that the documents quote are those of the code."""

from __future__ import annotations

import re
from math import exp, inf, isclose, log
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from recsim.model import harm, rules
from recsim.model.parameters import world_parameters
from recsim.scenario.shape import file_shape, shape_at
from recsim.scenario.world import World

DOCS = Path(__file__).parents[2] / "docs"
MODEL = " ".join((DOCS / "model.md").read_text(encoding="utf-8").split())
DESIGN = " ".join((DOCS / "design.md").read_text(encoding="utf-8").split())
W = world_parameters(World())

shares = st.floats(0, 1)
loads = st.floats(0, 100)
channels = st.integers(0, 4)
steps = st.integers(0, 6)


def same(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-3, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("care 0.5", rules.REFERENCE_CARE),
        ("familiarity 0.45", rules.REFERENCE_FAMILIARITY),
        ("5.7 remembered messages", rules.REFERENCE_LOAD),
        ("(s - 0.6)", rules.REFERENCE_SATISFACTION),
        ("/ 1.4,", rules.REFERENCE_EXPOSURE),
        ("/ 0.513 ×", 1 - rules.REFERENCE_LOAD_SHARE),
        ("/ 1.244", 1 + 0.5 * rules.REFERENCE_LOAD_SHARE),
        ("/ 1.33 ×", 1 + 0.6 * (1 - rules.REFERENCE_FAMILIARITY)),
        ("+ 0.5 z;", rules.OPENNESS_NOISE),
    ],
)
def test_constants_of_the_model(text: str, value: float) -> None:
    number = re.findall(r"\d+\.\d+", text)[0]
    assert text in MODEL
    assert f"{value:.{len(number.partition('.')[2])}f}" == number


def test_words_for_numbers_in_the_model() -> None:
    assert "at most four times as many names" in MODEL
    assert rules.DRAWS_PER_PROFILE == 4
    assert "is not repeated for 0.05 days" in MODEL
    assert rules.REST_AFTER_EMPTY_SEARCH == 0.05
    assert "who may be contacted is not repeated for a day" in MODEL
    assert rules.REST_AFTER_NOBODY_TO_READ == 1.0
    assert "within the first year, and is then unemployed" in MODEL
    assert rules.LONGEST_EARLY_EXIT == 365.0


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Shifts of -0.06 and -0.12 of pay", "world.interest.seeking_shift", -0.06),
        ("Shifts of -0.06 and -0.12 of pay", "world.interest.unemployed_shift", -0.12),
        ("at least 0.7 while they search", "world.belief.seeker_belief", 0.7),
        ("yield 0.62, 0.25 and then half", "world.response.first_follow_up", 0.62),
        ("yield 0.62, 0.25 and then half", "world.response.second_follow_up", 0.25),
        ("before the answer, which it halves", "world.response.annoyed", 0.5),
        ("otherwise a chance of one half", "world.response.read_without_answer", 0.5),
        ("half-life of a year", "world.memory.wary_half_life_days", 365),
        ("do-not-contact is for good", "world.memory.do_not_contact_half_life_days", inf),
        ("Eight hearers, each wary with 0.55", "world.memory.hearers", 8),
        ("Eight hearers, each wary with 0.55", "world.memory.hearer_becomes_wary", 0.55),
        ("150 places", "strategies.STRATEGY.inbox_capacity", 150),
        ("Half goes to clients", "world.work.overhead", 0.5),
    ],
)
def test_defaults_that_the_design_quotes(text: str, key: str, value: float) -> None:
    shape = shape_at(key, file_shape())
    assert text in DESIGN
    assert shape is not None
    assert shape.default() == value


def test_mechanisms_and_their_neutral_values_are_listed() -> None:
    """Each neutral value is one that its setting accepts."""
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", (DOCS / "model.md").read_text(), re.M)
    switches = [row[2] for row in rows if "`" in row[2] and "." in row[2]]
    assert len(switches) > 20
    for switch in switches:
        keys = re.findall(r"`([\w.]+)`(?! very large)", switch)
        assert keys
        value = re.findall(r"(?:= |: )(\.inf|\d+(?:\.\d+)?|passive)", switch)
        for key in keys:
            shape = shape_at(key.replace(".S.", ".STRATEGY."), file_shape())
            assert shape is not None, key
            if value and value[-1] != "passive":
                number = float(value[-1].replace(".inf", "inf"))
                assert shape.limits.low <= number <= shape.limits.high


@given(care=shares)
def test_care_as_described(care: float) -> None:
    assert same(harm.care_factor(W, care), (2 - 2 * care + W.offence.care_floor) / 1.2)
    described = W.response.personal_against_generic ** (0.25 - (1 - care) ** 2)
    assert same(rules.personalisation(W, care), described)
    assert same(rules.belief_after(0.3, 0.2, care), 0.3 + 0.2 * care * 0.7)


@given(channel=channels, step=steps, care=shares, load=loads, warmth=shares,
       wary=st.booleans(), annoyed=st.booleans(), seeks=st.booleans())  # fmt: skip
def test_answers_as_described(
    channel: int, step: int, care: float, load: float, warmth: float,
    wary: bool, annoyed: bool, seeks: bool,
) -> None:  # fmt: skip
    later = [
        1,
        W.response.first_follow_up,
        *(W.response.second_follow_up * 0.5**k for k in range(6)),
    ]
    half = W.attention.load_half_point
    described = (
        W.response_base[channel]
        * later[step]
        * rules.personalisation(W, care)
        * half / (half + load) / 0.513
        * (1 + W.response.warm * warmth)
        * (W.response.wary if wary else 1)
        * (W.response.annoyed if annoyed else 1)
        * (W.response.seekers if seeks else 1)
    )  # fmt: skip
    found = rules.answer_chance(
        W, channel, step, care, load, int(wary), warmth, annoyed, int(seeks)
    )
    assert same(found, min(described, 1))


@given(channel=channels, step=steps, care=shares, touchy=st.floats(0, 50), fears=st.booleans(),
       s=shares, f=shares, load=loads, wary=st.booleans(), seeks=st.booleans(),
       second=st.booleans())  # fmt: skip
def test_offence_and_annoyance_as_described(
    channel: int, step: int, care: float, touchy: float, fears: bool, s: float, f: float,
    load: float, wary: bool, seeks: bool, second: bool,
) -> None:  # fmt: skip
    at_work = channel >= 3
    crowded = (1 + W.attention.load_offence * load / (load + W.attention.load_half_point)) / 1.244
    both = (
        touchy
        * (2 - 2 * care + W.offence.care_floor) / 1.2
        * W.offence.fourth_follow_up ** (step / 4)
        * crowded
        * (W.offence.seekers if seeks else 1)
    )  # fmt: skip
    exposed = (1 + W.offence.exposure * (1 - s) if fears else 1) / 1.4
    offence = (
        W.offence.scale
        * W.offence_base[channel]
        * both
        * (1 + W.attention.unfamiliar_offence * (1 - f)) / 1.33
        * (exposed * (W.offence.second_work_channel if second else 1) if at_work else 1)
        * (W.memory.wary_offence if wary else 1)
    )  # fmt: skip
    found = harm.offence_chance(
        W, channel, step, care, touchy, fears, s, f, load, int(wary), int(seeks), second
    )
    assert same(found, min(offence, 1))
    annoyance = W.offence.annoyance * both * (W.offence.annoyance_at_work if at_work else 1)
    found = harm.annoyance_chance(W, channel, step, care, touchy, load, int(seeks))
    assert same(found, min(annoyance, 1))


@given(u=shares, p=shares, second=st.booleans(), fears=st.booleans(), s=shares, share=shares,
       curt=st.floats(0, 10), channel=channels)  # fmt: skip
def test_sizes_of_harm_as_described(
    u: float, p: float, second: bool, fears: bool, s: float, share: float, curt: float, channel: int
) -> None:
    w = W.unchecked(offence=W.offence.unchecked(fury_share=share, curt_per_complaint=curt))
    at_work = (1 + W.offence.exposure * (1 - s) if fears else 1) * (
        W.offence.second_work_channel if second else 1
    )
    furious = harm.fury_share(w, channel, fears, s, second)
    assert same(furious, min(1, share * (at_work if channel >= 3 else 1)))
    sizes = [u < p * furious, u < p, u < p + p * curt]
    assume(not isclose(u, p + p * curt))
    assert harm.size_of(w, u, p, furious) == sum(sizes)


@given(f=shares, norm=shares, days=st.floats(0, 1000), half=st.floats(1, 1000),
       touchy=st.floats(0, 50), often=st.floats(0, 1))  # fmt: skip
def test_the_way_back_to_the_norm_as_described(
    f: float, norm: float, days: float, half: float, touchy: float, often: float
) -> None:
    w = W.unchecked(
        familiarity_return=log(2) / half, attention=W.attention.unchecked(outside_care=0.5)
    )
    described = norm + (f - norm) * 2 ** (-days / half)
    assert isclose(harm.familiarity_now(w, f, norm, days), described, abs_tol=1e-9)
    load = 5.7
    o = harm.offence_chance(w, 0, 0, 0.5, touchy, False, 0.6, 0.45, load, 0, 0, False)
    a = harm.annoyance_chance(w, 0, 0, 0.5, touchy, load, 0)
    assert same(harm.outside_offence(w, load, touchy), o)
    assert isclose(harm.outside_message(w, load, touchy)[1], 1 - (1 - o) * (1 - a), abs_tol=1e-9)
    harms = often * harm.outside_message(w, load, touchy)[1]
    down, up = harms * w.attention.familiarity_loss, w.familiarity_return
    assert isclose(harm.first_familiarity(w, norm, harms), norm * up / (up + down))


@given(decorum=shares, door=shares, agency=st.booleans(), belief=shares, warmth=shares)
def test_a_civil_tongue_as_described(
    decorum: float, door: float, agency: bool, belief: float, warmth: float
) -> None:
    w = W.unchecked(offence=W.offence.unchecked(corporate_decorum=decorum, open_door=door))
    said = (1 if agency else 1 - decorum) * (1 - door * max(belief, warmth))
    assert same(harm.voiced_share(w, agency, belief, warmth), said)


@given(s=shares, b=shares, w=shares, z=st.floats(-4, 4))
def test_people_as_described(s: float, b: float, w: float, z: float) -> None:
    world = World()
    interest, labour = world.interest, world.labour
    excess = max(0.0, (b - 0.1) / 0.9)
    assert same(rules.belief_excess(W, b), excess)
    assert same(rules.share_due_to_seed(W, b), 3 * excess / (1 + 3 * excess))
    gone = world.belief.returns_per_year / 365 * excess * (1 + world.belief.warm_returns * w)
    assert same(rules.return_rate(W, b, w), gone)
    needed = (
        interest.reservation_gain
        + interest.reservation_slope * (s - 0.6)
        + interest.reservation_sd * z
        + interest.seeking_shift
    )
    assert same(rules.reservation_gain(W, s, z, rules.SEEKING), needed)
    assert same(rules.believed_gain(W, 0.2, b, rules.UNEMPLOYED), 0.2)
    assert same(rules.believed_gain(W, 0.2, b, rules.SEEKING), max(b, 0.7) * 0.2)
    assert same(rules.believed_gain(W, 0.2, b, rules.CONTENT), b * 0.2)
    assert same(rules.touchiness(W, z), exp(1.2 * z - 1.2**2 / 2))
    centre = log(0.6 / 0.4)
    assert same(rules.satisfaction(W, z), 1 / (1 + exp(-(centre + 1.07 * z))))
    assert labour.search_belief_slope == 3


@given(care=shares, follow_up=steps, channel=channels)
def test_hours_as_described(care: float, follow_up: int, channel: int) -> None:
    work = World().work
    hours = (
        work.message_hours
        + work.care_hours * care**2 * (work.follow_up_effort if follow_up else 1)
        + (work.call_hours if channel in (2, 4) else 0)
    )
    assert same(rules.contact_hours(W, channel, follow_up, care), hours)
