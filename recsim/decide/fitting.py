"""The fit: levers are moved until own numbers are met, by least squares on the same worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from recsim.analysis.own_numbers import Held
from recsim.decide.levers import Lever
from recsim.decide.trials import Floats, Spent, Trials, misses, within

STEP = 0.3
"""Steps by which a lever is moved to see what it does: a fifth more, or a tenth of a logit."""
NEAR = 0.3
"""Tolerances within which all numbers lie when the search may end."""
STAY = 0.05
"""How much a step away from the file weighs against a tolerance: keeps levers in place that do
nothing, and several that do the same."""
MOST_ROUNDS = 20
FIRST = 2.0
"""Steps that a lever may be moved at once at first."""
ENOUGH = 0.6
"""What a step has to leave of the squared misses for the slopes to be trusted further."""
SHORT = 0.05
"""Steps that tell nothing of a slope beside chance."""
TURNS = 3
HOPELESS, BETTER = 3.0, 0.7
"""A miss that no further turn is spent on, unless the last one has left no more than this part."""
"""Corrections of the other levers at a point of a profile."""


class _Met(Exception):  # noqa: N818
    """All numbers are met; the search may end."""


@dataclass(frozen=True)
class Fitted:
    """Where the search ended.

    Attributes:
        levers: what was moved.
        steps: where each is, shape (levers,).
        held: own numbers there.
        slopes: what a step of each lever does to each miss, shape (numbers, levers).
        spent: whether the budget ended it.
    """

    levers: tuple[Lever, ...]
    steps: Floats
    held: tuple[Held, ...]
    slopes: Floats
    spent: bool

    def point(self, steps: Floats | None = None) -> dict[Lever, float]:
        """Steps by lever."""
        found = self.steps if steps is None else steps
        return dict(zip(self.levers, map(float, found), strict=True))


def bounds(levers: Sequence[Lever]) -> tuple[Floats, Floats]:
    """How far levers may be moved, each shape (levers,)."""
    return np.array([one.low for one in levers]), np.array([one.high for one in levers])


def fit(trials: Trials, levers: Sequence[Lever]) -> Fitted:
    """Move levers until own numbers are met, as far as the budget goes.

    A trust-region least-squares search (scipy) over misses in tolerances. Slopes are differences
    over ``STEP`` on common random numbers; while they lead somewhere, each step corrects them
    (Broyden 1965, Math Comp 19:577-593), and runs are saved for where they do not.

    Raises:
        Spent: the budget does not even suffice for a first look.
    """
    from scipy.optimize import least_squares

    levers = tuple(levers)
    low, high = bounds(levers)
    seen = _Seen(trials, levers, high)

    def off(steps: Floats) -> Floats:
        found = seen.look(steps)
        if np.max(np.abs(found), initial=0.0) <= NEAR:
            raise _Met
        return np.concatenate([found, STAY * steps])

    def slopes(steps: Floats) -> Floats:
        return np.vstack([seen.slopes_at(steps), STAY * np.eye(len(levers))])

    spent = False
    try:
        off(np.zeros(len(levers)))
        if len(levers):
            least_squares(off, np.zeros(len(levers)), jac=slopes, bounds=(low, high),
                          x_scale=FIRST, max_nfev=MOST_ROUNDS, xtol=0.01, ftol=1e-3, gtol=1e-4,
                          method="trf")  # fmt: skip
    except _Met:
        pass
    except Spent:
        if seen.held is None:
            raise
        spent = True
    assert seen.held is not None
    if seen.slopes is None:
        try:
            seen.slopes_at(seen.steps)
        except Spent:
            spent = True
            seen.slopes = np.zeros((len(seen.held), len(levers)))
    assert seen.slopes is not None
    return Fitted(levers, seen.steps, tuple(seen.held), seen.slopes, spent)


class _Seen:
    """The best point that was seen, and the slopes as far as they are known.

    Attributes:
        steps: where it is, shape (levers,).
        held: own numbers there; None: nothing was seen.
        slopes: what a step of each lever does to each miss, shape (numbers, levers).
    """

    def __init__(self, trials: Trials, levers: tuple[Lever, ...], high: Floats) -> None:
        self.steps: Floats = np.zeros(len(levers))
        self.held: list[Held] | None = None
        self.slopes: Floats | None = None
        self._trials, self._levers, self._high = trials, levers, high
        self._cost = self._before = np.inf
        self._last: tuple[Floats, Floats] | None = None

    def look(self, steps: Floats) -> Floats:
        """Misses at a point; what it tells of the slopes is kept."""
        [held] = self._trials.held([dict(zip(self._levers, map(float, steps), strict=True))])
        found = misses(held)
        if self.slopes is not None and self._last is not None:
            self.slopes = corrected(self.slopes, steps - self._last[0], found - self._last[1])
        cost = float(np.sum(found**2))
        if cost < self._cost:
            self.steps, self.held, self._cost = steps.copy(), held, cost
            self._last = (steps.copy(), found)
        return found

    def slopes_at(self, steps: Floats) -> Floats:
        """The slopes; differences are made anew where they led nowhere."""
        worth = self._cost < ENOUGH * self._before
        self._before = self._cost
        if self.slopes is None or not worth:
            self.slopes = _slopes(self._trials, self._levers, steps, self._high)
        return self.slopes


def corrected(slopes: Floats, moved: Floats, changed: Floats) -> Floats:
    """The slopes that say what a move has changed, and otherwise what they said before."""
    length = float(moved @ moved)
    if length < SHORT**2:
        return slopes
    return slopes + np.outer(changed - slopes @ moved, moved) / length


def _slopes(trials: Trials, levers: Sequence[Lever], steps: Floats, high: Floats) -> Floats:
    """What a step of each lever does to each miss, shape (numbers, levers)."""
    moves = np.where(steps + STEP <= high, STEP, -STEP)
    points = [
        steps,
        *(steps + move * row for move, row in zip(moves, np.eye(len(steps)), strict=True)),
    ]
    here, *there = trials.held([dict(zip(levers, map(float, one), strict=True)) for one in points])
    if not there:
        return np.zeros((len(here), 0))
    base = misses(here)
    return np.column_stack(
        [(misses(one) - base) / move for one, move in zip(there, moves, strict=True)]
    )


@dataclass
class Probe:
    """A point at which something is held where it is, and the levers follow.

    Attributes:
        fixed: what is held.
        free: which levers follow, by place.
        wanted: which own numbers have to be met, by place.
        steps: where the levers are, shape (levers,).
        held: own numbers there; None until it was tried.
        fits: whether these are met.
        slopes: what a step of each lever does there; None: as at the fit.
        moved: by how much the levers were moved last, shape (levers,).
        worst: the largest miss of what is wanted.
        hopeless: whether no further turn is spent on it.
    """

    fixed: Mapping[Lever, float]
    free: tuple[int, ...]
    wanted: tuple[int, ...]
    steps: Floats
    held: tuple[Held, ...] | None = None
    fits: bool = False
    slopes: Floats | None = None
    moved: Floats | None = None
    worst: float = np.inf
    hopeless: bool = False

    def slopes_or(self, fitted: Fitted) -> Floats:
        """Its slopes, or those of the fit."""
        return fitted.slopes if self.slopes is None else self.slopes


def follow(trials: Trials, fitted: Fitted, probes: Sequence[Probe]) -> None:
    """Let the levers of all probes follow until what is wanted is met, a few times at most.

    The slopes at the fit lead, corrected at each turn; a point that they do not lead to counts as
    one that does not fit, so that what is said to fit does.

    Raises:
        Spent: the budget does not suffice; the probes are as far as they came.
    """
    low, high = bounds(fitted.levers)
    open_ = list(probes)
    for turn in range(TURNS + 1):
        if not open_:
            return
        points = [{**fitted.point(one.steps), **one.fixed} for one in open_]
        for one, held in zip(open_, trials.held(points), strict=True):
            if one.held is not None and one.moved is not None:
                changed = misses(held) - misses(one.held)
                one.slopes = corrected(one.slopes_or(fitted), one.moved, changed)
            one.held = tuple(held)
            one.fits = within(held, one.wanted)
            worst = float(np.max(np.abs(misses(held)[list(one.wanted)]), initial=0.0))
            one.hopeless = turn > 0 and worst > max(HOPELESS, BETTER * one.worst)
            one.worst = worst
        open_ = [one for one in open_ if not (one.fits or one.hopeless)]
        if turn == TURNS:
            return
        for one in open_:
            assert one.held is not None
            steps = np.clip(_led(one.slopes_or(fitted), one, misses(one.held)), low, high)
            one.moved, one.steps = steps - one.steps, steps


def _led(slopes: Floats, probe: Probe, off: Floats) -> Floats:
    """Where the free levers have to be, as far as the slopes tell."""
    free, wanted = list(probe.free), list(probe.wanted)
    if not free:
        return probe.steps
    damped = np.vstack([slopes[np.ix_(wanted, free)], STAY * np.eye(len(free))])
    target = np.concatenate([-off[wanted], np.zeros(len(free))])
    moves = np.linalg.lstsq(damped, target, rcond=None)[0]
    steps = probe.steps.copy()
    steps[free] += np.clip(moves, -FIRST, FIRST)
    return steps
