"""Texts in tables that a spreadsheet may open: none of them is taken for a formula."""

from __future__ import annotations

from typing import TypeVar

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""

T = TypeVar("T")


def in_table(value: T) -> T | str:
    """The value; a text that looks like a formula with a mark before it, which is not shown."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
