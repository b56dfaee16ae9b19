"""Bounds where events are few: what the spread of a few runs cannot show.

The spread of runs says nothing of an event that none of them had, and little of one that two of
them had. What is known without it is how numbers of independent events scatter (Poisson), so the
bounds here are those of Garwood (1936, Biometrika 28:437-442) for expected numbers, and of Clopper
and Pearson (1934, Biometrika 26:404-413) for the ratio of two of them: with ``a`` events of one
kind and ``b`` of the other, the odds are those of a beta quantile. An exposure or a size that does
not scatter is a number of events without end, so that one formula serves counts, rates, shares,
ratios of events and mean times.

Events also come in clusters (who offends one offends more). If the variance is ``d`` times that of
independent events, ``a`` events are worth ``a / d`` (quasi-likelihood; McCullagh and Nelder 1989,
Generalized Linear Models, 9). The dispersion is that of the runs, but it is taken to be at least
1 + 1 / (1 + a / 10): few events cannot show that they are independent, and a factor of 2 where none
was seen provides for a variance four times as large (docs/coverage.md).

Differences are numbers of events that one side has and the other has not: two expected numbers, of
what is above and what is below, whose bounds are joined by their squared distances (MOVER; Zou and
Donner 2008, Statistics in Medicine 27:1693-1702).

All arguments are arrays of one shape: a value for each of many measures.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FEW = 50.0
"""So many independent events, and more, the spread of the runs can be trusted with."""
CLUSTERS_OF = 10.0
"""After so many events the smallest dispersion is half-way from 2 to 1."""
_TINY = 1e-300


def dispersion(seen: Floats, events: Floats) -> Floats:
    """How many times the variance is that of independent events; at least what few may hide.

    Args:
        seen: variance by the runs, divided by that of independent events.
        events: number of them.
    """
    return np.maximum(seen, 1.0 + 1.0 / (1.0 + events / CLUSTERS_OF))


def expected(events: Floats, spread: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Bounds of the expected number of events of a given dispersion, both of shape (m,)."""
    from scipy.special import gammaincinv

    worth, tail = events / spread, (1 - confidence) / 2
    low = np.where(worth > 0, gammaincinv(np.maximum(worth, _TINY), tail), 0.0)
    return spread * low, spread * gammaincinv(worth + 1, 1 - tail)


def shares(
    events: Floats, others: Floats, spread: Floats, confidence: float
) -> tuple[Floats, Floats]:
    """Bounds of the share of one of two kinds of events."""
    from scipy.special import betaincinv

    a, b, tail = events / spread, others / spread, (1 - confidence) / 2
    low = np.where(a > 0, betaincinv(np.maximum(a, _TINY), b + 1, tail), 0.0)
    high = np.where(b > 0, betaincinv(a + 1, np.maximum(b, _TINY), 1 - tail), 1.0)
    return low, high


def odds(
    events: Floats, others: Floats, spread: Floats, confidence: float
) -> tuple[Floats, Floats]:
    """Bounds of the ratio of two expected numbers of events; infinite where there are no others."""
    low, high = shares(events, others, spread, confidence)
    with np.errstate(divide="ignore"):
        return low / (1 - low), high / (1 - high)


def difference(
    above: Floats, below: Floats, spread: Floats, confidence: float
) -> tuple[Floats, Floats]:
    """Bounds of the difference of two expected numbers of events, ``above`` minus ``below``."""
    up_low, up_high = expected(above, spread, confidence)
    down_low, down_high = expected(below, spread, confidence)
    change = above - below
    low = change - np.hypot(above - up_low, down_high - below)
    return low, change + np.hypot(up_high - above, below - down_low)
