"""The shape of a scenario, read from its types: which keys there are and what each expects."""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from recsim.scenario.evidence import grade_of
from recsim.scenario.expectation import Expectation
from recsim.scenario.fields import ASSUMPTION, Block
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Automation, ChannelMix, Strategy
from recsim.scenario.study import Study
from recsim.scenario.world import Segment
from recsim.scenario.yaml_nodes import Node

Kind = Literal["block", "names", "list", "leaf"]


class Variant:
    """Marks a variant in the shape of a file: a named change, replaced as a whole."""


ROSTERS = {Strategy: "STRATEGY", Segment: "SEGMENT"}
WHOLE = (ChannelMix, Variant)
CHOSEN = (Scenario, Strategy, ChannelMix, Automation, Study, Expectation)
NOT_CHOSEN: Mapping[type[Block], tuple[str, ...]] = {Automation: ("care_cap", "screening_noise")}
"""What nobody chooses although it stands among choices: how good software can be."""


@dataclass(frozen=True)
class Limits:
    """Hard limits of a number; a strict limit itself is outside."""

    low: float = -math.inf
    high: float = math.inf
    low_strict: bool = False
    high_strict: bool = False

    @property
    def ends(self) -> tuple[float, float]:
        """Both limits."""
        return self.low, self.high

    def hold(self, number: float) -> bool:
        """Whether a number is within them."""
        return self.low <= number <= self.high and not (
            (self.low_strict and number == self.low) or (self.high_strict and number == self.high)
        )

    def words(self) -> str:
        """The limits in words, empty if there are none."""
        low, high = (f"{at:,}" if isinstance(at, int) else f"{at:,g}" for at in self.ends)
        if self.low == -math.inf and self.high == math.inf:
            return ""
        if self.high == math.inf:
            return f"above {low}" if self.low_strict else f"{low} or more"
        if self.low == -math.inf:
            return f"below {high}" if self.high_strict else f"{high} or less"
        if not self.low_strict and not self.high_strict:
            return f"from {low} to {high}"
        return (
            f"{'above' if self.low_strict else 'at least'} {low} and "
            f"{'below' if self.high_strict else 'at most'} {high}"
        )


