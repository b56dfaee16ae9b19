"""What stands above numbers, as titles and the name of a sheet, and what it makes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from recsim.own.names import averaged, doubt_in, is_neutral, part_in, year_of, years_in
from recsim.own.notation import Unreadable
from recsim.own.numbers import Given, Number
from recsim.own.periods import period_in
from recsim.own.table import Table
from recsim.own.values import given

_ANY = "any year"
_SHEET = re.compile(r"(?:sheet|tabelle|blatt|feuil|hoja|foglio)[ _]?\d*")
"""What a sheet is called that nobody has named."""
_AS_OF = re.compile(
    r"\b(?:as of|to|until|bis|stand|exported(?: on)?)\b\W*"
    r"(?:(20\d\d-\d\d?-\d\d?)|(\d\d?\.\d\d?\.20\d\d))\b",
    re.IGNORECASE,
)
"""What tells the last day of which something was counted."""
_WHOLE_YEAR = re.compile(
    r"\b(?:0?1\.0?1\.(20\d\d)\W+(?:bis\W+)?31\.12\.\1|(20\d\d)-01-01\W+(?:to\W+)?\2-12-31"
    r"|jan(?:uary|uar)?\W+(?:to\W+|bis\W+)?de[cz](?:ember)? (20\d\d))\b",
    re.IGNORECASE,
)
"""What tells all of a year by its first and its last day or month."""
_DECIMAL_COMMA = re.compile(
    r"(?<![\d.,])(?:\d+,\d{1,2}|0,\d+|[1-9]\d{0,2}(?:\.\d{3})+,\d+)(?![\d.,])"
)
_THOUSANDS_COMMA = re.compile(r"(?<![\d.,])([1-9]\d{0,2},\d{3})(?![\d.,])")


@dataclass
class Above:
    """What was said above the numbers that are read next.

    Attributes:
        may_be_decimal: whether a comma may stand before a fraction there.
        may_part: whether a comma may part thousands into two cells there.
        doubt: what makes other numbers of them, as "target".
        part: what tells of a time that is no year, as "q1".
        averaged: what tells a mean over times that are not named.
        period: the time that they are for.
        years: those that they are of.
        begun: those of which only a part may have been counted.
        today: the first day of which nothing was counted.
    """

    may_be_decimal: bool = False
    may_part: bool = False
    doubt: str = ""
    part: str = ""
    averaged: str = ""
    period: str = ""
    years: set[str] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    today: date = date.max

    @classmethod
    def of(cls, table: Table, today: date) -> Above:
        """What a table says by how it is written."""
        cells = (cell for _, cells in table.rows for cell in cells)
        decimal = table.semicolons or any(map(_DECIMAL_COMMA.search, cells))
        return cls(decimal, table.commas, today=today)

    def add(self, title: str) -> bool:
        """Take note of a title; whether it says anything that may not be understood."""
        if _SHEET.fullmatch(title.lower()):
            return False
        self.years |= {whole[whole.lastindex or 0] for whole in _WHOLE_YEAR.finditer(title)}
        said = _WHOLE_YEAR.sub("", title)
        self.doubt = self.doubt or doubt_in(title)
        self.part = self.part or part_in(said)
        if part_in(rest := _AS_OF.sub("", said)):
            self.begun |= years_in(rest) or {_ANY}
        self.period = self.period or period_in(title)
        self.averaged = self.averaged or averaged(title)
        self.years |= year_of(title)
        for last in _AS_OF.finditer(title):
            try:
                day = date(*map(int, last[1].split("-") if last[1] else last[2].split(".")[::-1]))
                self.today = min(self.today, day + timedelta(1))
            except ValueError:  # there is no such day
                self.begun |= years_in(last[0])
        return not is_neutral(title)

    def time_of(self, number: Number, name: str, title: str) -> str:
        """The time that a count is for which does not say it itself; empty if nothing does.

        Raises:
            Unreadable: it is no year, and not clear which.
        """
        if self.period or not number.counts:
            return self.period
        self.refuse_averaged(number, f"{name} {title}")
        own = years_in(name)
        years = own if len(own) == 1 else self.years | own
        if len(years) > 1:
            both = " and ".join(sorted(years))
            raise Unreadable(f'{both} stand above it: say its time, as in "Hires per month"')
        if years and not (years | {_ANY}) & self.begun:
            return "year"
        if part := self.part or part_in(title):
            raise Unreadable(f'"{part}" stands above it: say its time, as in "Hires per month"')
        return ""

    def refuse_averaged(self, number: Number, name: str) -> None:
        """A count below "average" was counted over many times, and given for one of them.

        Raises:
            Unreadable: it is one, and nothing says of what time.
        """
        if number.counts and (word := averaged(name) or self.averaged):
            raise Unreadable(f'"{word}" of what time? Say it, as in "Hires per month"')

    def read(
        self, number: Number, text: str, source: str, period: str, unit: str, name: str
    ) -> Given:
        """The number of a cell below it; arguments as of ``values.given``.

        Raises:
            Unreadable: it is none.
        """
        if self.doubt:
            raise Unreadable(f'"{self.doubt}" stands above it, and makes it another number')
        may_be = self.may_be_decimal or number.kind == "mean"
        if may_be and (found := _THOUSANDS_COMMA.search(text)):
            raise Unreadable(f"{found[1]} may be a fraction here, where a comma parts no thousands")
        return given(number, text, source, period, unit, name)
