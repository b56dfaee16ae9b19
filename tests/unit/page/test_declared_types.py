"""What the declarations of the pages' scripts promise, Python writes and the documents have."""

from __future__ import annotations

import re
from collections import defaultdict
from html.parser import HTMLParser
from typing import Any

import pytest

from recsim.page import bundle
from recsim.page.reads import measures
from recsim.page.settings import memory
from recsim.page.translate import javascript
from recsim.page.words import rules
from recsim.workshop.modules import MENU

GLOBALS = (bundle.STATIC / "globals.d.ts").read_text(encoding="utf-8")
TABLES = (bundle.STATIC / "tables.d.ts").read_text(encoding="utf-8")
PAGES = sorted([*bundle.STATIC.glob("*.html"), *MENU.parent.glob("*.html")])
OWN = ("a", "button", "details", "dialog", "form", "input", "script", "select", "textarea")
"""Tags whose elements have properties that others lack."""


def block(text: str, head: str) -> str:
    """What stands between the braces after this head."""
    found = re.search(rf"{re.escape(head)} \{{(.*?)^\}}", text, re.DOTALL | re.MULTILINE)
    assert found, head
    return found[1]


@pytest.mark.parametrize(
    ("text", "head", "written"),
    [
        (TABLES, "export const RULES:", rules()),
        (GLOBALS, "declare const MEMORY:", memory()),
        (GLOBALS, "declare const MEASURES:", measures()),
    ],
    ids=["RULES", "MEMORY", "MEASURES"],
)
def test_a_table_has_the_declared_keys(text: str, head: str, written: dict[str, Any]) -> None:
    declared = re.findall(r"(\w+): ", block(text, head))
    assert sorted(declared) == sorted(written)


def test_a_module_of_tables_has_what_is_declared() -> None:
    declared = set(re.findall(r"^export (?:const|function) (\w+)", TABLES, re.MULTILINE))
    module = bundle.module_of_tables()
    written = {*re.findall(r"^export const (\w+)", module, re.MULTILINE), "outreach_share"}
    assert "\nexport { outreach_share };" in module
    assert declared == written


def test_functions_of_the_model_are_there_by_their_declared_names() -> None:
    declared = re.findall(r"^declare function (\w+)", GLOBALS, re.MULTILINE)
    program = javascript()
    assert len(declared) >= 5
    assert [
        one for one in declared if not re.search(rf"^(function|const) {one}\b", program, re.M)
    ] == []


class Tags(HTMLParser):
    """Tags of all elements that have an id, by id."""

    def __init__(self) -> None:
        super().__init__()
        self.found: defaultdict[str, set[str]] = defaultdict(set)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if name := dict(attrs).get("id"):
            self.found[name].add(tag)


def test_elements_have_the_declared_tags() -> None:
    tags = Tags()
    for page in PAGES:
        tags.feed(page.read_text(encoding="utf-8"))
    declared = dict(re.findall(r'"?([\w-]+)"?: "(\w+)"', block(GLOBALS, "interface Tags")))
    own = {name for name, found in tags.found.items() if found & set(OWN)}
    assert declared.keys() == own
    assert [name for name, tag in declared.items() if tag not in tags.found[name]] == []
