"""Small tables that a thread uses again in its next run, so that it needs no fresh memory.

A workshop's market is simulated in some milliseconds; getting a megabyte of memory from the
operating system, page by page, would be a good part of them.
"""

from __future__ import annotations

import threading
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

MOST_BYTES = 1 << 20
"""Tables that are larger are not kept."""

_own = threading.local()


def table(
    name: str, shape: tuple[int, ...], record_type: np.dtype[Any], *, clear: bool = True
) -> npt.NDArray[Any]:
    """A table for the run that this thread begins; it lasts until the thread's next run.

    Args:
        name: of the table; a run has one of each name.
        shape: how many records, or rows and records in a row.
        record_type: what is in it.
        clear: all bytes are 0; if not, nothing is known of them.
    """
    size = prod(shape) * record_type.itemsize
    if size > MOST_BYTES:
        return np.zeros(shape, record_type)
    kept: dict[str, npt.NDArray[np.uint8]] = _own.__dict__
    block = kept.get(name)
    if block is None or len(block) < size:
        block = kept[name] = np.zeros(size, np.uint8)
    elif clear:
        block[:size] = 0
    return block[:size].view(record_type).reshape(shape)
