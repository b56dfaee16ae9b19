"""One market for all in browsers: a team, its trainer, the board; and how they look."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import test_page_tells
from classroom import Player, Trainer, Visitor, measures_that_are_defined
from patience import until
from serving import Server
from test_class_looks import SIZES, faults

from recsim.analysis.measures import MEASURES
from recsim.analysis.samples import samples_from
from recsim.page.bundle import literal
from recsim.page.words import facts
from recsim.telling.markets import SET, START, of_room
from recsim.telling.numbers import written

Come = Callable[..., Visitor]
Enrol = Callable[..., Player]
CARE, FOLLOW_UPS = "strategies.calling.care", "strategies.calling.follow_ups"


def hand_in(visitor: Visitor) -> None:
    visitor.page.locator("#hand-in").click()
    visitor.page.get_by_role("button", name="Hand in now").click()
    visitor.page.locator("#handed", has_text="Handed in at").wait_for()


def lever(visitor: Visitor, path: str) -> str:
    found: str = visitor.page.locator(f'[data-path="{path}"] input').input_value()
    return found


TELL = """async ([said, facts, confidence]) => {
  const { marketSaid } = await import("/static/room/market/told.js");
  return marketSaid({ said }, { facts }, { confidence });
}"""


def test_random_quarters_are_told_alike(come: Come) -> None:
    page, luck, wanted, said = come("/room").page, np.random.default_rng(5), [], []
    alone = test_page_tells.scenario(luck)
    of = alone.unchecked(study=alone.study.model_copy(update={"market": "shared"}))
    for n in (2, 3, 4, 5, 8, 30) * 5:
        found = test_page_tells.values(luck, n)
        sides = {START: found["waiting"], SET: found["calling"]}
        measures = [str(name) for name in luck.choice(list(MEASURES), 12, replace=False)]
        told = of_room(of, samples_from(sides), measures)
        wanted.append(told.text)
        said.append(told.data)
    asked = literal([said, facts(of), of.study.confidence])
    assert page.evaluate(f"({TELL})({asked})") == wanted


def test_a_team_sets_hands_in_and_sees_what_it_did(
    come: Come, server: Server, trainer: Trainer, enrol: Enrol
) -> None:
    code = trainer.market()
    bo = enrol(code, "Bo", "Birch")
    ann = come(f"/room#{code}")
    ann.page.locator(".found:not(:empty)").wait_for()
    assert "Where there are fewest people" in ann.says("#team")
    ann.join("Ann", "Alder")
    assert "share one market of 200 people" in ann.says("#task")
    trainer.do(code, "open")
    ann.page.locator("#team-line").wait_for()
    assert "goes on with what it has: as at the start" in ann.says("#team-line")
    assert not ann.page.locator("#results").is_visible(), "nothing was played yet"
    ann.set(CARE, "0.1")
    ann.set(FOLLOW_UPS, "4")
    assert ann.page.locator("#take").is_visible()
    hand_in(ann)
    assert "you handed in at" in ann.says("#team-line")
    assert not ann.page.locator("#take").is_visible()

    # somebody else of the team hands in something else: it counts, and can be taken over
    cy = enrol(code, "Cy", "Alder")
    assert cy.submit({CARE: 0.9}).status_code == 201
    ann.page.locator("#team-line", has_text="Cy handed in at").wait_for()
    assert lever(ann, CARE) == "0.1", "nobody's hands are taken off the levers"
    ann.page.locator("#take").click()
    assert (lever(ann, CARE), lever(ann, FOLLOW_UPS)) == ("0.9", "2")
    ann.page.locator("#undo").click()
    assert lever(ann, CARE) == "0.1"
    hand_in(ann)

    view = trainer.reveal_quarter(code)
    ann.page.locator("#own-gain").wait_for()
    [row] = [one for one in view["market"]["latest"]["teams"] if one["name"] == "Alder"]
    placed = row["quarter"]["placements"]
    told = written(placed["mean"], placed["low"], placed["high"], whole=True)
    assert str(told) in ann.says("#own-gain")
    count = measures_that_are_defined(view)
    assert count >= 2
    ann.page.locator("#market .courses figure").nth(count - 1).wait_for()
    assert ann.page.locator("#market .courses figure").count() == count
    assert view["market"]["latest"]["sentences"][0] in ann.says("#market")
    ann.page.locator("#market", has_text="What your team did").wait_for()
    until(lambda: "With what" in (said := ann.says("#market")) or "We cannot tell" in said)
    assert "What everybody set" not in ann.says("#market"), "the market goes on"

    # the next quarter goes on from there, also after the server was stopped
    trainer.do(code, "next_round")
    ann.page.get_by_role("heading", name="Quarter 2 begins soon").wait_for()
    assert ann.page.locator("#own-gain").is_visible(), "what was stays in sight"
    server.stop()
    server.start()
    trainer.do(code, "open")
    ann.page.locator("#team-line", has_text="goes on with what it has: care 0.1").wait_for()
    assert (lever(ann, CARE), lever(ann, FOLLOW_UPS)) == ("0.1", "4")
    assert bo.submit({CARE: 0.95}).status_code == 201
    trainer.reveal_quarter(code)
    ann.page.get_by_role("heading", name="The market is over").wait_for()
    ann.page.locator("#market", has_text="What everybody set").wait_for()
    assert "Care: 0.95" in ann.says("#market .sets")
    assert "so far" in ann.says("#own-gain")


def test_the_trainer_makes_a_market_and_leads_it(
    come: Come, server: Server, trainer: Trainer, enrol: Enrol
) -> None:
    desk = come(f"/trainer#{server.key}", width=1280, height=900)
    page = desk.page
    page.get_by_role("radio", name="One market for all").check()
    page.get_by_label("The world of").select_option("town")
    page.get_by_label("What every team begins with").select_option("calling")
    page.get_by_label("Names of teams").fill("Oak, Elm, Fir")
    page.get_by_label("Quarters").fill("1")
    page.get_by_text("Levers, measures, people, worlds").click()
    page.get_by_label("People for each team").fill("80")
    page.get_by_label("Sealed worlds").fill("3")
    page.get_by_role("button", name="Make the room").click()
    page.get_by_role("heading", name="Next: let people in").wait_for()
    code = page.url.rpartition("=")[2]
    for name, team in (("Ann", "Oak"), ("Bo", "Fir")):
        enrol(code, name, team).view()
    page.get_by_text("2 in the room, in 2 teams").wait_for()
    page.get_by_role("button", name="Open quarter 1").click()
    page.get_by_role("heading", name="0 of 2 teams have handed in").wait_for()
    cy = enrol(code, "Cy", "Oak")
    assert cy.submit({CARE: 0.05}).status_code == 201, "what the strategies differ in is free"
    page.get_by_role("heading", name="1 of 2 teams has handed in").wait_for()
    page.get_by_role("button", name="Freeze, and play the quarter").click()
    page.get_by_role("button", name="Reveal", exact=True).click()
    page.get_by_role("heading", name="The market is over").wait_for()
    page.get_by_role("heading", name="What each team did to itself and to the others").wait_for()
    assert "Elm" not in desk.says("#market"), "nobody was there"
    board = come(f"/trainer#{server.key}", width=1920, height=1080)
    board.page.get_by_role("heading", name="A new room").wait_for()
    board.page.goto(f"{server.address}/trainer#board={code}")
    board.page.locator(".courses figure").first.wait_for()
    page.get_by_label("The board shows").select_option("effects")
    board.page.get_by_role("img", name="Oak").wait_for()
    page.get_by_label("On the board, people appear with").select_option("nobody")
    board.page.get_by_role("img", name="team 1").wait_for()
    page.get_by_label("The board shows").select_option("ranks")
    board.page.get_by_role("heading", name="All teams, after the first quarter").wait_for()
    assert "Oak" not in board.says("main")


@pytest.mark.parametrize(("width", "height", "scheme"), SIZES)
def test_every_page_of_a_market_in_every_phase(
    come: Come,
    server: Server,
    trainer: Trainer,
    enrol: Enrol,
    width: int,
    height: int,
    scheme: str,
) -> None:
    looks = {"width": width, "height": height, "scheme": scheme}
    code = trainer.market(quarters=1, teams=["Alder of the very long and unbroken", "Birch"])
    ann = come(f"/room#{code}", **looks)
    ann.join("Ann", "Alder of the very long and unbr\u2026")
    enrol(code, "Bo", "Birch")
    desk, board = (come(f"/trainer#{server.key}", **looks) for _ in range(2))
    desk.page.get_by_role("radio", name="One market for all").check()
    wrong = faults(desk, "making a market")
    for visitor, kind in ((desk, "room"), (board, "board")):
        visitor.page.get_by_role("heading", name="A new room").wait_for()
        visitor.page.goto(f"{server.address}/trainer#{kind}={code}")

    def look(phase: str) -> None:
        nonlocal wrong
        for who, visitor in (("player", ann), ("desk", desk), ("board", board)):
            wrong += faults(visitor, f"{who}, {phase}")

    ann.page.locator("#task-title").wait_for()
    look("ready")
    trainer.do(code, "open")
    ann.page.locator("#team-line").wait_for()
    ann.set(CARE, "0.1")
    hand_in(ann)
    look("open")
    trainer.reveal_quarter(code)
    trainer.wait(code, lambda view: view["market"]["latest"]["effects"] is not None)
    ann.page.get_by_role("heading", name="What your team did").wait_for()
    board.page.locator(".courses figure").first.wait_for()
    look("revealed")
    assert wrong == []
