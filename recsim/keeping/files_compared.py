"""Where two files that should be the same differ: the first row and column, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path

import numpy as np
import polars as pl

from recsim.store.events import POLARS, scan_events
from recsim.store.untrusted import refuse_holes

KEYS = ("strategy", "variant", "segment", "replication", "day", "measure")
"""Columns that say what a row of a table is about."""
ROW = "row"
_ROOM = 100_000
"""Rows, or bytes beyond twice the own ones, by which a table of somebody else may be larger."""


@dataclass(frozen=True)
class Compared:
    """A file that was looked at.

    Attributes:
        name: its path in the results folder.
        rows: how many rows were compared.
        said: in what it differs, a sentence each; nothing if it does not.
        remark: what else is to be known of it.
    """

    name: str
    rows: int = 0
    said: tuple[str, ...] = ()
    remark: str = ""

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not self.said


def tables(name: str, there: Path, here: Path, below: int | None = None) -> Compared:
    """Compare a table with the one that was made again, letter by letter.

    Args:
        name: of the file, in both folders.
        there: the results folder.
        here: the folder of the same study, made again.
        below: of the first, only replications below this number; None: all, and every byte.
    """
    if not (there / name).is_file():
        return Compared(name, said=("is missing there",))
    whole = below is None
    sizes = [(folder / name).stat().st_size for folder in (there, here)]
    if whole and sizes[0] > 2 * sizes[1] + _ROOM:
        return Compared(name, said=(f"{sizes[0]:,} bytes there, {sizes[1]:,} now",))
    try:
        if whole and cmp(there / name, here / name, shallow=False):
            return Compared(name, _texts(here / name).select(pl.len()).collect().item())
        other = _texts(here / name).collect()
        one = _of_first(_texts(there / name), below).head(other.height + _ROOM).collect()
    except POLARS as error:
        return Compared(name, said=(f"is no table that can be read: {error}",))
    said = _columns(one, other) + _rows(one, other)
    if not said and whole:
        said = ["the numbers are the same, but not the bytes: quotes, or ends of lines"]
    return Compared(name, other.height, tuple(said))


def logs(name: str, there: Path, here: Path) -> Compared:
    """Compare an event log with the one that was made again, byte by byte, or event by event."""
    if not (there / name).is_file():
        return Compared(name, remark="is there no longer")
    try:
        one, other = (scan_events(folder / name).collect() for folder in (there, here))
    except POLARS as error:
        return Compared(name, said=(f"is no event log that can be read: {error}",))
    if cmp(there / name, here / name, shallow=False):
        return Compared(name, other.height)
    words = [column for column, kind in other.schema.items() if kind == pl.Categorical]
    one, other = (frame.with_columns(pl.col(words).cast(pl.String)) for frame in (one, other))
    said = _columns(one, other) + _rows(one, other)
    remark = "" if said else "the same events, written by another version of polars"
    return Compared(name, other.height, tuple(said), remark)


def _texts(path: Path) -> pl.LazyFrame:
    """A table as it is written, each cell as its text."""
    with path.open("rb") as file:  # Polars opens no path that is not UTF-8, and keeps this one open
        refuse_holes(file)
        return pl.scan_csv(file, infer_schema=False)


def _of_first(table: pl.LazyFrame, below: int | None) -> pl.LazyFrame:
    """The rows of replications below a number; all, where rows are of none."""
    if below is not None and "replication" in table.collect_schema():
        table = table.filter(pl.col("replication").cast(pl.Int64, strict=False) < below)
    return table


def _columns(one: pl.DataFrame, other: pl.DataFrame) -> list[str]:
    said = []
    for which, mine, yours in (("there", one, other), ("now", other, one)):
        alone = [name for name in mine.columns if name not in yours.columns]
        if alone:
            shown = ", ".join(alone[:5]) + (", ..." if len(alone) > 5 else "")
            said.append(f"only {which}: column {shown}")
    return said


def _rows(one: pl.DataFrame, other: pl.DataFrame) -> list[str]:
    """How many rows there are, and the first one that differs."""
    said = []
    if one.height != other.height:
        said.append(f"{one.height:,} rows there, {other.height:,} now")
    both = min(one.height, other.height)
    shared = [name for name in other.columns if name in one.columns]
    first, second = one.head(both).select(shared), other.head(both).select(shared)
    differ = pl.DataFrame({name: _differs(first[name], second[name]) for name in shared})
    cells = sum(differ[name].sum() for name in shared)
    if not cells:
        return said
    rows = differ.select(pl.any_horizontal(shared)).to_series()
    at = int(rows.arg_true()[0])
    column = next(name for name in shared if differ[name][at])
    where = _place(second, at, shared)
    values = f"{_shown(first[column][at])} there, {_shown(second[column][at])} now"
    more = "" if cells == 1 else f" ({cells:,} cells of {int(rows.sum()):,} rows differ)"
    return [*said, f"{where}, {column}: {values}{more}"]


def _differs(one: pl.Series, other: pl.Series) -> pl.Series:
    """Where two columns differ; numbers in any bit, so that 0 and -0 do."""
    if one.dtype == other.dtype == pl.Float64:
        first, second = (column.to_numpy().view(np.int64) for column in (one, other))
        return pl.Series(first != second, dtype=pl.Boolean)
    if one.dtype != other.dtype:
        one, other = one.cast(pl.String), other.cast(pl.String)
    return one.ne_missing(other)


def _place(rows: pl.DataFrame, at: int, columns: Sequence[str]) -> str:
    keys = [f"{name} {rows[name][at]}" for name in KEYS if name in columns and rows[name][at]]
    return f"row {at + 1}" + (f" ({', '.join(keys)})" if keys else "")


def _shown(value: object) -> str:
    return "nothing" if value in (None, "") else f"{value!r}".strip("'")
