"""Pages of docs/ that slides and sheets are made from, as sections and as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ELSEWHERE = re.compile(r"[a-z]+:")
"""How an address begins that is not a place in docs/."""
ENGLISH = "en"
LANGUAGES = Path(__file__).with_name("languages")
"""A folder for each other language, with the pages of docs/ that it has."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Section:
    """What stands below a heading of the second level.

    Attributes:
        heading: its words.
        text: Markdown up to the next such heading.
    """

    heading: str
    text: str

    @property
    def anchor(self) -> str:
        """The place in a link, as code hosts name it."""
        return re.sub(r"[^\w\- ]", "", self.heading.lower()).replace(" ", "-")


def folder() -> Path:
    """``docs`` of a checkout, or what an installation has of it."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "documents"
    return installed if installed.is_dir() else package.parent / "docs"


def languages(page: str) -> list[str]:
    """Codes (ISO 639-1) of the languages that a page is in, English first."""
    return [ENGLISH, *sorted(path.parent.name for path in LANGUAGES.glob(f"*/{page}"))]


@cache
def sections(page: str, language: str = ENGLISH) -> tuple[Section, ...]:
    """Sections of a page ("workshop.md"), in one of its ``languages``."""
    within = folder() if language == ENGLISH else LANGUAGES / language
    text = COMMENT.sub("", (within / page).read_text(encoding="utf-8"))
    _, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    cut = (part.partition("\n") for part in parts)
    return tuple(Section(heading.strip(), below.strip()) for heading, _, below in cut)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def tokens(text: str) -> list[Token]:
    """The text as markdown-it's tokens."""
    return _parser().parse(text)


def html(text: str) -> str:
    """Markdown as HTML; links within docs/ are words, as there is nothing that they lead to."""
    found = tokens(text)
    for token in found:
        if token.children:
            token.children = _without_links(token.children)
    return str(_parser().renderer.render(found, _parser().options, {}))


def _without_links(children: Sequence[Token]) -> list[Token]:
    kept = []
    open_links: list[bool] = []
    for token in children:
        if token.type == "link_open":
            open_links.append(bool(ELSEWHERE.match(str(token.attrs.get("href", "")))))
            if not open_links[-1]:
                continue
        if token.type == "link_close" and not open_links.pop():
            continue
        kept.append(token)
    return kept
