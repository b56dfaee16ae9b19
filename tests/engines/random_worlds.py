"""Whole scenarios with random settings in their legal ranges, and what is simulated in them.

Settings are found by their declarations, so that a new one takes part without a word here. Most
values are plausible ones, some are ends of the plausible range, zeros, limits and infinities. What
would make a run long (visits, requisitions, software) is capped in ``CAPS``.
"""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

from recsim.scenario.scenario import MOST_TEAMS, Scenario
from recsim.scenario.shape import Shape, scenario_shape
from recsim.scenario.strategy import CHANNELS
from recsim.verification.engines import Trial

STEPS = 10**6
WIDER = 5.0
"""How far beyond the plausible range values are drawn, in its widths; limits are drawn as well."""
CAPS: dict[str, tuple[float, float]] = {
    "world.labour.job_loss_per_month": (0.0, 3.0),
    "world.labour.unemployed_find_job_per_month": (0.0, 10.0),
    "world.labour.seeking_find_job_per_month": (0.0, 10.0),
    "world.labour.content_find_job_per_month": (0.0, 3.0),
    "world.labour.search_starts_per_year": (0.0, 20.0),
    "world.labour.search_satisfaction_slope": (0.0, 6.0),
    "world.labour.search_belief_slope": (0.0, 30.0),
    "world.labour.give_up_search_days": (1.0, 5000.0),
    "world.satisfaction.median": (0.02, 0.98),
    "world.satisfaction.spread": (0.0, 6.0),
    "world.satisfaction.changes_per_year": (0.0, 60.0),
    "world.belief.returns_per_year": (0.0, 100.0),
    "world.belief.seed_half_life_days": (0.5, 5000.0),
    "world.traits.familiarity_median": (0.01, 0.99),
    "world.attention.outside_messages_per_month": (0.0, 60.0),
    "world.attention.familiarity_half_life_days": (0.1, 5000.0),
    "world.memory.hearers": (0.0, 40.0),
    "world.memory.wary_half_life_days": (0.1, 5000.0),
    "world.memory.do_not_contact_half_life_days": (0.1, 5000.0),
    "world.offence.scale": (0.0, 40.0),
    "world.offence.curt_per_complaint": (0.0, 20.0),
    "world.board.visits_per_day": (0.0, 4.0),
    "world.board.newest_first": (0.05, 30.0),
    "world.hiring.interview_gamma_shape": (0.05, 30.0),
    "world.hiring.early_exits_per_year": (0.0, 60.0),
    "world.demand.requisitions_per_recruiter_year": (0.0, 250.0),
    "world.demand.open_days": (0.05, 400.0),
    "world.demand.managers_per_recruiter": (0.1, 30.0),
    "world.hiring.patience_days": (1.0, 300.0),
    "world.hiring.interview_slots_per_week": (0.05, 50.0),
    "world.work.hours_per_week": (0.5, 168.0),
    "world.work.overhead": (0.0, 0.99),
    "strategies.recruiters": (0, 5),
    "strategies.follow_ups": (0, 10),
    "strategies.follow_up_wait_days": (0.01, 60.0),
    "strategies.cooldown_days": (0.0, 400.0),
    "strategies.off_limits_days": (0.0, 400.0),
    "strategies.profiles_per_search": (1, 120),
    "strategies.targets_per_search": (1, 120),
    "strategies.buffet_size": (1, 40),
    "strategies.inbox_capacity": (0, 400),
    "strategies.most_in_process": (1, 40),
    "strategies.automation.contacts_per_day": (0.0, 60.0),
    "world.segments.search_multiplier": (0.0, 4.0),
    "world.segments.job_loss_multiplier": (0.0, 4.0),
    "world.segments.job_finding_multiplier": (0.0, 4.0),
    "world.segments.messages_multiplier": (0.0, 4.0),
}
"""The range that is drawn from, where the plausible and legal ones do not settle it."""

