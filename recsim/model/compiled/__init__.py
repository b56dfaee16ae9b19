"""The same model, compiled: one event loop over records, with the rules of the SimPy model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recsim.model.run import Run
    from recsim.scenario.scenario import Scenario


def simulate(
    scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
) -> Run:
    """Simulate these teams together in one world; see ``recsim.model.simulate``."""
    from recsim.model.compiled.simulation import simulate as run

    return run(scenario, teams, replication, keep_log=keep_log)


def is_ready() -> bool:
    """Whether the code of just these sources was compiled before and lies on disk."""
    from recsim.model.compiled.cache import ready_folder

    return ready_folder() is not None


def prepare() -> None:
    """Compile the engine, or load it if that was done before."""
    from recsim.model.compiled.simulation import kernel

    kernel()
