"""A funnel as a table: what is used, what cannot be, which rows are dirty."""

from __future__ import annotations

import io
import os
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import openpyxl.chart
import pytest
from hypothesis import assume
from hypothesis import given as drawn
from hypothesis import strategies as st

from recsim.own.funnel import Funnel, Note, read_funnel
from recsim.own.names import ALL, NEUTRAL, meaning
from recsim.own.notation import Unreadable
from recsim.own.numbers import NUMBERS
from recsim.own.values import given
from recsim.own.workbook import _shown
from recsim.studies.refusal import Refusal

BY_ROW = """\
What;Value;Per
Recruiters;4;
Messages sent;1.740,0;month
People contacted;860;month
Replies;120;month
Hires;31;year
Coffee;300;week
Interviews;n/a;year
Hires;12;quarter
Applicants per advert;-3;
;7;
"""
BY_MONTH = [
    ["Month", "Messages sent", "Contacted", "Replies", "Hires", "Reply rate", "Notes"],
    *([f"2025-{m:02d}", 1700, 800, "??" if m == 4 else 100, 3, 0.125, "x"] for m in range(1, 13)),
]


def written(tmp_path: Path, text: str, name: str = "funnel.csv") -> Funnel:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_funnel(path)


def values(found: Funnel) -> dict[str, float]:
    return {name: round(one.value, 4) for name, one in found.given.items()}


def test_a_row_for_each_number(tmp_path: Path) -> None:
    found = written(tmp_path, BY_ROW)
    assert values(found) == {
        "recruiters": 4,
        "messages_per_week": round(1740 * 12 * 7 / 365, 4),
        "hires": 31,
        "reply_rate": round(120 / 860, 4),
    }
    assert found.given["hires"].source == "funnel.csv, line 6: Hires"
    assert [(note.what, note.why) for note in found.unused] == [("Coffee", "is no own number")]
    assert [(note.where[-2:].strip(), note.why) for note in found.skipped] == [
        ("8", "no number is given"),
        ("9", "is there already (funnel.csv, line 6: Hires)"),
        ("10", "-3 is below 0"),
        ("11", "has no name"),
    ]


