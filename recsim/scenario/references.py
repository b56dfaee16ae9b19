"""Names that must exist: of measures wherever they are named, of whatever ``expect`` names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from recsim.scenario.errors import Problem, did_you_mean
from recsim.scenario.expectation import AS_IT_STANDS, WAYS
from recsim.scenario.observed import Counted, look_at_observed
from recsim.scenario.study import BY_MEASURE
from recsim.scenario.world import World
from recsim.scenario.yaml_nodes import Node

Location = tuple[int | str, ...]


class Outcome(Counted, Protocol):
    """What is known here of a measure."""

    @property
    def by_segment(self) -> bool:
        """Whether it has a meaning for one occupation alone."""
        ...


Measures = Mapping[str, Outcome]
"""All measures by name."""


def references(tree: Node, problems: list[Problem], measures: Measures | None) -> list[Location]:
    """Where names stand that do not exist; each is added to ``problems`` with the nearest one.

    Args:
        tree: the merged tree.
        problems: receives what is wrong, unless it is there already: every variant is looked at
            together with what all of them share.
        measures: all measures; None leaves their names unchecked.
    """
    wrong: list[Location] = []

    def found(node: Node, location: Location, message: str, hint: str = "") -> None:
        wrong.append(location)
        problem = Problem(node.place, message, hint)
        if problem not in problems:
            problems.append(problem)

    def look(node: Node | None, known: Collection[str], what: str, location: Location) -> None:
        if node is not None and isinstance(node.value, str) and node.value not in known:
            hint = did_you_mean(node.value, list(known), "there are")
            found(node, location, f'there is no {what} "{node.value}"', hint)

    strategies = _inside(tree, "strategies")
    parts: dict[str, tuple[str, Collection[str]]] = {
        "strategy": ("strategy", strategies),
        "variant": ("variant", _inside(tree, "variants")),
        "segment": ("segment", _inside(tree, "world", "segments") or World().segments),
        **dict.fromkeys(WAYS, ("strategy", [*strategies, AS_IT_STANDS])),
    }
    for at, item in enumerate(_items(tree.fields.get("expect"))):
        for key, (what, known) in parts.items():
            look(item.fields.get(key), known, what, ("expect", at, key))
        outcome = item.fields.get("outcome")
        if outcome is None or measures is None:
            continue
        look(outcome, measures, "measure", ("expect", at, "outcome"))
        measure = measures.get(str(outcome.value))
        if measure is not None and not measure.by_segment and "segment" in item.fields:
            message = f"{outcome.value} is not measured for one occupation alone"
            found(outcome, ("expect", at, "outcome"), message, "leave out segment")
    look_at_observed(
        _inside(tree, "observed"),
        strategies,
        measures,
        lambda node, below, message, hint: found(node, ("observed", *below), message, hint),
    )
    study = _inside(tree, "study")
    for at, named in enumerate(_items(study.get("about"))):
        look(named, strategies, "strategy", ("study", "about", at))
    if measures is None:
        return wrong
    for at, outcome in enumerate(_items(study.get("outcomes"))):
        look(outcome, measures, "measure", ("study", "outcomes", at))
    for key in BY_MEASURE:
        for name, size in _inside(tree, "study", key).items():
            look(Node(name, size.place), measures, "measure", ("study", key, name))
    return wrong


def _inside(node: Node, *path: str) -> Mapping[str, Node]:
    """The entries of the block at a path; none if there is no such block."""
    for name in path:
        if name not in node.fields:
            return {}
        node = node.fields[name]
    return node.fields


def _items(node: Node | None) -> tuple[Node, ...]:
    """The entries of a list; none if it is no list."""
    return node.value if node is not None and isinstance(node.value, tuple) else ()
