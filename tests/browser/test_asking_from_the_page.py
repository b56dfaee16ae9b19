"""A trainer asks about what is on the page to explore; who explores it meanwhile sees no answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import page_clock
from classroom import Trainer, Visitor
from explorer import assert_accessible
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page

CARE = "strategies.calling.care"
NO_GUESS = "localStorage.setItem('recsim.ask', 'false')"


def exploring(come: Callable[..., Visitor], fragment: str, **looks: int) -> Visitor:
    """Somebody who explores, and is not asked for a guess by the page itself."""
    visitor = come("/room", **looks)
    visitor.page.evaluate(NO_GUESS)
    visitor.page.goto(f"{visitor.address}/#{fragment}")
    visitor.rest()
    return visitor


def asks(trainer: Visitor) -> Page:
    """Press the button on the page to explore; the desk that opens."""
    with trainer.page.expect_popup() as opened:
        trainer.page.locator("#ask-room").click()
    desk = opened.value
    desk.locator("#ask-about").wait_for()
    return desk


def test_a_question_about_what_is_shown_hides_it_until_it_is_closed(
    come: Callable[..., Visitor], server: Server, trainer: Trainer
) -> None:
    showing = come(f"/trainer#{server.key}")
    showing.page.get_by_role("heading", name="A new room").wait_for()
    showing.page.evaluate(NO_GUESS)
    showing.page.goto(f"{server.address}/#scenario=town&{CARE}=0.8")
    showing.page.locator("#ask-room").wait_for()
    others = [exploring(come, "scenario=town"), exploring(come, "scenario=two_ways")]
    phone = exploring(come, "scenario=town", width=390, height=844)
    assert phone.page.locator("#ask-room").count() == 0, "only a trainer asks"
    seen = phone.says("#sentence")

    # The desk opens with a room of its own, and a form about what is shown.
    desk = asks(showing)
    assert "with 1 change" in desk.locator("#ask-about").inner_text()
    chosen = desk.locator("#ask-strategy option:checked").inner_text()
    assert chosen == "Calling people (changed)"
    code = desk.evaluate("location.hash").partition("=")[2]
    assert trainer.view(code)["kind"] == "questions"
    ada = come(f"/room#{code}")
    ada.join("Ada")
    ada.page.get_by_role("heading", name="You are in").wait_for()
    desk.get_by_role("button", name="Ask the room").click()
    ada.page.locator("#asked-low").wait_for()

    # While it is open, nobody but the trainer sees the answer.
    for visitor in (others[0], phone):
        visitor.page.locator("#curtain .mark").wait_for()
        page_clock.settle(visitor.page)
        assert not visitor.page.locator("#picture").is_visible()
        assert seen not in visitor.says("body")
        assert visitor.page.locator("#small svg").count() == 0
        assert visitor.overflow <= 0
        assert_accessible(visitor.page, "curtain")
    phone.set(CARE, "0.5")
    page_clock.settle(phone.page)
    assert not phone.page.locator("#picture").is_visible(), "nor after a lever was moved"
    for visitor in (others[1], showing):
        page_clock.settle(visitor.page)
        assert visitor.page.locator("#picture").is_visible()

    # It comes back by itself, and the answer is what the trainer's page shows.
    ada.guess(0, 40)
    number = trainer.view(code)["questions"][0]["id"]
    trainer.do(code, "close_question", question=number)
    for visitor in (others[0], phone):
        visitor.page.locator("#curtain .mark").wait_for(state="detached")
        visitor.rest()
        assert visitor.page.locator("#sentence").is_visible()
    desk.get_by_role("button", name="Reveal the result").click()
    ada.page.get_by_text("Look at it yourself").click()
    ada.page.wait_for_url(lambda url: f"{CARE}=0.8" in url)
    truth = trainer.view(code)["questions"][0]["truth"]["mean"]
    assert f"{truth:.1f} placements" in showing.says("#scores").replace("\n", " ")

    # A second question goes to the same room.
    desk.close()
    showing.set(CARE, "0.9")
    again = asks(showing)
    assert again.evaluate("location.hash") == f"#room={code}"
    again.locator("#ask-own").click()
    assert again.locator("#ask-about").count() == 0
    again.close()
