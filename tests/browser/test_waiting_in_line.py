"""Whoever hands in where others do, too: waits as long as the line is, is told so, counts once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from classroom import Trainer, Visitor
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

Come = Callable[..., Visitor]
IMPATIENT = """(() => {
  const { timeout } = AbortSignal;
  AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms < 100_000 ? ms / 40 : ms);
})()"""
"""Patience that is shorter than a line may be is over at once."""
OVER = 1000
"""Milliseconds after which such a patience is over for certain."""


def at_the_levers(come: Come, code: str) -> Visitor:
    """Somebody who may hand in, with a browser that has no patience but for lines."""
    visitor: Visitor = come(f"/room#{code}")
    visitor.join("Ada")
    visitor.context.add_init_script(IMPATIENT)
    visitor.page.reload()
    visitor.rest()
    visitor.page.locator("#hand-in").click()
    return visitor


@contextmanager
def held_back(page: Page, path: str) -> Iterator[list[Route]]:
    """One request, made in the block, that the server does not get before somebody lets it."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(f"**{path}", hold, times=1)
    with page.expect_request(f"**{path}"):
        yield held


def test_who_waits_in_line_is_told_so_and_gets_in(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor = at_the_levers(come, code)
    page = visitor.page
    with held_back(page, "/api/room/submit") as held:
        page.get_by_role("button", name="Hand in now").click()
    page.locator("#handing :is([role=status]:not(:empty), .problem:not([hidden]))").wait_for()
    page.wait_for_timeout(OVER)
    assert not page.locator("#handing .problem").is_visible()
    assert "Yours is in line" in visitor.says("#handing")
    held[0].continue_()
    page.get_by_text("Handed in at").wait_for()
    assert trainer.view(code)["people"][0]["submitted"] == 1


def test_who_finds_the_line_full_asks_again(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor = at_the_levers(come, code)
    page, asked = visitor.page, list[str]()

    def full(route: Route) -> None:
        asked.append(route.request.method)
        if len(asked) < 3:
            route.fulfill(status=503, json={"problems": [{"path": "", "text": "too many"}]})
        else:
            route.continue_()

    page.route("**/api/room/submit", full)
    page.get_by_role("button", name="Hand in now").click()
    page.get_by_text("Handed in at").wait_for()
    assert len(asked) == 3
    assert trainer.view(code)["people"][0]["submitted"] == 1


def test_who_closes_the_dialog_leaves_the_line(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor = at_the_levers(come, code)
    page = visitor.page
    with held_back(page, "/api/room/submit"):
        page.get_by_role("button", name="Hand in now").click()
    with page.expect_event("requestfailed", lambda asked: "submit" in asked.url):
        page.get_by_role("button", name="Not yet").click()
    page.locator("#hand-in").click()
    assert not page.locator("#handing .problem").is_visible()
    page.get_by_role("button", name="Hand in now").click()
    page.get_by_text("Handed in at").wait_for()
    assert trainer.view(code)["people"][0]["submitted"] == 1


def test_a_hand_in_whose_answer_was_lost_counts_once(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor = at_the_levers(come, code)
    page = visitor.page

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/room/submit", lose, times=1)
    page.get_by_role("button", name="Hand in now").click()
    page.get_by_text("computer does not answer").wait_for()
    page.get_by_role("button", name="Hand in now").click()
    page.locator("#handing").wait_for(state="hidden")
    page.get_by_text("Handed in at").wait_for()
    assert trainer.view(code)["people"][0]["submitted"] == 1


def test_the_trainer_waits_for_what_is_tried_first(come: Come, server: Server) -> None:
    desk = come(f"/trainer#{server.key}")
    page = desk.page
    page.get_by_role("heading", name="A new room").wait_for()
    desk.context.add_init_script(IMPATIENT)
    page.reload()
    make = page.get_by_role("button", name="Make the room").first
    make.wait_for()
    with held_back(page, "/api/trainer/rooms") as held:
        make.click()
    page.wait_for_timeout(OVER)
    assert page.locator(".problem:visible").count() == 0
    held[0].continue_()
    page.locator("#to-board").wait_for()
