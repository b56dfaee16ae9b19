"""A funnel as a table of cells: from a CSV file or from the first sheet of an Excel file."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

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
Row = tuple[int, tuple[str, ...]]
"""Number of the line or row, from 1, and its cells."""


def rows_of(path: Path) -> list[Row]:
    """All rows with something in them.

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
        rows = _few(path, _excel(path) if path.suffix.lower() in EXCEL else _text(path))
    except OSError as error:
        raise Refusal(f"{path}: cannot be read: {error.strerror or error}") from error
    if not rows:
        raise Refusal(f"{path}: is empty")
    return rows


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
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=max(",;\t|", key=first.count))
    try:
        for cells in reader:
            yield reader.line_num, tuple(cell.strip() for cell in cells)
    except csv.Error as error:
        raise Refusal(f"{path}, line {reader.line_num}: is no CSV: {error}") from error


def _excel(path: Path) -> Iterator[Row]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Refusal(
            f"{path}: reading Excel files needs openpyxl: pip install 'recruitsim[excel]'; or save "
            "it as CSV"
        ) from None
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {part.filename: part.file_size for part in packed.infolist()}
        if sum(sizes.values()) > MOST_UNPACKED:
            raise Refusal(f"{path}: unpacked larger than {MOST_UNPACKED // 1_000_000} MB")
        if sizes.get(STYLES, 0) > MOST_STYLES:
            raise Refusal(f"{path}: has too many formats of cells; save it as CSV")
        book = load_workbook(path, read_only=True, data_only=True)
        if not book.worksheets:
            raise Refusal(f"{path}: has no sheet with cells")
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # a size that it claims may be that of all rows and columns
        for at, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield at, tuple(map(_cell, cells))
        book.close()
    except (OSError, Refusal):
        raise
    except Exception as error:  # zipfile's, XML's and its own
        said = str(error)[:200]
        raise Refusal(f"{path}: is no Excel file that can be read: {said}") from error


def _cell(value: object) -> str:
    """A cell as text; a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
