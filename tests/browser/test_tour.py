"""The tour of the page: offered until it was ended, by keyboard, finger and screen reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from explorer import Explorer, assert_accessible

Visit = Callable[..., Explorer]
POINTS = """() => {
  const box = (one) => one.getBoundingClientRect();
  const [note, target] = [".tour", ".toured"].map((name) => box(document.querySelector(name)));
  const apart = note.top >= target.bottom || note.bottom <= target.top
    || note.right <= target.left;
  return {
    side: document.querySelector(".tour").dataset.side,
    apart,
    inside: note.left >= 0 && note.right <= innerWidth
      && note.top >= 0 && note.bottom <= innerHeight,
    seen: target.bottom > 0 && target.top < innerHeight,
    small: [...document.querySelectorAll(".tour button")].map(box)
      .filter((one) => one.height < 24 || one.width < 24).length,
  };
}"""


def start(explorer: Explorer) -> None:
    explorer.page.locator("#tour").click()
    explorer.page.locator(".tour").wait_for()


def stops(explorer: Explorer) -> list[str]:
    """Headings of all stops, each looked at as it comes; the tour is over afterwards."""
    page, seen = explorer.page, list[str]()
    while page.locator(".tour").count():
        heading = explorer.text("#tour-head")
        found = page.evaluate(POINTS)
        assert found["inside"], heading
        assert found["seen"], heading
        assert found["small"] == 0
        assert found["apart"] or found["side"] == "over", heading
        assert page.evaluate("document.activeElement.id") == "tour-head", "a reader reads it"
        seen.append(heading)
        page.keyboard.press("Tab")  # to Back, which the first stop does not have
        if page.evaluate("document.activeElement.textContent") == "Back":
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    return seen


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)])
def test_it_points_to_each_thing_by_keyboard_alone(visit: Visit, width: int, height: int) -> None:
    explorer = visit("scenario=two_ways", width=width, height=height)
    page = explorer.page
    page.locator("#tour").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog", name="One question").is_visible()
    assert_accessible(page, "tour")
    seen = stops(explorer)
    assert len(seen) == len(set(seen)) >= 8
    assert {"The answer", "Levers", "Other worlds", "The second door"} <= set(seen)
    assert "Guess first" not in seen, "nobody is asked here"
    assert page.locator(".toured").count() == 0
    assert explorer.overflow == 0


def test_escape_ends_it_and_it_is_not_offered_again(visit: Visit) -> None:
    explorer = visit()
    page = explorer.page
    assert page.locator(".tour").count() == 0, "it never starts by itself"
    start(explorer)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.locator(".tour, .toured").count() == 0
    assert not page.locator("#tour").is_visible()
    assert page.evaluate("document.activeElement !== document.body"), "the focus is somewhere"
    page.reload()
    explorer.rest()
    assert not page.locator("#tour").is_visible()
    page.locator("#more summary").click()
    page.locator("#tour-again").click()
    assert explorer.text("#tour-head") == "One question"


def test_back_and_on_by_finger(visit: Visit) -> None:
    explorer = visit()
    note = explorer.page.locator(".tour")
    start(explorer)
    assert note.get_by_role("button", name="Back").is_disabled()
    note.get_by_role("button", name="Next").click()
    second = explorer.text("#tour-head")
    note.get_by_role("button", name="Next").click()
    assert explorer.text("#tour-head") != second
    note.get_by_role("button", name="Back").click()
    assert explorer.text("#tour-head") == second
    note.get_by_role("button", name="End the tour").click()
    assert note.count() == 0


def test_levers_move_while_it_stays_open(visit: Visit) -> None:
    explorer = visit()
    start(explorer)
    explorer.drag("strategies.calling.care", 0.9)
    explorer.rest()
    assert "Calling people (changed)" in explorer.text("#legend")
    assert explorer.page.locator(".tour").is_visible()


def test_who_is_asked_for_a_guess_is_led_to_it(visit: Visit) -> None:
    explorer = visit("scenario=two_ways", ask=True)
    explorer.page.locator("#guess form").wait_for()
    start(explorer)
    explorer.page.locator(".tour").get_by_role("button", name="Next").click()
    assert explorer.text("#tour-head") == "Guess first"
    assert explorer.page.locator("#guess form.toured").count() == 1


def test_nothing_of_it_moves(visit: Visit) -> None:
    """So that there is nothing to calm for who wants reduced motion."""
    explorer = visit()
    start(explorer)
    moving = explorer.page.evaluate(
        """[...document.querySelectorAll(".tour, .tour *, .toured")]
          .map((one) => getComputedStyle(one))
          .filter((one) => one.animationName !== "none" || parseFloat(one.transitionDuration)
            || one.scrollBehavior === "smooth").length"""
    )
    assert moving == 0
