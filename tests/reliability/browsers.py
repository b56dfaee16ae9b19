"""A room full of browsers for a while, and a server that is killed in the middle.

    python tests/reliability/browsers.py --browsers 100 --minutes 30

Each browser opens the page of a room with all that it loads, joins, asks every two seconds what is
new, moves levers (which the server keeps), and hands in now and then; the trainer's desk is open,
too. Half way the server is killed without a warning and started again; browsers ask again until it
answers. It is measured how long answers take, and how much of a processor and of memory the server
takes; and it is checked that everything that was acknowledged is still there. What browsers
simulate by themselves is left out: it takes nothing of the server's computer.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import psutil

EVERY = 2.0
"""Seconds between an answer and the next question, as the page waits."""
MOVES, HAND_INS = 15.0, 45.0
"""Seconds between two moves of a lever, and between two entries of one person, on average."""
SCENARIO, STRATEGY = "careful_or_careless", "ordinary"
CARE = f"strategies.{STRATEGY}.care"
AGAIN = 1.0
"""Seconds until a browser asks again that got no answer."""

Json = dict[str, Any]


@dataclass
class Figures:
    """What was seen: seconds by kind of question, and megabytes by time."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    memory: list[tuple[float, float]] = field(default_factory=list)
    lost: int = 0
    busy: int = 0
    processor: float = 0.0

    def quantile(self, kind: str, share: float) -> float:
        """The time in which a share of the answers came."""
        values = sorted(self.seconds.get(kind, [0.0]))
        return values[min(len(values) - 1, int(share * len(values)))]

    def report(self) -> Iterator[str]:
        """All of it, a line each."""
        for kind, values in self.seconds.items():
            half, most, nearly = (self.quantile(kind, share) for share in (0.5, 0.95, 0.99))
            yield (
                f"{kind}: {len(values)} answers, half in {half:.3f} s, 95% in {most:.3f} s, "
                f"99% in {nearly:.3f} s, the slowest in {max(values):.3f} s"
            )
        yield f"unanswered and asked again: {self.lost}; told to wait: {self.busy}"
        yield f"processor: {self.processor:.0%} of one core"
        if self.memory:
            yield "memory of the server (MB): " + ", ".join(
                f"{megabytes:.0f} after {seconds:.0f} s" for seconds, megabytes in self.memory
            )


class _Stale(Exception):  # noqa: N818 - browsers do not even mention it
    """The server had closed a connection that was kept; a new one will do."""


class Lost(Exception):  # noqa: N818 - that is what happens to it
    """No answer came."""


