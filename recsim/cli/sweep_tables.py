"""The tables of a sweep on a terminal: levels along one setting, differences over two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from recsim.analysis.measures import MEASURES
from recsim.telling.numbers import number
from recsim.telling.sweeps import OPEN, SAME, kind_of, setting_words, value_words
from recsim.telling.units import cell as written
from recsim.telling.units import percent, scale

if TYPE_CHECKING:
    from recsim.analysis.swept import Cell
from recsim.decide.sweep import Sweep

MOST_ROWS = 24
AS_IT_STANDS = "*"


def table(found: Sweep, width: int) -> Iterator[Any]:
    """The table for a screen of this width, with what it shows above it."""
    if len(found.axes) == 1 or found.drawn:
        yield from _list(found)
    else:
        yield from _grid(found, width)


def _list(found: Sweep) -> Iterator[Any]:
    """A row a point: what is varied, the outcome of each strategy, the difference."""
    from rich.table import Table

    scenario = found.loaded.scenario
    yield (
        f"{MEASURES[found.outcome].label.capitalize()}, {percent(scenario.study.confidence)} "
        f"intervals; {AS_IT_STANDS}: as it stands"
    )
    rows = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for axis in found.axes:
        rows.add_column(axis.key, justify="right")
    for name in found.strategies:
        rows.add_column(scenario.label(name), justify="right")
    if found.pair:
        one, other = (scenario.label(name) for name in found.pair)
        rows.add_column(f"{other} minus {one}", justify="right")
    shown = found.points[:MOST_ROWS]
    for point in shown:
        mark = AS_IT_STANDS if point.is_base else ""
        cells = [f"{mark}{value_words(value)}" for value in point.values]
        cells += [_level(found, point, name) for name in found.strategies]
        if found.pair:
            interval = found.compared(point).interval
            cells.append(written(found.outcome, interval or (None,) * 3, sign=True))
        rows.add_row(*cells)
    yield rows
    if len(found.points) > len(shown):
        yield f"... and {len(found.points) - len(shown)} more in sweep.csv"


def _level(found: Sweep, point: Cell, strategy: str) -> str:
    return written(found.outcome, point.level(strategy, found.outcome) or (None, None, None))


def _grid(found: Sweep, width: int) -> Iterator[Any]:
    """The break-even map in letters: a difference a cell, in brackets where chance decides."""
    from rich.table import Table

    assert found.pair is not None
    scenario = found.loaded.scenario
    one, other = (scenario.label(name) for name in found.pair)
    across, up, *third = found.axes
    label = MEASURES[found.outcome].label
    yield f"{label.capitalize()} with {other} minus with {one}; (in brackets): chance decides"
    thirds = list(dict.fromkeys(cell.values[2:] for cell in found.cells))
    columns = list(dict.fromkeys(cell.values[0] for cell in found.cells))
    room = max(1, (width - 10) // 9)
    for extra in thirds:
        if third:
            yield f"{setting_words(third[0], scenario)}: {value_words(extra[0])}"
        cells = {cell.values[:2]: cell for cell in found.cells if cell.values[2:] == extra}
        rows = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        rows.add_column(f"{up.key} \\ {across.key}", justify="right")
        for value in columns[:room]:
            rows.add_column(value_words(value), justify="right")
        for value in reversed(list(dict.fromkeys(cell.values[1] for cell in found.cells))):
            rows.add_row(
                value_words(value),
                *(_difference(found, cells[(x, value)]) for x in columns[:room]),
            )
        yield rows
    if len(columns) > room:
        yield f"... and {len(columns) - room} columns more in sweep.csv"


def _difference(found: Sweep, cell: Cell) -> str:
    one = found.compared(cell)
    if one.interval is None:
        return "-"
    measure = MEASURES[found.outcome]
    size = number(one.interval.estimate * scale(measure), whole=measure.whole, sign=True)
    return f"({size})" if kind_of(one) in (OPEN, SAME) else size
