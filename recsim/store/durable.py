"""Files that are whole, and on the disk, before they have their name."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from recsim.scenario.printable import whole

if TYPE_CHECKING:
    import polars as pl

UNFINISHED = ".unfinished-"
"""How names of files begin that are being written; a kill may leave some."""


def as_bytes(text: str) -> bytes:
    """A text as a file holds it, and whoever reads the file takes it (``whole``)."""
    return whole(text).encode()


def as_parquet(table: pl.DataFrame) -> bytes:
    """A table as a Parquet file holds it.

    It is made in memory: of a full disk, Polars would tell as of a bad table, by no OSError.
    """
    file = io.BytesIO()
    table.write_parquet(file)
    return file.getvalue()


def unfinished(path: Path) -> Path:
    """What a file of this process is called while it is written.

    The end says what kind of file it is; with all of its name in it, a long one would be too long.
    """
    return path.with_name(f"{UNFINISHED}{os.getpid()}-{_key(path.name)}{path.suffix[-8:]}")


def _key(name: str) -> str:
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:16]


def put(path: Path, write: bytes | Callable[[Path], object]) -> None:
    """Write a file in the place of an earlier one, so that either of them is there at any time.

    The new one is on the disk (fsync) before it gets its name, and its name before this returns.

    Args:
        path: the file; folders above it are made.
        write: what it holds, or a function that writes it to the path that it is called with.

    Raises:
        OSError: it cannot be written; the earlier one is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = unfinished(path)
    try:
        if isinstance(write, bytes):
            new.write_bytes(write)
        else:
            write(new)
        settle(new, path)
    finally:
        new.unlink(missing_ok=True)


def deliver(path: Path, write: str | bytes | Callable[[Path], object]) -> None:
    """Write a file where somebody wants to have it; what kills have left of it there goes.

    Args:
        path: the file, in a folder that is there: one that is not may be misspelt.
        write: as for ``put``, or a text (``as_bytes``).

    Raises:
        OSError: it cannot be written; the earlier one is still there.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    forsaken(path.parent, path.name)
    put(path, as_bytes(write) if isinstance(write, str) else write)


def forsaken(folder: Path, name: str) -> None:
    """Remove what processes that are gone have left of what was to have this name.

    Where nobody holds a lock, the number of the process in a name tells whether it still works.
    """
    import psutil

    for path in folder.glob(f"{UNFINISHED}*-{_key(name)}*"):
        number = path.name.removeprefix(UNFINISHED).partition("-")[0]
        if number.isdecimal() and len(number) < 10 and not psutil.pid_exists(int(number)):
            _remove(path)


def settle(new: Path, path: Path) -> None:
    """Give a finished file its name, in the place of an earlier one, once it is on the disk.

    Raises:
        OSError: the disk did not take it.
    """
    _sync(new)
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder are on the disk, where a system can do that."""
    if os.name == "posix":
        _sync(folder)


def clean(folder: Path) -> None:
    """Remove what a kill has left below a folder; only whoever holds its lock may do so."""
    for path in list(folder.rglob(f"{UNFINISHED}*")):
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _sync(path: Path) -> None:
    found = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(found)
    finally:
        os.close(found)
