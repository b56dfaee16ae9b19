"""A server that is killed and started again goes on where it was; files of others are refused."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from classes import CARE, OFFER
from patience import PATIENCE, until

from recsim.workshop import serve
from recsim.workshop.room.database import CannotKeep, Database, InUse
from recsim.workshop.serve import CannotServe

ROOT = Path(__file__).parents[3]
ORIGIN = re.compile(r"Trainer: (http://127.0.0.1:\d+)/trainer#(\S+)")


@contextmanager
def served(folder: Path, scenario: Path | str) -> Iterator[tuple[str, str]]:
    """A workshop in a process of its own, which is killed at the end: its address and key."""
    command = [sys.executable, "-m", "recsim", "workshop", str(scenario), "--port", "0",
               "--no-browser"]  # fmt: skip
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        try:
            found = None
            while found is None:
                line = process.stdout.readline()
                assert line, "the workshop did not start"
                found = ORIGIN.search(line)
            yield found[1], found[2]
        finally:
            process.kill()


def client(address: str, cookies: dict[str, str] | None = None) -> httpx.Client:
    return httpx.Client(base_url=address, cookies=cookies, timeout=PATIENCE)


@pytest.mark.slow
def test_a_class_outlives_its_server(tmp_path: Path, file: Path) -> None:
    with served(tmp_path, file) as (address, key), client(address) as trainer:
        assert trainer.post("/api/trainer/enter", json={"key": key}).status_code == 204
        made = trainer.post("/api/trainer/rooms", json={**OFFER, "replications": 3})
        code = made.json()["code"]
        ada = client(address)
        joined = ada.post("/api/room/join", json={"code": code, "nickname": "Ada"})
        assert joined.status_code == 201
        command = f"/api/trainer/rooms/{code}/do"
        assert trainer.post(command, json={"command": "open"}).status_code == 204
        asked = {"command": "ask", "measure": "contacts"}
        assert trainer.post(command, json=asked).status_code == 204
        number = ada.get("/api/room").json()["asked"]["id"]
        guess = {"question": number, "low": 1, "high": 2}
        assert ada.post("/api/room/guess", json=guess).status_code == 204
        entry = {"changes": {CARE: 0.9}, "memo": "Care"}
        assert ada.post("/api/room/submit", json=entry).status_code == 201
        assert ada.post("/api/room/draft", json={"changes": {CARE: 0.7}}).status_code == 204
        before = ada.get("/api/room").json()
        seat, passed = dict(ada.cookies), dict(trainer.cookies)
        ada.close()
    # Without the file of the scenario: the room has it.
    with served(tmp_path, "two_ways") as (address, again):
        assert again == key
        ada = client(address, seat)
        trainer = client(address, passed)
        with ada, trainer:
            after = ada.get("/api/room").json()
            told = ("code", "seal", "phase", "name", "pseudonym", "draft", "submission", "asked",
                    "scenario", "free", "people")  # fmt: skip
            assert {name: after[name] for name in told} == {name: before[name] for name in told}
            assert after["draft"] == {CARE: 0.7}
            assert ada.get(f"/api/scenarios/{after['scenario']}").status_code == 200
            assert trainer.post(command, json={"command": "freeze"}).status_code == 204
            reveal = {"command": "reveal"}
            until(lambda: trainer.post(command, json=reveal).status_code != 409)
            assert ada.get("/api/room").json()["mine"]["gain"]["mean"] is not None


@pytest.mark.slow
def test_two_servers_do_not_share_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = serve.keep_rooms(None)
    second = serve.keep_rooms(None)
    assert first.path == serve.ROOMS
    assert second.path == serve.ROOMS.with_stem("rooms-2")
    with pytest.raises(InUse):
        Database(first.path)
    with pytest.raises(CannotServe, match="another workshop"):
        serve.keep_rooms(first.path)
    first.close()
    serve.keep_rooms(first.path).close()
    second.close()


def test_files_of_others_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but a text of some length\n" * 40, encoding="utf-8")
    foreign = tmp_path / "foreign.sqlite"
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE mine (value TEXT)")
    other.close()
    newer = tmp_path / "newer.sqlite"
    Database(newer).close()
    with sqlite3.connect(newer) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    for path, said in (
        (text, "not a file with rooms"),
        (foreign, "not a file with rooms"),
        (newer, "another version"),
        (tmp_path, "cannot be kept there"),
    ):
        before = path.read_bytes() if path.is_file() else b""
        with pytest.raises(CannotKeep, match=said):
            Database(path)
        assert (path.read_bytes() if path.is_file() else b"") == before
        with pytest.raises(CannotServe, match="--rooms"):
            serve.keep_rooms(path)
