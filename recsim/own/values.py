"""An own number as people write it: "12k", "12%", "35 a month", "6 weeks"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from recsim.own.names import ALL, PEOPLE, not_understood
from recsim.own.notation import Unreadable, digits, is_number
from recsim.own.numbers import PARTS, Given, Number
from recsim.own.periods import PER, PERIODS, as_period, period_in, without_period
from recsim.scenario.fields import TRILLION
from recsim.scenario.study import DAYS_PER_YEAR

_SCALES = {"k": "e3", "tsd": "e3", "tausend": "e3", "thousand": "e3", "thousands": "e3",
           "mio": "e6", "million": "e6", "millions": "e6"}  # fmt: skip
"""Powers of ten. There is no "m", which may be a million, minutes or months."""
_SCALE = "|".join(_SCALES)
_AFTER = re.compile(rf"(?:({_SCALE})\b\.?)? ?(.*?) ?((?:{PER})?)")
"""What stands after digits: a power of ten, a unit, and the time that the number is for."""
_PERCENT = ("%", "percent", "per cent", "prozent")
SAYS_PERCENT = re.compile(r"%|\b(?:per ?cent|prozent)\b", re.IGNORECASE)
_NUMBERS = ("#", "count", "number", "anzahl")
_TIMES: Mapping[str, Mapping[str, float]] = {
    time: {word: size for words, size in sizes.items() for word in words.split()}
    for time, sizes in {
        "minute": {"minute min minuten": 1.0, "hour hr h stunde stunden std": 60.0},
        "day": {"day d tag tage tagen": 1.0, "week wk woche wochen": 7.0,
                "month monat monate monaten": DAYS_PER_YEAR / 12},
    }.items()
}  # fmt: skip
"""What a number of minutes or days may be given in, and how many of them that is."""
_NO_TIMES = ("seconds", "sec", "secs", "quarters", "years", "working", "business", "workdays",
             "sekunden", "quartale", "jahre", "arbeitstage", "werktage")  # fmt: skip
"""Words of a name that tell a time, too, in which none of them may be given."""
_FRACTION_OR_THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2}\.\d{3})(?![\d.,])")
_OF_SHARE = re.compile(rf"{SAYS_PERCENT.pattern}|\b(?:rate|share|acceptance)\b", re.IGNORECASE)
NOT_THERE = ("", "-", "\u2013", "n/a", "na", "none", "null", "?", "tbd", "unknown")


@dataclass(frozen=True)
class Written:
    """A number and the time that it is for.

    Attributes:
        value: the number in its own unit; of a percentage the share.
        period: "week", "month" and so on; empty if nothing was said.
    """

    value: float
    period: str = ""


def read(text: str, number: Number, beside: str = "", name: str = "") -> Written:
    """An own number as it was written, if all of the text is understood.

    Args:
        text: "1,740 a month".
        number: which one; it decides what may follow the digits.
        beside: its unit, if that stands in a cell of its own.
        name: what it is called where it was written; it may tell the unit, too.

    Raises:
        Unreadable: it is none.
    """
    plain = text.strip()
    if plain.lower() in NOT_THERE:
        raise Unreadable("no number is given")
    if plain.startswith("="):
        raise Unreadable(
            "is a formula whose value was not saved: open the file in a spreadsheet and save it"
        )
    if plain.startswith("#"):
        raise Unreadable(f"{plain[:40]} is an error of a spreadsheet")
    units = units_of(number, name)
    written, rest = digits(plain.lower())
    rest = rest.strip()
    if number.kind == "share" and beside.lower() in _PERCENT and rest in _PERCENT:
        beside = ""
    elif number.kind == "share" and not rest:
        percent = beside.lower() in _PERCENT or (not beside and SAYS_PERCENT.search(name.lower()))
        if percent and 0 < float(written) <= 1:
            raise Unreadable(f"{plain[:40]} may be a share or percent; write {_example(number)}")
        if not percent and not beside and float(written) == 1:
            raise Unreadable(f"{plain[:40]} may be one, 1% or 100%; write {_example(number)}")
        rest, beside = ("%", "") if percent else (rest, beside)
    rest = " ".join(f"{rest} {beside.lower()}".split())
    after = _AFTER.fullmatch(rest)
    unit = _bare(after[2]) if after else ""
    if after is None or unit not in units or (after[1] and "e" in written):
        raise Unreadable(f'"{rest[:40]}" is not understood here; write {_example(number)}')
    value = countable(float(written + _SCALES.get(after[1], "")))
    value = value / 100 if unit in _PERCENT else value * units[unit]  # 57 * 0.01 is not 0.57
    return Written(value, period_in(after[3]))


def units_of(number: Number, name: str = "") -> dict[str, float]:
    """What may follow an own number, in small letters and the singular, and how much it is.

    Raises:
        Unreadable: the name tells a unit that cannot be the number's.
    """
    units = {"": 1.0} | {_bare(word): 1.0 for word in (*number.words, number.name)}
    if number.kind == "share":
        units |= dict.fromkeys(_PERCENT, 0.01)
    units |= _TIMES.get(number.time, {})
    if number.kind in ("count", "whole"):
        units |= dict.fromkeys(_NUMBERS, 1.0)
    if number.name in ("hires", "people_reachable", *PARTS):
        units |= dict.fromkeys(map(_bare, PEOPLE), 1.0)
    if number.name in ("recruiters", "callers"):
        units |= {"people": 1.0, "personen": 1.0}
    said = without_period(name).lower()
    if scale := re.search(rf"\b({_SCALE}|000s?)\b", said):
        raise Unreadable(f'"{scale[0]}" is in its name; write the number in full')
    if number.kind != "share" and (share := SAYS_PERCENT.search(said)):
        raise Unreadable(f'"{share[0]}" is in its name; write {_example(number)}')
    every = {unit for of in _TIMES.values() for unit in of}
    words = re.findall(r"[a-z]+", said) if number.time else []
    told = sorted({word for word in words if _bare(word) in every or word in _NO_TIMES})
    for word in told:
        told_apart(number, word)
        if len(told) > 1 or _bare(word) not in units:
            what = " and ".join(told)
            raise Unreadable(f'"{what}" in its name is not understood; write {_example(number)}')
        units[""] = units[_bare(word)]
    beside = not_understood(number, name).split()
    if other := " ".join(word for word in beside if _bare(word) not in units):
        same = f'if it is the same as "{number.words[0]}", call it so'
        raise Unreadable(f'"{other[:40]}" in its name is not understood; {same}')
    if beside:  # its unit: no other one can be meant
        units = dict.fromkeys(units.keys() - every | {*map(_bare, beside)}, units[""])
    return units


def meant(what: str, name: str, texts: Iterable[str], beside: Iterable[str] = ()) -> Number:
    """Which number texts are of: "offers accepted" are a share, or how many they are.

    Args:
        what: the one that the name speaks of.
        name: with its title.
        texts: as they were written; whole numbers, of which one is above 1, are no shares.
        beside: cells that may say percent.
    """
    shares = _OF_SHARE.search(name) or any(cell.lower() in _PERCENT for cell in beside)
    if what != "offers_accepted" or shares:
        return ALL[what]
    there = [text for text in texts if text.lower() not in NOT_THERE]
    if not all(map(is_number, there)):
        return ALL[what]
    counts = [float(digits(text)[0]) for text in there]
    whole = max(counts, default=0) > 1 and all(map(float.is_integer, counts))
    return ALL["accepted_offers"] if whole else ALL[what]


def says_unit(number: Number, *texts: str) -> bool:
    """Whether one of the texts says in what a time is given."""
    words = re.findall(r"[a-z]+", " ".join(texts).lower())
    return not number.time or any(_bare(word) in _TIMES[number.time] for word in words)


def told_apart(number: Number, word: str) -> None:
    """Whether it is clear what a time beside a number is.

    Raises:
        Unreadable: "month" may be the unit of a number of days, or the time that it is for.
    """
    if number.time and as_period(word) not in ("", number.time):
        raise Unreadable(f'"{word}" may be its unit or its period; write {_example(number)}')


def _bare(unit: str) -> str:
    """The unit in the singular, without a hyphen or a point."""
    words = re.sub(r"(?<=\w)[-_\s]+(?=\w)", " ", unit)
    return re.sub(r"(?<=\w)\.$|(?<=\w\w)s$", "", words)


def _example(number: Number) -> str:
    """How the number may be written."""
    by_kind = {"share": "12%", "count": "1,740 or 145 a month"}
    by_time = {"minute": "20 or 2 hours", "day": "45 or 6 weeks"}
    return by_time.get(number.time) or by_kind.get(number.kind, "12")


def countable(value: float) -> float:
    """The value, if anybody can have counted so much.

    Raises:
        Unreadable: it is more than that, or no finite number.
    """
    if not abs(value) <= TRILLION:
        raise Unreadable(f"{value:g} is more than anybody counts")
    return value


def given(
    number: Number, text: str, source: str, period: str = "", beside: str = "", name: str = ""
) -> Given:
    """An own number from what somebody wrote.

    Args:
        number: which one.
        text: "1,200", "12%", "35 a month".
        source: where it was written.
        period: the time that it is for, if the text does not say.
        beside: its unit, if that stands in a cell of its own.
        name: what it is called where it was written.

    Raises:
        Unreadable: it is no number, or not one that this can be.
    """
    return checked(number, value_of(number, text, period, beside, name), source)


def value_of(
    number: Number, text: str, period: str = "", beside: str = "", name: str = ""
) -> float:
    """What somebody wrote, in the number's unit and for its time; it may be out of range.

    Raises:
        Unreadable: it is no number, or not one of this.
    """
    written = read(text, number, beside, name)
    if number.kind != "share" and (found := _FRACTION_OR_THOUSANDS.search(text)):
        raise Unreadable(f"{found[1]} is a fraction; if thousands are meant, leave out the point")
    if not number.counts:
        if written.period:
            raise Unreadable(f"it is not counted over a {written.period}; write {_example(number)}")
        return written.value
    if written.period and period and written.period != period:
        raise Unreadable(f"it is said to be for a {period} and for a {written.period}")
    of = written.period or period
    return written.value * (PERIODS[of] / number.in_a_year if of else 1.0)


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
