"""The trainer's pages: making a room, the desk's next steps, the board, and who is kept out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from classroom import Player, Trainer, Visitor
from serving import Server

Come = Callable[..., Visitor]
Enrol = Callable[..., Player]
CARE = "strategies.calling.care"


@pytest.fixture
def desk(come: Come, server: Server) -> Callable[[str], Visitor]:
    """Open the trainer's page of a room, as in ``desk("room=ABCDE")``."""

    def go(fragment: str) -> Visitor:
        visitor = come(f"/trainer#{server.key}")
        visitor.page.get_by_role("heading", name="A new room").wait_for()
        visitor.page.evaluate("(fragment) => { location.hash = fragment }", fragment)
        return visitor

    return go


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).first.click()


def test_a_challenge_is_ready_for_whatever_is_played(come: Come, server: Server) -> None:
    page = come(f"/trainer#{server.key}").page
    page.get_by_role("heading", name="A new room").wait_for()
    filled = {name: page.locator(f"#make-{name}") for name in ("question", "cap", "most")}
    page.locator("#make-scenario").select_option("two_ways")
    assert page.locator("#make-strategy").input_value() == "waiting"
    assert filled["cap"].input_value() == "resentments_per_1000_rejections"
    assert "at most 20 resentments" in filled["question"].input_value()
    page.locator("#make-title").fill("Ours")
    page.locator("#make-strategy").select_option("calling")
    assert filled["cap"].input_value() == "offences_per_1000_contacts"
    assert filled["most"].input_value() == "5"
    assert "at most 5 complaints per 1,000 contacts" in filled["question"].input_value()
    assert page.locator("#make-title").input_value() == "Ours"


def test_a_round_by_the_buttons_of_the_desk(
    come: Come, server: Server, trainer: Trainer, enrol: Enrol
) -> None:
    visitor = come(f"/trainer#{server.key}")
    page = visitor.page
    page.get_by_role("heading", name="A new room").wait_for()
    assert server.key not in page.url, "the key stays out of sight and history"
    page.locator("#make-scenario").select_option("town")
    page.locator("#make-strategy").select_option("calling")
    page.locator("#make-title").fill("By the buttons")
    page.locator("#make-most").fill("")
    press(visitor, "Make the room")
    page.get_by_text("Please say how much is too much").wait_for()
    page.locator("#make-most").fill("12")
    page.get_by_text("Levers, names, rounds, worlds").click()
    page.locator("#make-worlds").fill("6")
    page.locator("#make-rounds").fill("2")
    press(visitor, "Make the room")
    page.get_by_role("heading", name="Next: let people in, then open the round").wait_for()
    code = page.url.partition("room=")[2]
    assert visitor.says("#join .code") == code
    assert page.locator("#join img").evaluate("(image) => image.complete && image.naturalWidth > 0")

    players = [enrol(code, name) for name in ("Ada", "Bo", "Cy")]
    page.get_by_text("3 people in the room.").wait_for()
    press(visitor, "Ask the room")
    page.get_by_text("0 of 3 have answered.").wait_for()
    question = players[0].view()["asked"]["id"]
    for at, player in enumerate(players):
        player.guess(question, 10 * at, 10 * at + 15)
    page.get_by_text("3 of 3 have answered.").wait_for()
    press(visitor, "Reveal the result")
    page.locator("#asking svg.main-svg").first.wait_for()
    page.get_by_text("The room so far.").wait_for()

    page.locator("#minutes").fill("90")
    press(visitor, "Open the round")
    page.get_by_role("heading", name="0 of 3 have handed in").wait_for()
    press(visitor, "5 minutes more")
    page.get_by_text(re.compile(r"9[1-4]:\d\d left")).wait_for()
    for at, player in enumerate(players):
        made = player.submit({CARE: 0.4 + 0.2 * at}, memo=f"Memo {at}")
        assert made.status_code == 201, made.text
    page.get_by_role("heading", name="3 of 3 have handed in").wait_for()
    page.get_by_role("heading", name="What has been handed in, in practice worlds").wait_for()
    press(visitor, "Freeze now")
    page.get_by_role("heading", name="Next: reveal").wait_for()
    press(visitor, "Reveal")
    page.get_by_role("heading", name="Revealed: now talk").wait_for()
    assert page.locator("#ranks tbody tr").count() == 3
    scores = trainer.view(code)["scores"]
    said = page.locator("#ranks").text_content() or ""
    assert [text for text in scores["sentences"] + scores["reading"] if text not in said] == []
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download everything (CSV)").first.click()
    files = zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes())).namelist()
    assert any(name.endswith("scores.csv") for name in files)
    press(visitor, "Next: round 2")
    page.get_by_role("heading", name="Next: open round 2").wait_for()
    assert all(player.view()["submission"] is None for player in players)


