"""Text that strangers wrote, for a terminal: what a terminal would obey is a question mark."""

from __future__ import annotations

import re

OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters; C1 ones are escapes of one letter
    "\u2028\u2029"  # ends of lines that are none
    "\u061c\u200e\u200f"  # marks of a direction, which are not seen and move what is beside them
    "\u202a-\u202e\u2060-\u206f"  # what turns the direction of all that follows, and is not seen
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Letters that are not shown but do something; the ends of lines are not among them.

What joins emoji and letters of many scripts is none of them.
"""


def printable(text: str) -> str:
    """The text as a terminal may have it; its lines stay lines."""
    return OBEYED.sub("?", text.replace("\r\n", "\n").replace("\t", " "))
