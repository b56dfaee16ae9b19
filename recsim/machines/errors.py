"""What keeps a cluster from simulating."""

from __future__ import annotations


class MachinesError(Exception):
    """A cluster cannot be used; the text says which, why, and what would help."""


class WorkerDied(Exception):  # noqa: N818 - it is asked for again
    """A batch took its workers with it, each time that it was tried."""
