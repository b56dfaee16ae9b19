"""The same model, compiled: one event loop over records, with the rules of the SimPy model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recsim.model.budget import Budget
    from recsim.model.run import Run
    from recsim.scenario.scenario import Scenario


def simulate(
    scenario: Scenario,
    teams: Sequence[str],
    replication: int,
    *,
    keep_log: bool = False,
    budget: Budget | None = None,
) -> Run:
    """Simulate these teams together in one world; see ``recsim.model.simulate``.

    Raises:
        TooMuchWork: it would cost more than the budget.
    """
    from recsim.model.compiled.simulation import simulate as run

    return run(scenario, teams, replication, keep_log=keep_log, budget=budget)
