"""The time of day, as a room needs it: it never goes back."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Clock:
    """Seconds since 1970; where the computer's clock is set back, it goes on from where it was.

    Otherwise a round would be open for as much longer, while its end stands on every page. Forward
    it follows that clock, which alone knows how long a laptop has slept.
    """

    def __init__(self, wall: Callable[[], float]) -> None:
        self._wall, self._last, self._ahead = wall, wall(), 0.0
        self._guard = threading.Lock()

    def begin_at(self, earliest: float) -> None:
        """It is at least so late, as was written down before a restart."""
        with self._guard:
            self._ahead = max(self._ahead, earliest - self._last)

    def __call__(self) -> float:
        """The time now; somebody has to look now and then, for a clock set back to be noticed."""
        with self._guard:
            wall = self._wall()
            self._ahead += max(0.0, self._last - wall)
            self._last = wall
            return wall + self._ahead
