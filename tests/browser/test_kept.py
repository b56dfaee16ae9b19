"""Snapshots: kept under a name, compared with now, gone back to, deleted; by keys as well."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from explorer import CARE, Explorer, assert_accessible

from recsim.scenario.load import load

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


def test_a_snapshot_is_compared_with_now_in_the_same_worlds(visit: Visit) -> None:
    explorer = visit()
    page = explorer.page
    explorer.drag("strategies.polite.care", 0)
    explorer.rest()
    scores = explorer.text("#scores .score >> nth=2")
    keep(explorer, "Rude")
    page.locator("#kept summary").click()
    page.locator("#reset").click()
    explorer.rest()
    page.locator("#kept summary").click()
    page.get_by_role("button", name="Compare with now “Rude”").click()
    page.locator("#comparing").wait_for()
    explorer.rest()
    then = re.findall(r"before (\S+)", explorer.text("#scores .score >> nth=2"))
    assert then
    assert all(number in scores for number in then), "what was before is the snapshot"
    assert explorer.text("#change").startswith("Against “Rude”:")
    assert "the new settings of Polite" in explorer.text("#change")
    explorer.drag("strategies.waiting.recruiters", 4)
    explorer.rest()
    assert "the new settings of Waiting" in explorer.text("#change")
    page.keyboard.press("Escape")
    page.locator("#worlds").click()
    explorer.rest()
    assert explorer.text("#change").startswith("Against “Rude”:"), "in other worlds, too"
    page.locator("#stop-comparing").click()
    explorer.rest()
    assert page.locator("#comparing").is_hidden()
    assert explorer.text("#change") == ""


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
    assert explorer.levers()[CARE] == "0.3"
    page.locator("#undo").click()
    assert explorer.levers()[CARE] == "0.9"
    explorer.rest()
    page.reload()
    explorer.rest()
    page.locator("#kept summary").click()
    assert rows(explorer) == ["As it is shipped", "Gentle", "Gentle (2)"], "kept in this tab"
    page.get_by_role("button", name="Delete “Gentle”", exact=True).click()
    assert rows(explorer) == ["As it is shipped", "Gentle (2)"]
    assert page.locator("#kept-count").inner_text() == "(2)"
    page.keyboard.press("Escape")
    explorer.choose("two_ways", load("two_ways").scenario.question)
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
