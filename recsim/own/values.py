"""A number as people write it: "1,200", "12%", "12,5", "35 a month", "60 days"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recsim.own.numbers import WEEKS, Given, Number
from recsim.scenario.fields import TRILLION
from recsim.scenario.study import DAYS_PER_YEAR

PERIODS = {"day": float(DAYS_PER_YEAR), "week": WEEKS, "month": 12.0, "quarter": 4.0, "year": 1.0}
"""How many of them are a year."""
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
            "yearly": "year", "annual": "year", "annually": "year"}  # fmt: skip
_PERIOD = re.compile(
    r"(?:\bper\b|\ba\b|\beach\b|/|\bin a\b)\s*(day|week|month|quarter|year)\b"
    r"|\b(daily|weekly|monthly|quarterly|yearly|annual|annually)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?\d[\d.,'\u202f\u00a0 ]*|[-+]?\.\d+")
NOT_THERE = ("", "-", "\u2013", "n/a", "na", "none", "null", "?", "tbd", "unknown")


class Unreadable(ValueError):  # noqa: N818 - nothing broke
    """It is no number that can be used; the text says why."""


@dataclass(frozen=True)
class Written:
    """A number and the time that it is for.

    Attributes:
        value: the number; of a percentage the share.
        period: "week", "month" and so on; empty if nothing was said.
    """

    value: float
    period: str = ""


def period_in(text: str) -> str:
    """The time that a text speaks of: "messages per week" is "week"; empty if none."""
    found = _PERIOD.search(text)
    if found is None:
        return ""
    return str(found[1] or _ADVERBS[found[2].lower()]).lower()


def without_period(text: str) -> str:
    """The text without it."""
    return _PERIOD.sub(" ", text)


def read(text: str) -> Written:
    """A number as it was written.

    Raises:
        Unreadable: it is none.
    """
    plain = text.strip()
    if plain.lower() in NOT_THERE:
        raise Unreadable("no number is given")
    found = _NUMBER.search(plain)
    if found is None:
        raise Unreadable(f'"{plain[:40]}" is no number')
    rest = plain[found.end() :]
    if _NUMBER.search(without_period(rest)):
        raise Unreadable(f'"{plain[:40]}" has more than one number')
    value = countable(_plain(found[0].strip()))
    if rest.lstrip().startswith("%") or re.match(r"\s*per ?cent\b", rest, re.IGNORECASE):
        value /= 100
    return Written(value, period_in(rest))


def countable(value: float) -> float:
    """The value, if anybody can have counted so much.

    Raises:
        Unreadable: it is more than that, or no finite number.
    """
    if not abs(value) <= TRILLION:
        raise Unreadable(f"{value:g} is more than anybody counts")
    return value


def _plain(digits: str) -> float:
    """What the digits mean; separators of thousands and a decimal comma are understood."""
    text = re.sub(r"[\s'\u202f\u00a0]", "", digits).rstrip(".,")
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        return float(text.replace(",", ""))
    if re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+,\d+|[-+]?\d{1,3}(\.\d{3}){2,}", text):
        return float(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"[-+]?\d+,\d{1,2}", text):
        return float(text.replace(",", "."))
    try:
        return float(text)
    except ValueError:
        raise Unreadable(f'"{digits[:40]}" is no number') from None


def given(number: Number, text: str, source: str, period: str = "") -> Given:
    """An own number from what somebody wrote.

    Args:
        number: which one.
        text: "1,200", "12%", "35 a month".
        source: where it was written.
        period: the time that it is for, if the text does not say.

    Raises:
        Unreadable: it is no number, or not one that this can be.
    """
    written = read(text)
    if number.counts and re.fullmatch(r"\d{1,3}\.\d{3}", text.strip()):
        plain = text.strip()
        raise Unreadable(f"{plain} is a fraction; if thousands are meant, leave out the point")
    value = written.value
    if number.counts and (of := written.period or period):
        value *= PERIODS[of] / number.in_a_year
    return checked(number, value, source)


def checked(number: Number, value: float, source: str) -> Given:
    """An own number, if it can be one.

    Raises:
        Unreadable: it is out of range.
    """
    countable(value)
    if value < 0:
        raise Unreadable(f"{value:g} is below 0")
    if number.kind == "share" and value > 1:
        raise Unreadable(f"{value:g} is no share; if percent are meant, write {value:g}%")
    if number.kind == "whole" and value != int(value):
        raise Unreadable(f"{value:g} is no whole number")
    if number.name in ("recruiters", "people_reachable") and value < 1:
        raise Unreadable(f"{value:g} is too few; expected 1 or more")
    return Given(number, value, source)
