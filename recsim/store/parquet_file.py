"""What the pages of a Parquet file take once they are unpacked, from what it says of itself.

Whoever reads a page makes room for all that its header claims. Of the format no more is known here
than it takes to add that up: a footer lists the chunks of all columns, and a chunk is one page
after the other, each with a header. Both are structures in Thrift's compact protocol.

Sources: https://parquet.apache.org/docs/file-format/, its ``parquet.thrift``, and
https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from __future__ import annotations

from mmap import mmap
from typing import Any

_MAGIC = b"PAR1"
_MOST_FOOTER, _MOST_HEADER = 5_000_000, 100_000
"""Bytes of a footer, as of a table of a thousand million rows, and of a page's header: each byte of
them may be a structure with nothing in it, which takes seventy."""
_ROW_GROUPS, _CHUNKS, _ABOUT = 4, 1, 3
"""Fields of a footer, of a group of rows, and of a chunk."""
_PACKED, _PAGES, _WORDS = 7, 9, 11
"""Fields of what is said about a chunk: its bytes, and where its pages and its words begin."""
_PAGE_UNPACKED, _PAGE_PACKED = 2, 3
"""Fields of the header of a page."""


def unpacked(raw: bytes | mmap) -> int:
    """Bytes of all pages together once they are unpacked.

    Raises:
        ValueError: it is no Parquet file.
    """
    try:
        chunks = [chunk[_ABOUT] for group in _groups(raw) for chunk in group[_CHUNKS]]
        sizes = [about[_PACKED] for about in chunks]
        if min(sizes, default=0) < 0 or sum(sizes) > len(raw):  # one that many claim to be theirs
            raise IndexError
        return sum(_of_chunk(raw, about) for about in chunks)
    except (AttributeError, IndexError, KeyError, TypeError, RecursionError):
        raise ValueError("is no Parquet file, or is damaged") from None


def _groups(raw: bytes | mmap) -> list[Any]:
    end = len(raw) - len(_MAGIC) - 4
    size = int.from_bytes(raw[max(end, 0) : end + 4], "little")
    if raw[:4] != _MAGIC or raw[-4:] != _MAGIC or not 0 < size < min(end, _MOST_FOOTER):
        raise IndexError
    found: list[Any] = _Compact(raw, end - size, size).struct()[_ROW_GROUPS]
    return found


def _of_chunk(raw: bytes | mmap, about: Any) -> int:
    at, found = about.get(_WORDS, about[_PAGES]), 0
    end = at + about[_PACKED]
    while at < end:
        page = _Compact(raw, at, _MOST_HEADER)
        header = page.struct()
        if min(header[_PAGE_UNPACKED], header[_PAGE_PACKED]) < 0:
            raise IndexError
        found += header[_PAGE_UNPACKED]
        at = page.at + header[_PAGE_PACKED]
    return found


class _Compact:
    """Reads Thrift's compact protocol; structures by the numbers of their fields, texts as None."""

    def __init__(self, raw: bytes | mmap, at: int, most: int) -> None:
        if at < 0:  # which would count from the end
            raise IndexError
        self.raw, self.at, self.end = raw, at, at + most

    def struct(self) -> dict[int, Any]:
        found: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            step, kind = head >> 4, head & 15
            number = number + step if step else self._whole()
            found[number] = self._value(kind) if kind > 2 else kind == 1
        return found

    def _value(self, kind: int) -> Any:
        match kind:
            case 1 | 2 | 3:
                return self._byte()
            case 4 | 5 | 6:
                return self._whole()
            case 7:
                self.at += 8
            case 8:
                size = self._natural()  # first: it moves the place, too
                self.at += size
            case 9 | 10:
                head = self._byte()
                size = head >> 4 if head >> 4 < 15 else self._natural()
                return [self._value(head & 15) for _ in range(size)]
            case 11:
                size = self._natural()
                kinds = self._byte() if size else 0
                for _ in range(size):
                    self._value(kinds >> 4)
                    self._value(kinds & 15)
            case 12:
                return self.struct()
            case _:
                raise IndexError
        return None

    def _byte(self) -> int:
        if self.at >= self.end:
            raise IndexError
        found = self.raw[self.at]
        self.at += 1
        return found

    def _natural(self) -> int:
        found = shift = 0
        while (byte := self._byte()) & 128:
            found |= (byte & 127) << shift
            shift += 7
            if shift > 63:
                raise IndexError
        return found | byte << shift

    def _whole(self) -> int:
        """A number with a sign, which is its last bit."""
        found = self._natural()
        return found >> 1 ^ -(found & 1)
