"""Numbers as people write them."""

from __future__ import annotations

import pytest
from hypothesis import assume
from hypothesis import given as drawn
from hypothesis import strategies as st

from recsim.own.notation import Unreadable
from recsim.own.numbers import NUMBERS, Number, care_of
from recsim.own.periods import period_in
from recsim.own.values import Written, given, read, units_of, value_of

NUMBER_OF = {"%": "reply_rate", "percent": "reply_rate", "days": "days_to_fill"}
"""Which number has such a unit; hires have none of them."""


@pytest.mark.parametrize(
    ("text", "value", "period"),
    [
        ("60", 60, ""),
        ("1,740 a month", 1740, "month"),
        ("12%", 0.12, ""),
        ("57%", 0.57, ""),
        ("12 percent", 0.12, ""),
        ("12,5", 12.5, ""),
        ("1.234.567", 1234567, ""),
        ("1.234,5", 1234.5, ""),
        ("1 234", 1234, ""),
        ("35/week", 35, "week"),
        ("60 days", 60, ""),
        (" .5 ", 0.5, ""),
        ("0,125", 0.125, ""),
        ("0,500", 0.5, ""),
        ("0,0125", 0.0125, ""),
        ("1 600", 1600, ""),
        ("1\u202f234,5", 1234.5, ""),
        ("1'234.5", 1234.5, ""),
        ("1,234.5", 1234.5, ""),
        ("12.", 12, ""),
        ("1e-05", 0.00001, ""),
        ("12k", 12_000, ""),
        ("0.5k", 500, ""),
        ("1,5 K", 1500, ""),
        ("1.001k", 1001, ""),
        ("2 tsd.", 2000, ""),
        ("3 thousand a year", 3000, "year"),
        ("1.2 million", 1_200_000, ""),
        ("~5", 5, ""),
        ("ca. 5", 5, ""),
        ("about 5 hires a month", 5, "month"),
        ("5 Placements monthly", 5, "month"),
    ],
)
def test_it_is_read_as_it_is_meant(text: str, value: float, period: str) -> None:
    number = NUMBERS[NUMBER_OF.get(text.lstrip("0123456789 "), "hires")]
    assert read(text, number) == Written(value, period)


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
@pytest.mark.parametrize(
    "text",
    ["", "n/a", "??", "many", "3 of 4", "-", "2 6", "1 23 456", "1,23,456", "1,2345.6", "0,125,000",
     "1.234.56", "1 234,567,890", "1,234 567", "<5", ">20 a month", "\u2265 5", "(5)", "5-6", "5 +",
     "12:30", "3/4", "1.2.3", "2025-01-06 00:00:00", "12m", "12 M", "1e5k", "12 kilos", "$5",
     "5 \u20ac", "5!", "5 -", "5s", "6 fortnights", "5 a week a month", "5 per 2 weeks", "1e5e5",
     "20 per recruiter a week", "True"],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str, number: Number) -> None:
    with pytest.raises(Unreadable):
        value_of(number, text)


@pytest.mark.parametrize(
    "error",
    ["#DIV/0!", "#N/A", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#VALUE!", "#SPILL!", "#CALC!",
     "#GETTING_DATA", "#BEZUG!", "#NV", "#WERT!", "#ZAHL!", "####"],
)  # fmt: skip
def test_an_error_of_a_spreadsheet_is_named(error: str) -> None:
    with pytest.raises(Unreadable, match="is an error of a spreadsheet"):
        read(error, NUMBERS["hires"])


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("days_to_fill", "6 weeks", 42),
        ("days_to_fill", "1 week", 7),
        ("days_to_fill", "1.5 months", 1.5 * 365 / 12),
        ("days_to_fill", "45 days to fill", 45),
        ("minutes_per_message", "2 hours", 120),
        ("minutes_per_message", "0,5h", 30),
        ("minutes_per_message", "12 min.", 12),
        ("recruiters", "4 recruiters", 4),
        ("people_reachable", "12k", 12_000),
        ("follow_ups", "2 follow-ups", 2),
        ("follow_ups", "1 follow-up", 1),
    ],
)
def test_a_unit_of_the_number_is_understood(name: str, text: str, value: float) -> None:
    assert given(NUMBERS[name], text, "here").value == pytest.approx(value)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "days_to_fill",
            "6 fortnights",
            '"fortnights" is not understood here; write 45 or 6 weeks',
        ),
        ("days_to_fill", "45 working days", "not understood"),
        ("days_to_fill", "90 minutes", "not understood"),
        ("days_to_fill", "45 a month", "not counted over a month"),
        ("minutes_per_message", "2 days", "write 20 or 2 hours"),
        ("hires", "30%", '"%" is not understood'),
        ("hires", "6 weeks", "write 1,740 or 145 a month"),
        ("recruiters", "4 a month", "not counted"),
        ("reply_rate", "12% a month", "not counted"),
        ("reply_rate", "12 hires", "write 12%"),
    ],
)
def test_a_unit_of_another_number_is_refused(name: str, text: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        given(NUMBERS[name], text, "here")


SPARE = "~\u2248+-\u2212.,'\u2019/%"
"""Signs that are understood somewhere."""
FOREIGN = st.characters(exclude_categories=["Cs"]).filter(
    lambda c: not (c.isspace() or c in SPARE or any(low in KNOWN for low in c.lower()))
)
KNOWN = "abcdefghijklmnopqrstuvwxyz0123456789"
WRITTEN = st.tuples(
    st.sampled_from(["", "~", "about "]),
    st.sampled_from(["5", "12,5", "1,740", "1.234.567", "1 600", "0,125"]),
    st.sampled_from(["", "k", " thousand"]),
    st.sampled_from(["", "UNIT"]),
    st.sampled_from(["", " a month", "/week", " yearly"]),
)


@drawn(st.sampled_from(list(NUMBERS.values())), WRITTEN, st.data())
def test_a_text_with_anything_that_is_not_understood_is_no_number(
    number: Number, parts: tuple[str, ...], data: st.DataObject
) -> None:
    units = units_of(number)
    unit = data.draw(st.sampled_from(sorted(units)))
    pieces = [piece.replace("UNIT", f" {unit}") for piece in parts]
    text = "".join(pieces)
    at = data.draw(st.integers(0, len(text)))
    with pytest.raises(Unreadable):
        value_of(number, text[:at] + data.draw(FOREIGN) + text[at:])
    word = data.draw(st.text(KNOWN[:26], min_size=4))
    assume(word.removesuffix("s") not in {*" ".join([*units, "thousand about million"]).split()})
    gap = data.draw(st.integers(1, len(pieces)))
    with pytest.raises(Unreadable):
        value_of(number, "".join([*pieces[:gap], f" {word} ", *pieces[gap:]]))


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
        ("hires", "1.234 a month", "leave out the point"),
        ("hires", "~1.234", "leave out the point"),
        ("people_reachable", "12.000", "leave out the point"),
        ("days_to_fill", "1.200", "leave out the point"),
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
