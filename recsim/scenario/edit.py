"""Setting values in the text of a scenario file: its comments, and everything else, stay."""

from __future__ import annotations

from typing import Any

import yaml

from recsim.scenario.yaml_nodes import composed
from recsim.scenario.yaml_text import yaml_text


class CannotEdit(ValueError):  # noqa: N818 - nothing is wrong with the text
    """The text is not one that values can be set in, because it is no block of settings."""


def given(text: str, key: str) -> bool:
    """Whether the text gives a value, or a block, at a dotted key."""
    return not _found(text, key)[1]


def edited(text: str, key: str, value: Any) -> str:
    """The text with a value at a dotted key, put in the place of the old one or added.

    A passport of the old value goes with it. An alias (``*name``) is followed: the value changes
    wherever it is repeated.

    Raises:
        CannotEdit: the text is no block of settings.
    """
    node, missing = _found(text, key)
    if missing and isinstance(node, yaml.MappingNode) and node.value:
        name, *rest = missing
        return _added(text, node, f"{name}: {yaml_text(_nested(rest, value))}")
    start, end = node.start_mark.index, _end(node, text)
    space = " " if text[:start].endswith(":") else ""  # an empty value stands at the colon
    return text[:start] + space + yaml_text(_nested(missing, value)) + text[end:]


def commented_out(text: str, key: str, reason: str) -> str:
    """The text with the lines of a key at the top turned into comments below a reason.

    Raises:
        CannotEdit: the key does not stand in lines of its own.
    """
    root = _root(text)
    for name, value in root.value:
        if name.value != key:
            continue
        if root.flow_style:
            raise CannotEdit(f"{key} does not stand in a line of its own")
        first = text.rfind("\n", 0, name.start_mark.index) + 1
        last = _line_end(text, _end(value, text))
        lines = text[first:last].splitlines(keepends=True)
        return text[:first] + f"# {reason}\n" + "".join(f"# {row}" for row in lines) + text[last:]
    return text


def _root(text: str) -> yaml.MappingNode:
    root = composed(text)
    if not isinstance(root, yaml.MappingNode) or not root.value:
        raise CannotEdit("the text is no block of settings")
    return root


def _found(text: str, key: str) -> tuple[yaml.Node, list[str]]:
    """The node at the key, or the last one on the way to it, and the names that are missing."""
    node: yaml.Node = _root(text)
    names = key.split(".")
    while names and isinstance(node, yaml.MappingNode):
        entry = next((value for name, value in node.value if name.value == names[0]), None)
        if entry is None:
            break
        node, names = entry, names[1:]
    return node, names


def _nested(names: list[str], value: Any) -> Any:
    for name in reversed(names):
        value = {name: value}
    return value


def _added(text: str, block: yaml.MappingNode, entry: str) -> str:
    """The text with an entry after the last one of a block."""
    end = _end(block.value[-1][1], text)
    if block.flow_style:
        return f"{text[:end]}, {entry}{text[end:]}"
    end = _line_end(text, end)
    indent = " " * block.value[0][0].start_mark.column
    line_break = "" if text[:end].endswith("\n") else "\n"
    return f"{text[:end]}{line_break}{indent}{entry}\n{text[end:]}"


def _end(node: yaml.Node, text: str) -> int:
    """Where a node's own text ends; the parser ends a block only where the next one begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(node, yaml.MappingNode) else last, text)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def _line_end(text: str, at: int) -> int:
    """The place after the line break that ends a line."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1
