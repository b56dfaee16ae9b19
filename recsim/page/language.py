"""The languages of the page: a folder of tables for each, laid over what English says.

A table is a YAML file; its keys are those of what it gives words to. What a language lacks is said
in English, which stands where it is declared; ``en`` has only what nothing but the page says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from recsim.page.glossary import GLOSSARY
from recsim.page.levers import SAID
from recsim.page.start import Start, short_labels
from recsim.page.words import words
from recsim.report import rates, segments, tradeoff
from recsim.report.ends import APPLICATIONS, APPROACHES
from recsim.scenario import gallery
from recsim.scenario.sentences import sentence

FOLDER = Path(__file__).with_name("languages")
ENGLISH = "en"
SCENARIOS = "scenarios"
"""The table of shipped scenarios, which goes with each of them."""
Json = dict[str, Any]


def languages() -> list[str]:
    """Their codes (ISO 639-1), English first."""
    found = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    return sorted(found, key=lambda name: name != ENGLISH)


@cache
def tables(language: str) -> Json:
    """All tables of a language by their subject: what its files are called."""
    files = sorted((FOLDER / language).glob("*.yaml"))
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}


def english() -> Json:
    """What every page says in English, by subject."""
    return {
        "page": tables(ENGLISH)["page"],
        "sentences": words(),
        "glossary": {word: [word, text] for word, text in GLOSSARY.items()},
        "choices": dict(SAID),
        "pictures": {
            "plane": tradeoff.TITLE,
            "segments": segments.QUESTION,
            "made_of": sentence(rates.MADE_OF),
        },
        "ends": {
            name: {
                "heading": group.heading,
                "nothing": group.nothing,
                "ends": [end.name for end in group.ends],
            }
            for name, group in (("approaches", APPROACHES), ("applications", APPLICATIONS))
        },
    }


def dictionary() -> Json:
    """The tables of all languages but those of scenarios."""
    others = {
        language: {name: table for name, table in tables(language).items() if name != SCENARIOS}
        for language in languages()
        if language != ENGLISH
    }
    return {ENGLISH: english(), **others}


def in_languages(start: Start, variants: Sequence[str] = ()) -> Json:
    """Texts of a shipped scenario by language, in the order of its strategies and of ``variants``.

    Empty for a file of somebody's own, whatever it is called.
    """
    name = start.scenario.name
    if gallery.find(name) != start.loaded.path:
        return {}
    found = {language: tables(language).get(SCENARIOS, {}).get(name) for language in languages()}
    return {
        language: _ordered(start, variants, table) for language, table in found.items() if table
    }


def _ordered(start: Start, variants: Sequence[str], table: Mapping[str, Any]) -> Json:
    labels = {key: table["strategies"].get(key, label) for key, label in start.labels.items()}
    short = short_labels(labels)
    said = table.get("variants", {})
    return {
        **{key: table[key] for key in ("title", "question", "lesson") if key in table},
        "strategies": [{"label": labels[key], "short": short[key]} for key in labels],
        "variants": [{"label": said.get(name)} for name in variants],
    }
