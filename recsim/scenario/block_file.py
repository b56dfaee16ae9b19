"""Reading YAML files that hold one block of settings and are no scenario, with the same care."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from recsim.scenario.check import check, found
from recsim.scenario.errors import Place, Problem
from recsim.scenario.fields import Block
from recsim.scenario.files import Reading, shown, text_of
from recsim.scenario.shape import shape_of
from recsim.scenario.validate import validate_block
from recsim.scenario.yaml_nodes import Node, parse

B = TypeVar("B", bound=Block)


def read_tree(path: Path, expected: str, reading: Reading) -> Node | None:
    """What a file says: a mapping, whose keys nobody has looked at.

    Args:
        path: the file.
        expected: what it should hold, in words ("a challenge").
        reading: receives its text, and what is wrong.

    Returns:
        The tree; None if it cannot be read, or is no mapping.
    """
    name = shown(path)
    text = text_of(path, name, reading)
    if text is None:
        return None
    reading.texts[name] = text
    reading.paths.append(path)
    before = len(reading.problems)
    node = parse(text, name, reading.problems)
    if node is not None and isinstance(node.value, dict):
        return node
    if len(reading.problems) == before:
        what = "the file is empty" if node is None or node.value is None else found(node)
        line = None if node is None else node.place.line
        reading.problems.append(Problem(Place(name, line, ""), f"{what}; expected {expected}"))
    return None


def as_block(tree: Node, block: type[B], reading: Reading) -> B | None:
    """The block that a tree describes; None, and problems, if something is wrong with it."""
    before = len(reading.problems)
    shape = shape_of(block)
    checked = check(tree, shape, reading.problems, shape)
    made = validate_block(block, checked or tree.holding({}), reading.problems)
    return made if len(reading.problems) == before else None
