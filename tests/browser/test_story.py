"""One person's story as somebody in the room reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from explorer import assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOST = "scenario=town&show=waiting%2Ccalling&pick=most_offended"


@pytest.fixture
def read(browser: Browser, address: str) -> Iterator[Any]:
    """Open the page of a story, as in ``read(fragment, width=360)``."""
    opened: list[Page] = []
    broken: list[str] = []

    def go(fragment: str = MOST, width: int = 1280, scheme: Any = "light") -> Page:
        size: Any = {"width": width, "height": 800}
        page = browser.new_page(viewport=size, color_scheme=scheme)
        opened.append(page)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda said: broken.append(said.text) if said.type == "error" else None)
        page.goto(f"{address}/story#{fragment}")
        page.wait_for_selector("main[aria-busy=false] .life")
        return page

    yield go
    for page in opened:
        page.close()
    assert broken == []


def test_the_same_day_stands_at_the_same_height(read: Any) -> None:
    page = read()
    assert page.inner_text("#who").endswith(": who complained most")
    zeros = page.locator(".zero")
    assert zeros.count() == 2
    first, second = (zeros.nth(at).bounding_box() for at in (0, 1))
    assert abs(first["y"] - second["y"]) < 1
    assert first["x"] < second["x"]
    assert "complained about" in page.inner_text(".life:nth-child(2) .is-offence")


def test_on_a_phone_one_life_is_below_the_other(read: Any) -> None:
    page = read(width=360, scheme="dark")
    first, second = (page.locator(".life").nth(at).bounding_box() for at in (0, 1))
    assert first["y"] + first["height"] <= second["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_another_person_by_keyboard_and_back_to_the_levers(read: Any) -> None:
    page = read(MOST + "&seed=5")
    before = page.inner_text("#who")
    page.focus("#another")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "before => document.querySelector('#who').textContent !== before", arg=before
    )
    number = re.findall(r"\d+", page.inner_text("#who"))[0]
    assert f"person={number}" in page.url
    assert page.inner_text("#announce").startswith(f"Person {number}.")
    assert page.get_attribute("#back", "href").endswith("&seed=5")
    page.reload()
    page.wait_for_selector("main[aria-busy=false] .life")
    assert page.inner_text("#who") == f"Person {number}"


def test_the_levers_lead_to_the_story_with_what_is_set(visit: Any) -> None:
    page = visit("scenario=town&strategies.calling.care=0.2").page
    page.click("#more summary")
    page.click("#story")
    page.wait_for_selector("main[aria-busy=false] .life")
    assert "strategies.calling.care=0.2" in page.url
    assert page.inner_text("#changed").startswith("With 1 change ")


def test_a_recruiters_week_in_hours_and_words(read: Any) -> None:
    page = read("scenario=town&show=waiting%2Ccalling")
    page.check("input[value=recruiter]")
    page.wait_for_selector("main[aria-busy=false] .weeks")
    assert page.inner_text("#who") == "Recruiter 0, week 1"
    assert page.locator(".weeks .tasks").count() == 2
    calling = page.locator(".weeks").nth(1)
    assert "first contacts" in calling.inner_text()
    assert "first contacts" not in page.locator(".weeks").first.inner_text()
    page.focus("#later")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#who').textContent.endsWith('week 2')")
    calling.locator(".bar").last.click()
    page.wait_for_function("() => document.querySelector('#who').textContent.endsWith('week 26')")
    page.locator("#recruiter").fill("1")
    page.locator("#recruiter").press("Enter")
    page.wait_for_function(
        "() => document.querySelector('#who').textContent.startsWith('Recruiter 1')"
    )
    assert "recruiter=1&week=26" in page.url
    assert page.is_disabled("#later")
    page.reload()
    page.wait_for_selector("main[aria-busy=false] .weeks")
    assert page.inner_text("#who") == "Recruiter 1, week 26"


def test_from_a_week_to_the_people_in_it(read: Any) -> None:
    page = read("scenario=town&show=waiting%2Ccalling&recruiter=0&week=5")
    for week in range(5, 20):
        page.wait_for_function(
            "week => document.querySelector('#who').textContent.endsWith(`week ${week}`)", arg=week
        )
        if page.locator(".weeks a").count():
            break
        page.click("#later")
    link = page.locator(".weeks a").first
    person = link.inner_text().split()[-1]
    link.click()
    page.wait_for_selector("main[aria-busy=false] .life ol")
    assert page.inner_text("#who") == f"Person {person}"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_serious_in_stories(read: Any, width: int, scheme: str) -> None:
    page = read(width=width, scheme=scheme)
    assert_accessible(page, "story")
    page.check("input[value=recruiter]")
    page.wait_for_selector("main[aria-busy=false] .weeks")
    assert_accessible(page, "recruiter")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
