"""Parts of a study: finished replications, a batch in a file that is never changed.

A part is a ZIP archive of Arrow tables (``runs.arrow``, ``segments.arrow``, ``series.arrow``) and
``part.json``, which says what is in it. Its name is a number, which counts the parts of a folder,
and the SHA-256 of the file: ``000012-<64 hex digits>.zip``. So a part that was damaged or changed
is recognised, and one that is copied twice is the same part.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import TypeAdapter, ValidationError

from recsim.analysis import results as tables
from recsim.analysis.results import Results
from recsim.store.arrow_file import refuse_more_than_there_is
from recsim.store.complete import complete
from recsim.store.durable import as_bytes, put
from recsim.store.errors import StoreError
from recsim.store.events import POLARS
from recsim.store.untrusted import (
    MOST_JSON,
    MOST_UNPACKED,
    Failure,
    Files,
    Numbers,
    content,
    first_fault,
    parsed,
    unpacked,
)

FOLDER = "parts"
FORMAT = 1
TABLES: Mapping[str, dict[str, Any]] = {
    "runs": tables.RUNS,
    "segments": tables.SEGMENTS,
    "series": tables.WEEKS,
}
"""Tables of a part, and the types of their columns."""
_CELL = 4
"""Bytes that a cell takes at least: numbers take eight, words more, and none is packed in there."""
_SHARED = 30
"""Times that the texts of a table may be larger than it: rows share them, each with 16 bytes."""
_SAYS = "part.json"
_NAME = re.compile(r"(\d{6,9})-([0-9a-f]{64})\.zip")
_LAST = 999_999_999
"""The largest number of a part; no study has as many, but a folder may say so."""
_AGAIN = "the same run then simulates its replications again"
_THIS_OLD = (1980, 1, 1, 0, 0, 0)
"""Time of everything in the archive: equal results give equal parts."""


@dataclass(frozen=True)
class _Said:
    """What a part says of itself."""

    format: int
    recsim: str
    study: str
    complete: Numbers
    partial: Numbers
    failures: tuple[Failure, ...]
    events: Files
    engines: tuple[str, ...]


_SAID = TypeAdapter(_Said)


@dataclass(frozen=True)
class Part:
    """A part on disk; its file was found to be what was written.

    Attributes:
        path: the file.
        number: of the part in its folder.
        study: hash of the inputs (``inputs_hash``).
        complete: replications that have results of all strategies and variants.
        partial: further replications with results or failures.
        failures: rows of ``Results.failures``.
        events: SHA-256 of the event logs of these replications, by path in the results folder.
        engines: those that simulated.
    """

    path: Path
    number: int
    study: str
    complete: tuple[int, ...]
    partial: tuple[int, ...]
    failures: tuple[Failure, ...]
    events: Mapping[str, str]
    engines: tuple[str, ...]

    @staticmethod
    def read(path: Path) -> Part:
        """Read what a part says about itself.

        Raises:
            StoreError: it is no part, it is damaged, or it was changed.
        """
        named = _NAME.fullmatch(path.name)
        try:
            found = content(path, MOST_UNPACKED)
        except OSError as error:
            advice = "" if path.is_file() else f"; take it away, and {_AGAIN}"
            raise StoreError(f"{path}: cannot be read: {error.strerror}{advice}") from error
        if named is None or hashlib.sha256(found).hexdigest() != named[2]:
            raise StoreError(
                f"{path}: is damaged or was changed: it is not what its name says. Delete it; "
                f"{_AGAIN}"
            )
        try:
            said = _SAID.validate_python(parsed(unpacked(io.BytesIO(found), _SAYS, MOST_JSON)))
        except ValidationError as error:
            raise StoreError(f"{path}: is no part of a study: {first_fault(error)}") from error
        except ValueError as error:
            raise StoreError(f"{path}: is no part of a study: {error}") from error
        if said.format > FORMAT:
            raise StoreError(f"{path}: written by a later recsim ({said.recsim})")
        return Part(
            path=path,
            number=int(named[1]),
            study=said.study,
            complete=said.complete,
            partial=said.partial,
            failures=said.failures,
            events=said.events,
            engines=said.engines,
        )

    def table(self, name: str) -> pl.DataFrame:
        """One of its tables, as it was written.

        Raises:
            StoreError: it cannot be read any more.
        """
        try:
            raw = unpacked(self.path, f"{name}.arrow")
            schema = pl.read_ipc_schema(io.BytesIO(raw))
            for column, kind in schema.items():
                if not (kind == pl.String or kind.is_numeric()):
                    raise ValueError(f"{name}.arrow has {column[:80]!r} of type {str(kind)[:80]}")
            refuse_more_than_there_is(raw, f"{name}.arrow")
            rows = pl.scan_ipc(io.BytesIO(raw)).select(pl.len()).collect().item()
            if rows * len(schema) * _CELL > len(raw):
                raise ValueError(f"{name}.arrow has more rows than it has room for")
            found = pl.read_ipc(io.BytesIO(raw))
            texts = found.select(pl.selectors.string().str.len_bytes().sum())
            if sum(texts.row(0)) > _SHARED * len(raw):
                raise ValueError(f"{name}.arrow has longer texts than it has room for")
            return found
        except (OSError, ValueError, *POLARS) as error:
            raise StoreError(f"{self.path}: cannot be read: {error}") from error


def write_part(
    folder: Path,
    number: int,
    results: Results,
    *,
    study: str,
    events: Mapping[str, str],
    engines: Sequence[str],
) -> Path:
    """Write a part; it is on the disk when this returns.

    Args:
        folder: the folder of the parts; made if missing.
        number: larger than that of all parts before; beyond ``_LAST``, that is taken again.
        results: of all strategies and variants, in one or more replications.
        study: hash of the inputs.
        events: SHA-256 of the event logs, which are on the disk already, by path.
        engines: those that simulated.

    Raises:
        OSError: it cannot be written; no trace of it is left.
    """
    from recsim import __version__

    whole = complete(results)
    said = {
        "format": FORMAT,
        "recsim": __version__,
        "study": study,
        "complete": list(whole),
        "partial": sorted(set(_replications(results)) - set(whole)),
        "failures": results.table("failures").to_dicts(),
        "events": dict(sorted(events.items())),
        "engines": list(engines),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        _add(archive, _SAYS, as_bytes(json.dumps(said, indent=1, ensure_ascii=False)))
        for name in TABLES:
            table = io.BytesIO()
            results.table(name).write_ipc(table)  # type: ignore[arg-type]
            _add(archive, f"{name}.arrow", table.getvalue())
    found = file.getvalue()
    path = folder / f"{min(number, _LAST):06}-{hashlib.sha256(found).hexdigest()}.zip"
    put(path, found)
    return path


def _replications(results: Results) -> set[int]:
    return {
        number for name in ("runs", "failures") for number in results.table(name)["replication"]
    }


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _THIS_OLD)
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=3)
