"""The tables of a study as one Excel workbook that opens in any office program."""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from recsim import __version__
from recsim.analysis.measures import MEASURES, Measure
from recsim.scenario.printable import printable
from recsim.store.durable import deliver
from recsim.studies.refusal import Refusal
from recsim.telling.spreadsheet import FORMULA

if TYPE_CHECKING:
    from recsim.store import Manifest

MOST_ROWS = 1_048_576
"""Of a sheet, its header included (ECMA-376, and every office program)."""
MOST_LETTERS = 32_767
"""Of a cell."""
LOOKED_AT = 200
"""Rows that a column's width is taken from."""
NARROWEST, WIDEST = 8, 60
"""Widths of columns, in letters."""
COUNT, MEAN, SHARE, MONEY, PLAIN = "#,##0", "#,##0.00", "0.0%", "#,##0", "General"
"""Number formats; each program shows them in the signs of its own language."""
RATIOS = ("correlation", "variance_reduction")
KEPT_WHOLE = (
    "n", "replication", "seed", "wins", "ties", "losses", "more_replications_from",
    "more_replications_to",
)  # fmt: skip
ALWAYS_SHARES = ("confidence", "chance_other_beats", "chance_low", "chance_high")
FREE = ("number", "value")
"""Columns whose numbers have many units."""
LEFT_OUT = {"settings": ("number",)}
"""Columns for programs."""

Format = Callable[[dict[str, Any], str], str]
"""The number format of a cell: of a row and the name of a column."""


def write(tables: Iterable[tuple[str, pl.DataFrame]], about: Manifest, path: Path) -> None:
    """Write a workbook with one sheet a table; an earlier file of this name is replaced.

    Texts stay texts, whatever they begin with; a value that is not defined is an empty cell.

    Args:
        tables: by name, which becomes that of the sheet.
        about: of the study.
        path: the file.

    Raises:
        Refusal: openpyxl is not installed, or a table has more rows than a sheet can have.
        OSError: the file cannot be written.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise Refusal(
            f"{path}: writing Excel files needs openpyxl: pip install 'recruitsim[excel]'; "
            "--to csv needs nothing"
        ) from None
    book = Workbook(write_only=True)
    book.properties.title = printable(about.title or about.name)[:MOST_LETTERS]
    book.properties.creator = f"recsim {__version__}"
    file = io.BytesIO()
    try:
        for name, table in tables:
            if table.height >= MOST_ROWS:
                raise Refusal(
                    f"{path}: {name} has {table.height:,} rows, and a sheet has room for "
                    f"{MOST_ROWS - 1:,}; --to csv and --to parquet have no such limit"
                )
            shown = table.drop(LEFT_OUT.get(name, ()))
            _fill(book.create_sheet(name), shown, table, _formats(table))
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(file)  # onto a full disk, it would end in an error that tells nothing of the disk
    except BaseException:
        _give_up(book)
        raise
    deliver(path, file.getvalue())


def _give_up(book: Any) -> None:
    """Close the sheets that are half written, on a disk that may be full.

    Python would do so itself, and print a traceback for each that cannot be written to its end.
    """
    for sheet in book.worksheets:
        for half in (sheet._rows, sheet._writer and sheet._writer.xf):
            if half is not None:
                with contextlib.suppress(Exception):
                    half.close()


def _fill(sheet: Any, shown: pl.DataFrame, table: pl.DataFrame, format_of: Format) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(shown.width)}{table.height + 1}"
    for at, column in enumerate(shown, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _width(column)
    sheet.append(_header(sheet, shown.columns))
    for row in table.iter_rows(named=True):
        sheet.append(_cells(sheet, row, shown.columns, format_of))


def _header(sheet: Any, names: list[str]) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font, PatternFill

    bold, grey = Font(bold=True), PatternFill("solid", fgColor="E7E6E6")
    for name in names:
        cell = WriteOnlyCell(sheet, name)
        cell.font, cell.fill = bold, grey
        yield cell


def _cells(sheet: Any, row: dict[str, Any], names: list[str], format_of: Format) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    wrapped = Alignment(wrap_text=True, vertical="top")
    for name in names:
        value = row[name]
        if name == "value" and row.get("number") is not None:
            value = row["number"]
        if value is None:
            yield None
        elif isinstance(value, str):
            cell = WriteOnlyCell(sheet, printable(value)[:MOST_LETTERS])
            cell.data_type = "s"  # else a text that begins with = would be a formula
            cell.quotePrefix = value.startswith(FORMULA)  # nor does it become one by editing
            if len(value) > WIDEST:
                cell.alignment = wrapped
            yield cell
        elif isinstance(value, float) and not math.isfinite(value):
            yield str(value)  # a sheet knows no such number
        else:
            cell = WriteOnlyCell(sheet, value)
            cell.number_format = format_of(row, name)
            yield cell


def _formats(table: pl.DataFrame) -> Format:
    """By the measure that a row is about, or, in tables of runs, that a column is."""
    of_rows = "measure" in table.columns

    def format_of(row: dict[str, Any], name: str) -> str:
        if name in ALWAYS_SHARES:
            return SHARE
        if name in RATIOS:
            return MEAN
        if name in (*KEPT_WHOLE, *FREE):
            return PLAIN
        measure = MEASURES.get(row["measure"] if of_rows else name)
        return PLAIN if measure is None else _format(measure, mean=of_rows)

    return format_of


def _format(measure: Measure, *, mean: bool) -> str:
    if measure.unit == "share":
        return SHARE
    if "currency" in measure.unit:
        return MONEY
    return COUNT if measure.whole and not mean else MEAN


def _width(column: pl.Series) -> float:
    """Of the longest text; numbers are written with at most a dozen signs."""
    longest = len(column.name)
    if column.dtype == pl.String:
        longest = max([longest, *(len(text or "") for text in column.head(LOOKED_AT))])
    return float(min(max(longest + 2, NARROWEST), WIDEST))
