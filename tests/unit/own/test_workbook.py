"""Funnels as Excel files."""

from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path

import openpyxl
import openpyxl.chart
import pytest
from funnels import packed, values
from openpyxl.worksheet.formula import ArrayFormula

from recsim.own.funnel import read_funnel
from recsim.own.workbook import _shown
from recsim.studies.refusal import Refusal

BY_MONTH = [
    ["Month", "Messages sent", "Contacted", "Replies", "Hires", "Reply rate", "Notes"],
    *([f"2025-{m:02d}", 1700, 800, "??" if m == 4 else 100, 3, 0.125, "x"] for m in range(1, 13)),
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


def test_a_formula_whose_value_was_not_saved_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    formulas = "=10+20", ArrayFormula("B2", "=SUM(B3:B3)")
    for row in [("Hires", formulas[0]), ("Requisitions", formulas[1]), ("Recruiters", 4)]:
        book.active.append(row)
    book.save(tmp_path / "funnel.xlsx")  # openpyxl reckons no values
    found = read_funnel(tmp_path / "funnel.xlsx")
    assert values(found) == {"recruiters": 4}
    assert [note.what for note in found.skipped] == ["Hires: =formula", "Requisitions: =formula"]
    assert ["value was not saved" in note.why for note in found.skipped] == [True, True]


def test_a_formula_is_read_by_the_value_that_was_saved(tmp_path: Path) -> None:
    saved = b'<row><c t="str"><v>Hires</v></c><c><f>10+20</f><v>30</v></c></row>'
    (tmp_path / "funnel.xlsx").write_bytes(packed(saved))
    assert values(read_funnel(tmp_path / "funnel.xlsx")) == {"hires": 30}


def test_a_cell_at_the_end_of_a_sheet_is_not_waited_for(tmp_path: Path) -> None:
    far = b'<row r="1"><c r="XFD1"><v>1</v></c></row>'
    (tmp_path / "far.xlsx").write_bytes(packed(far))
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
    (tmp_path / "funnel.xlsx").write_bytes(packed(more, part, after))
    with pytest.raises(Refusal, match="too many formats, names or views"):
        read_funnel(tmp_path / "funnel.xlsx")


@pytest.mark.parametrize(
    ("more", "said"),
    [(b"<c/>" * 600_000, "too many cells"), (b"<a>" * 600_000, "too many cells")],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml"])
def test_elements_take_no_more_memory_than_a_funnel(
    tmp_path: Path, more: bytes, said: str, part: str
) -> None:
    (tmp_path / "funnel.xlsx").write_bytes(packed(b"<row>" + more, part))
    with pytest.raises(Refusal, match=said):
        read_funnel(tmp_path / "funnel.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_word_stands_for_a_longer_one(tmp_path: Path, encoding: str) -> None:
    text = '<?xml version="1.0" encoding="{}"?><!DOCTYPE a [<!ENTITY b "cc">]><worksheet/>'
    with zipfile.ZipFile(tmp_path / "funnel.xlsx", "w") as file:
        file.writestr("xl/worksheets/sheet1.xml", text.format(encoding).encode(encoding))
    with pytest.raises(Refusal, match="declares what its words stand for"):
        read_funnel(tmp_path / "funnel.xlsx")


def test_what_openpyxl_warns_of_is_not_shown(tmp_path: Path) -> None:
    ext = b'<extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"/></extLst>'
    content = packed(ext, after=b"</sheetData")
    (tmp_path / "funnel.xlsx").write_bytes(content)
    with pytest.warns(UserWarning, match="not supported"):
        list(openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0].values)
    with warnings.catch_warnings(action="error"), pytest.raises(Refusal, match="is empty"):
        read_funnel(tmp_path / "funnel.xlsx")
