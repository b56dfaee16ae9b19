"""Text that strangers wrote, and the letters in it that are not shown but obeyed."""

from __future__ import annotations

import re

_TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NONE = "\ufdd0-\ufdef" + "".join(
    chr(plane + at) for plane in range(0, 0x110000, 0x10000) for at in (0xFFFE, 0xFFFF)
)
"""Unicode's noncharacters; with some of them in it, no program reads a file of XML."""
OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters; C1 ones are escapes of one letter
    "\u2028\u2029"  # ends of lines that are none
    f"{_TURNING}\u2060-\u206f"  # what turns the direction of what stands around it
    f"\ufeff\ufff9-\ufffb\ud800-\udfff{_NONE}]"
)
"""Letters that are not shown but do something; the ends of lines are not among them.

What joins emoji and letters of many scripts is none of them.
"""


_HALVES = re.compile("[\ud800-\udfff]")
_TURNS = re.compile(f"[{_TURNING}]")


def straight(text: str) -> str:
    """The text without what turns the direction of the words around it.

    Letters keep the direction of their script. A name is put into sentences, tables and pictures,
    of which not all have a way to hold it apart from the words beside it.
    """
    return _TURNS.sub("", text)


def whole(text: str) -> str:
    """The text as a file in UTF-8 can hold it: with U+FFFD for each half of a letter.

    The name of a file need not be UTF-8; Python writes each byte of it that is no letter so.
    """
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", text)


def printable(text: str) -> str:
    """The text as a terminal may have it; its lines stay lines."""
    return OBEYED.sub("?", text.replace("\r\n", "\n").replace("\t", " "))
