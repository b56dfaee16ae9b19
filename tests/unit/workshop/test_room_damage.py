"""A file of rooms with nonsense in it is refused in a message, before a room waits for scores."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from classes import Class

from recsim.workshop.room.database import CannotKeep
from recsim.workshop.state import Catalogue

DAMAGE = {
    "no key": "DROP TABLE meta",
    "no people": "DROP TABLE people",
    "no answers": "DROP TABLE guesses",
    "no round": "DELETE FROM rounds",
    "another round": "UPDATE rooms SET round = 99",
    "no phase": "UPDATE rooms SET phase = 'x'",
    "no end": "UPDATE rooms SET ends_at = 9e999",
    "deep": f"UPDATE rooms SET teams = '{'[' * 100_000}'",
    "no seed": "UPDATE rounds SET seed = -1",
    "left out": "UPDATE rounds SET left_out = '5'",
    "no scores": "UPDATE rounds SET scores = '[]'",
    "a draft": "UPDATE people SET draft = '['",
    "changes": "UPDATE submissions SET changes = '5'",
    "a guess": """UPDATE submissions SET guesses = '{"placements": 5}'""",
    "a measure": "UPDATE questions SET measure = 'nobody_knows'",
    "a strategy": "UPDATE questions SET strategy = 'nobody'",
    "a scenario": "UPDATE questions SET scenario = 'recsim: 1'",
    "options": "UPDATE questions SET options = 'x'",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, offered: Catalogue) -> bytes:
    """A file with a room, in which somebody has handed in, and a question is open."""
    folder = tmp_path_factory.mktemp("rooms")
    lesson = Class(folder, offered)
    lesson.make(replications=2)
    ada = lesson.join("Ada")
    lesson.do("open")
    assert ada.submit(0.5).status_code == 201
    lesson.do("ask", measure="placements")
    lesson.end()
    return (folder / "rooms.sqlite").read_bytes()


@pytest.mark.parametrize("name", DAMAGE)
def test_what_nobody_can_have_written_is_refused(
    name: str, file: bytes, tmp_path: Path, offered: Catalogue
) -> None:
    path = tmp_path / "rooms.sqlite"
    path.write_bytes(file)
    with closing(sqlite3.connect(path)) as base:
        base.execute(DAMAGE[name])
        base.commit()
    with pytest.raises(CannotKeep, match=r"what is kept of .* is damaged"):
        Class(tmp_path, offered)


def test_what_is_whole_is_opened(file: bytes, tmp_path: Path, offered: Catalogue) -> None:
    (tmp_path / "rooms.sqlite").write_bytes(file)
    lesson = Class(tmp_path, offered)
    lesson.enter()
    assert len(lesson.trainer.get("/api/trainer/rooms").json()["rooms"]) == 1
    lesson.end()
