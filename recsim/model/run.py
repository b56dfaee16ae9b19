"""What a run hands over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recsim.model.tally import Tally


@dataclass(frozen=True)
class Run:
    """One replication of one world.

    Attributes:
        tally: counts of events by team, segment, kind and week.
        log: all events, dtype ``events.EVENT``, in order; None unless it was asked for.
        events: how many events were recorded.
        steps: what the run cost, as its budget counts; None without a budget.
    """

    tally: Tally
    log: npt.NDArray[np.void] | None
    events: int
    steps: int | None = None
