"""An event log that somebody hands on is read only if it is one, and no larger than it looks."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from recsim import store
from recsim.store.events import read_log
from recsim.store.untrusted import SMALL


def test_a_log_with_more_events_than_bytes_is_not_read(folder: Path) -> None:
    path = min((folder / "events").glob("*.parquet"))
    first = pl.read_parquet(path).head(1)
    many = first.join(pl.DataFrame({"again": range(100_000)}), how="cross").drop("again")
    many.write_parquet(path)
    with pytest.raises(store.StoreError, match="more events than its size has room for"):
        read_log(path, (), ())


def test_a_log_with_columns_that_no_log_has_is_not_read(folder: Path) -> None:
    """A column that is the same in each row takes no room on the disk."""
    path = min((folder / "events").glob("*.parquet"))
    pl.read_parquet(path).with_columns(more=1.5).write_parquet(path)
    with pytest.raises(store.StoreError, match="no event log has a column 'more' of type Float64"):
        read_log(path, (), ())


@pytest.mark.parametrize("time", [float("nan"), 1e300, -1e7, None])
def test_a_log_with_times_that_nothing_has_is_not_read(time: float | None, folder: Path) -> None:
    path = min((folder / "events").glob("*.parquet"))
    nowhere = pl.lit(time, pl.Float64)
    pl.read_parquet(path).with_columns(time=nowhere).write_parquet(path)
    with pytest.raises(store.StoreError, match="an event at a time that nothing has"):
        read_log(path, (), ())


@pytest.mark.parametrize("of", ["kind", "more"])
def test_a_log_that_unpacks_to_very_much_is_not_unpacked(
    of: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = min((folder / "events").glob("*.parquet"))
    long = pl.read_parquet(path).head(1).with_columns(pl.lit("a" * 2 * SMALL).alias(of))
    long.write_parquet(path)
    monkeypatch.setattr(pl, "scan_parquet", lambda _: pytest.fail("it was looked into"))
    with pytest.raises(store.StoreError, match="unpacked, it is larger than 200 times its size"):
        read_log(path, (), ())


def test_a_log_without_times_is_not_read(folder: Path) -> None:
    path = min((folder / "events").glob("*.parquet"))
    pl.read_parquet(path).drop("time").write_parquet(path)
    with pytest.raises(store.StoreError, match="no event log has a column 'time' of type None"):
        read_log(path, (), ())


@pytest.mark.parametrize("kind", [pl.Categorical, pl.String])
def test_a_log_whose_events_share_one_long_word_is_not_read_as_many(
    kind: type[pl.DataType], folder: Path
) -> None:
    path = min((folder / "events").glob("*.parquet"))
    word = pl.lit("a" * 100_000, kind)
    pl.read_parquet(path).with_columns(detail=word).write_parquet(path)
    with pytest.raises(store.StoreError, match="has longer words than its size has room for"):
        read_log(path, (), ())
