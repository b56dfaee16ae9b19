"""The kernel, loaded: one instance a thread, each with a memory of its own.

While the kernel runs, Python's interpreter is free for other threads. Addresses are those of the
kernel: numbers from the beginning of its own memory.
"""

from __future__ import annotations

import threading
from functools import cache
from math import prod
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import wasmtime

from recsim.model.compiled.module import MODULE, stale

# --- The kernel's memory, as tables: places are handed out one by one, and all are taken back -----
# Addresses are those of the kernel: numbers from the beginning of its own memory.

LINE = 64
"""Places begin at multiples of this many bytes: a line of a processor's cache."""


class Grows(Protocol):
    """A memory that can be made larger; what is new in it is 0."""

    def size(self) -> int:
        """How many bytes there are."""
        ...

    def grow(self, size: int) -> None:
        """Make it at least so large.

        Raises:
            MemoryError: there is not so much.
        """
        ...

    def bytes(self) -> npt.NDArray[np.uint8]:
        """All of it, as it lies there now; worthless once it has grown."""
        ...


class Arena:
    """Places for tables.

    Attributes:
        top: where the next place begins at the earliest.
        used: what lies below was perhaps written to; above, all is 0.
    """

    def __init__(self, memory: Grows, base: int) -> None:
        """``base`` is the first address that is free."""
        self._memory = memory
        self._bytes = memory.bytes()
        self._base = self.top = self.used = base

    def clear(self) -> None:
        """All places are taken back."""
        self.top = self._base

    def place(self, shape: tuple[int, ...], record_type: np.dtype[Any], *, clear: bool) -> int:
        """The address of a new place.

        Args:
            shape: how many records, or rows and records in a row.
            record_type: what will be in it.
            clear: all bytes are 0; if not, nothing is known of them.

        Raises:
            MemoryError: there is not so much memory.
        """
        start = -(-self.top // LINE) * LINE
        self.top = start + prod(shape) * record_type.itemsize
        if self.top > len(self._bytes):
            self._memory.grow(self.top)
            self._bytes = self._memory.bytes()
        if clear:
            self._bytes[start : min(self.top, self.used)] = 0
        self.used = max(self.used, self.top)
        return start

    def table(
        self, address: int, shape: tuple[int, ...], record_type: np.dtype[Any]
    ) -> npt.NDArray[Any]:
        """What lies at a place; to be used before the next place is handed out."""
        size = prod(shape) * record_type.itemsize
        return self._bytes[address : address + size].view(record_type).reshape(shape)


# --- The kernel, loaded: one instance a thread, each with a memory of its own ---------------------
# While the kernel runs, Python's interpreter is free for other threads.

PAGE = 1 << 16
STEP = 1 << 23
"""Bytes by which memory grows at least; what is not used of it takes none of the computer's."""
KEPT = 1 << 26
"""An instance that has used more bytes is not kept for the thread's next run."""
MOST = 1 << 32
"""Bytes that an instance can have: its addresses have 32 bits."""

_loading = threading.Lock()
_own = threading.local()


class Stale(Exception):  # noqa: N818 - nothing broke
    """The kernel was built from other sources than those that are here."""


class Failed(Exception):  # noqa: N818 - a status of the kernel
    """The kernel stopped because of a mistake in it."""


@cache
def _module() -> tuple[wasmtime.Engine, wasmtime.Module]:
    """The machine code, made from the kernel in a tenth of a second."""
    reason = stale()
    if reason:
        raise Stale(reason)
    engine = wasmtime.Engine()
    return engine, wasmtime.Module(engine, MODULE.read_bytes())


class Instance:
    """The kernel with a memory of its own; to be used by one thread at a time.

    Attributes:
        arena: places in its memory.
    """

    def __init__(self) -> None:
        with _loading:
            engine, module = _module()
        self._store = wasmtime.Store(engine)
        exports: Any = wasmtime.Instance(self._store, module, []).exports(self._store)
        self._memory: wasmtime.Memory = exports["memory"]
        self._exports = {name: exports[f"recsim_{name}"] for name in ("advance", "throw_away")}
        self._arrivals = exports["recsim_arrivals"]
        self.arena = Arena(self, exports["recsim_heap_base"](self._store))

    def advance(self, run: int) -> int:
        """Let a run go on until its end or until a table must grow; which of them."""
        return self._call("advance", run)

    def throw_away(self, run: int) -> int:
        """Throw away everybody's old notes; how many sheets of notes are left."""
        return self._call("throw_away", run)

    def arrivals(self, key: int, first: int, rate: float, begin: float, end: float) -> int:
        """How many requisitions a team is given, of which the first has this number."""
        signed = key - (1 << 64) if key >> 63 else key
        return int(self._arrivals(self._store, signed, first, rate, begin, end))

    def _call(self, name: str, run: int) -> int:
        status = int(self._exports[name](self._store, run))
        if status < 0:
            raise Failed(f"the kernel failed: {name} ended with {status}")
        return status

    def size(self) -> int:
        """How many bytes of memory there are."""
        return self._memory.data_len(self._store)

    def grow(self, size: int) -> None:
        """Make the memory at least so large.

        Raises:
            MemoryError: it would be larger than the kernel's addresses or the computer allow.
        """
        wanted = min(max(size, self.size() + STEP), MOST)
        try:
            self._memory.grow(self._store, -(-(wanted - self.size()) // PAGE))
        except wasmtime.WasmtimeError as error:
            raise MemoryError(f"a run needs more than {size >> 20:,} MB of memory") from error
        if self.size() < size:
            raise MemoryError(f"a run needs more than {size >> 20:,} MB of memory")

    def bytes(self) -> npt.NDArray[np.uint8]:
        """All memory, as it lies there now."""
        return np.ctypeslib.as_array(self._memory.get_buffer_ptr(self._store))


def instance() -> Instance:
    """The thread's own instance, its places taken back; it lasts until the thread's next run.

    Raises:
        Stale: the kernel was built from other sources.
    """
    kept: Instance | None = getattr(_own, "instance", None)
    if kept is None or kept.arena.used > KEPT:
        kept = _own.instance = Instance()
    kept.arena.clear()
    return kept
