"""Where the results came from: what was run, with what, when, and the hash of every file."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import hashlib
import importlib.metadata
import json
import platform
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from recsim import __version__
from recsim.store.durable import as_bytes, put
from recsim.store.errors import StoreError
from recsim.store.identity import code_hash
from recsim.store.untrusted import (
    MOST_JSON,
    Failure,
    Files,
    Numbers,
    Text,
    content,
    first_fault,
    parsed,
    refuse_holes,
    refuse_links,
)

FILE = "manifest.json"
FORMAT = 2
"""1: tables alone; 2: tables made from parts."""
GENERATOR = "SplitMix64, counter-based: u = f(seed, replication, purpose, entity, n)"
DISTRIBUTION = "recruitsim"


@cache
def installed_libraries() -> dict[str, str]:
    """Versions of the libraries that recsim itself asks for, as far as they are installed."""
    try:
        wanted = importlib.metadata.requires(DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:  # run from a checkout that is not installed
        wanted = ["simpy", "numpy", "wasmtime", "scipy", "polars", "matplotlib", "joblib"]
    versions = {}
    for requirement in wanted:
        name = re.split(r"[^A-Za-z0-9_.-]", requirement, maxsplit=1)[0]
        if "extra ==" not in requirement:
            with contextlib.suppress(importlib.metadata.PackageNotFoundError):
                versions[name] = importlib.metadata.version(name)
    return dict(sorted(versions.items()))


def hash_file(path: Path) -> str:
    """SHA-256 of a file, 64 hex digits; OSError of a pipe, and of holes, which have no end."""
    if not path.is_file():
        raise OSError(errno.EINVAL, "is no file", str(path))
    with path.open("rb") as file:
        refuse_holes(file)
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_bytes(content: bytes) -> str:
    """SHA-256 of what a file holds, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Manifest:
    """Provenance of a results folder; hashes are SHA-256 in hex, times are UTC in ISO 8601.

    Attributes:
        name, title, variant: of the scenario.
        beside: names of the variants that were run beside it; not written if there are none.
        changed: what ``--set`` changed of the scenario, a line each; not written if nothing.
        replications: numbers of the complete replications, ascending.
        asked: how many replications were asked for.
        seed, market, engine: as in the scenario's study.
        engines: those that simulated, the first one first; ``auto`` chooses one or more.
        command: the command line that wrote the folder last; empty when called from Python.
        started, ended: when that writing's simulations began and ended.
        inputs_hash: of scenario and code together; the folder's name ends in its first digits.
        scenario_hash, code_hash: of the two alone.
        failures: the replications that failed: strategy, replication, error.
        files: hash by path in the folder, of everything but this file, pictures, and the parts,
            whose names are their hashes.
        previous: while files are replaced, the hashes of those that may still be there, "" for
            none; otherwise nothing.
    """

    name: Text
    title: Text
    variant: Text
    replications: Numbers
    asked: int
    seed: int
    market: Text
    command: Text
    started: str
    ended: str
    inputs_hash: str
    scenario_hash: str
    code_hash: Text
    beside: tuple[Text, ...] = ()
    changed: tuple[Text, ...] = ()
    failures: tuple[Failure, ...] = ()
    engine: str = ""
    engines: tuple[str, ...] = ()
    generator: str = GENERATOR
    recsim: Text = __version__
    python: str = field(default_factory=platform.python_version)
    platform: str = field(default_factory=platform.platform)
    libraries: dict[str, str] = field(default_factory=installed_libraries)
    files: Files = field(default_factory=dict)
    previous: Files = field(default_factory=dict)
    format: int = FORMAT

    @property
    def complete(self) -> bool:
        """Whether every replication that was asked for is there."""
        return sum(0 <= one < self.asked for one in set(self.replications)) >= self.asked

    @property
    def same_code(self) -> bool:
        """Whether the code that made these results is the code that is running."""
        return self.code_hash == code_hash()

    @property
    def other_version(self) -> str:
        """What made these results, in a few words; empty if it is the code that is running."""
        return "" if self.same_code else f"recsim {self.recsim}, code {self.code_hash[:10]}"

    def write(self, folder: Path) -> None:
        """Write it as JSON, in the place of an earlier one; it is on the disk then.

        Raises:
            OSError: it cannot be written.
        """
        fields = dataclasses.asdict(self)
        for name in ("beside", "changed", "previous"):
            if not fields[name]:
                del fields[name]
        text = json.dumps(fields, indent=2, ensure_ascii=False)
        put(folder / FILE, as_bytes(f"{text}\n"))

    @staticmethod
    def read(folder: Path) -> Manifest:
        """Read it back.

        Raises:
            StoreError: there is none, it is damaged, a later recsim wrote it, or there are links
                in the folder.
        """
        path = folder / FILE
        try:
            found = parsed(content(path, MOST_JSON))
        except FileNotFoundError:
            raise StoreError(f"{folder}: not a results folder (there is no {FILE})") from None
        except OSError as error:
            raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from error
        except ValueError as error:
            raise StoreError(f"{path}: cannot be read: {error}") from error
        if not isinstance(found, dict) or not isinstance(found.get("format"), int):
            raise StoreError(f"{path}: not a manifest of recsim")
        if found["format"] > FORMAT:
            raise StoreError(
                f"{path}: written by recsim {found.get('recsim')}, whose results this version "
                f"({__version__}) cannot read; take that version"
            )
        known = {one.name for one in dataclasses.fields(Manifest)}
        values = {name: value for name, value in found.items() if name in known}
        try:
            manifest = TypeAdapter(Manifest).validate_python(values)
        except ValidationError as error:
            raise StoreError(f"{path}: damaged: {first_fault(error)}") from error
        refuse_links(folder)
        return manifest
