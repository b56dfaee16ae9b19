"""The sheets to print are docs/handout.md, whole."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from recsim.papers.sheets import sheets, write

ROOT = Path(__file__).parents[3]
HANDOUT = (ROOT / "docs" / "handout.md").read_text(encoding="utf-8")
STATIC = ROOT / "recsim" / "workshop" / "static"


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{4,}", text)


def test_each_section_is_a_sheet_and_no_word_is_lost() -> None:
    assert list(sheets()) == ["sheet-for-participants", "debrief-sheet"]
    _, *sections = re.split(r"^## ", HANDOUT, flags=re.MULTILINE)
    for section, made in zip(sections, sheets().values(), strict=True):
        body = unescape(re.sub(r"<[^>]+>", " ", made.partition("<body>")[2]))
        assert words(body) == words(section)
        assert body.count("___") == 0


def test_they_need_nothing_else() -> None:
    for made in sheets().values():
        assert not re.search(r"(src|href)=|url\(|@import", made)


def test_they_are_written_as_files(tmp_path: Path) -> None:
    paths = write(tmp_path)
    assert [path.read_text(encoding="utf-8") for path in paths] == list(sheets().values())


@pytest.mark.parametrize("page", [STATIC / "menu.html", STATIC / "room" / "trainer.js"])
def test_the_workshop_s_pages_lead_to_each_of_them(page: Path) -> None:
    linked = re.findall(r'"/sheets/([\w-]+)"', page.read_text(encoding="utf-8"))
    assert linked == list(sheets())
