"""Every setting of the world and of a strategy changes what happens, or is listed with a reason.

The settings come from the declarations, so that a new one is tested as soon as it is declared.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from pydantic import ValidationError

from recsim.model import engines
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import Leaf, leaves, scenario_shape
from recsim.scenario.strategy import CHANNELS

EVERYTHING = Scenario.model_validate(
    {
        "world": {
            "people": 700,
            "segments": {
                "nurses": {"people_share": 0.5, "requisition_share": 0.5},
                "welders": {"people_share": 0.5, "requisition_share": 0.5},
            },
            "belief": {"returns_per_year": 6.0},
            "traits": {"mobility_log_sd": 0.8},
            "satisfaction": {"match_share": 0.4},
            "attention": {"outside_harm": 1.0, "familiarity_half_life_days": 200.0},
            "offence": {"scale": 4.0, "curt_per_complaint": 1.0, "fury_share": 0.2},
            "memory": {"tells_others": 0.8, "do_not_contact_half_life_days": 60.0},
            "hiring": {
                "interview_time": "gamma",
                "interview_slots_per_week": 5.0,
                "counter_offer": 0.3,
                "early_exits_per_year": 1.0,
            },
            "demand": {
                "requisitions_per_recruiter_year": 40.0,
                "competitor_days": 200.0,
                "managers_per_recruiter": 0.25,
            },
        },
        "strategies": {
            "team": {
                "style": "blend",
                "active_share": 0.5,
                "recruiters": 4,
                "care": 0.6,
                "follow_ups": 4,
                "cooldown_days": 20.0,
                "channels": dict.fromkeys(CHANNELS, 1.0 / len(CHANNELS)),
                "automation": {"contacts_per_day": 8.0, "screening_share": 0.4, "care_cap": 0.3},
            },
            "rival": {"style": "active", "kind": "corporate", "recruiters": 2},
        },
        "study": {"market": "shared", "horizon_days": 182, "warm_up_days": 28},
    }
)
"""A world in which every mechanism is at work, and a team that does everything."""


def _split(scenario: Scenario) -> Scenario:
    """The same with a team of which some only wait and some only call."""
    tree = scenario.model_dump(exclude_none=True)
    del tree["strategies"]["team"]["active_share"]
    tree["strategies"]["team"] |= {"style": "split", "callers": 2}
    return Scenario.model_validate(tree)


IN_ANOTHER_WORLD = {"strategies.team.callers": _split(EVERYTHING)}
"""Settings that a blended team does not have."""

NO_EVENT = {
    "world.demand.plan_day_zero": "dates become days when the plan is read",
    "world.money.": "money is counted after the run, from what happened",
    "world.segments.nurses.salary": "so are fees by occupation",
    "world.segments.welders.salary": "so are they here",
    "strategies.team.label": "a name on charts",
}
"""What leaves all events as they are, and why: a setting, or a block of them with a dot."""


def settings(scenario: Scenario = EVERYTHING) -> dict[str, Leaf]:
    """All settings of the world and of the team by key: numbers, switches, choices and texts."""
    return {
        leaf.key: leaf
        for leaf in leaves(scenario_shape(), None, scenario)
        if leaf.key.startswith(("world.", "strategies.team.")) and leaf.shape.type is not tuple
    }


def belongs(key: str, name: str) -> bool:
    """Whether a setting is the one that is listed by this name, or one of that block."""
    return key.startswith(name) if name.endswith(".") else key == name


def other_values(leaf: Leaf) -> Iterator[Any]:
    """Values for a setting; of numbers first the ends of what is plausible."""
    value, shape = leaf.value, leaf.shape
    if shape.choices:
        yield from shape.choices
    elif shape.type is bool:
        yield not value
    elif shape.type is str:
        yield f"{value} and more"
    else:
        low, high = shape.limits.ends
        now = 1.0 if value is None else value  # what may be left out, and is
        numbers = (*(shape.plausible or ()), now * 1.7 + 0.05, now * 0.4, now + 1, low, high)
        for number in numbers:
            if math.isfinite(number) and low <= number <= high:
                yield round(number) if shape.type is int else float(number)


def with_value(scenario: Scenario, leaf: Leaf, value: Any) -> Scenario | None:
    """The scenario with another value of a setting; None if that is not valid.

    Where shares add up to 1, another one gives way.
    """
    tree: dict[str, Any] = scenario.model_dump(exclude_none=True)
    *blocks, name = leaf.key.split(".")
    above: dict[str, Any] = {}
    block = tree
    for key in blocks:
        above, block = block, block[key]
    block[name] = value
    if name == "style":
        block.pop("active_share", None)
    if blocks[-1] == "channels":
        other = next(channel for channel in block if channel != name)
        block[other] += leaf.value - value
    elif name in ("people_share", "requisition_share"):
        other = next(segment for segment in above if segment != blocks[-1])
        above[other][name] += leaf.value - value
    try:
        return Scenario.model_validate(tree)
    except ValidationError:
        return None


@cache
def simulate() -> engines.Simulate:
    return engines.engine("compiled" if engines.available() else "simpy")


def events(scenario: Scenario) -> bytes:
    log = simulate()(scenario, tuple(scenario.strategies), 0, keep_log=True).log
    assert log is not None
    return log.tobytes()


def matters(scenario: Scenario, key: str) -> bool:
    """Whether another value of a setting changes the event log."""
    leaf = settings(scenario)[key]
    changed = (
        with_value(scenario, leaf, value) for value in other_values(leaf) if value != leaf.value
    )
    others = [other for other in changed if other is not None]
    assert others, "no other value could be tried"
    before = events(scenario)
    return any(events(other) != before for other in others)


TESTED = [key for key in settings() if not any(belongs(key, name) for name in NO_EVENT)]


@pytest.mark.parametrize("key", TESTED)
def test_the_setting_changes_what_happens(key: str) -> None:
    assert matters(IN_ANOTHER_WORLD.get(key, EVERYTHING), key)


@pytest.mark.parametrize("name", NO_EVENT)
def test_what_is_listed_changes_nothing(name: str) -> None:
    found = [key for key in settings() if belongs(key, name)]
    assert found
    assert [key for key in found if matters(EVERYTHING, key)] == []


def test_a_setting_without_effect_is_found() -> None:
    """Where nobody makes counter-offers, it does not matter how many would be accepted."""
    world = EVERYTHING.world
    never = world.model_copy(
        update={"hiring": world.hiring.model_copy(update={"counter_offer": 0.0})}
    )
    accepted = "world.hiring.counter_offer_accepted"
    assert matters(EVERYTHING, accepted)
    assert not matters(EVERYTHING.model_copy(update={"world": never}), accepted)
