"""The kernel in wasmtime against the same sources compiled by numba for just this machine.

What is gained by a kernel that is one file for all machines is paid here. Compiling takes a minute.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
from markets import LARGE_STRATEGY, large, people_and_recruiters, small
from measure import user_seconds
from tables import duration, progress, table

from recsim.model.compiled import instance, simulation
from recsim.model.compiled.instance import Arena
from recsim.scenario.scenario import Scenario

RESERVED = 1 << 34
"""Bytes of addresses; what is not used takes no memory."""


@dataclass(frozen=True)
class Sizes:
    """People and days of a workshop's market and of a large one, and repetitions."""

    workshop: tuple[int, int]
    large: tuple[int, int]
    repetitions: int


class Everything:
    """Memory that is there from the start and never moves."""

    def __init__(self, size: int) -> None:
        self._bytes = np.zeros(size, np.uint8)
        self.start = int(self._bytes.ctypes.data)

    def size(self) -> int:
        return len(self._bytes)

    def grow(self, size: int) -> None:
        raise MemoryError

    def bytes(self) -> npt.NDArray[np.uint8]:
        return self._bytes


class AbsoluteArena(Arena):
    """Places by their addresses in this process."""

    def __init__(self, memory: Everything) -> None:
        super().__init__(memory, 0)
        self._start = memory.start

    def place(self, *what: Any, **options: Any) -> int:
        return self._start + super().place(*what, **options)

    def table(self, address: int, *what: Any) -> npt.NDArray[Any]:
        return super().table(address - self._start, *what)


class Native:
    """The kernel, compiled by numba for this machine."""

    def __init__(self) -> None:
        from numba import njit

        from recsim.model.compiled.engine import SIGNATURES

        progress("compiling natively")
        functions = [
            njit(signature, nogil=True, error_model="numpy")(function)
            for function, signature in SIGNATURES
        ]
        self._advance, self._throw_away, self._arrivals = functions
        self.arena = AbsoluteArena(Everything(RESERVED))

    def advance(self, run: int) -> int:
        return int(self._advance(np.uint64(run)))

    def throw_away(self, run: int) -> int:
        return int(self._throw_away(np.uint64(run)))

    def arrivals(self, key: int, first: int, rate: float, begin: float, end: float) -> int:
        return int(self._arrivals(np.uint64(key), first, rate, begin, end))

    def taken(self) -> Native:
        self.arena.clear()
        return self


def section(sizes: Sizes) -> list[str]:
    native = Native()
    kernels: dict[str, Callable[[], Any]] = {
        "wasmtime": instance.instance,
        "native": native.taken,
    }
    people, days = sizes.workshop
    markets = [
        (f"`two_ways`, {people:,} people", small(people, days, 0), name)
        for name in ("waiting", "calling", "both")
    ]
    people, days = sizes.large
    label = f"`stress_million`, {people_and_recruiters(people)}, {days} days"
    markets.append((label, large(people, days), LARGE_STRATEGY))
    rows = [_row(*market, kernels, sizes.repetitions) for market in markets]
    return [
        "One replication without a warm-up, user time, the two taking turns; medians of "
        f"{sizes.repetitions}, in brackets the smallest and the largest ratio.",
        "",
        *table(("market", "strategy", "events", "wasmtime", "native", "wasmtime / native"), rows),
    ]


def _row(
    label: str,
    scenario: Scenario,
    strategy: str,
    kernels: dict[str, Callable[[], Any]],
    repetitions: int,
) -> tuple[str, ...]:
    took: dict[str, list[float]] = {name: [] for name in kernels}
    events = set()
    for number in range(-1, repetitions):
        for name, kernel in kernels.items():
            simulation.instance = kernel
            gc.collect()
            before = user_seconds()
            run = simulation.simulate(scenario, [strategy], max(number, 0))
            if number >= 0:  # once without a watch
                took[name].append(user_seconds() - before)
            if number == 0:
                events.add(run.events)
    (found,) = events  # both make the same ones
    ratios = [one / other for one, other in zip(took["wasmtime"], took["native"], strict=True)]
    times = [duration(median(took[name])) for name in kernels]
    ratio = f"**{median(ratios):.2f}** ({min(ratios):.2f} to {max(ratios):.2f})"
    return (label, strategy, f"{found:,}", *times, ratio)
