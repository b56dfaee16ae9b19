"""What a room refuses in ordinary play, by a key that pages have words for in each language."""

from __future__ import annotations

from collections.abc import Mapping

from recsim.page.language import ENGLISH, tables

REFUSALS: Mapping[str, str] = tables(ENGLISH)["refusals"]
"""Sentences in English by key."""
_KEYS = {text: key for key, text in REFUSALS.items()}


def key_of(text: str) -> str | None:
    """The key of a refusal; None if a page can only show it as it is."""
    return _KEYS.get(text)
