"""The times of a table's rows: how long they are, and which rows are none."""

from __future__ import annotations

import pytest

from recsim.own.notation import Unreadable
from recsim.own.times import times_of


@pytest.mark.parametrize(
    ("title", "cells", "length"),
    [
        ("Month", "2025-01 2025-02 2025-03", "month"),
        ("", "2025-11 2025-12 2026-01", "month"),
        ("Month, year", "2025-11 2025-12", "month"),
        ("Date", "01/2025 02/2025", "month"),
        ("2025", "Jan Feb March", "month"),
        ("Month", "Nov Dec Jan Feb", "month"),
        ("Monat", "M\u00e4rz April", "month"),
        ("Month", "Jan-25 Feb-25", "month"),
        ("Month", "12 11 10", "month"),
        ("Date", "Jan-25 Feb-25", "month"),
        ("Month", "202501 202502", "month"),
        ("Month", "01/01/2025 02/01/2025 03/01/2025", "month"),
        ("Date", "2025-01-31 2025-02-28 2025-03-31", "month"),
        ("Week", "1/6/2025 1/13/2025", "week"),
        ("Week", "6/1/2025 13/1/2025", "week"),
        ("Week", "6.1.25 13.1.25", "week"),
        ("Year", "2024-07-01 2025-07-01", "year"),
        ("First day of month", "2025-01-01 2025-02-01 2025-03-01", "month"),
        ("Date", "01.01.2025 01.02.2025", "month"),
        ("KW", " ".join(f"2025-{week:02}" for week in range(1, 53)), "week"),
        ("Week", "2025-W52 2026-W01", "week"),
        ("Week", "51 52 1 2", "week"),
        ("Week (first day)", "2025-01-06 2025-01-13", "week"),
        ("Beginning", "2025-01-13 2025-01-06 2025-01-20", "week"),
        ("Week", "2025-01-06", "week"),
        ("Quarter", "Q1/2025 2025-Q2", "quarter"),
        ("Quarter", "1 2 3 4", "quarter"),
        ("", "2025-01-01 2025-04-01", "quarter"),
        ("Year", "2024 2025", "year"),
        ("Day", " ".join(f"2025-01-{day}" for day in range(10, 17)), "day"),
    ],
)
def test_how_long_the_rows_are(title: str, cells: str, length: str) -> None:
    assert times_of(title, cells.split()) == (length, frozenset())


def test_dates_with_the_name_of_a_month_are_dates() -> None:
    assert times_of("Week", ["6 Jan 2025", "Jan 13, 2025", "20. Januar 2025"])[0] == "week"


@pytest.mark.parametrize(
    ("title", "cells"),
    [
        ("Month", ["2025-01", "2025-02", "Total"]),
        ("Month", ["2025-01", "2025-02", "2025"]),
        ("Month", ["2025-01", "2025-02", "Q1 2025"]),
        ("Month", ["2025-01", "2025-02", ""]),
        ("Month", ["Jan", "Feb", "Summe"]),
        ("Month", ["1", "2", "13"]),
        ("Date", ["2025-01-01 00:00:00", "2025-02-01 00:00:00", "Sum"]),
    ],
)
def test_a_row_of_another_kind_than_the_others_is_none(title: str, cells: list[str]) -> None:
    assert times_of(title, cells) == ("month", frozenset({2}))


@pytest.mark.parametrize(
    ("title", "cells", "said"),
    [
        ("Branch", "2025-01 2025-02", '"branch" in the title of its rows is no time'),
        ("Fiscal month", "2025-01 2025-02", '"fiscal" in the title'),
        ("", "North South", "its rows have no time"),
        ("", "1 2 3", "its rows have no time"),
        ("Week, month", "2025-01 2025-02", "its rows have no time"),
        ("Date", " ".join(f"01/{at:02}/2025" for at in range(1, 13)), "what day 01/01/2025 is"),
        ("Date", " ".join(f"01/{at:02}/2025" for at in range(6, 11)), "what day 01/06/2025 is"),
        ("Date", "01/05/2025 02/05/2025", "what day 01/05/2025 is"),
        ("Date", "2025-01-06 2025-01-07 2025-01-08", "it has 3 days; 7 or more"),
        ("Month", "Q1 Q2", "Q1 is no month that is understood"),
        ("Quarter", "5", "5 is no quarter that is understood"),
        ("Period", "Jan-25", "its rows have no time"),
        ("Week", "Jan-6 Jan-13", "Jan-6 is no week that is understood"),
        ("Date", "2025-01-06 2025-02-03 2025-03-03", "a week between 2025-01-06 and 2025-02-03"),
        ("Month", "2025-01 2025-01 2025-02", "2025-01 is there more than once"),
        ("Month", "2025-01 2025-03", "a month between 2025-01 and 2025-03 has no row"),
        ("Month", "Jan Mar", "a month between Jan and Mar has no row"),
        ("Month", "1 3 12", "a month between 1 and 3 has no row"),
        ("Week", "2025-01-06 2025-01-13 2025-01-27", "a week between 2025-01-13 and 2025-01-27"),
        ("Date", "2025-01-01 2025-12-01", "a month between 2025-01-01 and 2025-12-01"),
        ("Date", "2025-01-01", "not clear from their dates how long"),
        ("Month", "2025-01-06 2025-01-13", "how long its rows are; by the title they are months"),
    ],
)
def test_what_is_not_clear_is_not_guessed(title: str, cells: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        times_of(title, cells.split())
