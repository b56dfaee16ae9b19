"""Files as tables of cells: what parts them, and what is too much."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from funnels import packed, values, written

from recsim.own.funnel import read_funnel
from recsim.studies.refusal import Refusal


def test_an_open_quote_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="line 3: a quote is open"):
        written(tmp_path, 'Hires,26,"see 2024\nMessages,400\nDays to fill,45\n')


def test_what_parts_the_cells_is_in_most_lines(tmp_path: Path) -> None:
    found = written(tmp_path, "Our funnel, 2025, all\nTime to fill;45,5\nReply rate;12,5%\n")
    assert values(found) == {"days_to_fill": 45.5, "reply_rate": 0.125}


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
    "bomb.xlsx": lambda path: path.write_bytes(packed(b" " * 20_000_000)),
    "lines.csv": lambda path: _write(path, ";\n" * 200_000),
    "gap.xlsx": lambda path: path.write_bytes(packed(b'<row r="999999999999"/>')),
    "formats.xlsx": lambda path: path.write_bytes(
        packed(b"<xf/>" * 110_000, "xl/styles.xml", b"<cellXfs")
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_a_file_without_an_end_is_refused_and_not_read(name: str, tmp_path: Path) -> None:
    ENDLESS[name](tmp_path / name)
    with pytest.raises(Refusal) as refused:
        read_funnel(tmp_path / name)
    assert name in str(refused.value)
    assert len(str(refused.value)) < 400 + len(str(tmp_path))


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-32"])
def test_other_ways_to_write_letters_are_no_text(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "funnel.csv").write_bytes("Hires;30\n".encode(encoding))
    with pytest.raises(Refusal, match="save it as CSV in UTF-8"):
        read_funnel(tmp_path / "funnel.csv")


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "sep=;;;"])
def test_excel_says_what_parts_the_cells(tmp_path: Path, first: str) -> None:
    found = written(tmp_path, f"{first}\nHires;30\n")
    assert values(found) == {"hires": 30}


def test_lines_may_end_as_on_old_machines(tmp_path: Path) -> None:
    (tmp_path / "funnel.csv").write_bytes(b"Hires;30\rRecruiters;4\r")
    assert values(read_funnel(tmp_path / "funnel.csv")) == {"hires": 30, "recruiters": 4}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
