"""What stands in a results folder that somebody handed on: read with limits, and held to a form."""

from __future__ import annotations

import errno
import json
import os
import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated, Any, BinaryIO

from pydantic import AfterValidator, Field, ValidationError

from recsim.scenario.printable import straight
from recsim.store.errors import StoreError

MOST_JSON = 100_000_000
"""Bytes of a file that says what is in a folder: several million replications."""
MOST_SAID = 500_000_000
"""Bytes of memory for what such a file says, about: empty lists take twenty times their text."""
_VALUE, _LIST, _MAPPING = 64, 64, 240
"""Bytes that a value takes, and what a list and a mapping take beside what is in them, about."""
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""How JSON writes half a letter; in UTF-8 there is none."""
UNPACKING = (
    zipfile.BadZipFile,  # no archive, or its sums are wrong
    KeyError,  # no such file in it
    NotImplementedError,  # packed in a way that Python does not know
    RuntimeError,  # packed with a password
    EOFError,  # it ends too early
    zlib.error,  # what was packed is no such thing
)
"""What the archives of strangers raise that are none of recsim's."""
MOST_UNPACKED = 1_000_000_000
"""Bytes of a table once it is unpacked: what a second's work gives is a hundredth of it."""
PACKED, SMALL = 200, 10_000_000
"""What is unpacked is at most so many times what was packed, if it is more than so many bytes.

So a folder takes memory in proportion to what it takes on the disk; tables pack to a tenth or so.
"""


_LONGEST = 255
"""Bytes of a name that disks take."""


def _inside(files: dict[str, str]) -> dict[str, str]:
    """Hashes of files in the folder, each by one name.

    Others are never read, replaced or removed in its name.
    """
    for name in files:
        for path in (PurePosixPath(name), PureWindowsPath(name)):
            if path.anchor or ".." in path.parts or name != PurePosixPath(name).as_posix():
                raise ValueError(f"{name[:80]!r} is no file in the folder")
        longest = max((len(part.encode()) for part in PurePosixPath(name).parts), default=0)
        if not 0 < longest <= _LONGEST or "\0" in name or len(name.encode()) > 4 * _LONGEST:
            raise ValueError(f"{name[:80]!r} is no name of a file")
    return files


Files = Annotated[dict[str, str], AfterValidator(_inside)]
"""Hashes by the path of a file in the folder."""


def _once(numbers: tuple[int, ...]) -> tuple[int, ...]:
    if len(set(numbers)) < len(numbers):
        raise ValueError("one is named twice")
    return numbers


Text = Annotated[str, AfterValidator(straight)]
"""Words that are shown beside others."""
Number = Annotated[int, Field(ge=0, lt=2**63)]
"""Number of a replication."""
Numbers = Annotated[tuple[Number, ...], AfterValidator(_once)]
"""Replications, each once."""


def _of_a_failure(row: dict[str, Any]) -> dict[str, Any]:
    number = row.get("replication")
    words = all(isinstance(row.get(name), str) for name in ("strategy", "variant", "error"))
    if not (words and isinstance(number, int) and 0 <= number < 2**63):
        raise ValueError("tells of no run that failed")
    return row


Failure = Annotated[dict[str, Any], AfterValidator(_of_a_failure)]
"""A row of ``Results.failures``."""


def refuse_links(folder: Path) -> None:
    """See to it that all that is in a folder is in no other place.

    What a link leads to is somebody else's: it is neither read, replaced nor removed.

    Raises:
        StoreError: there is a link in it, or nobody can tell, as a folder in it cannot be listed.
    """
    try:
        for inside, folders, files in os.walk(folder, onerror=_unlisted):  # which follows no links
            for path in (Path(inside, name) for name in (*folders, *files)):
                if path.is_symlink():
                    raise StoreError(
                        f"{path}: is a link; recsim reads and writes what is in a results folder "
                        "itself. Take it away, or put in its place what it leads to"
                    )
    except OSError as error:
        raise StoreError(f"{error.filename}: cannot be listed: {error.strerror}") from error


def _unlisted(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError | NotADirectoryError):  # which hide nothing
        raise error


def refuse_holes(file: BinaryIO) -> None:
    """See to it that a file is on the disk as a whole.

    One of holes takes no room there, and may take years to read.

    Raises:
        OSError: it has some, and is large.
    """
    size, hole = os.fstat(file.fileno()).st_size, getattr(os, "SEEK_HOLE", None)
    if size <= SMALL or hole is None:  # Windows tells of none
        return
    try:
        first = os.lseek(file.fileno(), 0, hole)
    except OSError:  # nor do some disks
        first = size
    file.seek(0)
    if first < size:
        raise OSError(errno.EFBIG, "is larger than what is on the disk of it", file.name)


def content(path: Path, most: int | None = None) -> bytes:
    """What a file holds.

    Raises:
        OSError: there is none, it cannot be read, it is a pipe or a device, has holes, or is larger
            than ``most`` bytes.
    """
    size = path.stat().st_size
    if not path.is_file():
        raise OSError(errno.EINVAL, "is no file", str(path))
    if most is not None and size > most:
        raise OSError(errno.EFBIG, f"is larger than {most:,} bytes", str(path))
    with path.open("rb") as file:
        refuse_holes(file)
        return file.read()


def parsed(raw: bytes) -> Any:
    """What a JSON text in UTF-8 says.

    Raises:
        ValueError: it is none, says more than there is room for (``MOST_SAID``), is nested too
            deeply, or has half a letter, which nobody can write.
    """
    if _weight(raw) > MOST_SAID:
        raise ValueError(f"says more than fits into {MOST_SAID:,} bytes of memory")
    try:
        found = json.loads(raw.decode())
        if _HALF.search(raw):
            json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    return found


def _weight(raw: bytes) -> int:
    """Bytes of memory that a JSON text takes once it is read, about, and rather more than less."""
    letters = len(raw) * (1 if raw.isascii() else 8)  # four each, as text and as what it says
    values = _VALUE * raw.count(b",") + _LIST * raw.count(b"[") + _MAPPING * raw.count(b"{")
    return letters + values


def unpacked(archive: Path | BinaryIO, name: str, most: int = MOST_UNPACKED) -> bytes:
    """A file of an archive.

    Raises:
        OSError: the archive cannot be read.
        ValueError: it is none, or damaged, or has no such file, or one larger than ``most`` bytes.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entry = opened.getinfo(name)
            if entry.file_size > most:  # nothing is read beyond what it claims
                raise ValueError(f"{name} is larger than {most:,} bytes")
            if entry.file_size > max(SMALL, PACKED * entry.compress_size):
                raise ValueError(f"{name} is larger than {PACKED} times what was packed")
            return opened.read(name)
    except UNPACKING as error:
        raise ValueError(f"{name}: {error}") from error


def first_fault(error: ValidationError) -> str:
    """Where it is damaged, and how, in a line."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step)[:80] for step in first["loc"])
    return f"{where}: {first['msg']}"
