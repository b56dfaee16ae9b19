"""What ``check`` calls a setting without an effect has none: other values leave every event."""

from __future__ import annotations

from typing import Any

import pytest
from test_settings_have_effect import EVERYTHING, belongs, matters, settings

from recsim.scenario.idle import TEAMS, WORLD, OfTeams, OfWorld
from recsim.scenario.scenario import Scenario

NO_SOFTWARE = {"automation": {"contacts_per_day": 0.0, "screening_share": 0.4}}
CHANGES: dict[str, dict[str, Any]] = {
    "this team only waits and contacts nobody": {"style": "passive", **NO_SOFTWARE},
    "this team only calls and takes no applications": {"style": "active"},
    "it belongs to targeting best_fit": {"targeting": "random"},
    "software contacts nobody (automation.contacts_per_day)": NO_SOFTWARE,
    "software reads no applications (automation.screening_share)": {
        "automation": {"contacts_per_day": 8.0, "screening_share": 0.0}
    },
    "nobody makes counter-offers (hiring.counter_offer)": {"hiring": {"counter_offer": 0.0}},
    "it belongs to interview_time gamma": {"hiring": {"interview_time": "log_normal"}},
    "hiring managers always have time (hiring.interview_slots_per_week)": {
        "hiring": {"interview_slots_per_week": float("inf")}
    },
    "nobody else sends messages (attention.outside_messages_per_month)": {
        "attention": {"outside_messages_per_month": 0.0}
    },
    "there is no plan": {},
}
"""What makes a setting idle, by the reason that is given for it."""


def _with(rule: OfTeams | OfWorld) -> tuple[Scenario, str]:
    """The world of everything, but for what makes the rule true; and how its keys begin."""
    tree: dict[str, Any] = EVERYTHING.model_dump(exclude_none=True)
    changes = CHANGES[rule.reason]
    if isinstance(rule, OfTeams):
        team = tree["strategies"]["team"]
        if changes.get("style", "blend") != "blend":
            del team["active_share"]
        tree["strategies"]["team"] = {**team, **changes}
        prefix = "strategies.team."
    else:
        for block, values in changes.items():
            tree["world"][block] |= values
        prefix = "world."
    scenario = Scenario.model_validate(tree)
    if isinstance(rule, OfTeams):
        assert rule.idle(scenario.strategies["team"])
        assert not rule.idle(EVERYTHING.strategies["team"])
    else:
        assert rule.idle(scenario.world)
    return scenario, prefix


@pytest.mark.slow
@pytest.mark.parametrize("rule", [*TEAMS, *WORLD], ids=lambda rule: rule.reason.split(" (")[0])
def test_a_setting_that_is_called_idle_changes_nothing(rule: OfTeams | OfWorld) -> None:
    scenario, prefix = _with(rule)
    keys = [
        key
        for key in settings(scenario)
        if any(belongs(key, prefix + name) for name in rule.settings)
    ]
    assert len(keys) >= len(rule.settings)
    assert [key for key in keys if matters(scenario, key)] == []
