"""What differs from the challenge: changes laid over it, and a whole scenario held against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from recsim.classroom.round import Round, lever_keys
from recsim.scenario.check import check, found, show
from recsim.scenario.errors import Place, Problem
from recsim.scenario.files import Reading
from recsim.scenario.merge import overlay
from recsim.scenario.origins import Origin
from recsim.scenario.override import did_you_mean_key, matches
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import file_shape, leaves, scenario_shape, shape_at
from recsim.scenario.validate import validate
from recsim.scenario.yaml_nodes import Node

MOST_NAMED = 8
"""Locked settings that are named one by one; more of them would hide the point."""
OWN_AFFAIR = tuple(
    f"study.{name}"
    for name in (
        "replications", "seed", "engine", "confidence", "outcomes", "limits", "matters",
        "keep_events", "picture", "about",
    )
)  # fmt: skip
"""How somebody looks at their own practice alters nothing that is scored."""
BLOCKS = ("world", "strategies", "study")

Differences = Mapping[str, tuple[Any, Any]]


class _Missing:
    """Stands for a setting that one of two scenarios does not have."""

    def __repr__(self) -> str:
        return "nothing"


MISSING = _Missing()


def as_changed(round_: Round, changes: Node | None, reading: Reading) -> Scenario | None:
    """The challenge's scenario with the changes of an entry; None, and problems, if they are wrong.

    Args:
        round_: the challenge.
        changes: a mapping of free settings ("care", or its whole dotted key) to values.
        reading: receives problems.
    """
    if changes is None or changes.value is None:
        return round_.scenario
    before = len(reading.problems)
    if not isinstance(changes.value, dict):
        message = f"{found(changes)}; expected settings and their values, as in {{care: 0.9}}"
        reading.problems.append(Problem(changes.place, message))
        return None
    place = changes.place
    tree = _as_tree(round_.scenario.model_dump(include=set(BLOCKS)), place)
    given: dict[str, Place] = {}
    for name, node in changes.fields.items():
        key = _lever(round_, name, node, reading)
        shape = shape_at(key, file_shape()) if key is not None else None
        if key is None or shape is None:
            continue
        if key in given:
            message = f"{round_.short(key)} is given twice; it is also in line {given[key].line}"
            reading.problems.append(Problem(node.place, message, "keep one of the two"))
            continue
        given[key] = node.place
        checked = check(node, shape, reading.problems)
        if checked is not None:
            change = _wrapped(checked, key.split("."), place)
            tree = overlay(tree, change, file_shape(), rosters=False)
    scenario = validate(tree, reading.problems)
    return scenario if len(reading.problems) == before else None


def differences(round_: Round, scenario: Scenario) -> Differences:
    """Settings with another value than the challenge's, by dotted key: (the entry's, the other).

    Titles, labels, and how somebody looks at their own practice do not count; nor do strategies
    that the entry leaves out, since the challenge's own take part anyway.
    """
    theirs, mine = _values(round_.scenario), _values(scenario)
    different = {}
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        left_out = key.startswith("strategies.") and key.split(".")[1] not in scenario.strategies
        if left_out or key in OWN_AFFAIR or key.endswith(".label"):
            continue
        one, other = mine.get(key, MISSING), theirs.get(key, MISSING)
        if one != other and not _follows_from_style(round_, key, one):
            different[key] = (one, other)
    return different


def refuse_locked(
    round_: Round,
    tree: Node,
    scenario: Scenario,
    origins: Mapping[str, Origin],
    file: str,
    reading: Reading,
) -> None:
    """Add a problem for each setting that differs and is not free, and for each other strategy.

    Args:
        round_: the challenge.
        tree: the entry's file.
        scenario: what it leads to.
        origins: where its values come from.
        file: the entry's file as shown to people.
        reading: receives problems.
    """
    strangers = [name for name in scenario.strategies if name not in round_.scenario.strategies]
    written = tree.fields["strategies"].fields if "strategies" in tree.fields else {}
    for name in strangers:
        key = f"strategies.{name}"
        place = written[name].place if name in written else Place(file, None, key)
        hint = f"leave it out: {round_.strategy} alone is played"
        reading.problems.append(Problem(place, "the challenge has no such strategy", hint))
    others = tuple(f"strategies.{name}." for name in strangers)
    different = differences(round_, scenario).items()
    own = {key: values for key, values in different if not key.startswith(others)}
    for problem in locked(round_, own, file):
        origin = origins.get(problem.key)
        if origin is not None and origin.file == file:
            problem = replace(problem, place=replace(problem.place, line=origin.line))
        reading.problems.append(problem)


def locked(round_: Round, different: Differences, file: str) -> list[Problem]:
    """A problem for each setting that differs and is not free.

    Args:
        round_: the challenge.
        different: as ``differences`` gives them.
        file: the entry's file as shown to people.
    """
    wrong = {key: values for key, values in different.items() if not round_.is_free(key)}
    problems: list[Problem] = []
    for key in list(wrong)[:MOST_NAMED]:  # the first one says what is free
        mine, theirs = (_shown(value) for value in wrong[key])
        message = f"{mine} is given; the challenge has {theirs}, and this is not free"
        hint = _free(round_) if not problems else ""
        problems.append(Problem(Place(file, None, key), message, hint))
    if len(wrong) > MOST_NAMED:
        message = f"{len(wrong) - MOST_NAMED} more settings differ that are not free"
        problems.append(Problem(Place(file, None, ""), message))
    return problems


def _lever(round_: Round, name: str, node: Node, reading: Reading) -> str | None:
    """The whole key of a free setting; None, and a problem, if there is no such free setting."""
    keys = [round_.prefix + key for key in lever_keys()]
    fits = matches(name, keys)
    free = [key for key in fits if round_.is_free(key)]
    if len(free) == 1:
        return free[0]
    if fits:
        message, hint = f"{name} is not free in this challenge", _free(round_)
    elif name.split(".")[0] in BLOCKS:
        message, hint = f"{name} belongs to the challenge and is not free", _free(round_)
    else:
        message = f'there is no setting "{name}"'
        hint = did_you_mean_key(name, [round_.short(key) for key in round_.free])
    reading.problems.append(Problem(node.place, message, hint))
    return None


def _free(round_: Round) -> str:
    return f"free are: {', '.join(round_.short(key) for key in round_.free)}"


def _values(scenario: Scenario) -> dict[str, Any]:
    shape = scenario_shape()
    return {
        leaf.key: leaf.value
        for block in BLOCKS
        for leaf in leaves(shape.fields[block], None, getattr(scenario, block), block)
    }


def _follows_from_style(round_: Round, key: str, mine: Any) -> bool:
    """A style that is free takes the share of a blend with it."""
    is_share = key == f"{round_.prefix}active_share"
    return is_share and mine is None and round_.is_free(f"{round_.prefix}style")


def _as_tree(value: Any, place: Place) -> Node:
    if isinstance(value, dict):
        return Node({str(name): _as_tree(inner, place) for name, inner in value.items()}, place)
    if isinstance(value, tuple):
        return Node(tuple(_as_tree(inner, place) for inner in value), place)
    return Node(value, place)


def _wrapped(node: Node, path: list[str], place: Place) -> Node:
    for name in reversed(path):
        node = Node({name: node}, place)
    return node


def _shown(value: Any) -> str:
    return str(value) if value is MISSING else show(value)
