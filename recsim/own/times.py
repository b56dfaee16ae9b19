"""The times of a table's rows: how long each row is, and which rows are no time at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from recsim.own.notation import Unreadable

_LENGTHS = {
    "day": "days tag", "week": "weeks kw cw wk woche", "month": "months monat",
    "quarter": "quarters quartal", "year": "years jahr",
}  # fmt: skip
_TITLES = {word: length for length, more in _LENGTHS.items() for word in (length, *more.split())}
_NEUTRAL = {
    "beginning", "begins", "calendar", "commencing", "date", "datum", "end", "ending", "ends",
    "first", "from", "in", "last", "no", "number", "of", "period", "start", "starting",
    "starts", "the", "time", "to", "until",
}  # fmt: skip
"""Words of a title that tell no length."""
_MONTHS = {
    name: month
    for names in (
        "january february march april may june july august september october november december",
        "januar februar m\u00e4rz april mai juni juli august september oktober november dezember",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mrz apr mai jun jul aug sept okt nov dez",
    )
    for month, name in enumerate(names.split(), start=1)
}
_YEAR, _GAP = r"(?P<year>(?:19|20)\d\d)", "[-/. ]*"
_PARTS = (
    r"(?:week|kw|cw|wk|w)\.? ?(?P<week>\d\d?)",
    r"(?:quarter|q) ?(?P<quarter>\d)",
    rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?",
)
_FORMS = tuple(
    map(
        re.compile,
        (
            rf"{_YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[ t]00:00(?::00)?)?",
            rf"(?P<day>\d\d?)\.(?P<month>\d\d?)\.{_YEAR}",
            *(rf"(?:{_YEAR}{_GAP})?{part}" for part in _PARTS),
            *(rf"{part}{_GAP}{_YEAR}" for part in _PARTS),
            rf"{_PARTS[-1]}[- '\u2019](?P<short>\d\d)",
            rf"{_YEAR}[-/.](?P<number>\d\d?)",
            rf"(?P<number>\d\d?)[-/.]{_YEAR}",
            _YEAR,
            r"(?:(?P<word>day|month) )?(?P<number>\d\d?)",
        ),
    )
)
"""How a time is written. 01/02/2025 may be in January or in February: it is none."""
_STEPS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (90, 92), "year": (365, 366)}
"""Fewest and most days from the beginning of one to the next one's."""
_LAST = {"day": (28, 31), "week": (52, 53), "month": (12, 12), "quarter": (4, 4)}
"""Lowest and highest number of the last one, after which they begin at 1 again."""


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


def times_of(title: str, cells: Sequence[str]) -> tuple[str, frozenset[int]]:
    """How long the rows of a table are: "month"; and the places of those that are no such time.

    The others, as totals, are those of another kind than most. The rest are next to each other.

    Args:
        title: of the column that names the times.
        cells: what stands in that column.

    Raises:
        Unreadable: it is not clear how long they are, or some are missing or there twice.
    """
    told = _told(title)
    word = next(iter(told)) if len(told) == 1 else ""
    guess = word or ("" if told & {"week", "quarter"} else "month")
    times = {at: time for at, cell in enumerate(cells) if (time := _time(cell, word, guess))}
    kinds = Counter(time.kind for time in times.values())
    if not kinds:
        raise Unreadable(
            "its rows have no time: name the first column week, month, quarter or year"
        )
    kind = kinds.most_common(1)[0][0]
    rows = sorted((time.at, at) for at, time in times.items() if time.kind == kind)
    length = kind.length or _length(told, [b[0] - a[0] for a, b in pairwise(rows)])
    least, most = (1, 1) if kind.length else _STEPS[length]
    gaps = [(a, b) for a, b in pairwise(rows) if not least <= b[0] - a[0] <= most]
    for (before, one), (after, other) in gaps:
        if before == after:
            raise Unreadable(f"{cells[one]} is there more than once: make one row of them")
        if len(gaps) > 1 or kind.has_year or rows[0][0] > 1 or rows[-1][0] < _LAST[length][0]:
            what = f"a {length} between {cells[one]} and {cells[other]}"
            raise Unreadable(f"{what} has no row: write 0 where nothing was counted")
    return length, frozenset(range(len(cells))) - {at for _, at in rows}


def _told(title: str) -> set[str]:
    """The lengths that the title of a column speaks of.

    Raises:
        Unreadable: it speaks of something else, too.
    """
    words = [w for w in re.split(r"[\W_]+", title.lower()) if w and not re.fullmatch(_YEAR, w)]
    for word in words:
        if word not in _TITLES and word not in _NEUTRAL:
            raise Unreadable(
                f'"{word[:40]}" in the title of its rows is not understood: name the first column '
                "week, month, quarter or year"
            )
    return {_TITLES[word] for word in words if word in _TITLES}


def _length(told: set[str], steps: Sequence[int]) -> str:
    """How long the rows are whose first days are so many days apart.

    Raises:
        Unreadable: it is not clear, or not as their title says.
    """
    if not steps and len(told) == 1:
        return next(iter(told))
    nearest = min((step for step in steps if step), default=0)
    for length, (least, most) in _STEPS.items():
        if least <= nearest <= most and (not told or length in told):
            return length
    said = f", and by the title they are {'s or '.join(sorted(told))}s" if told else ""
    raise Unreadable(
        f"it is not clear how long its rows are: their dates are {nearest} days apart{said}"
    )


def _time(cell: str, word: str, guess: str) -> _Time | None:
    """The time that a cell speaks of; none if it is not of the length that the title says.

    Args:
        cell: as it was written, without blanks around it.
        word: how long it is by the title; empty if that does not say.
        guess: how long it is if it is a year and a number, as 2025-07.
    """
    found = next(filter(None, (form.fullmatch(cell.lower()) for form in _FORMS)), None)
    if found is None:
        return None
    part = found.groupdict()
    year = int(part.get("year") or 0)
    try:
        if part.get("day"):
            day = date(year, int(part["month"]), int(part["day"]))
            return _Time(_Kind("", True), day.toordinal())
        if part.get("short"):
            year = 2000 + int(part["short"]) if word == "month" else 0
            part["name"] = part["name"] if year else None
        length, number = _numbered(part, guess if year else word)
        if word not in ("", length):
            return None
        return _Time(_Kind(length, year > 0), _place(length, number, year))
    except (ValueError, KeyError):
        return None


def _numbered(part: dict[str, str | None], word: str) -> tuple[str, int]:
    """Length and number of a time; a number that does not say of what is as the title says.

    Raises:
        ValueError: it is none.
    """
    if name := part.get("name"):
        return "month", _MONTHS[name]
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
