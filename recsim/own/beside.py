"""What stands beside a number, in cells behind it, and says its time or its unit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from recsim.own.names import PLANS, is_year, started_in
from recsim.own.notation import Unreadable
from recsim.own.numbers import Number
from recsim.own.periods import as_period, periods_in, without_period
from recsim.own.values import told_apart

PERIOD_TITLES = ("per", "period", "each", "pro", "je", "zeitraum")
OTHER_NUMBERS = re.compile(rf"\b(?:previous|last year|vorjahr|{PLANS})\b")
"""Of columns of the same numbers at another time, or as somebody wants them to be."""
_OTHER_TITLES = re.compile(
    r"\b(?:notes?|comments?|remarks?|sources?|conversions?|rates?|shares?|benchmark|change|delta"
    r"|definition|description|drop ?-?offs?|variance|(?:days|time) in (?:stage|step)"
    r"|abweichung|anmerkung(?:en)?|anteil|beschreibung|bemerkung(?:en)?|kommentare?|quelle|quote"
    r"|ver\u00e4nderung)\b|%"
    rf"|{OTHER_NUMBERS.pattern}"
)
"""Of columns that say nothing about the value before them."""


def beside(
    number: Number, name: str, cells: Sequence[str], titles: Sequence[str]
) -> tuple[str, str]:
    """The time that a row is for, and what else stands behind its value, as a unit.

    Raises:
        Unreadable: it is for two times, or its unit may be one.
    """
    periods, units = [*periods_in(name)], []
    for at, cell in enumerate(cells[2:], start=2):
        title = titles[at] if at < len(titles) else ""
        if started := started_in(cell):
            raise Unreadable(f'"{started}" stands behind it: its time is not over')
        if _OTHER_TITLES.search(title) or started_in(title):
            continue
        if title in PERIOD_TITLES and is_year(cell):
            periods.append("year")
            continue
        if title not in PERIOD_TITLES:
            told_apart(number, cell.lower())
        said = f"per {cell}" if as_period(cell) else cell
        if without_period(said).strip():
            units.append(cell)
        else:
            periods += periods_in(said)
    apart = list(dict.fromkeys(periods))
    if number.counts and len(apart) > 1:
        raise Unreadable(f"it is said to be for a {' and for a '.join(apart)}")
    return next(iter(apart), ""), " ".join(units)
