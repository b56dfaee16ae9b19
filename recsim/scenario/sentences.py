"""The smallest parts of sentences."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(text: str) -> str:
    """The text with a capital at its start and a full stop at its end."""
    return f"{capital(text)}{'' if text.endswith('.') else '.'}"


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


QUOTED, NAME = '"{name}"', "{name}"
"""A name in a sentence: one of several words, and of one."""


def quoted(name: str) -> str:
    """A name in a sentence: in quotes if it is of several words."""
    return (QUOTED if " " in name else NAME).format(name=name)
