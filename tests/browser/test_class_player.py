"""A participant in a room: joining, tuning, handing in, coming back, and what came out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

import pytest
from classroom import Player, Trainer, Visitor
from patience import until
from serving import Server

Come = Callable[..., Visitor]
Enrol = Callable[..., Player]
CARE = "strategies.calling.care"
FOLLOW_UPS = "strategies.calling.follow_ups"


def test_joining_by_code(come: Come, trainer: Trainer) -> None:
    code = trainer.room(teams=["Window", "Door"])
    visitor = come("/room")
    page = visitor.page
    join = page.get_by_role("button", name="Join", exact=True)
    join.click()
    page.get_by_text("The code has five letters.").wait_for()
    page.locator("#code").fill("22222")
    page.get_by_text("There is no room 22222").wait_for()
    page.locator("#code").fill(f" {code[:2].lower()} {code[2:].lower()}")
    page.get_by_text("Placing without offending").wait_for()
    join.click()
    page.get_by_text("Please type a nickname.").wait_for()
    page.locator("#nickname").fill("Ada")
    join.click()
    page.get_by_text("Please choose your team.").wait_for()
    page.locator("#team").select_option("Door")
    join.click()
    page.locator("#who").wait_for()
    assert visitor.says("#who").startswith("Ada, shown as ")
    assert "Door" in visitor.says("#who")
    assert page.url.endswith(f"/room#{code}")
    [person] = trainer.view(code)["people"]
    assert (person["name"], person["team"], person["here"]) == ("Ada", "Door", True)


def test_nobody_joins_when_the_door_is_closed(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    trainer.do(code, "door", open=False)
    visitor = come(f"/room#{code}")
    visitor.page.get_by_text("nobody can join any more").wait_for()
    visitor.page.locator("#nickname").fill("Late")
    visitor.page.get_by_role("button", name="Join", exact=True).click()
    visitor.page.locator("#join-problem:visible").wait_for()
    assert not visitor.page.locator("#who").is_visible()
    assert trainer.view(code)["people"] == []


def test_a_nickname_is_text_everywhere(come: Come, server: Server, trainer: Trainer) -> None:
    code = trainer.room(names="nicknames")
    player = come(f"/room#{code}")
    player.join("Eve <img src=x onerror=alert(1)> & co")
    board, desk = come(f"/trainer#{server.key}"), come(f"/trainer#{server.key}")
    trainer.do(code, "open", minutes=None)
    player.rest()
    player.hand_in("<script>alert(2)</script>because <b>I</b> can")
    trainer.reveal(code)
    board.page.get_by_role("heading", name="A new room").wait_for()
    board.page.goto(f"{server.address}/trainer#board={code}")
    desk.page.get_by_role("heading", name="A new room").wait_for()
    desk.page.goto(f"{server.address}/trainer#room={code}")
    desk.page.get_by_text("Show the list").click()
    assert "Eve" not in desk.says("#here"), "screens are shared: nicknames come when asked for"
    desk.page.get_by_text("Show nicknames on this screen").click()
    desk.page.get_by_text("Put it on the board").click()
    board.page.get_by_role("heading", name="The best memo").wait_for()
    assert "<script>alert(2)</script>because <b>I</b> can" in board.says("blockquote")
    assert "Eve" in desk.says("#here")
    assert player.says("#who").startswith("Eve <img src=x onerror=alert(1)")
    for visitor in (player, board, desk):
        assert not visitor.page.locator("img:not([src^='data:'])").count()
        assert not visitor.page.locator("script:not([src])").count()


def test_levers_come_with_the_open_round(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    visitor = come(f"/room#{code}")
    page = visitor.page
    visitor.join("Ada")
    assert "begins soon" in visitor.says("#task")
    assert page.locator("#levers").is_hidden()
    assert page.locator("#results").is_hidden()
    trainer.do(code, "open", minutes=90)
    visitor.rest()
    assert re.fullmatch(r"(90:00|8\d:\d\d) left", visitor.says("#clock"))
    assert "at most 12 complaints per 1,000 contacts" in visitor.says("#task")
    free = {lever["path"] for lever in trainer.view(code)["challenge"]["free"]}
    movable = page.locator("[data-path]:has(input:enabled, select:enabled)")
    assert {one.get_attribute("data-path") for one in movable.all()} == free
    assert page.locator('[data-path="world.offence.scale"] input:disabled').count()
    assert page.locator('[data-path^="strategies.polite"]').count() == 0
    assert page.locator("#plot-plane svg.main-svg").count()
    assert page.locator("#pictures figure").count() == 4


def test_tuning_is_compared_with_the_start(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor = come(f"/room#{code}")
    visitor.join("Ada")
    visitor.rest()
    assert "This is the start" in visitor.says("#change")
    assert visitor.page.locator("#undo").is_disabled()
    before = visitor.says("#goal-harm b")
    visitor.set(CARE, "0.9")
    visitor.rest()
    assert visitor.says("#goal-harm b") != before
    said = visitor.says("#goal-harm").partition("start: ")[2]  # without an interval: more digits
    assert float(said.split()[0]) == pytest.approx(float(before.split()[0]), abs=0.5)
    assert "the old ones" in visitor.says("#change")
    visitor.page.locator("#undo").click()
    visitor.rest()
    assert visitor.says("#goal-harm b") == before


def test_handing_in_again_and_again(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor = come(f"/room#{code}")
    page = visitor.page
    visitor.join("Ada")
    visitor.rest()
    assert visitor.says("#handed") == "Not handed in yet"
    visitor.set(CARE, "0.8")
    visitor.rest()
    page.locator("#hand-in").click()
    assert "0.3 → 0.8" in visitor.says("#handing")
    page.locator("#gain-low").fill("5")
    page.get_by_role("button", name="Hand in now").click()
    page.get_by_text("Please fill in both ends").wait_for()
    page.locator("#gain-high").fill("50")
    page.locator("#memo").fill("Care counts.")
    page.get_by_role("button", name="Hand in now").click()
    page.get_by_text("Handed in at").wait_for()
    visitor.set(CARE, "0.9")
    page.get_by_text("Changed since").wait_for()
    page.locator("#hand-in").click()
    assert page.locator("#memo").input_value() == "Care counts."
    assert page.locator("#gain-low").input_value() == "5"
    page.get_by_role("button", name="Hand in now").click()
    page.get_by_text("Handed in at").wait_for()
    assert trainer.view(code)["people"][0]["submitted"] == 2


def test_a_frozen_round_takes_nothing(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor = come(f"/room#{code}")
    visitor.join("Ada")
    visitor.rest()
    visitor.page.locator("#hand-in").click()
    trainer.do(code, "freeze")
    visitor.page.get_by_role("heading", name="The round is frozen").wait_for()
    assert not visitor.page.locator("#handing").is_visible()
    assert visitor.page.locator("#hand-in").is_disabled()
    assert "You have not handed in anything" in visitor.says("#task")


def test_the_clock_says_when_little_time_is_left(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    visitor = come(f"/room#{code}")
    visitor.join("Ada")
    trainer.do(code, "open", minutes=30)
    visitor.page.locator("#clock:not(.short)", has_text="left").wait_for()
    visitor.page.evaluate("Date.now = ((now) => () => now() + 29.5 * 60 * 1000)(Date.now)")
    visitor.page.locator("#clock.short").wait_for()


def test_the_clock_freezes_by_itself(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    visitor = come(f"/room#{code}")
    visitor.join("Ada")
    trainer.do(code, "open", minutes=0.1)
    visitor.page.get_by_role("heading", name="The round is frozen").wait_for()


def test_the_reveal_shows_everybody_their_own_place(
    come: Come, trainer: Trainer, enrol: Enrol
) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor, idle = come(f"/room#{code}"), come(f"/room#{code}")
    visitor.join("Ada")
    idle.join("Bo")
    for at, name in enumerate(("Cy", "Di")):
        other = enrol(code, name)
        assert other.submit({CARE: 0.9 + 0.05 * at}).status_code == 201
    visitor.rest()
    visitor.set(CARE, "0.95")
    visitor.hand_in("Careful.", gain=(0, 10_000))
    seal = trainer.view(code)["seal"]
    trainer.reveal(code)
    visitor.page.locator("#outcome-title").wait_for()
    assert re.search(r"[Pp]lace", visitor.says("#outcome-title"))
    assert "Only you see this" in visitor.says("#outcome")
    assert "Lost since practice" in visitor.says("#outcome")
    assert visitor.page.locator("#outcome svg.main-svg").count()
    for name in ("Cy", "Di"):
        assert name not in visitor.says("body")
    visitor.page.locator("#sealed summary").click()
    assert visitor.says("code.seal") == seal
    [printed] = re.findall(r"printf '(.*)' \| sha256sum", visitor.says("#sealed pre"))
    hashed = hashlib.sha256(printed.replace("\\n", "\n").encode("ascii")).hexdigest()
    assert hashed == seal
    idle.page.get_by_role("heading", name="Round 1 without you").wait_for()


def test_who_comes_back_stands_where_they_were(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor = come(f"/room#{code}")
    visitor.join("Ada")
    visitor.rest()
    who = visitor.says("#who")
    visitor.hand_in("First.")
    visitor.set(CARE, "0.85")
    visitor.set(FOLLOW_UPS, "0")
    visitor.page.close()  # at once: what is set is sent on the way out

    def stands() -> list[str]:
        visitor.open(f"/room#{code}")
        visitor.rest()
        assert visitor.says("#who") == who
        levers = (
            visitor.page.locator(f'[data-path="{path}"] input') for path in (CARE, FOLLOW_UPS)
        )
        return [lever.input_value() for lever in levers]

    until(lambda: stands() == ["0.85", "0"])  # it may arrive after the page is asked for again
    assert visitor.says("#handed").startswith("Changed since")
    other = come("/room")
    link = visitor.page.evaluate(
        """async () => (await (await fetch("/api/room/link", {
          method: "POST", headers: { "Content-Type": "application/json" }, body: "{}",
        })).json()).link"""
    )
    other.page.goto(link.replace("localhost", "127.0.0.1"))
    other.rest()
    assert other.says("#who") == who
    assert "." not in other.page.url.partition("#")[2], "the token does not stay in the address"
    assert len(trainer.view(code)["people"]) == 1


def test_a_restart_of_the_server_loses_nothing(
    come: Come, server: Server, trainer: Trainer
) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor, desk = come(f"/room#{code}"), come(f"/trainer#{server.key}")
    visitor.join("Ada")
    visitor.rest()
    visitor.set(CARE, "0.7")
    visitor.rest()
    visitor.hand_in("Before the restart.")
    desk.page.get_by_role("heading", name="A new room").wait_for()
    desk.page.goto(f"{server.address}/trainer#room={code}")
    desk.page.get_by_role("heading", name="1 of 1 has handed in").wait_for()
    server.stop()
    visitor.page.get_by_text("this page keeps trying").wait_for()
    desk.page.get_by_text("this page keeps trying").wait_for()
    server.start()
    visitor.page.locator("#notice").wait_for(state="hidden")
    desk.page.locator("#notice").wait_for(state="hidden")
    assert trainer.view(code)["people"][0]["submitted"] == 1
    trainer.reveal(code)
    visitor.page.locator("#outcome-title").wait_for()
    desk.page.get_by_role("heading", name="Revealed: now talk").wait_for()


def test_a_choice_and_words(come: Come, trainer: Trainer, server: Server) -> None:
    code = trainer.room()
    visitor = come(f"/room#{code}")
    page = visitor.page
    visitor.join("Ada")
    options = ["more care", "more people"]
    first = trainer.ask(code, measure=None, kind="choice", text="What helps?", options=options)
    page.get_by_role("button", name="Send my choice").click()
    page.get_by_text("Please choose one.").wait_for()
    page.get_by_label("more people").check()
    page.get_by_role("button", name="Send my choice").click()
    page.get_by_text("Your choice: more people.").wait_for()
    trainer.reveal_question(code, first)
    page.locator("#asked .counts .mine").wait_for()
    assert visitor.says("#asked .counts").split() == ["more", "care", "0", "more", "people", "1"]
    board = come(f"/trainer#{server.key}").page
    board.get_by_role("heading", name="A new room").wait_for()
    board.goto(f"{server.address}/trainer#board={code}")
    board.get_by_text("1 answer, without names.").wait_for()
    second = trainer.ask(code, measure=None, kind="text", text="Why?")
    page.get_by_label("In your own words").fill("<b>Trust</b> & -5%")
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("Your answer: <b>Trust</b> & -5%.").wait_for()
    trainer.reveal_question(code, second)
    page.get_by_text("1 answer, without names.").wait_for()
    assert visitor.overflow <= 0


def test_a_question_hides_the_results_until_it_is_answered(
    come: Come, trainer: Trainer, enrol: Enrol
) -> None:
    code = trainer.room()
    visitor = come(f"/room#{code}")
    page = visitor.page
    visitor.join("Ada")
    first = trainer.ask(code, text="How many placements as it stands?")
    page.get_by_role("heading", name="How many placements as it stands?").wait_for()
    page.locator("#asked-low").fill("50")
    page.locator("#asked-high").fill("20")
    page.get_by_role("button", name="Send my range").click()
    page.get_by_text("from the smaller to the larger").wait_for()
    visitor.guess(0, 10_000)
    page.get_by_role("button", name="Correct it").click()
    assert page.locator("#asked-high").input_value() == "10000"
    visitor.guess(0, 20_000)
    answer = enrol(code, "Bo")
    answer.guess(first, 30_000, 40_000)
    assert answer.view()["asked"]["truth"] is None
    trainer.reveal_question(code, first)
    page.locator("#asked svg.main-svg").first.wait_for()
    assert "1 of 2" in visitor.says("#asked .note")
    trainer.do(code, "open", minutes=None)
    visitor.rest()
    second = trainer.ask(code, text="And offences?", measure="offences")
    page.get_by_role("heading", name="And offences?").wait_for()
    assert page.locator("#picture").is_hidden()
    assert page.locator("#veil").is_visible()
    visitor.guess(0, 5)
    assert page.locator("#picture").is_visible()
    trainer.reveal_question(code, second)
    page.locator("#asked svg.main-svg").first.wait_for()


def test_somebody_who_is_removed_is_told_so(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    visitor = come(f"/room#{code}")
    visitor.join("Ada")
    trainer.do(code, "remove", person=trainer.view(code)["people"][0]["id"])
    visitor.page.locator("#nickname").wait_for()
    assert visitor.page.locator("#who").is_hidden()


def test_another_room_with_the_same_browser(come: Come, trainer: Trainer) -> None:
    one, other = trainer.room(title="The first room"), trainer.room(title="The second room")
    visitor = come(f"/room#{one}")
    visitor.join("Ada")
    who = visitor.says("#who")
    visitor.page.evaluate(f"location.hash = '{other}'")
    visitor.page.get_by_role("button", name=f"Go back to room {one}").click()
    visitor.page.locator("#who").wait_for()
    assert visitor.says("#who") == who
    visitor.page.evaluate(f"location.hash = '{other}'")
    visitor.join("Ada")
    assert visitor.says("#title") == "The second room"


def test_from_joining_to_handing_in_by_keyboard_alone(come: Come, trainer: Trainer) -> None:
    code = trainer.room()
    trainer.do(code, "open", minutes=None)
    visitor = come("/room")
    page, keys = visitor.page, visitor.page.keyboard
    page.locator("#code:focus").wait_for()

    def tab_to(target: str) -> None:
        for _ in range(80):
            keys.press("Tab")
            if page.evaluate("(target) => document.activeElement.matches(target)", target):
                seen = page.evaluate(
                    "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                )
                assert seen, target
                return
        pytest.fail(f"Tab does not lead to {target}")

    keys.type(code.lower())
    page.locator(".found:not(:empty)").wait_for()
    tab_to("#nickname")
    keys.type("Ada")
    keys.press("Enter")
    visitor.rest()
    tab_to(f'[data-path="{CARE}"] input[type=range]')
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    visitor.rest()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    tab_to("#hand-in")
    keys.press("Enter")
    page.locator("#handing[open]").wait_for()
    keys.press("Enter")  # the focus is on the button that hands in
    page.get_by_text("Handed in at").wait_for()
    assert trainer.view(code)["people"][0]["submitted"] == 1
