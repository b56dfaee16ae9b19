"""A class in rooms: how long it waits for scores, and for each quarter of a market."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.cookiejar import CookieJar
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.request import HTTPCookieProcessor, Request, build_opener

from class_play import Rows, at_play, browsers, exploring, look_on
from tables import progress, table
from workshop_load import Server, served

EVERY = 0.2
"""Seconds between two looks of the trainer."""
PRESSING = (0.9, 0.7, 0.5, 0.3)
"""Care of the teams, one after the other, so that no two entries in a row are the same."""

if TYPE_CHECKING:
    from playwright.sync_api import Page

Json = dict[str, Any]


@dataclass(frozen=True)
class Sizes:
    """People, those in browsers among them; seconds that they play; sealed worlds of a challenge;
    teams, worlds and quarters of a market."""

    people: int
    browsers: int
    seconds: float
    sealed: int
    teams: int
    worlds: int
    quarters: int


class Person:
    """Somebody's browser, without the pages."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Any:
        with self.opener.open(f"{self.url}{path}", timeout=600) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def post(self, path: str, body: Json) -> Any:
        data = json.dumps(body).encode()
        asked = Request(f"{self.url}{path}", data, {"Content-Type": "application/json"})
        with self.opener.open(asked, timeout=600) as answer:
            text = answer.read()
        return json.loads(text) if text else None


class Trainer(Person):
    """The trainer of a server."""

    def __init__(self, server: Server, key: str) -> None:
        super().__init__(server.url)
        self.post("/api/trainer/enter", {"key": key})

    def do(self, code: str, command: str, **more: Any) -> None:
        self.post(f"/api/trainer/rooms/{code}/do", {"command": command, **more})

    def wait(self, code: str, there: Callable[[Json], bool]) -> float:
        """Seconds until the view of the room is like that."""
        begin = time.perf_counter()
        while not there(self.get(f"/api/trainer/rooms/{code}")):
            time.sleep(EVERY)
        return time.perf_counter() - begin


def at_once(people: list[Person], what: Callable[[int], object]) -> list[float]:
    """Everybody does something at the same time; seconds that each waited."""

    def timed(place: int) -> float:
        begin = time.perf_counter()
        what(place)
        return time.perf_counter() - begin

    with ThreadPoolExecutor(len(people)) as room:
        return list(room.map(timed, range(len(people))))


def joined(server: Server, code: str, count: int) -> tuple[list[Person], list[float]]:
    people = [Person(server.url) for _ in range(count)]
    body = {"code": code, "team": ""}
    waits = at_once(
        people, lambda n: people[n].post("/api/room/join", {**body, "nickname": f"Person {n}"})
    )
    return people, waits


def hand_in(people: list[Person], strategy: str, turn: int = 0) -> Callable[[int], object]:
    """Hands in for the person of a number; something else at each turn."""
    path = f"strategies.{strategy}.care"

    def one(n: int) -> object:
        changes = {path: PRESSING[(n + turn) % len(PRESSING)]}
        return people[n].post("/api/room/submit", {"changes": changes})

    return one


def ready(view: Json) -> bool:
    return "reveal" in view["can"] and not view["scoring"]


def challenge(server: Server, trainer: Trainer, sizes: Sizes, pages: list[Page]) -> Rows:
    offer = {
        "scenario": "careful_or_careless",
        "strategy": "ordinary",
        "replications": sizes.sealed,
    }
    code = trainer.post("/api/trainer/rooms", offer)["code"]
    look_on(server, pages, code)
    people, waits = joined(server, code, sizes.people - len(pages))
    trainer.do(code, "open")
    first, last = hand_in(people, "ordinary"), hand_in(people, "ordinary", turn=1)
    playing = at_play(server, people, "/api/room", sizes.seconds, first, len(pages))
    taken = at_once(people, last)
    trainer.do(code, "freeze")
    scored = trainer.wait(code, ready)
    trainer.do(code, "reveal")
    seen = at_once(people, lambda n: people[n].get("/api/room"))
    return [
        (f"{len(people)} people join at once", "wait, longest", told(max(waits))),
        *playing.rows("a challenge: they play, and hand in"),
        (f"{len(people)} hand in once more, at once", "wait, longest", told(max(taken))),
        (f"frozen: all of it played in {sizes.sealed} sealed worlds", "until it can be revealed",
         told(scored)),
        ("revealed: everybody looks at once", "wait, median", told(median(seen))),
    ]  # fmt: skip


def market(server: Server, trainer: Trainer, sizes: Sizes, pages: list[Page]) -> Rows:
    offer = {
        "scenario": "commons", "strategy": "restrained", "seats": sizes.teams,
        "worlds": sizes.worlds, "quarters": sizes.quarters,
    }  # fmt: skip
    code = trainer.post("/api/trainer/markets", offer)["code"]
    look_on(server, pages, code)
    people, _ = joined(server, code, sizes.people - len(pages))
    rows: Rows = []
    for quarter in range(1, sizes.quarters + 1):
        progress(f"   quarter {quarter}")
        trainer.do(code, "open")
        one = hand_in(people, "restrained", turn=quarter)
        if quarter == 1:
            playing = at_play(server, people, "/api/room", sizes.seconds, one, len(pages))
            rows += playing.rows("one market: they play, and hand in")
        else:
            at_once(people, one)
        trainer.do(code, "freeze")
        played = trainer.wait(code, ready)
        trainer.do(code, "reveal")
        if quarter in (1, sizes.quarters):
            what = f"one market: quarter {quarter}, {sizes.teams} teams, {sizes.worlds} worlds"
            rows.append((what, "until it can be revealed", told(played)))
        if quarter < sizes.quarters:
            trainer.do(code, "next_round")
    seen = at_once(people, lambda n: people[n].get("/api/room"))
    known = trainer.wait(code, lambda view: view["market"]["latest"]["effects"] is not None)
    return [
        *rows,
        ("the market is over: everybody looks at once", "wait, median", told(median(seen))),
        ("what each team did to the others", "until it is known", told(known)),
    ]


def section(sizes: Sizes) -> list[str]:
    with served("commons") as server:
        assert server.process.stdout is not None
        line = next(line for line in server.process.stdout if "/trainer#" in line)
        found = re.search(r"#(\S+)", line)
        assert found is not None
        trainer = Trainer(server, found[1])
        with browsers(sizes.browsers) as pages:
            progress("   they explore")
            clients = [Person(server.url) for _ in range(sizes.people - len(pages))]
            rows = exploring(server, clients, pages, sizes.seconds)
            progress("   a challenge")
            rows += challenge(server, trainer, sizes, pages)
            rows += market(server, trainer, sizes, pages)
    return [
        f"The real server with {sizes.people} people, and a trainer. {sizes.browsers} of them are "
        "browsers (chromium, headless), which explore, join both rooms and look on there; the "
        f"other {sizes.people - sizes.browsers} ask for everything that their pages would ask for, "
        f"every two seconds for {sizes.seconds:g} seconds, and hand in at some moment. Before a "
        "challenge is frozen, all hand in something else within the same moment, the worst case: "
        "nothing of it is simulated yet. Everything shares the "
        f"{os.cpu_count()} cores with the server.",
        "",
        *table(("what", "who waits", "time"), rows),
    ]


def told(seconds: float) -> str:
    return f"{seconds:,.1f} s" if seconds >= 10 else f"{1000 * seconds:,.0f} ms"
