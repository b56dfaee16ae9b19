"""Waiting for what happens elsewhere: no test depends on how fast the machine is.

Whoever waits, waits for a condition. ``PATIENCE`` only ends what would hang for ever; it says
nothing about how long anything takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 1800.0
"""Seconds after which something hangs, even on a machine that does many other things."""
Found = TypeVar("Found")


def until(look: Callable[[], Found], every: float = 0.01) -> Found:
    """The first true thing that ``look`` finds, looking once in so many seconds."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        assert time.monotonic() < end, "it never happened"
        time.sleep(every)
    return found
