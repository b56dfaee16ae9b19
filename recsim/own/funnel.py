"""From a funnel to own numbers: which rows mean what, which cannot be used, which are dirty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

from recsim.own.notation import Unreadable
from recsim.own.numbers import NUMBERS, Given, Number
from recsim.own.table import MOST_ROWS, Row, rows_of
from recsim.own.values import (
    PERIODS,
    checked,
    given,
    period_in,
    periods_in,
    told_apart,
    units_of,
    value_of,
    without_period,
)
from recsim.scenario.study import DAYS_PER_YEAR

_PARTS: Mapping[str, tuple[str, ...]] = {
    "people_written_to": ("people written to", "people contacted", "candidates contacted",
                          "prospects", "people approached", "approaches", "contacted"),
    "replies": ("replies", "responses", "answers", "answered", "replied"),
    "interested": ("interested", "positive replies", "interested replies", "warm"),
    "applications": ("applications", "applicants", "cvs", "resumes"),
    "interviews": ("interviews", "interviewed", "client interviews"),
    "offers": ("offers", "offers made"),
}  # fmt: skip
PARTS = {
    name: Number(name, "count", name.replace("_", " "), "", words) for name, words in _PARTS.items()
}
"""Steps of a funnel that are no own numbers themselves, but give some together."""
_ALL = NUMBERS | PARTS
TOGETHER = (
    ("reply_rate", "replies", "people_written_to"),
    ("interested_share", "interested", "replies"),
    ("applicants_per_advert", "applications", "requisitions"),
    ("interviews_per_hire", "interviews", "hires"),
    ("offers_accepted", "hires", "offers"),
)
"""An own number, and the two counts whose quotient it is."""
ALIKE = 0.75
"""How alike a word has to be to be meant."""
MOST_HINTS = 20
"""Rows for which a number that may be meant is looked for: it takes a while."""
_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_PERIOD_TITLES = ("per", "period", "each")
_OTHER_TITLES = re.compile(r"note|comment|remark|source|conversion|rate|share|%")
"""Of columns that say nothing about the value before them."""


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
    """A step of a funnel, counted over a year."""

    value: float
    source: str


def read_funnel(path: Path) -> Funnel:
    """Own numbers from a CSV or Excel file.

    It has either a row for each number (its name, its value, and if need be its period), or a row
    for each week, month and so on, and a column for each number.

    Raises:
        Refusal: the file cannot be read.
    """
    rows = rows_of(path)
    found, parts = Funnel(), dict[str, _Counted]()
    header = [meaning(cell) for cell in rows[0][1]]
    names = [meaning(cells[0]) for _, cells in rows if cells]
    if sum(map(bool, header)) > max(1, sum(map(bool, names))):
        _by_column(path.name, rows, found, parts)
    else:
        _by_row(path.name, rows, found, parts)
    _together(found, parts)
    return found


@lru_cache(MOST_ROWS)
def meaning(text: str) -> str:
    """Name of the own number or of the step that a text speaks of; empty if there is none.

    The longest of the words that a number is called by counts: "Hires per message" is no hires.
    """
    said = _plain(text)
    found = (
        name for word, pattern, name in _longest_first() if word in said and pattern.search(said)
    )
    return next(found, "")


@cache
def _longest_first() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Each word that a number is called by, a pattern for it, and the number.

    Whether the word is there at all is seen a hundred times as fast as the pattern is tried.
    """
    called = [(phrase, name) for name, words in _all_words() for phrase in words]
    called.sort(key=lambda one: -len(one[0]))
    return tuple((word, re.compile(rf"\b{re.escape(word)}\b"), name) for word, name in called)


def _all_words() -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, number in _ALL.items():
        yield name, (*number.words, name.replace("_", " "), _plain(number.label))


def _plain(text: str) -> str:
    """Small letters and single blanks, without the time and what stands in brackets."""
    bare = re.sub(r"\([^)]*\)", " ", without_period(text)).lower()
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", bare).split())


def _hint(text: str, found: Funnel) -> str:
    """The number that was probably meant, while few are unknown."""
    if len(found.unused) >= MOST_HINTS:
        return ""
    known = [phrase for _, words in _all_words() for phrase in words]
    close = get_close_matches(_plain(text), known, 1, ALIKE)
    return f"; did you mean {close[0]}?" if close else ""


def _by_row(file: str, rows: Sequence[Row], found: Funnel, parts: dict[str, _Counted]) -> None:
    titles: Sequence[str] = ()
    for place, (line, cells) in enumerate(rows):
        where = f"{file}, line {line}"
        name, value = cells[0], cells[1] if len(cells) > 1 else ""
        what = meaning(name)
        title = place == 0 and not any(c.isdigit() for c in value)
        if title and (not what or _plain(value) in ("value", "count", "number")):
            titles = [cell.lower() for cell in cells]
            continue
        if not name:
            found.skipped.append(Note(where, value, "has no name"))
            continue
        if not what:
            found.unused.append(Note(where, name, f"is no own number{_hint(name, found)}"))
            continue
        try:
            _keep(_ALL[what], cells, titles, where, found, parts)
        except Unreadable as error:
            found.skipped.append(Note(where, f"{name}: {value}".strip(": "), str(error)))