LIVELY_WORLD: dict[str, dict[str, tuple[float, float]]] = {
    "belief": {
        "returns_per_year": (10.0, 100.0),
        "gap_closed_by_conversation": (0.3, 1.0),
        "gap_closed_by_reading": (0.1, 1.0),
    },
    "hiring": {
        "interview_intercept": (-1.0, 4.0),
        "interview_days": (0.0, 10.0),
        "early_exits_per_year": (0.2, 10.0),
    },
    "offence": {
        "scale": (1.0, 5.0),
        "curt_per_complaint": (0.0, 5.0),
        "fury_share": (0.0, 0.8),
        "corporate_decorum": (0.0, 0.8),
    },
    "demand": {"requisitions_per_recruiter_year": (40.0, 250.0)},
    "work": {"hours_per_week": (20.0, 60.0), "overhead": (0.0, 0.5)},
}
LIVELY_TEAM = {"screening_bar": (-3.0, 0.5), "talk_bar": (-3.0, 0.5), "care": (0.5, 1.0)}
"""Settings with which people are placed, come back and leave again, which is rare otherwise."""


def _range(key: str, shape: Shape) -> tuple[float, float]:
    """The smallest and the largest value that may be drawn."""
    low, high = shape.limits.ends
    if key in CAPS:
        return max(CAPS[key][0], low), min(CAPS[key][1], high)
    plausible = shape.plausible or (0.0, 1.0)
    if high == math.inf:
        high = plausible[1] * 5.0
    if low == -math.inf:
        low = plausible[0] - 5.0 * abs(plausible[0])
    if shape.limits.low_strict:
        low = max(low, plausible[0] / 20.0)
    if shape.limits.high_strict:
        high = min(high, plausible[1])
    return low, high


