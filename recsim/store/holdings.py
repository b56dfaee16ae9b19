"""What the parts of a results folder hold together: every replication once, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, product
from pathlib import Path
from typing import Any

import polars as pl

from recsim.store.errors import StoreError
from recsim.store.parts import FOLDER, TABLES, Part

CHUNK = 256
"""Replications of which a large table is in memory at a time."""


@dataclass(frozen=True)
class Holdings:
    """The replications in a folder, and in which part each is.

    Attributes:
        home: the part of each replication, ascending. Where several parts have one, a complete
            one counts before a partial one, then the later one.
        whole: replications that are complete.
        study: hash of the inputs; empty if there are no parts.
        last: number of the last part; -1 if there is none.
        lenient: whether measures that this version knows and the parts do not are null, instead of
            an error.
    """

    home: Mapping[int, Part] = field(default_factory=dict)
    whole: frozenset[int] = frozenset()
    study: str = ""
    last: int = -1
    lenient: bool = False

    @staticmethod
    def of(folder: Path, study: str = "", *, lenient: bool = False) -> Holdings:
        """Look at all parts of a results folder.

        Args:
            folder: the results folder.
            study: hash of the inputs that all parts must have; empty if any will do.
            lenient: see above.

        Raises:
            StoreError: a part is damaged, or belongs to another study.
        """
        parts = [Part.read(path) for path in (folder / FOLDER).glob("[0-9]*.zip")]
        parts.sort(key=lambda part: (part.number, part.path.name))
        study = study or (parts[0].study if parts else "")
        for part in parts:
            if part.study != study:
                raise StoreError(
                    f"{part.path}: belongs to another study than the rest of {folder}; take it away"
                )
        home: dict[int, Part] = {}
        whole: set[int] = set()
        for part in parts:
            home |= {n: part for n in (*part.partial, *part.complete) if n not in whole}
            whole |= set(part.complete)
        last = parts[-1].number if parts else -1
        return Holdings(dict(sorted(home.items())), frozenset(whole), study, last, lenient)

    def plus(self, part: Part) -> Holdings:
        """With one more part, the last one."""
        new = {n: part for n in (*part.partial, *part.complete) if n not in self.whole}
        home = dict(sorted({**self.home, **new}.items()))
        return replace(self, home=home, whole=self.whole | set(part.complete), last=part.number)

    @property
    def complete(self) -> tuple[int, ...]:
        """Replications that all strategies and variants have, ascending."""
        return tuple(sorted(self.whole))

    @property
    def failures(self) -> tuple[dict[str, Any], ...]:
        """Rows of ``Results.failures``, by replication."""
        return tuple(
            row
            for part in self._parts()
            for row in part.failures
            if self.home.get(row["replication"]) is part
        )

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines that simulated, the first one first."""
        return tuple(dict.fromkeys(name for part in self._parts() for name in part.engines))

    @property
    def events(self) -> dict[str, str]:
        """SHA-256 of the event logs, by path in the results folder."""
        return {path: found for part in self._parts() for path, found in part.events.items()}

    def first(self, count: int | None) -> Holdings:
        """Without replications beyond the first ``count`` ones; all of them if it is None."""
        if count is None:
            return self
        home = {number: part for number, part in self.home.items() if number < count}
        return replace(self, home=home, whole=frozenset(home) & self.whole)

    def table(self, name: str, variant: str | None = None) -> pl.DataFrame:
        """A table of all replications, or of one variant alone, in memory; in any order of runs.

        Args:
            name: "runs", "segments" or "series".
            variant: the variant whose rows are wanted; None for those of all.

        Raises:
            StoreError: a part cannot be read, or lacks a measure.
        """
        return self._rows(name, list(self.home), variant)

    def slices(self, name: str, variant: str, strategies: Sequence[str]) -> Iterator[pl.DataFrame]:
        """The rows of ``table``, ordered, a few at a time: they need not fit in memory."""
        numbers = list(self.home)
        for strategy in strategies:
            for begin in range(0, len(numbers), CHUNK):
                rows = self._rows(name, numbers[begin : begin + CHUNK], variant, strategy)
                yield rows.sort("replication", maintain_order=True)

    def _rows(
        self,
        name: str,
        numbers: Sequence[int],
        variant: str | None = None,
        strategy: str | None = None,
    ) -> pl.DataFrame:
        """Rows of these replications, from the part that each is in."""
        types = TABLES[name]
        ordered = sorted(numbers, key=lambda number: self.home[number].number)
        frames = [pl.DataFrame(schema=types)]
        for _, group in groupby(ordered, key=lambda number: self.home[number].path):
            here = list(group)
            part = self.home[here[0]]
            rows = pl.col("replication").is_in(here)
            if variant is not None:
                rows &= pl.col("variant") == variant
            if strategy is not None:
                rows &= pl.col("strategy") == strategy
            found = fitting(part.table(name), types, part.path, self.lenient).filter(rows)
            of = [key for key in KEYS if key in types and key != "seed"]
            if found.select(of).is_duplicated().any():
                raise StoreError(f"{part.path}: is damaged: it has a row of {name} twice")
            frames.append(found)
        return pl.concat(frames)

    def _parts(self) -> list[Part]:
        """Parts that are in use, in the order in which they were written."""
        return sorted(
            {part.path: part for part in self.home.values()}.values(), key=lambda part: part.number
        )