def _beside(number: Number, cells: Sequence[str], titles: Sequence[str]) -> tuple[str, str]:
    """The time that a row is for, and what else stands behind its value, as a unit.

    Raises:
        Unreadable: it is for two times, or its unit may be one.
    """
    periods, units = [*periods_in(cells[0])], []
    for at, cell in enumerate(cells[2:], start=2):
        title = titles[at] if at < len(titles) else ""
        if _OTHER_TITLES.search(title):
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


def _keep(
    number: Number, cells: Sequence[str], titles: Sequence[str], where: str, found: Funnel,
    parts: dict[str, _Counted],
) -> None:  # fmt: skip
    """Put the number of a row where it belongs.

    Raises:
        Unreadable: it is none, or is there already.
    """
    what, name, text = number.name, cells[0], cells[1] if len(cells) > 1 else ""
    if what in found.given or what in parts:
        before = found.given[what].source if what in found.given else parts[what].source
        raise Unreadable(f"is there already ({before})")
    period, unit = _beside(number, cells, titles)
    one = given(number, text, f"{where}: {name}", period, unit, name)
    if what in PARTS:
        parts[what] = _Counted(one.value, one.source)
        return
    found.given[what] = one
    if number.counts and not (period or period_in(text)):
        of = "week" if number.in_a_year != 1 else "year"
        found.assumed.append(Note(where, name, f"says no time: taken as that of a {of}"))


def _by_column(file: str, rows: Sequence[Row], found: Funnel, parts: dict[str, _Counted]) -> None:
    """Rows are times: counts add up, shares and means are averaged."""
    (_, header), body = rows[0], rows[1:]
    columns = {at: meaning(cell) for at, cell in enumerate(header) if cell}
    times = _times(header, body)
    for at, what in columns.items():
        where = f"{file}, column {header[at]!r}"
        if not what:
            if at:
                why = f"is no own number{_hint(header[at], found)}"
                found.unused.append(Note(where, header[at], why))
            continue
        number = _ALL[what]
        try:
            period = _beside(number, [header[at]], ())[0] or times
            units_of(number, header[at])
        except Unreadable as error:
            found.skipped.append(Note(where, header[at], str(error)))
            continue
        values = list(_cells(file, number, header[at], period, at, body, found))
        if not values:
            found.unused.append(Note(where, header[at], "has no row that can be used"))
            continue
        if number.counts and not period:
            why = "its rows have no time: name the first column week, month, quarter or year"
            found.unused.append(Note(where, header[at], why))
            continue
        mean = sum(values) / len(values)
        source = f"{where}, {len(values)} rows"
        try:
            if what in PARTS:
                parts[what] = _Counted(mean, source)
            else:
                found.given[what] = _averaged(number, mean, source)
        except Unreadable as error:
            found.skipped.append(Note(where, header[at], str(error)))


def _averaged(number: Number, mean: float, source: str) -> Given:
    return checked(number, round(mean) if number.kind == "whole" else mean, source)


def _cells(
    file: str, number: Number, name: str, period: str, at: int, body: Sequence[Row], found: Funnel
) -> Iterator[float]:
    """The numbers of a column; rows without one are named."""
    for line, cells in body:
        text = cells[at] if at < len(cells) else ""
        try:
            value = value_of(number, text, period, name=name)
            if value < 0:
                raise Unreadable(f"{value:g} is below 0")
            yield value
        except Unreadable as error:
            found.skipped.append(Note(f"{file}, line {line}", f"{name}: {text}", str(error)))


def _times(header: Sequence[str], body: Sequence[Row]) -> str:
    """How long a row is: its title says so, or the dates in it do; empty if nothing does."""
    for word in PERIODS:
        if re.search(rf"\b{word}\b", header[0], re.IGNORECASE):
            return word
    days = [day for _, cells in body if cells and (day := _day(cells[0])) is not None]
    if len(days) < 2:
        return ""
    step = (max(days) - min(days)).days / (len(days) - 1)
    return min(PERIODS, key=lambda word: abs(DAYS_PER_YEAR / PERIODS[word] / max(step, 0.1) - 1))


def _day(text: str) -> date | None:
    found = _DATE.match(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def _together(found: Funnel, parts: dict[str, _Counted]) -> None:
    """Own numbers that two counts give, unless they are given themselves."""
    known = dict(parts)
    for name, one in found.given.items():
        if one.number.counts:
            known[name] = _Counted(one.value * one.number.in_a_year, one.source)
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