def test_a_row_for_each_month_in_excel(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in BY_MONTH:
        book.active.append(row)
    book.save(tmp_path / "funnel.xlsx")
    found = read_funnel(tmp_path / "funnel.xlsx")
    assert values(found) == {
        "messages_per_week": round(1700 * 12 * 7 / 365, 4),
        "hires": 36,
        "reply_rate": 0.125,
    }
    assert [note.what for note in found.skipped] == ["Replies: ??"]
    assert [note.what for note in found.unused] == ["Notes"]


def test_a_workbook_of_charts_alone(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet().add_chart(openpyxl.chart.BarChart())
    book.remove(book.worksheets[0])
    book.save(tmp_path / "charts.xlsx")
    with pytest.raises(Refusal, match="has no sheet with cells"):
        read_funnel(tmp_path / "charts.xlsx")


def test_the_dates_tell_how_long_a_row_is(tmp_path: Path) -> None:
    rows = "\n".join(f"2025-01-{day:02d},{400},2" for day in (6, 13, 20, 27))
    found = written(tmp_path, f"Beginning,Messages,Hires\n{rows}\n")
    assert values(found) == {"messages_per_week": 400, "hires": round(2 * 365 / 7, 4)}


def test_counts_without_a_time_are_taken_for_granted_or_not_at_all(tmp_path: Path) -> None:
    found = written(tmp_path, "Hires,30\nMessages,400\n")
    assert values(found) == {"hires": 30, "messages_per_week": 400}
    assert [note.why[-9:] for note in found.assumed] == ["of a year", "of a week"]
    wide = written(tmp_path, "Branch,Hires,Messages\nNorth,30,400\nSouth,20,300\n")
    assert wide.given == {}
    assert "a row for each week, month, quarter or year" in wide.unused[0].why


def test_a_step_that_tells_nothing_alone_is_named(tmp_path: Path) -> None:
    found = written(tmp_path, "Replies,100,year\n")
    assert found.given == {}
    assert [note.why for note in found.unused] == ["tells nothing without people written to"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hires per message", "hires_per_message"),
        ("InMails sent / week", "messages_per_week"),
        ("Time to hire (days)", "days_to_fill"),
        ("Response rate", "reply_rate"),
        ("Open reqs", "open_requisitions"),
        ("Reqs per year", "requisitions"),
        ("Applications per job", "applicants_per_advert"),
        ("Weather", ""),
    ],
)
def test_words_of_the_trade(text: str, name: str) -> None:
    assert meaning(text) == name


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_is_known_by_what_it_is_called_here(name: str) -> None:
    number = NUMBERS[name]
    called = [number.label, number.name, number.option, *number.words]
    assert {text: meaning(text) for text in called} == dict.fromkeys(called, name)


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("Days to fill;6;weeks", 42),
        ("Days to fill;6 weeks;", 42),
        ("Time to hire (weeks);6;", 42),
        ("Days to fill;45;days", 45),
        ("Minutes per message;2;hours", 120),
        ("Time per message (h);0,5;", 30),
        ("Hires;12;k", 12_000),
        ("Hires;3;k;per month", 36_000),
        ("Reply rate;12;%", 0.12),
        ("Reply rate;12%;month", 0.12),
        ("Reply rate (%);12;", 0.12),
        ("Reply rate (per cent);0.5%;", 0.005),
        ("Reply rate;12%;%", 0.12),
        ("Total number of hires, 2025;30;", 30),
        ("Messages 2025;5214;", round(5214 * 7 / 365, 4)),
        ("Our hires (placements);30;", 30),
        ("Name;Count per month\nHires;3;", 36),
        ("Our funnel\nName;2025\nHires;30;", 30),
        ("What;Value;Per\nTime to hire;45;month", 45),
        ("What;Value;Per;Notes\nHires;30;year;31 before", 30),
        ("Stage;Count;Conversion\nHires;30;12%", 30),
    ],
)
def test_a_unit_beside_a_number_counts(tmp_path: Path, row: str, value: float) -> None:
    found = written(tmp_path, f"{row}\n")
    assert list(values(found).values()) == [value]
    assert not found.skipped


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Hires;#DIV/0!;year", "#DIV/0! is an error of a spreadsheet"),
        ("Days to fill;6;fortnights", '"fortnights" is not understood here; write 45 or 6 weeks'),
        ("Days to fill;6;week", '"week" may be its unit or its period'),
        ("Time to hire (month);2;", '"month" may be its unit or its period'),
        ("Days to fill (weeks);6;", '"days and weeks" in its name is not understood'),
        ("Time to fill (working days);45;", "in its name is not understood"),
        ("Messages (k);12;year", '"k" is in its name; write the number in full'),
        ("Hires;26;31", '"31" is not understood here'),
        ("Hires;4;500;year", '"500" is not understood here'),
        ("Hires;26;weeks", '"weeks" is not understood here'),
        ("Hires per month;3;year", "is said to be for a month and for a year"),
        ("Hires per month, yearly;3;", "is said to be for a month and for a year"),
        ("Hires;3;weekly monthly", "is said to be for a week and for a month"),
        ("Hires;3 a month;year", "is said to be for a year and for a month"),
        ("Replies;17%;year", '"%" is not understood here'),
        ("Replies (%);17;year", '"%" is in its name'),
        ("Replies;1.200;year", "leave out the point"),
        ("People reachable;12.000;", "leave out the point"),
        ("Applicants per advert;4.125;", "leave out the point"),
        (
            "Hires per recruiter;6;year",
            '"per recruiter" in its name is not understood',
        ),
        ("Complaints (per 1000 messages);1;year", '"per 1000 messages" in its name'),
        ("Jobs not filled;34;year", '"jobs not" in its name'),
        ("Offers declined;13;year", '"declined" in its name'),
        ("Messages (bi-weekly);800;", '"bi" in its name'),
        ("Hires, semi-annual;13;", '"semi" in its name'),
        ("Messages (in 1000);4;week", '"1000" in its name'),
        ("Hires Q1 2025;4;year", '"q1" in its name'),
        ("Hires (M\u00fcnchen);4;year", '"m\u00fcnchen" in its name'),
        ("Hires \u6771\u4eac;4;year", '"\u6771\u4eac" in its name'),
        ("Time to hire (weeks);45 days;", '"days" is not understood here; write 45 or 6 weeks'),
        ("Offers accepted;1;", "1 may be one, 1% or 100%; write 12%"),
        ("Hires 2023-2025;78;", '"2023 2025" in its name is not understood'),
        ("Placements amount;520;year", '"amount" in its name'),
        ("Placements value;520;year", '"value" in its name'),
        ("Hires + offers;4;year", '"hires +" in its name'),
        ("Reply rate (%);0.5;", "0.5 may be a share or percent; write 12%"),
        ("Reply rate;0.5;%", "0.5 may be a share or percent; write 12%"),
    ],
)
def test_a_row_with_anything_that_is_not_understood_is_skipped_by_name(
    tmp_path: Path, row: str, said: str
) -> None:
    found = written(tmp_path, f"{row}\nRecruiters;4;\n")
    assert values(found) == {"recruiters": 4}
    assert [note.where for note in found.skipped] == ["funnel.csv, line 1"]
    assert said in found.skipped[0].why


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Name,Value,Notes\nHires,1,200", "1,200 may be one number: put it in quotes"),
        ("Reply rate,12,5%", '"5%" is not understood here'),
        ("Reply rate (%),12,k", "12000 is no share"),
        ("Name,Value,Unit\nConversion,12,% of interviews", '"% of interviews" is not understood'),
        ("Interviews per hire|4,125|", "4,125 may be a fraction here"),
        ("Month,Hires,Type\n1,5,actual\n2,50,Target", "is nothing counted"),
    ],
)
def test_what_a_comma_or_a_plan_may_mean_is_not_guessed(
    tmp_path: Path, text: str, said: str
) -> None:
    found = written(tmp_path, f"{text}\n")
    assert set(values(found)) <= {"hires"}
    assert [said in note.why for note in found.skipped] == [True]
    assert values(found).get("hires", 60) == 60


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
        ("Month;Hires;Placements", ["2026-01;5;4"], {"hires": 60}, "is there already"),
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
    rows = [f"{month};5;{'5' if 'Placements' in header else ''}" for month in MONTHS]
    found = written(tmp_path, "\n".join([header, *rows, *more]))
    assert values(found) == given
    assert [said in note.why for note in notes(found)] == ([True] if said else [])


