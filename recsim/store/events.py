"""Event logs as Parquet, with words for the codes, and back again without a loss."""

from __future__ import annotations

from collections.abc import Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import polars as pl

from recsim.model.events import CODES, DETAILS, EVENT, OFFSET, Kind
from recsim.store.durable import as_parquet
from recsim.store.errors import StoreError
from recsim.store.parquet_file import unpacked
from recsim.store.untrusted import PACKED, SMALL, refuse_holes

_KIND_WORDS = [kind.name.lower() for kind in Kind]
_DETAIL_WORDS = [detail for _, detail in CODES]
_KEPT = ("time", "value", "person", "requisition", "recruiter")
_TOLD = ("kind", "detail", "team", "segment")
POLARS = (pl.exceptions.PolarsError, pl.exceptions.PanicException)
"""What Polars raises of a table that is damaged; the second if it noticed too late."""
_DAYS = 100_000
"""From day 0, more than any event; dates end after some million."""
_TEXTS = 100
"""Times that the words of a log may be larger than its file, where each is kept once."""


def write_log(
    log: npt.NDArray[np.void], path: Path, teams: Sequence[str], segments: Sequence[str]
) -> None:
    """Write one run's events, one row each, in order; events of no team have an empty team.

    Args:
        log: dtype ``recsim.model.events.EVENT``.
        path: the Parquet file.
        teams: names of the teams that were simulated together, by the log's number.
        segments: names of the segments, by the log's number.

    Raises:
        OSError: it cannot be written.
    """
    codes = OFFSET[log["kind"]] + log["detail"]
    columns = pl.DataFrame({name: log[name] for name in _KEPT}).with_columns(
        kind=_words(_KIND_WORDS, log["kind"]),
        detail=_words(_DETAIL_WORDS, codes),
        team=_words([*teams, None], log["team"]),  # -1, nobody's, is the last
        segment=_words(segments, log["segment"]),
    )
    ordered = columns.select("time", "kind", "detail", "value", *_KEPT[2:], "team", "segment")
    with path.open("wb") as file:
        file.write(as_parquet(ordered))


def read_log(path: Path, teams: Sequence[str], segments: Sequence[str]) -> npt.NDArray[np.void]:
    """Read what ``write_log`` wrote; same arguments, same array.

    Raises:
        StoreError: the file is damaged or belongs to other teams or segments.
    """
    try:
        frame = scan_events(path).collect()
        log = np.zeros(frame.height, dtype=EVENT)
        for name in _KEPT:
            log[name] = frame[name].to_numpy()
        log["team"] = _numbers(frame["team"], teams)
        log["segment"] = _numbers(frame["segment"], segments)
        log["kind"] = _numbers(frame["kind"], _KIND_WORDS)
        log["detail"] = _details(frame)
    except (OSError, KeyError, ValueError, *POLARS) as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error
    return log


def scan_events(path: Path) -> pl.LazyFrame:
    """The table of a log as it was written, not yet read.

    Raises:
        OSError: it cannot be read.
        StoreError: it has columns that no log has, or more events, longer words or larger pages
            than its size has room for: what is packed in a few bytes could fill the memory.
        PolarsError: it is no such table.
    """
    size = path.stat().st_size
    with path.open("rb") as file:  # which Polars keeps open for itself
        refuse_holes(file)
        if _unpacked(file) > max(SMALL, PACKED * size):
            raise StoreError(
                f"{path}: cannot be read: unpacked, it is larger than {PACKED} times its size"
            )
        found = pl.scan_parquet(file)
    if found.select(pl.len()).collect().item() > size:
        raise StoreError(f"{path}: cannot be read: it has more events than its size has room for")
    schema = found.collect_schema()
    for name in (*schema, *_KEPT, *_TOLD):
        kind = schema.get(name)
        if name in ("time", "value"):
            right = kind == pl.Float64
        elif name in _TOLD:
            right = kind in (pl.Categorical, pl.String)
        else:
            right = name in _KEPT and kind is not None and kind.is_signed_integer()
        if not right:
            raise StoreError(
                f"{path}: cannot be read: no event log has a column {name[:80]!r} of type "
                f"{str(kind)[:80]}"
            )
    days = pl.col("time").abs() <= _DAYS  # and no NaN
    if not found.select(days.fill_null(value=False).all()).collect().item():
        raise StoreError(f"{path}: cannot be read: it has an event at a time that nothing has")
    words = pl.selectors.by_name(*_TOLD, require_all=False).cast(pl.String)
    if sum(found.select(words.str.len_bytes().sum()).collect().row(0)) > _TEXTS * size:
        raise StoreError(f"{path}: cannot be read: it has longer words than its size has room for")
    return found


def _unpacked(file: BinaryIO) -> int:
    try:
        with mmap(file.fileno(), 0, access=ACCESS_READ) as raw:
            return unpacked(raw)
    except ValueError as error:  # empty, or none
        raise pl.exceptions.ComputeError(str(error)) from error


def _words(words: Sequence[str | None], places: npt.NDArray[np.integer]) -> pl.Series:
    return pl.Series(words, dtype=pl.Categorical).gather(places % len(words))


def _numbers(column: pl.Series, words: Sequence[str]) -> npt.NDArray[np.int64]:
    """Places of the words; -1 where there is none."""
    number = {word: at for at, word in enumerate(words)}
    found = column.cast(pl.String).replace_strict(number, return_dtype=pl.Int64)
    return found.fill_null(-1).to_numpy()


def _details(frame: pl.DataFrame) -> npt.NDArray[np.int64]:
    number = {
        f"{kind.name.lower()} {detail}": at
        for kind in Kind
        for at, detail in enumerate(DETAILS.get(kind, ("",)))
    }
    both = frame.select(pl.concat_str("kind", "detail", separator=" ")).to_series()
    return both.replace_strict(number, return_dtype=pl.Int64).to_numpy()
