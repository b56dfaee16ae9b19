"""Where events go: into the tally as the run goes on, and into the log if it is kept."""

from __future__ import annotations

from struct import Struct

import numpy as np
import numpy.typing as npt

from recsim.model.budget import Budget
from recsim.model.events import EVENT
from recsim.model.tally import Tally

RECORD = Struct("=ddiiihhhh")
"""The bytes of one ``events.EVENT``."""
CHUNK = 8192 * RECORD.size

pack = RECORD.pack
"""A record of the fields of ``events.EVENT``: time, value, person, requisition, ..."""

assert RECORD.size == EVENT.itemsize


class Recorder:
    """Collects records and folds them in chunks, so that memory does not grow with the run."""

    def __init__(self, tally: Tally, *, keep_log: bool, budget: Budget | None = None) -> None:
        """Raises ``TooMuchWork`` as soon as the log needs more memory than the budget."""
        self.tally = tally
        self.events = 0
        self._keep, self._budget = keep_log, budget
        self._chunk = bytearray()
        self._log: list[npt.NDArray[np.void]] = []

    def add(self, record: bytes) -> None:
        """Add one record, made by ``pack``."""
        chunk = self._chunk
        chunk += record
        if len(chunk) == CHUNK:
            self._fold()

    def _fold(self) -> None:
        records = np.frombuffer(self._chunk, dtype=EVENT)
        self._chunk = bytearray()
        self.events += len(records)
        self.tally.add(records)
        if self._keep:
            self._log.append(records)
            if self._budget is not None and 2 * self.events * EVENT.itemsize > self._budget.memory:
                raise self._budget.memory_is_full()

    def finish(self) -> npt.NDArray[np.void] | None:
        """Fold what is left; return the whole log, shape (events,), if it was kept."""
        self._fold()
        return np.concatenate(self._log) if self._keep else None
