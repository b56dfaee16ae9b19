"""A scenario beside its variants: what may be compared, and what each of them changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from recsim.scenario.errors import Place, Problem
from recsim.scenario.fields import Block
from recsim.scenario.override import BESIDE, WITH
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import Shape, scenario_shape

SAME = ("seed", "horizon_days", "warm_up_days")
"""Settings of the study without which replications are not pairs of the same world."""


def comparable(
    scenario: Scenario, variant: Scenario, name: str, problems: list[Problem]
) -> Scenario:
    """The variant, looked at in the way of the scenario that it stands beside.

    Its market is its own; everything else in ``study`` is the scenario's.

    Args:
        scenario: as it stands.
        variant: the scenario with the variant.
        name: of the variant.
        problems: receives what keeps the two from being paired.
    """
    ours, theirs = scenario.study, variant.study
    problems += [
        Problem(
            Place(f"{BESIDE} {name}", None, ""),
            f"this variant changes study.{key}; beside each other, both need the same",
            f"run it alone: {WITH} {name}",
        )
        for key in SAME
        if getattr(ours, key) != getattr(theirs, key)
    ]
    study = ours.model_copy(update={"market": theirs.market})
    return variant.model_copy(update={"study": study})


def changes(scenario: Scenario, variant: Scenario) -> dict[str, Any]:
    """What the variant changes, as a file would say it under ``variants``.

    Laid over ``scenario`` it gives exactly ``variant``, without ``like`` and whatever else stood
    between the two when they were loaded.
    """
    fields = scenario_shape().fields
    found = {
        name: _change(fields[name], getattr(scenario, name), getattr(variant, name))
        for name in ("world", "strategies", "study")
    }
    return {name: change for name, change in found.items() if change}


def changed_settings(scenario: Scenario, variant: Scenario) -> dict[str, tuple[Any, Any]]:
    """What the variant changes: value before and after by dotted key.

    What is replaced as a whole is one value; the value before is None where there was none.
    """
    fields = scenario_shape().fields
    return {
        key: values
        for name in ("world", "strategies", "study")
        for key, values in _leaves(
            fields[name], name, getattr(scenario, name), getattr(variant, name)
        )
    }


def _change(shape: Shape, before: Any, after: Any) -> Any:
    if not _goes_on(shape, before):
        return _plain(after)
    found = {}
    for name, below, one, other in _parts(shape, before, after):
        if one != other:
            found[name] = _change(below, one, other)
    return found


def _leaves(
    shape: Shape, key: str, before: Any, after: Any
) -> Iterator[tuple[str, tuple[Any, Any]]]:
    if before == after:
        return
    if not _goes_on(shape, before):
        yield key, (_plain(before), _plain(after))
        return
    for name, below, one, other in _parts(shape, before, after):
        yield from _leaves(below, f"{key}.{name}", one, other)


def _goes_on(shape: Shape, before: Any) -> bool:
    """Whether a change is laid over this value part by part."""
    return before is not None and shape.kind in ("block", "names") and not shape.whole


def _parts(shape: Shape, before: Any, after: Any) -> Iterator[tuple[str, Shape, Any, Any]]:
    if isinstance(after, Mapping):
        assert shape.item is not None
        for name, value in after.items():
            yield name, shape.item, before.get(name), value
    else:
        for name, below in shape.fields.items():
            yield name, below, getattr(before, name), getattr(after, name)


def _plain(value: Any) -> Any:
    return value.model_dump(exclude_none=True) if isinstance(value, Block) else value
