"""What teams that share a market did to it and to one another, in sentences.

Everything is compared in the same worlds: what was set with the start, of everybody or of one team.
"""

from __future__ import annotations

from collections.abc import Sequence

from recsim.analysis.finding import Finding
from recsim.analysis.samples import Samples
from recsim.scenario.scenario import Scenario
from recsim.telling.findings import Teller

SET, START = "set", "start"
"""The two sides of each comparison, in the place of strategies."""
ROOM, REST = "the room", "the rest of the room"
OF_ROOM = {SET: "what was set", START: "everybody at the start"}


def of_room(scenario: Scenario, samples: Samples, measures: Sequence[str]) -> str:
    """What all teams together come to, against everybody at the start: one paragraph.

    Args:
        scenario: of the time that is told.
        samples: of ``SET`` and ``START``, all teams together.
        measures: what is told, the first one with the number of worlds that say so.
    """
    teller = Teller(scenario, samples, OF_ROOM, ROOM)
    first = teller.compare(measures[0], START, SET)
    said = [teller.alone(first), *teller.certainty(first)[:1]]  # nobody can add worlds any more
    if first.finding is not Finding.IDENTICAL:
        rest = (teller.compare(measure, START, SET) for measure in measures[1:])
        said += [teller.next(found) for found in rest if found.interval is not None]
    return " ".join(said)


def of_team(
    scenario: Scenario, name: str, own: Samples, others: Samples, measure: str
) -> tuple[str, str]:
    """What a team's settings did to itself, and what they did to the others.

    Args:
        scenario: of the time that is told.
        name: of the team.
        own: of ``SET`` and ``START``: the team as it played, and as if it alone had stayed.
        others: of the same for all other teams together.
        measure: what is told.
    """
    sides = {SET: f"what {name} set", START: "the start"}
    itself, rest = Teller(scenario, own, sides), Teller(scenario, others, sides, REST)
    return (
        itself.alone(itself.compare(measure, START, SET)),
        rest.alone(rest.compare(measure, START, SET)),
    )
