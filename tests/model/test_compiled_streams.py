"""The machine words of the compiled engine are those of the plain functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsim.model import distributions, streams

pytest.importorskip("numba")  # compiles them one by one, for this machine

from recsim.model.compiled import rules
from recsim.model.compiled import rules as compiled

words = st.integers(0, streams.MASK)
numbers = st.integers(0, (1 << 62) - 1)


@given(seed=words, n=numbers)
def test_outputs_are_equal(seed: int, n: int) -> None:
    assert int(_output(seed, n)) == streams.output(seed, n)


@given(key=words, purpose=st.integers(0, 77), n=st.integers(0, (1 << 32) - 1))
def test_draws_are_equal(key: int, purpose: int, n: int) -> None:
    assert _draw(key, purpose << 32, n) == streams.draw(key, purpose << 32, n)


@given(u=st.floats(1e-16, 1.0, exclude_min=True, exclude_max=True))
def test_normal_quantiles_are_equal_to_the_last_bit(u: float) -> None:
    assert rules.normal(u) == distributions.normal(u)


@pytest.mark.parametrize("shape", [0.3, 1.0, 2.5, 40.0])
def test_gamma_values_are_equal_to_the_last_bit(shape: float) -> None:
    for key in range(50):
        key = streams.output(7, key)
        assert _gamma(key, 58 << 32, shape) == distributions.gamma(key, 58 << 32, shape)


def _word(value: int):  # type: ignore[no-untyped-def]
    import numpy as np

    return np.uint64(value)


def _output(seed: int, n: int) -> int:
    return compiled.output(_word(seed), n)


def _draw(key: int, purpose: int, n: int) -> float:
    return compiled.draw(_word(key), purpose, n)


def _gamma(key: int, purpose: int, shape: float) -> float:
    return rules.gamma(_word(key), purpose, shape)
