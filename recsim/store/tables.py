"""The tables that people read, made from the parts; the large ones a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from recsim.store.durable import UNFINISHED
from recsim.store.manifest import hash_file
from recsim.store.parts import TABLES

if TYPE_CHECKING:
    from recsim.analysis.results import Results
    from recsim.store.holdings import Holdings

ALWAYS = tuple(f"{name}.csv" for name in (*TABLES, "summary", "differences", "definitions"))
"""Names of their files, in the folder."""
NAMES = (*ALWAYS, "observed.csv")
"""The same with the table that is only there if the scenario has own numbers."""


def write_tables(folder: Path, results: Results, held: Holdings) -> dict[str, tuple[Path, str]]:
    """Write all tables, under names that are not their own yet.

    Args:
        folder: the results folder.
        results: of all that is held.
        held: the parts, for the tables that need not fit in memory.

    Returns:
        By name, the path of the unfinished file and the SHA-256 of its content.

    Raises:
        OSError: one cannot be written.
    """
    from recsim.analysis import definitions, differences, observed, summary

    def slices(name: str) -> Iterator[pl.DataFrame]:
        for one in results.variants:
            yield from held.slices(name, one.variant, one.strategies)

    made = {
        "runs": iter([results.table("runs")]),
        "segments": slices("segments"),
        "series": slices("series"),
        "summary": iter([summary(results)]),
        "differences": iter([differences(results)]),
        "definitions": iter([definitions(results.scenario)]),
    }
    if any(results.scenario.observed.values()):
        made["observed"] = iter([observed(results)])
    found = {}
    for name, rows in made.items():
        path = folder / f"{UNFINISHED}{name}.csv"
        _write(path, rows)
        found[f"{name}.csv"] = (path, hash_file(path))
    return found


def _write(path: Path, slices: Iterator[pl.DataFrame]) -> None:
    first = next(slices)
    with path.open("wb") as file:
        for rows in chain([first], slices):
            rows.write_csv(file, include_header=rows is first, line_terminator="\n")
