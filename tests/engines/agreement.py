"""Both engines on one world: equal to the last bit, or a report of the first difference."""

from __future__ import annotations

from recsim.model.engines import engine
from recsim.verification.difference import explained
from recsim.verification.engines import Comparison, Trial, compare


def assert_agreement(world: Trial) -> Comparison:
    """Compare log, tally and number of events."""
    comparison = compare(world, engine("simpy"), engine("compiled"))
    assert comparison.equal, "\n".join(
        (
            f"{world.teams} in replication {world.replication} of",
            repr(world.scenario.model_dump(exclude_unset=True)),
            *explained(comparison, ("simpy", "compiled")),
        )
    )
    return comparison