def ordered(found: pl.DataFrame, strategies: Sequence[str]) -> pl.DataFrame:
    """A table by strategy, in this order, and replication.

    Raises:
        StoreError: it is of other strategies.
    """
    if not found["strategy"].is_in(list(strategies)).all():
        raise StoreError("a table has rows of a strategy that the scenario does not have")
    place = pl.col("strategy").cast(pl.Enum(list(strategies)))
    return found.sort(place, "replication", maintain_order=True)


def gap(
    found: pl.DataFrame, strategies: Sequence[str], replications: Sequence[int]
) -> tuple[int, str] | None:
    """The first replication and strategy of which a table has not all rows; None if there is none.

    Each is to have one row, or as many as there are segments or days in the table.

    Args:
        found: without a row twice.
        strategies: all that it should have.
        replications: all that it should have.
    """
    within = [name for name in ("segment", "day") if name in found.columns]
    rows = found.select("replication", "strategy", *within).filter(
        pl.col("replication").is_in(list(replications))
    )
    each = max(1, *(rows[name].n_unique() for name in within)) if within else 1
    full = rows.group_by("replication", "strategy").len().filter(len=each)
    if full.height == len(replications) * len(strategies):
        return None
    there = set(full.select("replication", "strategy").iter_rows())
    return next(one for one in product(replications, strategies) if one not in there)


def fitting(
    found: pl.DataFrame, types: Mapping[str, Any], path: Path, lenient: bool
) -> pl.DataFrame:
    """A table with the columns of this version, in their order and of their types.

    Raises:
        StoreError: one is missing that is no measure, or any, if this is not lenient; or what is
            in them cannot be.
    """
    if found.schema == pl.Schema(types):
        return _sound(found, path)
    missing = [name for name in types if name not in found.columns]
    needed = [name for name in missing if not lenient or name in KEYS]
    if needed:
        raise StoreError(f"{path}: has no column {needed[0]}; another version of recsim wrote it")
    nothing = [pl.lit(None, types[name]).alias(name) for name in missing]
    try:
        return _sound(
            found.with_columns(nothing).select(
                pl.col(name).cast(kind) for name, kind in types.items()
            ),
            path,
        )
    except pl.exceptions.PolarsError as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error


def _sound(found: pl.DataFrame, path: Path) -> pl.DataFrame:
    """The table, if each row tells of what it is, and its numbers are ones that can be worked with.

    Raises:
        StoreError: they are not.
    """
    keys = pl.col([name for name in KEYS if name in found.columns and name != "segment"])
    numbers = pl.selectors.float()
    bad = pl.any_horizontal(keys.is_null(), numbers.abs().gt(LARGEST), numbers.is_nan())
    if not found.filter(bad).is_empty():
        raise StoreError(f"{path}: is damaged: it has rows that no run can have made")
    return found


LARGEST = 1e100
"""No measure of a world comes near it; squares of larger numbers are none that a computer has."""
KEYS = ("strategy", "variant", "segment", "replication", "seed", "day")
"""Columns that tell of what a row is; the others are measures."""