@dataclass(frozen=True)
class Shape:
    """What may stand at one place of a scenario.

    Attributes:
        kind: block (fixed keys), names (keys of the user's choice), list, or leaf (one value).
        declared: the declaration; None for items of lists and names.
        type: the python type of a leaf (float, int, bool, str, tuple) or the class of a block.
        fields: the keys of a block.
        item: shape of the entries of names and lists.
        choices: the words that a leaf accepts; empty if it is not a choice.
        limits: limits of a number.
        optional: whether the leaf may be left empty.
        chosen: whether it is a choice of the user (a policy, a way of looking), which needs no
            evidence, and not a statement about the world.
    """

    kind: Kind
    type: Any
    declared: FieldInfo | None = None
    fields: Mapping[str, Shape] = field(default_factory=dict)
    item: Shape | None = None
    choices: tuple[str, ...] = ()
    limits: Limits = Limits()
    optional: bool = False
    chosen: bool = False

    @property
    def number(self) -> bool:
        """Whether it is a number (and so may carry a passport)."""
        return self.kind == "leaf" and self.type in (int, float)

    @property
    def roster(self) -> bool:
        """Whether it names the members of a study: strategies, segments."""
        return self.kind == "names" and self.item is not None and self.item.type in ROSTERS

    @property
    def whole(self) -> bool:
        """Whether a change replaces it as a whole, since its parts only make sense together."""
        return self.type in WHOLE

    @property
    def required(self) -> bool:
        """Whether it has no default."""
        return self.declared is None or self.declared.is_required()

    @property
    def most(self) -> int | None:
        """How many entries a list may have, or letters a text; None if as many as one likes."""
        rules = self.declared.metadata if self.declared else []
        return next((rule.max_length for rule in rules if isinstance(rule, MaxLen)), None)

    @property
    def text(self) -> str:
        """Meaning in plain words."""
        return (self.declared.description if self.declared else "") or ""

    @property
    def extra(self) -> Mapping[str, Any]:
        """Unit, evidence, plausible range and label, as declared."""
        extra = self.declared.json_schema_extra if self.declared else None
        return extra if isinstance(extra, dict) else {}

    @property
    def unit(self) -> str:
        """Unit of a number; empty if there is none."""
        return str(self.extra.get("unit", ""))

    @property
    def evidence(self) -> str:
        """Id of the evidence for the default ("P24"), "assumption", or "" if it needs none."""
        declared = str(self.extra.get("evidence", ASSUMPTION)) if self.number else ""
        return "" if self.chosen and declared == ASSUMPTION else declared

    @property
    def support(self) -> str:
        """The evidence for people: "P24 (grade JDG)" or "assumption"."""
        grade = grade_of(self.evidence)
        return f"{self.evidence} (grade {grade})" if grade else self.evidence

    @property
    def plausible(self) -> tuple[float, float] | None:
        """The range in which the truth is believed to lie."""
        span = self.extra.get("plausible")
        return (float(span[0]), float(span[1])) if span else None

    @property
    def infinite(self) -> bool:
        """Whether .inf is a sensible value; the declaration's text says so."""
        return self.type is float and ".inf" in self.text

    def expected(self) -> str:
        """What is expected here, to follow the word "expected"."""
        if self.kind in ("block", "names"):
            return "a block of settings, one to a line and indented"
        if self.kind == "list":
            return "a list of blocks, each starting with a dash"
        if self.choices:
            return f"one of {', '.join(self.choices)}" if len(self.choices) > 1 else self.choices[0]
        words = self.limits.words()
        words = (", " if words[:1].isdigit() or words[:1] == "-" else " " if words else "") + words
        if self.type is int:
            return f"a whole number{words}"
        if self.type is float:
            return f"a number{words}"
        if self.type is bool:
            return "true or false"
        if self.type is str:
            return "text"
        item = self.item.expected() if self.item else "text"
        return f"a list in square brackets, each entry {item}"

    def default(self) -> Any:
        """The declared default; None if the setting is required."""
        if self.declared is None or self.required:
            return None
        return self.declared.get_default(call_default_factory=True)


LIKE = "Another strategy of the study that this one starts from."
VARIANT_LABEL = "Name on charts and tables; the key is used when it is empty."
EXTENDS = "A file beside this one, or a shipped scenario, that this one starts from."


@cache
def shape_of(block: type[Block]) -> Shape:
    """The shape of a block of settings, as its class declares it."""
    return _block(block, None)


def scenario_shape() -> Shape:
    """The shape of a resolved scenario."""
    return shape_of(Scenario)


@cache
def file_shape() -> Shape:
    """The shape of a file: a scenario and the keys that are resolved on loading."""
    whole = scenario_shape()
    entry = whole.fields["strategies"].item
    assert entry is not None
    entry = replace(entry, fields={"like": _text(LIKE), **entry.fields})
    strategies = replace(whole.fields["strategies"], item=entry)
    changes = {
        "world": whole.fields["world"],
        "strategies": strategies,
        "study": whole.fields["study"],
    }
    named = {"label": _text(VARIANT_LABEL), **changes}
    variants = replace(
        whole.fields["variants"],
        kind="names",
        item=Shape("block", Variant, fields=named),
    )
    fields = {
        **whole.fields,
        "extends": _text(EXTENDS),
        "strategies": strategies,
        "variants": variants,
    }
    return replace(whole, fields=fields)


def _text(meaning: str) -> Shape:
    """A text that only a file has."""
    return Shape("leaf", str, FieldInfo(annotation=str, default=None, description=meaning))


