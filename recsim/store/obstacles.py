"""What stands in the way of a results folder's files: a folder of the name of a file, or a file."""

from __future__ import annotations

from pathlib import Path

from recsim.store import logs, parts
from recsim.store import manifest as manifests
from recsim.store.errors import StoreError
from recsim.store.inputs import EXTENDS, RESOLVED, SCENARIO
from recsim.store.reading import README
from recsim.store.tables import NAMES

_FILES = (manifests.FILE, SCENARIO, RESOLVED, README, *NAMES)
_FOLDERS = (parts.FOLDER, logs.FOLDER, EXTENDS)


def refuse_obstacles(folder: Path) -> None:
    """See to it that everything can be written, before anything is simulated or thrown away.

    Raises:
        StoreError: something is in the way, which recsim does not remove, as it did not make it.
    """
    files = [folder / name for name in _FILES]
    files += [*(folder / logs.FOLDER).rglob("*.parquet"), *(folder / EXTENDS).glob("*")]
    for path in files:
        if path.is_dir():
            raise StoreError(f"{path}: is a folder, in the place of a file; take it away")
    for path in (folder / name for name in _FOLDERS):
        if path.exists() and not path.is_dir():
            raise StoreError(f"{path}: is a file, in the place of a folder; take it away")
