"""Digits as people write them: "1,200", "1.234,5", "12,5", "1 234", "1.5e3"."""

from __future__ import annotations

import re

_BLANKS = " \u00a0\u2009\u202f"
_DIGITS = re.compile(
    r"(?:(?:~|\u2248|about\b|approx\b\.?|circa\b|ca\b\.?)\s*)?([-+\u2212]?)"
    rf"((?:[0-9.,'\u2019]|(?<=[0-9])[{_BLANKS}](?=[0-9]))+)(e[-+]?[0-9]+)?"
)
"""A number that may be said to be about so much, its sign, and all that may be its digits."""
_THOUSANDS = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})%s"
_NOTATIONS = (
    (r"[0-9]+(\.[0-9]*)?|\.[0-9]+", "", "."),
    (rf"{_THOUSANDS % (',', '+')}(\.[0-9]+)?", ",", "."),
    (rf"{_THOUSANDS % ('[.]', '+')},[0-9]+|{_THOUSANDS % ('[.]', '{2,}')}", ".", ","),
    *(
        (rf"{_THOUSANDS % (group, '+')}({point}[0-9]+)?", group, point[-1])
        for group in (*_BLANKS, "'", "\u2019")
        for point in (r"\.", ",")
    ),
    (r"[0-9]+,[0-9]{1,2}|0,[0-9]+", "", ","),
)
"""How digits are written, what parts thousands there, and what stands before a fraction."""


class Unreadable(ValueError):  # noqa: N818 - nothing broke
    """It is no number that can be used; the text says why."""


def digits(text: str) -> tuple[str, str]:
    """The digits that a text begins with, as Python has them, and what stands after them.

    Thousands are parted everywhere or nowhere, in groups of three after a first digit that is not 0
    ("0,125" is an eighth). A comma or a point alone is a decimal one, but for a comma before three
    digits.

    Raises:
        Unreadable: it does not begin with a number, or not with one in a single notation.
    """
    found = _DIGITS.match(text)
    if found is None:
        raise Unreadable(f'"{text[:40]}" is no number')
    sign, written, power = found[1].replace("\u2212", "-"), found[2], found[3] or ""
    for pattern, group, point in _NOTATIONS:
        if re.fullmatch(pattern, written):
            bare = written.replace(group, "") if group else written
            return sign + bare.replace(point, ".") + power, text[found.end() :]
    raise Unreadable(f'"{found[0].strip()[:40]}" is no number')


def is_number(text: str) -> bool:
    """Whether a text is a number, and nothing else."""
    try:
        return not digits(text)[1]
    except Unreadable:
        return False
