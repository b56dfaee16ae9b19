"""Results folders on disk: what is written, read back and continued."""

from recsim.store.complete import complete, only_complete
from recsim.store.errors import Locked, Rescued, StoreError
from recsim.store.inputs import RESOLVED, changed
from recsim.store.keeper import Keeper
from recsim.store.manifest import Manifest, hash_file
from recsim.store.pictures import PLOTS, draw, drawn
from recsim.store.private import command_line
from recsim.store.reading import (
    Stored,
    as_known,
    holdings,
    is_current,
    is_run,
    read,
    runs_of,
    scenarios_run,
    unchanged,
)
from recsim.store.writing import Writing, folder_for, write, writing

__all__ = [
    "PLOTS",
    "RESOLVED",
    "Keeper",
    "Locked",
    "Manifest",
    "Rescued",
    "StoreError",
    "Stored",
    "Writing",
    "as_known",
    "changed",
    "command_line",
    "complete",
    "draw",
    "drawn",
    "folder_for",
    "hash_file",
    "holdings",
    "is_current",
    "is_run",
    "only_complete",
    "read",
    "runs_of",
    "scenarios_run",
    "unchanged",
    "write",
    "writing",
]
