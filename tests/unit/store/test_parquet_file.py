"""Event logs are weighed before they are unpacked, from what their pages say of themselves."""

from __future__ import annotations

import contextlib
import io
import random

import polars as pl
import pytest

from recsim.store.parquet_file import _Compact, unpacked

PACKINGS = ("zstd", "snappy", "gzip", "lz4", "brotli")


def written(table: pl.DataFrame, packing: str, rows: int | None = None) -> bytes:
    file = io.BytesIO()
    table.write_parquet(file, compression=packing, row_group_size=rows)  # type: ignore[arg-type]
    return file.getvalue()


def table(rows: int) -> pl.DataFrame:
    words = pl.Series("kind", ["hired", "asked", "left"] * rows, dtype=pl.Categorical)
    return pl.DataFrame({"kind": words, "time": pl.Series(range(3 * rows), dtype=pl.Float64)})


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("rows", [0, 1, 20_000])
@pytest.mark.parametrize("groups", [None, 1000])
def test_what_is_packed_is_weighed_as_if_it_were_not(
    packing: str, rows: int, groups: int | None
) -> None:
    plain = written(table(rows), "uncompressed", groups)
    assert unpacked(written(table(rows), packing, groups)) == unpacked(plain)
    assert 24 * rows <= unpacked(plain) <= len(plain)


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_few_bytes_say_that_they_are_many(packing: str) -> None:
    raw = written(pl.DataFrame({"detail": ["a" * 1_000_000]}), packing)
    assert len(raw) < 100_000
    assert unpacked(raw) > 1_000_000


def test_what_is_no_file_of_pages_is_refused_in_words() -> None:
    luck = random.Random(1)
    raw = written(table(100), "zstd")
    for damaged in (b"", b"PAR1", b"PAR1PAR1", raw[:-1], raw[1:], raw[:100] + raw[-4:]):
        with pytest.raises(ValueError, match="is no Parquet file, or is damaged"):
            unpacked(damaged)
    nested = b"PAR1" + b"\x1c" * 5000  # structures within structures
    with pytest.raises(ValueError, match="is no Parquet file, or is damaged"):
        unpacked(nested + (5000).to_bytes(4, "little") + b"PAR1")
    many = (
        b"PAR1" + b"\x19\xfc\x80\x80\x80\x03" + bytes(6 * 2**20)
    )  # structures with nothing in them
    with pytest.raises(ValueError, match="is no Parquet file, or is damaged"):
        unpacked(many + (len(many) - 4).to_bytes(4, "little") + b"PAR1")
    for _ in range(2000):
        at = luck.randrange(len(raw))
        with contextlib.suppress(ValueError):
            unpacked(raw[:at] + luck.randbytes(4) + raw[at + 4 :])


@pytest.mark.parametrize("times", [1, 64])
def test_groups_of_rows_of_the_same_bytes_are_refused(times: int) -> None:
    """Each would be read: pages of a byte, as many times as there are groups."""
    raw = written(table(100), "zstd")
    begin = len(raw) - 8 - int.from_bytes(raw[-8:-4], "little")
    groups = raw.index(b"\x19\x1c\x19\x2c", begin)  # a list of one, which begins with a list of two
    group = _Compact(raw, groups + 2, len(raw))
    group.struct()
    one, rest = raw[groups + 2 : group.at], raw[group.at : -8]
    footer = raw[begin:groups] + b"\x19\xfc" + bytes([times]) + one * times + rest
    made = raw[:begin] + footer + len(footer).to_bytes(4, "little") + b"PAR1"
    if times == 1:
        assert unpacked(made) == unpacked(raw)
        return
    with pytest.raises(ValueError, match="is no Parquet file, or is damaged"):
        unpacked(made)
