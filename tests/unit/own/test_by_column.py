"""Funnels with a row for each time and a column for each number."""

from __future__ import annotations

from pathlib import Path

import pytest
from funnels import notes, values, written


def test_the_dates_tell_how_long_a_row_is(tmp_path: Path) -> None:
    rows = "\n".join(f"2025-01-{day:02d},{400},2" for day in (6, 13, 20, 27))
    found = written(tmp_path, f"Beginning,Messages,Hires\n{rows}\n")
    assert values(found) == {"messages_per_week": 400, "hires": round(2 * 365 / 7, 4)}


def test_columns_are_read_as_strictly(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        "Month;Hires;Time to hire (weeks);Messages per week;Replies (k)\n"
        "1;3;6;400;1\n2;#DIV/0!;6 weeks;400;1\n3;5 or 6;6;1.200;1\n4;3 a year;6;400;1\n",
    )
    assert values(found) == {"hires": 36, "days_to_fill": 42, "messages_per_week": 400}
    assert [(note.where[12:], note.what) for note in found.skipped] == [
        ("line 3", "Hires: #DIV/0!"),
        ("line 4", "Hires: 5 or 6"),
        ("line 5", "Hires: 3 a year"),
        ("line 4", "Messages per week: 1.200"),
        ("column 'Replies (k)'", "Replies (k)"),
    ]


MONTHS = [f"2025-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize(
    ("header", "more", "given", "said"),
    [
        ("Month;Hires", ["Total;60"], {"hires": 60}, "is no month as the other rows are"),
        ("Month;Hires", [";60"], {"hires": 60}, "is no month as the other rows are"),
        ("Month;Hires", ["2025;60"], {"hires": 60}, "is no month as the other rows are"),
        ("Month;Hires", ["2025-01;5"], {}, "2025-01 is there more than once"),
        ("Month;Hires;", ["2026-01;5;3"], {"hires": 60}, "stands in a column without a title"),
        ("Month;Hires", ["2026-01;5;3"], {"hires": 60}, "stands in a column without a title"),
        ("Month;Hires", ["2026-03;5"], {}, "has no row: write 0"),
        ("Month;Hires London", [], {}, '"london" in its name is not understood'),
        ("Month;Hires 2025", [], {"hires": 60}, ""),
        ("Our office;\nMonth;Hires", [], {"hires": 60}, "taken as a title"),
        ("Month;Hires\n;number", [], {"hires": 60}, ""),
        ("Month;Hires\n;thousands", [], {}, '"thousands" is in its name'),
        ("Branch;Hires", [], {}, '"branch" in the title of its rows is no time'),
    ],
)
def test_rows_and_columns_that_are_not_understood_do_not_count(
    tmp_path: Path, header: str, more: list[str], given: dict[str, float], said: str
) -> None:
    rows = [f"{month};5;" for month in MONTHS]
    found = written(tmp_path, "\n".join([header, *rows, *more]))
    assert values(found) == given
    assert [said in note.why for note in notes(found)] == ([True] if said else [])


@pytest.mark.parametrize("cells", ["0,25 1,5 0,75", "1 0 1", "12,5 0,9 0,8", "12% 13 14%"])
def test_a_column_of_shares_has_no_other_numbers(tmp_path: Path, cells: str) -> None:
    rows = "".join(f"{at};{cell}\n" for at, cell in enumerate(cells.split(), start=1))
    found = written(tmp_path, f"Month;Reply rate\n{rows}")
    assert values(found) == {}
    assert [note.where for note in found.skipped] == ["funnel.csv, column 'Reply rate'"]


def test_a_row_longer_than_the_titles_is_left_out(tmp_path: Path) -> None:
    text = "Month,Messages,Hires,Notes\nJan,1,200,3,\nFeb,1,300,4,\n"
    found = written(tmp_path, text)
    assert values(found) == {}
    assert found.skipped[0].why == "has more cells than titles"


def test_times_are_in_one_column(tmp_path: Path) -> None:
    found = written(tmp_path, "Year,Month,Hires\n2024,12,3\n2025,1,4\n")
    assert values(found) == {}
    assert "make one column of both" in found.unused[0].why


def test_units_beside_times_in_columns_are_not_left_aside(tmp_path: Path) -> None:
    found = written(tmp_path, "Metric,Unit,Jan,Feb\nDays to fill,weeks,6,6\nHires,k,2,3\n")
    assert values(found) == {}
    assert len(found.skipped) == 2


def test_a_stock_is_not_added_up(tmp_path: Path) -> None:
    found = written(tmp_path, "Month;Open positions;Jobs\n1;12;3\n2;12;3\n")
    assert values(found) == {"open_requisitions": 12, "requisitions": 36}
    assert [note.why for note in found.assumed] == [
        "added up over its rows: taken as those that were new in each"
    ]
