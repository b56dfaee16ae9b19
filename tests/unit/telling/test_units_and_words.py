"""Numbers in sentences."""

from __future__ import annotations

import pytest
from hand_made import scenario

from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.scenario.sentences import listed, quoted, sentence
from recsim.telling.findings import about
from recsim.telling.units import Unit, percent, period, time


def test_values_carry_their_units():
    of = scenario()

    def unit(name):
        return Unit(MEASURES[name], of)

    assert unit("fill_rate").value(0.4812) == "48.1%"
    assert unit("fill_rate").gap("5") == "5 percentage points"
    assert unit("time_to_fill_days").value(39.13) == "39.1 days"
    assert unit("time_to_fill_days").exact_gap(1) == "1 day"
    assert unit("time_to_fill_days").level(Interval(2, 1.5, 2.5)) == "2.0 days (1.5 to 2.5)"
    assert unit("offences_per_100_placements").value(146.1) == "146"
    assert unit("fees").value(1_234_567) == "1,234,567 USD"
    assert unit("placements").level(Interval(7, None, None)) == "7"
    assert unit("fill_rate").limit(0.25) == "25% (share of requisitions filled within 17 weeks)"
    assert unit("contacts").limit(60) == "60 contacts"


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
    assert quoted("a b") == '"a b"'
    assert quoted("ab") == "ab"
    assert [time(n) for n in (365, 730, 91, 7, 90, 1)] == [
        "one year", "2 years", "13 weeks", "one week", "90 days", "one day",
    ]  # fmt: skip
    assert [percent(c) for c in (0.95, 0.9875, 0.0)] == ["95%", "98.75%", "0%"]
    assert sentence("calling places one") == "Calling places one."
