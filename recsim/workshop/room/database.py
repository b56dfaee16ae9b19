"""The file in which a workshop keeps its rooms: SQLite, for one server at a time.

Everything that somebody was told was saved is in the file when they are told so: a server that is
killed and started again goes on where it was. (The file is written ahead of each answer, but not
forced to the disk each time: a power cut may lose the last second, and never damages the file.)
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from recsim.store.durable import settle

VERSION = 5
OWN = 0x72656373
"""Marks the file as one of ours: "recs" in ASCII."""

SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE rooms (
    code TEXT PRIMARY KEY,
    challenge TEXT NOT NULL,     -- text of challenge.yaml, without a seal
    scenario TEXT NOT NULL,      -- text of the scenario, every setting written
    minutes REAL,
    teams TEXT NOT NULL,         -- JSON list
    salt TEXT NOT NULL,          -- of pseudonyms; never shown
    names TEXT NOT NULL,
    show_ranks INTEGER NOT NULL,
    door INTEGER NOT NULL,
    showing TEXT NOT NULL,
    phase TEXT NOT NULL,
    round INTEGER NOT NULL,
    rounds INTEGER NOT NULL,
    ends_at REAL,
    closed INTEGER NOT NULL,
    changed_at REAL NOT NULL,    -- when the phase changed
    created_at REAL NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT 'en' -- of pseudonyms
) STRICT;
CREATE TABLE rounds (
    code TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
    number INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    salt TEXT NOT NULL,
    scores TEXT,                 -- JSON; null until the round is revealed
    runs TEXT,                   -- JSON: each entry in each sealed world
    left_out TEXT NOT NULL DEFAULT '[]', -- JSON list: whose entries are not waited for
    PRIMARY KEY (code, number)
) STRICT;
CREATE TABLE people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
    name TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    team TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,  -- SHA-256 of it
    joined_at REAL NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0,
    draft TEXT NOT NULL DEFAULT '{}',
    UNIQUE (code, name)
) STRICT;
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    round INTEGER NOT NULL,
    changes TEXT NOT NULL,
    memo TEXT NOT NULL,
    guesses TEXT NOT NULL,
    at REAL NOT NULL
) STRICT;
CREATE INDEX submissions_of ON submissions (person, round, id);
CREATE TABLE questions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL REFERENCES rooms ON DELETE CASCADE,
    measure TEXT NOT NULL,
    strategy TEXT NOT NULL,
    text TEXT NOT NULL,
    confidence REAL NOT NULL,
    phase TEXT NOT NULL,
    asked_at REAL NOT NULL,
    told_at REAL,
    truth TEXT,                  -- JSON; null until it is revealed
    kind TEXT NOT NULL DEFAULT 'range',
    than TEXT NOT NULL DEFAULT '',
    options TEXT NOT NULL DEFAULT '[]', -- JSON list
    scenario TEXT NOT NULL DEFAULT '',  -- text of what it is about; '' for what the room plays
    source TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE guesses (
    question INTEGER NOT NULL REFERENCES questions ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    low REAL NOT NULL,
    high REAL NOT NULL,
    at REAL NOT NULL,
    words TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (question, person)
) STRICT;
"""

SINCE = {
    1: (
        "ALTER TABLE questions ADD COLUMN kind TEXT NOT NULL DEFAULT 'range'",
        "ALTER TABLE questions ADD COLUMN than TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE questions ADD COLUMN options TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE guesses ADD COLUMN words TEXT NOT NULL DEFAULT ''",
    ),
    2: (
        "ALTER TABLE rooms ADD COLUMN source TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE questions ADD COLUMN scenario TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE questions ADD COLUMN source TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE questions ADD COLUMN link TEXT NOT NULL DEFAULT ''",
    ),
    3: ("ALTER TABLE rooms ADD COLUMN language TEXT NOT NULL DEFAULT 'en'",),
    4: ("ALTER TABLE rounds ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]'",),
}
"""What a file of an earlier format lacks, format by format."""


class CannotKeep(Exception):  # noqa: N818 - it says what would help
    """The file cannot be used to keep rooms in; the text says why."""


class InUse(CannotKeep):
    """Another server keeps its rooms in the file."""


