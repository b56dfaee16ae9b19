"""People in a workshop: each drags sliders and looks, as the page does, over real HTTP.

A process of its own (`python workshop_people.py '{"url": ...}'`), which prints what each of them
saw as JSON. It speaks plain HTTP/1.1 over asyncio streams and reads only the first bytes of an
answer, because it takes its time from the same processors as the server that it measures.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import resource
import sys
import time
import zlib
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

THROTTLE, UNANSWERED, REST = 0.12, 0.25, 0.3
FIRST, THEN, MOST = 100, 1000, 8000
"""As in static/requests.js: seconds between questions, and patience in ms."""
RUNS = 30
SETTLE, LONGEST_SETTLE = 0.5, 15.0
"""Seconds a person, and at most, before the first slider moves: the scenario as it stands comes."""
PLAIN = (
    *("answers_applicants", "screening_bar", "care", "follow_ups", "cooldown_days"),
    *("scale", "annoyance", "care_floor", "tells_others", "hearers", "wary_offence"),
)
"""Sliders that leave the amount of work about as it is, and of which every value makes sense."""


@dataclass(frozen=True)
class Load:
    """What they do.

    Attributes:
        url: where the server is.
        scenario: its name there.
        people: how many there are.
        lever: "strategy" or "world": whose sliders they drag.
        seconds: how long.
        drag, rest: seconds of each gesture, and of looking at what came of it.
        each: seconds between two values while a slider is dragged.
        seed: of their hands; each one has simulated worlds of their own, too.
        greedy: one more person, who asks this many times a second and never waits.
    """

    url: str
    scenario: str
    people: int
    lever: str
    seconds: float
    drag: float = 2.0
    rest: float = 4.0
    each: float = 0.25
    seed: int = 1
    greedy: int = 0


@dataclass
class Move:
    """One value of a slider: when it was set, when a picture of it or of a newer one came.

    ``runs`` are those of that picture; ``refined`` is when all runs were there, ``last`` tells
    whether it was the last one of a gesture, ``most`` how many runs its best picture had.
    """

    at: float
    last: bool = False
    seen: float | None = None
    runs: int = 0
    refined: float | None = None
    most: int = 0


class Wire:
    """Connections of one browser, kept open."""

    def __init__(self, url: str) -> None:
        where = urlsplit(url)
        self.host, self.port = where.hostname or "", where.port or 80
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Status and body as it came, compressed or not."""
        while self._free and self._free[-1][0].at_eof():  # idle for too long
            self._free.pop()[1].close()
        if self._free:
            reader, writer = self._free.pop()
        else:
            reader, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            "Accept-Encoding: gzip\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        found = re.search(r"content-length: (\d+)", head, re.I)
        content = await reader.readexactly(int(found[1])) if found else b""
        self._free.append((reader, writer))
        return int(head.split(" ", 2)[1]), content

    def close(self) -> None:
        for _, writer in self._free:
            writer.close()


def beginning(content: bytes) -> str:
    """The first bytes of an answer."""
    if content[:2] == b"\x1f\x8b":
        content = zlib.decompressobj(31).decompress(content, 300)
    return content[:300].decode("utf-8", "replace")


