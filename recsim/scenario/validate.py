"""From the merged tree to a Scenario; what pydantic finds wrong is said in plain words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from recsim.scenario.check import found
from recsim.scenario.errors import Problem, did_you_mean, nearest
from recsim.scenario.fields import Block
from recsim.scenario.references import Location, Measures, references
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import Shape, scenario_shape, shape_of
from recsim.scenario.yaml_nodes import Node

B = TypeVar("B", bound=Block)
MOST_ROUNDS = 6


def validate(
    tree: Node, problems: list[Problem], measures: Measures | None = None
) -> Scenario | None:
    """Make the Scenario, or add everything that keeps it from being one to ``problems``.

    pydantic does not look at how the parts of a block fit together while one of them is wrong. So
    wrong values are taken out and the rest is looked at again, until nothing new is found.

    Args:
        tree: the merged tree, with ``like`` resolved and without ``extends``.
        problems: receives what is wrong.
        measures: all measures by name; None leaves the names of measures unchecked.
    """
    before = len(problems)
    wrong = references(tree, problems, measures)
    data: dict[str, Any] = _mutable(tree.plain())
    earlier_keys = [problem.key for problem in problems]
    scenario: Scenario | None = None
    for _ in range(MOST_ROUNDS):
        try:
            scenario = Scenario.model_validate(data)
            break
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_context=False):
                where, shape, problem = _explain(tree, scenario_shape(), detail)
                known = any(where == earlier[: len(where)] for earlier in wrong)
                block = problem.key.rpartition(".")[0] if detail["type"] == "missing" else ""
                if not known and not _touches(earlier_keys, problem.key, block):
                    problems.append(problem)
                wrong.append(where)
                _repair(data, tuple(detail["loc"]), detail["type"], shape)
    return scenario if len(problems) == before else None


def validate_block(block: type[B], tree: Node, problems: list[Problem]) -> B | None:
    """Make a block of settings that is no scenario, or add what is wrong with it to ``problems``.

    Args:
        block: its class.
        tree: what was written, after ``check``.
        problems: receives what is wrong.
    """
    try:
        return block.model_validate(tree.plain())
    except ValidationError as error:
        whole = shape_of(block)
        details = error.errors(include_url=False, include_context=False)
        problems += [_explain(tree, whole, detail)[2] for detail in details]
    return None


def _touches(earlier: list[str], key: str, block: str) -> bool:
    """Whether a problem was found at or below the key, or in the block that misses a key.

    A misspelt key leaves a gap: only the misspelling is worth a word.
    """
    starts = tuple(f"{name}{end}" for name in (key, block) if name for end in ".[")
    return any(name == key or name.startswith(starts) for name in earlier)


def _mutable(value: Any) -> Any:
    return {k: _mutable(v) for k, v in value.items()} if isinstance(value, dict) else value


def _explain(
    tree: Node, whole: Shape, detail: Mapping[str, Any]
) -> tuple[Location, Shape, Problem]:
    """Where a finding of pydantic belongs, what should be there, and what is wrong."""
    location: Location = tuple(detail["loc"])
    node, shape = _find(tree, whole, location)
    kind = detail["type"]
    if kind == "missing":
        place = node.place.below(str(location[-1]))
        return location, shape, Problem(place, _missing(str(location[-1]), shape))
    if kind in ("value_error", "assertion_error"):
        text = str(detail["msg"]).partition(", ")[2] or str(detail["msg"])
        name, colon, rest = text.partition(": ")
        if colon and name in shape.fields:
            location = (*location, name)
            part = node.fields.get(name)
            place = part.place if part is not None else node.place.below(name)
            return location, shape, Problem(place, rest + _with_options(part or node))
        text = rest if name.isidentifier() else text
        return location, shape, Problem(node.place, text + _with_options(node))
    return location, shape, _wrong_value(node, shape, kind)


def _with_options(node: Node) -> str:
    """Names the options of the command line that have a part in this."""
    inside = node.value if isinstance(node.value, tuple) else node.fields.values()
    below = "".join(dict.fromkeys(_with_options(part) for part in inside))
    return below or (f" (with {node.place.file})" if node.place.file.startswith("--") else "")


def _missing(name: str, shape: Shape) -> str:
    if name == "strategies":
        return "a scenario needs strategies: at least one team, with its style"
    return f'"{name}" is missing; expected {shape.expected()}'


def _find(tree: Node, whole: Shape, location: Location) -> tuple[Node, Shape]:
    """The node at a place, or else the nearest one above it; and the shape of the place itself."""
    node, shape = tree, whole
    missing = False
    for step in location:
        if isinstance(step, int):
            below = shape.item
            inner = node.value[step] if isinstance(node.value, tuple) and not missing else None
        else:
            below = shape.item if shape.kind == "names" else shape.fields.get(step)
            inner = node.fields.get(step) if not missing else None
        if below is None:
            break
        shape = below
        if inner is None:
            missing = True
        else:
            node = inner
    return node, shape


def _wrong_value(node: Node, shape: Shape, kind: str) -> Problem:
    value = node.value
    what = found(node).removesuffix(" is given")
    if shape.type is int and shape.choices:
        message = f"this file is in format {what}; this version of recsim reads {shape.choices[0]}"
    elif isinstance(value, str) and shape.type is not str and not shape.choices:
        message = f"{what} is text; expected {shape.expected()}"
    elif isinstance(value, bool) and shape.type is not bool:
        message = f"{what} is a yes-or-no value; expected {shape.expected()}"
    elif shape.type is str and isinstance(value, (int, float)):
        message = f"{what} is a number; expected {shape.expected()}"
    elif isinstance(value, tuple) and kind == "too_long":
        message = f"{len(value)} entries are given; expected at most {shape.most}"
    elif isinstance(value, str) and kind == "string_too_long":
        message = f"{len(value):,} letters are given; expected at most {shape.most:,}"
    elif kind == "string_pattern_mismatch":
        words = "letters, digits, _ or -, at most 60, a letter or digit first"
        message = f"{what} is given; expected {words}"
    elif "than" in kind or "finite" in kind:
        message = f"{what} is out of range; expected {shape.expected()}"
    else:
        message = f"{found(node)}; expected {shape.expected()}"
    thousands = node.without_points
    meant = thousands is not None and shape.limits.hold(thousands)
    if meant and shape.type is int and isinstance(value, float):
        hint = f"{node.text} is read as {value:g}: write {thousands}, without points, or {value:g}"
    else:
        hint = _hint(value, shape)
    return Problem(node.place, message, hint)


def _hint(value: Any, shape: Shape) -> str:
    if shape.number and isinstance(value, str):
        return _as_number(value.strip(), shape)
    if shape.type is bool and isinstance(value, str):
        word = value.lower()
        if word in ("yes", "y", "on"):
            return "write true"
        if word in ("no", "n", "off"):
            return "write false"
    if shape.choices and isinstance(value, str):
        return did_you_mean(value, shape.choices) if nearest(value, shape.choices) else ""
    if shape.type is int and isinstance(value, float) and value.is_integer():
        return f"write {int(value)}" if shape.limits.hold(value) else ""
    if shape.type is str and not shape.choices and isinstance(value, (int, float)):
        return "put it in quotes"
    if shape.type is tuple and isinstance(value, (str, int)) and not isinstance(value, bool):
        return f"write [{value}]"
    share = shape.limits.low == 0 and shape.limits.high == 1
    if share and isinstance(value, (int, float)) and not isinstance(value, bool):
        return (
            f"shares go from 0 to 1: {value} percent is {value / 100:g}"
            if 2 <= value <= 100
            else ""
        )
    return ""


def _as_number(text: str, shape: Shape) -> str:
    """What was probably meant by a text where a number belongs."""
    if not text.isascii():  # digits of other scripts
        text = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
        if text.isdecimal():
            return f"write {text}"
    percent = re.fullmatch(r"([-+]?\d+(?:[.,]\d+)?)\s*(?:%|percent|per cent)", text)
    if percent:
        return f"write {float(percent[1].replace(',', '.')) / 100:g}"
    if re.fullmatch(r"[-+]?\d{1,3}([,_ ']\d{3})+(\.\d+)?", text):
        return f"write {re.sub(r'[,_ ]', '', text).replace(chr(39), '')}"
    if re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+,\d+|[-+]?\d{1,3}(\.\d{3}){2,}", text):
        return f"write {text.replace('.', '').replace(',', '.')}"
    if re.fullmatch(r"[-+]?\d+,\d+", text):
        return f"write {text.replace(',', '.')}, with a point"
    if re.fullmatch(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?", text):
        return f"write {text}, without quotes"
    if re.fullmatch(r"[-+]?\d+(\.\d+)?\s*[a-zA-Z$€£].*|[$€£]\s*\d[\d.,]*", text):
        unit = f", the unit is {shape.unit}" if shape.unit else ""
        return f"write the number alone{unit}"
    if text.lower() in ("inf", "infinity", "infinite", "never", "forever") and shape.infinite:
        return "write .inf"
    return ""


def _repair(data: dict[str, Any], location: Location, kind: str, shape: Shape) -> None:
    """Take the wrong part out of the data, so that the rest can be looked at."""
    if not location:
        data["strategies"] = _placeholder(shape.fields["strategies"])
        data.pop("expect", None)
        data.pop("observed", None)
        return
    parent: Any = data
    for step in location[:-1]:
        if not isinstance(parent.get(step), dict):  # a list goes as a whole
            parent.pop(step, None)
            return
        parent = parent[step]
    name = location[-1]
    if kind == "missing" or (shape.required and shape.kind == "block"):
        parent[name] = _placeholder(shape)
        if name == "style":  # whether a share belongs to it cannot be told
            parent.pop("active_share", None)
    else:
        parent.pop(name, None)


def _placeholder(shape: Shape) -> Any:
    """The least that is valid at a place."""
    if shape.kind == "block":
        return {name: _placeholder(below) for name, below in shape.fields.items() if below.required}
    if shape.kind == "names" and shape.item is not None:
        return {"any": _placeholder(shape.item)}
    return shape.choices[0] if shape.choices else ""
