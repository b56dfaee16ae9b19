"""A funnel as a table of cells: from a CSV file or from the first sheet of an Excel file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from recsim.studies.refusal import Refusal

MOST_ROWS = 5000
MOST_BYTES = 5_000_000
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
        if path.stat().st_size > MOST_BYTES:
            raise Refusal(f"{path}: is larger than {MOST_BYTES // 1_000_000} MB; no funnel is")
        found = _excel(path) if path.suffix.lower() in EXCEL else _text(path)
    except OSError as error:
        raise Refusal(f"{path}: cannot be read: {error.strerror or error}") from error
    rows = [(at, cells) for at, cells in found if any(cells)]
    if len(rows) > MOST_ROWS:
        raise Refusal(f"{path}: has {len(rows):,} rows; expected a funnel of at most {MOST_ROWS:,}")
    if not rows:
        raise Refusal(f"{path}: is empty")
    return rows


def _text(path: Path) -> list[Row]:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refusal(f"{path}: is no text; save it as CSV in UTF-8")
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t|", key=first.count))
    try:
        return [(reader.line_num, tuple(cell.strip() for cell in cells)) for cells in reader]
    except csv.Error as error:
        raise Refusal(f"{path}, line {reader.line_num}: is no CSV: {error}") from error


def _excel(path: Path) -> list[Row]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Refusal(
            f"{path}: reading Excel files needs openpyxl: pip install 'recruitsim[excel]'; or save "
            "it as CSV"
        ) from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found = [
            (at, tuple(map(_cell, cells)))
            for at, cells in enumerate(sheet.iter_rows(values_only=True), start=1)
        ]
        book.close()
    except OSError:
        raise
    except Exception as error:  # zipfile's, XML's and its own
        raise Refusal(f"{path}: is no Excel file that can be read: {error}") from error
    return found


def _cell(value: object) -> str:
    """A cell as text; a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
