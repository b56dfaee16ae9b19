"""Numbers for people: as many digits as their interval supports, thousands separated."""

from __future__ import annotations

import math

from recsim.analysis.wording import number

NOTHING = "-"
"""Stands where a value is undefined, since there was nothing to divide by."""


def decimals(low: float, high: float) -> int:
    """Decimals to show beside an interval: so many that half its width shows one digit."""
    half = (high - low) / 2
    return min(max(-math.floor(math.log10(half)), 0), 6) if half > 0 else 0


def estimate(
    value: float | None, low: float | None, high: float | None, *, sign: bool = False
) -> str:
    """A value with its interval: ``118 (112 to 125)``; with three digits if there is none."""
    if value is None:
        return NOTHING
    if low is None or high is None or low == high:
        text = f"+{number(value)}" if sign and value > 0 else number(value)
        return text if low is None or high is None else f"{text} ({text} to {text})"
    places = decimals(low, high)
    shown, *ends = (_figure(part, places, sign) for part in (value, low, high))
    return f"{shown} ({' to '.join(ends)})"


def _figure(value: float, places: int, sign: bool) -> str:
    rounded = round(value, places) + 0.0  # no "-0"
    return f"{rounded:{'+' if sign and rounded else ''},.{places}f}"
