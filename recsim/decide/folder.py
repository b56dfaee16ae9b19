"""The results folder of a study of a decision: runs as parts, and what is made from them.

Its name says what is varied; its hash is that of the scenario as it stands. So the same folder
holds the runs of a finer grid of the same settings, too, and the same command goes on after a kill.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recsim import __version__
from recsim.scenario.identity import content_hash
from recsim.scenario.load import Loaded
from recsim.scenario.vary import Axis
from recsim.store import StoreError, changed
from recsim.store.durable import as_bytes, clean, put
from recsim.store.identity import code_hash, inputs_hash
from recsim.store.inputs import inputs_of
from recsim.store.lock import locked
from recsim.store.manifest import hash_bytes, installed_libraries

STUDY = "study.json"
README = "README.txt"
_IN_NAME = 10


def folder_of(out: Path, loaded: Loaded, kind: str, keys: Sequence[str] = ()) -> Path:
    """The folder below ``out`` of such a study of a scenario; it need not exist.

    Args:
        out: folder of the results folders.
        loaded: the scenario as it stands.
        kind: what is done with it: "sweep", "assumptions", "tune".
        keys: what is varied.
    """
    scenario = loaded.scenario
    name = f"{scenario.name}+{loaded.variant}" if loaded.variant else scenario.name
    told = "-".join([name, kind, *(key.replace("*", "all") for key in keys)])
    safe = re.sub(r"[^\w+.-]+", "_", told).strip(".")[:100]
    return out / f"{safe}-{inputs_hash(scenario)[:_IN_NAME]}"


def keys_of(axes: Sequence[Axis]) -> list[str]:
    """Names of what is varied, short, for the folder."""
    return [axis.key.removeprefix("world.").removeprefix("strategies.") for axis in axes]


@contextlib.contextmanager
def opened(folder: Path | None) -> Iterator[None]:
    """Be the only one who writes to the folder; what a kill has left is cleaned up.

    Raises:
        Locked: another process writes to it.
        StoreError: it cannot be written.
    """
    if folder is None:
        yield
        return
    with locked(folder):
        clean(folder)
        yield


@dataclass(frozen=True)
class Study:
    """What the folder says about itself, besides its runs.

    Attributes:
        kind: what is done with it.
        loaded: the scenario as it stands.
        command: that goes on with it.
        said: the sentences, the headline first.
        tables: by name of the file, as CSV.
        about: further entries of study.json.
        texts: further files by name, with what each is and its text.
        runs: where the runs are, and what that is.
    """

    kind: str
    loaded: Loaded
    command: str
    said: Sequence[str]
    tables: Mapping[str, Any]
    about: Mapping[str, Any]
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    runs: tuple[str, str] = ("parts/", "all runs, as recsim reads them")


def write(folder: Path, study: Study) -> None:
    """Write everything but the runs, which are there, and the pictures.

    Raises:
        StoreError: it cannot be written.
    """
    files = {name: _csv(table) for name, table in study.tables.items()}
    files |= inputs_of(study.loaded)
    files |= {name: as_bytes(text) for name, (_, text) in study.texts.items()}
    files[README] = as_bytes(_readme(study))
    scenario = study.loaded.scenario
    about = {
        "kind": study.kind,
        "name": scenario.name,
        "title": scenario.title,
        "variant": study.loaded.variant,
        "changed": list(changed(study.loaded)),
        "command": study.command,
        **study.about,
        "seed": scenario.study.seed,
        "headline": study.said[0],
        "said": list(study.said),
        "recsim": __version__,
        "code_hash": code_hash(),
        "scenario_hash": content_hash(scenario),
        "libraries": installed_libraries(),
        "files": {name: hash_bytes(content) for name, content in sorted(files.items())},
    }
    files[STUDY] = as_bytes(json.dumps(about, indent=2, ensure_ascii=False) + "\n")
    try:
        for name, content in files.items():
            put(folder / name, content)
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written: {error.strerror or error}. The runs are safe; the same "
            "command writes the rest when it can"
        ) from error


def _csv(table: Any) -> bytes:
    file = io.BytesIO()
    table.write_csv(file)
    return file.getvalue()


def _readme(study: Study) -> str:
    title = study.loaded.scenario.title or study.loaded.scenario.name
    lines = "".join(f"    {line}\n" for line in changed(study.loaded))
    differs = f"\nChanged by --set, of the scenario as its file stands:\n\n{lines}" if lines else ""
    again = f"\nTo go on, or to do it again:\n\n    {study.command}\n" if study.command else ""
    tables = "".join(f"{name:<17}the numbers of the last command\n" for name in study.tables)
    tables += "".join(f"{name:<17}{what}\n" for name, (what, _) in study.texts.items())
    return f"""\
{title}: {study.kind}
{"=" * (len(title) + len(study.kind) + 2)}

{chr(10).join(study.said)}
{differs}{again}
Runs that are here are used again, also for other values of the same settings.

All files:

{tables}scenario.yaml    the scenario as it was given (extends/: the files that it builds on)
resolved.yaml    every setting with its value and where that comes from
{STUDY}       what was varied, versions, seed, and a hash of every file
{study.runs[0]:<17}{study.runs[1]}
plots/           the picture as PNG and SVG, with the table behind it as CSV

An empty cell means: not defined, since there was nothing to divide by.
The people in here are simulated. Not for decisions about individuals.
"""