def notes(found: Funnel) -> list[Note]:
    return [*found.unused, *found.skipped, *(n for n in found.assumed if "title" in n.why)]


@pytest.mark.parametrize("cells", ["0,25 1,5 0,75", "1 0 1", "12,5 0,9 0,8", "12% 13 14%"])
def test_a_column_of_shares_has_no_other_numbers(tmp_path: Path, cells: str) -> None:
    rows = "".join(f"{at};{cell}\n" for at, cell in enumerate(cells.split(), start=1))
    found = written(tmp_path, f"Month;Reply rate\n{rows}")
    assert values(found) == {}
    assert [note.where for note in found.skipped] == ["funnel.csv, column 'Reply rate'"]


def test_a_single_row_has_no_times(tmp_path: Path) -> None:
    found = written(tmp_path, "Recruiters,Hires,Messages per week\n4,30,400\n")
    assert values(found) == {"recruiters": 4, "hires": 30, "messages_per_week": 400}
    rows = written(tmp_path, "Recruiters,Hires,Messages per week\n4,30,400\n5,20,300\n")
    assert values(rows) == {}
    more = written(tmp_path, "Recruiters,Hires\n4,30,400\n")
    assert [note.why for note in more.skipped] == ["has no name"]


@pytest.mark.parametrize(
    ("above", "given"),
    [
        ("Metric,Value", {"hires": 3, "messages_per_week": 400}),
        ("Metric,2025", {"hires": 3, "messages_per_week": round(400 * 7 / 365, 4)}),
        ("Metric,Monthly total", {"hires": 36, "messages_per_week": round(400 * 84 / 365, 4)}),
        ("Monthly figures", {"hires": 36, "messages_per_week": round(400 * 84 / 365, 4)}),
        ("Period,monthly\nMetric,Value", {"hires": 36, "messages_per_week": round(33600 / 365, 4)}),
        ("Coffee,12", {"hires": 3, "messages_per_week": 400}),
        ("London 2025", {"hires": 3, "messages_per_week": 400}),
        ("Recruiting funnel 2025", {"hires": 3, "messages_per_week": round(400 * 7 / 365, 4)}),
        (
            "Funnel as of January 2026\nMetric,Per month",
            {"hires": 36, "messages_per_week": 92.0548},
        ),
        ("KPI,Value (in 1000)", {}),
        ("KPI,Q1 2025", {}),
        ("KPI,Target 2026", {}),
        ("KPI,London", {}),
        ("Unit,thousands\nMetric,Value", {}),
        ("All numbers per recruiter", {}),
        ("Date range,2025-01-01 to 2025-03-31\nMetric,Value", {}),
        ("Funnel of March 2025", {}),
    ],
)
def test_what_stands_above_numbers_counts(
    tmp_path: Path, above: str, given: dict[str, float]
) -> None:
    found = written(tmp_path, f"{above}\nHires,3\nMessages,400\n")
    assert values(found) == given
    assert len(notes(found)) + len(found.assumed) > 0


