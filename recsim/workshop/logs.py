"""What the server says on its terminal: short, without escapes, and not the same thing for ever."""

from __future__ import annotations

import logging
import sys
import time
from collections import OrderedDict
from collections.abc import Callable

from recsim.scenario.printable import printable

SECONDS = 60.0
MOST_A_MINUTE = 20
"""Messages; those that are left out are counted."""
LONGEST = 4000
"""Letters of one message, its traceback included."""
LOGGERS = ("recsim.workshop", "uvicorn", "uvicorn.error", "asyncio")


class Few(logging.Handler):
    """Writes each message once a minute, and few of them; says how many it has left out."""

    def __init__(
        self, write: Callable[[str], object], now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(logging.WARNING)
        self._write, self._now = write, now
        self._told: OrderedDict[str, float] = OrderedDict()
        self._left_out = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Write a message, or count it."""
        now = self._now()
        while self._told and next(iter(self._told.values())) <= now - SECONDS:
            self._told.popitem(last=False)
        kind = f"{record.name} {record.msg}"
        if kind in self._told or len(self._told) >= MOST_A_MINUTE:
            self._left_out += 1
            return
        self._told[kind] = now
        text = printable(self.format(record))
        if len(text) > LONGEST:
            text = f"{text[: LONGEST // 2]}\n[...]\n{text[-LONGEST // 2 :]}"
        if self._left_out:
            text += f"\n({self._left_out} more messages were left out)"
            self._left_out = 0
        self._write(f"{text}\n")


def set_up() -> None:
    """Let everything that the server says go this way."""
    handler = Few(lambda text: print(text, end="", file=sys.stderr, flush=True))
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.WARNING)
