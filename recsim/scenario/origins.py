"""Where each value of a resolved scenario comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from recsim.scenario.shape import Leaf, Shape, leaves, scenario_shape
from recsim.scenario.yaml_nodes import Node, Passport


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one value comes from.

    Attributes:
        kind: default; extends (a parent's file); file; with (a variant); set (the command line).
        file: the file as shown to people, or the option ("--set care=1", "--seed=7"); empty for a
            default.
        line: line in the file, from 1.
        support: what the default rests on: "P24 (grade JDG)", "assumption", or "" for settings
            that need no evidence (names, choices).
        passport: what the author of the file says about the number.
    """

    kind: Literal["default", "extends", "file", "with", "set"]
    file: str = ""
    line: int | None = None
    support: str = ""
    passport: Passport | None = None

    def __str__(self) -> str:
        if self.kind == "default":
            return f"default, {self.support}" if self.support else "default"
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        text = {"extends": "from ", "file": "file ", "with": "variant in ", "set": ""}[self.kind]
        text += where
        if self.passport is None:
            return text
        claims = [f'your source "{self.passport.source}"' if self.passport.source else ""]
        if self.passport.confidence:
            claims.append(f"confidence {self.passport.confidence}")
        if self.passport.range:
            claims.append(f"range {self.passport.range[0]:g} to {self.passport.range[1]:g}")
        return "; ".join([text, ", ".join(claim for claim in claims if claim)]).rstrip("; ")


def scenario_leaves(tree: Node | None) -> Iterator[Leaf]:
    """All values of a scenario in order; variants count as one value each."""
    shape = scenario_shape()
    for leaf in leaves(shape, tree):
        if leaf.key == "variants" or leaf.key.startswith("variants."):
            continue
        yield leaf
    variants = tree.fields.get("variants") if tree is not None else None
    for name, node in (variants.fields if variants is not None else {}).items():
        yield Leaf(f"variants.{name}", Shape("leaf", dict), node, node.plain())


def origins(tree: Node, file: str) -> dict[str, Origin]:
    """Origin of every value by dotted key; ``file`` is the name of the scenario's own file."""
    return {leaf.key: _origin(leaf, file) for leaf in scenario_leaves(tree)}


def values(tree: Node | None) -> Mapping[str, Any]:
    """Every value by dotted key, defaults filled in; without a tree, the defaults alone."""
    return {leaf.key: leaf.value for leaf in scenario_leaves(tree)}


def _origin(leaf: Leaf, file: str) -> Origin:
    support = leaf.shape.support
    if leaf.node is None:
        return Origin("default", support=support)
    place, passport = leaf.node.place, leaf.node.passport
    kind: Literal["extends", "file", "with", "set"] = "file" if place.file == file else "extends"
    if place.file.startswith("--"):
        kind = "set"
    elif place.key.startswith("variants.") and not leaf.key.startswith("variants."):
        kind = "with"
    return Origin(kind, place.file, place.line, support, passport)