class Browser:
    """One connection that is kept, with cookies; times what it asks."""

    def __init__(self, port: int, figures: Figures) -> None:
        self._port, self._figures = port, figures
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.cookies: dict[str, str] = {}

    async def ask(self, path: str, body: Json | None = None, kind: str = "") -> tuple[int, bytes]:
        """Status and body of an answer; in ``figures`` under its kind.

        Raises:
            Lost: there was none.
        """
        begin = time.monotonic()
        try:
            try:
                answer = await asyncio.wait_for(self._asked(path, body), 60)
            except _Stale:
                answer = await asyncio.wait_for(self._asked(path, body), 60)
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            self.close()
            self._figures.lost += 1
            raise Lost from error
        if answer[0] in (429, 503):
            self._figures.busy += 1
        elif kind:
            self._figures.seconds.setdefault(kind, []).append(time.monotonic() - begin)
        return answer

    async def until(self, path: str, body: Json | None = None, kind: str = "") -> tuple[int, bytes]:
        """The same; asks until there is an answer."""
        while True:
            try:
                found = await self.ask(path, body, kind)
                if found[0] not in (429, 503):
                    return found
            except Lost:
                pass
            await asyncio.sleep(AGAIN)

    async def _asked(self, path: str, body: Json | None) -> tuple[int, bytes]:
        is_old = self._streams is not None
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        text = b"" if body is None else json.dumps(body).encode()
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = [
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self._port}",
            "Accept-Encoding: gzip",
            *([f"Cookie: {jar}"] if jar else []),
            *(["Content-Type: application/json", f"Content-Length: {len(text)}"] if text else []),
        ]
        writer.write("\r\n".join([*head, "", ""]).encode() + text)
        if not (first := await reader.readline()):
            self.close()
            raise _Stale if is_old else EOFError
        status = int(first.split()[1])
        length, chunked, closes, packed = 0, False, False, False
        while (line := await reader.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            name, value = name.lower(), value.strip()
            if name == "content-length":
                length = int(value)
            elif name == "transfer-encoding":
                chunked = True
            elif name == "content-encoding":
                packed = value == "gzip"
            elif name == "set-cookie":
                key, _, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept.strip('"')
            elif name == "connection":
                closes = value.lower() == "close"
        data = await _chunks(reader) if chunked else await reader.readexactly(length)
        if closes:
            self.close()
        return status, gzip.decompress(data) if packed else data

    def close(self) -> None:
        """Forget the connection."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    data = b""
    while size := int(await reader.readline(), 16):
        data += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return data


class Server:
    """The workshop in a process of its own, and its file of rooms."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.process: subprocess.Popen[str] | None = None
        self.key = ""

    def start(self) -> None:
        """Start it, and wait until it says where it is."""
        command = [sys.executable, "-m", "recsim", "workshop", "--no-browser", "--port"]
        with (self.folder / "errors.txt").open("a") as errors:
            self.process = subprocess.Popen(
                [*command, str(self.port), "--rooms", str(self.folder / "rooms.sqlite")],
                stdout=subprocess.PIPE, stderr=errors, text=True, cwd=self.folder,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )  # fmt: skip
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"/trainer#(\S+)", line):
                self.key = found[1]
            if "Ctrl-C ends it" in line:
                return
        raise RuntimeError((self.folder / "errors.txt").read_text())

    def kill(self) -> None:
        """End it at once."""
        assert self.process is not None
        with self.process:  # which waits, and lets go of what it said
            self.process.send_signal(signal.SIGKILL)

    @property
    def seconds(self) -> float:
        """Processor time that it has taken."""
        assert self.process is not None
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    @property
    def megabytes(self) -> float:
        """What it has in memory."""
        assert self.process is not None
        return float(psutil.Process(self.process.pid).memory_info().rss / 2**20)


