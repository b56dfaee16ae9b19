"""The keyed draws of ``recsim.model.streams`` in 64-bit machine words: the same numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from recsim.model.compiled.compiler import inline
from recsim.model.streams import TWO_TO_MINUS_52

GAMMA = np.uint64(0x9E37_79B9_7F4A_7C15)
FIRST_FACTOR = np.uint64(0xBF58_476D_1CE4_E5B9)
SECOND_FACTOR = np.uint64(0x94D0_49BB_1331_11EB)
ONE = np.uint64(1)
TWELVE = np.uint64(12)
THIRTY = np.uint64(30)
TWENTY_SEVEN = np.uint64(27)
THIRTY_ONE = np.uint64(31)


@inline
def output(seed: Any, n: Any) -> Any:
    """``streams.output``: ``seed`` an unsigned word, ``n`` any integer below 2**63."""
    z = np.uint64(seed) + (np.uint64(n) + ONE) * GAMMA
    z = (z ^ (z >> THIRTY)) * FIRST_FACTOR
    z = (z ^ (z >> TWENTY_SEVEN)) * SECOND_FACTOR
    return z ^ (z >> THIRTY_ONE)


@inline
def draw(key: int, purpose: int, n: int = 0) -> float:
    """``streams.draw``."""
    return (np.float64(output(key, purpose + n) >> TWELVE) + 0.5) * TWO_TO_MINUS_52
