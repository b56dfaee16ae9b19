"""Nobody waits for what the trainer asks, and a room that is deleted leaves nothing behind."""

from __future__ import annotations

import gc
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from classes import CARE, OFFER, Class
from patience import PATIENCE, until

from recsim.classroom.submission import Entry
from recsim.workshop.room import trainer
from recsim.workshop.room.records import Person, Room, Submission
from recsim.workshop.room.store import Store
from recsim.workshop.room.views import Moment

MEMO = "Few calls, and kind ones."


def remembered(code: str) -> list[object]:
    """What the program still knows of a room, of who was in it, and of what they wrote."""
    gc.collect()
    return [
        one
        for one in gc.get_objects()
        if (isinstance(one, Room | Person) and one.code == code)
        or (isinstance(one, Moment) and one.room.code == code)
        or (isinstance(one, Entry | Submission) and one.memo == MEMO)
        or (type(one) is dict and one.get("memo") == MEMO)
    ]


def test_a_deleted_room_leaves_nothing_in_memory(lesson: Class) -> None:
    lesson.make(replications=2)
    ada = lesson.join("Ada")
    lesson.do("open")
    assert ada.submit(0.5, memo=MEMO).status_code == 201
    until(lambda: ada.view()["board"]["points"])
    lesson.desk()
    assert remembered(lesson.code)
    lesson.do("close")
    lesson.do("delete")
    until(lambda: not remembered(lesson.code), every=0.05)


def test_a_deleted_room_leaves_nothing_in_the_file_or_beside_it(
    lesson: Class, tmp_path: Path
) -> None:
    def written() -> bytes:
        return b"".join(one.read_bytes() for one in tmp_path.glob("rooms.sqlite*"))

    lesson.make(replications=2)
    ada = lesson.join("Ada from Nowhere")
    lesson.do("open")
    assert ada.submit(0.5, memo=MEMO).status_code == 201
    texts = [MEMO.encode(), b"Ada from Nowhere", lesson.code.encode()]
    assert all(text in written() for text in texts)
    lesson.do("close")
    lesson.do("delete")
    assert not [text for text in texts if text in written()]


def test_nobody_waits_while_it_is_tried_what_a_question_costs(
    lesson: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson.make()
    tried = []

    def try_out(*_: object) -> None:
        others = threading.Thread(target=lesson.store.rooms, daemon=True)
        others.start()
        others.join(PATIENCE / 60)
        tried.append(not others.is_alive())

    monkeypatch.setattr(trainer, "refuse_costly_question", try_out)
    about: dict[str, Any] = {"scenario": "tiny", "changes": {CARE: 0.9}}
    lesson.do("ask", measure="placements", about=about)
    assert tried == [True]
    assert lesson.ask("ask", measure="placements", about=about).status_code == 409
    assert tried == [True], "nothing is tried that cannot be asked now"


def test_a_room_that_could_not_be_kept_is_not_there(
    lesson: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson.enter()
    added: list[str] = []

    def full(_: Store, room: Room) -> None:
        added.append(room.code)
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr(Store, "add_room", full)
    assert lesson.trainer.post("/api/trainer/rooms", OFFER).status_code == 507
    assert lesson.trainer.get(f"/api/scenarios/room-{added[0]}").status_code == 404