def _block(block: type[Block], declared: FieldInfo | None) -> Shape:
    about_the_world = NOT_CHOSEN.get(block, ())
    fields = {
        name: replace(
            _shape(info.annotation, info),
            chosen=block in CHOSEN and name not in about_the_world,
        )
        for name, info in block.model_fields.items()
    }
    return Shape("block", block, declared, fields)


def _shape(annotation: Any, declared: FieldInfo | None) -> Shape:
    limits = _narrow(Limits(), declared.metadata if declared else [])
    optional = False
    while True:  # peel off "X | None" and Annotated[X, ...]
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation, *rest = typing.get_args(annotation)
            for info in rest:
                limits = _narrow(limits, info.metadata if isinstance(info, FieldInfo) else [info])
        elif origin in (typing.Union, types.UnionType):
            optional = True
            (annotation,) = (arg for arg in typing.get_args(annotation) if arg is not type(None))
        else:
            break
    args = typing.get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Block):
        return _block(annotation, declared)
    if origin is dict:
        return Shape("names", dict, declared, item=_shape(args[1], None))
    if origin is tuple:
        item = _shape(args[0], None)
        return Shape("list" if item.kind == "block" else "leaf", tuple, declared, item=item)
    if origin is Literal:
        words = tuple(str(arg) for arg in args)
        return Shape("leaf", type(args[0]), declared, choices=words, optional=optional)
    return Shape("leaf", annotation, declared, limits=limits, optional=optional)


def _narrow(limits: Limits, metadata: list[Any]) -> Limits:
    for info in metadata:
        low, strict = getattr(info, "ge", None), False
        if (above := getattr(info, "gt", None)) is not None:
            low, strict = above, True
        if low is not None and (low, strict) > (limits.low, limits.low_strict):
            limits = replace(limits, low=low, low_strict=strict)
        high, strict = getattr(info, "le", None), False
        if (below := getattr(info, "lt", None)) is not None:
            high, strict = below, True
        if high is not None and (high, not strict) < (limits.high, not limits.high_strict):
            limits = replace(limits, high=high, high_strict=strict)
    return limits


@dataclass(frozen=True)
class Leaf:
    """One value of a scenario: its key, its declaration, where it was written, what it is."""

    key: str
    shape: Shape
    node: Node | None
    value: Any


def leaves(shape: Shape, node: Node | None, default: Any = None, key: str = "") -> Iterator[Leaf]:
    """All values at and below a place, declared defaults filled in, in order of declaration.

    Args:
        shape: what stands at the place.
        node: what was written there, if anything.
        default: the value if nothing was written: a Block, a dict of Blocks, or a plain value.
        key: dotted path of the place.
    """
    if shape.kind == "block":
        for name, below in shape.fields.items():
            inner = node.fields.get(name) if node is not None else None
            if shape.whole and node is not None and inner is None:
                inner = Node(below.default(), node.place)  # what is left out was left out there
            if node is None and isinstance(default, Block):
                fallback = getattr(default, name)
            else:
                fallback = below.default()
            yield from leaves(below, inner, fallback, f"{key}.{name}" if key else name)
    elif shape.kind == "names" and shape.item is not None:
        entries: Mapping[str, Any] = (default or {}) if node is None else node.fields
        for name, entry in entries.items():
            if node is None:
                yield from leaves(shape.item, None, entry, f"{key}.{name}")
            else:
                yield from leaves(shape.item, entry, None, f"{key}.{name}")
    else:
        yield Leaf(key, shape, node, default if node is None else node.plain())


def shape_at(key: str, shape: Shape | None = None) -> Shape | None:
    """The shape at a dotted path ("strategies.calling.care"); None if there is no such place."""
    found = shape or scenario_shape()
    for name in key.split("."):
        if found.kind == "names" and found.item is not None:
            found = found.item
        elif name in found.fields:
            found = found.fields[name]
        else:
            return None
    return found


def example_entry(shape: Shape) -> str:
    """Stands for a name of the user's choice in explanations."""
    return ROSTERS.get(shape.item.type, "NAME") if shape.item else "NAME"
