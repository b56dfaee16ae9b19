"""Hard limits: whatever is legal can be simulated, at the corners of all that is legal as well."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from recsim.analysis.measures import compute
from recsim.model import simulate
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import Shape, scenario_shape
from recsim.scenario.strategy import CHANNELS

SMALL: dict[str, tuple[float, ...]] = {
    "people": (60, 60, 60, 1),
    "requisitions_per_recruiter_year": (200, 200, 40, 0),
    "recruiters": (3, 3, 1, 0),
    "profiles_per_search": (200, 20, 1),
    "horizon_days": (60, 60, 1),
    "warm_up_days": (0, 7),
}
"""What makes a world large is kept small: no limit can make a large world quick."""

MOST_EVENTS = 1_000_000
STYLES = ("passive", "active", "blend")
WEIGHTS = {"low": (6, 1, 1), "high": (1, 6, 1), "both": (1, 1, 1), "few": (1, 1, 12)}
"""How often a number is at its lower end, at its upper end, or its default."""


def ends(shape: Shape) -> tuple[float, float]:
    """The lowest and the highest legal number; of what has no end, something extreme."""
    limits = shape.limits
    low = math.nextafter(limits.low, math.inf) if limits.low_strict else limits.low
    return low, (1e300 if limits.high == math.inf else limits.high)


def corners(name: str, shape: Shape, mood: str) -> st.SearchStrategy[Any]:
    """Numbers at and near the limits, and the default."""
    if name in SMALL:
        return st.sampled_from([shape.type(value) for value in SMALL[name]])
    low, high = ends(shape)
    middle = low if shape.default() is None else shape.default()
    near_low, near_high = low + 1e-6 * (min(high, 1e6) - low), high - 1e-6 * (high - low)
    lowest, highest, usual = WEIGHTS[mood]
    values = (
        [low, low, near_low] * lowest + [high, high, near_high] * highest + [middle] * usual * 3
    )
    return st.sampled_from([shape.type(value) for value in values])


def choices(shape: Shape, mood: str, *leave_out: str) -> st.SearchStrategy[dict[str, Any]]:
    """A block with all of its numbers at corners and any of its words."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name, below in shape.fields.items():
        if name in leave_out or below.whole or below.kind in ("names", "list"):
            continue
        if below.kind == "block":
            fields[name] = choices(below, mood)
        elif below.number:
            fields[name] = corners(name, below, mood)
        elif below.choices:
            fields[name] = st.sampled_from(below.choices)
        elif below.type is bool:
            fields[name] = st.booleans()
    return st.fixed_dictionaries(fields)


@st.composite
def teams(draw: st.DrawFn, style: str, mood: str) -> dict[str, Any]:
    """A team of this style."""
    shape = scenario_shape().fields["strategies"].item
    assert shape is not None
    share = st.sampled_from([0.0, 1e-9, 0.5, 1.0]) if style == "blend" else st.none()
    return {
        **draw(choices(shape, mood, "style", "active_share", "callers")),
        "style": style,
        "active_share": draw(share),
        "channels": draw(st.sampled_from([{channel: 1.0} for channel in CHANNELS]))
        if draw(st.booleans())
        else {"work_email": 0.5, "work_phone": 0.5},
    }


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """A small world of three teams, with every number at or near one of its limits."""
    root = scenario_shape()
    mood = draw(st.sampled_from(sorted(WEIGHTS)))
    world = draw(choices(root.fields["world"], mood))
    segment = root.fields["world"].fields["segments"].item
    assert segment is not None
    people, asked = (draw(st.sampled_from([0.0, 1e-12, 0.5, 1.0])) for _ in range(2))
    world["segments"] = {
        "one": {**draw(choices(segment, mood)), "people_share": people, "requisition_share": asked},
        "two": {
            **draw(choices(segment, mood)),
            "people_share": 1 - people,
            "requisition_share": 1 - asked,
        },
    }
    study = draw(
        choices(root.fields["study"], mood, "replications", "confidence", "market", "engine")
    )
    return Scenario.model_validate(
        {
            "world": world,
            "strategies": {style: draw(teams(style, mood)) for style in STYLES},
            "study": {**study, "market": "shared"},
        }
    )


@settings(
    phases=[Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(scenarios())
def test_whatever_is_legal_can_be_simulated(scenario: Scenario) -> None:
    run = simulate(scenario, STYLES, 0)
    assert run.events < MOST_EVENTS
    for name in STYLES:
        found = compute(scenario, run.tally, name)
        assert all(value is None or math.isfinite(value) for value in found.values())


def numbers(shape: Shape) -> Iterator[tuple[type[BaseModel], str, Shape]]:
    """All settings that are numbers: the block that each belongs to, its name, what it may be."""
    for name, below in shape.fields.items():
        if below.number and isinstance(shape.type, type) and issubclass(shape.type, BaseModel):
            yield shape.type, name, below
        yield from numbers(below)
    if shape.item is not None:
        yield from numbers(shape.item)


@pytest.mark.parametrize(
    ("block", "name", "shape"),
    [
        pytest.param(*found, id=f"{found[0].__name__}.{found[1]}")
        for found in numbers(scenario_shape())
    ],
)
def test_a_number_beyond_its_limits_is_refused(
    block: type[BaseModel], name: str, shape: Shape
) -> None:
    """What documents and messages name as the limit is the limit.

    pydantic does not say which of two limits holds, one of the type and one of the setting, and
    its versions differ in it.
    """
    low, high = shape.limits.low, shape.limits.high
    beyond = [math.nextafter(low, -math.inf), math.nextafter(high, math.inf)]
    beyond += [low] * shape.limits.low_strict + [high] * shape.limits.high_strict
    if shape.type is int:
        beyond = [low - 1, high + 1]
    for value in (one for one in beyond if math.isfinite(one)):
        with pytest.raises(ValidationError) as refusal:
            block.model_validate({name: shape.type(value)})
        assert name in [error["loc"][0] for error in refusal.value.errors()]
