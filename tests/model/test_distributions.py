"""Distributions by inversion, against SciPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from recsim.model.distributions import exponential, gamma, log_normal, logistic, normal, poisson
from recsim.model.streams import output

OPEN_UNIT = st.floats(2.0**-53, 1.0 - 2.0**-53)


@given(OPEN_UNIT)
def test_normal_quantile(u: float) -> None:
    assert normal(u) == pytest.approx(stats.norm.ppf(u), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("u", "quantile"),
    [(0.25, -0.6744897501960817), (0.001, -3.090232306167814), (1e-20, -9.262340089798408)],
)
def test_published_normal_quantiles(u: float, quantile: float) -> None:
    """The check values of algorithm AS 241, one for each of its three parts."""
    assert normal(u) == pytest.approx(quantile, rel=1e-15)


@given(OPEN_UNIT)
def test_exponential_and_log_normal(u: float) -> None:
    assert exponential(u) == pytest.approx(stats.expon.isf(u), rel=1e-12, abs=1e-15)
    expected = stats.lognorm.ppf(u, 0.5, scale=18.0)
    assert log_normal(u, 18.0, 0.5) == pytest.approx(expected, rel=1e-10)


@given(OPEN_UNIT, st.floats(0.0, 500.0))
def test_poisson_is_the_quantile(u: float, mean: float) -> None:
    """At a jump of the distribution function the last bit decides, so allow a neighbour there."""
    count = poisson(u, mean)
    below, here = stats.poisson.cdf([count - 1, count], mean)
    assert below - 1e-9 <= u
    assert u <= here + 1e-9


@given(st.floats(-1e4, 1e4))
def test_logistic(x: float) -> None:
    value = logistic(x)
    assert 0.0 <= value <= 1.0
    if abs(x) < 30:
        assert math.log(value / (1.0 - value)) == pytest.approx(x, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("shape", [0.5, 1.0, 1.5, 2.5, 4.0])
def test_gamma(shape: float) -> None:
    sample = np.array([gamma(output(99, n), 58 << 32, shape) for n in range(4000)])
    assert stats.kstest(sample, stats.gamma(shape, scale=1.0 / shape).cdf).pvalue > 1e-4