@pytest.mark.parametrize("title", ["Metric,Target", "Targets 2026,", "Outreach (in thousands),"])
def test_titles_count_for_the_rows_below_them(tmp_path: Path, title: str) -> None:
    found = written(tmp_path, f"Metric,Actual\nHires,30\n{title}\nRecruiters,5\n")
    assert values(found) == {"hires": 30}


@pytest.mark.parametrize(
    ("sheet", "hires"),
    [("Sheet1", 3), ("2025", 3), ("Monthly 2025", 36), ("Week 12 2025", None), ("Mar-2025", None),
     ("1H 2025", None), ("Targets", None), ("London 2025", 3)],
)  # fmt: skip
def test_the_name_of_a_sheet_is_a_title(tmp_path: Path, sheet: str, hires: float | None) -> None:
    book = openpyxl.Workbook()
    book.active.title = sheet
    book.active.append(("Hires", 3))
    book.save(tmp_path / "funnel.xlsx")
    found = read_funnel(tmp_path / "funnel.xlsx")
    assert values(found) == ({"hires": hires} if hires else {})
    assert ["taken as a title" in n.why for n in found.assumed if n.what == sheet] == (
        [True] if sheet != "Sheet1" else []
    )


def test_a_row_longer_than_the_titles_is_left_out(tmp_path: Path) -> None:
    text = "Month,Messages,Hires,Notes\nJan,1,200,3,\nFeb,1,300,4,\n"
    found = written(tmp_path, text)
    assert values(found) == {}
    assert found.skipped[0].why == "has more cells than there are titles"


def test_times_are_in_one_column(tmp_path: Path) -> None:
    found = written(tmp_path, "Year,Month,Hires\n2024,12,3\n2025,1,4\n")
    assert values(found) == {}
    assert "make one column of both" in found.unused[0].why


def test_a_time_without_a_unit_is_assumed_to_be_in_days(tmp_path: Path) -> None:
    found = written(tmp_path, "Time to hire,45\nMinutes per message,4\n")
    assert values(found) == {"days_to_fill": 45, "minutes_per_message": 4}
    assert [note.why for note in found.assumed] == ["says no unit: taken as days"]


