"""The sheets to print are docs/handout.md, whole."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from recsim.page.language import languages
from recsim.papers import documents
from recsim.papers.sheets import sheets, write

ROOT = Path(__file__).parents[3]
HANDOUT = (ROOT / "docs" / "handout.md").read_text(encoding="utf-8")
STATIC = ROOT / "recsim" / "workshop" / "static"


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-zÄÖÜäöüß]{4,}", text)


def handout(language: str) -> str:
    if language == documents.ENGLISH:
        return HANDOUT
    return (documents.LANGUAGES / language / "handout.md").read_text(encoding="utf-8")


def test_it_speaks_the_languages_of_the_page() -> None:
    assert documents.languages("handout.md") == languages()
    assert sheets("de") != sheets()
    assert sheets("../../docs") == sheets()


@pytest.mark.parametrize("language", languages())
def test_each_section_is_a_sheet_and_no_word_is_lost(language: str) -> None:
    made_of = sheets(language)
    assert list(made_of) == ["sheet-for-participants", "debrief-sheet"]
    _, *sections = re.split(r"^## ", handout(language), flags=re.MULTILINE)
    for section, made in zip(sections, made_of.values(), strict=True):
        assert f'<html lang="{language}">' in made
        body = unescape(re.sub(r"<[^>]+>", " ", made.partition("<body>")[2]))
        assert words(body) == words(section)
        assert body.count("___") == 0


@pytest.mark.parametrize("language", languages())
def test_a_sheet_has_the_same_places_to_write_in_every_language(language: str) -> None:
    for made, english in zip(sheets(language).values(), sheets().values(), strict=True):
        for place in ("<tr>", "<th>", "<td>", "<hr", 'class="blank"', "<strong>", "<em>", "<p>"):
            assert made.count(place) == english.count(place), place


def test_they_need_nothing_else() -> None:
    for made in [*sheets().values(), *sheets("de").values()]:
        assert not re.search(r"(src|href)=|url\(|@import", made)


def test_they_are_written_as_files(tmp_path: Path) -> None:
    paths = write(tmp_path)
    assert [path.read_text(encoding="utf-8") for path in paths] == list(sheets().values())


@pytest.mark.parametrize("page", [STATIC / "menu.html", STATIC / "room" / "trainer.js"])
def test_the_workshop_s_pages_lead_to_each_of_them(page: Path) -> None:
    linked = re.findall(r'"/sheets/([\w-]+)"', page.read_text(encoding="utf-8"))
    assert linked == list(sheets())
