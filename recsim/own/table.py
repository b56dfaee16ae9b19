"""A funnel as a table of cells: from a CSV file or from the first sheet of an Excel file."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from recsim.studies.refusal import Refusal

MOST_ROWS = 5000
MOST_LINES = 100_000
"""Empty ones among them: a few letters of an Excel file can claim any number of these."""
MOST_COLUMNS = 100
MOST_LETTERS = 1000
"""Of one cell. Each name is held against all that a number can be called, which takes a while."""
MOST_BYTES = 5_000_000
MOST_UNPACKED = 20_000_000
"""Bytes of an Excel file once it is unpacked: a small one can hold a thousand times its size."""
STYLES, MOST_STYLES = "xl/styles.xml", 500_000
"""What formats cells, and its bytes: each of them takes openpyxl a thousand times its size."""
EXCEL = (".xlsx", ".xlsm")
TEXT = (".csv", ".tsv", ".txt")
_HIDDEN = re.compile(rb'<(?:\w+:)?(?:row|col)\b[^>]*\bhidden="(?:1|true)"')
_SAID_PERCENT = re.compile(r'"[^"]*%[^"]*"|\\%')
"""In a format of Excel: a sign that is written behind a number, which is not made a hundredth."""
Row = tuple[int, tuple[str, ...]]
"""Number of the line or row, from 1, and its cells."""


@dataclass(frozen=True)
class Table:
    """A table of cells.

    Attributes:
        name: of the file, and of its sheet if there are several.
        rows: all with something in them.
        more_sheets: how many others can be seen there.
    """

    name: str
    rows: list[Row]
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
        excel = path.suffix.lower() in EXCEL
        table = _workbook(path) if excel else Table(path.name, _few(path, _text(path)))
    except OSError as error:
        raise Refusal(f"{path}: cannot be read: {error.strerror or error}") from error
    if not table.rows:
        raise Refusal(f"{path}: is empty")
    return table


class _ExcelCell(Protocol):
    """A cell of openpyxl."""

    @property
    def value(self) -> object: ...

    @property
    def number_format(self) -> str: ...


def _few(path: Path, found: Iterable[Row]) -> list[Row]:
    """The rows with something in them; nothing is read beyond what a funnel may have."""
    rows: list[Row] = []
    for at, cells in found:
        if at > MOST_LINES:
            raise Refusal(f"{path}: expected a funnel of at most {MOST_LINES:,} lines; it has more")
        if not any(cells):
            continue
        if len(rows) == MOST_ROWS:
            raise Refusal(f"{path}: expected a funnel of at most {MOST_ROWS:,} rows; it has more")
        if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
            raise Refusal(f"{path}, line {at}: expected at most {MOST_COLUMNS} columns")
        if (longest := max(map(len, cells))) > MOST_LETTERS:
            raise Refusal(
                f"{path}, line {at}: has a cell of {longest:,} letters; expected at most "
                f"{MOST_LETTERS:,}"
            )
        rows.append((at, cells))
    return rows


def _text(path: Path) -> Iterator[Row]:
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
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=_delimiter(text))
    try:
        for cells in reader:
            yield reader.line_num, tuple(cell.strip() for cell in cells)
    except csv.Error as error:
        raise Refusal(f"{path}, line {reader.line_num}: is no CSV: {error}") from error


def _delimiter(text: str) -> str:
    """What parts cells: whatever is in most of the lines, and a comma only if nothing else is.

    Numbers and titles have commas, too.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    often = {sign: sum(sign in line for line in lines) for sign in "\t;|"}
    sign = max(often, key=lambda sign: often[sign])
    return sign if 2 * often[sign] > len(lines) else ","


def _workbook(path: Path) -> Table:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Refusal(
            f"{path}: reading Excel files needs openpyxl: pip install 'recruitsim[excel]'; or save "
            "it as CSV"
        ) from None
    try:
        content = io.BytesIO(path.read_bytes())  # no open file is left behind by an error
        with zipfile.ZipFile(content) as packed:
            sizes = {part.filename: part.file_size for part in packed.infolist()}
        if sum(sizes.values()) > MOST_UNPACKED:
            raise Refusal(f"{path}: unpacked larger than {MOST_UNPACKED // 1_000_000} MB")
        if sizes.get(STYLES, 0) > MOST_STYLES:
            raise Refusal(f"{path}: has too many formats of cells; save it as CSV")
        book = load_workbook(content, read_only=True, data_only=True)
        seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not seen:
            raise Refusal(f"{path}: has no sheet with cells")
        sheet, more = seen[0], len(seen) - 1
        with sheet._get_source() as source:  # type: ignore[attr-defined]
            if _HIDDEN.search(source.read()):
                raise Refusal(f"{path}: has hidden rows or columns: show them, or delete them")
        sheet.reset_dimensions()  # a size that it claims may be that of all rows and columns
        rows = _few(path, ((at, tuple(map(_cell, row))) for at, row in enumerate(sheet, start=1)))
    except (OSError, Refusal):
        raise
    except Exception as error:  # zipfile's, XML's and its own
        said = str(error)[:200]
        raise Refusal(f"{path}: is no Excel file that can be read: {said}") from error
    return Table(f"{path.name}, sheet {sheet.title}" if more else path.name, rows, more)


def _cell(cell: _ExcelCell) -> str:
    """A cell as it is shown: a share with its %, a whole number without a point.

    Other fractions end in 0, so that no three digits behind the point look like thousands.
    """
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).strip()
    if "%" in (shown := cell.number_format):
        return f"{value if _SAID_PERCENT.search(shown) else 100 * value:.12g}%"
    if float(value).is_integer():
        return str(int(value))
    return f"{value}" if "e" in f"{value}" else f"{value}0"
