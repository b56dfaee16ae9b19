"""The times of a table's rows: how long each row is, and which rows are no time at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from recsim.own.notation import Unreadable
from recsim.own.periods import MONTHS
from recsim.own.table import MOST_ROWS

_LENGTHS = {
    "day": "days tag", "week": "weeks kw cw wk woche kalenderwoche", "month": "months monat",
    "quarter": "quarters quartal", "year": "years jahr",
}  # fmt: skip
_TITLES = {word: length for length, more in _LENGTHS.items() for word in (length, *more.split())}
_NEUTRAL = {
    "beginning", "begins", "calendar", "commencing", "date", "datum", "end", "ending", "ends",
    "first", "from", "in", "last", "no", "number", "of", "period", "start", "starting",
    "starts", "the", "time", "to", "until", "zeitraum",
}  # fmt: skip
"""Words of a title that tell no length."""
_YEAR, _GAP = r"(?P<year>(?:19|20)\d\d)", "[-/. ]*"
_PARTS = (
    r"(?:week|kw|cw|wk|w)\.? ?(?P<week>\d\d?)",
    r"(?:quarter|q) ?(?P<quarter>\d)",
    rf"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?",
)
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"{_YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[ t]00:00(?::00)?)?",
            rf"(?P<day>\d\d?)\.(?P<month>\d\d?)\.{_YEAR}",
            r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<short>\d\d)",
            rf"(?P<day>\d\d?)[. ]+{_PARTS[-1]},? {_YEAR}",
            rf"{_PARTS[-1]} (?P<day>\d\d?),? {_YEAR}",
            *(rf"(?:{_YEAR}{_GAP})?{part}" for part in _PARTS),
            *(rf"{part}{_GAP}{_YEAR}" for part in _PARTS),
            rf"{_PARTS[-1]}[- '\u2019](?P<short>\d\d)",
            rf"{_YEAR}[-/.]?(?P<number>\d\d)",
            rf"{_YEAR}[-/.](?P<number>\d)",
            rf"(?P<number>\d\d?)[-/.]{_YEAR}",
            _YEAR,
            r"(?:(?P<word>day|month) )?(?P<number>\d\d?)",
        ),
    )
)
"""How a time is written."""
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})")
_MONTHS_OF = {"year": 12, "quarter": 3, "month": 1}
_DAYS_OF = {"week": 7, "day": 1}
_LAST = {"day": (28, 31), "week": (52, 53), "month": (12, 12), "quarter": (4, 4)}
"""Lowest and highest number of the last one, after which they begin at 1 again."""


DAYS = 7
"""Fewest rows of a day each, which have a weekend among them."""


class TooFewDays(Unreadable):
    """Rows are days, and no week."""


@dataclass(frozen=True)
class _Kind:
    """How long a time is, empty if it is a date; and whether its year is told."""

    length: str
    has_year: bool


@dataclass(frozen=True)
class _Time:
    """A time as it was written, and its place among others of its kind."""

    kind: _Kind
    at: int


def times_of(
    title: str, cells: Sequence[str], today: date = date.max
) -> tuple[str, frozenset[int]]:
    """How long the rows of a table are: "month"; and the places of those that are no such time.

    The others, as totals, are those of another kind than most, and those that are not over. The
    rest are next to each other.

    Args:
        title: of the column that names the times.
        cells: what stands in that column.
        today: the first day of which nothing was counted.

    Raises:
        Unreadable: it is not clear how long they are, or some are missing or there twice.
    """
    if any(map(_SLASHED.fullmatch, cells)):
        return _slashed(title, cells, today)
    told = _told(title)
    word = next(iter(told)) if len(told) == 1 else ""
    times = {at: time for at, cell in enumerate(cells) if (time := _time(cell, told, len(cells)))}
    kinds = Counter(time.kind for time in times.values())
    if not kinds:
        what = f"{cells[0][:40]} is no {word}" if word and cells else "its rows have no time"
        raise Unreadable(
            f"{what} that is understood: name the first column week, month, quarter or year, and "
            "write 2025-01-31, 2025-01, Jan 2025, Q1 2025 or 2025-W05"
        )
    kind = kinds.most_common(1)[0][0]
    rows = sorted((time.at, at) for at, time in times.items() if time.kind == kind)
    for (before, one), (after, _) in pairwise(rows):
        if before == after:
            raise Unreadable(f"{cells[one]} is there more than once: make one row of them")
    length, places = kind.length, [place for place, _ in rows]
    if not length:
        length, places = _lengths([date.fromordinal(place) for place in places], told)
    if length == "day" and len(rows) < DAYS:
        raise TooFewDays(f"it has {len(rows)} days; {DAYS} or more tell how a week goes")
    gaps = [at for at, (a, b) in enumerate(pairwise(places)) if b - a != 1]
    around = not kind.has_year and places[0] == 1 and places[-1] >= _LAST[length][0]
    if len(gaps) > around:
        two = " and ".join(cells[at] for _, at in rows[gaps[0] : gaps[0] + 2])
        raise Unreadable(f"a {length} between {two} has no row: write 0 where nothing was counted")
    if kind.length and kind.has_year:
        over = {at for place, at in rows if place < _place_of(length, today)}
    elif kind.has_year:
        ends = {"end", "ending", "ends", "last", "until"}.intersection(title.lower().split())
        days = [date.fromordinal(place) for place, _ in rows]
        whole = not ends and not _are_ends(days)
        over = {at for day, (_, at) in zip(days, rows, strict=True)
                if (_after(day, length) if whole else day + timedelta(1)) <= today}  # fmt: skip
    else:
        over = {at for _, at in rows}
    return length, frozenset(range(len(cells))) - over


def _place_of(length: str, day: date) -> int:
    """The place of the time that has this day."""
    if length == "week":
        return (day.toordinal() - 1) // 7
    number = {"month": day.month, "quarter": (day.month + 2) // 3}.get(length, 0)
    return _place(length, number, day.year)


def _after(day: date, length: str) -> date:
    """The first day after a time that begins with a day."""
    if size := _MONTHS_OF.get(length):
        month = 12 * day.year + day.month - 1 + size
        return date(month // 12, month % 12 + 1, min(day.day, 28))
    return day + timedelta(_DAYS_OF[length])


def _are_ends(days: Sequence[date]) -> bool:
    """Whether all are the last of a month."""
    return all((day + timedelta(1)).day == 1 for day in days)


def _slashed(title: str, cells: Sequence[str], today: date) -> tuple[str, frozenset[int]]:
    """The times of rows with dates such as 01/31/2025 or 31/01/2025, if it is clear which.

    Raises:
        Unreadable: it is not.
    """
    dates = {at for at, cell in enumerate(cells) if _SLASHED.fullmatch(cell)}
    readings = dict[tuple[str, frozenset[int]], list[str]]()
    for order in (r"\3-\1-\2", r"\3-\2-\1"):
        written = [_SLASHED.sub(order, cell) for cell in cells]
        try:
            length, none = times_of(title, written)
            if not dates & none:
                readings[length, none] = written
        except TooFewDays:  # they may be days nevertheless
            readings["day", frozenset()] = written
        except Unreadable:
            continue
    if len(readings) != 1:
        said = f"it is not clear what day {cells[min(dates)]} is"
        raise Unreadable(f"{said}: write dates as 2025-01-31")
    written = next(iter(readings.values()))
    return times_of(title, written, today)


def _lengths(days: Sequence[date], told: set[str]) -> tuple[str, list[int]]:
    """The longest times that can begin on such days, and the places of these among such times.

    Raises:
        Unreadable: there are none, or not as their title says.
    """
    if len(days) == 1 and len(told) == 1:
        return next(iter(told)), [0]
    months = [12 * day.year + day.month for day in days]
    if len(days) > 1 and (len({day.day for day in days}) == 1 or _are_ends(days)):
        for length, size in _MONTHS_OF.items():
            months_apart = [month - months[0] for month in months]
            if not any(one % size for one in months_apart) and length in (told or {length}):
                return length, [one // size for one in months_apart]
    apart = [(day - days[0]).days for day in days]
    for length, size in _DAYS_OF.items():
        if len(days) > 1 and not any(one % size for one in apart) and length in (told or {length}):
            return length, [one // size for one in apart]
    said = f"; by the title they are {'s or '.join(sorted(told))}s" if told else ""
    raise Unreadable(f"it is not clear from their dates how long its rows are{said}")


def is_time(title: str) -> bool:
    """Whether a title is that of times, and of nothing else."""
    try:
        return bool(_told(title))
    except Unreadable:
        return False


def is_written_time(cell: str) -> bool:
    """Whether a cell is a time, and nothing else."""
    return bool(_parts(cell.lower()))


def _told(title: str) -> set[str]:
    """The lengths that the title of a column speaks of.

    Raises:
        Unreadable: it speaks of something else, too.
    """
    words = [w for w in re.split(r"[\W_]+", title.lower()) if w and not re.fullmatch(_YEAR, w)]
    for word in words:
        if word not in _TITLES and word not in _NEUTRAL:
            raise Unreadable(
                f'"{word[:40]}" in the title of its rows is no time: a table with a column for '
                "each number has a row for each week, month, quarter or year"
            )
    return {_TITLES[word] for word in words if word in _TITLES}


def _time(cell: str, told: set[str], rows: int) -> _Time | None:
    """The time that a cell speaks of; none if it is not of the length that the title says.

    Args:
        cell: as it was written, without blanks around it.
        told: how long it is by the title.
        rows: how many there are.
    """
    part = _parts(cell.lower())
    if not part:
        return None
    year = int(part.get("year") or 0)
    word = next(iter(told)) if len(told) == 1 else ""
    if short := part.get("short"):
        year = 2000 + int(short)
        if not part.get("day") and word != "month" and (told or rows == 1):
            return None  # Jan 25 may be a day
    guess = "month" if year and not told & {"week", "quarter"} else ""
    try:
        if part.get("day"):
            month = int(part.get("month") or MONTHS[part["name"]])
            return _Time(_Kind("", True), date(year, month, int(part["day"])).toordinal())
        length, number = _numbered(part, word or guess)
        if word not in ("", length):
            return None
        return _Time(_Kind(length, year > 0), _place(length, number, year))
    except (ValueError, KeyError):
        return None


@lru_cache(MOST_ROWS)
def _parts(cell: str) -> Mapping[str, Any]:
    """The parts of a time in small letters; none if it is not written like one."""
    found = next(filter(None, (form.fullmatch(cell) for form in _FORMS)), None)
    return found.groupdict() if found else {}


def _numbered(part: Mapping[str, Any], word: str) -> tuple[str, int]:
    """Length and number of a time; a number that does not say of what is as the title says.

    Raises:
        ValueError: it is none.
    """
    if name := part.get("name"):
        return "month", MONTHS[name]
    for length in ("week", "quarter"):
        if number := part.get(length):
            return length, int(number)
    if number := part.get("number"):
        return part.get("word") or word, int(number)
    return "year", 0


def _place(length: str, number: int, year: int) -> int:
    """The place of a time among others of its length.

    Raises:
        ValueError: there is no such time.
        KeyError: there are no such lengths, or they have no numbers.
    """
    if length == "year" and not number:
        return year
    if not 1 <= number <= _LAST[length][1] or (year and length == "day"):
        raise ValueError
    if year and length == "week":
        return date.fromisocalendar(year, number, 1).toordinal() // 7
    return year * _LAST[length][0] + number
