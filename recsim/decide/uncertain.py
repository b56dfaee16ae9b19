"""What nobody knows for certain: numbers of the world, and the ranges in which they are believed.

A range is that of the number's own passport, or else the plausible one of its declaration. A number
whose author names a source and no range counts as known, and what describes single occupations, and
money, is left out: who doubts those varies them with ``recsim sweep``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from recsim.scenario.errors import Place
from recsim.scenario.fields import Block
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import shape_at
from recsim.scenario.show import value_at
from recsim.scenario.vary import EQUAL_FACTORS, Axis, Value

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded

LEFT_OUT = ("world.segments.", "world.money.")


def uncertain(loaded: Loaded) -> list[Axis]:
    """The uncertain numbers, each with its range, in the order of a file."""
    found = []
    for key, origin in loaded.origins.items():
        shape = shape_at(key)
        own_range = loaded.ranges.get(key)
        if shape is None or not shape.number:
            continue
        about_the_world = key.startswith("world.") and not key.startswith(LEFT_OUT)
        if own_range is None and not about_the_world:
            continue
        passport = origin.passport
        if passport is not None and passport.source and own_range is None:
            continue
        ends = own_range or shape.plausible
        if ends is None or ends[0] >= ends[1] or value_at(loaded.scenario, key) is None:
            continue
        low, high = ends
        log = low > 0 and high / low >= EQUAL_FACTORS
        place = Place(origin.file or key, origin.line, key)
        short = key.removeprefix("world.")
        found.append(Axis(short, (key,), shape, place, low=low, high=high, log=log))
    return found


def with_values(scenario: Scenario, values: Mapping[str, Value]) -> Scenario:
    """The scenario with other values by dotted key.

    Raises:
        ValueError: a value is not allowed, or does not go together with the others.
    """
    for key, value in values.items():
        scenario = _set(scenario, key.split("."), value)
    return scenario


def _set(block: Any, path: list[str], value: Value) -> Any:
    if not path:
        return value
    name, *rest = path
    if isinstance(block, Mapping):
        return {**block, name: _set(block[name], rest, value)}
    assert isinstance(block, Block)
    return block.model_copy(update={name: _set(getattr(block, name), rest, value)})