@pytest.mark.parametrize(
    "text",
    [
        "#,Metric,Value\n1,Hires,30\n2,Recruiters,4\n",
        "Metric,Unit,Value\nHires,,30\nRecruiters,,4\n",
        "Metric,Value,Source\nHires,30,ATS\nRecruiters,4,\n",
        "Metric,2024,2025\nHires,28,32\nRecruiters,4,4\n",
        "Metric,Jan,Feb,Total\nHires,2,3,5\nRecruiters,4,4,4\n",
    ],
)
def test_columns_may_stand_in_another_order(tmp_path: Path, text: str) -> None:
    assert values(written(tmp_path, text)) == {"hires": 30, "recruiters": 4}


def test_units_beside_times_in_columns_are_not_left_aside(tmp_path: Path) -> None:
    found = written(tmp_path, "Metric,Unit,Jan,Feb\nDays to fill,weeks,6,6\nHires,k,2,3\n")
    assert values(found) == {}
    assert len(found.skipped) == 2


def test_counts_of_different_times_give_no_share(tmp_path: Path) -> None:
    found = written(tmp_path, "People contacted per week,300\nReplies,51\n")
    assert values(found) == {}
    assert [note.why for note in found.skipped] == ["one of them says no time"]


def test_a_stock_is_not_added_up(tmp_path: Path) -> None:
    found = written(tmp_path, "Month;Open positions;Jobs\n1;12;3\n2;12;3\n")
    assert values(found) == {"open_requisitions": 12, "requisitions": 36}
    assert [note.why for note in found.assumed] == [
        "added up over its rows: taken as those that were new in each"
    ]


def test_an_open_quote_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="line 3: a quote is open"):
        written(tmp_path, 'Hires,26,"see 2024\nMessages,400\nDays to fill,45\n')


def test_what_parts_the_cells_is_in_most_lines(tmp_path: Path) -> None:
    found = written(tmp_path, "Our funnel, 2025, all\nTime to fill;45,5\nReply rate;12,5%\n")
    assert values(found) == {"days_to_fill": 45.5, "reply_rate": 0.125}


def test_a_comma_is_not_both_for_thousands_and_for_fractions(tmp_path: Path) -> None:
    found = written(tmp_path, "Hires per month;2,167\nTime to fill;45,5\n")
    assert values(found) == {"days_to_fill": 45.5}
    assert [note.why for note in found.skipped] == [
        "2,167 may be a fraction here, where a comma parts no thousands"
    ]


@drawn(st.sampled_from(sorted(ALL)), st.from_regex(r"[a-z]{2,12}", fullmatch=True))
def test_a_name_with_a_foreign_word_is_none(name: str, more: str) -> None:
    number = ALL[name]
    known = {"per", "cent", "percent", "rate", "share", *NEUTRAL, *" ".join(number.words).split()}
    assume(more not in known and meaning(f"{number.words[0]} {more}") == name)
    with pytest.raises(Unreadable, match=r" in its name |may be its unit"):
        given(number, "1", "here", name=f"{number.words[0]} {more}")


