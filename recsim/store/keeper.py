"""Keeps what is finished, in a thread: no signal reaches it, and no work waits for the disk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from queue import Empty, Queue
from typing import Generic, TypeVar

LINGER_SECONDS = 1.0
"""How long the first of a batch waits for others."""
MOST = 256
"""Items in a batch, and items that wait; whoever brings more has to wait, too."""

T = TypeVar("T")


class Keeper(Generic[T]):
    """A thread that hands over what it is given, in batches.

    It is no daemon: the interpreter does not end before everything is kept. It starts with the
    first item, so that a signal that comes before then leaves nothing to close.
    """

    def __init__(self, keep: Callable[[list[T]], None], linger: float = LINGER_SECONDS) -> None:
        """Nothing is kept yet.

        Args:
            keep: is called with one batch after the other.
            linger: seconds that a batch waits for more.
        """
        self._keep, self._linger = keep, linger
        self._queue: Queue[T | None] = Queue(MOST)
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._work, name="keeper")

    def put(self, item: T) -> None:
        """Have something kept soon; after ``close``, nothing may come any more.

        Raises:
            Exception: what was given before could not be kept.
        """
        if self._error is not None:
            raise self._error
        if self._thread.ident is None:
            self._thread.start()
        self._queue.put(item)

    def close(self) -> None:
        """Wait until everything is kept; an interrupt may be followed by another call.

        Raises:
            Exception: something could not be kept.
        """
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        ended = False
        while not (ended and self._queue.empty()):
            batch, ended = self._batch()
            if batch and self._error is None:
                try:
                    self._keep(batch)
                except Exception as error:
                    self._error = error

    def _batch(self) -> tuple[list[T], bool]:
        """What comes within the time that a batch lingers, and whether nothing comes any more."""
        batch: list[T] = []
        end = time.monotonic() + self._linger
        while len(batch) < MOST:
            try:
                item = self._queue.get(timeout=max(end - time.monotonic(), 0.0))
            except Empty:
                if batch or not threading.main_thread().is_alive():  # nobody will close it
                    return batch, not threading.main_thread().is_alive()
                end = time.monotonic() + max(self._linger, 0.1)
                continue
            if item is None:
                return batch, True
            batch.append(item)
            if len(batch) == 1:
                end = time.monotonic() + self._linger
        return batch, False
