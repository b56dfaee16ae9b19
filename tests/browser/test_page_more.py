"""What a trainer shows: the last change again, other markets, an interval, words; and phones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from explorer import Explorer, assert_accessible
from patience import until

from recsim.analysis.measures import MEASURES

Visit = Callable[..., Explorer]
POLITE = "strategies.polite.care"
MARKS = """[...document.querySelectorAll('#pictures figure[data-before] > svg > path[transform]')]
  .map((one) => one.getAttribute("transform"))"""


JOINED = """async () => {
  const { beside, leader } = await import("/page/labels.js");
  return [1, 9].map((many) => {
    const spots = Array.from({ length: many }, (_, at) => [150 + 8 * at, 100]);
    const frame = { wide: 400, tall: 200, font: 13 };
    const places = beside(spots, spots.map(() => ["A name of some length"]), frame);
    return spots.filter((spot, at) => leader(spot, places[at])).length;
  });
}"""


def marks(explorer: Explorer) -> list[str]:
    """Where the marks of the plane are."""
    found: list[str] = explorer.page.evaluate(MARKS)
    return found


def test_the_last_change_is_replayed(visit: Visit) -> None:
    explorer = visit()
    page = explorer.page
    assert page.locator("#replay").is_hidden(), "nothing was moved"
    explorer.drag(POLITE, 0)
    explorer.rest()
    after = marks(explorer)
    assert page.locator('#pictures figure[data-before="true"]').count() >= 1
    page.locator("#replay").click()
    assert until(lambda: marks(explorer) != after), "the marks are on their way"
    page.locator("body:not([data-replays])").wait_for()
    explorer.settle()
    assert marks(explorer) == after
    explorer.page.locator("#undo").click()
    explorer.rest()
    page.locator("#replay").wait_for()  # the way back is a change, too


def test_a_name_that_finds_no_room_beside_its_mark_is_joined_to_it(visit: Visit) -> None:
    alone, crowded = visit().page.evaluate(JOINED)
    assert alone == 0
    assert 0 < crowded < 9


def test_moving_one_lever_changes_one_sentence(visit: Visit) -> None:
    explorer = visit()
    assert explorer.text("#change") == ""
    explorer.drag(POLITE, 0)
    explorer.rest()
    assert explorer.text("#change").count("new settings of Polite") == 1
    assert explorer.text("#change").count(". ") == 0, "the rest is behind a door"
    explorer.page.locator(".finding summary").click()
    assert "What the change did besides" in explorer.text("#besides")


def test_on_a_phone_the_plane_stays_in_sight_while_a_lever_moves(visit: Visit) -> None:
    explorer = visit(width=390, height=844)
    page = explorer.page
    explorer.slider(POLITE).scroll_into_view_if_needed()
    explorer.drag(POLITE, 0)
    explorer.rest()
    box = page.locator("#small svg").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["height"] < 200
    hollow = page.locator('#small path[fill="none"]')
    assert hollow.count() == 1, "where it was before"
    assert "before" in explorer.text("#scores")
    assert explorer.overflow == 0
    assert_accessible(page, "phone")
    wide = visit(width=1280)
    assert wide.page.locator("#small").is_hidden()


def test_other_markets_with_this_one_as_a_cross(visit: Visit) -> None:
    explorer = visit()
    page = explorer.page
    page.locator("#which").select_option("map")
    picture = page.locator("#pictures figure", has_text="When does calling beat waiting?")
    picture.wait_for()
    until(lambda: "squares are done" not in picture.inner_text())
    said = picture.locator("svg").get_attribute("aria-label") or ""
    squares = said.split("; ")
    assert len(squares) == len(set(squares)) == 20
    cross = picture.locator("path").last
    before = cross.get_attribute("d")
    page.locator("#world summary").click()
    explorer.drag("world.people", 600)
    explorer.rest()
    assert picture.locator("path").last.get_attribute("d") != before, "the market is another one"
    assert_accessible(page, "map")


def test_without_calling_against_waiting_there_is_no_such_map(visit: Visit) -> None:
    explorer = visit("scenario=careful_or_careless")
    options = explorer.page.locator("#which option").all_inner_texts()
    assert "When does calling beat waiting?" not in options
    assert "What is an interval?" in options


def test_an_interval_is_shown_with_the_runs_that_are_there(visit: Visit) -> None:
    explorer = visit()
    page = explorer.page
    page.locator("#which").select_option("interval")
    picture = page.locator("#pictures figure", has_text="What is an interval?")
    picture.wait_for()
    assert picture.locator("circle").count() == 30, "a dot a world"
    assert "of 6 made from 5 worlds hold the mean of all 30" in picture.inner_text()
    assert_accessible(page, "interval")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_explained_on_the_page(visit: Visit, scheme: str) -> None:
    explorer = visit(scheme=scheme)
    page = explorer.page
    page.locator("#words summary").click()
    words = explorer.text("#words dl")
    assert "happily employed" in words
    assert MEASURES["placements"].definition in words
    assert_accessible(page, f"words, {scheme}")
