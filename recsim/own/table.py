"""A funnel as a table of cells: from a CSV file or from the first sheet of an Excel file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from recsim.own.workbook import EXCEL, Row, sheet_of
from recsim.studies.refusal import Refusal

MOST_ROWS = 5000
MOST_LINES = 20_000
"""Empty ones among them: a few letters of an Excel file can claim any number of these."""
MOST_COLUMNS = 100
MOST_CELLS = 50_000
"""With something in them."""
MOST_LETTERS = 1000
"""Of one cell."""
LONGEST = 150
"""Letters of a cell that are looked at; a longer one is cut, and its end is not understood."""
MOST_BYTES = 5_000_000
_SAYS_DELIMITER = re.compile(r'"?sep=([;,|\t])"?[;,|\t]*(?=[\r\n])')
"""A first line of Excel's, which tells what parts the cells of the others."""
TEXT = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Table:
    """A table of cells.

    Attributes:
        name: of the file, and of its sheet if there are several.
        rows: all with something in them.
        semicolons: whether they part its cells, as where a comma stands before fractions.
        commas: whether they do, so that thousands may be parted into two cells.
        sheet: its title; empty if there are none.
        more_sheets: how many others can be seen there.
    """

    name: str
    rows: list[Row]
    semicolons: bool = False
    commas: bool = False
    sheet: str = ""
    more_sheets: int = 0


def table_of(path: Path) -> Table:
    """The table in a file; of a workbook it is the first sheet that is not hidden.

    Raises:
        Refusal: there is no such file, it cannot be read, or it is too large.
    """
    if path.suffix.lower() not in (*EXCEL, *TEXT):
        raise Refusal(f"{path}: expected a funnel as .csv or .xlsx")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device has no end
            raise Refusal(f"{path}: is no file")
        if path.stat().st_size > MOST_BYTES:
            raise Refusal(f"{path}: is larger than {MOST_BYTES // 1_000_000} MB; no funnel is")
        if path.suffix.lower() in EXCEL:
            sheet, more, rows = sheet_of(path, MOST_COLUMNS, partial(_few, path))
            name = f"{path.name}, sheet {sheet}" if more else path.name
            table = Table(name, rows, sheet=sheet, more_sheets=more)
        else:
            found, delimiter = _text(path)
            table = Table(path.name, _few(path, found), delimiter == ";", delimiter == ",")
    except OSError as error:
        raise Refusal(f"{path}: cannot be read: {error.strerror or error}") from error
    if not table.rows:
        raise Refusal(f"{path}: is empty")
    return table


def _few(path: Path, found: Iterable[Row]) -> list[Row]:
    """The rows with something in them; nothing is read beyond what a funnel may have."""
    rows, full = list[Row](), 0
    for at, cells in found:
        if at > MOST_LINES:
            raise Refusal(f"{path}: expected a funnel of at most {MOST_LINES:,} lines; it has more")
        if not any(cells):
            continue
        if len(rows) == MOST_ROWS:
            raise Refusal(f"{path}: expected a funnel of at most {MOST_ROWS:,} rows; it has more")
        full += sum(map(bool, cells))
        if full > MOST_CELLS:
            raise Refusal(f"{path}: expected a funnel of at most {MOST_CELLS:,} cells; it has more")
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise Refusal(f"{path}, line {at}: expected at most {MOST_COLUMNS} columns")
        if (longest := max(map(len, cells))) > MOST_LETTERS:
            raise Refusal(
                f"{path}, line {at}: has a cell of {longest:,} letters; expected at most "
                f"{MOST_LETTERS:,}"
            )
        rows.append((at, tuple(c if len(c) <= LONGEST else f"{c[:LONGEST]}\u2026" for c in cells)))
    return rows


def _text(path: Path) -> tuple[Iterable[Row], str]:
    """The rows, and what parts their cells."""
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            break
    else:
        raise Refusal(f"{path}: is no text; save it as CSV in UTF-8")
    said = _SAYS_DELIMITER.match(text)
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(text)
    return _cells(path, text, delimiter), delimiter


def _cells(path: Path, text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, tuple(cell.strip() for cell in cells)
    except csv.Error as error:
        said = "a quote is open" if "end of data" in str(error) else f"it is no CSV: {error}"
        raise Refusal(f"{path}, line {reader.line_num}: {said}") from error


def _delimiter(text: str) -> str:
    """What parts cells: what stands equally often in most lines; a comma only if nothing else does.

    Numbers and titles have commas, too.
    """
    lines = [line for line in text.splitlines() if line.strip()]

    def alike(sign: str) -> int:
        often = Counter(line.count(sign) for line in lines if sign in line)
        return max(often.values(), default=0)

    return max(";\t|,", key=alike)
