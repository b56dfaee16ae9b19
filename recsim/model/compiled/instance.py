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

from recsim.model.budget import INSTRUCTIONS, Budget
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
def _module(*, counting: bool) -> tuple[wasmtime.Engine, wasmtime.Module]:
    """The machine code, made from the kernel in a tenth of a second.

    Code that counts its instructions takes an eighth more time.
    """
    reason = stale()
    if reason:
        raise Stale(reason)
    config = wasmtime.Config()
    config.consume_fuel = counting
    engine = wasmtime.Engine(config)
    return engine, wasmtime.Module(engine, MODULE.read_bytes())


class Instance:
    """The kernel with a memory of its own; to be used by one thread at a time.

    Attributes:
        arena: places in its memory.
    """

    def __init__(self, budget: Budget | None = None) -> None:
        with _loading:
            engine, module = _module(counting=budget is not None)
        self._store = wasmtime.Store(engine)
        self._budget: Budget | None = None
        if budget is not None:
            self._store.set_fuel(INSTRUCTIONS)  # for what is asked below; each run has its own
        exports: Any = wasmtime.Instance(self._store, module, []).exports(self._store)
        self._memory: wasmtime.Memory = exports["memory"]
        self._exports = {name: exports[f"recsim_{name}"] for name in ("advance", "throw_away")}
        self._arrivals = exports["recsim_arrivals"]
        self.arena = Arena(self, exports["recsim_heap_base"](self._store))

    def begin(self, budget: Budget | None) -> None:
        """The next run may cost so much; an instance either always has a budget or never."""
        self._budget = budget
        if budget is not None:
            self._store.set_fuel(budget.steps * INSTRUCTIONS)

    def steps(self) -> int | None:
        """What was spent of the budget's steps since the run began; None without a budget."""
        if self._budget is None:
            return None
        return self._budget.steps - self._store.get_fuel() // INSTRUCTIONS

    def also_needs(self, size: int) -> None:
        """The run needs so many bytes besides the kernel's memory.

        Raises:
            TooMuchWork: that is more than its budget.
        """
        if self._budget is not None and self.arena.top + size > self._budget.memory:
            raise self._budget.memory_is_full()

    def advance(self, run: int) -> int:
        """Let a run go on until its end or until a table must grow; which of them."""
        return self._call("advance", run)

    def throw_away(self, run: int) -> int:
        """Throw away everybody's old notes; how many sheets of notes are left."""
        return self._call("throw_away", run)

    def arrivals(self, key: int, first: int, rate: float, begin: float, end: float) -> int:
        """How many requisitions a team is given, of which the first has this number."""
        signed = key - (1 << 64) if key >> 63 else key
        return self._run(self._arrivals, signed, first, rate, begin, end)

    def _call(self, name: str, run: int) -> int:
        status = self._run(self._exports[name], run)
        if status < 0:
            raise Failed(f"the kernel failed: {name} ended with {status}")
        return status

    def _run(self, function: Any, *values: float) -> int:
        try:
            return int(function(self._store, *values))
        except wasmtime.Trap as trap:
            if self._budget is None or trap.trap_code != wasmtime.TrapCode.OUT_OF_FUEL:
                raise
            raise self._budget.steps_are_spent() from None

    def size(self) -> int:
        """How many bytes of memory there are."""
        return self._memory.data_len(self._store)

    def grow(self, size: int) -> None:
        """Make the memory at least so large.

        Raises:
            MemoryError: it would be larger than the kernel's addresses or the computer allow.
            TooMuchWork: it would be larger than the run's budget.
        """
        if self._budget is not None and size > self._budget.memory:
            raise self._budget.memory_is_full()
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


def instance(budget: Budget | None = None) -> Instance:
    """The thread's own instance, its places taken back; it lasts until the thread's next run.

    Args:
        budget: what that run may cost; there are instances for runs with and without one.

    Raises:
        Stale: the kernel was built from other sources.
    """
    name = "plain" if budget is None else "counting"
    kept: Instance | None = getattr(_own, name, None)
    if kept is None or kept.arena.used > KEPT:
        kept = Instance(budget)
        setattr(_own, name, kept)
    kept.begin(budget)
    kept.arena.clear()
    return kept
