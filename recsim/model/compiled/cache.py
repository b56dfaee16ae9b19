"""Where compiled code is kept: one folder for each state of the sources, Python, numba and machine.

Compiled code is never stale, because whatever it depends on is in the name of its folder.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
import time
from functools import cache
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree

from platformdirs import user_cache_path

FOLDER = "RECSIM_CACHE_DIR"
"""Environment variable: keep compiled code here and not in the user's cache folder."""

READY = "ready"
"""File that says that a folder is complete."""

DAYS_KEPT = 60.0
"""Folders that were not used for so many days are removed."""


SOURCES = {
    "model/clocks.py",
    "model/distributions.py",
    "model/events.py",
    "model/order.py",
    "model/parameters.py",
    "model/rules.py",
    "model/streams.py",
    "scenario/scenario.py",
    "scenario/strategy.py",
}
"""Files outside of this package that are compiled or have numbers in the compiled code."""

NOT_COMPILED = {
    f"model/compiled/{name}.py" for name in ("__init__", "buffers", "cache", "memory", "simulation")
}


@cache
def fingerprint() -> str:
    """What the compiled code depends on, as 16 hexadecimal digits."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[2]
    own = {f"model/compiled/{path.name}" for path in Path(__file__).parent.glob("*.py")}
    for source in sorted(own - NOT_COMPILED | SOURCES):
        digest.update(source.encode())
        digest.update((package / source).read_bytes())
    machine = (platform.machine(), platform.node(), platform.system())
    for part in (sys.version, version("numba"), version("llvmlite"), *machine):
        digest.update(part.encode())
    return digest.hexdigest()[:16]


def _places() -> list[Path]:
    """Folders for compiled code, the best first; which of them can be used is another question."""
    chosen = os.environ.get(FOLDER)
    if chosen:
        return [Path(chosen)]
    user = getattr(os, "getuid", int)()
    return [user_cache_path("recsim"), Path(tempfile.gettempdir(), f"recsim-{user}")]


def ready_folder() -> Path | None:
    """The folder with the code of just these sources, if it was compiled before."""
    folders = (place / fingerprint() for place in _places())
    return next((folder for folder in folders if (folder / READY).is_file()), None)


def writable_folder() -> Path | None:
    """A folder that new code can be written to; None if there is none."""
    for place in _places():
        folder = place / fingerprint()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return None


def mark_ready(folder: Path) -> None:
    """All code is in the folder; folders that nobody has used for long are removed."""
    (folder / READY).touch()
    for other in folder.parent.iterdir():
        mark = other / READY
        if other != folder and mark.is_file():
            days = (time.time() - mark.stat().st_mtime) / 86_400.0
            if days > DAYS_KEPT:
                rmtree(other, ignore_errors=True)
