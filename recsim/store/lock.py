"""One writer at a time for each results folder; whoever reads needs no lock.

The lock is the system's (``flock`` or its like), on a file in the folder: it ends with the process
that holds it, however that ends.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from recsim.store.errors import Locked, StoreError
from recsim.store.untrusted import refuse_links

FILE = ".lock"


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only writer of a results folder; the folder is made, and removed if it stays empty.

    Raises:
        Locked: another process writes to it.
        StoreError: the folder cannot be written, or there are links in it.
    """
    refuse_links(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / FILE, fallback_to_soft=False)
        lock.acquire(blocking=False)
    except Timeout:
        raise Locked(
            f"{folder}: another recsim is writing to this results folder. Wait until it has ended "
            "(the same command then goes on with what it left), or give another folder with --out."
        ) from None
    except (OSError, NotImplementedError) as error:  # the latter: a disk that knows no locks
        told = getattr(error, "strerror", None) or error
        raise StoreError(f"{folder}: cannot be written: {told}") from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # whoever waits for a file that is gone tries again
            (folder / FILE).unlink()
        lock.release()
        with contextlib.suppress(OSError):
            folder.rmdir()  # only if nothing is in it
