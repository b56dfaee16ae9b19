"""The times that counts are for: "a month", "per week", "yearly"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recsim.own.numbers import WEEKS
from recsim.scenario.study import DAYS_PER_YEAR

PERIODS = {"day": float(DAYS_PER_YEAR), "week": WEEKS, "month": 12.0, "quarter": 4.0, "year": 1.0}
"""How many of them are a year."""
_NOUNS = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
          "annum": "year", "tag": "day", "woche": "week", "monat": "month", "quartal": "quarter",
          "jahr": "year"}  # fmt: skip
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
            "yearly": "year", "annual": "year", "annually": "year", "p.a": "year",
            "t\u00e4glich": "day", "w\u00f6chentlich": "week", "monatlich": "month",
            "j\u00e4hrlich": "year", "last 12 months": "year", "last twelve months": "year",
            "past 12 months": "year", "letzte 12 monate": "year"}  # fmt: skip
PER = (
    rf"(?:\bper\b|\ba\b|\beach\b|/|\bin a\b|\bpro\b|\bje\b|\bim\b)\s*({'|'.join(_NOUNS)})\b"
    rf"|\b({'|'.join(map(re.escape, _ADVERBS))})\b\.?"
)
"""A pattern of them, in small letters."""
MONTHS = {
    name: month
    for names in (
        "january february march april may june july august september october november december",
        "januar februar m\u00e4rz april mai juni juli august september oktober november dezember",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mrz apr mai jun jul aug sept okt nov dez",
    )
    for month, name in enumerate(names.split(), start=1)
}
"""How months are called, in English and German, and their numbers."""
_PERIOD = re.compile(PER, re.IGNORECASE)


def period_in(text: str) -> str:
    """The time that a text speaks of: "messages per week" is "week"; empty if none."""
    return next(periods_in(text), "")


def periods_in(text: str) -> Iterator[str]:
    """All of the times that it speaks of."""
    for found in _PERIOD.finditer(text):
        word = (found[1] or found[2]).lower().rstrip(".")
        yield (_NOUNS | _ADVERBS)[word]


def as_period(word: str) -> str:
    """The time that a word alone is, as in a cell behind a count; empty if it is none."""
    return _NOUNS.get(word.lower(), "")


def without_period(text: str) -> str:
    """The text without them."""
    return _PERIOD.sub(" ", text)
