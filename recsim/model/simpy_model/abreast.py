"""Several outputs of one generator at once: SplitMix64 on words abreast in one long integer.

Python multiplies a long integer hardly more slowly than a short one, because most of the time does
not go into arithmetic. Each word has a lane of 128 bits, of which it takes the lower 64, so that no
product reaches the next lane. The words are those of ``streams.output``, to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from struct import Struct

from recsim.model.streams import GAMMA, MASK, Purpose

LANE = 128
JUST_BELOW_1 = 1.0 - 2.0**-53


def draws(*purposes: int) -> Callable[[int, int], list[float]]:
    """A function of (key, n) that makes the n-th draws of an entity for these purposes."""
    ones, mixed = _ones(len(purposes)), _mixed(purposes)
    mantissas, exponents = ((1 << 52) - 1) * ones, (1023 << 52) * ones  # of numbers from 1 to 2
    numbers = Struct("<" + "d8x" * len(purposes))
    size, unpacked = numbers.size, numbers.unpack

    def draws_of(key: int, n: int) -> list[float]:
        floats = mixed(key, n) >> 12 & mantissas | exponents
        return [number - JUST_BELOW_1 for number in unpacked(floats.to_bytes(size, "little"))]

    return draws_of


def looks(count: int) -> Callable[[int, int], tuple[int, ...]]:
    """A function of (key, n) for the numbers, below 65536, of so many looks from the n-th on.

    A word holds four of them, the lowest bits first, and is that of the first.
    """
    mixed = _mixed(range(Purpose.LOOK, Purpose.LOOK + count, 4))
    numbers = Struct("<" + "4H8x" * -(-count // 4))
    size, unpacked = numbers.size, numbers.unpack

    def looks_of(key: int, n: int) -> tuple[int, ...]:
        return unpacked(mixed(key, n).to_bytes(size, "little"))

    return looks_of


def _ones(lanes: int) -> int:
    return sum(1 << LANE * lane for lane in range(lanes))


def _mixed(purposes: Sequence[int]) -> Callable[[int, int], int]:
    """A function of (key, n) for the outputs ``purpose + n`` abreast, n below 2**32."""
    ones = _ones(len(purposes))
    words = MASK * ones
    first = sum(
        ((purpose + 1) * GAMMA & MASK) << LANE * lane for lane, purpose in enumerate(purposes)
    )

    def mixed(key: int, n: int) -> int:
        z = (key + n * GAMMA) * ones + first & words
        z = (z ^ (z >> 30 & words)) * 0xBF58_476D_1CE4_E5B9 & words
        z = (z ^ (z >> 27 & words)) * 0x94D0_49BB_1331_11EB & words
        return z ^ z >> 31

    return mixed