class Database:
    """One connection to the file, which all threads share, one at a time."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it; nobody but its owner can read it.

        Raises:
            InUse: another server has it open.
            CannotKeep: it cannot be written, or is no file of ours or of this version.
        """
        self.path = path
        self._lock = threading.RLock()
        self.closed = self._shut = False
        self._open()

    def _open(self) -> None:
        path = self.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _make(path)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise CannotKeep(f"{path}: rooms cannot be kept there: {reason}") from error
        try:
            self._connection = sqlite3.connect(
                path, timeout=0.5, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise CannotKeep(f"{path}: rooms cannot be kept there: {error}") from error
        self._connection.row_factory = sqlite3.Row
        try:
            self._prepare()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter in its message
            self._connection.close()
            if "locked" in str(error):
                raise InUse(f"{path}: another workshop keeps its rooms there") from error
            raise CannotKeep(f"{path}: not a file with rooms: {error}") from error
        except CannotKeep:
            self._connection.close()
            raise
        self._files = self._on_disk()

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        new = self._is_new()
        if not new and (found := self.value("PRAGMA quick_check(1)")) != "ok":
            raise CannotKeep(f"{self.path}: the rooms in it are damaged: {found}")
        for pragma in (
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            self._connection.execute(f"PRAGMA {pragma}")
        with self.transaction():  # takes the lock, and keeps it
            if new:
                for statement in SCHEMA.split(";\n"):
                    self.execute(statement)
                self.execute(f"PRAGMA application_id = {OWN}")
            else:
                for format_ in range(self.value("PRAGMA user_version"), VERSION):
                    for statement in SINCE[format_]:
                        self.execute(statement)
            self.execute(f"PRAGMA user_version = {VERSION}")

    def _is_new(self) -> bool:
        """Whether the file is empty; others must be ours. Nothing is written."""
        if self.value("SELECT count(*) FROM sqlite_master") == 0:
            return True
        if self.value("PRAGMA application_id") != OWN:
            raise CannotKeep(f"{self.path}: not a file with rooms of recsim workshop")
        if (found := self.value("PRAGMA user_version")) not in (*SINCE, VERSION):
            raise CannotKeep(
                f"{self.path}: written by another version of recsim (its format is {found}, "
                f"this one's is {VERSION})"
            )
        return False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done inside is kept, or nothing of it; other threads wait."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk ends it by itself
                    self._connection.execute("ROLLBACK")
                raise

    def execute(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Carry out a statement; the number of the row that it added last."""
        with self._lock:
            return self._connection.execute(statement, values).lastrowid or 0

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """All rows of a query, by column."""
        with self._lock:
            return [dict(row) for row in self._connection.execute(query, values)]

    def value(self, query: str, values: Sequence[Any] = ()) -> Any:
        """The one value of a query; None if there is none."""
        with self._lock:
            row = self._connection.execute(query, values).fetchone()
        return None if row is None else row[0]

    def overwrite_deleted(self) -> None:
        """Leave nothing of what was deleted in what was written ahead of the file, either.

        Where the disk is full it stays there until the file is closed.
        """
        with self._lock, suppress(sqlite3.Error):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def look_after(self) -> str:
        """Write the file anew if somebody has deleted or replaced it: all of it is still here.

        Returns:
            What has happened; empty if the file is where it was.

        Raises:
            CannotKeep: it is gone, and cannot be written anew; what is there is kept no longer
                than this process lasts.
        """
        with self._lock:
            if self.closed or not (self._shut or self._is_lost()):
                return ""
            lost = self.path
            try:
                return self._reopened() if self._shut else self._write_anew(lost)
            except (OSError, sqlite3.Error, CannotKeep) as error:
                text = f"{lost}: was deleted, and cannot be written anew: {error}"
                raise CannotKeep(text) from error

    def _write_anew(self, lost: Path) -> str:
        copy = lost.with_name(f"{lost.name}.{os.getpid()}")
        lost.parent.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        _make(copy)
        self._connection.execute("VACUUM INTO ?", (str(copy),))
        with closing(sqlite3.connect(copy)) as made:
            [found] = made.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise CannotKeep(f"{copy}: {found}")
        another = lost.exists() and _identity(lost) != self._files[0]
        kept = _free(lost) if another else lost
        _ahead(kept).unlink(missing_ok=True)  # what was written ahead of the file that is lost
        settle(copy, kept)
        self.path = kept
        self._connection.close()  # which leaves alone what is not its file any more
        self._shut = True
        self._reopened()
        what = "was replaced by another file" if another else "was deleted"
        return f"{lost}: {what} while the workshop ran; its rooms are now kept in {self.path}"

    def _reopened(self) -> str:
        """Go on with the file that was written anew; tried again if the disk is full."""
        self._open()
        self._shut = False
        return f"{self.path}: the rooms are kept there again"

    def _is_lost(self) -> bool:
        return not self._connection.in_transaction and self._on_disk() != self._files

    def _on_disk(self) -> tuple[object, ...]:
        """Which files are there: the file itself, and what was written ahead."""
        return tuple(map(_identity, (self.path, _ahead(self.path))))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self.closed = True
            self._connection.close()


def _make(path: Path) -> None:
    """Make the file, for its owner alone, if it is not there.

    Raises:
        OSError: it cannot be written, or is something else than a file.
    """
    if path.exists() and not path.is_file():  # a pipe or a device may not even be opened
        raise OSError(errno.EINVAL, "not a file")
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _ahead(path: Path) -> Path:
    """Where SQLite keeps what is not in the file yet."""
    return path.with_name(f"{path.name}-wal")


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is, whatever it is called; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _free(path: Path) -> Path:
    """A name like this one that no file has."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000))
    return next(one for one in numbered if not one.exists())
