"""What ``--set`` changed, setting by setting, and which strategies followed by ``like``."""

from __future__ import annotations

from recsim.scenario.origins import scenario_leaves, values
from recsim.scenario.yaml_nodes import Node
from recsim.scenario.yaml_text import yaml_text

SAID_ANYWAY = ("study.seed", "study.replications", "study.engine")
"""What stands below every table, or alters no result."""


def changed(before: Node, after: Node) -> tuple[str, ...]:
    """Each setting that has another value with the options than without, in a few words.

    "care of calling: 0.5, was 0.7 (and of both, by like)"; a setting that is changed in the same
    way in several strategies is one line.

    Args:
        before: the tree without the options, ``like`` resolved.
        after: the same with them.
    """
    known = values(before)
    outside: list[str] = []
    inside: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for leaf in scenario_leaves(after):
        place = None if leaf.node is None else leaf.node.place
        if place is None or not place.file.startswith("--set "):
            continue
        there = leaf.key in known
        if leaf.key in SAID_ANYWAY or (there and known[leaf.key] == leaf.value):
            continue
        words = _text(leaf.value) + (f", was {_text(known[leaf.key])}" if there else "")
        block, *rest = leaf.key.split(".")
        if block != "strategies":
            outside.append(f"{leaf.key}: {words}")
            continue
        strategy, *setting = rest
        named, followed = inside.setdefault((".".join(setting), words), ([], []))
        of_itself = place.key.split(".")[1:2] == [strategy]
        (named if of_itself else followed).append(strategy)
    return (
        *outside,
        *(_in_strategies(setting, words, *who) for (setting, words), who in inside.items()),
    )


def _in_strategies(setting: str, words: str, named: list[str], followed: list[str]) -> str:
    if not named:
        return f"{setting} of {', '.join(followed)}: {words} (by like)"
    also = f" (and of {', '.join(followed)}, by like)" if followed else ""
    return f"{setting} of {', '.join(named)}: {words}{also}"


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return yaml_text(value)
