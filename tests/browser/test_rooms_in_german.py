"""A room from its making to its board, and a story, in a browser that wants German."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from classroom import Trainer, Visitor
from serving import Server
from test_languages_of_the_page import ENGLISH_WORDS, NEVER_TWO

Come = Callable[..., Visitor]
GERMAN = "de-AT"
CARE = "strategies.ordinary.care"


def no_english(visitor: Visitor, where: str, *, least: int) -> None:
    """The first screen says so many things, none of them in English; and nothing is cut off."""
    assert visitor.page.locator("html").get_attribute("lang") == "de"
    shown = [text.strip() for text in visitor.page.evaluate(NEVER_TWO) if text.strip()]
    assert len(shown) >= least, where
    assert [text for text in shown if ENGLISH_WORDS.search(text)] == [], where
    assert visitor.overflow <= 0, where


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).first.click()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_a_round_is_played(come: Come, server: Server, width: int, height: int) -> None:
    size = {"width": width, "height": height, "locale": GERMAN}
    desk = come(f"/trainer#{server.key}", **size)
    desk.page.get_by_role("heading", name="Ein neuer Raum").wait_for()
    no_english(desk, "making a room", least=8)
    desk.page.locator("#make-scenario").select_option("careful_or_careless")
    assert "höchstens" in desk.page.locator("#make-question").input_value()
    desk.page.get_by_text("Regler, Namen, Runden, Welten").click()
    desk.page.locator("#make-worlds").fill("4")
    press(desk, "Raum anlegen")
    desk.page.get_by_role("heading", name="Als Nächstes: Leute hereinlassen").wait_for()
    no_english(desk, "desk, ready", least=10)
    code = desk.page.url.partition("room=")[2]

    player = come(f"/room#{code}", **size)
    player.page.locator("#nickname").fill("Ada")
    player.page.locator(".found:not(:empty)").wait_for()
    no_english(player, "joining", least=6)
    press(player, "Beitreten")
    player.page.get_by_role("heading", name="Sie sind dabei").wait_for()
    no_english(player, "waiting", least=8)
    board = come(f"/trainer#{server.key}", **size)
    board.page.get_by_role("heading", name="Ein neuer Raum").wait_for()
    board.page.goto(f"{server.address}/trainer#board={code}")
    board.page.locator(".way .code").wait_for()
    no_english(board, "board, joining", least=6)

    press(desk, "Runde öffnen")
    player.rest()
    player.set(CARE, "0.6")
    player.rest()
    no_english(player, "playing", least=12)
    assert "0,6" in player.page.locator(f'[data-path="{CARE}"] output').inner_text()
    press(player, "Abgeben")
    player.page.locator("#gain-low").fill("10")
    player.page.locator("#gain-high").fill("900")
    no_english(player, "handing in", least=12)
    press(player, "Jetzt abgeben")
    player.page.get_by_text("Abgegeben um").wait_for()
    desk.page.get_by_role("heading", name="1 von 1 hat abgegeben").wait_for()
    press(desk, "Jetzt anhalten")
    player.page.get_by_role("heading", name="Die Runde ist angehalten").wait_for()
    desk.page.get_by_role("heading", name="Als Nächstes: auflösen").wait_for()
    press(desk, "Auflösen")
    player.page.locator("#outcome-title").wait_for()
    player.page.locator("#outcome svg.main-svg").first.wait_for()
    no_english(player, "outcome", least=10)
    assert re.search(r"\d bis \d", player.says("#outcome dl"))
    desk.page.locator("#ranks tbody tr").first.wait_for()
    no_english(desk, "desk, revealed", least=10)
    board.page.get_by_role("heading", name="Was sich sagen lässt").wait_for()
    no_english(board, "board, revealed", least=6)


def test_a_story_is_told(come: Come) -> None:
    visitor = come("/story#scenario=two_ways", locale=GERMAN)
    visitor.page.locator("#lives li.moment").first.wait_for()
    no_english(visitor, "a person", least=12)
    assert visitor.says("#who").startswith("Person")
    visitor.page.get_by_text("Die Woche eines Recruiters").click()
    visitor.page.locator("#lives svg.hours").first.wait_for()
    no_english(visitor, "a week", least=12)


def test_a_choice_of_language_stays_in_the_room(come: Come, server: Server) -> None:
    visitor = come(f"/trainer?lang=de#{server.key}")
    visitor.page.get_by_role("heading", name="Ein neuer Raum").wait_for()
    visitor.page.locator("#language").select_option("en")
    visitor.page.get_by_role("heading", name="A new room").wait_for()
    assert "lang=" not in visitor.page.url
    visitor.open("/room")
    visitor.page.get_by_role("heading", name="Join the room").wait_for()


def test_a_market_is_shared(come: Come, server: Server, trainer: Trainer) -> None:
    code = trainer.market(title="Ein Markt", question="Wie viel Druck?")
    player = come(f"/room#{code}", locale=GERMAN)
    player.join("Ada", "Alder", button="Beitreten")
    no_english(player, "waiting for the market", least=8)
    trainer.do(code, "open", minutes=None)
    player.page.get_by_role("heading", name="Stellen Sie Ihr Team").wait_for()
    player.set("strategies.calling.care", "0.9")
    press(player, "Abgeben")
    press(player, "Jetzt abgeben")
    player.page.get_by_text("Abgegeben um").wait_for()
    trainer.reveal_quarter(code)
    player.page.get_by_role("heading", name="Was der Raum bewirkt hat").wait_for()
    said = player.page.locator("#market .told p").all_inner_texts()
    assert "den abgegebenen Einstellungen" in " ".join(said)
    assert [text for text in said if ENGLISH_WORDS.search(text)] == []
    player.page.get_by_text("den Einstellungen von „Alder“").first.wait_for()
    desk = come(f"/trainer#{server.key}", locale=GERMAN)
    desk.page.get_by_role("heading", name="Ein neuer Raum").wait_for()
    desk.page.goto(f"{server.address}/trainer#room={code}")
    desk.page.get_by_role("heading", name="Aufgelöst: jetzt reden, dann weiter").wait_for()
    no_english(desk, "desk of a market", least=10)