def test_what_is_hidden_in_a_workbook_is_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(("Hires", 26))
    book.active.sheet_state = "hidden"
    for title, hires in (("Now", 30), ("Before", 40)):
        book.create_sheet(title).append(("Hires", hires))
    book.active = 1
    book.save(tmp_path / "funnel.xlsx")
    found = read_funnel(tmp_path / "funnel.xlsx")
    assert values(found) == {"hires": 30}
    assert found.given["hires"].source == "funnel.xlsx, sheet Now, line 1: Hires"
    assert [(note.what, note.why) for note in found.unused] == [
        ("1 more sheets", "only the first is read")
    ]
    for hide in (book["Now"].row_dimensions[1], book["Now"].column_dimensions["B"]):
        hide.hidden = True
        book.save(tmp_path / "funnel.xlsx")
        hide.hidden = False
        with pytest.raises(Refusal, match="has hidden rows or columns: show them, or delete them"):
            read_funnel(tmp_path / "funnel.xlsx")


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.12, "0%", "12%"),
        (0.125, '"ca. "0.0%', "ca. 12.50%"),
        (12, '0"%"', "12%"),
        (0.5, "0.0\\%", "0.50%"),
        (0.125, "General", "0.1250"),
        (6, '0 "weeks"', "6 weeks"),
        (1740, '0.0,"k"', "1.740k"),
        (1740, "0,", "1740"),
        (26, "0_%", "26"),
        (26, '"<"0', "<26"),
        (26, "#,##0.00 [$\u20ac-407]", "26 \u20ac"),
        (26, "[>9]0;0", "26 [>9]0;0"),
    ],
)
def test_cells_of_excel_are_read_as_they_are_shown(value: float, form: str, shown: str) -> None:
    assert _shown(value, form) == shown


@pytest.mark.parametrize(
    ("value", "shown", "share"), [(0.12, "0%", 0.12), (12, '0"%"', 0.12), (0.125, "General", 0.125)]
)
def test_percent_of_excel_are_shares(
    tmp_path: Path, value: float, shown: str, share: float
) -> None:
    book = openpyxl.Workbook()
    book.active.append(("Reply rate", value))
    book.active["B1"].number_format = shown
    book.active.append(("Days to fill", 45.125))
    book.save(tmp_path / "funnel.xlsx")
    found = read_funnel(tmp_path / "funnel.xlsx")
    assert values(found) == {"reply_rate": share, "days_to_fill": 45.125}


def test_errors_of_excel_are_skipped(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [("Hires", "#DIV/0!"), ("Recruiters", "#NV"), ("Requisitions", 60)]:
        book.active.append(row)
    book.save(tmp_path / "funnel.xlsx")
    found = read_funnel(tmp_path / "funnel.xlsx")
    assert values(found) == {"requisitions": 60}
    assert ["spreadsheet" in note.why for note in found.skipped] == [True, True]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("funnel.pdf", b"x", "expected a funnel as .csv or .xlsx"),
        ("funnel.csv", b"", "is empty"),
        ("funnel.xlsx", b"no zip", "is no Excel file"),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Refusal, match=said):
        read_funnel(tmp_path / name)
    with pytest.raises(Refusal, match="cannot be read"):
        read_funnel(tmp_path / f"no_{name}" if name != "funnel.pdf" else tmp_path / "no.csv")


