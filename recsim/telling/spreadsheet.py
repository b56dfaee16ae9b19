"""Texts in tables that a spreadsheet may open: none of them is taken for a formula."""

from __future__ import annotations

import re
from typing import TypeVar

from recsim.scenario.printable import whole

FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r")
"""What makes a spreadsheet take a text for a formula; the wide signs do so where people write them.
"""
_INSIDE = re.compile(r"([;\t|\r\n]\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""The same within a text: a spreadsheet that parts cells elsewhere, as at ";" where commas part
decimals, begins another cell there, whatever quotation marks stand around it."""

T = TypeVar("T")


def in_table(value: T) -> T | str:
    """The value; in a text, a mark before whatever looks like a formula, which is not shown.

    What is no letter, as in the name of a file, stands there as U+FFFD (``whole``).
    """
    if not isinstance(value, str):
        return value
    inside = _INSIDE.sub(r"\1'", whole(value))
    return f"'{inside}" if inside.startswith(FORMULA) else inside
