"""From a funnel to own numbers: which of its rows and columns are numbers, and which are times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path

from recsim.own.above import Above
from recsim.own.beside import OTHER_NUMBERS, PERIOD_TITLES
from recsim.own.by_column import Times, by_column
from recsim.own.by_row import by_row
from recsim.own.found import Funnel, Note, together
from recsim.own.names import is_value, is_year, meaning, says_more
from recsim.own.notation import Unreadable, is_number
from recsim.own.table import Table, table_of
from recsim.own.times import is_written_time, times_of
from recsim.own.workbook import Row

_BESIDE = ("unit", "units", "einheit", *PERIOD_TITLES)
"""Of columns that say something about the values of their rows."""


def read_funnel(path: Path, today: date = date.max) -> Funnel:
    """Own numbers from a CSV or Excel file.

    It has either a row for each number (its name, its value, and if need be its period), or a row
    for each week, month and so on, and a column for each number. A number is taken only if all is
    understood that is written of it; what is not is named.

    Args:
        path: of the file.
        today: times that have it, or come after it, are not over, and their counts are left out.

    Raises:
        Refusal: the file cannot be read.
    """
    table, found = table_of(path), Funnel()
    file, rows, above = table.name, table.rows, Above.of(table, today)
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
    while len(rows) > 1 and (said := _said_below(rows)):  # is said of what stands above it
        line, _ = rows.pop()
        if above.add(said):
            found.assumed.append(Note(f"{file}, line {line}", said, "taken as a title"))
    if _are_numbered(rows):
        rows = [(line, cells[1:]) for line, cells in rows]
    (_, header), body = rows[0], rows[1:]
    across = [meaning(cell) for cell in header]
    down = sum(bool(meaning(cells[0])) for _, cells in body)
    if any(across[1:]) and sum(map(bool, across)) > down:
        body = _as_wide(header, body, table, found)
        units = [cell for cell in header[1:] if cell.lower() in _BESIDE]
        above.doubt = above.doubt or "".join(units[:1])
        counted = [row for row in body if not OTHER_NUMBERS.fullmatch(row[1][0].lower())]
        if len(counted) == 1 and _is_alone(across[0], counted[0][1][0]):
            line, cells = counted[0]
            rows = [(line, pair) for pair in zip_longest(header, cells, fillvalue="")]
            by_row(file, rows, above, found)
        else:
            by_column(Times(file, header, body), above, found)
    elif down and _are_times(header[1:]):
        if above.add(header[0]):
            found.assumed.append(Note(f"{file}, line {rows[0][0]}", header[0], "taken as a title"))
        body = _as_wide(header, body, table, found)
        first, *turned = zip_longest(header, *(cells for _, cells in body), fillvalue="")
        times = Times(file, ("", *first[1:]), [*enumerate(turned, start=2)], "column", "row")
        by_column(times, above, found)
    else:
        by_row(file, rows, above, found)
    together(found)
    return found


def _as_wide(header: Sequence[str], body: Sequence[Row], table: Table, found: Funnel) -> list[Row]:
    """The rows that have no more cells than titles, where a comma of a number may part cells."""
    long = [(line, cells) for line, cells in body if table.commas and len(cells) > len(header)]
    for line, cells in long:
        where = f"{table.name}, line {line}"
        found.skipped.append(Note(where, cells[0], "has more cells than titles"))
    return [row for row in body if row not in long]


def _is_alone(meant: str, name: str) -> bool:
    """Whether a single row has no time: it begins with a number, or says that it has values.

    Args:
        meant: the number that the title of the first column speaks of; empty if none.
        name: its first cell.
    """
    return is_number(name) if meant else is_value(name) and not is_year(name)


def _only(cells: Sequence[str]) -> str:
    """The text of a row with nothing else in it."""
    filled = [cell for cell in cells if cell]
    return filled[0] if len(filled) == 1 else ""


def _said_below(rows: Sequence[Row]) -> str:
    """What the last row says of the others; empty if it is one of them."""
    (_, (before, *_)), (_, cells) = rows[-2:]
    said = " ".join(filter(None, cells))
    another = is_written_time(said) and is_written_time(before)  # in which nothing was counted yet
    alone = (_only(cells) or says_more(said)) and not any(map(is_number, cells))
    return said if alone and not any(map(meaning, cells)) and not another else ""


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
