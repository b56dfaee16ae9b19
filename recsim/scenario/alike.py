"""Names that look alike: letters that are not seen, and other ways to write the same ones."""

from __future__ import annotations

import re
import unicodedata

BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that are blank: fillers of Hangul, and Braille without a dot."""
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""What Unicode calls ignorable by default (DerivedCoreProperties.txt), without the blanks."""
_SPACES = str.maketrans(dict.fromkeys(BLANK, " "))


def as_seen(text: str) -> str:
    """What a reader sees of a name, for comparing; what is shown is the name as it was written.

    Names of one look are equal: whatever is not seen in them, and whichever of their forms the
    letters have (NFKC; letters of other scripts stay other letters). So are a few that a good font
    tells apart: emoji joined or side by side, flags of parts of a country.
    """
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return " ".join(plain.translate(_SPACES).split())
