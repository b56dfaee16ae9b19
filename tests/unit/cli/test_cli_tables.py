"""Tables in terminals of any width: words are folded, and no number is ever cut."""

from __future__ import annotations

import re

import pytest
from rich.console import Console

from recsim.cli.tables import Column, in_width, table_of

NUMBERS = ("−59,000 (−109,000 to −10,000)", "3 (1 to 7)", "-")
NAMES = Column(
    "", ("Recruiters who only wait for people", "calling", "a_name_that_has_no_blank_in_it_at_all"),
    left=True,
)  # fmt: skip
COLUMNS = [
    Column("fees minus cost (USD)", NUMBERS),
    Column("placements", NUMBERS[1:] + NUMBERS[1:2]),
    Column("share of requisitions filled within 17 weeks (percent)", NUMBERS),
]


def shown(width: int) -> str:
    console = Console(width=width, no_color=True)
    with console.capture() as capture:
        for part in in_width(NAMES, COLUMNS, width):
            console.print(table_of([NAMES, *part], width))
    return capture.get()


@pytest.mark.parametrize("width", [32, 36, 40, 45, 50, 60, 80, 120, 200])
def test_no_number_is_cut_and_no_line_is_too_long(width: int) -> None:
    text = shown(width)
    for column in COLUMNS:
        for cell in column.cells:
            assert text.count(cell) >= sum(one.cells.count(cell) for one in COLUMNS), cell
    assert "…" not in text
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [10, 20, 40, 60])
def test_no_letter_of_a_name_is_lost(width: int) -> None:
    letters = re.sub(r"\s", "", shown(width))
    for name in NAMES.cells:
        assert re.sub(r"\s", "", name[:9]) in letters
    for cell in NUMBERS:
        assert re.sub(r"\s", "", cell) in letters


def test_names_are_whole_where_there_is_room() -> None:
    assert all(name in shown(80) for name in NAMES.cells)
