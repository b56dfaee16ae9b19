"""From a funnel to own numbers: which rows mean what, which cannot be used, which are dirty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from recsim.own.names import (
    ALL,
    VALUE,
    doubt_in,
    hint,
    is_neutral,
    is_value,
    is_year,
    meaning,
    part_in,
    year_of,
    years_in,
)
from recsim.own.notation import Unreadable, digits
from recsim.own.numbers import NUMBERS, PARTS, Given, Number
from recsim.own.periods import PERIODS, period_in, periods_in, without_period
from recsim.own.table import MOST_COLUMNS, Table, table_of
from recsim.own.times import is_time, times_of
from recsim.own.values import NOT_THERE, checked, given, says_unit, told_apart, units_of
from recsim.own.workbook import Row

TOGETHER = (
    ("reply_rate", "replies", "people_written_to"),
    ("interested_share", "interested", "replies"),
    ("applicants_per_advert", "applications", "requisitions"),
    ("interviews_per_hire", "interviews", "hires"),
    ("offers_accepted", "hires", "offers"),
)
"""An own number, and the two counts whose quotient it is."""
MOST_HINTS = 20
"""Rows for which a number that may be meant is looked for: it takes a while."""
_PERIOD_TITLES = ("per", "period", "each")
_BESIDE = ("unit", "units", *_PERIOD_TITLES)
"""Of columns that say something about the values of their rows."""
_OTHER_TITLES = re.compile(
    r"\b(?:notes?|comments?|remarks?|sources?|conversions?|rates?|shares?|previous|targets?"
    r"|plan|budget|forecast)\b|%"
)
"""Of columns that say nothing about the value before them."""
_SHEET = re.compile(r"(?:sheet|tabelle|blatt|feuil|hoja|foglio)[ _]?\d*")
"""What a sheet is called that nobody has named."""
_PLANNED = re.compile(r"targets?|plan|planned|budget|forecast|goals?|soll")
_DECIMAL_COMMA = re.compile(
    r"(?<![\d.,])(?:\d+,\d{1,2}|0,\d+|[1-9]\d{0,2}(?:\.\d{3})+,\d+)(?![\d.,])"
)
_THOUSANDS_COMMA = re.compile(r"(?<![\d.,])([1-9]\d{0,2},\d{3})(?![\d.,])")


@dataclass(frozen=True)
class Note:
    """Something about a row or column that was not used.

    Attributes:
        where: "funnel.csv, line 3".
        what: what stands there.
        why: why it was not used.
    """

    where: str
    what: str
    why: str


@dataclass
class Funnel:
    """What was read.

    Attributes:
        given: own numbers by name.
        unused: what is no own number, or does not tell enough.
        assumed: what was taken for granted, as the time that a count is for.
        skipped: rows that are dirty.
    """

    given: dict[str, Given] = field(default_factory=dict)
    unused: list[Note] = field(default_factory=list)
    assumed: list[Note] = field(default_factory=list)
    skipped: list[Note] = field(default_factory=list)


@dataclass(frozen=True)
class _Counted:
    """A step of a funnel, counted over a year; or not, if no time was told."""

    value: float
    source: str
    timed: bool


def read_funnel(path: Path) -> Funnel:
    """Own numbers from a CSV or Excel file.

    It has either a row for each number (its name, its value, and if need be its period), or a row
    for each week, month and so on, and a column for each number. A number is taken only if all is
    understood that is written of it; what is not is named.

    Raises:
        Refusal: the file cannot be read.
    """
    reading = _Reading(table_of(path))
    reading.read()
    _together(reading.found, reading.parts, reading.untimed)
    return reading.found


class _Reading:
    """A table while it is read.

    Attributes:
        found: what it gives.
        parts: steps of a funnel, counted over a year.
    """

    def __init__(self, table: Table) -> None:
        self._file, self._rows, self._row = table.name, table.rows, "line"
        self._doubt, self._part, self._period, self._years = "", "", "", set[str]()
        self.found, self.parts, self.untimed = Funnel(), dict[str, _Counted](), set[str]()
        if table.more_sheets:
            what = f"{table.more_sheets} more sheets"
            self.found.unused.append(Note(self._file, what, "only the first is read"))
        if table.sheet and not _SHEET.fullmatch(table.sheet.lower()):
            self._title(self._file, table.sheet)
        cells = (cell for _, cells in table.rows for cell in cells)
        self._semicolons = table.decimal_comma
        self._commas = table.decimal_comma or any(map(_DECIMAL_COMMA.search, cells))

    def read(self) -> None:
        """Find what the rows are, and read them."""
        rows = self._rows
        while (
            len(rows) > 1 and sum(map(bool, rows[0][1])) == 1 and not meaning("".join(rows[0][1]))
        ):
            line, cells = rows.pop(0)
            self._title(self._at(line), "".join(cells))
        if _are_numbered(rows):
            rows = [(line, cells[1:]) for line, cells in rows]
        (_, header), body = rows[0], rows[1:]
        across = [meaning(cell) for cell in header]
        down = sum(bool(meaning(cells[0])) for _, cells in body)
        if any(across[1:]) and sum(map(bool, across)) > down:
            if across[0] and len(body) == 1:  # a single row has no times
                line, cells = body[0]
                self._by_row([(line, pair) for pair in zip_longest(header, cells, fillvalue="")])
            else:
                self._by_column(header, body)
        elif down and _are_times(header[1:]):
            self._row = "column"
            turned = [*zip_longest(*(cells for _, cells in rows), fillvalue="")]
            self._by_column(("", *turned[0][1:]), [*enumerate(turned[1:], start=2)])
        else:
            self._by_row(rows)

    def _title(self, where: str, text: str) -> None:
        self._doubt = self._doubt or doubt_in(text)
        self._part = self._part or part_in(text)
        self._period = self._period or period_in(text)
        self._years |= year_of(text)
        if not is_neutral(text):
            self.found.assumed.append(Note(where, text, "taken as a title"))

    def _at(self, line: int) -> str:
        return f"{self._file}, {self._row} {line}"

    def _hint(self, text: str) -> str:
        return hint(text) if len(self.found.unused) < MOST_HINTS else ""

    def _by_row(self, rows: Sequence[Row]) -> None:
        titles: Sequence[str] = ()
        order: Sequence[int] = range(MOST_COLUMNS)
        for line, unordered in rows:
            cells = [unordered[at] for at in order if at < len(unordered)]
            name, value = cells[0], cells[1] if len(cells) > 1 else ""
            what = meaning(name)
            first = not self.found.given and not self.parts
            if _is_title(what, value, first=first) or (not any(cells[1:]) and doubt_in(name)):
                order = _order([cell.lower() for cell in unordered])
                cells = [unordered[at] for at in order if at < len(unordered)]
                titles = [cell.lower() for cell in cells]
                self._title(self._at(line), " ".join(cells[:2]))
            elif not name:
                self.found.skipped.append(Note(self._at(line), value, "has no name"))
            elif not what:
                why = f"is no own number{self._hint(name)}"
                self.found.unused.append(Note(self._at(line), name, why))
            else:
                try:
                    self._keep(ALL[what], cells, titles, line)
                except Unreadable as error:
                    said = f"{name}: {value}".strip(": ")
                    self.found.skipped.append(Note(self._at(line), said, str(error)))

    def _keep(self, number: Number, cells: Sequence[str], titles: Sequence[str], line: int) -> None:
        """Put the number of a row where it belongs.

        Raises:
            Unreadable: it is none, or is there already.
        """
        self._refuse_again(number)
        text = cells[1] if len(cells) > 1 else ""
        beside = cells[2] if len(cells) > 2 else ""
        if titles and re.fullmatch(r"[1-9]\d{0,2};\d{3}", f"{text};{beside}"):
            raise Unreadable(f"{text},{beside} may be one number: put it in quotes")
        title = " ".join(word for word in (*titles, "", "")[1].split() if word not in VALUE)
        name = f"{cells[0]} {title}".strip()
        period, unit = _beside(number, name, cells, titles)
        told = period or period_in(f"{text} {unit}") or self._period
        if number.counts and not told and len(self._years | years_in(name)) == 1:
            told = "year"
        if number.counts and not told and (part := self._part or part_in(title)):
            raise Unreadable(f'"{part}" stands above it: say its time, as in "Hires per month"')
        of = period or ("" if period_in(f"{text} {unit}") else told)
        one = self._given(number, text, f"{self._at(line)}: {cells[0]}", of, unit, name)
        if number.name in PARTS:
            self.parts[number.name] = _Counted(one.value, one.source, bool(told))
            return
        self.found.given[number.name] = one
        if not says_unit(number, name, text, unit):
            self._assume(line, cells[0], f"says no unit: taken as {number.time}s")
        if number.counts and not told:
            self.untimed.add(number.name)
            usual = "week" if number.in_a_year != 1 else "year"
            self._assume(line, cells[0], f"says no time: taken as that of a {usual}")

    def _assume(self, line: int, what: str, why: str) -> None:
        self.found.assumed.append(Note(self._at(line), what, why))

    def _given(
        self, number: Number, text: str, source: str, period: str, unit: str, name: str
    ) -> Given:
        """The number of a cell.

        Raises:
            Unreadable: it is none.
        """
        if self._doubt:
            raise Unreadable(f'"{self._doubt}" stands above it, and makes it another number')
        may_be = self._commas or number.kind == "mean"
        if may_be and (found := _THOUSANDS_COMMA.search(text)):
            raise Unreadable(f"{found[1]} may be a fraction here, where a comma parts no thousands")
        return given(number, text, source, period, unit, name)

    def _refuse_again(self, number: Number) -> None:
        """Two numbers of one meaning are not chosen from.

        Raises:
            Unreadable: it is there already.
        """
        if before := self.found.given.get(number.name) or self.parts.get(number.name):
            raise Unreadable(f"is there already ({before.source})")

    def _by_column(self, header: Sequence[str], body: Sequence[Row]) -> None:
        """Rows are times: counts add up, shares and means are averaged."""
        try:
            if second := [title for title in header[1:] if is_time(title)]:
                raise Unreadable(f"{second[0]!r} are times as well: make one column of both")
            times, none = times_of(header[0], [cells[0] for _, cells in body])
        except Unreadable as error:
            self.found.unused.append(Note(self._file, "all of its columns", str(error)))
            return
        rows = list[Row]()
        for place, (line, cells) in enumerate(body):
            if place in none and not rows and not any(map(_is_number, cells)):  # titles, as units
                header = [" ".join(two).strip() for two in zip_longest(header, cells, fillvalue="")]
                continue
            untitled = [
                c for at, c in enumerate(cells) if at and c and not "".join(header[at : at + 1])
            ]
            if place in none:
                why = f"is no {times} as the other rows are"
                self.found.skipped.append(Note(self._at(line), cells[0] or "no time", why))
            elif untitled or (len(cells) > len(header) and not self._semicolons):
                said = "".join(untitled[:1]) or cells[0]
                why = (
                    "has more cells than there are titles"
                    if not untitled
                    else ("stands in a column without a title")
                )
                self.found.skipped.append(Note(self._at(line), said, why))
            elif planned := [cell for cell in cells if _PLANNED.fullmatch(cell.lower())]:
                self.found.skipped.append(Note(self._at(line), planned[0], "is nothing counted"))
            else:
                rows.append((line, cells))
        for at, title in enumerate(header):
            if at and title:
                self._column(at, title, times, rows)

    def _column(self, at: int, title: str, times: str, rows: Sequence[Row]) -> None:
        where = f"{self._file}, column {title!r}"
        what = meaning(title)
        if not what:
            why = f"is no own number{self._hint(title)}"
            self.found.unused.append(Note(where, title, why))
            return
        number = ALL[what]
        try:
            self._refuse_again(number)
            period = _beside(number, title, (), ())[0] or times
            units_of(number, title)
            values = list(self._cells(number, title, period, at, rows))
            if not values:
                raise Unreadable("has no row that can be used")
            mean = sum(values) / len(values)
            mean = round(mean) if number.kind == "whole" else mean
            one = checked(number, mean, f"{where}, {len(values)} rows")
        except Unreadable as error:
            self.found.skipped.append(Note(where, title, str(error)))
            return
        if what in PARTS:
            self.parts[what] = _Counted(one.value, one.source, timed=True)
            return
        self.found.given[what] = one
        if what == "requisitions":
            why = "added up over its rows: taken as those that were new in each"
            self.found.assumed.append(Note(where, title, why))

    def _cells(
        self, number: Number, title: str, period: str, at: int, rows: Sequence[Row]
    ) -> Iterator[float]:
        """The numbers of a column; rows without one are named.

        Raises:
            Unreadable: there is a share that is none: the others may be percent or counts as well.
        """
        for line, cells in rows:
            text = cells[at] if at < len(cells) else ""
            try:
                yield self._given(number, text, "", period, "", title).value
            except Unreadable as error:
                if number.kind == "share" and text.lower() not in NOT_THERE:
                    raise Unreadable(f"{self._at(line)}: {error}") from None
                zero = "; write 0 if nothing was counted" if number.counts and not text else ""
                said = f"{title}: {text}".strip(": ")
                self.found.skipped.append(Note(self._at(line), said, f"{error}{zero}"))


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


def _is_title(what: str, value: str, *, first: bool) -> bool:
    """Whether a row has titles of columns.

    Args:
        what: the number that its first cell speaks of; empty if none.
        value: its second cell.
        first: whether no number has been read yet; then all that is no number is a title.
    """
    if value.lower() in NOT_THERE:
        return first and not what and not value
    if (
        is_neutral(value)
        or is_year(value)
        or is_value(value)
        or period_in(value)
        or doubt_in(value)
    ):
        return not what or is_neutral(value)
    return first and not what and not _is_number(value)


def _is_number(text: str) -> bool:
    try:
        return not digits(text)[1]
    except Unreadable:
        return False


def _order(titles: Sequence[str]) -> Sequence[int]:
    """The columns of a table: names, values, and all others."""
    values = [at for at, title in enumerate(titles) if at and title and is_value(title)]
    at = values[0] if values else 1
    return [0, at, *(other for other in range(1, MOST_COLUMNS) if other != at)]


def _beside(
    number: Number, name: str, cells: Sequence[str], titles: Sequence[str]
) -> tuple[str, str]:
    """The time that a row is for, and what else stands behind its value, as a unit.

    Raises:
        Unreadable: it is for two times, or its unit may be one.
    """
    periods, units = [*periods_in(name)], []
    for at, cell in enumerate(cells[2:], start=2):
        title = titles[at] if at < len(titles) else ""
        if _OTHER_TITLES.search(title):
            continue
        if title in _PERIOD_TITLES and is_year(cell):
            periods.append("year")
            continue
        if title not in _PERIOD_TITLES:
            told_apart(number, cell.lower())
        said = f"per {cell}" if cell.lower() in PERIODS else cell
        if without_period(said).strip():
            units.append(cell)
        else:
            periods += periods_in(said)
    apart = list(dict.fromkeys(periods))
    if number.counts and len(apart) > 1:
        raise Unreadable(f"it is said to be for a {' and for a '.join(apart)}")
    return next(iter(apart), ""), " ".join(units)


def _together(found: Funnel, parts: dict[str, _Counted], untimed: set[str]) -> None:
    """Own numbers that two counts of the same time give, unless they are given themselves."""
    known = dict(parts)
    for name, one in found.given.items():
        if one.number.counts:
            value = one.value * one.number.in_a_year
            known[name] = _Counted(value, one.source, name not in untimed)
    used = set()
    for name, above, below in TOGETHER:
        if above not in known or below not in known:
            continue
        used |= {above, below}
        if name in found.given or not known[below].value:
            continue
        value = known[above].value / known[below].value
        source = f"{known[above].source}; {known[below].source}"
        try:
            if known[above].timed != known[below].timed:
                raise Unreadable("one of them says no time")
            found.given[name] = checked(NUMBERS[name], value, source)
        except Unreadable as error:
            what = f"{above} by {below}".replace("_", " ")
            found.skipped.append(Note(known[above].source, what, str(error)))
    needs = {below: above for _, above, below in TOGETHER}
    needs |= {above: below for _, above, below in TOGETHER}
    for name, part in parts.items():
        if name not in used:
            other = needs[name].replace("_", " ")
            what = name.replace("_", " ")
            found.unused.append(Note(part.source, what, f"tells nothing without {other}"))