ENDLESS: dict[str, Callable[[Path], object]] = {
    "pipe.csv": os.mkfifo,
    "device.csv": lambda path: path.symlink_to("/dev/zero"),
    "device.xlsx": lambda path: path.symlink_to("/dev/zero"),
    "rows.csv": lambda path: _write(path, "Hires,3\n" * 6000),
    "columns.csv": lambda path: _write(path, "a," * 50_000),
    "letters.csv": lambda path: _write(path, f"Hires,{'9' * 50_000}\n"),
    "bomb.xlsx": lambda path: path.write_bytes(_packed(b" " * 20_000_000)),
    "lines.csv": lambda path: _write(path, ";\n" * 200_000),
    "gap.xlsx": lambda path: path.write_bytes(_packed(b'<row r="999999999999"/>')),
    "formats.xlsx": lambda path: path.write_bytes(
        _packed(b"<xf/>" * 110_000, "xl/styles.xml", b"<cellXfs")
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_file_without_an_end_is_refused_and_not_read(name: str, tmp_path: Path) -> None:
    ENDLESS[name](tmp_path / name)
    with pytest.raises(Refusal) as refused:
        read_funnel(tmp_path / name)
    assert name in str(refused.value)
    assert len(str(refused.value)) < 400 + len(str(tmp_path))


def test_a_cell_at_the_end_of_a_sheet_is_not_waited_for(tmp_path: Path) -> None:
    far = b'<row r="1"><c r="XFD1"><v>1</v></c></row>'
    (tmp_path / "far.xlsx").write_bytes(_packed(far))
    with pytest.raises(Refusal, match="at most 100 columns"):
        read_funnel(tmp_path / "far.xlsx")


@pytest.mark.parametrize(
    ("part", "more", "after"),
    [
        ("xl/workbook.xml", b"<workbookView/>" * 40_000, b"<bookViews"),
        ("[Content_Types].xml", b'<Default Extension="x" ContentType="y"/>' * 15_000, b"<Types"),
    ],
)
def test_parts_that_take_much_memory_are_small(
    tmp_path: Path, part: str, more: bytes, after: bytes
) -> None:
    (tmp_path / "funnel.xlsx").write_bytes(_packed(more, part, after))
    with pytest.raises(Refusal, match="too many formats, names or views"):
        read_funnel(tmp_path / "funnel.xlsx")


def test_what_openpyxl_warns_of_is_not_shown(tmp_path: Path) -> None:
    ext = b'<extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"/></extLst>'
    packed = _packed(ext, after=b"</sheetData")
    (tmp_path / "funnel.xlsx").write_bytes(packed)
    with pytest.warns(UserWarning, match="not supported"):
        list(openpyxl.load_workbook(io.BytesIO(packed), read_only=True).worksheets[0].values)
    with warnings.catch_warnings(action="error"), pytest.raises(Refusal, match="is empty"):
        read_funnel(tmp_path / "funnel.xlsx")


BEYOND = "9e399"
"""More than a computer's numbers go."""


@pytest.mark.parametrize(
    "text",
    [
        f"Recruiters;{BEYOND};\nReplies;{BEYOND};day\nPeople contacted;1e300;day\n",
        "Replies;9e307;day\nPeople contacted;9e307;day\n",
        f"Month;Recruiters;Hires;Replies\n1;{BEYOND};{BEYOND};{BEYOND}\n",
        "Month;Recruiters;Hires\n1;9e307;9e307\n2;9e307;9e307\n",
    ],
)
def test_what_nobody_can_have_counted_is_skipped_and_the_rest_is_read(
    tmp_path: Path, text: str
) -> None:
    rows = text.startswith("Month")
    found = written(tmp_path, text.replace("\n", ";Reply rate\n", 1) if rows else text)
    assert values(found) == {}
    assert any("more than anybody counts" in note.why for note in found.skipped)
    more = "Requisitions;12;year\n" if not rows else ""
    assert values(written(tmp_path, text + more)) == ({"requisitions": 12} if more else {})


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-32"])
def test_other_ways_to_write_letters_are_no_text(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "funnel.csv").write_bytes("Hires;30\n".encode(encoding))
    with pytest.raises(Refusal, match="save it as CSV in UTF-8"):
        read_funnel(tmp_path / "funnel.csv")


def test_lines_may_end_as_on_old_machines(tmp_path: Path) -> None:
    (tmp_path / "funnel.csv").write_bytes(b"Hires;30\rRecruiters;4\r")
    assert values(read_funnel(tmp_path / "funnel.csv")) == {"hires": 30, "recruiters": 4}


def test_many_unknown_names_are_noted_and_few_are_guessed_at(tmp_path: Path) -> None:
    found = written(tmp_path, "Hires;30\n" + "".join(f"Repplies {n};3\n" for n in range(1000)))
    assert values(found) == {"hires": 30}
    assert len(found.unused) == 1000
    assert "did you mean" in found.unused[0].why
    assert "did you mean" not in found.unused[-1].why


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _packed(
    more: bytes, into: str = "xl/worksheets/sheet1.xml", after: bytes = b"<sheetData"
) -> bytes:
    """An Excel file in which a part holds more, in the element that begins like this."""
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            if part == into:
                place = text.index(b">", text.index(after)) + 1
                text = text[:place] + more + text[place:]
            new.writestr(part, text)
    return made.getvalue()
