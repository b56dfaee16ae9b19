"""Numbers as people write them."""

from __future__ import annotations

import pytest

from recsim.own.numbers import NUMBERS, care_of
from recsim.own.values import Unreadable, Written, given, period_in, read


@pytest.mark.parametrize(
    ("text", "value", "period"),
    [
        ("60", 60, ""),
        ("1,740 a month", 1740, "month"),
        ("12%", 0.12, ""),
        ("12 percent", 0.12, ""),
        ("12,5", 12.5, ""),
        ("1.234.567", 1234567, ""),
        ("1.234,5", 1234.5, ""),
        ("1 234", 1234, ""),
        ("35/week", 35, "week"),
        ("60 days", 60, ""),
        (" .5 ", 0.5, ""),
    ],
)
def test_it_is_read_as_it_is_meant(text: str, value: float, period: str) -> None:
    assert read(text) == Written(pytest.approx(value), period)


@pytest.mark.parametrize("text", ["", "n/a", "??", "many", "3 of 4", "-"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("hires", "3 a month", 36),
        ("messages_per_week", "20,857 a year", 400),
        ("messages_per_week", "400", 400),
        ("reply_rate", "12%", 0.12),
        ("days_to_fill", "60", 60),
    ],
)
def test_counts_are_brought_to_their_time(name: str, text: str, value: float) -> None:
    assert given(NUMBERS[name], text, "here").value == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("reply_rate", "12", "write 12%"),
        ("recruiters", "2.5", "no whole number"),
        ("recruiters", "0", "too few"),
        ("hires", "-3", "below 0"),
        ("hires", "1.234", "leave out the point"),
    ],
)
def test_what_it_cannot_be_is_refused(name: str, text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        given(NUMBERS[name], text, "here")


def test_a_time_is_found_in_a_name() -> None:
    assert period_in("InMails sent / week") == "week"
    assert period_in("Monthly hires") == "month"
    assert period_in("Hires per message") == ""


def test_minutes_are_care() -> None:
    assert care_of(3, 0.05, 0.28) == 0
    assert care_of(60 * (0.05 + 0.28 * 0.49), 0.05, 0.28) == pytest.approx(0.7)
    assert care_of(600, 0.05, 0.28) == 1
