"""From a funnel to own numbers: which of its rows and columns are numbers, and which are times."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from recsim.own.above import Above
from recsim.own.beside import PERIOD_TITLES
from recsim.own.by_column import Times, by_column
from recsim.own.by_row import by_row
from recsim.own.found import Funnel, Note, together
from recsim.own.names import meaning
from recsim.own.notation import Unreadable
from recsim.own.table import table_of
from recsim.own.times import times_of
from recsim.own.workbook import Row

_BESIDE = ("unit", "units", *PERIOD_TITLES)
"""Of columns that say something about the values of their rows."""


def read_funnel(path: Path) -> Funnel:
    """Own numbers from a CSV or Excel file.

    It has either a row for each number (its name, its value, and if need be its period), or a row
    for each week, month and so on, and a column for each number. A number is taken only if all is
    understood that is written of it; what is not is named.

    Raises:
        Refusal: the file cannot be read.
    """
    table, found = table_of(path), Funnel()
    file, rows, above = table.name, table.rows, Above.of(table)
    if table.more_sheets:
        found.unused.append(
            Note(file, f"{table.more_sheets} more sheets", "only the first is read")
        )
    if table.sheet and above.add(table.sheet):
        found.assumed.append(Note(file, table.sheet, "taken as a title"))
    while len(rows) > 1 and (title := _only(rows[0][1])) and not meaning(title):
        line, _ = rows.pop(0)
        if above.add(title):
            found.assumed.append(Note(f"{file}, line {line}", title, "taken as a title"))
    if _are_numbered(rows):
        rows = [(line, cells[1:]) for line, cells in rows]
    (_, header), body = rows[0], rows[1:]
    across = [meaning(cell) for cell in header]
    down = sum(bool(meaning(cells[0])) for _, cells in body)
    if any(across[1:]) and sum(map(bool, across)) > down:
        if across[0] and len(body) == 1:  # a single row has no times
            line, cells = body[0]
            rows = [(line, pair) for pair in zip_longest(header, cells, fillvalue="")]
            by_row(file, rows, above, found)
        else:
            by_column(Times(file, header, body, table.semicolons), above, found)
    elif down and _are_times(header[1:]):
        first, *turned = zip_longest(*(cells for _, cells in rows), fillvalue="")
        body = [*enumerate(turned, start=2)]
        times = Times(file, ("", *first[1:]), body, table.semicolons, "column", "row")
        by_column(times, above, found)
    else:
        by_row(file, rows, above, found)
    together(found)
    return found


def _only(cells: Sequence[str]) -> str:
    """The text of a row with nothing else in it."""
    filled = [cell for cell in cells if cell]
    return filled[0] if len(filled) == 1 else ""


def _are_numbered(rows: Sequence[Row]) -> bool:
    """Whether the first column counts the rows, and names stand in the second."""
    firsts = [cells[0] for _, cells in rows if len(cells) > 1 and meaning(cells[1])]
    return len(firsts) > 1 and firsts == [str(at) for at in range(1, len(firsts) + 1)]


def _are_times(cells: Sequence[str]) -> bool:
    """Whether titles are times, so that rows and columns have to change places."""
    try:
        _, none = times_of("", cells)
    except Unreadable:
        return False
    return len(cells) - len(none) > 1 and not any(cell.lower() in _BESIDE for cell in cells)
