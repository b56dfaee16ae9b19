"""Times that are not over: what says so in a funnel, and what the day says on which it is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from funnels import notes, values, written

TODAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("text", "hires"),
    [
        ("Month,Hires\n2026-10,3\n2026-11,4\n2026-12,1\n", 42),
        ("Month,Hires\n10/01/2026,3\n11/01/2026,4\n12/01/2026,0\n", 42),
        ("Month,Hires\n31.10.2026,3\n30.11.2026,4\n31.12.2026,0\n", 42),
        ("Recruiting 2026,\nMonth,Hires\nOct,3\nNov,4\nDec,0\n", 42),
        ("Month,Hires 2026\nOct,3\nNov,4\nDec,0\n", 42),
        ("Week,Hires\n2026-W47,1\n2026-W48,1\n2026-W49,0\n", 365 / 7),
        ("Week,Hires\n2026-11-16,1\n2026-11-23,1\n2026-11-30,0\n", 365 / 7),
        ("Quarter,Hires\nQ3 2026,3\nQ4 2026,4\n", 12),
        ("Year,Hires\n2025,30\n2026,20\n", 30),
        ("Year,Hires\n2024,30\n2025 YTD,10\n", 30),
        ("Year,Hires,Notes\n2024,30,\n2025,10,to date\n", 30),
        ("Monat;Einstellungen\n2025-01;3\n2025-02;4\n2025-03 (bisher);1\n", 42),
        ("Stand: 15.03.2025\nMonth,Hires\n2025-01,3\n2025-02,4\n2025-03,1\n", 42),
        ("Metric,2025,2026\nHires,30,20\n", 30),
        ("Hires 2026,20\n", None),
        ("Metric,2026\nHires,20\n", None),
        ("Metric,Value,Period\nHires,20,2026\n", None),
        ("Metric,Value,Status\nHires,20,preliminary\n", None),
        ("Metric,Value,Notes\nHires,20,year to date\n", None),
    ],
)
def test_what_is_not_over_is_left_out(tmp_path: Path, text: str, hires: float | None) -> None:
    found = written(tmp_path, text, today=TODAY)
    assert values(found).get("hires") == (hires and round(hires, 4))
    assert [note for note in notes(found) if "not over" in note.why]


@pytest.mark.parametrize("title", ["2025 YTD", "Stand: Februar 2025"])
def test_a_title_that_may_mean_the_last_row_is_told(tmp_path: Path, title: str) -> None:
    found = written(tmp_path, f"{title}\nMonth,Hires\n2025-01,3\n2025-02,4\n")
    assert values(found) == {"hires": 42}
    assert "its last month counts, and may not have been over" in found.assumed[-1].why


@pytest.mark.parametrize(
    ("text", "hires"),
    [
        ("Week ending,Hires\n2026-11-22,1\n2026-11-29,1\n", 365 / 7),
        ("Month,Hires\n2026-10-31,3\n2026-11-30,4\n", 42),
        ("As of 2025-03-31\nMonth,Hires\n2025-02,3\n2025-03,4\n", 42),
        ("Metric,2024,2025 YTD\nHires,30,10\n", 30),
        ("Metric,2026\nHires per month,3\n", 36),
        ("Hires 2025,30\n", 30),
        ("Metric,Actual,Target\nHires,30,2026\n", 30),
    ],
)
def test_what_is_over_counts(tmp_path: Path, text: str, hires: float) -> None:
    found = written(tmp_path, text, today=TODAY)
    assert values(found) == {"hires": round(hires, 4)}
    assert not [note for note in found.assumed if "may not have been over" in note.why]
