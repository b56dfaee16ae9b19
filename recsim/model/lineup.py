"""Who takes part in a market, in which order, and whose requisitions are whose.

What a team meets depends on its name and not on its place in a file: teams are lined up by name,
and the draws of a team's requisitions have a number that is made from its name. A strategy that is
measured in a market of its own has the number 0: all such strategies meet the same requisitions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from recsim.model.parameters import Phases
from recsim.scenario.scenario import MOST_TEAMS, Scenario

PLANNED = 1 << 31
BITS = 32
"""The number of a team is above the number of a requisition's turn."""


@dataclass(frozen=True)
class Member:
    """A team in a market.

    Attributes:
        name: the strategy.
        phases: what it does from which day on.
        number: of the draws that belong to its requisitions; below 2**31.
    """

    name: str
    phases: Phases
    number: int

    def requisition(self, turn: int) -> int:
        """The number of the draws of the team's next requisition after ``turn`` others."""
        return (self.number << BITS) + turn * MOST_TEAMS

    def planned(self, turn: int) -> int:
        """The same for a requisition that was planned; the plan changes no other requisition."""
        return (self.number << BITS) + PLANNED + turn


def lineup(
    scenario: Scenario, teams: Sequence[str], strategies: dict[str, Phases]
) -> tuple[Member, ...]:
    """The teams of a market in their order.

    Args:
        scenario: the scenario.
        teams: names of strategies; the first one of a separate market is the one that is measured.
        strategies: the numbers of each strategy.
    """
    alone = scenario.study.market == "separate"
    first, others = (teams[:1], teams[1:]) if alone else ((), teams)
    members = [Member(name, strategies[name], 0) for name in first]
    seen: dict[str, int] = {}
    for name in sorted(others):
        seen[name] = seen.get(name, 0) + 1
        digest = blake2b(f"{name}:{seen[name]}".encode(), digest_size=BITS // 8).digest()
        members.append(Member(name, strategies[name], int.from_bytes(digest, "big") >> 1 | 1))
    return tuple(members)
