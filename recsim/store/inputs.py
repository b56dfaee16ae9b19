"""What was given to a run, as files of its results folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

from recsim.scenario.identity import content_hash
from recsim.scenario.load import Loaded
from recsim.scenario.origins import Origin
from recsim.scenario.printable import whole
from recsim.store import manifest as manifests
from recsim.store.durable import as_bytes
from recsim.store.errors import StoreError
from recsim.store.manifest import Manifest
from recsim.store.private import without_paths
from recsim.store.untrusted import MOST_JSON, content

SCENARIO = "scenario.yaml"
RESOLVED = "resolved.yaml"
EXTENDS = "extends"
_LONGEST = 240
"""Bytes of a name."""


def inputs_of(loaded: Loaded) -> dict[str, bytes]:
    """The scenario as given, what it extends, and as resolved; by path in the results folder.

    Of a run that is continued or redone from its own ``resolved.yaml``, what was given first.

    Raises:
        StoreError: a file of it cannot be read, is none, or is larger than ``MOST_JSON``.
    """
    run = loaded.path.parent
    if loaded.path.name == RESOLVED and (run / manifests.FILE).is_file():
        stored = Manifest.read(run)
        if stored.scenario_hash == content_hash(loaded.scenario, loaded.beside):
            given = [run / SCENARIO, run / RESOLVED, *sorted((run / EXTENDS).glob("*"))]
            return {path.relative_to(run).as_posix(): _content(path) for path in given}
    from recsim.scenario.show import resolved_yaml

    given_text = loaded.path.read_bytes() if loaded.path.is_file() else loaded.text.encode()
    found = {SCENARIO: given_text}
    for number, path in enumerate(loaded.files[1:], start=1):
        found[f"{EXTENDS}/{number}-{_end(whole(path.name))}"] = path.read_bytes()
    origins = {key: _without_folder(origin) for key, origin in loaded.origins.items()}
    found[RESOLVED] = as_bytes(resolved_yaml(replace(loaded, origins=origins)))
    return found


def _end(name: str) -> str:
    """What of a name there is room for after a number; a disk takes 255 bytes."""
    return name.encode()[-_LONGEST:].decode(errors="ignore")


def _content(path: Path) -> bytes:
    try:
        return content(path, MOST_JSON)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from error


def changed(loaded: Loaded) -> tuple[str, ...]:
    """What ``--set`` changed, for people who do not have the disk that it was given on."""
    return tuple(without_paths(line) for line in loaded.changed)


def _without_folder(origin: Origin) -> Origin:
    """Where a value comes from, for people who do not have the disk that it came from."""
    if origin.kind == "set":
        return replace(origin, file=without_paths(origin.file))
    return replace(origin, file=PurePath(origin.file).name)
