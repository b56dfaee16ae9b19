"""The languages of the page: a folder of tables for each, laid over what English says.

A table is a YAML file; its keys are those of what it gives words to. What a language lacks is said
in English, which stands where it is declared; ``en`` has only what nothing but the page says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from recsim.analysis.stories.forms import WORDS
from recsim.analysis.stories.picks import PICKS, Pick
from recsim.analysis.stories.speech import ENGLISH as STORIES_IN_ENGLISH
from recsim.analysis.stories.speech import Words
from recsim.classroom import calibration, telling
from recsim.classroom.market import TEAM_NAMES
from recsim.classroom.names import ALIASES, Aliases
from recsim.page.glossary import GLOSSARY
from recsim.page.levers import SAID
from recsim.page.start import Start, short_labels
from recsim.page.words import words
from recsim.report import rates, segments, tradeoff
from recsim.report.ends import APPLICATIONS, APPROACHES
from recsim.scenario import gallery
from recsim.scenario.sentences import sentence
from recsim.scenario.yaml_text import shipped

FOLDER = Path(__file__).with_name("languages")
ENGLISH = "en"
SCENARIOS = "scenarios"
"""The table of shipped scenarios, which goes with each of them."""
WORKSHOP = ("rooms", "desk", "market", "story", "scores", "trees", "refusals")
"""Tables of what only a workshop says, in all languages; a page from a file has none of them."""
STORIES, PSEUDONYMS = "stories", "pseudonyms"
"""Tables that stay with the server: of who tells a story, and of who names people in a room."""
Json = dict[str, Any]


def languages() -> list[str]:
    """Their codes (ISO 639-1), English first."""
    found = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    return sorted(found, key=lambda name: name != ENGLISH)


@cache
def tables(language: str) -> Json:
    """All tables of a language by their subject: what its files are called."""
    files = sorted((FOLDER / language).glob("*.yaml"))
    return {path.stem: shipped(path.read_text(encoding="utf-8")) for path in files}


def english() -> Json:
    """What every page says in English, by subject; and what a workshop says."""
    return {
        **tables(ENGLISH),
        "sentences": words(),
        "glossary": {word: [word, text] for word, text in GLOSSARY.items()},
        "choices": dict(SAID),
        STORIES: {**WORDS, "picks": {name: _pick(one) for name, one in PICKS.items()}},
        "trees": {name: name for name in TEAM_NAMES},
        PSEUDONYMS: {
            "form": ALIASES.form,
            "colours": list(ALIASES.colours),
            "animals": list(ALIASES.animals),
        },
        "scores": {**calibration.FORMS, **telling.FORMS},
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


def dictionary(*, workshop: bool) -> Json:
    """The tables of all languages but those of scenarios; those of a workshop if it is one."""
    left_out = (SCENARIOS, STORIES, PSEUDONYMS, *(() if workshop else WORKSHOP))
    all_ = {ENGLISH: english()} | {one: tables(one) for one in languages() if one != ENGLISH}
    return {
        language: {name: table for name, table in found.items() if name not in left_out}
        for language, found in all_.items()
    }


def words_of_stories(language: str) -> Words:
    """What a story is told with; in English if there is no such language."""
    if known(language) == ENGLISH:
        return STORIES_IN_ENGLISH
    said = tables(language)
    return Words({**said[STORIES], "segments": said["segments"]})


def aliases(language: str) -> Aliases:
    """What pseudonyms are made of; in English if there is no such language."""
    if known(language) == ENGLISH:
        return ALIASES
    return Aliases(**tables(language)[PSEUDONYMS])


def _pick(pick: Pick) -> Json:
    return {"label": pick.label, "meaning": pick.meaning}


def in_all(subject: str, key: str) -> str:
    """A text in every language, as HTML: for where no script can choose one.

    Args:
        subject: name of its table.
        key: of the text, as in "page.no_script".
    """
    first, *others = [(language, escape(text(language, subject, key))) for language in languages()]
    marked = [f'<span lang="{language}">{said}</span>' for language, said in others]
    return " ".join([first[1], *marked])


def known(language: str) -> str:
    """The language, or English if there is no such one."""
    return language if language in languages() else ENGLISH


def text(language: str, subject: str, key: str) -> str:
    """A text in a language, with its places open; in English if there is no such language."""
    return _text(tables(known(language))[subject], key)


def _text(table: Json, key: str) -> str:
    found: Any = table
    for name in key.split("."):
        found = found[name]
    assert isinstance(found, str)
    return found


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


def strategies_in_languages(start: Start) -> Json:
    """Names of a shipped scenario's strategies by language and by their English names.

    Those of strategies whose settings were moved are among them.
    """
    found: Json = {}
    for language, said in in_languages(start).items():
        changed = _text(tables(language)["page"], "levers.changed")
        own = dict(zip(start.labels, said["strategies"], strict=True))
        found[language] = {start.labels[key]: one for key, one in own.items()}
        for key, one in own.items():
            label = changed.format(name=one["short"])
            found[language][start.changed_labels[key]] = {"label": label, "short": label}
    return found


def _ordered(start: Start, variants: Sequence[str], table: Mapping[str, Any]) -> Json:
    labels = {key: table["strategies"].get(key, label) for key, label in start.labels.items()}
    short = short_labels(labels)
    said = table.get("variants", {})
    return {
        **{key: table[key] for key in ("title", "question", "lesson") if key in table},
        "strategies": [{"label": labels[key], "short": short[key]} for key in labels],
        "variants": [{"label": said.get(name)} for name in variants],
    }
