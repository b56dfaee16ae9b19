"""What teams that share a market did to it and to one another, in sentences.

Everything is compared in the same worlds: what was set with the start, of everybody or of one team.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from recsim.analysis.finding import Finding
from recsim.analysis.paired import Comparison
from recsim.analysis.samples import Samples
from recsim.scenario.scenario import Scenario
from recsim.telling.findings import Teller
from recsim.telling.units import measured_time

SET, START = "set", "start"
"""The two sides of each comparison, in the place of strategies."""
Whom = Literal["room", "team", "rest"]
ROOM: Whom = "room"
TEAM: Whom = "team"
REST: Whom = "rest"
CALLED = {ROOM: "the room", REST: "the rest of the room"}
OF_ROOM = {SET: "what was set", START: "everybody at the start"}


@dataclass(frozen=True)
class Paragraph:
    """What is said of one comparison or of several, and what was found.

    Attributes:
        of: who is told of: ``ROOM``, ``TEAM`` (by its name) or ``REST``.
        scenario: of the time that is told.
        found: comparisons in their order; the first one names both sides.
        text: in English.
    """

    of: Whom
    scenario: Scenario
    found: Sequence[Comparison]
    text: str

    @property
    def data(self) -> dict[str, Any]:
        """For pages that say it in another language."""
        found = [_data(one) for one in self.found]
        return {"of": self.of, "period": measured_time(self.scenario), "found": found}


def _data(found: Comparison) -> dict[str, Any]:
    intervals = {"interval": found.interval, "stricter": found.stricter}
    return {
        "measure": found.measure.name,
        "finding": found.finding.name,
        **{name: getattr(found, name) for name in ("n", "higher", "ties", "lower", "matters")},
        **{name: None if one is None else one._asdict() for name, one in intervals.items()},
        "forecast": None if found.forecast is None else list(found.forecast),
    }


def of_room(scenario: Scenario, samples: Samples, measures: Sequence[str]) -> Paragraph:
    """What all teams together come to, against everybody at the start.

    Args:
        scenario: of the time that is told.
        samples: of ``SET`` and ``START``, all teams together.
        measures: what is told, the first one with the number of worlds that say so.
    """
    teller = Teller(scenario, samples, OF_ROOM, CALLED[ROOM])
    first = teller.compare(measures[0], START, SET)
    said = [teller.alone(first), *teller.certainty(first)[:1]]  # nobody can add worlds any more
    rest = []
    if first.finding is not Finding.IDENTICAL:
        others = (teller.compare(measure, START, SET) for measure in measures[1:])
        rest = [found for found in others if found.interval is not None]
        said += map(teller.next, rest)
    return Paragraph(ROOM, scenario, [first, *rest], " ".join(said))


def of_team(
    scenario: Scenario, name: str, own: Samples, others: Samples, measure: str
) -> tuple[Paragraph, Paragraph]:
    """What a team's settings did to itself, and what they did to the others.

    Args:
        scenario: of the time that is told.
        name: of the team.
        own: of ``SET`` and ``START``: the team as it played, and as if it alone had stayed.
        others: of the same for all other teams together.
        measure: what is told.
    """
    sides = {SET: f"what {name} set", START: "the start"}
    itself, rest = Teller(scenario, own, sides), Teller(scenario, others, sides, CALLED[REST])
    found = [teller.compare(measure, START, SET) for teller in (itself, rest)]
    return (
        Paragraph(TEAM, scenario, found[:1], itself.alone(found[0])),
        Paragraph(REST, scenario, found[1:], rest.alone(found[1])),
    )
