"""A table of bars: a row for each thing that can happen, a column a strategy, one common scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.patches import Rectangle

from recsim.report import labels, style
from recsim.report.sheet import Box, Sheet
from recsim.report.view import View

TALLEST = 0.9
"""Most height of a row in inches."""


@dataclass(frozen=True)
class Cell:
    """A number: the length of its bar (None: no bar), how it is written, and what stands beside."""

    length: float | None
    text: str
    detail: str = ""


@dataclass(frozen=True)
class Row:
    """One thing that can happen; without a colour its bars have the strategies' colours."""

    name: str
    cells: Mapping[str, Cell]
    colour: str | None = None
    bold: bool = False


@dataclass(frozen=True)
class Block:
    """Rows under one heading; ``nothing`` is written where a strategy has no cells."""

    heading: str
    rows: Sequence[Row]
    nothing: str = "none"


def paint(sheet: Sheet, box: Box, view: View, keys: Sequence[str], blocks: Sequence[Block]) -> None:
    """Draw the blocks below each other, all bars on one scale that starts at 0."""
    rows = [row for block in blocks for row in block.rows]
    count = len(rows)
    gap = 0.22 * (len(blocks) - 1)
    columns_ = _columns(box, keys, rows)
    sizes = [n for n in (style.LABEL, style.SMALL, style.NOTE, 9.5) if len(keys) <= 6 or n < 12]
    heads = _heads(view, keys, columns_, sizes)
    named = len(view.keys) > 1
    head = max(labels.height(*fitted) for fitted in heads) if named else 0.0
    title = labels.height("X", style.LABEL) + 0.05
    room = box.height - head - gap - title * len(blocks) - 0.08
    each = min(TALLEST, room / count)
    size = min(style.LABEL if len(keys) <= 8 else style.SMALL, each * 72 / labels.LINE * 0.95)
    for (word, fitted), key, column in zip(heads, keys, columns_, strict=True):
        if named:
            sheet.text(column.left, box.top - head, word, fitted, bold=True,
                       color=view.ink(key))  # fmt: skip
    y = box.top - head - 0.08
    space = _room(rows, keys, columns_[0].width, size)
    most = max((c.length or 0.0 for row in rows for c in row.cells.values()), default=0.0)
    for block in blocks:
        sheet.text(box.left, y, block.heading, style.LABEL, bold=True, va="top")
        y -= title
        for key, column in zip(keys, columns_, strict=True):
            cells = [row.cells.get(key) for row in block.rows]
            if not any(cells):
                fits = labels.width(block.nothing, size) < column.width
                sheet.text(column.left, y - each / 2, block.nothing if fits else "\u2013", size,
                           va="center", color=style.SOFT, fontstyle="italic")  # fmt: skip
                continue
            _column(sheet, column, y, each, size, block.rows, key, view.colour(key), most, space)
        for row in block.rows:
            name = labels.fit(
                row.name, columns_[0].left - box.left - 0.2, (size, size - 1.5), row.bold
            )
            sheet.text(columns_[0].left - 0.12, y - each / 2, name[0], name[1], bold=row.bold,
                       va="center", ha="right")  # fmt: skip
            y -= each
        y -= 0.22


def _heads(
    view: View, keys: Sequence[str], columns: Sequence[Box], sizes: Sequence[float]
) -> list[tuple[str, float]]:
    """The strategies' names, all at the largest size that none of them needs to go below."""
    widths = [column.width - 0.05 for column in columns]
    names = [view.label(key) for key in keys]
    least = min(labels.fit(n, w, sizes, True, 3)[1] for n, w in zip(names, widths, strict=True))
    return [(labels.wrap(n, w, least, True, 3), least) for n, w in zip(names, widths, strict=True)]


def _columns(box: Box, keys: Sequence[str], rows: Sequence[Row]) -> list[Box]:
    gutter = max(labels.width(row.name, style.LABEL, row.bold) for row in rows) + 0.3
    return box.inside(left=min(gutter, 0.42 * box.width)).columns(
        [1] * len(keys), gap=0.3 if len(keys) <= 4 else 0.12
    )


def _room(
    rows: Sequence[Row], keys: Sequence[str], width: float, size: float
) -> tuple[float, bool, bool]:
    """Inches for the longest bar, whether details fit beside, and whether bars lie below numbers.

    It is the same in all blocks and columns.
    """
    cells = [row.cells[key] for row in rows for key in keys if key in row.cells]
    texts = max((labels.width(cell.text, size, True) for cell in cells), default=0.0)
    small = min(style.SMALL, size)
    details = max((labels.width(cell.detail, small) for cell in cells), default=0.0) + 0.1
    room = width - texts - 0.12
    detailed = room - details > 0.3 * width
    if detailed:
        room -= details
    below = room < 0.45 * width
    return (width if below else room), detailed, below


def _column(
    sheet: Sheet, column: Box, y: float, each: float, size: float, rows: Sequence[Row], key: str,
    colour: str, most: float, room: tuple[float, bool, bool],
) -> None:  # fmt: skip
    longest, detailed, below = room
    small = min(style.SMALL, size)
    thick = 0.07 if below else min(0.42, each * 0.68)
    for place, row in enumerate(rows):
        cell = row.cells[key]
        middle = y - (place + 0.5) * each
        x, shift = column.left, 0.0
        if cell.length is not None:
            length = longest * cell.length / most if most > 0 else 0.0
            length = max(length, 0.015 if cell.length > 0 else 0.0)
            shift = thick * 0.8 if below else 0.0
            low = middle - size / 72 * 0.5 if below else middle
            _bar(sheet, x, low, length, thick, row.colour or colour)
            x += 0.0 if below else length + 0.07
        sheet.text(x, middle + shift, cell.text, size, bold=True, va="center")
        if detailed and cell.detail:
            x += labels.width(cell.text, size, True) + 0.1
            sheet.text(x, middle + shift, cell.detail, small, va="center", color=style.SOFT)


def _bar(sheet: Sheet, left: float, y: float, length: float, thick: float, colour: str) -> None:
    wide, tall = sheet.size
    sheet.figure.add_artist(
        Rectangle(
            (left / wide, (y - thick / 2) / tall), length / wide, thick / tall, facecolor=colour,
            linewidth=0,
        )
    )  # fmt: skip
