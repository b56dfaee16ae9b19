"""The tables of a study as files of a folder: CSV for everything, Parquet with types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

import polars as pl

from recsim.store.durable import as_parquet, deliver
from recsim.telling.spreadsheet import in_table

Write = Callable[[pl.DataFrame, BinaryIO], None]


def write(tables: Iterable[tuple[str, pl.DataFrame]], folder: Path, to: str) -> list[Path]:
    """Write one file a table; files of these names are replaced, others stay.

    Args:
        tables: by name.
        folder: made if missing.
        to: "csv" (UTF-8, RFC 4180) or "parquet".

    Raises:
        OSError: a file cannot be written; those before it are there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables:
        path = folder / f"{name}.{to}"
        deliver(path, lambda new: _fill(new, table, to))  # noqa: B023
        written.append(path)
    return written


def _fill(path: Path, table: pl.DataFrame, to: str) -> None:
    with path.open("wb") as file:  # Polars opens no path that is not UTF-8
        WRITE[to](table, file)


def _csv(table: pl.DataFrame, file: BinaryIO) -> None:
    texts = [name for name, kind in table.schema.items() if kind == pl.String]
    safe = [pl.Series(name, map(_safe, table[name]), dtype=pl.String) for name in texts]
    table.with_columns(safe).write_csv(file, line_terminator="\r\n")


def _safe(text: str | None) -> str | None:
    """The text, with a mark if a spreadsheet would run it; a negative number is none."""
    return text if text is None or _is_number(text) else in_table(text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _parquet(table: pl.DataFrame, file: BinaryIO) -> None:
    file.write(as_parquet(table))


WRITE: Mapping[str, Write] = {"csv": _csv, "parquet": _parquet}
