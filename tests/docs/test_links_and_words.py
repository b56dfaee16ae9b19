"""Links lead somewhere, and words are used as the glossary says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MADE_LATER = re.compile(r"gallery/")
# no page may speak of unfinished work, or install somebody else's library of this name
FORBIDDEN = re.compile(r"\bTODO\b|\bFIXME\b|pip install recsim\b")  # what is searched for


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors(text: str) -> set[str]:
    """Places of a page that can be linked to, as code hosts name them."""
    found = set(re.findall(r'<a id="([^"]+)">', text))
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        kept = re.sub(r"[^\w\- ]", "", heading.lower())
        found.add(kept.replace(" ", "-"))
    return found


def links(text: str) -> list[str]:
    return re.findall(r"(?<!\\)\]\(([^)\s]+)\)", text)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_work(page: Path) -> None:
    broken = []
    for link in links(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = page.parent / file if file else page
        if not target.exists():
            if not MADE_LATER.search(file):
                broken.append(link)
        elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_forbidden_words(page: Path) -> None:
    assert FORBIDDEN.findall(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_people_are_not_called_passive(page: Path) -> None:
    """Except where the clash of words is explained, and in what others published."""
    if page.name in ("README.md", "glossary.md"):
        return
    text = page.read_text(encoding="utf-8").partition("## What somebody published")[0]
    assert re.findall(r"passive (?:candidate|people|person)", text, re.IGNORECASE) == []


def test_the_clash_of_words_is_explained() -> None:
    for page in (ROOT / "README.md", ROOT / "docs" / "glossary.md"):
        text = page.read_text(encoding="utf-8")
        assert "passive candidate" in text
        assert "happily employed" in text


def test_not_for_decisions_about_individuals() -> None:
    for page in (ROOT / "docs" / "limits.md", ROOT / "docs" / "model.md"):
        text = " ".join(page.read_text(encoding="utf-8").split())
        assert "not for decisions about individuals" in text
