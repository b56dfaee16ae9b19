"""SimPy with moments: events at an absolute time, whose ties are settled by what they are about.

SimPy breaks ties by the order in which events were scheduled. Here simultaneous moments happen in
the order of their ``Rank`` and then of the entity's number, so that the order of a run is a
property of the model and not of its program. What SimPy schedules for "now" (a process that
starts, is interrupted or goes on) comes before any further moment, because its priority is lower.
"""

from __future__ import annotations

from collections.abc import Generator
from heapq import heappop, heappush
from math import inf
from typing import Any

import simpy

Story = Generator[simpy.Event, Any, None]
"""A SimPy process."""


class Moment(simpy.Event):
    """An event that will happen at a known time; when it is over, it may be set again.

    ``order`` settles ties: the rank plus the number of the entity.
    """

    env: Clockwork
    _ok = True
    _value = None

    def __init__(self, env: Clockwork, order: int) -> None:
        self.env = env
        self.callbacks = None  # type: ignore[assignment] # as of what is over
        self.time = inf
        self._order = order

    def at(self, time: float) -> Moment:
        """Happen at ``time`` (not before now); from the end of the run on that is never."""
        self.callbacks = []
        self.time = time
        env = self.env
        if time < env.end:
            heappush(env._queue, (time, self._order, next(env._eid), self))  # type: ignore[misc]
        return self

    def moved(self, time: float) -> Moment:
        """The moment that whoever waits for this one waits for instead; this one is void.

        SimPy does not know that: a process that waits so must not be interrupted.
        """
        moment = Moment(self.env, self._order).at(time)
        moment.callbacks, self.callbacks = self.callbacks, []
        return moment


class Clockwork(simpy.Environment):
    """A SimPy environment that can wait for an absolute time and knows when the run ends."""

    now: float = 0.0  # instead of SimPy's property, because it is read several times an event

    def __init__(self, start: float, end: float) -> None:
        super().__init__(start)
        self.now = start
        self.end = end

    def at(self, time: float, rank: int, entity: int) -> Moment:
        """The moment ``time`` (not before now) of an entity."""
        return Moment(self, rank + entity).at(time)

    def schedule(self, event: simpy.Event, priority: int = 1, delay: float = 0.0) -> None:
        """Let an event happen; a process that ends while nobody waits for it needs none."""
        if event.callbacks or not event._ok:
            heappush(self._queue, (self.now + delay, priority, next(self._eid), event))  # type: ignore[misc]
        else:
            event.callbacks = None  # type: ignore[assignment]

    def run_to_the_end(self) -> None:
        """Let everything happen that is due before the end; ``run`` without its overhead.

        Raises:
            Exception: whatever a process raised.
        """
        queue = self._queue
        while queue:
            self.now, _, _, event = heappop(queue)
            callbacks, event.callbacks = event.callbacks, None  # type: ignore[assignment]
            for callback in callbacks:
                callback(event)
            if not event._ok and not event.defused:
                raise event._value
        self.now = self.end
