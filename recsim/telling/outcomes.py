"""The declared outcomes as a table of words: one line a strategy, one column an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from recsim.telling.numbers import NOTHING
from recsim.telling.units import cell

if TYPE_CHECKING:
    import polars as pl

    from recsim.analysis.results import Results


class Outcomes(NamedTuple):
    """Names of the lines, and each column's header with its cells, one a line."""

    names: tuple[str, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]


def outcomes(results: Results, summary: pl.DataFrame) -> Outcomes:
    """Values with their intervals; variants beside the scenario have lines below each strategy.

    Args:
        results: what was run.
        summary: ``analysis.summary`` of it.
    """
    lines = list(_lines(results))
    found = {(row["strategy"], row["variant"], row["measure"]): row for row in summary.to_dicts()}
    columns = []
    for measure in results.scenario.study.outcomes:
        rows = [found.get((strategy, variant, measure)) for _, strategy, variant in lines]
        first = next((row for row in rows if row is not None), None)
        if first is None:
            continue
        cells = tuple(NOTHING if row is None else in_cell(row, "mean") for row in rows)
        columns.append((header(first["label"], first["unit"]), cells))
    return Outcomes(tuple(name for name, _, _ in lines), tuple(columns))


def header(label: str, unit: str) -> str:
    """Label of a measure with its unit, unless the label says it already."""
    shown = "percent" if unit == "share" else unit
    said = unit == "people" or (unit != "share" and unit in label)
    return label if said else f"{label} ({shown})"


def in_cell(row: dict[str, Any], key: str, *, sign: bool = False) -> str:
    """The value below ``key`` of a row of ``analysis.summary`` or ``differences``, with ends."""
    return cell(row["measure"], (row[key], row["low"], row["high"]), sign=sign)


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
