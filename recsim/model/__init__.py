"""The world: random numbers, rules, events, and the engine that lets it happen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recsim.model.run import Run
    from recsim.scenario.scenario import Scenario


def simulate(
    scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
) -> Run:
    """Simulate these teams together in one world.

    The engine is the scenario's ``study.engine``; all engines give the same events. ``auto`` takes
    the compiled one where it can run.

    Args:
        scenario: the resolved scenario; time runs from ``-warm_up_days`` to ``horizon_days``.
        teams: names of strategies of the scenario; a name may stand several times, for several
            teams that do the same (the tally finds the first of them by its name).
        replication: number of the replication, 0 or more; the same number is the same world.
        keep_log: whether to keep every event and not only their counts.

    Raises:
        KeyError: for a name that is not a strategy of the scenario.
        EngineMissing: the engine that the scenario asks for is not installed.
    """
    from recsim.model.engines import choose, engine

    return engine(choose(scenario.study.engine))(scenario, teams, replication, keep_log=keep_log)
