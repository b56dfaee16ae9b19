"""Every text of the page has a form in every language, with the same places to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from script_texts import texts as texts_of

from recsim.analysis.measures import MEASURES
from recsim.analysis.stories.speech import ENGLISH as ENGLISH_STORIES
from recsim.analysis.stories.speech import Names, clause
from recsim.page.bundle import STATIC
from recsim.page.language import (
    ENGLISH,
    english,
    in_languages,
    languages,
    tables,
    words_of_stories,
)
from recsim.page.language import WORKSHOP as WORKSHOP_TABLES
from recsim.page.scenarios import begin, entry, texts
from recsim.page.start import Start
from recsim.scenario import gallery
from recsim.scenario.evidence import GRADES
from recsim.scenario.load import load
from recsim.workshop.app import STATIC as WORKSHOP

Json = dict[str, Any]
OTHERS = [language for language in languages() if language != ENGLISH]
TOO_LARGE = ("large_market", "stress_million")
"""Scenarios that no page takes."""
SHIPPED = [path for path in gallery.folder().glob("*.yaml") if path.stem not in TOO_LARGE]


def leaves(table: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text, with the keys that lead to it."""
    if isinstance(table, str):
        yield where, table
        return
    parts = table.items() if isinstance(table, dict) else enumerate(table)
    for key, part in parts:
        yield from leaves(part, f"{where}/{key}".lstrip("/"))


def places(text: str) -> list[str]:
    """Names of what is to be filled in, sorted."""
    return sorted(re.findall(r"\{(\w+)\}", text))


@pytest.fixture(scope="module")
def base() -> Start:
    """The scenario that has all levers."""
    return begin("base")


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_the_page_has_a_form_with_the_same_places(language: str) -> None:
    said = tables(language)
    wrong = []
    for subject, table in english().items():
        here, there = dict(leaves(table)), dict(leaves(said[subject]))
        needed = {key: places(text) for key, text in here.items() if text}
        given = {key: places(text) for key, text in there.items() if key in needed}
        wrong += [f"{subject}/{key}" for key in needed if given.get(key) != needed[key]]
        wrong += [f"{subject}/{key} means nothing" for key in there if key not in here]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_measure_has_a_name_and_a_meaning(language: str) -> None:
    said = tables(language)
    assert set(said["measures"]) == set(MEASURES)
    assert all(set(one) == {"label", "definition"} for one in said["measures"].values())
    assert {of.unit for of in MEASURES.values()} <= set(said["units"])


@pytest.mark.parametrize("language", OTHERS)
def test_every_lever_has_a_name_and_a_meaning(language: str, base: Start) -> None:
    said, declared = tables(language), texts([base])
    assert set(said["levers"]) == set(declared)
    for key, text in declared.items():
        assert {"label", "help"} & set(text) == set(said["levers"][key]), key
    assert {text.get("unit", "") for text in declared.values()} - {""} <= set(said["units"])
    assert {value for text in declared.values() for value, _ in text.get("choices", ())} <= set(
        said["choices"]
    )
    assert set(base.scenario.world.segments) <= set(said["segments"])


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(Path(path).stem))
def test_every_shipped_scenario_is_told(language: str, path: Path) -> None:
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    said = tables(language)["scenarios"][path.stem]
    for key in ("title", "question", "lesson"):
        assert said[key] not in ("", written[key])
        options = re.findall(r"`[^`]+`", written[key])
        assert re.findall(r"`[^`]+`", said[key]) == options  # of the command line
    assert set(said["strategies"]) == set(written["strategies"])
    assert set(said.get("variants", ())) == set(written.get("variants", ()))


@pytest.mark.parametrize("language", OTHERS)
def test_what_defaults_rest_on_is_told(language: str, base: Start) -> None:
    said = tables(language)["evidence"]
    found = [text["evidence"] for text in texts([base]).values() if text.get("evidence")]
    assert len(found) > 30
    assert {name for name, _ in found} == set(said["parameters"])
    assert set(said["grades"]) == set(GRADES)
    assert places(said["form"]) == ["grade", "id", "meaning", "what"]


