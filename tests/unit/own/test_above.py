"""Titles and names of sheets, and what they make of the numbers below them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from funnels import notes, values, written

from recsim.own.funnel import read_funnel


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
        ("Period,01/2025", {}),
        ("Period,01.01.2025 - 31.12.2025", {"hires": 3, "messages_per_week": 7.6712}),
        ("Date range: 2025-01-01 to 2025-12-31", {"hires": 3, "messages_per_week": 7.6712}),
        ("Jan - Dec 2025", {"hires": 3, "messages_per_week": 7.6712}),
        ("Period,01.01.2024 - 31.12.2025", {}),
        ("2025,\nAs of March 2025,", {}),
        ("2025,\nStand: 32.03.2025,", {}),
        ("Recruiting report 2024-2025", {}),
        ("2025,\nStand: 31.03.2025,", {}),
        ("2025,\nStand: 31.12.2025,", {"hires": 3, "messages_per_week": 7.6712}),
        ("2025,\nAs of January 2026,", {"hires": 3, "messages_per_week": 7.6712}),
        ("Period,Jan - Nov 2025", {}),
        ("Period,202501", {}),
        ("Month,3", {}),
        ("Metric,Value,Notes\nMonth,March,", {}),
        ("Year,2025", {"hires": 3, "messages_per_week": round(400 * 7 / 365, 4)}),
        ("Period,last 12 months", {"hires": 3, "messages_per_week": round(400 * 7 / 365, 4)}),
    ],
)
def test_what_stands_above_numbers_counts(
    tmp_path: Path, above: str, given: dict[str, float]
) -> None:
    found = written(tmp_path, f"{above}\nHires,3\nMessages,400\n")
    assert values(found) == given
    assert len(notes(found)) + len(found.assumed) > 0


@pytest.mark.parametrize("title", ["Metric,Value in %", "Kennzahl,Wert (Prozent)", "Metric,%"])
def test_a_column_of_percent_has_shares_and_nothing_else(tmp_path: Path, title: str) -> None:
    rows = "Reply rate,12\nHires,30\nOffer acceptance rate,0.5\nMetric,Value\nRecruiters,4\n"
    found = written(tmp_path, f"{title}\n{rows}")
    assert values(found) == {"reply_rate": 0.12, "recruiters": 4}
    assert [note.where for note in found.skipped] == ["funnel.csv, line 3", "funnel.csv, line 4"]


@pytest.mark.parametrize("title", ["Metric,Target", "Targets 2026,", "Outreach (in thousands),"])
def test_titles_count_for_the_rows_below_them(tmp_path: Path, title: str) -> None:
    found = written(tmp_path, f"Metric,Actual\nHires,30\n{title}\nRecruiters,5\n")
    assert values(found) == {"hires": 30}


@pytest.mark.parametrize(
    "text",
    [
        "Metric (in 1000),Jan,Feb\nHires,3,4\n",
        "Metric per recruiter,Jan,Feb\nHires,3,4\n",
        "Report 2025,,in 1000\nMetric,Value,Comment\nHires,3,\n",
        "Metric,Value,per recruiter\nHires,3,\n",
        "Requisitions,Hires,Unit\n40,30,k\n",
        "Month,Hires,Unit\n1,30,k\n",
    ],
)
def test_titles_count_wherever_they_stand(tmp_path: Path, text: str) -> None:
    found = written(tmp_path, text)
    assert found.given == {}
    assert "stands above it, and makes it another number" in found.skipped[0].why


def test_each_title_of_a_row_counts_for_itself(tmp_path: Path) -> None:
    found = written(tmp_path, "Report 2025,,Created by Anna\nMetric,Value,\nMessages,7300,\n")
    assert values(found) == {"messages_per_week": 140}


@pytest.mark.parametrize(("first", "second"), [("2024", "2025"), ("", "2025"), ("Q1", "Q2 2025")])
def test_titles_between_numbers_part_their_times(tmp_path: Path, first: str, second: str) -> None:
    found = written(tmp_path, f"{first},\nOffers,40\n{second},\nHires,30\n")
    assert "offers_accepted" not in found.given
    assert found.skipped


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
