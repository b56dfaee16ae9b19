"""Results of the first format, which had no parts: read from their tables alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from recsim.store.errors import StoreError
from recsim.store.holdings import KEYS, fitting
from recsim.store.manifest import Manifest
from recsim.store.parts import TABLES


@dataclass(frozen=True)
class CsvTables:
    """The tables of a folder that an earlier recsim wrote; like ``Holdings`` to whoever reads.

    Attributes:
        folder: the results folder.
        manifest: its manifest.
        below: replications from this number on are left out; None for none.
        lenient: whether measures that are missing are null, instead of an error.
    """

    folder: Path
    manifest: Manifest
    lenient: bool
    below: int | None = None

    @property
    def complete(self) -> tuple[int, ...]:
        """Replications that all strategies and variants have, ascending."""
        return tuple(number for number in self.manifest.replications if self._wanted(number))

    @property
    def failures(self) -> tuple[dict[str, Any], ...]:
        """Rows of ``Results.failures``."""
        return tuple(row for row in self.manifest.failures if self._wanted(row["replication"]))

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines that simulated."""
        return self.manifest.engines

    @property
    def events(self) -> dict[str, str]:
        """SHA-256 of the event logs, by path in the results folder."""
        files = self.manifest.files
        return {name: found for name, found in files.items() if name.startswith("events/")}

    @property
    def home(self) -> tuple[int, ...]:
        """Numbers of all replications."""
        return tuple(sorted({*self.complete, *(row["replication"] for row in self.failures)}))

    def first(self, count: int | None) -> CsvTables:
        """Without replications beyond the first ``count`` ones; all of them if it is None."""
        return replace(self, below=count)

    def table(self, name: str, variant: str | None = None) -> pl.DataFrame:
        """A table of all replications, or of one variant alone."""
        path, types = self.folder / f"{name}.csv", TABLES[name]
        try:
            text = path.read_bytes()
            names = pl.read_csv(text, n_rows=0).columns
            found = pl.read_csv(text, schema={one: self._type(one, types) for one in names})
        except (OSError, pl.exceptions.PolarsError) as error:
            raise StoreError(f"{path}: cannot be read: {error}") from error
        found = fitting(found, types, path, self.lenient)
        found = found.with_columns(pl.col(pl.String).fill_null(""))
        if self.below is not None:
            found = found.filter(pl.col("replication") < self.below)
        return found if variant is None else found.filter(pl.col("variant") == variant)

    def _type(self, column: str, types: Mapping[str, Any]) -> Any:
        """How a column is read; another version may have written counts with a point ("15.0")."""
        kind = types.get(column, pl.String)
        counts = self.lenient and kind == pl.Int64 and column not in KEYS
        return pl.Float64 if counts else kind

    def _wanted(self, number: int) -> bool:
        return self.below is None or number < self.below
