"""The file with the rooms: deleted, replaced or damaged, it is noticed, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import cast

import pytest
from classes import Class
from patience import until

from recsim.workshop import app
from recsim.workshop.room.database import CannotKeep, Database
from recsim.workshop.room.rooms import Rooms
from recsim.workshop.room.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "rooms.sqlite"


@pytest.fixture
def base(path: Path) -> Iterator[Database]:
    with closing(Database(path)) as made:
        Store(made).meta("key", lambda: "secret")
        yield made


def key_in(path: Path) -> str:
    """The key in a file that another workshop opens."""
    with closing(Database(path)) as other:
        return Store(other).meta("key", lambda: "lost")


def delete(path: Path) -> None:
    path.unlink()


def move(path: Path) -> None:
    path.rename(path.with_name("elsewhere.sqlite"))


def delete_all(path: Path) -> None:
    shutil.rmtree(path.parent)


def delete_what_was_written_ahead(path: Path) -> None:
    path.with_name(f"{path.name}-wal").unlink()


@pytest.mark.parametrize("harm", [delete, delete_all, delete_what_was_written_ahead])
def test_a_deleted_file_is_written_anew(base: Database, path: Path, harm: object) -> None:
    assert base.look_after() == ""
    assert callable(harm)
    harm(path)
    assert "was deleted while the workshop ran" in base.look_after()
    assert base.look_after() == ""
    Store(base).meta("later", lambda: "kept as well")
    base.close()
    assert key_in(path) == "secret"
    assert path.stat().st_mode & 0o077 == 0
    assert not [one for one in path.parent.iterdir() if str(os.getpid()) in one.name]


def test_another_file_in_its_place_is_left_alone(base: Database, path: Path) -> None:
    path.unlink()
    path.write_text("somebody else's", encoding="utf-8")
    said = base.look_after()
    assert "was replaced by another file" in said
    assert "rooms-2.sqlite" in said
    base.close()
    assert path.read_text(encoding="utf-8") == "somebody else's"
    assert key_in(path.with_name("rooms-2.sqlite")) == "secret"


def test_what_cannot_be_written_anew_is_said(base: Database, path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("in the way", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(CannotKeep, match="was deleted, and cannot be written anew"):
            base.look_after()
    assert Store(base).meta("key", lambda: "lost") == "secret", "as long as the process lasts"
    path.parent.unlink()
    assert "now kept in" in base.look_after()
    base.close()
    assert key_in(path) == "secret"


def test_a_file_at_work_is_left_alone(base: Database, path: Path) -> None:
    with base.transaction():
        path.unlink()
        assert base.look_after() == ""
    assert "was deleted" in base.look_after()


@pytest.mark.parametrize("kind", ["folder", "pipe", "text", "damaged", "loop", "long", "nul"])
def test_what_is_no_file_with_rooms_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "rooms.sqlite"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "text":
        path.write_text("x" * 5000, encoding="utf-8")
    elif kind == "damaged":
        Database(path).close()
        raw = bytearray(path.read_bytes())
        raw[100:2000] = b"\xff" * 1900
        path.write_bytes(raw)
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "long":
        path = tmp_path / ("x" * 300)
    elif kind == "nul":
        path = tmp_path / "a\0b"
    with pytest.raises(CannotKeep, match="rooms"):
        Database(path)


def test_the_clock_goes_on_whatever_happens(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(app, "TICK", 0)
    ticks = []

    class Troubled:
        def tick(self) -> str:
            ticks.append(len(ticks))
            if len(ticks) == 1:
                raise ZeroDivisionError("of all things")
            if len(ticks) == 2:
                raise CannotKeep("the file is gone")
            return "it was written anew" if len(ticks) == 3 else ""

    async def story() -> None:
        clock = asyncio.create_task(app._keep_time(cast(Rooms, Troubled()), lambda: None))
        await asyncio.to_thread(until, lambda: len(ticks) > 5)
        clock.cancel()

    asyncio.run(story())
    assert [one.getMessage() for one in caplog.records] == [
        "the clock of the rooms had trouble, and goes on",
        "the file is gone",
        "it was written anew",
    ]
    assert "of all things" in caplog.text


@pytest.mark.slow
def test_a_full_disk_is_told_and_what_was_kept_stays(
    lesson: Class, caplog: pytest.LogCaptureFixture
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    base = lesson.store._base
    base.execute(f"PRAGMA max_page_count = {base.value('PRAGMA page_count')}")
    said = [ada.submit(0.5, memo=f"{at:x<2000}").status_code for at in range(8)]
    kept = said.count(201)
    assert said == [201] * kept + [507] * (8 - kept)
    assert kept < 8
    assert "full" in caplog.text
    assert not any(record.exc_info for record in caplog.records)
    assert ada.view()["submission"]["count"] == kept
    base.execute("PRAGMA max_page_count = 1000000")
    assert ada.submit(0.5).json() == {"count": kept + 1}


def test_a_room_that_cannot_be_deleted_goes_on(
    lesson: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("close")
    committed = Store.transaction

    @contextmanager
    def full(store: Store) -> Iterator[None]:
        with committed(store):
            yield
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorname = "SQLITE_FULL"
            raise error

    with monkeypatch.context() as disk:
        disk.setattr(Store, "transaction", full)
        assert lesson.ask("delete").status_code == 507
    assert [one["code"] for one in lesson.trainer.get("/api/trainer/rooms").json()["rooms"]] == [
        lesson.code
    ]
    assert ada.view()["name"] == "Ada"
    lesson.do("delete")
    assert lesson.trainer.get("/api/trainer/rooms").json()["rooms"] == []
    assert ada.get("/api/room").status_code == 401


@pytest.mark.skipif(sys.platform != "linux", reason="no such file elsewhere")
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "rooms.sqlite").symlink_to("/proc/self/mem")
    with pytest.raises(CannotKeep, match=r"rooms\.sqlite: rooms cannot be kept there"):
        Database(tmp_path / "rooms.sqlite")


@pytest.mark.parametrize("harm", [delete, move])
def test_a_file_that_was_written_to_for_long_is_written_anew(
    base: Database, path: Path, harm: Callable[[Path], None]
) -> None:
    """What was written ahead begins anew every 4 MB, and is of no use to another file."""
    rng = random.Random(1)
    for number in range(3000):
        name = f"{rng.randrange(400)}"
        value = rng.randbytes(rng.randrange(2000)).hex()
        base.execute("REPLACE INTO meta VALUES (?, ?)", (name, value))
        if number % 7 == 0:
            base.execute("DELETE FROM meta WHERE name = ?", (f"{rng.randrange(400)}",))
    kept = base.rows("SELECT * FROM meta ORDER BY name")
    harm(path)
    assert "was deleted while the workshop ran" in base.look_after()
    assert base.rows("SELECT * FROM meta ORDER BY name") == kept
    base.execute("DELETE FROM meta WHERE name = '1'")
    base.close()
    with closing(Database(path)) as again:
        assert again.rows("SELECT * FROM meta ORDER BY name") == [
            row for row in kept if row["name"] != "1"
        ]


def test_what_was_written_anew_is_opened_when_that_is_possible(
    base: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.unlink()
    with monkeypatch.context() as full:
        full.setattr(Database, "_prepare", raised)
        with pytest.raises(CannotKeep, match="full"):
            base.look_after()
        with pytest.raises(CannotKeep, match="full"):
            base.look_after()
    assert "kept there again" in base.look_after()
    assert base.look_after() == ""
    assert Store(base).meta("key", lambda: "lost") == "secret"


def raised(_: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")
