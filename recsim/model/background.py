"""Compile the engine beside the user's work, at the lowest priority, for the next command.

``python -m recsim.model.background`` compiles unless somebody else does already.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from recsim.model.compiled.cache import writable_folder

SWITCH = "RECSIM_BACKGROUND_COMPILE"
"""Environment variable; ``0``: never compile in the background."""
LOWEST_PRIORITY = 19
LEFT_OVER_SECONDS = 3600.0
"""Age of a mark from which on it was left by a compilation that was killed."""


def start() -> bool:
    """Start a compilation that outlives this process; whether there was a need for it."""
    if os.environ.get(SWITCH) == "0" or under_way():
        return False
    if writable_folder() is None:
        return False  # the code could not be kept
    package = str(Path(__file__).parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {
            "creationflags": subprocess.DETACHED_PROCESS | subprocess.IDLE_PRIORITY_CLASS,
        }
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        **apart,
    )
    process.returncode = 0  # nobody waits for it, and that is no mistake to be warned of
    return True


def under_way() -> bool:
    """Whether a compilation in the background is going on."""
    try:
        return time.time() - _mark().stat().st_mtime < LEFT_OVER_SECONDS
    except OSError:
        return False


@contextlib.contextmanager
def marked() -> Iterator[bool]:
    """Mark that a compilation goes on; yields whether it is the only one."""
    if not under_way():
        _mark().unlink(missing_ok=True)
    try:
        os.close(os.open(_mark(), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        yield False
        return
    try:
        yield True
    finally:
        _mark().unlink(missing_ok=True)


def _mark() -> Path:
    user = getattr(os, "getuid", int)()
    return Path(tempfile.gettempdir(), f"recsim-compiles-{user}")


def main() -> None:
    """Compile with as little disturbance as possible."""
    from recsim.model.engines import prepare

    if sys.platform != "win32":
        os.nice(LOWEST_PRIORITY)
    with marked() as alone:
        if alone:
            prepare()


if __name__ == "__main__":
    main()
