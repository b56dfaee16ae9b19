"""Numbers for people: as many digits as their interval supports, thousands separated."""

from __future__ import annotations

import math

NOTHING = "-"
"""Stands where a value is undefined, since there was nothing to divide by."""
_DIGITS_ALONE = 3


def decimals(value: float, low: float | None = None, high: float | None = None) -> int:
    """Decimals to show: so many that half the width of the interval shows one digit.

    Without an interval (or with one of no width), so many that the value shows three digits.
    """
    size, digits = abs(value), _DIGITS_ALONE
    if low is not None and high is not None and high > low:
        size, digits = (high - low) / 2, 1
    elif float(value).is_integer():
        return 0
    if size == 0 or not math.isfinite(size):
        return 0
    return min(max(digits - 1 - math.floor(math.log10(size)), 0), 6)


def figure(value: float, places: int, *, sign: bool = False) -> str:
    """A number with this many decimals; with its sign, if asked for, unless it is shown as 0."""
    shown = round(value, places) + 0.0  # no "-0"
    return f"{shown:{'+' if sign and shown else ''},.{places}f}"


def estimate(
    value: float | None, low: float | None, high: float | None, *, sign: bool = False
) -> str:
    """A value with its interval: ``118 (112 to 125)``; alone if there is none."""
    if value is None:
        return NOTHING
    places = decimals(value, low, high)
    text = figure(value, places, sign=sign)
    if low is None or high is None:
        return text
    return f"{text} ({figure(low, places, sign=sign)} to {figure(high, places, sign=sign)})"
