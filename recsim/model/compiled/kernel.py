"""The three functions that Python calls, compiled once and kept on disk."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba import from_dtype, njit, types
from numba.core import config as numba_config

from recsim.model.compiled import cache
from recsim.model.compiled.engine import advance
from recsim.model.compiled.layout import RUN
from recsim.model.compiled.notes import everybody_throws_away
from recsim.model.compiled.requisitions import number_of_arrivals

_RUNS = from_dtype(RUN)[::1]


def _advance(runs: Any) -> int:
    return advance(runs[0])


def _throw_away(runs: Any) -> int:
    return everybody_throws_away(runs[0])


def _arrivals(key: int, team: int, rate: float, begin: float, end: float) -> int:
    return number_of_arrivals(key, team, rate, begin, end)


SIGNATURES: tuple[tuple[Callable[..., Any], Any], ...] = (
    (_advance, types.int64(_RUNS)),
    (_throw_away, types.int64(_RUNS)),
    (
        _arrivals,
        types.int64(types.uint64, types.int64, types.float64, types.float64, types.float64),
    ),
)


class Kernel:
    """The compiled functions.

    Attributes:
        advance: let a run go on until its end or until a table must grow.
        throw_away: throw away everybody's old notes; how many sheets of notes are left.
        arrivals: how many requisitions a team is given.
    """

    def __init__(self) -> None:
        folder = cache.ready_folder() or cache.writable_folder()
        collects = gc.isenabled()
        gc.disable()  # compiling makes millions of objects that stay: a tenth of its time
        try:
            self.advance, self.throw_away, self.arrivals = (
                _compiled(function, signature, folder) for function, signature in SIGNATURES
            )
        finally:
            if collects:
                gc.enable()
        if folder is not None and cache.ready_folder() is None:
            cache.mark_ready(folder)


def _compiled(function: Callable[..., Any], signature: Any, folder: Path | None) -> Any:
    """Load the function from the folder, or compile it and keep it there."""
    settings: Any = numba_config
    usual = settings.CACHE_DIR
    try:
        if folder is not None:
            settings.CACHE_DIR = str(folder)
        return njit(signature, nogil=True, error_model="numpy", cache=folder is not None)(function)
    finally:
        settings.CACHE_DIR = usual
