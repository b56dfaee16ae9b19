"""SimPy's environment with moments: absolute times, and an order for those at the same time.

SimPy waits for delays, and lets simultaneous events happen in the order in which they were
scheduled. Here a moment has a time, and simultaneous ones come in the order of their ``Rank`` and
of the entity's number: the order of a run is a property of the model, not of its program. What
SimPy schedules for now (a process begins or goes on) comes before any further moment.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import simpy
from simpy.events import NORMAL, EventPriority

from recsim.model.budget import Budget

Story = Generator[simpy.Event, Any, None]
"""A SimPy process."""


class Until(float):
    """A time in the place of a delay: added to the time now it is that time, to the last bit."""

    def __radd__(self, now: float) -> float:
        return float(self)


class Moment(simpy.Event):
    """An event that happens at a time, in an order among all that happen at that time."""

    def __init__(self, calendar: Calendar, time: float, order: int) -> None:
        super().__init__(calendar)
        self.time = Until(time)
        self.order = EventPriority(order)
        self.succeed()


class Calendar(simpy.Environment):
    """A SimPy environment in which processes can wait for moments."""

    def at(self, time: float, rank: int, entity: int) -> simpy.Event:
        """The moment ``time`` (not before now) of the entity with this number."""
        return Moment(self, time, rank + entity)

    def after(self, days: float, rank: int, entity: int) -> simpy.Event:
        """The moment so many days from now."""
        return self.at(self.now + days, rank, entity)

    def schedule(
        self, event: simpy.Event, priority: EventPriority = NORMAL, delay: float = 0.0
    ) -> None:
        """Put an event on the calendar; a moment knows its time and order by itself."""
        if isinstance(event, Moment):
            priority, delay = event.order, event.time
        super().schedule(event, priority, delay)


class CountingCalendar(Calendar):
    """A calendar that ends a run when the steps of its budget are spent.

    Attributes:
        steps: how many were taken.
    """

    def __init__(self, begin: float, budget: Budget) -> None:
        super().__init__(begin)
        self._budget, self.steps = budget, 0

    def step(self) -> None:
        """Let the next event happen.

        Raises:
            TooMuchWork: the steps are spent.
        """
        self.steps += 1
        if self.steps > self._budget.steps:
            raise self._budget.steps_are_spent()
        super().step()
