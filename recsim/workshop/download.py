"""A state as a scenario file that the command line runs to the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from recsim.scenario.files import Reading, read
from recsim.scenario.origins import Origin
from recsim.scenario.show import resolved_yaml, value_at, yaml_text
from recsim.workshop.state import State

ORIGIN = Origin("set", "changed in the workshop")
STYLE = ("style", "active_share")
LEFT_OUT = ("variants.", "expect.")

Tree = dict[str, Any]


def file_name(state: State) -> str:
    """Name for the file."""
    return f"{state.start.name}_workshop.yaml"


def scenario_text(state: State) -> str:
    """The scenario file.

    A shipped scenario is extended by what was changed. Every setting is written if the reader may
    not have the file that was changed, or if a variant of it could contradict a change.
    """
    first = (
        f"# Made in a workshop: {state.start.name} with {_number(len(state.changes))}.\n"
        f"# Run it: recsim run {file_name(state)}\n"
    )
    short = state.start.shipped and not any(_entangled(state, path) for path in state.changes)
    return first + (_extension(state) if short else _complete(state))


def _number(changes: int) -> str:
    return "one change" if changes == 1 else f"{changes or 'no'} changes"


def _entangled(state: State, path: str) -> bool:
    """Whether what the setting may be depends on other settings."""
    block, *_, name = path.split(".")
    lever = state.start.levers.get(path)
    return name in STYLE or (block == "world" and lever is not None and lever.adds_up != "")


def _complete(state: State) -> str:
    loaded = state.start.loaded
    origins = {
        key: ORIGIN if key in state.changes else at
        for key, at in loaded.origins.items()
        if not key.startswith(LEFT_OUT)
    }
    return resolved_yaml(replace(loaded, scenario=state.scenario, origins=origins))


def _extension(state: State) -> str:
    scenario = state.scenario
    lines = ["recsim: 1", f"extends: {state.start.name}"]
    lines += [
        f"{name}: {yaml_text(text)}"
        for name, text in (("title", scenario.title), ("question", scenario.question))
        if text
    ]
    tree: Tree = {"strategies": {name: {} for name in scenario.strategies}}
    for key in _keys(state):
        _put(tree, key.split("."), value_at(scenario, key))
    return "\n".join([*lines, *_block(tree, "")]) + "\n"


def _keys(state: State) -> Iterator[str]:
    """Keys that the file must give, so that nothing else changes with them."""
    followers = _like_another(state)
    for path in state.changes:
        block, *rest = path.split(".")
        if block != "strategies":
            yield path
            continue
        team, name, *_ = rest  # channels go together
        for strategy in (team, *followers):
            yield f"strategies.{strategy}.{name}"


def _like_another(state: State) -> list[str]:
    """Strategies that the file makes from others: they would change with them."""
    layers = read(state.start.loaded.path, Reading())
    assert layers is not None
    strategies = layers.tree.fields["strategies"].fields
    return [name for name, entry in strategies.items() if "like" in entry.fields]


def _put(tree: Tree, path: list[str], value: Any) -> None:
    *blocks, name = path
    for block in blocks:
        tree = tree.setdefault(block, {})
    tree[name] = value


def _block(tree: Tree, indent: str) -> Iterator[str]:
    for name, value in tree.items():
        if isinstance(value, dict) and value:
            yield f"{indent}{name}:"
            yield from _block(value, indent + "  ")
        else:
            yield f"{indent}{name}: {yaml_text(value)}"
