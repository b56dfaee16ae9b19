"""Slides and sheets as they are projected and printed: nothing is cut, no page is half empty."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recsim.experiments.runner import run
from recsim.papers.deck import Presented, of_lesson
from recsim.papers.plans import lessons
from recsim.papers.sheets import sheets
from recsim.papers.slides import document
from recsim.scenario.gallery import find
from recsim.scenario.load import load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

A4 = (595, 842)
SLIDE = (720, 405)
SMALL = ["world.people=200", "study.horizon_days=28", "study.warm_up_days=0"]


def printed(page: Page) -> list[tuple[int, int]]:
    """Width and height of each page in points."""
    made = page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", made)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.fixture(scope="module")
def slides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The longest lesson plan, of small worlds."""
    lesson = lessons()["120_minutes"]
    shown = {}
    for name in lesson.scenarios:
        results = run(load(name, set_=SMALL, replications=2).scenario, workers=1)
        file = find(name)
        assert file is not None
        shown[name] = Presented(results, file.read_text(encoding="utf-8"), f"recsim run {name}")
    path = tmp_path_factory.mktemp("slides") / "slides.html"
    path.write_text(document(lesson.title, list(of_lesson(lesson, shown))), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, slides: Path) -> Page:
    page = browser.new_page(offline=True, viewport={"width": 960, "height": 540})
    page.goto(slides.as_uri())
    return page


def place(page: Page) -> str:
    return page.locator(".slide.now .foot span").inner_text()


def test_keys_turn_the_slides(page: Page) -> None:
    count = page.locator(".slide").count()
    assert place(page) == f"1 / {count}"
    for key, expected in (
        ("ArrowRight", 2), ("Space", 3), ("PageDown", 4), ("ArrowLeft", 3), ("End", count),
        ("ArrowRight", count), ("Home", 1), ("ArrowLeft", 1), ("ArrowRight", 2),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert place(page) == f"{expected} / {count}"
    page.reload()
    assert place(page) == f"2 / {count}", "one comes back to where one was"
    assert page.locator(".slide:visible").count() == 1
    page.get_by_role("button", name="On").click()
    assert place(page) == f"3 / {count}"
    page.close()


def test_letters_are_large_and_nothing_is_cut(page: Page) -> None:
    for _ in range(page.locator(".slide").count()):
        sizes, inside, apart = page.evaluate(
            """() => {
              const face = document.querySelector(".slide.now .face");
              const words = [...face.querySelectorAll("h1, p")];
              const box = face.getBoundingClientRect();
              const rects = words.map((one) => one.getBoundingClientRect());
              const [kicker, foot] = [".kicker", ".foot"].map(
                (name) => face.querySelector(name).getBoundingClientRect());
              const own = [...face.querySelectorAll("h1, p:not(.kicker, .foot)")]
                .map((one) => one.getBoundingClientRect());
              return [
                words.map((one) => parseFloat(getComputedStyle(one).fontSize)),
                rects.every((one) => one.right <= box.right && one.bottom <= box.bottom),
                own.every((one) => one.top >= kicker.bottom && one.bottom <= foot.top),
              ];
            }"""
        )
        assert min(sizes) >= 18, place(page)
        assert inside, place(page)
        assert apart, place(page)
        page.keyboard.press("ArrowRight")
    page.close()


def test_pictures_are_drawn(page: Page) -> None:
    pictures = page.locator(".face img")
    assert pictures.count() >= 6
    page.evaluate("document.documentElement.classList.remove('live')")
    widths = pictures.evaluate_all("(all) => all.map((one) => one.naturalWidth)")
    assert min(widths) > 400
    page.close()


def test_a_slide_is_a_page(page: Page) -> None:
    assert printed(page) == [SLIDE] * page.locator(".slide").count()
    page.close()


def test_notes_are_shown_and_printed_below_their_slide(page: Page) -> None:
    count = page.locator(".slide").count()
    assert not page.locator(".slide.now .notes").is_visible()
    page.keyboard.press("n")
    assert page.locator(".slide.now .notes").is_visible()
    assert printed(page) == [A4] * count
    page.goto(page.url.partition("#")[0] + "?notes")
    assert page.locator(".slide.now .notes").is_visible()
    page.close()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", list(sheets()))
def test_a_sheet_is_one_page_and_fills_most_of_it(
    browser: Browser, tmp_path: Path, name: str, language: str
) -> None:
    (tmp_path / f"{name}.html").write_text(sheets(language)[name], encoding="utf-8")
    page = browser.new_page(offline=True, viewport={"width": 665, "height": 1000})
    page.emulate_media(media="print")
    page.goto((tmp_path / f"{name}.html").as_uri())
    assert printed(page) == [A4]
    within = page.evaluate("document.body.getBoundingClientRect().height") / 96 * 25.4
    assert 0.75 * (297 - 32) < within <= 297 - 32
    page.close()
