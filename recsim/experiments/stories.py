"""The worlds that a story is read from: simulated again, with their logs."""

from __future__ import annotations

from collections.abc import Sequence

from recsim.analysis.stories import Chronicle
from recsim.experiments.work import Task, everybody
from recsim.model.engines import Simulate
from recsim.scenario.scenario import Scenario


def chronicles(
    simulate: Simulate, scenario: Scenario, strategies: Sequence[str], replication: int
) -> list[Chronicle]:
    """One world for each strategy; in a shared market the one world of all of them.

    The same number is the same person in each of them, with the same luck.

    Args:
        simulate: the engine.
        scenario: with the seed.
        strategies: keys of the strategies whose worlds are wanted.
        replication: its number, 0 or more.
    """
    shared = scenario.study.market == "shared"
    found = []
    for teams in [tuple(scenario.strategies)] if shared else [(name,) for name in strategies]:
        together = everybody(scenario, Task(teams, replication))
        log = simulate(scenario, together, replication, keep_log=True).log
        assert log is not None
        found.append(Chronicle(scenario, together, replication, log, looked_at=len(teams)))
    return found
