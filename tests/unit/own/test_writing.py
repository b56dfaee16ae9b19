"""From own numbers to a scenario file, and back."""

from __future__ import annotations

import pytest

from recsim.analysis.measures import MEASURES
from recsim.own.numbers import NUMBERS, Given
from recsim.own.values import given
from recsim.own.writing import mapped, numbers_of
from recsim.scenario.load import Loaded, load_text

TEAM = {
    "recruiters": "4",
    "requisitions": "60",
    "messages_per_week": "400",
    "minutes_per_message": "6",
    "reply_rate": "12%",
    "hires": "31",
    "days_to_fill": "58",
    "complaints": "7",
    "open_requisitions": "10",
    "people_reachable": "5000",
}


def own(numbers: dict[str, str]) -> dict[str, Given]:
    return {name: given(NUMBERS[name], text, "own count") for name, text in numbers.items()}


def study(numbers: dict[str, str]) -> Loaded:
    return load_text(mapped(own(numbers)).text, "mine.yaml", measures=MEASURES)


def test_settings_and_own_numbers() -> None:
    loaded = study(TEAM)
    world, today = loaded.scenario.world, loaded.scenario.strategies["today"]
    assert (world.people, world.demand.requisitions_per_recruiter_year) == (5000, 15)
    assert (today.recruiters, today.style, today.active_share) == (4, "blend", 0.5)
    assert today.care == pytest.approx(0.58, abs=0.005)
    observed = loaded.scenario.observed["today"]
    assert observed["contacts"] == pytest.approx(400 * 365 / 7, rel=1e-3)
    assert observed["open_requisitions_per_recruiter"] == 2.5
    assert loaded.ranges["observed.today.placements"] == pytest.approx((25.43, 36.57))
    assert loaded.ranges["observed.today.response_rate"] == pytest.approx((0.108, 0.132))
    passport = loaded.origins["world.people"].passport
    assert passport is not None
    assert passport.source == "own count"


def test_alternatives_are_the_same_team_in_other_ways() -> None:
    strategies = study(TEAM).scenario.strategies
    assert list(strategies) == ["today", "half_call", "fewer_better"]
    assert (strategies["half_call"].style, strategies["half_call"].callers) == ("split", 2)
    better = strategies["fewer_better"]
    assert better.contacts_per_week == pytest.approx(50, rel=0.01)
    assert better.care == pytest.approx(strategies["today"].care + 0.3)


@pytest.mark.parametrize(
    ("changes", "style"),
    [
        ({"messages_per_week": "", "reply_rate": "", "complaints": "", "minutes_per_message": ""},
         "passive"),
        ({"applicants_per_advert": "0"}, "active"),
        ({"callers": "1"}, "split"),
        ({"callers": "4"}, "active"),
        ({"recruiters": "1"}, "blend"),
    ],
)  # fmt: skip
def test_the_style_follows_from_what_the_numbers_are_about(
    changes: dict[str, str], style: str
) -> None:
    numbers = {name: text for name, text in {**TEAM, **changes}.items() if text}
    assert study(numbers).scenario.strategies["today"].style == style


def test_what_is_missing_is_assumed_and_says_so() -> None:
    made = mapped(own({"hires": "31"}))
    assumed = {entry.name for entry in made.entries if not entry.source and entry.why}
    assert {"people_reachable", "requisitions", "recruiters"} <= assumed
    assert made.text.count("# assumed: ") == len([e for e in made.entries if e.why])
    arithmetic = mapped(own({"hires": "31", "hires_per_message": "0.1%"}))
    assert arithmetic.spent == ("hires_per_message",)


def test_the_way_back_gives_the_same_numbers() -> None:
    found = numbers_of(study(TEAM).scenario, "today")
    for name, one in own(TEAM).items():
        if name != "minutes_per_message":
            assert found[name] == pytest.approx(one.value, rel=1e-3), name


def test_every_number_becomes_something_or_serves_arithmetic() -> None:
    for number in NUMBERS.values():
        assert not number.measure or number.measure in MEASURES
        assert number.measure or number.setting or number.name == "hires_per_message"
        assert not any(word != word.lower() for word in number.words)