@pytest.mark.parametrize("language", OTHERS)
def test_every_event_of_a_story_is_told(language: str) -> None:
    words = words_of_stories(language)
    names = Names(("Calling", "Waiting"), words)
    for kind, details in ENGLISH_STORIES.clauses.items():
        assert words.clauses[kind].keys() == details.keys()
        for detail in details:
            said = clause(kind, detail, 0.5, 1, names)
            assert "{" not in said
            assert said != clause(kind, detail, 0.5, 1, Names(("Calling", "Waiting")))


def test_an_unknown_language_tells_stories_in_english() -> None:
    assert words_of_stories("../../etc") is ENGLISH_STORIES


def test_a_shipped_scenario_brings_its_languages_along() -> None:
    made = entry(begin("careful_or_careless"))
    said = made["languages"]["de"]
    assert said["question"] == tables("de")["scenarios"]["careful_or_careless"]["question"]
    assert made["strategies"][0]["key"] == "bulk"
    assert said["strategies"][0] == {"label": "Sorglos (0,1)", "short": "Sorglos"}
    assert [one["label"] for one in said["variants"]] == ["eine kleine Stadt"]


def test_a_file_of_ones_own_keeps_its_words_whatever_it_is_called(tmp_path: Path) -> None:
    file = tmp_path / "base.yaml"
    file.write_text("recsim: 1\nextends: base\ntitle: Ours\n", encoding="utf-8")
    start = Start("base", load(file, measures=MEASURES), shipped=False, source=str(file))
    assert start.scenario.name == "base"
    assert in_languages(start) == {}


SENTENCE = re.compile(r"[A-Za-zÄÖÜäöü’]{2,},? [a-zäöü]{2,}")
NO_SENTENCES = {
    "prefers": "a question of CSS to the browser",
    "translate(": "a place in a picture",
    "M${": "a path in a picture",
    "rgba(": "a colour",
    "querySelector": "a question to the document",
    "style": "a style",
    "var(--": "a style",
    "#": "a place in the document",
    ":enabled": "a question to the document",
    "<!doctype": "a file",
    "plotly is missing": "an error for whoever mends it",
    "recsim run": "the command that finds the same numbers",
}
"""Parts of literals of two words and more that nobody reads, each with its reason."""
WORDS_OF_THE_SERVER = {"cannot tell", "on it"}
CLASSES = re.compile(r"""\bclass: (?:[^,}`"]|"[^"]*"|`[^`]*`)*""")
"""Names of looks, as in ``class: isOpen ? "told open" : "told"``."""


def sentences(text: str) -> list[str]:
    """Literals of a script that people would read."""
    return [
        one
        for one in texts_of(CLASSES.sub("", text))
        if SENTENCE.search(one)
        and one not in WORDS_OF_THE_SERVER
        and not any(part in one for part in NO_SENTENCES)
    ]


DOCUMENTS = [
    path
    for folder in (STATIC, WORKSHOP)
    for path in sorted(folder.rglob("*"))
    if path.suffix in (".js", ".html")
]
"""Scripts and documents of the page, of rooms, of their trainer and of stories."""
KEY = re.compile(r"""(?:\b(?:t|counted)\(|data-t(?:-[a-z-]+)?=)"([\w. ]+)"(?! *\+)""")


def text_at(key: str) -> Any:
    """What a script gets for a key; as in recsim/page/static/language.js."""
    found: Any = {**english(), **english()["page"]}
    for name in key.split("."):
        found = found[int(name)] if isinstance(found, list) else found[name]
    return found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(Path(path).name))
def test_every_key_of_a_script_has_a_text(path: Path) -> None:
    for key in KEY.findall(path.read_text(encoding="utf-8")):
        assert text_at(key) is not None, key


def test_no_table_of_a_workshop_hides_behind_the_page() -> None:
    assert set(english()["page"]).isdisjoint(WORKSHOP_TABLES)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(Path(path).name))
def test_the_page_has_no_sentences_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        assert re.findall(r">\s*([A-Za-z][^<{]*)<", text) == []
    else:
        assert sentences(text) == []


def test_a_sentence_in_a_script_is_found() -> None:
    assert sentences('notice("This browser keeps nothing.");\n// a "comment of words"') == [
        "This browser keeps nothing."
    ]
    nested = 'say(/["`]/.test(a) ? `${b ? `of ${"all of them"}` : ""} people are here` : "two")'
    assert sentences(nested) == ["all of them", " people are here"]
