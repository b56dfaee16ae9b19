"""What the numbers of a team are called: which one a name speaks of, and what else it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache, lru_cache

from recsim.own.numbers import NUMBERS, PARTS, Number
from recsim.own.periods import MONTHS, period_in, without_period
from recsim.own.table import MOST_ROWS

ALL = NUMBERS | PARTS
ALIKE = 0.8
"""How alike a word has to be to be meant."""
NEUTRAL = {
    "&", "a", "all", "an", "and", "average", "avg", "count", "counts", "figure", "figures",
    "in", "mean", "number", "numbers", "of", "our", "ours", "overall", "sum", "team", "the",
    "total", "totals", "we", "whole", "yours", "calendar",
    "alle", "anzahl", "der", "die", "durchschnitt", "durchschnittliche", "gesamt", "im",
    "insgesamt", "summe", "unsere", "zahl", "\u00f8",
}  # fmt: skip
"""Words that say nothing but that it is this number."""
VALUE = {"value", "values", "actual", "actuals", "result", "entered", "reached",
         "wert", "werte", "ist", "ergebnis"}  # fmt: skip
"""Titles of columns of numbers; in a name, they may speak of money."""
_TITLE = VALUE | {"name", "what", "stage", "step", "metric", "measure", "kpi", "per", "period",
                  "unit", "funnel", "report", "recruiting", "hiring", "data",
                  "bericht", "einheit", "kennzahl", "phase", "schritt", "stufe",
                  "jahr", "year", "zeitraum"}  # fmt: skip
PEOPLE = {"applicants", "candidates", "people", "persons", "bewerber", "kandidaten", "personen"}
"""What steps of a funnel count."""
_OF_SHARES = {"%", "percent", "rate", "share", "quote"}
_YEAR = re.compile(r"20[1-4]\d")
PLANS = (
    "targets?|plan|planned|budget|budgeted|forecast|fc|goals?|estimate[sd]?|expected"
    "|prognosen?|soll|ziele?|zielwerte?|planwerte?|geplant|gesch\u00e4tzt|sch\u00e4tzung|hochrechnung"
)
"""A pattern of what numbers are called that nobody has counted, in small letters."""
_DOUBT = re.compile(
    r"\b(?:per|pro|je)\b|\b(?:in )?(?:k|tsd|tausend|thousands?|millions?|mio|1?000s?)\b"
    r"|%|\b(?:percent|prozent)\b"
    r"|\b(?:cumulative|cumulated|kumuliert\w*|rolling|moving|annuali[sz]ed|benchmarks?)\b"
    rf"|\b(?:{PLANS})\b"
)
_STARTED = re.compile(
    r"\b(?:[ymq]td|to date|so far|incomplete|partial|preliminary|running|lfd|laufende?r?s?"
    r"|bisher|bislang|bis heute|unvollst\u00e4ndig|vorl\u00e4ufig)\b"
)
"""What tells of times that are not over."""
_PART = re.compile(
    r"\b[qh] ?[1-4]\b|\b[1-4] ?[qh]\b|\b(?:to \d|until|since|bis|seit|stand|as of)\b"
    r"|\b(?:days?|weeks?|months?|quarters?|half|tage?|wochen?|monate?|quartale?|halbjahr)\b"
    r"|\b(?:monats|quartals|wochen)\w+"
    r"|\b(?:20\d\d[-_./ ]|\d\d?[./])\d\d?\b|\b\d\d?[-./]20\d\d\b|\b20\d\d(?:0\d|1[0-2])\b"
    r"|\b(?:kw|cw|w|week|wk|month|monat) ?\d"
    rf"|\b(?:{'|'.join(MONTHS)})\b"
)
"""What tells of times that are no year, or of a part of one."""
_AVERAGED = re.compile(r"\b(?:average|avg|mean|durchschnitt(?:lich\w*)?|mittel(?:wert)?)\b|\u00f8")
"""What tells of means, of counts over many times as well."""
_GENDERED = re.compile(r"(?:(?<=kandidat)([:*_/]innen)|(?<=er)[:*_/]?innen)\b", re.IGNORECASE)
"""What German adds to words for people."""
_BETWEEN = re.compile(r"[\s_\u2010-\u2015/:,.;()\[\]#'\"\u2018-\u201e-]+")
"""What parts words and says nothing itself."""


@lru_cache(MOST_ROWS)
def meaning(text: str) -> str:
    """Name of the own number or of the step that a text speaks of; empty if there is none.

    The longest of the words that a number is called by counts: "Hires per message" is no hires.
    """
    said = _plain(text)
    found = (
        name for word, pattern, name in _longest_first() if word in said and pattern.search(said)
    )
    return next(found, "")


def not_understood(number: Number, text: str, units: Iterable[str] = ()) -> str:
    """What a name says beside its number, its time and its unit; empty if it is nothing.

    "Hires per recruiter", "jobs not filled" and "messages (in 1000)" are other numbers than hires
    and messages.

    Args:
        number: which one it speaks of.
        text: its name.
        units: words that may be its unit.
    """
    said = _plain(text)
    for word, pattern, name in _longest_first():
        if name == number.name and word in said:
            said = pattern.sub(" ", said)
    spare = NEUTRAL | set(units) | (_OF_SHARES if number.kind == "share" else set())
    spare = spare | (years if len(years := years_in(text)) == 1 else set())
    return " ".join(word for word in said.split() if word not in spare)


def is_year(word: str) -> bool:
    """Whether it is one, as funnels are about."""
    return bool(_YEAR.fullmatch(word))


def years_in(text: str) -> set[str]:
    """The years that it names, as "Hires 2025" does."""
    return set(filter(is_year, _plain(text).split()))


def year_of(title: str) -> set[str]:
    """The years that numbers are of by a title that says nothing else."""
    years = years_in(title)
    return years if (NEUTRAL | _TITLE | years).issuperset(_plain(title).split()) else set()


def is_neutral(text: str) -> bool:
    """Whether a title says nothing about the numbers below it."""
    return not period_in(text) and (NEUTRAL | _TITLE | PEOPLE).issuperset(_plain(text).split())


def is_value(title: str) -> bool:
    """Whether a title is that of the numbers themselves: "value", "our total", "2025"."""
    words = set(_plain(title).split())
    words -= {"%"} if words & VALUE else set()
    return bool(words) and all(word in NEUTRAL | VALUE | PEOPLE or is_year(word) for word in words)


def doubt_in(text: str) -> str:
    """What a title above numbers says that makes others of them, if it is known; empty if not."""
    found = _DOUBT.search(without_period(text).lower().replace("_", " "))
    return found[0] if found else ""


def averaged(text: str) -> str:
    """The word that tells a mean over times that it does not name; empty if there is none."""
    found = "" if period_in(text) else _AVERAGED.search(text.lower())
    return found[0] if found else ""


def part_in(text: str) -> str:
    """What a title says of a time that is no year; empty if it is nothing."""
    found = _PART.search(text.lower())
    return found[0] if found else started_in(text)


def says_more(text: str) -> bool:
    """Whether a title tells the time of the numbers below it, or makes others of them."""
    return any(saying(text) for saying in (doubt_in, part_in, period_in, years_in))


def started_in(text: str) -> str:
    """What a text says of a time that is not over; empty if it is nothing."""
    found = _STARTED.search(text.lower())
    return found[0] if found else ""


def hint(text: str) -> str:
    """The number that was probably meant, as the end of a sentence; it takes a while."""
    known = [phrase for _, words in _all_words() for phrase in words]
    close = get_close_matches(_plain(text), known, 1, ALIKE)
    return f"; did you mean {close[0]}?" if close else ""


@cache
def _longest_first() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Each word that a number is called by, a pattern for it, and the number.

    Whether the word is there at all is seen a hundred times as fast as the pattern is tried.
    """
    called = [(phrase, name) for name, words in _all_words() for phrase in words]
    called.sort(key=lambda one: -len(one[0]))
    return tuple(
        (word, re.compile(rf"(?<!\S){re.escape(word)}(?!\S)"), name) for word, name in called
    )


def _all_words() -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, number in ALL.items():
        words = (*number.words, name.replace("_", " "), _plain(number.label))
        yield name, tuple(word for word in words if word != "follow ups")  # how many were sent


@lru_cache(MOST_ROWS)
def _plain(text: str) -> str:
    """Small letters and single blanks, without the time."""
    said = _GENDERED.sub(lambda found: "en" if found[1] else "", text)
    said = re.sub(r"%|\b(?:per cent|prozent)\b", " % ", without_period(said).lower())
    said = re.sub(r"\bn[or]\.? of\b", " ", said)
    return " ".join(_BETWEEN.sub(" ", said).split())
