"""Settings that do nothing, because something else in the scenario switches them off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isinf

from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy
from recsim.scenario.world import World


@dataclass(frozen=True)
class OfTeams:
    """Settings of a strategy that do nothing in some teams.

    Attributes:
        settings: their keys inside the strategy; blocks end in a dot.
        idle: whether they do nothing in this team.
        reason: why, in words.
    """

    settings: tuple[str, ...]
    idle: Callable[[Strategy], bool]
    reason: str


@dataclass(frozen=True)
class OfWorld:
    """The same of the world."""

    settings: tuple[str, ...]
    idle: Callable[[World], bool]
    reason: str


TEAMS = (
    OfTeams(
        (
            "care", "follow_ups", "follow_up_wait_days", "channels.", "targeting",
            "cooldown_days", "contacts_per_week", "off_limits_days", "profiles_per_search",
            "targets_per_search", "target_bar", "reengages", "outreach_by", "outreach_first",
            "automation.care_cap",
        ),
        lambda team: not team.calls,
        "this team only waits and contacts nobody",
    ),
    OfTeams(
        (
            "buffet_size", "inbox_capacity", "inbox", "answers_applicants",
            "automation.screening_share", "automation.screening_noise",
        ),
        lambda team: not team.waits,
        "this team only calls and takes no applications",
    ),
    OfTeams(
        ("target_bar",),
        lambda team: team.targeting != "best_fit",
        "it belongs to targeting best_fit",
    ),
    OfTeams(
        ("automation.care_cap",),
        lambda team: team.automation.contacts_per_day == 0,
        "software contacts nobody (automation.contacts_per_day)",
    ),
    OfTeams(
        ("automation.screening_noise",),
        lambda team: team.automation.screening_share == 0,
        "software reads no applications (automation.screening_share)",
    ),
)  # fmt: skip

WORLD = (
    OfWorld(
        ("hiring.counter_offer_accepted",),
        lambda world: world.hiring.counter_offer == 0,
        "nobody makes counter-offers (hiring.counter_offer)",
    ),
    OfWorld(
        ("hiring.interview_gamma_shape",),
        lambda world: world.hiring.interview_time != "gamma",
        "it belongs to interview_time gamma",
    ),
    OfWorld(
        ("hiring.patience_days", "demand.managers_per_recruiter"),
        lambda world: isinf(world.hiring.interview_slots_per_week),
        "hiring managers always have time (hiring.interview_slots_per_week)",
    ),
    OfWorld(
        ("attention.outside_harm", "attention.outside_care"),
        lambda world: world.attention.outside_messages_per_month == 0,
        "nobody else sends messages (attention.outside_messages_per_month)",
    ),
    OfWorld(
        ("demand.plan_day_zero",), lambda world: not world.demand.plan, "there is no plan"
    ),
)  # fmt: skip


def idle(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Dotted keys that do nothing in this scenario, each with the reason; blocks end in a dot."""
    for of_world in WORLD:
        if of_world.idle(scenario.world):
            yield from ((f"world.{name}", of_world.reason) for name in of_world.settings)
    for name, team in scenario.strategies.items():
        for of_teams in TEAMS:
            if not team.changes and of_teams.idle(team):
                prefix = f"strategies.{name}."
                yield from ((prefix + setting, of_teams.reason) for setting in of_teams.settings)
