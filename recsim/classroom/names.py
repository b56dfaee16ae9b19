"""Names that strangers typed: made harmless for screens, tables and pictures; and pseudonyms."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping

LONGEST_NAME = 32
LONGEST_TEXT = 2000
NAMELESS = "nameless"
CHANGED = " (changed)"
"""What a workshop writes behind the name of a strategy whose settings were moved; no nickname."""
MOST_MARKS = 2
"""Accents in a row on one letter; more of them climb over the lines above."""
_TAGS = re.compile(r"<[^<>]*>|\[/?[a-zA-Z#@ ][^\[\]]*\]|\[/\]")
_SIGNS = str.maketrans("", "", '<>[]{}|`\\*_~$&"')
_FORMULA = "=+-@'#%.,;:!/ "
"""What starts a formula in a spreadsheet, or is no start of a name."""

_COLOURS = (
    "Amber", "Azure", "Bronze", "Coral", "Crimson", "Golden", "Green", "Grey", "Indigo", "Ivory",
    "Olive", "Purple", "Scarlet", "Silver", "Teal", "White",
)  # fmt: skip
_ANIMALS = (
    "Badger", "Bear", "Beaver", "Bison", "Cormorant", "Crane", "Curlew", "Deer", "Dolphin", "Dove",
    "Eagle", "Egret", "Elk", "Falcon", "Finch", "Gannet", "Gazelle", "Goose", "Grouse", "Hare",
    "Hawk", "Hedgehog", "Heron", "Ibex", "Ibis", "Jackdaw", "Kestrel", "Kingfisher", "Kite", "Lark",
    "Lynx", "Magpie", "Marten", "Moose", "Nightingale", "Oriole", "Osprey", "Otter", "Owl",
    "Oystercatcher", "Partridge", "Pelican", "Penguin", "Plover", "Puffin", "Quail", "Raven",
    "Robin", "Salmon", "Seal", "Sparrow", "Squirrel", "Starling", "Stork", "Swallow", "Swan",
    "Swift", "Tern", "Thrush", "Tortoise", "Trout", "Turtle", "Wagtail", "Wren",
)  # fmt: skip


def clean_name(text: str) -> str:
    """A name of at most 32 letters on one line, without markup and control characters.

    Left out are characters that cannot be seen or change the direction of writing, tags in angle
    or square brackets, signs that mean something to terminals, HTML or Markdown, and what would
    start a formula in a spreadsheet. Empty if nothing is left.
    """
    return _shortened(_harmless(text, _TAGS).translate(_SIGNS).lstrip(_FORMULA), LONGEST_NAME)


def clean_text(text: str) -> str:
    """Free text of at most 2,000 letters on one line, without tags and control characters."""
    return _shortened(_harmless(text, re.compile(r"<[^<>]*>")).lstrip("=+-@"), LONGEST_TEXT)


def _harmless(text: str, tags: re.Pattern[str]) -> str:
    text = unicodedata.normalize("NFC", text[: 4 * LONGEST_TEXT])
    kept, marks = [], 0
    for letter in text:
        kind = unicodedata.category(letter)
        marks = marks + 1 if kind.startswith("M") else 0
        if kind in ("Zs", "Zl", "Zp") or letter in "\t\n\r":
            kept.append(" ")
        elif not kind.startswith("C") and marks <= MOST_MARKS:
            kept.append(letter)
    return " ".join(tags.sub("", "".join(kept)).split())


def _shortened(text: str, longest: int) -> str:
    text = text.strip()
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}\u2026"


def distinct(wanted: Mapping[str, str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Names that differ from one another in more than capitals, by file name.

    Args:
        wanted: the name that each file asks for; those that are alike get a number, in the order
            of the files' names.
        taken: names that nobody may have.
    """
    used = {name.casefold() for name in taken}
    found: dict[str, str] = {}
    for file in sorted(wanted):
        name, count = wanted[file] or NAMELESS, 1
        while name.casefold() in used:
            count += 1
            name = f"{wanted[file] or NAMELESS} ({count})"
        used.add(name.casefold())
        found[file] = name
    return found


def pseudonyms(names: Iterable[str], salt: str) -> dict[str, str]:
    """A colour and an animal for each name, by a hash of the name and the challenge's salt.

    Who keeps a name keeps the animal in another round of the same challenge, whoever else takes
    part, unless two names meet in one animal. Whoever knows the salt can find out the animal of a
    name: pseudonyms hide ranks from glances, not from detectives.
    """
    ranked = {
        name: hashlib.sha256(f"{salt}\n{name.casefold()}".encode()).hexdigest() for name in names
    }
    wanted = {
        number: f"{_COLOURS[int(number[:8], 16) % len(_COLOURS)]} "
        f"{_ANIMALS[int(number[8:16], 16) % len(_ANIMALS)]}"
        for number in ranked.values()
    }
    found = distinct(wanted)
    return {name: found[number] for name, number in ranked.items()}
