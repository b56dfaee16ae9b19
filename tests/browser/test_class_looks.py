"""All pages of a room in all phases: no serious fault of access, no scrolling sideways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import page_clock
import pytest
from classroom import Player, Trainer, Visitor
from serving import Server

Come = Callable[..., Visitor]
SIZES = [(360, 740, "light"), (1920, 1080, "dark")]
WIDEST = """[...document.querySelectorAll("main *, header *, footer *")]
  .filter((one) => !one.closest(".scroll, svg, pre"))
  .sort((one, other) => other.getBoundingClientRect().right - one.getBoundingClientRect().right)[0]
  .outerHTML.slice(0, 200)"""


def faults(visitor: Visitor, where: str) -> list[Any]:
    """What axe finds serious, and a page wider than its window."""
    tool = pytest.importorskip("axe_playwright_python.sync_playwright")
    page_clock.settle(visitor.page)
    found = tool.Axe().run(visitor.page).response["violations"]
    serious = [
        (where, one["id"], node["html"][:150], node["failureSummary"][:200])
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]
    wide = visitor.page.evaluate(WIDEST) if visitor.overflow > 0 else ""
    return serious + ([(where, "wider than the window", wide)] if wide else [])


@pytest.mark.parametrize(("width", "height", "scheme"), SIZES)
def test_every_page_in_every_phase(
    come: Come,
    server: Server,
    trainer: Trainer,
    enrol: Callable[..., Player],
    width: int,
    height: int,
    scheme: str,
) -> None:
    looks = {"width": width, "height": height, "scheme": scheme}
    code = trainer.room(names="nicknames", rounds=2, teams=["Window", "Door"])
    player = come(f"/room#{code}", **looks)
    player.page.locator(".found:not(:empty)").wait_for()
    wrong = faults(player, "joining")
    player.join("Ada of the very long and unbroken na", "Door")
    desk, board = (come(f"/trainer#{server.key}", **looks) for _ in range(2))
    for visitor, kind in ((desk, "room"), (board, "board")):
        visitor.page.get_by_role("heading", name="A new room").wait_for()
        if kind == "room":
            visitor.page.get_by_text("Levers, names, rounds, worlds").click()
            wrong += faults(visitor, "making a room")
        visitor.page.goto(f"{server.address}/trainer#{kind}={code}")

    def look(phase: str) -> None:
        nonlocal wrong
        for visitor, name in ((player, "player"), (desk, "desk"), (board, "board")):
            wrong += faults(visitor, f"{name}, {phase}")

    desk.page.get_by_text("Show the list").click()
    board.page.get_by_role("heading", name="Only this computer can open this").wait_for()
    look("ready")
    others = [enrol(code, name, "Window") for name in ("Bo", "W" * 32, "Cy")]
    question = trainer.ask(code, text="How many will it be?")
    player.page.locator("#asked-low").wait_for()
    board.page.get_by_role("heading", name="How many will it be?").wait_for()
    look("asked")
    player.guess(5, 15)
    for at, other in enumerate(others):
        other.guess(question, 5 * at, 5 * at + 8)
    trainer.reveal_question(code, question)
    player.page.locator("#asked svg.main-svg").first.wait_for()
    board.page.get_by_text("Each bar is").wait_for()
    look("answered")
    trainer.do(code, "open", minutes=90)
    player.rest()
    for at, other in enumerate(others):
        care = {"strategies.calling.care": 0.3 + 0.3 * at}
        assert other.submit(care, memo="Because it seemed right. " * 20).status_code == 201
    player.set("strategies.calling.care", "0.9")
    player.rest()
    player.page.locator("#hand-in").click()
    wrong += faults(player, "player, handing in")
    player.page.get_by_role("button", name="Hand in now").click()
    player.page.get_by_text("Handed in at").wait_for()
    board.page.get_by_text("4 of 4 handed in").wait_for()
    look("open")
    trainer.do(code, "freeze")
    player.page.get_by_role("heading", name="The round is frozen").wait_for()
    look("frozen")
    trainer.reveal(code)
    player.page.locator("#outcome-title").wait_for()
    player.page.locator("#sealed summary").click()
    desk.page.locator("#ranks tbody tr").first.wait_for()
    board.page.get_by_role("heading", name="The same for all").wait_for()
    look("revealed")
    trainer.do(code, "ranks", show=True)
    board.page.get_by_role("heading", name="Ranks, with ties").wait_for()
    wrong += faults(board, "board, ranks")
    assert wrong == []
