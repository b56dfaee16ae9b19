"""Names and texts that strangers typed: kept as they were written; and pseudonyms."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recsim.scenario.alike import BLANK, as_seen
from recsim.scenario.printable import OBEYED

LONGEST_NAME = 32
LONGEST_TEXT = 2000
NAMELESS = "nameless"
CHANGED = " (changed)"
"""What a workshop writes behind the name of a strategy whose settings were moved; no nickname."""
MOST_MARKS = 5
"""Accents in a row on one letter, as some scripts have them; more climb over the lines above."""
_JOIN = "\u200c\u200d"
"""Join emoji, and letters of some scripts, or keep them apart."""
_GOES_ON = re.compile(f"[{_JOIN}\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""What belongs to the sign before it, as an emoji's colour does; accents do as well."""


@dataclass(frozen=True)
class Aliases:
    """What pseudonyms are made of in a language.

    Attributes:
        form: a colour and an animal put together.
        colours, animals: none of them twice.
    """

    form: str
    colours: Sequence[str]
    animals: Sequence[str]


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
ALIASES = Aliases("{colour} {animal}", _COLOURS, _ANIMALS)
"""In English; other languages have tables of the same keys (``recsim/page/languages``)."""


def clean_name(text: str) -> str:
    """A name as it was written, in any script and with any signs, of at most 32 on one line.

    Left out are control characters, and what turns the direction of the lines around it. A name
    that nobody would see is empty. Whoever shows it escapes it for the place where it is shown.
    """
    return one_line(text, LONGEST_NAME)


def one_line(text: str, longest: int) -> str:
    """A text as it was written, but on one line; empty if nobody would see anything of it."""
    line = _shortened(" ".join(_written(text).split()), longest)
    return line if any(map(_is_seen, line)) else ""


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNPS" and letter not in BLANK


def clean_text(text: str) -> str:
    """A text of at most 2,000 letters as it was written, line by line; see ``clean_name``."""
    return _shortened(_written(text).strip(), LONGEST_TEXT)


def _written(text: str) -> str:
    """The text without letters that are not seen but do something, and without too many accents."""
    plain = text[: 4 * LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept, marks = [], 0
    for letter in unicodedata.normalize("NFC", OBEYED.sub("", plain)):
        marks = marks + 1 if unicodedata.category(letter).startswith("M") else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def _shortened(text: str, longest: int) -> str:
    """The beginning of a text that is too long; no sign is cut in two."""
    if len(text) <= longest:
        return text
    end = longest - 1
    while end > 0 and (_belongs(text[end]) or text[end - 1] in _JOIN):
        end -= 1
    return f"{text[:end].rstrip()}\u2026"


def _belongs(letter: str) -> bool:
    """Whether a letter belongs to the sign before it."""
    return unicodedata.category(letter).startswith("M") or _GOES_ON.match(letter) is not None


def distinct(wanted: Mapping[str, str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Names that nobody takes for one another, nor for one in capitals, by file name.

    Args:
        wanted: the name that each file asks for; those that are alike get a number, in the order
            of the files' names.
        taken: names that nobody may have.
    """
    used = {look(name) for name in taken}
    found: dict[str, str] = {}
    for file in sorted(wanted):
        name, count = wanted[file] or NAMELESS, 1
        while look(name) in used:
            count += 1
            number = f" ({count})"  # within the name's length: it may be read and shortened again
            name = _shortened(wanted[file] or NAMELESS, LONGEST_NAME - len(number)) + number
        used.add(look(name))
        found[file] = name
    return found


def once(names: Iterable[str]) -> list[str]:
    """The names, but of those that look alike only the first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(look(name), name)
    return list(found.values())


def look(name: str) -> str:
    """What two names have in common that people would take for one another."""
    return as_seen(name).casefold()


def pseudonyms(names: Iterable[str], salt: str, aliases: Aliases = ALIASES) -> dict[str, str]:
    """A colour and an animal for each name, by a hash of the name and the challenge's salt.

    Who keeps a name keeps the animal in another round of the same challenge, whoever else takes
    part, unless two names meet in one animal. Whoever knows the salt can find out the animal of a
    name: pseudonyms hide ranks from glances, not from detectives.
    """
    ranked = {
        name: hashlib.sha256(f"{salt}\n{name.casefold()}".encode()).hexdigest() for name in names
    }
    wanted = {
        number: aliases.form.format(
            colour=aliases.colours[int(number[:8], 16) % len(aliases.colours)],
            animal=aliases.animals[int(number[8:16], 16) % len(aliases.animals)],
        )
        for number in ranked.values()
    }
    found = distinct(wanted)
    return {name: found[number] for name, number in ranked.items()}
