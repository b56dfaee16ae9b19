"""The first sheet of an Excel file that can be seen, with its cells as they are shown."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from recsim.studies.refusal import Refusal

EXCEL = (".xlsx", ".xlsm")
MOST_UNPACKED = 20_000_000
"""Bytes of an Excel file once it is unpacked: a small one can hold a thousand times its size."""
MOST_BESIDE = 500_000
"""Bytes of each part beside sheets and texts: openpyxl takes up to a thousand times as much."""
MOST_SIGNS = 500_000
"""Of "<" in a part; a cell has four, and each element takes a hundred times its letters."""
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
"""What lets a few letters stand for any number of them; no spreadsheet writes it."""
_LARGE = re.compile(r"xl/(?:[^/]+/.*(?<!\.rels)|sharedStrings\.xml)")
_HIDDEN = re.compile(rb'<(?:\w+:)?(?:row|col)\b[^>]*\bhidden=["\'](?:1|true)')
_FAR = re.compile(rb'<(?:\w+:)?c\b[^>]*\br="(?:C[W-Z]|[D-Z][A-Z]|[A-Z]{3,})\d+"[^>/]*>')
"""A cell with something in it beyond the hundredth column."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_FIRST = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
"""Of a format, what is for numbers above 0."""
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_FORMAT = re.compile(
    r'"(?P<said>[^"]*)"|\\(?P<sign>.)|\[[^\]]*\]|[_*].|(?P<digits>[0#?.,]+(?:E[+-]0+)?)|(?P<other>.)'
)
Row = tuple[int, tuple[str, ...]]
"""Number of the line or row, from 1, and its cells."""
Cells = Iterable[Row]


class _ExcelCell(Protocol):
    """A cell of openpyxl."""

    @property
    def value(self) -> object: ...

    @property
    def number_format(self) -> str: ...

    @property
    def data_type(self) -> str: ...


def sheet_of(
    path: Path, most_columns: int, keep: Callable[[Cells], list[Row]]
) -> tuple[str, int, list[Row]]:
    """The title of the first sheet that can be seen, how many others can be, and its rows.

    Args:
        path: the file.
        most_columns: how many there may be, 100 at most; one more is read, which has to be empty.
        keep: takes what is needed of the rows, or refuses them.

    Raises:
        Refusal: it cannot be read, or it is too large.
    """
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise Refusal(
            f"{path}: reading Excel files needs openpyxl: pip install 'recruitsim[excel]'; or save "
            "it as CSV"
        ) from None
    content = io.BytesIO(path.read_bytes())  # no open file is left behind by an error
    try:
        _refuse_harmful(path, content)
        with warnings.catch_warnings(action="ignore"):  # they have text of the file in them
            book = load_workbook(content, read_only=True, data_only=True)
            seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            if not seen:
                raise Refusal(f"{path}: has no sheet with cells")
            sheet, more = seen[0], len(seen) - 1
            with sheet._get_source() as source:  # type: ignore[attr-defined]
                text = source.read()
            if _HIDDEN.search(text):
                raise Refusal(f"{path}: has hidden rows or columns: show them, or delete them")
            if _FAR.search(text):
                raise Refusal(f"{path}: expected at most {most_columns} columns")
            sheets = [sheet]
            if _FORMULA.search(text):
                sheets.append(load_workbook(content, read_only=True)[sheet.title])
            for one in sheets:
                one.reset_dimensions()  # a size that it claims may be that of all rows and columns
            both = zip(*(one.iter_rows(max_col=most_columns + 1) for one in sheets), strict=True)
            rows = (tuple(map(_cell, *row)) for row in both)
            return sheet.title, more, keep(enumerate(rows, start=1))
    except (OSError, Refusal):
        raise
    except Exception as error:  # zipfile's, XML's and its own
        said = str(error)[:200]
        raise Refusal(f"{path}: is no Excel file that can be read: {said}") from error


def _refuse_harmful(path: Path, content: io.BytesIO) -> None:
    """Refuse what would take a hundred times as much memory as room."""
    with zipfile.ZipFile(content) as packed:
        sizes = {part.filename: part.file_size for part in packed.infolist()}
        if sum(sizes.values()) > MOST_UNPACKED:
            raise Refusal(f"{path}: unpacked larger than {MOST_UNPACKED // 1_000_000} MB")
        if any(size > MOST_BESIDE for part, size in sizes.items() if not _LARGE.fullmatch(part)):
            raise Refusal(f"{path}: has too many formats, names or views of cells; save it as CSV")
        for part in sizes:
            text = packed.read(part).replace(b"\0", b"")  # it may be UTF-16
            if _DECLARED.search(text):
                raise Refusal(f"{path}: declares what its words stand for; save it as CSV")
            if text.count(b"<") > MOST_SIGNS:
                raise Refusal(f"{path}: has too many cells; save what is needed of it as CSV")


def _cell(cell: _ExcelCell, written: _ExcelCell | None = None) -> str:
    """What is shown in a cell; if it has a formula whose value was not saved, that it has one.

    Args:
        cell: with its value.
        written: the same one with its formula, if any cell has one.
    """
    value = cell.value
    if value is None:
        return "=formula" if written and written.data_type == "f" else ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).strip()
    return _shown(value, cell.number_format)


def _shown(value: float, form: str) -> str:
    """A number as its format shows it, with all of its digits: "6 weeks", "12%", "1.74k"."""
    if form in ("General", "@"):
        return _plain(value)
    if re.search(r"\[[<>=]", form):
        return f"{_plain(value)} {form}"
    first = _FIRST.match(_CURRENCY.sub(r'"\1"', form))
    parts = list(_FORMAT.finditer(first[0] if first else ""))
    said = "".join(part["said"] or part["sign"] or part["other"] or "" for part in parts)
    digits = [part["digits"] for part in parts if part["digits"]]
    shares = sum(part["other"] == "%" for part in parts)
    thousands = len(digits[0]) - len(digits[0].rstrip(",")) if digits and said.strip() else 0
    number, shown = _plain(value * 100.0**shares / 1000.0**thousands), ""
    for part in parts:
        if part["digits"]:
            shown, number = shown + number, part["digits"]  # further ones are no part of it
        shown += part["said"] or part["sign"] or part["other"] or ""
    return shown.strip() if digits else f"{_plain(value)} {shown}".strip()


def _plain(value: float) -> str:
    """All digits of a number; a whole one has no point.

    Other fractions end in 0, so that no three digits behind the point look like thousands.
    """
    if float(value).is_integer():
        return str(int(value))
    text = f"{value:.12g}"
    return text if "e" in text or "." not in text else f"{text}0"
