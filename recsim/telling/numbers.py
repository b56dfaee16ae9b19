"""Numbers for people: as many digits as are known, thousands separated, a true minus.

The page writes numbers by the same rule (``workshop/static/digits.js``); a test compares both. So
only what is the same in both languages is used: comparing, multiplying by powers of ten, rounding
down.
"""

from __future__ import annotations

import math
from typing import NamedTuple

MINUS = "\N{MINUS SIGN}"
NOTHING = "-"
"""Stands where a value is undefined, since there was nothing to divide by."""
_LEAST = -6
_POWERS = {place: float(f"1e{place}") for place in range(-12, 19)}


class Written(NamedTuple):
    """A value and the ends of its interval with equal decimals; the ends are "" without one."""

    value: str
    low: str
    high: str

    @property
    def interval(self) -> str:
        """Both ends, "190 to 206"; "" if there is none."""
        return f"{self.low} to {self.high}" if self.low else ""

    def __str__(self) -> str:
        return f"{self.value} ({self.interval})" if self.low else self.value


def written(
    value: float,
    low: float | None = None,
    high: float | None = None,
    *,
    whole: bool = False,
    sign: bool = False,
) -> Written:
    """A value with its interval: "118 (112 to 125)", "3.0 (2.0 to 4.0)", "12,300 (11,000 to ...".

    Args:
        value: the estimate.
        low, high: its interval; without one, two digits or so are shown, and whole numbers whole.
        whole: whether it counts people or things: no decimals from ten on, and one below.
        sign: whether a positive number has a plus.
    """
    if low is None or high is None:
        return Written(number(value, whole=whole, sign=sign), "", "")
    ends = (value, low, high)
    digits = _digits(max(map(abs, ends)), (high - low) / 2, whole)
    if all(end == math.floor(end) for end in ends) and low == high:
        digits = min(digits, 0)
    return Written(*(_rounded(end, digits, sign) for end in ends))


def number(value: float, *, whole: bool = False, sign: bool = False) -> str:
    """A value of which nothing more is known: 1,235; 146; 14.6; 6.0; 0.05; <0.001."""
    size = abs(value)
    if size == math.floor(size):
        return _rounded(value, 0, sign)
    text = _rounded(value, _digits(size, 0.0, whole), sign)
    if text != "0":
        return text
    return "<0.001" if value > 0 else f">{MINUS}0.001"


def text(value: float, digits: int = 6) -> str:
    """A number that is known exactly, with all its digits up to six: 0.25, 1,200."""
    shown = f"{abs(value):,.{digits}g}" if abs(value) < 10**digits else f"{abs(value):,.0f}"
    return f"{MINUS}{shown}" if value < 0 else shown


def tenths(value: float) -> str:
    """Hours and the like, with one decimal."""
    return ticks([value], 0.1)[0]


def ticks(values: list[float], step: float) -> list[str]:
    """Numbers on an axis with ticks every ``step``, with equal decimals."""
    digits = max(0, -_place(step * 1.001))
    return [_rounded(value, digits, False, zero=digits) for value in values]


def _digits(largest: float, half: float, whole: bool) -> int:
    """Decimals to show (negative: zeros before the point) of numbers up to ``largest``.

    With an interval of half width ``half`` the last digit is worth between a twentieth and a half
    of that, but never more than one below 1,000, than the third digit below 10,000, or the second
    above; nor less than the fourth digit, or the second of small numbers.
    """
    top = _place(largest) if largest > 0 else 0
    if half > 0:
        finest = max(top - 3, -2) if largest >= 0.0995 else top - 1
        coarsest = top - 1 if largest >= 9995 else max(top - 2, 0)
        place = max(min(_place(half / 2), coarsest), finest)
    elif largest >= 99.5:
        place = max(top - 3, 0)
    elif largest >= 0.95:
        place = -1
    else:
        place = -2 if largest >= 0.095 else max(top, -3)
    if whole and largest >= 0.0995:
        place = max(place, 0 if largest >= 9.95 else -1)
    return -max(place, _LEAST)


def _place(size: float) -> int:
    """The highest power of ten that is not above ``size``."""
    return max((place for place, power in _POWERS.items() if power <= size), default=-12)


def _rounded(value: float, digits: int, sign: bool, *, zero: int = 0) -> str:
    """With so many decimals, halves away from zero; nothing is "0" unless ``zero`` decimals."""
    size = abs(value)
    if digits >= 0:
        units = math.floor(size * _POWERS[digits] + 0.5)
    else:
        units = math.floor(size / _POWERS[-digits] + 0.5) * 10**-digits
    if units == 0 and not zero:
        return "0"
    shown = str(units).zfill(max(digits, 0) + 1)
    cut = len(shown) - max(digits, 0)
    head, tail = f"{int(shown[:cut]):,}", shown[cut:]
    before = MINUS if value < 0 and units else "+" if sign and units else ""
    return f"{before}{head}.{tail}" if tail else f"{before}{head}"
