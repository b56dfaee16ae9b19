"""What the server simulates for strangers costs at most so much, whatever they ask for.

What somebody has set is looked at before anything is simulated, by a rule of thumb; the budget of
each run holds where the rule was wrong. A visitor's own browser may simulate as long as they like.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recsim.experiments.cost import steps
from recsim.model.budget import Budget
from recsim.model.engines import Engine
from recsim.scenario.scenario import Scenario
from recsim.workshop.refusals import REFUSALS

MEMORY = 128 << 20
BUDGETS: dict[Engine, Budget] = {
    "compiled": Budget(steps=4_000_000, memory=MEMORY),
    "simpy": Budget(steps=400_000, memory=MEMORY),
}
"""Of one run. A usual run takes 0.1 million steps.

Each lever of a shipped scenario can be moved to its ends; a dozen at once may be too much.
"""
ESTIMATE = 2
"""What is estimated to cost so many times a run's budget is not even begun."""


def too_long(scenario: Scenario, worlds: Iterable[Sequence[str]]) -> str:
    """Why worlds with these teams are not simulated here, by what is set; empty if they may be."""
    most = ESTIMATE * max(budget.steps for budget in BUDGETS.values())
    return said() if any(steps(scenario, teams) > most for teams in worlds) else ""


def said() -> str:
    """Why a run is too long, for whoever asked for it."""
    return REFUSALS["too_long"]
