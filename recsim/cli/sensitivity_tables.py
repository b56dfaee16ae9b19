"""Tables of a sensitivity study on a terminal: what each number does to each outcome."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from recsim.analysis.sensitivity import DIFFERENCE, MORRIS, Share
from recsim.telling.numbers import NOTHING
from recsim.telling.sensitivity import percents, subject
from recsim.telling.units import cell

if TYPE_CHECKING:
    from recsim.analysis.assumed import Assumed
    from recsim.analysis.sensitivity import Sensitivity, Studied


WIDE = 110
"""Columns from which each strategy's own outcome has room beside the difference."""


def sensitivity_table(found: Assumed, one: Sensitivity, width: int) -> Iterator[Any]:
    """A row a number: of the difference in full; where there is room, of each strategy its size."""
    from rich.table import Table

    label = subject(found, DIFFERENCE)
    morris = one.method == MORRIS
    columns = ["mean", "size", "spread", "by chance"] if morris else ["alone", "with others"]
    beside = found.pair if width >= WIDE else ()
    head = "Effect of a number across its whole range on" if morris else (
        "Shares of what worlds differ by, chance apart, in"
    )  # fmt: skip
    yield f"{head} {label}"
    rows = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    rows.add_column("number", no_wrap=True)
    for name in columns:
        rows.add_column(name, justify="right")
    for name in beside:
        words = f"{found.loaded.scenario.label(name)}: {columns[1]}"
        rows.add_column(words, justify="right")
    for at, axis in enumerate(one.axes):
        told = _cells(found, one.of[DIFFERENCE], at)
        own = [_cells(found, one.of[name], at)[1] for name in beside]
        rows.add_row(axis.key, *told[: len(columns)], *own)
    yield rows


def _cells(found: Assumed, studied: Studied, at: int) -> list[str]:
    told = studied.found[at] if studied.found else None
    if isinstance(told, Share):
        first, total = told[:3], told[3:]
        return [percents(*first), percents(*total)]
    if told is None:
        return [NOTHING] * 4
    mean, spread, luck = (
        cell(found.outcome, (value, None, None), sign=sign)
        for value, sign in ((told.mean, True), (told.spread, False), (told.by_chance, False))
    )
    return [mean, cell(found.outcome, (told.size, told.low, told.high)), spread, luck]
