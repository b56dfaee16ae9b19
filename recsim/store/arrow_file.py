"""What a file of Arrow's says that its tables take in memory, weighed before they are read.

Whoever reads a table makes room for all that is claimed, and sees only then whether it is there. Of
the format no more is known here than it takes to add that up: a footer lists the record batches,
and each batch its buffers. They are written as FlatBuffers, whose tables begin with the distance
back to a list of where the fields are; 0 is a field that is not there.

Sources: https://arrow.apache.org/docs/format/Columnar.html (IPC file format), its ``File.fbs`` and
``Message.fbs``, and https://flatbuffers.dev/internals
"""

from __future__ import annotations

import struct

_MAGIC = b"ARROW1"
_CONTINUES = 0xFFFFFFFF
_DICTIONARIES, _BATCHES = 2, 3
"""Fields of a footer."""
_KIND, _HEADER = 1, 2
"""Fields of a message."""
_IS_BATCH = 3
_BUFFERS, _PACKING = 2, 3
"""Fields of a record batch."""
_BLOCK, _BUFFER = 24, 16
"""Bytes of what says where a message is, and where a buffer is and how long."""


def refuse_more_than_there_is(raw: bytes, name: str) -> None:
    """See to it that the tables of a file, which is called ``name``, take no more than the file.

    Raises:
        ValueError: they claim to, or are packed or have dictionaries, as those of recsim never do;
            or it is no such file.
    """
    try:
        _weigh(raw)
    except (struct.error, IndexError):
        raise ValueError(f"{name} is no table of Arrow") from None
    except ValueError as error:
        raise ValueError(f"{name} {error}") from None


def _weigh(raw: bytes) -> None:
    end = len(raw) - len(_MAGIC)
    if not raw.startswith(_MAGIC) or not raw.endswith(_MAGIC):
        raise ValueError("is no table of Arrow")
    footer = _follow(raw, end - 4 - _number(raw, end - 4, "<i"))
    if _list(raw, footer, _DICTIONARIES)[1]:
        raise ValueError("has dictionaries, which no table of recsim has")
    blocks, count = _list(raw, footer, _BATCHES)
    claimed = 0
    for block in range(blocks, blocks + count * _BLOCK, _BLOCK):
        claimed += _BLOCK + _of_batch(raw, _number(raw, block, "<q"))
        if claimed > len(raw):
            raise ValueError("claims more than there is")


def _of_batch(raw: bytes, at: int) -> int:
    """Bytes of a batch's buffers, and of what lists them."""
    if _number(raw, at, "<I") != _CONTINUES:
        raise ValueError("is a table of an old Arrow")
    message = _follow(raw, at + 8)
    kind = _field(raw, message, _KIND)
    batch = _field(raw, message, _HEADER)
    if not kind or raw[kind] != _IS_BATCH or not batch:
        raise ValueError("has something else than rows")
    batch = _follow(raw, batch)
    if _field(raw, batch, _PACKING):
        raise ValueError("is packed within, as no table of recsim is")
    buffers, count = _list(raw, batch, _BUFFERS)
    if count * _BUFFER > len(raw):
        raise ValueError("claims more than there is")
    lengths = [_number(raw, buffers + at * _BUFFER + 8, "<q") for at in range(count)]
    if any(length < 0 for length in lengths):
        raise ValueError("is no table of Arrow")
    return count * _BUFFER + sum(lengths)


def _number(raw: bytes, at: int, kind: str) -> int:
    if at < 0:  # which would count from the end
        raise IndexError
    found: int = struct.unpack_from(kind, raw, at)[0]
    return found


def _follow(raw: bytes, at: int) -> int:
    """Where that is which a place leads to."""
    return at + _number(raw, at, "<I")


def _field(raw: bytes, table: int, number: int) -> int:
    """Where a field of a table is; 0 if the table does not have it."""
    places = table - _number(raw, table, "<i")
    place = 4 + 2 * number
    if place + 2 > _number(raw, places, "<H"):
        return 0
    distance = _number(raw, places + place, "<H")
    return table + distance if distance else 0


def _list(raw: bytes, table: int, number: int) -> tuple[int, int]:
    """Where the first entry of a list is, and how many there are; none if there is no list."""
    field = _field(raw, table, number)
    if not field:
        return 0, 0
    found = _follow(raw, field)
    return found + 4, _number(raw, found, "<I")
