"""Bounds of normal draws, from a table: they mostly tell which of two sums is larger.

A quantile takes some twenty nanoseconds, a look at the table one. Only where the bounds leave it
open is the quantile needed.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from recsim.model import distributions
from recsim.model.compiled.compiler import inline
from recsim.model.compiled.layout import Record, number_at
from recsim.model.compiled.streams import output

BITS = 9
SLACK = 1e-9
"""Far more than the quantile and a sum of some of them can be wrong by."""
EXTREME = 9.0
"""No quantile of a draw is as far from 0."""

_inner = [distributions.normal(i / 2**BITS) for i in range(1, 2**BITS)]
BOUNDS = np.array([-EXTREME, *_inner, EXTREME])
"""Quantiles between which those of the equal parts of (0, 1) lie."""

_SHIFT = np.uint64(64 - BITS)


@inline
def between(s: Record, key: int, purpose: int) -> Any:
    """Two numbers between which the standard normal quantile of a draw lies."""
    part = np.int64(output(key, purpose) >> _SHIFT)
    return number_at(s.bounds, part).value - SLACK, number_at(s.bounds, part + 1).value + SLACK
