"""What one run may cost: so many steps and so much memory, whatever its scenario asks for.

A budget makes no difference to a run that keeps to it, and ends any other. It is counted and not
timed, so that every machine ends the same runs.
"""

from __future__ import annotations

from dataclasses import dataclass

INSTRUCTIONS = 4000
"""Instructions of the compiled engine that count as one step; a usual run takes 2,000 to 3,500."""


class TooMuchWork(Exception):  # noqa: N818 - nothing broke: it was ended
    """A run would have cost more than its budget; the text says of what."""


@dataclass(frozen=True)
class Budget:
    """The most that one run may cost.

    Attributes:
        steps: moments at which something happens in the SimPy engine; the compiled one takes
            ``INSTRUCTIONS`` for each.
        memory: bytes of its tables (compiled) and of its log (both engines).
    """

    steps: int
    memory: int

    def steps_are_spent(self) -> TooMuchWork:
        """What is raised when the steps are spent."""
        return TooMuchWork(f"it takes more than {self.steps:,} steps")

    def memory_is_full(self) -> TooMuchWork:
        """What is raised when the memory is full."""
        return TooMuchWork(f"it takes more than {self.memory >> 20:,} MB of memory")
