"""What a workshop refuses, by a key that pages have words for in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from recsim.page.language import ENGLISH, tables
from recsim.scenario.errors import shortened

REFUSALS: Mapping[str, str] = tables(ENGLISH)["refusals"]
"""Sentences in English by key; names in braces are to be filled in."""
LONGEST_TOLD = 1000
"""Letters of a sentence that is looked for among them; the time for it grows faster than they."""


def refusal(key: str, **parts: object) -> str:
    """A sentence in English with its places filled."""
    return REFUSALS[key].format(**parts)


def told(text: str) -> dict[str, Any]:
    """A sentence as pages get it.

    Returns:
        ``text``; of one of ``REFUSALS`` also its ``key``, and if it has places ``parts``: what
        they are filled with, by name. A page shows all others as they are.
    """
    said = {"text": shortened(text)}
    if len(text) > LONGEST_TOLD:
        return said
    for key, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(text):
            parts = {name: shortened(part) for name, part in found.groupdict().items()}
            return {**said, "key": key, **({"parts": parts} if parts else {})}
    return said


def _pattern(form: str) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", form)
    pieces[::2] = map(re.escape, pieces[::2])
    pieces[1::2] = [f"(?P<{name}>.+?)" for name in pieces[1::2]]
    return re.compile("".join(pieces), re.DOTALL)


_PATTERNS = {key: _pattern(form) for key, form in REFUSALS.items()}
