"""A table with a row for each time, and a column for each number."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from recsim.own.above import Above
from recsim.own.beside import NOTES, beside
from recsim.own.found import Counted, Funnel, Note
from recsim.own.names import PLANS, meaning, part_in, started_in, years_in
from recsim.own.notation import Unreadable, is_number
from recsim.own.numbers import PARTS, Number
from recsim.own.times import is_time, times_of
from recsim.own.values import NOT_THERE, checked, meant, says_unit, units_of
from recsim.own.workbook import Row

_PLANNED = re.compile(rf"\b(?:{PLANS})\b")


@dataclass(frozen=True)
class Times:
    """The table.

    Attributes:
        file: its name.
        header: titles of its columns, the first of which has times.
        body: its rows.
        row, column: what these are in the file, where they may have changed places.
    """

    file: str
    header: Sequence[str]
    body: Sequence[Row]
    row: str = "line"
    column: str = "column"


def by_column(table: Times, above: Above, found: Funnel) -> None:
    """Read the columns of a table: counts add up, shares and means are averaged."""
    file, header, body = table.file, table.header, table.body
    try:
        if second := [title for title in header[1:] if is_time(title)]:
            raise Unreadable(f"{second[0]!r} are times as well: make one column of both")
        firsts = [cells[0] for _, cells in body]
        times, none = times_of(header[0], firsts)
        _refuse_groups(body, none, table)
        left = _going_on(header[0], firsts, above.years | years_in(" ".join(header)), above.today)
    except Unreadable as error:
        found.unused.append(Note(file, f"all of its {table.column}s", str(error)))
        return
    rows = list[Row]()
    for place, (line, cells) in enumerate(body):
        if not any(cells):  # of a sheet whose other columns are longer
            continue
        if place in none and not rows and not any(map(is_number, cells)):  # titles, as units
            header = [" ".join(two).strip() for two in zip_longest(header, cells, fillvalue="")]
            continue
        where = f"{file}, {table.row} {line}"
        untitled = [
            c for at, c in enumerate(cells) if at and c and not "".join(header[at : at + 1])
        ]
        if place in none and not started_in(cells[0]):
            why = f"is no {times} as the other rows are"
            found.skipped.append(Note(where, cells[0] or "no time", why))
        elif untitled:
            found.skipped.append(Note(where, untitled[0], "stands in a column without a title"))
        elif place in left or any(map(started_in, cells)):
            found.skipped.append(Note(where, cells[0], f"is a {times} that is not over"))
        elif planned := [cell for cell in cells if _PLANNED.search(cell.lower())]:
            found.skipped.append(Note(where, planned[0], "is nothing counted"))
        elif parted := _notes_of_parts(header, cells):
            found.skipped.append(Note(where, parted, f"may be said of a part of its {times}"))
        else:
            rows.append((line, cells))
    said_until = above.begun and above.part in ("stand", "as of", "until", "bis")
    if started_in(above.part) or said_until:
        why = f"stands above it: its last {times} counts, and may not have been over"
        found.assumed.append(Note(file, above.part, why))
    for at, title in enumerate(header):
        if at and title:
            _column(at, times, replace(table, header=header, body=rows), above, found)


def _refuse_groups(body: Sequence[Row], none: Collection[int], table: Times) -> None:
    """Rows below a time that stands in the first of them only are of that time as well.

    A last one with nothing but numbers is a total.

    Raises:
        Unreadable: there is such a row.
    """
    for place in none:
        line, cells = body[place]
        numbers = [cell for cell in cells if is_number(cell)]
        total = place == len(body) - 1 and len(numbers) == sum(map(bool, cells))
        if not cells[0] and numbers and not total:
            raise Unreadable(
                f"{table.row} {line} has numbers and no time: make one {table.row} of each time"
            )


def _notes_of_parts(header: Sequence[str], cells: Sequence[str]) -> str:
    """A note on a row that tells a part of its time; empty if there is none."""
    beside = zip(header, cells, strict=False)
    notes = (cell for title, cell in beside if NOTES.search(title.lower()))
    return next(filter(part_in, notes), "")


def _going_on(
    title: str, cells: Sequence[str], years: Collection[str], today: date
) -> frozenset[int]:
    """The places of times that are not over; their year may stand above them."""
    left = times_of(title, cells, today)[1]
    if len(years) == 1:
        with suppress(Unreadable):
            left |= times_of(title, [f"{cell} {next(iter(years))}" for cell in cells], today)[1]
    return left


def _column(at: int, times: str, table: Times, above: Above, found: Funnel) -> None:
    title = table.header[at]
    where = f"{table.file}, {table.column} {title!r}"
    what = meaning(title)
    if not what:
        found.unknown(where, title)
        return
    texts = [cells[at] for _, cells in table.body if at < len(cells)]
    number = meant(what, title, texts)
    try:
        told = beside(number, title, (), ())[0]
        units_of(number, title)
        if not told:
            above.refuse_averaged(number, title)
        values = dict(_cells(number, at, told or times, table, above, found))
        if not values:
            raise Unreadable("has no row that can be used")
        mean = sum(values.values()) / len(values)
        mean = round(mean) if number.kind == "whole" else mean
        one = checked(number, mean, f"{where}, {len(values)} {times}s")
        found.refuse_again(number)
    except Unreadable as error:
        found.skipped.append(Note(where, title, str(error)))
        return
    of = frozenset(years_in(title).union(values))
    if number.name in PARTS:
        found.parts[number.name] = Counted(one.value, one.source, timed=True, of=of)
        return
    found.given[what], found.of[what] = one, of
    if not says_unit(number, title, *texts):
        why = f"says no unit: taken as {number.time}s"
        found.assumed.append(Note(where, title, why))
    if what == "requisitions":
        why = "added up over its rows: taken as those that were new in each"
        found.assumed.append(Note(where, title, why))


def _cells(
    number: Number, at: int, period: str, table: Times, above: Above, found: Funnel
) -> Iterator[tuple[str, float]]:
    """The times of a column and its numbers; rows without one are named.

    Raises:
        Unreadable: there is a share that is none: the others may be percent or counts as well.
    """
    title = table.header[at]
    for line, cells in table.body:
        text, where = cells[at] if at < len(cells) else "", f"{table.file}, {table.row} {line}"
        try:
            yield cells[0], above.read(number, text, "", period, "", title).value
        except Unreadable as error:
            if number.kind == "share" and text.lower() not in NOT_THERE:
                raise Unreadable(f"{where}: {error}") from None
            zero = "; write 0 if nothing was counted" if number.counts and not text else ""
            said = f"{title}: {text}".strip(": ")
            found.skipped.append(Note(where, said, f"{error}{zero}"))
