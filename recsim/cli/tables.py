"""Tables for the terminal: the declared outcomes, and paired differences; they fit its width."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recsim.cli.numbers import NOTHING, estimate

if TYPE_CHECKING:
    import polars as pl
    from rich.table import Table

    from recsim.analysis.results import Results

_GAP = 2
_HEADER_LINES = 3
_NARROWEST = 18
_WIDE = 100
_PERCENT = 100.0

Row = dict[str, Any]
"""A row of ``analysis.summary`` or ``analysis.differences``."""


@dataclass(frozen=True)
class Column:
    """A header, which is wrapped, and its cells, which are not."""

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

    Variants beside the scenario have lines of their own below each strategy.

    Args:
        results: what was run.
        summary: ``analysis.summary`` of it.
        width: width of the terminal in letters.
    """
    lines = list(_lines(results))
    names = Column("", tuple(name for name, _, _ in lines), True)
    found = {(row["strategy"], row["variant"], row["measure"]): row for row in summary.to_dicts()}
    columns = []
    for measure in results.scenario.study.outcomes:
        rows = [found.get((strategy, variant, measure)) for _, strategy, variant in lines]
        first = next((row for row in rows if row is not None), None)
        if first is None:
            continue
        scale = _scale(first["unit"])
        cells = tuple(
            NOTHING if row is None else estimate(*_scaled(row, ("mean", "low", "high"), scale))
            for row in rows
        )
        columns.append(Column(header(first["label"], first["unit"]), cells))
    return [table_of([names, *part]) for part in in_width(names, columns, width)]


def _lines(results: Results) -> Iterator[tuple[str, str, str]]:
    """Name, strategy and variant of each line."""
    for strategy in results.strategies:
        yield results.scenario.label(strategy), strategy, results.variant
        for name, one in results.beside.items():
            if strategy in one.strategies:
                yield f"- {results.scenario.variant_label(name)}", strategy, one.variant
    for name, one in results.beside.items():
        for strategy in one.strategies:
            if strategy not in results.strategies:
                label = f"{one.scenario.label(strategy)}, {results.scenario.variant_label(name)}"
                yield label, strategy, one.variant


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
    room = max(width - _taken(columns), _NARROWEST)
    names = [
        textwrap.fill(header(row["label"], row["unit"]), room, subsequent_indent=" ")
        for row in rows
    ]
    longest = tuple(max(name.split("\n"), key=len) for name in names)
    return table_of(
        [Column("", longest, left=True), *columns], [names, *(column.cells for column in columns)]
    )


def header(label: str, unit: str) -> str:
    """Label of a measure with its unit, unless the label says it already."""
    shown = "percent" if unit == "share" else unit
    said = unit.startswith("per ") and unit in label
    return label if said or unit in ("", "people") or unit == label else f"{label} ({shown})"


def _scale(unit: str) -> float:
    return _PERCENT if unit == "share" else 1.0


def _scaled(row: Row, keys: Iterable[str], scale: float) -> Iterator[float | None]:
    for key in keys:
        value = row[key]
        yield None if value is None else value * scale


def _difference(row: Row) -> str:
    values = _scaled(row, ("difference", "low", "high"), _scale(row["unit"]))
    return estimate(*values, sign=True)


def _plain(value: float | None) -> str:
    return NOTHING if value is None else f"{value + 0.0:.2f}"


def _worlds(row: Row, *, ties: bool) -> str:
    worlds = row["wins"] + row["ties"] + row["losses"]
    if worlds == 0:
        return NOTHING
    tied = f", {row['ties']} tied" if ties and row["ties"] else ""
    return f"{row['wins']} of {worlds}{tied}"


def _chance(row: Row, interval: bool) -> str:
    value, low, high = (
        None if row[key] is None else f"{row[key] * _PERCENT:.0f}"
        for key in ("chance_other_beats", "chance_low", "chance_high")
    )
    if value is None:
        return NOTHING
    return f"{value}% ({low} to {high})" if interval and low is not None else f"{value}%"


def _taken(columns: Sequence[Column]) -> int:
    return sum(column.width + _GAP for column in columns)


def in_width(names: Column, columns: Sequence[Column], width: int) -> Iterator[list[Column]]:
    """The columns in groups that fit beside the names; at least one in a group."""
    group: list[Column] = []
    taken = names.width
    for column in columns:
        if group and taken + _GAP + column.width > width:
            yield group
            group, taken = [], names.width
        group.append(column)
        taken += _GAP + column.width
    if group:
        yield group


def table_of(columns: Sequence[Column], cells: Sequence[Sequence[str]] | None = None) -> Table:
    """A table of these columns, or of other cells below the same headers."""
    from rich.table import Table

    table = Table(
        box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold",
    )  # fmt: skip
    for column in columns:
        table.add_column(
            "\n".join(textwrap.wrap(column.header, column.width)),
            justify="left" if column.left else "right",
            vertical="bottom",
            no_wrap=True,
            overflow="ellipsis",
        )
    for row in zip(*(cells or [column.cells for column in columns]), strict=True):
        table.add_row(*row)
    return table
