"""Results folders on disk: what is written, read back and continued."""

from recsim.store.errors import StoreError
from recsim.store.folder import (
    PLOTS,
    RESOLVED,
    Stored,
    complete,
    draw,
    folder_for,
    is_run,
    only_complete,
    read,
    runs_of,
    write,
)
from recsim.store.manifest import Manifest, hash_file

__all__ = [
    "PLOTS",
    "RESOLVED",
    "Manifest",
    "StoreError",
    "Stored",
    "complete",
    "draw",
    "folder_for",
    "hash_file",
    "is_run",
    "only_complete",
    "read",
    "runs_of",
    "write",
]
