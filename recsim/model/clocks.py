"""A person's competing clocks: each holds a unit-exponential budget, used up at its current rate.

When a rate changes, what is left of the budget is used up at the new rate. This is exact for rates
that change at any time, and it keeps common random numbers: the n-th budget of a clock is the same
in every strategy, however often rates changed in between.
"""

from __future__ import annotations

from math import inf

from recsim.model.distributions import exponential
from recsim.model.streams import Purpose, draw

MOOD, SEARCH, LOSS, FIND, FORGET, RETURN, VISIT, OUTSIDE = range(8)
PURPOSES = (
    Purpose.MOOD_CLOCK,
    Purpose.SEARCH_CLOCK,
    Purpose.LOSS_CLOCK,
    Purpose.FIND_CLOCK,
    Purpose.FORGET_CLOCK,
    Purpose.RETURN_CLOCK,
    Purpose.VISIT_CLOCK,
    Purpose.OUTSIDE_CLOCK,
)
NO_RATES = (0.0,) * len(PURPOSES)


class Clocks:
    """The clocks of one person.

    Attributes:
        due: time at which each clock rings; infinite while its rate is 0.
        rates: current rates per day.
        turns: how many budgets each clock has used up.
    """

    __slots__ = ("_key", "_left", "due", "rates", "turns")

    def __init__(self, key: int, budgets: list[float]) -> None:
        """``key`` is that of the person's draws; ``budgets`` are the first ones of the clocks."""
        self._key = key
        self.turns = [0] * len(PURPOSES)
        self.rates = NO_RATES
        self.due = [inf] * len(PURPOSES)
        self._left = budgets

    def set_rates(self, now: float, rates: tuple[float, ...]) -> None:
        """Go on at these rates; what is left of each budget stays."""
        old, due = self.rates, self.due
        for clock, rate in enumerate(rates):
            before = old[clock]
            if rate != before:
                if before > 0.0 and due[clock] < inf:
                    left = (due[clock] - now) * before
                    self._left[clock] = left if left > 0.0 else 0.0
                due[clock] = now + self._left[clock] / rate if rate > 0.0 else inf
        self.rates = rates

    def rewind(self, now: float, clock: int) -> None:
        """Start the clock's next budget at its current rate."""
        turn = self.turns[clock] + 1
        self.turns[clock] = turn
        budget = self._left[clock] = exponential(draw(self._key, PURPOSES[clock], turn))
        rate = self.rates[clock]
        self.due[clock] = now + budget / rate if rate > 0.0 else inf
