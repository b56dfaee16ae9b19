"""A state as a scenario file that the command line runs to the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from recsim.analysis.measures import MEASURES
from recsim.scenario.edit import CannotEdit, commented_out, edited, given
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.identity import content_hash
from recsim.scenario.load import load_text
from recsim.scenario.origins import Origin
from recsim.scenario.scenario import Scenario
from recsim.scenario.show import resolved_yaml, value_at
from recsim.scenario.yaml_text import yaml_text
from recsim.workshop.state import State

ORIGIN = Origin("set", "changed in the workshop")
LEFT_OUT = ("variants.", "expect.")
SETTINGS = ("world.", "strategies.", "study.")
EDITORS_LINE = re.compile(r"# yaml-language-server:[^\n]*\n")
NOT_EXPECTED = "What was expected of the scenario as it was need not hold with these changes:"
PASSES = 3
"""How often settings that follow from others are given values of their own."""


def file_name(state: State) -> str:
    """Name for the file, in letters that every computer has."""
    return re.sub(r"[^A-Za-z0-9-]", "_", state.scenario.name) + "_workshop.yaml"


def scenario_text(state: State, replications: int | None = None) -> str:
    """The scenario file.

    It is the file that the workshop started from, with its comments and the values that were
    moved. If that is no way to the same scenario (the reader has not the files that it extends,
    or aliases stand in the way), every setting is written out.

    Args:
        state: what is set.
        replications: how many the command line shall run; None for as many as in the scenario.
    """
    scenario = _to_run(state, replications)
    text = _edited(state, scenario)
    return _head(state, scenario) + (text if text is not None else _complete(state, scenario))


def complete_text(state: State, replications: int | None = None) -> str:
    """The scenario with every setting written out; arguments as of ``scenario_text``."""
    return _complete(state, _to_run(state, replications))


def _to_run(state: State, replications: int | None) -> Scenario:
    scenario = state.labelled
    if replications is None:
        return scenario
    study = scenario.study.model_copy(update={"replications": replications})
    return scenario.model_copy(update={"study": study})


def _head(state: State, scenario: Scenario) -> str:
    """What was made of what, and how to run it."""
    number = len(state.changes)
    changes = "one change" if number == 1 else f"{number or 'no'} changes"
    before = {path: value_at(state.start.scenario, path) for path in state.changes}
    return "".join(
        [
            f"# Made in a workshop: {state.start.scenario.name} with {changes}.\n",
            *(
                f"#   {path}: {_said(value_at(scenario, path))} (was {_said(was)})\n"
                for path, was in before.items()
                if value_at(scenario, path) != was
            ),
            f"# Run it: recsim run {file_name(state)}\n",
        ]
    )


def _said(value: Any) -> str:
    return "not given" if value is None else yaml_text(value)


def _edited(state: State, wanted: Scenario) -> str | None:
    """The text of the start with what was changed; None if that does not give the scenario."""
    text = state.start.loaded.text
    if state.start.shipped:
        text = EDITORS_LINE.sub("", text)
    try:
        text = _with_known_parent(text)
        if state.changes:
            text = commented_out(text, "expect", NOT_EXPECTED)
        for key in dict.fromkeys(_whole(path) for path in state.changes):
            text = _put(text, key, wanted)
        if wanted.study.replications != state.start.scenario.study.replications:
            text = edited(text, "study.replications", wanted.study.replications)
        for _ in range(PASSES):
            found = load_text(text, file_name(state), measures=MEASURES).scenario
            if content_hash(found) == content_hash(wanted):
                for name, label in state.outdated_labels.items():
                    text = edited(text, f"strategies.{name}.label", label)
                same = found.study.replications == wanted.study.replications
                return text if same else None
            for key in _followers(state, found, wanted):
                text = _put(text, key, wanted)
    except (CannotEdit, ScenarioErrors):
        return None
    return None


def _with_known_parent(text: str) -> str:
    """The text, extending a shipped scenario by name: the reader has no file of it."""
    parent = re.search(r"^extends: *(\S+?)(?:\.yaml)? *$", text, re.MULTILINE)
    return edited(text, "extends", parent[1]) if parent is not None else text


def _whole(path: str) -> str:
    """The key to write: the channels of a team go together."""
    return re.sub(r"(\.channels)\..*", r"\1", path)


def _put(text: str, key: str, wanted: Scenario) -> str:
    """The text with the value that is wanted; a roster in it names all its members."""
    for roster in ("strategies", "world.segments"):
        if key.startswith(f"{roster}."):
            for name in value_at(wanted, roster):
                if not given(text, f"{roster}.{name}"):
                    text = edited(text, f"{roster}.{name}", {})
    value = value_at(wanted, key)
    if key.endswith(".channels"):
        value = {name: share for name, share in value if share}
    return edited(text, key, value)


def _followers(state: State, found: Scenario, wanted: Scenario) -> Iterator[str]:
    """Settings that moved with others, as of strategies that are ``like`` a changed one."""
    differing = (
        _whole(key)
        for key in state.start.loaded.origins
        if key.startswith(SETTINGS) and value_at(found, key) != value_at(wanted, key)
    )
    yield from dict.fromkeys(differing)


def _complete(state: State, scenario: Scenario) -> str:
    """Every setting, written out."""
    loaded = state.start.loaded
    origins = {
        key: ORIGIN if key in state.changes else at
        for key, at in loaded.origins.items()
        if not key.startswith(LEFT_OUT)
    }
    return resolved_yaml(replace(loaded, scenario=scenario, origins=origins))
