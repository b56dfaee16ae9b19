"""Tables for the terminal: the declared outcomes, and paired differences; they fit its width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recsim.telling.numbers import NOTHING

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from recsim.analysis.own_numbers import Held
    from recsim.analysis.results import Results
    from recsim.scenario.scenario import Scenario

_GAP = 2
_HEADER_LINES = 3
_NARROWEST = 18
_WIDE = 100
_PERCENT = 100.0

Row = dict[str, Any]
"""A row of ``analysis.summary`` or ``analysis.differences``."""


@dataclass(frozen=True)
class Column:
    """A header, which is wrapped, and its cells; those of names may be wrapped, numbers never."""

    header: str
    cells: tuple[str, ...]
    left: bool = False

    @property
    def width(self) -> int:
        """Width in letters: that of the widest cell, or as much as keeps the header low."""
        words = self.header.split()
        width = max((len(text) for text in (*self.cells, *words)), default=1)
        while len(textwrap.wrap(self.header, width)) > _HEADER_LINES:
            width += 1
        return width


def outcomes_tables(results: Results, summary: pl.DataFrame, width: int) -> list[Table]:
    """One line a strategy, one column a declared outcome; several tables if it is too wide.

    Args:
        results: what was run.
        summary: ``analysis.summary`` of it.
        width: width of the terminal in letters.
    """
    from recsim.telling.outcomes import outcomes

    found = outcomes(results, summary)
    columns = [Column(header, cells) for header, cells in found.columns]
    names = Column("", found.names, left=True)
    return [table_of([names, *part], width) for part in in_width(names, columns, width)]


def differences_table(
    results: Results, differences: pl.DataFrame, strategy: str, width: int
) -> Table:
    """One line a declared outcome: how much ``strategy`` is above the first one.

    Args:
        results: what was run.
        differences: ``analysis.differences`` of it.
        strategy: any but the first.
        width: width of the terminal in letters.
    """
    from recsim.telling.outcomes import header

    declared = results.scenario.study.outcomes
    here = differences.filter(strategy=strategy).to_dicts()
    rows = sorted(
        (row for row in here if row["measure"] in declared),
        key=lambda row: declared.index(row["measure"]),
    )
    wide = width >= _WIDE
    columns = [
        Column("difference", tuple(map(_difference, rows))),
        Column("correlation", tuple(_plain(row["correlation"]) for row in rows)),
        Column("worlds won", tuple(_worlds(row, ties=wide) for row in rows)),
        Column("chance to win" if wide else "chance", tuple(_chance(row, wide) for row in rows)),
    ]
    while len(columns) > 1 and _taken(columns) > width - _NARROWEST:
        columns.pop()
    names = Column("", tuple(header(row["label"], row["unit"]) for row in rows), left=True)
    return table_of([names, *columns], width)


def own_numbers_table(numbers: Sequence[Held], scenario: Scenario, width: int) -> Table:
    """One line an own number: yours with its tolerance, the simulated one, and whether they meet.

    Args:
        numbers: held against what is simulated.
        scenario: for the currency.
        width: width of the terminal in letters.
    """
    from recsim.analysis.glossary import unit_of
    from recsim.telling.observed import lines

    found = lines(numbers, [unit_of(of.own.measure, scenario) for of in numbers])
    headers = ("yours", "tolerance", "simulated", "one run", "")
    columns = [
        Column(header, tuple(line[at] for line in found))
        for at, header in enumerate(headers, start=1)
    ]
    if width < _WIDE:
        del columns[3]
    names = Column("", tuple(line.name for line in found), left=True)
    return table_of([names, *columns], width)


def _difference(row: Row) -> str:
    from recsim.telling.outcomes import in_cell

    return in_cell(row, "difference", sign=True)


def _plain(value: float | None) -> str:
    from recsim.telling.study import correlation

    return NOTHING if value is None else correlation(value)


def _worlds(row: Row, *, ties: bool) -> str:
    worlds = row["wins"] + row["ties"] + row["losses"]
    if worlds == 0 or row["chance_other_beats"] is None:
        return NOTHING
    tied = f", {row['ties']} tied" if ties and row["ties"] else ""
    return f"{row['wins']} of {worlds}{tied}"


def _chance(row: Row, interval: bool) -> str:
    from recsim.telling.numbers import written

    chances = (row[key] for key in ("chance_other_beats", "chance_low", "chance_high"))
    value, *ends = (None if one is None else _PERCENT * one for one in chances)
    if value is None:
        return NOTHING
    shown = written(value, *ends, whole=True)
    return f"{shown.value}% ({shown.interval})" if interval and shown.low else f"{shown.value}%"


def _taken(columns: Sequence[Column]) -> int:
    return sum(column.width + _GAP for column in columns)


def in_width(names: Column, columns: Sequence[Column], width: int) -> Iterator[list[Column]]:
    """The columns in groups that fit beside the names; at least one in a group."""
    group: list[Column] = []
    widest = max((column.width for column in columns), default=0)
    room = min(names.width, max(_least(names), width - _GAP - widest))
    taken = room
    for column in columns:
        if group and taken + _GAP + column.width > width:
            yield group
            group, taken = [], room
        group.append(column)
        taken += _GAP + column.width
    if group:
        yield group


def table_of(columns: Sequence[Column], width: int) -> Table:
    """A table of names and what belongs to them; names are wrapped if it would be too wide.

    Where even that is too wide, what belongs to a name stands below it: no number is ever cut.

    Args:
        columns: the names first.
        width: width of the terminal in letters.
    """
    names, *others = columns
    room = width - _taken(others)
    if room < _least(names):
        return _stacked(names, others, width)
    table = _empty_table()
    for column in columns:
        table.add_column(
            "\n".join(textwrap.wrap(column.header, column.width)),
            justify="left" if column.left else "right",
            vertical="bottom",
            no_wrap=True,
        )
    folded = [_folded(name, min(names.width, room)) for name in names.cells]
    for row in zip(folded, *(column.cells for column in others), strict=True):
        table.add_row(*row)
    return table


def _least(names: Column) -> int:
    """Width below which names are not wrapped any more."""
    return min(names.width, _NARROWEST)


def _stacked(names: Column, others: Sequence[Column], width: int) -> Table:
    """Each name on a line of its own, and below it what stands beside it elsewhere."""
    table = _empty_table()
    one = len(others) == 1
    table.add_column(_folded(others[0].header if one else names.header, width), overflow="fold")
    for at, name in enumerate(names.cells):
        table.add_row(_folded(name, width), style="bold")
        for column in others:
            said = column.cells[at] if one else f"{column.header}: {column.cells[at]}"
            table.add_row(f"  {said}")
    return table


def _folded(text: str, width: int) -> str:
    return textwrap.fill(text, max(width, 1), subsequent_indent=" " if width > 1 else "")


def _empty_table() -> Table:
    from rich.table import Table

    return Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold")