def test_what_cannot_be_undone_is_asked_twice(
    desk: Callable[[str], Visitor], trainer: Trainer, enrol: Enrol
) -> None:
    code = trainer.room()
    player = enrol(code, "Ada")
    trainer.do(code, "open", minutes=None)
    assert player.submit({}).status_code == 201
    trainer.do(code, "freeze")
    seal = trainer.view(code)["seal"]
    visitor = desk(f"room={code}")
    sure = visitor.page.locator("#sure")
    press(visitor, "Reset the round…")
    button = sure.get_by_role("button", name="Reset the round")
    assert button.is_disabled()
    sure.get_by_role("button", name="No, leave it").click()
    assert trainer.view(code)["phase"] == "frozen"
    press(visitor, "Reset the round…")
    sure.get_by_role("checkbox").check()
    button.click()
    visitor.page.get_by_role("heading", name="Next: let people in").wait_for()
    assert trainer.view(code)["seal"] != seal, "other worlds"
    assert player.view()["submission"] is None
    press(visitor, "Close the room…")
    sure.get_by_role("button", name="Close the room").click()
    visitor.page.get_by_role("heading", name="The room is closed").wait_for()
    press(visitor, "Delete the room…")
    sure.get_by_role("checkbox").check()
    sure.get_by_role("button", name="Delete the room").click()
    visitor.page.get_by_role("heading", name="A new room").wait_for()
    assert code not in visitor.says("#main")


def test_people_can_be_removed_from_the_list(
    desk: Callable[[str], Visitor], trainer: Trainer, enrol: Enrol
) -> None:
    code = trainer.room()
    for name in ("Ada", "Bo"):
        enrol(code, name)
    visitor = desk(f"room={code}")
    visitor.page.get_by_text("Show the list").click()
    visitor.page.get_by_text("Show nicknames on this screen").click()
    visitor.page.get_by_role("button", name="Remove Bo").click()
    visitor.page.locator("#sure").get_by_role("button", name="Remove").click()
    visitor.page.locator("#here tbody tr:only-child").wait_for()
    assert [person["name"] for person in trainer.view(code)["people"]] == ["Ada"]


def test_a_participant_gets_nothing_of_the_trainers(
    come: Come, server: Server, trainer: Trainer, enrol: Enrol
) -> None:
    code = trainer.room()
    other = enrol(code, "Bo")
    visitor = come(f"/room#{code}")
    visitor.join("Ada")
    for fragment in ("", "#room=" + code, "#board=" + code, "#notthekey"):
        visitor.page.goto("about:blank")
        visitor.page.goto(f"{server.address}/trainer{fragment}")
        visitor.page.get_by_role("heading", name="This page is the trainer’s").wait_for()
        assert "Bo" not in visitor.says("body")
        assert code not in visitor.says("body")
    asked = """async ([path, body]) => (await fetch(path, body && {
      method: "POST", headers: { "Content-Type": "application/json" }, body,
    })).status"""
    paths = ["rooms", "choices", f"rooms/{code}", f"rooms/{code}/export"]
    found = [visitor.page.evaluate(asked, [f"/api/trainer/{path}", None]) for path in paths]
    command = [f"/api/trainer/rooms/{code}/do", '{"command": "close"}']
    assert [*found, visitor.page.evaluate(asked, command)] == [403] * 5
    assert trainer.view(code)["closed"] is False
    mine = visitor.page.evaluate("async () => (await fetch('/api/room')).text()")
    assert "Bo" not in mine
    assert "Ada" not in other.http.get("/api/room").text


def test_the_board_follows_the_room(
    desk: Callable[[str], Visitor], trainer: Trainer, enrol: Enrol
) -> None:
    code = trainer.room(names="nobody")
    board = desk(f"board={code}")
    page = board.page
    page.get_by_role("heading", name="Only this computer can open this").wait_for()
    assert board.says(".way .code") == code
    players = [enrol(code, name) for name in ("Ada", "Bo")]
    page.get_by_text("2 are here").wait_for()
    question = trainer.ask(code, text="How many will it be?")
    page.get_by_role("heading", name="How many will it be?").wait_for()
    players[0].guess(question, 1, 2)
    page.get_by_text("1 of 2 have answered").wait_for()
    trainer.reveal_question(code, question)
    page.get_by_text("Each bar is somebody’s range").wait_for()
    trainer.do(code, "open", minutes=90)
    page.get_by_text("0 of 2 handed in").wait_for()
    for player in players:
        assert player.submit({}, memo="Because.").status_code == 201
    page.get_by_role("heading", name="What has been handed in").wait_for()
    page.get_by_text("2 of 2 handed in").wait_for()
    view = trainer.reveal(code)
    page.get_by_role("heading", name="The same for all: 8 sealed worlds").wait_for()
    trainer.do(code, "show", what=f"memo:{view['scores']['rows'][0]['person']}")
    page.get_by_text("Because.").wait_for()
    trainer.do(code, "show", what="ranks")
    page.get_by_role("heading", name="Ranks, with ties").wait_for()
    for name in ("Ada", "Bo"):
        assert name not in board.says("body"), "nobody is named"
