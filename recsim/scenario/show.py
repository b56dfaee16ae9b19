"""A resolved scenario for people: every value with its unit and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recsim.scenario.beside import changes
from recsim.scenario.errors import Place, Problem, ScenarioErrors
from recsim.scenario.identity import TEXTS
from recsim.scenario.load import Loaded
from recsim.scenario.origins import Origin
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import shape_at
from recsim.scenario.yaml_nodes import MOST_BYTES, MOST_NODES, Passport, parse
from recsim.scenario.yaml_text import yaml_text

COMMENT_COLUMN = 44


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a scenario.

    Attributes:
        key: dotted key ("world.offence.scale").
        value: the value.
        text: the value as it is written in YAML.
        unit: its unit; empty if it has none.
        origin: where it comes from; ``str()`` of it is for people.
        differs: whether it differs from the base (``Loaded.base``); texts never do.
        base: the base's value as it is written in YAML; empty if the base has no such key.
    """

    key: str
    value: Any
    text: str
    unit: str
    origin: Origin
    differs: bool
    base: str


def show(loaded: Loaded) -> list[Row]:
    """Every value of the scenario, in the order of a file; variants count as one value each."""
    rows = []
    for key, origin in loaded.origins.items():
        value = value_at(loaded.scenario, key)
        known = key in loaded.base.values
        before = loaded.base.values.get(key)
        shape = shape_at(key)
        rows.append(
            Row(
                key=key,
                value=value,
                text=yaml_text(value),
                unit=shape.unit if shape is not None else "",
                origin=origin,
                differs=key not in TEXTS and (not known or value != before),
                base=yaml_text(before) if known else "",
            )
        )
    return rows


def resolved_yaml(loaded: Loaded) -> str:
    """The complete scenario as YAML, the origin of each value beside it.

    Loading it gives an equal Scenario; passports stay with their numbers. Variants that are looked
    at beside it are written so that laid over this file they give the same again.

    Raises:
        ScenarioErrors: it is larger than a file may be, as a long plan can be that is a file of its
            own, or strategies that take over a great deal from one another.
    """
    lines = [
        f"# {_on_one_line(loaded.scenario.title or loaded.scenario.name)}",
        "# Every setting with its origin. Loading this file gives the same scenario again.",
    ]
    path: list[str] = []
    for key, origin in loaded.origins.items():
        *blocks, name = key.split(".")
        same = 0
        while same < min(len(path), len(blocks)) and path[same] == blocks[same]:
            same += 1
        for depth in range(same, len(blocks)):
            if depth == 0:
                lines.append("")
            lines.append(f"{'  ' * depth}{blocks[depth]}:")
        path = blocks
        value = value_at(loaded.scenario, key)
        if blocks == ["variants"] and name in loaded.beside:
            label = {"label": value["label"]} if "label" in value else {}
            value = {**label, **changes(loaded.scenario, loaded.beside[name])}
        text = _with_passport(yaml_text(value), origin.passport)
        line = f"{'  ' * len(blocks)}{name}: {text}"
        lines.append(f"{line:<{COMMENT_COLUMN}}  # {_on_one_line(str(origin))}")
    text = "\n".join(lines) + "\n"
    if len(text) > MOST_NODES:  # a shorter one has no more values than letters
        problems: list[Problem] = []
        if len(text.encode()) > MOST_BYTES or parse(text, loaded.path.name, problems) is None:
            what = "with all that it takes over and repeats, this is larger than a scenario may be"
            most = f"{MOST_NODES:,} values and {MOST_BYTES // 1024:,} KB once it is written out"
            raise ScenarioErrors([Problem(Place(str(loaded.path), None, ""), f"{what}: {most}")])
    return text


def value_at(scenario: Scenario, key: str) -> Any:
    """The value at a dotted key; KeyError or AttributeError if there is none."""
    found: Any = scenario
    for name in key.split("."):
        found = found[name] if isinstance(found, Mapping) else getattr(found, name)
    return found


def _with_passport(text: str, passport: Passport | None) -> str:
    if passport is None:
        return text
    parts = [f"value: {text}"]
    if passport.range is not None:
        parts.append(f"range: {yaml_text(passport.range)}")
    if passport.source:
        parts.append(f"source: {yaml_text(passport.source)}")
    if passport.confidence:
        parts.append(f"confidence: {passport.confidence}")
    return "{" + ", ".join(parts) + "}"


def _on_one_line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)
