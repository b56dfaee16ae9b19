"""A table with a row for each number: its name, its value, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from recsim.own.above import Above
from recsim.own.beside import OTHER_NUMBERS, PERIOD_TITLES, beside, doubt_beside
from recsim.own.found import Counted, Funnel, Note
from recsim.own.names import (
    VALUE,
    doubt_in,
    is_neutral,
    is_value,
    is_year,
    meaning,
    says_more,
    years_in,
)
from recsim.own.notation import Unreadable, is_number
from recsim.own.numbers import PARTS
from recsim.own.periods import period_in
from recsim.own.table import MOST_COLUMNS
from recsim.own.times import is_time
from recsim.own.values import NOT_THERE, SAYS_PERCENT, meant, says_unit, units_of
from recsim.own.workbook import Row


def by_row(file: str, rows: Sequence[Row], above: Above, found: Funnel) -> None:
    """Read the rows of a table, each with the name of a number and its value.

    Args:
        file: name of the file.
        rows: with their titles, which may be anywhere.
        above: what was said before.
        found: takes what they give.
    """
    header, titles = list[str](), list[str]()
    alike = len({len(cells) for _, cells in rows}) == 1
    order: Sequence[int] = range(MOST_COLUMNS)
    for line, unordered in rows:
        cells = [unordered[at] for at in order if at < len(unordered)]
        name, value = cells[0], cells[1] if len(cells) > 1 else ""
        what, where = meaning(name), f"{file}, line {line}"
        first = not found.given and not found.parts
        alone = not any(cells[1:]) and (doubt_in(name) or (not what and says_more(name)))
        of_time = not what and (name.lower() in PERIOD_TITLES or is_time(name))
        of_all = alone or (of_time and not any(cells[2:]))
        if of_all or _is_title(what, value, first=first):
            if of_all:  # the columns go on, but for what their values are of
                titles[1:2] = [""]
            else:
                header = [cell.lower() for cell in unordered]
                order = _order(header)
                cells = [unordered[at] for at in order if at < len(unordered)]
                titles = [cell.lower() for cell in cells]
                value = "".join(cells[1:2])
            above.doubt = above.doubt or next(filter(None, map(doubt_beside, titles[2:])), "")
            for said in [f"{name} {value}".strip()] if value else filter(None, cells):
                percent = value and not doubt_in(name)  # it becomes a part of each name below it
                if above.add(SAYS_PERCENT.sub("", said) if percent else said):
                    found.assumed.append(Note(where, said, "taken as a title"))
        elif not name:
            found.skipped.append(Note(where, value, "has no name"))
        elif not what:
            found.unknown(where, name)
        else:
            try:
                if above.may_part and (parted := _parted(unordered, header, alike=alike)):
                    raise Unreadable(f"{parted} may be one number: put it in quotes")
                _keep(what, cells, titles, where, above, found)
            except Unreadable as error:
                said = f"{name}: {value}".strip(": ")
                found.skipped.append(Note(where, said, str(error)))


def _keep(
    what: str,
    cells: Sequence[str],
    titles: Sequence[str],
    where: str,
    above: Above,
    found: Funnel,
) -> None:
    """Put the number of a row where it belongs.

    Raises:
        Unreadable: it is none, or is there already.
    """
    text = cells[1] if len(cells) > 1 else ""
    title = " ".join(word for word in (*titles, "", "")[1].split() if word not in VALUE)
    name = f"{cells[0]} {title}".strip()
    number = meant(what, name, [text], cells[2:])
    units_of(number, cells[0])
    period, unit = beside(number, name, cells, titles)
    own = period_in(f"{text} {unit}")
    behind = [*zip_longest(cells[2:], titles[2:], fillvalue="")]
    times = [cell for cell, title in behind if title in PERIOD_TITLES]
    years = frozenset(years_in(" ".join([name, *times])) or above.years)
    told = period or own or above.time_of(number, name, title)
    if number.counts and told in ("", "year") and years and max(years) >= str(above.today.year):
        raise Unreadable(f'{max(years)} is not over: say its time, as in "Hires per month"')
    source = f"{where}: {cells[0]}"
    one = above.read(number, text, source, period or ("" if own else told), unit, name)
    found.refuse_again(number)
    notes = [cell for cell, title in behind if not OTHER_NUMBERS.search(title)]
    of = years | years_in(" ".join(notes))
    if number.name in PARTS:
        found.parts[number.name] = Counted(one.value, one.source, bool(told), of)
        return
    found.given[number.name], found.of[number.name] = one, of
    if not says_unit(number, name, text, unit):
        why = f"says no unit: taken as {number.time}s"
        found.assumed.append(Note(where, cells[0], why))
    if number.counts and not told:
        found.untimed.add(number.name)
        why = f"says no time: taken as that of a {'week' if number.in_a_year != 1 else 'year'}"
        found.assumed.append(Note(where, cells[0], why))


def _parted(cells: Sequence[str], titles: Sequence[str], *, alike: bool) -> str:
    """What may be a number with a comma in it, in two cells of a row; empty if nothing is.

    Args:
        cells: of the row.
        titles: of the columns.
        alike: whether all rows have equally many cells; then a full one has none too many, and
            what a column of numbers has is a number of its own.
    """
    for two, title in zip(pairwise(cells), titles[1:], strict=False):
        numbers = alike and all(cells) and (is_value(title) or OTHER_NUMBERS.search(title))
        if not numbers and re.fullmatch(r"[1-9]\d{0,2},\d{3}", ",".join(two)):
            return ",".join(two)
    return ""


def _is_title(what: str, value: str, *, first: bool) -> bool:
    """Whether a row has titles of columns.

    Args:
        what: the number that its first cell speaks of; empty if none.
        value: its second cell.
        first: whether no number has been read yet; then all that is no number is a title.
    """
    if value.lower() in NOT_THERE:
        return first and not what and not value
    says = (is_neutral, is_year, is_value, period_in, doubt_in)
    if any(saying(value) for saying in says):
        return not what or is_neutral(value)
    return first and not what and not is_number(value)


def _order(titles: Sequence[str]) -> Sequence[int]:
    """The columns of a table: names, values, and all others."""
    values = [at for at, title in enumerate(titles) if at and title and is_value(title)]
    at = values[0] if values else 1
    return [0, at, *(other for other in range(1, MOST_COLUMNS) if other != at)]
