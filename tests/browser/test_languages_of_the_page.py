"""The page in another language: words, sentences, numbers, and a choice that stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from patience import PATIENCE

from recsim.page.bundle import page as made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

GERMAN, ENGLISH = "de-AT", "en-GB"
ENGLISH_WORDS = re.compile(r"\b(the|of|and|with|which|is|are|what|people|more|fewer|to|by)\b")
NEVER_TWO = """() => [...document.querySelectorAll("*")].flatMap((node) => node.checkVisibility()
  && node.getBoundingClientRect().top < innerHeight
  ? [...node.childNodes].filter((one) => one.nodeType === 3).map((one) => one.textContent) : [])"""
"""Texts of the first screen."""
Visit = Callable[..., "Page"]


@pytest.fixture(scope="module")
def file(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a shipped question, and with a small town of somebody's own."""
    written = tmp_path_factory.mktemp("languages") / "page.html"
    text = made(["two_ways", str(town)])
    written.write_text(text, encoding="utf-8")
    assert len(text.encode()) < 1_000_000
    return written


@pytest.fixture
def visit(browser: Browser, file: Path) -> Iterator[Visit]:
    """Open it, as in ``visit("scenario=town", locale="de-DE")``, and wait for a sentence."""
    contexts = []
    wrong: list[str] = []

    def go(fragment: str = "", query: str = "", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{file.as_uri()}{query}#{fragment}")
        page.locator("#sentence", has_text=".").wait_for()
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrong == []


def test_the_first_screen_has_no_english(visit: Visit) -> None:
    page = visit(locale=GERMAN)
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.locator("#question").inner_text().startswith("Wo lohnt sich")
    shown = page.evaluate(NEVER_TWO)
    assert len(shown) > 30
    assert [text for text in shown if ENGLISH_WORDS.search(text)] == []
    assert "Büro" in shown
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_moved_lever_changes_a_german_sentence(visit: Visit) -> None:
    page = visit("scenario=town", locale=GERMAN)
    page.locator('body[data-runs="30"]').wait_for()
    before = page.locator("#sentence").inner_text()
    lever = page.locator('[data-path="strategies.polite.care"]')
    lever.locator("input").fill("0.5")
    assert lever.locator("output").inner_text() == "0,5"
    said = page.locator("#change", has_text="Einstellungen")
    said.wait_for()
    assert re.search(r"den (neuen|alten) Einstellungen", said.inner_text())
    assert "Polite (geändert)" in page.locator("#legend").inner_text()  # its own words stay
    assert page.locator("#sentence").inner_text() != before
    assert re.search(r"\d,\d", page.locator("#outcomes").inner_text())


def test_a_choice_stays_and_an_address_goes_before_it(visit: Visit) -> None:
    page = visit("scenario=town", locale=ENGLISH)
    undo = page.locator("#undo")
    assert undo.inner_text() == "Undo"
    page.locator("#language").select_option("de")
    page.locator("html[lang=de]").wait_for()
    assert undo.inner_text() == "Rückgängig"
    assert "scenario=town" in page.url
    page.reload()
    assert undo.inner_text() == "Rückgängig"
    page.goto(page.url.replace("#", "?lang=en#"))
    assert undo.inner_text() == "Undo"
    page.locator("#language").select_option("de")  # what is chosen goes before the address
    page.locator("html[lang=de]").wait_for()
    assert "lang=" not in page.url


def test_what_was_set_just_before_a_choice_is_kept(visit: Visit) -> None:
    page = visit("scenario=town", locale=ENGLISH)
    page.evaluate(
        """() => {
          const lever = document.querySelector('[data-path="strategies.polite.care"] input');
          lever.value = 0.5;
          lever.dispatchEvent(new Event("input", { bubbles: true }));
          const menu = document.querySelector("#language");
          menu.value = "de";
          menu.dispatchEvent(new Event("change"));
        }"""
    )
    page.locator("html[lang=de]").wait_for()
    assert page.locator('[data-path="strategies.polite.care"] input').input_value() == "0.5"


def test_a_language_that_is_not_there_is_english(visit: Visit) -> None:
    page = visit("scenario=town", query="?lang=constructor", locale="fr-FR")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#language").input_value() == "en"