class Class:
    """A room, its trainer and its participants."""

    def __init__(self, server: Server, seed: int) -> None:
        self.server, self.figures, self.random = server, Figures(), random.Random(seed)
        self.code, self.known = "", ""
        self.taken: dict[str, int] = {}
        self.browsers: list[Browser] = []
        self.trainer = self.browser()

    def browser(self) -> Browser:
        """A new browser."""
        self.browsers.append(Browser(self.server.port, self.figures))
        return self.browsers[-1]

    def close(self) -> None:
        """Everybody closes their browser."""
        for browser in self.browsers:
            browser.close()

    async def make(self) -> None:
        """The trainer opens a room for as long as it takes."""
        status, _ = await self.trainer.until("/api/trainer/enter", {"key": self.server.key})
        assert status == 204
        offer = {
            "scenario": SCENARIO, "strategy": STRATEGY, "replications": 20, "title": "A full room",
            "names": "pseudonyms",
        }  # fmt: skip
        status, data = await self.trainer.until("/api/trainer/rooms", offer)
        assert status == 201, data
        self.code = json.loads(data)["code"]
        await self.do("open")

    async def do(self, command: str) -> int:
        """Give a command; the status of the answer."""
        path = f"/api/trainer/rooms/{self.code}/do"
        return (await self.trainer.until(path, {"command": command}))[0]

    async def watch(self, end: float) -> None:
        """The trainer's desk."""
        known = ""
        while time.monotonic() < end:
            with contextlib.suppress(Lost):
                path = f"/api/trainer/rooms/{self.code}?known={known}"
                status, data = await self.trainer.ask(path, kind="desk")
                if status == 200:
                    known = _version(data)
            await asyncio.sleep(EVERY)

    async def play(self, number: int, end: float) -> None:
        """One participant, from opening the page to the end."""
        own, name = self.browser(), f"Player {number}"
        await self._load(own)
        asked = {"code": self.code, "nickname": name}
        status, data = await own.until("/api/room/join", asked, "join")
        assert status == 201, data
        await own.until(f"/api/scenarios/room-{self.code}", kind="scenario")
        known, acknowledged = "", 0
        moves, hands_in = (self._later(mean) for mean in (MOVES, HAND_INS))
        while time.monotonic() < end:
            try:
                status, data = await own.ask(f"/api/room?known={known}", kind="poll")
                if status == 200:
                    known = _version(data)
                if time.monotonic() > moves:
                    moves = self._later(MOVES)
                    await own.ask("/api/room/draft", {"changes": self._levers()}, "draft")
                if time.monotonic() > hands_in:
                    hands_in = self._later(HAND_INS)
                    entry = {"changes": self._levers(), "memo": f"care < 0.5, says {name}"}
                    status, data = await own.ask("/api/room/submit", entry, "hand-in")
                    if status == 201:
                        acknowledged = json.loads(data)["count"]
                        self.taken[name] = acknowledged
            except Lost:
                await asyncio.sleep(AGAIN)
            await asyncio.sleep(EVERY * self.random.uniform(0.95, 1.05))
        status, data = await own.until("/api/room")
        kept = json.loads(data)["submission"]
        count = 0 if kept is None else kept["count"]
        assert count >= acknowledged, f"{name}: {acknowledged} were acknowledged, {count} are kept"
        own.close()

    async def _load(self, own: Browser) -> None:
        """The page and all that it loads."""
        seen: set[str] = set()
        waiting = ["/room"]
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            _, data = await own.until(path, kind="file")
            text = data.decode("utf-8", "ignore")
            links = re.findall(r'(?:src|href)="(/(?:page|static|plotly)[^"]*)"', text)
            links += re.findall(r'^import .*?from "([^"]+)";', text, re.MULTILINE | re.DOTALL)
            waiting += [urljoin(path, link) for link in links]
        for path in ("/page/kernel.wasm", "/page/worker.js", "/page/tables.js"):
            await own.until(path, kind="file")

    def _later(self, mean: float) -> float:
        return time.monotonic() + self.random.uniform(0.5, 1.5) * mean

    def _levers(self) -> Json:
        return {CARE: round(self.random.random(), 2)}


def _version(data: bytes) -> str:
    """The version that a view says it is."""
    return str(json.loads(data)["version"])


async def play(server: Server, browsers: int, minutes: float, seed: int) -> Class:
    """A class from beginning to end; what was seen is in its figures."""
    room = Class(server, seed)
    await room.make()
    begin = time.monotonic()
    end = begin + 60 * minutes

    async def look() -> None:
        while time.monotonic() < end:
            with contextlib.suppress(psutil.Error):
                room.figures.memory.append((time.monotonic() - begin, server.megabytes))
            await asyncio.sleep(6 * minutes)

    async def restart() -> None:
        await asyncio.sleep(6 * minutes)  # everybody is there
        since, before = time.monotonic(), server.seconds
        await asyncio.sleep(24 * minutes)
        room.figures.processor = (server.seconds - before) / (time.monotonic() - since)
        server.kill()
        await asyncio.to_thread(server.start)

    everybody = [room.play(number, end) for number in range(browsers)]
    await asyncio.gather(room.watch(end), look(), restart(), *everybody)
    room.figures.memory.append((time.monotonic() - begin, server.megabytes))
    assert await room.do("freeze") == 204
    room.close()
    return room


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, and say what was seen."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--browsers", type=int, default=100)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--within", type=float, default=1.0, help="seconds for 95%% of answers")
    asked = options.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        server.start()
        try:
            room = asyncio.run(play(server, asked.browsers, asked.minutes, asked.seed))
        finally:
            server.kill()
        errors = (Path(folder) / "errors.txt").read_text()
    figures = room.figures
    kept = sum(room.taken.values())
    print(f"{asked.browsers} browsers, {asked.minutes:g} minutes, {kept} hand-ins kept")
    for line in figures.report():
        print(line)
    if errors:
        print(f"The server said:\n{errors}")
    slow = [kind for kind in ("poll", "hand-in") if figures.quantile(kind, 0.95) > asked.within]
    if slow:
        print(f"Too slow: {', '.join(slow)}")
    return 1 if slow or errors else 0


if __name__ == "__main__":
    sys.exit(main())
