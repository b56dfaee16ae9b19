"""Nobody closes a room with a prank: limits by address and by time, and a trainer who clears up."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from classes import CARE, OFFER, Browser, Class

from recsim.model.budget import Budget
from recsim.model.engines import engine
from recsim.scenario.scenario import Scenario
from recsim.workshop.room import affordable, routes, seats
from recsim.workshop.room.affordable import refuse_costly, refuse_costly_challenge
from recsim.workshop.room.bodies import MarketOffer, Offer
from recsim.workshop.room.game import from_offer
from recsim.workshop.room.market_game import MarketGame, from_market_offer
from recsim.workshop.state import BadState, Catalogue
from recsim.workshop.work import BUDGETS

Make = Callable[[], Class]


@pytest.fixture
def lesson_of(tmp_path: Path, offered: Catalogue) -> Iterator[Make]:
    """Makes a class when the limits are set."""
    made: list[Class] = []

    def make() -> Class:
        made.append(Class(tmp_path, offered))
        made[0].make()
        return made[0]

    yield make
    made[0].end()


def asks_to_join(lesson: Class, nickname: str, address: str = "127.0.0.1") -> httpx.Response:
    browser = Browser(lesson.app)
    browser.address = address
    return browser.post("/api/room/join", {"code": lesson.code, "nickname": nickname})


def test_who_was_taken_out_takes_no_place(lesson: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "MOST_PEOPLE", 2)
    lesson.make()
    lesson.join("Ada")
    lesson.join("Bo")
    assert "full" in asks_to_join(lesson, "Cy").text
    assert not lesson.trainer.get("/api/room/about", params={"code": lesson.code}).json()["open"]
    lesson.do("remove", person=lesson.desk()["people"][1]["id"])
    assert asks_to_join(lesson, "Cy").status_code == 201
    assert [one["name"] for one in lesson.desk()["people"]] == ["Ada", "Cy"]


def test_a_full_room_gives_up_the_seats_of_who_has_gone(
    lesson: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seats, "MOST_PEOPLE", 3)
    lesson.make()
    ada, bo, cy = (lesson.join(name) for name in ("Ada", "Bo", "Cy"))
    lesson.do("open")
    assert ada.submit(0.5).status_code == 201
    assert "full" in asks_to_join(lesson, "Dan").text, "all have just come"
    monkeypatch.setattr(seats, "GONE", -1.0)  # everybody was seen long ago
    assert lesson.trainer.get("/api/room/about", params={"code": lesson.code}).json()["open"]
    assert asks_to_join(lesson, "Dan").status_code == 201
    assert asks_to_join(lesson, "Eve").status_code == 201
    assert [one["name"] for one in lesson.desk()["people"]] == ["Ada", "Dan", "Eve"]
    assert ada.view()["submission"]["count"] == 1
    assert bo.get("/api/room").status_code == cy.get("/api/room").status_code == 401


def test_the_trainer_empties_locks_and_reopens(lesson: Class) -> None:
    lesson.make()
    ada, bo, cy = (lesson.join(name) for name in ("Ada", "Bo", "Cy"))
    lesson.do("open")
    ada.submit(0.5)
    cy.view()
    lesson.do("empty", what="gone")
    assert [one["name"] for one in lesson.desk()["people"]] == ["Ada", "Cy"]
    assert bo.get("/api/room").status_code == 401
    lesson.do("door", open=False)
    assert asks_to_join(lesson, "Dan").status_code == 409
    lesson.do("empty", what="all")
    assert lesson.desk()["people"] == []
    assert "taken you out" in ada.get("/api/room").text
    assert cy.get("/api/room").status_code == 401
    lesson.do("door", open=True)
    assert asks_to_join(lesson, "Ada").status_code == 201
    assert lesson.ask("empty", what="some").status_code == 404
    assert lesson.ask("empty").status_code == 400


def test_one_address_joins_so_often_and_a_school_behind_it_goes_on(
    lesson_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "JOINS", (3, 0.0))
    lesson = lesson_of()
    codes = [asks_to_join(lesson, f"Prank {n}", "10.0.0.1").status_code for n in range(5)]
    assert codes == [201, 201, 201, 429, 429]
    refused = asks_to_join(lesson, "Prank", "10.0.0.1")
    assert int(refused.headers["retry-after"]) > 0
    assert asks_to_join(lesson, "Ada", "10.0.0.2").status_code == 201
    at_once, a_second = 100, 2.0
    monkeypatch.undo()
    assert (at_once, a_second) == routes.JOINS, "a class of a hundred joins at once"


def test_many_who_join_at_once_wait(lesson_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "JOINS", (2, 0.0))
    lesson = lesson_of()
    joined = [asks_to_join(lesson, f"P{n}", f"10.0.0.{n}").status_code for n in range(3)]
    assert joined == [201, 201, 429]


def test_codes_cannot_be_guessed(lesson_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "WRONG_CODES", (3, 0.0))
    lesson = lesson_of()
    guesser = Browser(lesson.app)
    for code in ("BBBBB", "CCCCC", "DDDDD"):
        assert guesser.get("/api/room/about", params={"code": code}).status_code == 404
    right = {"code": lesson.code}
    assert guesser.get("/api/room/about", params=right).status_code == 429
    asked = {**right, "nickname": "Eve"}
    assert guesser.post("/api/room/join", asked).status_code == 429
    assert guesser.post("/api/room/return", {**right, "token": "x"}).status_code == 429
    other = Browser(lesson.app)
    other.address = "10.0.0.2"
    for _ in range(10):
        assert other.get("/api/room/about", params=right).status_code == 200


def test_a_person_hands_in_so_often(lesson_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "HAND_INS", (2, 0.0))
    lesson = lesson_of()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    assert [ada.submit(care).status_code for care in (0.4, 0.5, 0.6)] == [201, 201, 429]
    assert ada.view()["submission"]["count"] == 2
    assert bo.submit(0.5).status_code == 201


def test_a_person_answers_so_often(lesson_of: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "ANSWERS", (2, 0.0))
    lesson = lesson_of()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("ask", kind="text", text="Why?")
    words = {"question": ada.view()["asked"]["id"], "words": "because"}
    said = [ada.post("/api/room/guess", words).status_code for _ in range(3)]
    assert said == [204, 204, 429]
    assert bo.post("/api/room/guess", words).status_code == 204


def test_nobody_hands_in_what_keeps_all_others_waiting(
    tmp_path: Path, offered: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = offered["tiny"]
    rules = OFFER | {"free": ["care", "recruiters", "automation.contacts_per_day"]}
    game = from_offer("tiny", start, Offer(**rules))
    care, many = "strategies.calling.care", "strategies.calling.recruiters"
    cheap, _ = game.played({care: 0.9})
    costly, _ = game.played({many: 50, "strategies.calling.automation.contacts_per_day": 150})
    tried = []

    def simulate(*arguments: Any, **options: Any) -> Any:
        tried.append(arguments)
        return engine("compiled", BUDGETS["compiled"])(*arguments, **options)

    refuse_costly(simulate, game, cheap)
    refuse_costly(simulate, game, costly)
    assert not tried, "small worlds are cheap, whatever happens in them"
    monkeypatch.setattr(affordable, "MOST", 40_000)
    refuse_costly(simulate, game, game.round.start)
    with pytest.raises(BadState, match="so that the scores of all come soon"):
        refuse_costly(simulate, game, costly)
    assert tried
    few = engine("compiled", Budget(steps=100, memory=1 << 26))
    with pytest.raises(BadState, match="longer than a workshop can wait for"):
        refuse_costly(few, game, costly)
    refuse_costly_challenge(few, game)
    monkeypatch.setattr(affordable, "SURE", 10_000)
    with pytest.raises(BadState, match="longer than a workshop can wait for"):
        refuse_costly_challenge(few, game)


def test_what_would_end_a_market_before_its_last_quarter_is_refused(offered: Catalogue) -> None:
    """A run has all quarters in it, and all teams: each may cost its share of the budget."""
    seen = []

    def simulate(scenario: Scenario, teams: tuple[str, ...], _: int) -> Any:
        seen.append(scenario)
        [care] = {scenario.strategies[team].care for team in teams}
        share = BUDGETS["compiled"].steps / 6
        return SimpleNamespace(steps=share + 1 if care == 0.1 else share / 5)

    def market(quarters: int) -> MarketGame:
        offer = MarketOffer(scenario="tiny", strategy="calling", free=["care"], worlds=2,
                            seats=12, people_per_team=2000, quarters=quarters)  # fmt: skip
        return from_market_offer("tiny", offered["tiny"], offer)

    game = market(quarters=6)
    costly, cheap = (game.played({CARE: care})[0] for care in (0.1, 0.9))
    refuse_costly(simulate, game, cheap)
    with pytest.raises(BadState, match="so that the scores of all come soon"):
        refuse_costly(simulate, game, costly)
    refuse_costly(simulate, market(quarters=5), costly)
    for scenario in seen:
        assert (len(scenario.strategies), scenario.world.people) == (12, 24_000)
        assert (scenario.study.market, scenario.study.horizon_days) == ("shared", 91)


@pytest.mark.parametrize("quarters", [1, 2, 4, 6, 7, 8])
def test_no_market_costs_more_than_a_run_may_however_long_it_is(
    offered: Catalogue, quarters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is that excused by a start that is costly itself, which is no start of a market."""
    monkeypatch.setattr(affordable, "SURE", 10_000)  # nothing is let pass by an estimate
    budget = BUDGETS["compiled"].steps
    offer = MarketOffer(scenario="tiny", strategy="calling", free=["care"], worlds=2,
                        seats=12, people_per_team=2000, quarters=quarters)  # fmt: skip
    game = from_market_offer("tiny", offered["tiny"], offer)
    costs = {0.1: budget // quarters + 1, 0.9: budget // quarters}

    def simulate(scenario: Scenario, teams: tuple[str, ...], _: int) -> Any:
        return SimpleNamespace(steps=costs.get(scenario.strategies[teams[0]].care, budget // 30))

    costly, dear = (game.played({CARE: care})[0] for care in costs)
    refuse_costly_challenge(simulate, game)
    refuse_costly(simulate, game, dear)
    for start in (budget // 30, costs[0.1] // 2):
        costs[game.round.start.care] = start
        with pytest.raises(BadState, match="longer than a workshop can wait for"):
            refuse_costly(simulate, game, costly)
    costs[game.round.start.care] = costs[0.1]
    with pytest.raises(BadState, match="longer than a workshop can wait for"):
        refuse_costly_challenge(simulate, game)


def test_entries_are_tried_one_after_the_other(
    lesson: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson.make()
    crowd = [lesson.join(name) for name in ("Ada", "Bo", "Cy", "Dan")]
    running, most = list[None](), list[int]()

    def try_out(*_: Any) -> None:
        running.append(None)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()

    async def all_at_once() -> list[int]:
        transport = httpx.ASGITransport(lesson.app)
        async with httpx.AsyncClient(transport=transport, base_url=Browser.where) as client:
            asked = [
                client.post(
                    "/api/room/submit", json={"changes": {CARE: 0.5}}, headers={"Cookie": c}
                )
                for one in crowd
                for c in ["; ".join(f"{name}={value}" for name, value in one.cookies.items())]
            ]
            return [answer.status_code for answer in await asyncio.gather(*asked)]

    monkeypatch.setattr(affordable, "SURE", 10**9)
    monkeypatch.setattr(seats, "refuse_costly", try_out)
    assert asyncio.run(all_at_once()) == [409] * 4
    assert not most, "nothing is tried unless it could be handed in"
    lesson.do("open")
    assert asyncio.run(all_at_once()) == [201] * 4
    assert most == [1, 1, 1, 1]


def test_a_seat_waits_with_one_entry_at_a_time(
    lesson: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    tried = threading.Event()

    async def story() -> list[int]:
        transport = httpx.ASGITransport(lesson.app)
        async with httpx.AsyncClient(transport=transport, base_url=Browser.where) as client:

            def hands_in(one: Browser) -> asyncio.Task[httpx.Response]:
                cookie = "; ".join(f"{name}={value}" for name, value in one.cookies.items())
                asked, headers = {"changes": {CARE: 0.5}}, {"Cookie": cookie}
                posted = client.post("/api/room/submit", json=asked, headers=headers)
                return asyncio.create_task(posted)

            eager = [hands_in(ada) for _ in range(3)]  # one is tried, one waits
            refused, _ = await asyncio.wait(eager, return_when=asyncio.FIRST_COMPLETED)
            calm = hands_in(bo)
            tried.set()
            answers = await asyncio.gather(*eager, calm)
            assert [one.result().status_code for one in refused] == [503]
            return sorted(answer.status_code for answer in answers)

    monkeypatch.setattr(affordable, "SURE", 10**9)
    monkeypatch.setattr(seats, "refuse_costly", lambda *_: tried.wait(60))
    assert asyncio.run(story()) == [201, 201, 201, 503]


def test_drafts_end_with_the_round(lesson: Class) -> None:
    lesson.make(rounds=2)
    ada = lesson.join("Ada")
    draft = {"changes": {CARE: 0.3}}
    assert ada.post("/api/room/draft", draft).status_code == 204
    lesson.do("open")
    assert ada.view()["draft"] == {CARE: 0.3}
    lesson.do("freeze")
    assert ada.post("/api/room/draft", {"changes": {CARE: 0.9}}).status_code == 409
    lesson.do_when_ready("reveal")
    assert ada.post("/api/room/draft", {"changes": {CARE: 0.9}}).status_code == 409
    lesson.do("next_round")
    assert ada.view()["draft"] == {}
    assert ada.post("/api/room/draft", draft).status_code == 204
    lesson.do("reset")
    assert ada.view()["draft"] == {}


def test_the_scenario_of_a_deleted_room_is_gone(lesson: Class) -> None:
    lesson.make()
    path = f"/api/scenarios/room-{lesson.code}"
    assert lesson.trainer.get(path).status_code == 200
    lesson.do("close")
    lesson.do("delete")
    assert lesson.trainer.get(path).status_code == 404
