"""Pictures of a results folder, with the tables behind them: drawn as a whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from recsim.store.durable import forsaken, put, unfinished
from recsim.store.errors import StoreError
from recsim.store.manifest import hash_file
from recsim.store.untrusted import MOST_JSON, Files, content, parsed

PLOTS = "plots"
_HASHES = "hashes.json"

_OF_FILES: TypeAdapter[dict[str, str]] = TypeAdapter(Files)

T = TypeVar("T")


def draw(folder: Path, pictures: Callable[[Path], T]) -> T:
    """Draw a run's pictures, in the place of earlier ones.

    Args:
        folder: a results folder.
        pictures: draws into the folder that it is called with.

    Returns:
        What ``pictures`` returned.

    Raises:
        StoreError: the folder cannot be written.
    """
    plots = folder / PLOTS
    new, old = (unfinished(folder / f"{PLOTS}-{word}") for word in ("new", "old"))
    for word in ("new", "old"):
        forsaken(folder, f"{PLOTS}-{word}")
    try:
        new.mkdir()
        drawn = pictures(new)
        hashes = {path.name: hash_file(path) for path in sorted(new.iterdir())}
        put(new / _HASHES, (json.dumps(hashes, indent=1) + "\n").encode())
        if plots.exists():
            plots.rename(old)
        new.rename(plots)
    except OSError as error:
        raise StoreError(f"{plots}: cannot be written: {error.strerror or error}") from error
    finally:
        if old.exists() and not plots.exists():
            old.rename(plots)
        for left in (new, old):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
    return drawn


def drawn(folder: Path) -> list[Path]:
    """Pictures of a results folder, the main one first; none if a file of them was changed."""
    plots = folder / PLOTS
    try:
        hashes = _OF_FILES.validate_python(parsed(content(plots / _HASHES, MOST_JSON)))
        if any(hash_file(plots / name) != found for name, found in hashes.items()):
            return []
    except (OSError, ValueError):  # the latter pydantic's, too
        return []
    return sorted(plots.glob("*.png"))
