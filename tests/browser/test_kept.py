"""Snapshots: kept under a name, compared with now, gone back to, deleted; by keys as well."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from explorer import CARE, Explorer, assert_accessible

if TYPE_CHECKING:
    from playwright.sync_api import Request

Visit = Callable[..., Explorer]


def keep(explorer: Explorer, name: str) -> None:
    page = explorer.page
    if not page.locator("#kept[open]").count():
        page.locator("#kept summary").click()
    page.locator("#keep-name").fill(name)
    page.locator("#keep-name").press("Enter")
    page.locator("#kept-list li", has_text=name).last.wait_for()


def rows(explorer: Explorer) -> list[str]:
    return explorer.page.locator("#kept-list b").all_inner_texts()


def compares_in_other_worlds(request: Request) -> bool:
    """The last request after other worlds were chosen; the snapshot is simulated there first."""
    asked = json.loads(request.post_data or "{}")
    return "study.seed" in asked.get("before", {})


def test_a_snapshot_is_compared_with_now_in_the_same_worlds(visit: Visit) -> None:
    explorer = visit()
    page = explorer.page
    explorer.drag(CARE, 0.9)
    explorer.rest()
    then = explorer.curves()[-1]
    keep(explorer, "Gentle")
    page.locator("#kept summary").click()
    page.locator("#reset").click()
    explorer.rest()
    explorer.drag("strategies.waiting.recruiters", 4)
    explorer.rest()
    page.locator("#kept summary").click()
    page.get_by_role("button", name="Compare with now “Gentle”").click()
    page.locator("#comparing").wait_for()
    explorer.rest()
    assert then in explorer.curves(), "the ghost is the snapshot"
    assert explorer.text("#change").startswith("Against “Gentle”:")
    assert "Waiting now" in explorer.text("#change")
    assert "Calling people now" in explorer.text("#change")
    assert explorer.asked[-1]["before"] == {CARE: 0.9}
    explorer.drag(CARE, 0.5)
    explorer.rest()
    assert explorer.asked[-1]["before"] == {CARE: 0.9}, "the snapshot stays while levers move"
    page.keyboard.press("Escape")
    with page.expect_request(compares_in_other_worlds):
        page.locator("#other-worlds").click()
    explorer.rest()
    assert explorer.asked[-1]["before"] == {
        CARE: 0.9,
        "study.seed": explorer.asked[-1]["changes"]["study.seed"],
    }
    assert explorer.text("#change").startswith("Against “Gentle”:")
    page.locator("#stop-comparing").click()
    explorer.rest()
    assert page.locator("#comparing").is_hidden()
    assert "before" not in explorer.asked[-1]


def test_going_back_can_be_undone_and_deleting_is_only_that(visit: Visit) -> None:
    explorer = visit()
    page = explorer.page
    keep(explorer, "")
    assert rows(explorer) == ["As it is shipped"]
    explorer.drag(CARE, 0.9)
    keep(explorer, "Gentle")
    keep(explorer, "Gentle")
    assert rows(explorer) == ["As it is shipped", "Gentle", "Gentle (2)"]
    assert page.locator("#kept-list li").nth(1).inner_text().count("Calling people: Care 0.9") == 1
    page.get_by_role("button", name="Go back to it “As it is shipped”").click()
    assert explorer.number(CARE).input_value() == "0.3"
    page.locator("#undo").click()
    assert explorer.number(CARE).input_value() == "0.9"
    explorer.rest()
    page.reload()
    explorer.rest()
    page.locator("#kept summary").click()
    assert rows(explorer) == ["As it is shipped", "Gentle", "Gentle (2)"], "kept in this tab"
    page.get_by_role("button", name="Delete “Gentle”", exact=True).click()
    assert rows(explorer) == ["As it is shipped", "Gentle (2)"]
    assert page.locator("#kept-count").inner_text() == "(2)"
    page.keyboard.press("Escape")
    page.locator("#open-gallery").click()
    page.locator(".scenario[data-name=two_ways]").click()
    page.get_by_role("heading", name="Two ways to recruit").wait_for()
    page.locator("#kept summary").click()
    assert rows(explorer) == [], "of another scenario"


def test_snapshots_by_keyboard_alone(visit: Visit) -> None:
    explorer = visit()
    page = explorer.page

    def focused() -> str:
        return str(page.evaluate("document.activeElement.textContent.trim()"))

    page.locator("#kept summary").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.id === 'keep-name'")
    page.keyboard.type("Start")
    page.keyboard.press("Enter")
    page.locator("#kept-said", has_text="Kept as “Start”.").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused() == "Compare with now “Start”"
    page.keyboard.press("Space")
    page.locator("#comparing").wait_for()
    assert focused() == "Stop comparing “Start”"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert focused() == "Delete “Start”"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "keep-name"
    assert page.locator("#comparing").is_hidden()
    page.keyboard.press("Escape")
    assert page.locator("#kept[open]").count() == 0
    assert focused().startswith("Keep")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_snapshots_can_be_seen_and_read_by_everybody(visit: Visit, width: int, scheme: str) -> None:
    explorer = visit(width=width, scheme=scheme)
    keep(explorer, "A name that is rather long for a phone, " + "x" * 20)
    explorer.page.locator("#kept-list button").first.click()
    explorer.page.locator("#comparing").wait_for()
    assert explorer.overflow <= 0
    explorer.rest()
    assert_accessible(explorer.page, "snapshots")
