"""Where finished work is kept while its results folder cannot be written, as on a full disk.

The next run of the same study brings it home.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from platformdirs import user_data_path

from recsim.store import manifest as manifests
from recsim.store import parts
from recsim.store.durable import forsaken, put, unfinished
from recsim.store.errors import Rescued, StoreError
from recsim.store.holdings import Holdings
from recsim.store.parts import Part

PLACES = "RECSIM_RESCUE_DIR"
"""Environment variable: folders to try instead, separated as in PATH."""
_NAME = "recsim-rescued"


def places(study: str) -> list[Path]:
    """Folders for the results of a study, by the hash of its inputs; the best first."""
    if given := os.environ.get(PLACES):
        roots = [Path(root) for root in given.split(os.pathsep)]
    else:
        mine = f"{_NAME}-{getattr(os, 'getuid', int)()}"
        memory = Path("/dev/shm")
        shared = [*_temporary(), *([memory] if memory.is_dir() else [])]
        roots = [user_data_path("recsim") / _NAME]
        roots += [folder / mine for folder in shared if _nobody_elses(folder / mine)]
    return [root / study[:16] for root in roots]


def _temporary() -> list[Path]:
    """The temporary folder, unless none can be written, as where the only disk is full."""
    try:
        return [Path(tempfile.gettempdir())]
    except OSError:
        return []


def _nobody_elses(root: Path) -> bool:
    """Whether a folder is missing or this user's alone; others can make one of its name, too."""
    try:
        found = root.lstat()
    except OSError:
        return True
    if os.name != "posix":  # where each user has a temporary folder of their own
        return True
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def bring_home(folder: Path, study: str) -> bool:
    """Bring into its results folder what was kept elsewhere; whether there was anything.

    Raises:
        StoreError: the folder still cannot be written; everything stays where it is.
    """
    found = False
    for place in places(study):
        forsaken(place.parent, place.name)
        if not (place / manifests.FILE).is_file():  # which is written last
            continue
        held = Holdings.of(place, study)
        try:
            for part in {part.path: part for part in held.home.values()}.values():
                _copy(place, folder, part)
            for name in ("scenario.yaml", "resolved.yaml", "manifest.json"):
                if not (folder / name).exists():
                    put(folder / name, (place / name).read_bytes())
            for path in (place / "extends").glob("*"):
                put(folder / "extends" / path.name, path.read_bytes())
        except OSError as error:
            raise StoreError(
                f"{folder}: cannot be written: {error.strerror}; finished replications are still "
                f"kept in {place}"
            ) from error
        remove(place)
        found = True
    return found


def give_up(place: Path) -> None:
    """Remove what was begun in a place in which nothing could be kept."""
    if not any((place / parts.FOLDER).glob("*.zip")):
        remove(place)


def remove(place: Path) -> None:
    """Remove a place as a whole: what a kill leaves of it has another name, and nobody reads it."""
    going = unfinished(place)
    with contextlib.suppress(OSError):
        place.rename(going)
    shutil.rmtree(going, ignore_errors=True)


def _copy(place: Path, folder: Path, part: Part) -> None:
    for name in part.events:
        put(folder / name, (place / name).read_bytes())
    put(folder / parts.FOLDER / part.path.name, part.path.read_bytes())


def tell(folder: Path, elsewhere: Path | None, reason: str) -> None:
    """Say where results are kept.

    Raises:
        Rescued: they are elsewhere.
    """
    if elsewhere is not None:
        count = len(Holdings.of(elsewhere).complete)
        raise Rescued(
            f"{folder}: cannot be written: {reason}.\n"
            f"{count} finished replications are kept in {elsewhere} instead.\n"
            "Make room; the same command then brings them home and goes on."
        )