def between(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers that are as likely anywhere."""
    step = (high - low) / STEPS
    return st.integers(0, STEPS).map(lambda n: min(low + n * step, high))


def number(key: str, shape: Shape) -> st.SearchStrategy[Any]:
    """A number for a setting."""
    low, high = _range(key, shape)
    usual = shape.plausible or (low, high)
    usual = (max(usual[0], low), min(usual[1], high))
    reach = WIDER * (usual[1] - usual[0])
    wide = (max(low, usual[0] - reach), min(high, usual[1] + reach))
    edges = {*usual, low, high, *([0] if low <= 0 <= high else [])}
    if shape.type is int:
        whole = sorted({int(edge) for edge in edges})
        return (
            st.integers(int(usual[0]), int(usual[1]))
            | st.integers(int(wide[0]), int(wide[1]))
            | st.sampled_from(whole)
        )
    special = sorted(float(edge) for edge in edges)
    if shape.infinite:
        special.append(math.inf)
    return between(*usual) | between(*wide) | st.sampled_from(special)


def value(key: str, shape: Shape) -> st.SearchStrategy[Any]:
    """A value for a setting."""
    if shape.choices:
        return st.sampled_from(shape.choices)
    if shape.number:
        return number(key, shape)
    assert shape.type is bool, key
    return st.booleans()


def block(key: str, shape: Shape, *leave_out: str) -> st.SearchStrategy[dict[str, Any]]:
    """Some of a block's settings; the others keep their defaults."""
    fields = {
        name: block(f"{key}.{name}", below)
        if below.kind == "block"
        else value(f"{key}.{name}", below)
        for name, below in shape.fields.items()
        if name not in leave_out and below.type not in (str, tuple)
    }
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def shares(draw: st.DrawFn, names: tuple[str, ...]) -> dict[str, float]:
    """Shares that add up to 1; some may be 0."""
    parts = [draw(st.integers(0, 10)) for _ in names]
    parts[draw(st.integers(0, len(names) - 1))] += 1
    return {name: part / sum(parts) for name, part in zip(names, parts, strict=True)}


_SHAPES = scenario_shape().fields
_WORLD, _STUDY = _SHAPES["world"], _SHAPES["study"]
_SEGMENT, _STRATEGY = _WORLD.fields["segments"].item, _SHAPES["strategies"].item
assert _SEGMENT is not None
assert _STRATEGY is not None
_WORLDS = block("world", _WORLD, "people", "segments", "money")
_SEGMENTS = block("world.segments", _SEGMENT, "people_share", "requisition_share")
_STRATEGIES = block("strategies", _STRATEGY, "style", "active_share", "callers", "channels")
_CHANGE = _STRATEGY.fields["changes"].item
assert _CHANGE is not None
_CHANGES = block("strategies", _CHANGE, "day", "active_share", "channels")
_SHARE = st.integers(0, 20).map(lambda n: n / 20)
_NAMES = ("first", "second", "third", "fourth")


@st.composite
def teams(draw: st.DrawFn, others: tuple[str, ...], lively: bool) -> dict[str, Any]:
    """A strategy; ``others`` are the names that its rivals may have."""
    style = draw(st.sampled_from(["passive", "active", "blend", "split"]))
    chosen = {**draw(_STRATEGIES), "style": style}
    if style == "blend":
        chosen["active_share"] = draw(_SHARE)
    if style == "split":
        chosen["recruiters"] = draw(st.integers(2, 5))
        chosen["callers"] = draw(st.integers(1, chosen["recruiters"] - 1))
    days = draw(st.lists(st.integers(0, 150), unique=True, max_size=2))
    chosen["changes"] = tuple(
        {"day": day, **(draw(_CHANGES) or {"care": draw(_SHARE)})} for day in sorted(days)
    )
    if lively:
        chosen |= {name: draw(between(*ends)) for name, ends in LIVELY_TEAM.items()}
    if draw(st.booleans()):
        chosen["channels"] = draw(shares(CHANNELS))
    if others:
        chosen["rivals"] = tuple(draw(st.lists(st.sampled_from(others), max_size=3)))
    return chosen


@st.composite
def scenarios(draw: st.DrawFn, most: int = 200) -> Scenario:
    """A whole scenario: 1 to ``most`` people, up to four strategies, up to ``most`` days."""
    names = _NAMES[: draw(st.integers(1, 4))]
    separate = draw(st.booleans())
    occupations = ("many", "few", "rare", "none")[: draw(st.integers(1, 4))]
    people, asked = draw(shares(occupations)), draw(shares(occupations))
    world = draw(_WORLDS)
    lively = draw(st.booleans())
    if lively:
        for name, settings in LIVELY_WORLD.items():
            drawn = {key: draw(between(*ends)) for key, ends in settings.items()}
            world[name] = {**world.get(name, {}), **drawn}
    world["people"] = draw(st.integers(1, most) | st.integers(1, 6) | st.integers(most // 2, most))
    world["segments"] = {
        name: {
            **draw(_SEGMENTS),
            "people_share": people[name],
            "requisition_share": asked[name],
        }
        for name in occupations
    }
    return Scenario.model_validate(
        {
            "world": world,
            "strategies": {name: draw(teams(names if separate else (), lively)) for name in names},
            "study": {
                "market": "separate" if separate else "shared",
                "horizon_days": draw(st.integers(1, most) | st.integers(most * 9 // 20, most)),
                "warm_up_days": draw(
                    st.sampled_from([day for day in (0, 7, 28, 91) if day < most])
                ),
                "seed": draw(st.integers(0, 2**63 - 1) | st.integers(0, 3)),
            },
        }
    )


@st.composite
def worlds(draw: st.DrawFn, most: int = 200) -> Trial:
    """Something to simulate: a team and its rivals, all of a shared market, or any mixture.

    Args:
        draw: of hypothesis.
        most: people, and days after the warm-up.
    """
    scenario = draw(scenarios(most))
    names = tuple(scenario.strategies)
    if scenario.study.market == "shared":
        together = names
    elif draw(st.booleans()):
        name = draw(st.sampled_from(names))
        together = (name, *scenario.strategies[name].rivals)
    else:
        together = tuple(draw(st.lists(st.sampled_from(names), min_size=1, max_size=MOST_TEAMS)))
    return Trial(scenario, together, draw(st.integers(0, 10**6) | st.integers(0, 2)))
