"""The exponential function, the logarithm and the power: the same bits on every machine.

The mathematics library of a computer is free to round its last bit as it likes, and does:
differently with and without fused multiply-add, in other versions, on other systems. These
functions are made of + - * / and exact scaling by powers of two, which IEEE 754 defines to the last
bit, in one written order. So the same scenario gives the same events everywhere.

Arguments are reduced to a short interval around a point of a table, where a short polynomial will
do (Tang 1989, ACM Transactions on Mathematical Software 15, 144-157, and 1990, 16, 378-400). The
numbers in ``elementary_tables`` are derived by ``docs/studies/elementary.py``, which also measures
how far each function is from the exact value, in units in the last place.
"""

from __future__ import annotations

from math import floor, frexp, inf, ldexp

from recsim.model.elementary_tables import (
    CENTRES,
    EXP_3,
    EXP_4,
    EXP_5,
    INVERSES,
    LN2_HIGH,
    LN2_LOW,
    LOG_3,
    LOG_4,
    LOG_5,
    LOG_6,
    LOG_7,
    LOG_8,
    LOG_HIGH,
    LOG_LOW,
    ROOTS_HIGH,
    ROOTS_LOW,
    STEP_HIGH,
    STEP_LOW,
    STEPS_PER_UNIT,
)

LARGEST = 709.79
"""Nothing above has an exponential that is a number."""
SMALLEST = -745.14
"""Below, the exponential is closer to 0 than to any other number."""
SPLITS = 134217729.0  # 2**27 + 1: the upper half of a number's digits (Dekker 1971)
TO_26_DIGITS = 1048576.0 * 1.5  # added and taken away, it rounds a small number to 2**-32
TWO_TO_MINUS_64 = 2.0**-64


def two_to(k: int) -> float:
    """The power of two with this exponent, -1022 to 1023; exact."""
    return ldexp(1.0, k)


def exp(x: float) -> float:
    """e to the power x, within 0.6 units in the last place; infinite above 709.78, 0 below -745.13.

    Where the result has fewer digits than others, below 2.2e-308, it is within 1 unit.
    """
    return exp_of_sum(x, 0.0)


def exp_of_sum(x: float, tail: float) -> float:
    """e to the power x + tail, where the tail is less than half a unit in the last place of x."""
    if not SMALLEST < x < LARGEST:
        return 0.0 if x < 0.0 else inf if x > 0.0 else x
    n = floor(x * STEPS_PER_UNIT + 0.5)
    r = (x - n * STEP_HIGH) - n * STEP_LOW + tail
    root = ROOTS_HIGH[n & 63]
    k = n >> 6
    square = r * r
    growth = r + square * ((0.5 + r * EXP_3) + square * (EXP_4 + r * EXP_5))
    value = root + (ROOTS_LOW[n & 63] + root * growth)
    if -1022 < k < 1023:
        return value * two_to(k)
    if k > 0:
        return value * two_to(k - 1) * 2.0
    return value * two_to(k + 64) * TWO_TO_MINUS_64


def log(x: float) -> float:
    """Natural logarithm of a positive, finite number, within 0.9 units in the last place."""
    fraction, exponent = frexp(x)
    at = int(fraction * 256.0 + 0.5) - 128
    r = (fraction - CENTRES[at]) * INVERSES[at]
    square = r * r
    bend = (LOG_3 + r * LOG_4) + square * ((LOG_5 + r * LOG_6) + square * (LOG_7 + r * LOG_8))
    high = exponent * LN2_HIGH + LOG_HIGH[at]
    low = exponent * LN2_LOW + LOG_LOW[at]
    return high + (r + (low + square * (r * bend - 0.5)))


def power(x: float, y: float) -> float:
    """x to the power y for x from 0 on, finite, and y of at most a million either way.

    Within 0.7 units in the last place; exact where the result is a number with few digits. The
    logarithm is needed with a third more digits than a number has: it is the sum of two.
    """
    if x == 0.0:
        return 0.0 if y > 0.0 else 1.0 if y == 0.0 else inf
    fraction, exponent = frexp(x)
    at = int(fraction * 256.0 + 0.5) - 128
    centre = CENTRES[at]
    f = fraction - centre
    r = f / centre
    # r as the sum of one with 26 digits, whose square is exact, and the rest
    main = (r + TO_26_DIGITS) - TO_26_DIGITS
    rest = (f - main * centre) / centre
    square = r * r
    bend = (LOG_3 + r * LOG_4) + square * ((LOG_5 + r * LOG_6) + square * (LOG_7 + r * LOG_8))
    whole = exponent * LN2_HIGH + LOG_HIGH[at] + main  # exact
    half = -0.5 * main * main  # exact
    first = whole + half
    missing = (whole - first) + half
    low = exponent * LN2_LOW + LOG_LOW[at]
    low = missing + (low + (rest - rest * (main + 0.5 * rest) + square * r * bend))
    high = first + low
    low = (first - high) + low
    # y times the logarithm, again as a sum of two (Dekker 1971, Numerische Mathematik 18, 224-242)
    product = y * high
    if not SMALLEST - 1.0 < product < LARGEST + 1.0:
        return 0.0 if product < 0.0 else inf
    y_main = y * SPLITS
    y_main = y_main - (y_main - y)
    y_rest = y - y_main
    high_main = high * SPLITS
    high_main = high_main - (high_main - high)
    high_rest = high - high_main
    tail = ((y_main * high_main - product) + y_main * high_rest + y_rest * high_main) + (
        y_rest * high_rest
    )
    return exp_of_sum(product, tail + y * low)
