"""Numbers in sentences."""

from __future__ import annotations

import pytest
from hand_made import scenario

from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.analysis.wording import Speaker, about, how_many, listed, number, period, sentence


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (1234567, "1,234,567"), (146.4, "146"), (99.96, "100"), (14.62, "14.6"),
        (1.4567, "1.46"), (2.0, "2"), (0.01234, "0.0123"), (-31.04, "-31"), (-0.5, "-0.5"),
    ],
)  # fmt: skip
def test_three_digits(value, text):
    assert number(value) == text


def test_people_are_whole_from_ten_on():
    assert [how_many(v) for v in (0, 0.04, 1.25, 9.96, 53.4)] == ["0", "0.04", "1.2", "10", "53"]


def test_values_carry_their_units():
    of = scenario()

    def speaker(name):
        return Speaker(MEASURES[name], of)

    assert speaker("fill_rate").value(0.4812) == "48.1%"
    assert speaker("fill_rate").gap(-0.05) == "5 percentage points"
    assert speaker("time_to_fill_days").value(39.13) == "39.1 days"
    assert speaker("time_to_fill_days").span(Interval(2, 1.5, 2.5)) == "1.5 to 2.5 days"
    assert speaker("offences_per_100_placements").value(146.1) == "146"
    assert speaker("fees").value(1_234_567) == "1,234,567 USD"
    assert speaker("placements").span(Interval(7, None, None)) == ""


def test_differences_know_their_sides():
    speaker = Speaker(MEASURES["placements"], scenario())
    assert speaker.gap_span(Interval(31, 24, 38), "fewer", "more") == "24 to 38"
    assert speaker.gap_span(Interval(-31, -38, -24), "fewer", "more") == "24 to 38"
    assert speaker.gap_span(Interval(3, -5, 11), "fewer", "more") == "5 fewer to 11 more"


@pytest.mark.parametrize(
    ("days", "text"),
    [(365, "a year"), (366, "a year"), (1095, "in 3 years"), (90, "in 90 days"), (1, "in one day")],
)
def test_periods(days, text):
    assert period(scenario(horizon_days=days)) == text


def test_small_words():
    assert [about(n) for n in (7, 38, 101, 4321)] == ["7", "38", "110", "4,400"]
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert sentence("calling places one") == "Calling places one."
