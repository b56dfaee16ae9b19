"""Scenario discovery: in which part of the plausible worlds does the answer turn?

Wanted is a box of few conditions that covers the worlds in which it turns and holds no others: the
two aims of the patient rule induction method (Bryant and Lempert 2010, Technological Forecasting
and Social Change 77:34-49). Peeling, as that does it, loses its way among some dozens of worlds
with a dozen settings; here all conditions at tenths of a range are tried, and all pairs of them,
which is quick and cannot miss a box. The best one has the highest F1 score; a second condition has
to earn its place. A third of the worlds is kept aside and tells how well the box does with worlds
that it was not made from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FEWEST = 5
"""Worlds on either side, without which nothing is looked for."""
EARNS = 0.1
"""What a second condition has to add to the score."""
TENTHS = tuple(tenth / 10 for tenth in range(1, 10))


@dataclass(frozen=True)
class Condition:
    """One setting is below or above a value.

    Attributes:
        axis: place of the setting.
        below: whether it lies below.
        value: as a share from 0 to 1 of its range.
    """

    axis: int
    below: bool
    value: float

    def holds(self, shares: Floats) -> Flags:
        """In which worlds it holds; ``shares`` has one row a world, one column a setting."""
        column = shares[:, self.axis]
        found: Flags = column <= self.value if self.below else column >= self.value
        return found


@dataclass(frozen=True)
class Counted:
    """How well a box does.

    Attributes:
        inside: worlds in the box.
        turned: turned worlds anywhere.
        both: turned worlds in the box.
    """

    inside: int
    turned: int
    both: int

    @property
    def covers(self) -> float:
        """Share of the turned worlds that are in the box."""
        return self.both / self.turned if self.turned else 0.0

    @property
    def pure(self) -> float:
        """Share of the worlds in the box that are turned."""
        return self.both / self.inside if self.inside else 0.0

    @property
    def score(self) -> float:
        """Both together: F1."""
        return 2 * self.both / (self.inside + self.turned) if self.both else 0.0


@dataclass(frozen=True)
class Box:
    """Where the answer turns.

    Attributes:
        conditions: all of them hold in it.
        found: how well it does in the worlds that it was made from.
        check: the same in those that were kept aside.
    """

    conditions: tuple[Condition, ...]
    found: Counted
    check: Counted


def discover(shares: Floats, turned: Flags) -> Box | None:
    """The box that tells best where the answer turns; None if too few worlds turn, or do not.

    Args:
        shares: one row a world, one column a setting, from 0 to 1 along its range.
        turned: in which worlds the answer is another one.
    """
    aside = np.arange(len(turned)) % 3 == 2
    own, told = shares[~aside], turned[~aside]
    if min(told.sum(), (~told).sum()) < FEWEST:
        return None
    conditions = _best(own, told)
    return Box(
        conditions,
        _counted(conditions, own, told),
        _counted(conditions, shares[aside], turned[aside]),
    )


def _best(shares: Floats, turned: Flags) -> tuple[Condition, ...]:
    """The one condition, or the two, with the highest F1 score; the first of equals."""
    single = [
        Condition(axis, below, value)
        for axis in range(shares.shape[1])
        for below in (True, False)
        for value in TENTHS
    ]
    holds = np.array([one.holds(shares) for one in single], dtype=np.float64)
    both = (holds * turned) @ holds.T  # turned worlds in which two conditions hold
    inside = holds @ holds.T
    scores = 2 * both / (inside + turned.sum())
    alone = int(np.argmax(np.diag(scores)))
    one, other = (int(at) for at in np.unravel_index(int(np.argmax(scores)), scores.shape))
    if scores[one, other] < scores[alone, alone] + EARNS:
        return (single[alone],)
    return single[one], single[other]


def _counted(conditions: Sequence[Condition], shares: Floats, turned: Flags) -> Counted:
    inside = np.ones(len(turned), dtype=bool)
    for one in conditions:
        inside &= one.holds(shares)
    return Counted(int(inside.sum()), int(turned.sum()), int((inside & turned).sum()))
