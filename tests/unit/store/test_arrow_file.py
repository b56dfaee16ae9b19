"""Tables of Arrow are weighed before they are read, from what they say of themselves."""

from __future__ import annotations

import contextlib
import io
import random
import struct
from typing import Any

import polars as pl
import pytest

from recsim.store.arrow_file import refuse_more_than_there_is

SOME = pl.DataFrame({"strategy": ["waiting", "a longer name than twelve"] * 40, "hires": range(80)})


def written(table: pl.DataFrame, **how: Any) -> bytes:
    file = io.BytesIO()
    table.write_ipc(file, **how)
    return file.getvalue()


@pytest.mark.parametrize("rows", [0, 1, 80])
@pytest.mark.parametrize("batch", [None, 7])
def test_what_recsim_writes_is_read(rows: int, batch: int | None) -> None:
    refuse_more_than_there_is(written(SOME.head(rows), record_batch_size=batch), "it")


@pytest.mark.parametrize("packing", ["lz4", "zstd"])
def test_what_is_packed_is_refused(packing: str) -> None:
    with pytest.raises(ValueError, match="it is packed within"):
        refuse_more_than_there_is(written(SOME, compression=packing), "it")


def test_dictionaries_are_refused() -> None:
    words = SOME.cast({"strategy": pl.Categorical})
    with pytest.raises(ValueError, match="it has dictionaries"):
        refuse_more_than_there_is(written(words), "it")


@pytest.mark.parametrize("length", [10**6, 2**62, -8])
def test_a_buffer_that_is_longer_than_the_file_is_refused(length: int) -> None:
    raw = written(SOME)
    hires = struct.pack("<q", 80 * 8)  # bytes of the column
    at = raw.rindex(hires, 0, raw.index(bytes(8) + struct.pack("<qq", 1, 2)))
    with pytest.raises(ValueError, match=r"it (claims more|is no table)"):
        refuse_more_than_there_is(raw[:at] + struct.pack("<q", length) + raw[at + 8 :], "it")


def test_one_batch_that_is_named_very_often_is_refused() -> None:
    """Each time it would be read, and take its memory."""
    raw = written(SOME)
    [size] = struct.unpack_from("<i", raw, len(raw) - 10)
    footer = raw[-10 - size : -10]
    begin = raw.index(b"\xff\xff\xff\xff", 16)
    [block] = [
        at for at in range(0, size - 8, 4) if footer[at : at + 8] == struct.pack("<q", begin)
    ]
    count = struct.pack("<I", 1000)
    often = footer[: block - 4] + count + footer[block : block + 24] * 1000
    more = raw[: -10 - size] + often + struct.pack("<i", len(often)) + b"ARROW1"
    with pytest.raises(ValueError, match="it claims more than there is"):
        refuse_more_than_there_is(more, "it")


def test_what_is_no_table_is_refused_in_words() -> None:
    luck = random.Random(1)
    raw = written(SOME)
    for damaged in (b"", b"ARROW1", b"ARROW1ARROW1", raw[:-1], raw[1:], b"PAR1" + raw[4:]):
        with pytest.raises(ValueError, match="it is no table of Arrow"):
            refuse_more_than_there_is(damaged, "it")
    for _ in range(2000):
        at = luck.randrange(len(raw))
        with contextlib.suppress(ValueError):
            refuse_more_than_there_is(raw[:at] + luck.randbytes(8) + raw[at + 8 :], "it")
