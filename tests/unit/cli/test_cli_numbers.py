"""Numbers on the screen keep the digits that their interval supports, and no others."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsim.cli.numbers import estimate


@pytest.mark.parametrize(
    ("value", "low", "high", "shown"),
    [
        (118.4, 112.2, 124.6, "118 (112 to 125)"),
        (3.14159, 2.41, 3.87, "3.1 (2.4 to 3.9)"),
        (0.0123, 0.0119, 0.0127, "0.0123 (0.0119 to 0.0127)"),
        (12345.6, 11000.0, 13000.0, "12,346 (11,000 to 13,000)"),
        (0.0, 0.0, 0.0, "0 (0 to 0)"),
        (-0.04, -2.4, 2.3, "0 (-2 to 2)"),
        (118.4, None, None, "118"),
        (64.4123, None, None, "64.4"),
        (7.0, None, None, "7"),
        (None, None, None, "-"),
    ],
)
def test_examples(value: float | None, low: float | None, high: float | None, shown: str) -> None:
    assert estimate(value, low, high) == shown


def test_differences_carry_their_sign() -> None:
    assert estimate(31.2, 24.0, 38.0, sign=True) == "+31 (+24 to +38)"
    assert estimate(-0.2, -4.0, 3.6, sign=True) == "0 (-4 to +4)"


@given(
    middle=st.floats(-1e6, 1e6),
    below=st.floats(1e-3, 1e5),
    above=st.floats(1e-3, 1e5),
)
def test_what_is_shown_is_close_to_what_was_found(
    middle: float, below: float, above: float
) -> None:
    text = estimate(middle, middle - below, middle + above)
    value, low, high = (
        float(part.replace(",", ""))
        for part in text.rstrip(")").replace(" (", " to ").split(" to ")
    )
    step = 10 ** (math.floor(math.log10((above + below) / 2)) + 0.01)  # one digit of half the width
    for shown, found in ((value, middle), (low, middle - below), (high, middle + above)):
        assert abs(shown - found) <= max(step, 1) / 2 + 1e-9
    assert low <= value <= high
