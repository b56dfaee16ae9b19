"""What stands beside a number, in cells behind it, and says its time or its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recsim.own.names import PLANS, doubt_in, is_year, part_in, started_in
from recsim.own.notation import Unreadable
from recsim.own.numbers import Number
from recsim.own.periods import as_period, period_in, periods_in, without_period
from recsim.own.values import told_apart

PERIOD_TITLES = ("per", "period", "each", "year", "pro", "je", "zeitraum", "jahr")
OTHER_NUMBERS = re.compile(rf"\b(?:previous|last year|vorjahr|{PLANS})\b")
"""Of columns of the same numbers at another time, or as somebody wants them to be."""
NOTES = re.compile(
    r"\b(?:notes?|comments?|remarks?|status|anmerkung(?:en)?|bemerkung(?:en)?|kommentare?)\b"
)
"""Of columns of what people say about a row."""
_OTHER_TITLES = re.compile(
    rf"{NOTES.pattern}|{OTHER_NUMBERS.pattern}|%"
    r"|\b(?:sources?|conversions?|rates?|shares?|benchmark|change|delta|definition|description"
    r"|drop ?-?offs?|variance|(?:days|time) in (?:stage|step)"
    r"|(?:avg|average|mean|median|\u00f8|durchschnittliche)\.? (?:days|time|tage|dauer)"
    r"|abweichung|anteil|beschreibung|quelle|quote|ver\u00e4nderung)\b"
)
"""Of columns that say nothing about the value before them."""


def doubt_beside(title: str) -> str:
    """What the title of a column behind values says that makes others of them; may be empty."""
    if title in PERIOD_TITLES or _OTHER_TITLES.search(title):
        return ""
    return doubt_in(title)


def beside(
    number: Number, name: str, cells: Sequence[str], titles: Sequence[str]
) -> tuple[str, str]:
    """The time that a row is for, and what else stands behind its value, as a unit.

    Raises:
        Unreadable: it is for two times, or its unit may be one.
    """
    periods, units, said = [*periods_in(name)], [], ""
    for at, cell in enumerate(cells[2:], start=2):
        title = titles[at] if at < len(titles) else ""
        if started := started_in(cell):
            raise Unreadable(f'"{started}" stands behind it: its time is not over')
        if re.fullmatch(PLANS, cell.lower()):
            raise Unreadable(f'"{cell}" stands behind it: it is nothing counted')
        if _OTHER_TITLES.search(title) or started_in(title):
            if NOTES.search(title):
                said = said or part_in(cell) or period_in(cell)
            continue
        if title in PERIOD_TITLES and is_year(cell):
            periods.append("year")
            continue
        if title not in PERIOD_TITLES:
            told_apart(number, cell.lower())
        alone = f"per {cell}" if as_period(cell) else cell
        if without_period(alone).strip():
            units.append(cell)
        else:
            periods += periods_in(alone)
    if number.counts and said and not (periods or period_in(" ".join(cells[1:2]))):
        raise Unreadable(f'"{said}" stands behind it: say its time, as in "Hires per month"')
    apart = list(dict.fromkeys(periods))
    if number.counts and len(apart) > 1:
        raise Unreadable(f"it is said to be for a {' and for a '.join(apart)}")
    return next(iter(apart), ""), " ".join(units)