@dataclass
class Person:
    """Somebody at a page; ``worlds`` is the seed of their simulated worlds."""

    load: Load
    number: int
    levers: list[dict[str, Any]]
    teams: list[str]
    start: float
    moves: list[Move] = field(default_factory=list)
    refused: int = 0
    questions: int = 0

    def __post_init__(self) -> None:
        self.wire = Wire(self.load.url)
        self.hand = random.Random(f"{self.load.seed} {self.number}")
        self.changes: dict[str, Any] = {"study.seed": 1000 * self.load.seed + self.number}
        self.ticket = self.shown = 0
        self.states: dict[int, int] = {}  # by ticket: how many moves the question knew of
        self.sent, self.open = -1.0, 0  # when the last first question was, and its ticket
        self.timer: asyncio.TimerHandle | None = None
        self.more: asyncio.TimerHandle | None = None
        self.asking: set[asyncio.Task[None]] = set()

    @property
    def now(self) -> float:
        return time.perf_counter() - self.start

    async def live(self, begin: float) -> None:
        """Open the page, and from ``begin`` on drag and rest until the time is over."""
        self.moves.append(Move(self.now, last=True))
        self._first()
        await asyncio.sleep(begin - self.now + self.hand.random() * self.load.each)
        self.moves.clear()
        self.shown = self.ticket
        until = begin + self.load.seconds
        while self.now < until - self.load.drag:
            lever = self.hand.choice(self.levers)
            count = max(1, round(self.load.drag / self.load.each))
            for step in range(count):
                value = lever["min"] + self.hand.random() * (lever["max"] - lever["min"])
                self.changes[lever["path"]] = int(value) if lever["kind"] == "integer" else value
                self.moves.append(Move(self.now, last=step == count - 1))
                self._soon()
                await asyncio.sleep(self.load.each)
            await asyncio.sleep(self.load.rest * (0.9 + 0.2 * self.hand.random()))
        self.close()

    async def hurry(self, begin: float) -> None:
        """Ask again and again, whatever comes."""
        lever = self.levers[0]
        await asyncio.sleep(begin - self.now)
        while self.now < begin + self.load.seconds:
            self.changes[lever["path"]] = lever["max"] * self.hand.random()
            self.moves.append(Move(self.now))
            self._first()
            await asyncio.sleep(1 / self.load.greedy)
        self.close()

    def close(self) -> None:
        for timer in (self.timer, self.more):
            if timer is not None:
                timer.cancel()
        for task in self.asking:
            task.cancel()
        self.wire.close()

    def _soon(self) -> None:
        if self.more is not None:
            self.more.cancel()
        if self.timer is not None:
            self.timer.cancel()
        pause = UNANSWERED if self.open else THROTTLE
        wait = max(0.0, self.sent + pause - self.now)
        self.timer = asyncio.get_running_loop().call_later(wait, self._first)

    def _first(self) -> None:
        self.timer = None
        self.sent, self.open = self.now, self.ticket + 1
        self._ask(FIRST)

    def _ask(self, patience: int, shown: int = 0) -> None:
        task = asyncio.create_task(self._answered(patience, shown))
        self.asking.add(task)
        task.add_done_callback(self.asking.discard)

    async def _answered(self, patience: int, shown: int) -> None:
        self.ticket += 1
        ticket, known = self.ticket, len(self.moves)
        self.questions += 1
        question: dict[str, Any] = {
            "scenario": self.load.scenario,
            "changes": self.changes,
            "replications": RUNS,
            "patience_ms": patience,
            "client": f"{self.load.seed}-{self.number}",
            "ticket": ticket,
        }
        if patience == FIRST:
            question["teams"] = self.teams
        else:
            question["shown"] = shown
        status, content = await self.wire.ask(
            "POST", "/api/simulate", json.dumps(question).encode()
        )
        if ticket == self.open:
            self.open = 0
            if self.timer is not None:
                self._soon()
        if status != 200:
            self.refused += status != 409
            return
        if ticket <= self.shown:
            return
        self.shown = ticket
        found = re.search(r'"replications":\s*(\d+)', beginning(content))
        assert found is not None
        self._seen(known, int(found[1]), ticket == self.ticket)
        if ticket == self.ticket and (int(found[1]) < RUNS or patience == FIRST):
            longer = THEN if patience == FIRST else min(MOST, 2 * patience)
            wait = max(0.0, self.moves[-1].at + REST - self.now)
            self.more = asyncio.get_running_loop().call_later(
                wait, self._ask, longer, int(found[1])
            )

    def _seen(self, known: int, runs: int, newest: bool) -> None:
        """A picture of the first ``known`` moves."""
        for move in self.moves[:known]:
            if move.seen is None:
                move.seen, move.runs = self.now, runs
        if newest and known == len(self.moves) and self.moves:
            move = self.moves[-1]
            move.most = max(move.most, runs)
            if runs >= RUNS and move.refined is None:
                move.refined = self.now


async def everybody(load: Load) -> dict[str, Any]:
    """What all of them saw; times are seconds since they came in."""
    wire = Wire(load.url)
    status, content = await wire.ask("GET", f"/api/scenarios/{load.scenario}")
    wire.close()
    assert status == 200, content
    detail = json.loads(zlib.decompress(content, 31) if content[:2] == b"\x1f\x8b" else content)
    teams = [strategy["key"] for strategy in detail["strategies"][:2]]
    start = time.perf_counter()
    people = [
        Person(load, number, sliders(detail, load.lever, teams[number % 2]), teams, start)
        for number in range(load.people + bool(load.greedy))
    ]
    begin = min(LONGEST_SETTLE, 1.0 + SETTLE * len(people))
    greedy = [people.pop()] if load.greedy else []
    await asyncio.gather(
        *(person.live(begin) for person in people), *(person.hurry(begin) for person in greedy)
    )
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "people": [
            {"moves": [asdict(move) for move in person.moves], "refused": person.refused}
            for person in people
        ],
        "questions": sum(person.questions for person in people),
        "cpu": used.ru_utime + used.ru_stime,
        "seconds": time.perf_counter() - start,
    }


def sliders(detail: dict[str, Any], lever: str, team: str) -> list[dict[str, Any]]:
    """Sliders of a team, or of the world, that are in front; not those that belong together."""
    levers = detail["levers"]
    if lever == "strategy":
        found = [one for one in levers["strategies"][team] if one["first"]]
    else:
        found = [one for group in levers["world"] for one in group["levers"]]
    found = [
        one
        for one in found
        if one["kind"] in ("number", "integer")
        and not one.get("adds_up")
        and one["min"] is not None
        and one["path"].rpartition(".")[2] in PLAIN
    ]
    assert found, f"{team} has no sliders in front"
    return found


if __name__ == "__main__":
    print(json.dumps(asyncio.run(everybody(Load(**json.loads(sys.argv[1]))))))
