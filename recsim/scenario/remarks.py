"""What is legal in a scenario, and unlikely to be meant: for people, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf

from recsim.scenario import gallery
from recsim.scenario.errors import Place
from recsim.scenario.files import shown
from recsim.scenario.idle import idle
from recsim.scenario.load import Loaded
from recsim.scenario.origins import scenario_leaves
from recsim.scenario.override import EVERY, OWN_OPTIONS
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import Leaf, shape_at
from recsim.scenario.show import value_at
from recsim.scenario.yaml_nodes import Node

HUNDRED = 100
LOOKED_AT = ("--set study.", *OWN_OPTIONS)
"""Options that change how one looks, which is nobody's belief."""
Range = tuple[float, float]
Own = Callable[[Leaf], Place | None]
"""Where a value was written, if somebody is to be told about it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is worth a second look.

    Attributes:
        place: where it was written.
        message: what is unlikely about it, in plain words.
    """

    place: Place
    message: str

    def __str__(self) -> str:
        where = (
            self.place.file if self.place.line is None else f"{self.place.file}:{self.place.line}"
        )
        return f"{where}: {self.place.key}: {self.message}"


def of_strategies(loaded: Loaded, names: Sequence[str], message: str) -> Remark:
    """A remark on what comes out of some strategies: at the first one, or at all of them."""
    everyone = loaded.tree.fields["strategies"]
    one = everyone.fields[names[0]].place
    key = "strategies" if len(names) == len(everyone.fields) > 1 else one.key
    name = shown(loaded.path)
    place = everyone.place if key == "strategies" else one
    also = f"{', '.join(names)}: " if 1 < len(names) < len(everyone.fields) else ""
    return Remark(place if place.file == name else Place(name, None, key), also + message)


def remarks(loaded: Loaded) -> tuple[Remark, ...]:
    """All remarks on a scenario and each of its variants, in the order of its lines.

    Values that a shipped scenario brings are its own affair when a file extends it.
    """
    shipped = {
        shown(path)
        for path in loaded.files
        if path != loaded.path and path.resolve().is_relative_to(gallery.folder())
    }

    def own(leaf: Leaf, variant: str = "") -> Place | None:
        """Where a value was written, if anybody here wrote it, in this variant."""
        place = None if leaf.node is None else leaf.node.place
        if place is None or place.file in shipped or place.file.startswith(LOOKED_AT):
            return None
        return place if not variant or place.key.startswith(f"variants.{variant}.") else None

    found = [*_of(loaded.tree, loaded.scenario, loaded.ranges, own), *_twins(loaded)]
    for name, version in loaded.variants.items():
        of_variant = partial(own, variant=name)
        found += _of(version.tree, version.scenario, {}, of_variant)  # by the same author
        if not version.differs and version.place.file == shown(loaded.path):
            found.append(Remark(version.place, "this variant changes nothing"))
    order = {shown(path): at for at, path in enumerate(loaded.files)}
    found.sort(key=lambda one: (order.get(one.place.file, -1), one.place.line or 0))
    return tuple(one for one in dict.fromkeys(found) if not _said_of_the_block(one, found))


def _said_of_the_block(remark: Remark, others: Sequence[Remark]) -> bool:
    """Whether the same is said of a whole block that this setting is in."""
    return any(
        one.message == remark.message and remark.place.key.startswith(f"{one.place.key}.")
        for one in others
    )


def _of(tree: Node, scenario: Scenario, ranges: Mapping[str, Range], own: Own) -> Iterator[Remark]:
    without_effect = dict(reversed(list(idle(scenario))))  # the first reason counts
    for leaf in scenario_leaves(tree):
        place = own(leaf)
        if place is None:
            continue
        if message := _number(leaf, ranges):
            yield Remark(place, message)
        block = leaf.key.rpartition(".")[0]
        key = block if f"{block}." in without_effect else leaf.key
        reason = without_effect.get(leaf.key) or without_effect.get(f"{block}.")
        if reason and _written_for(leaf.key, place) and not _default(scenario, key):
            yield Remark(place, f"this has no effect: {reason}")


def _default(scenario: Scenario, key: str) -> bool:
    """Whether a setting has the value that it would have if nobody had written it."""
    shape = shape_at(key)
    return shape is not None and value_at(scenario, key) == shape.default()


def _written_for(key: str, place: Place) -> bool:
    """Whether a value was written for this very key: not for another one that it is ``like``."""
    if f".{EVERY}." in place.file:
        return False
    path = place.key.split(".")
    written = path[2:] if path[0] == "variants" else path
    return key.split(".")[: len(written)] == written


def _number(leaf: Leaf, ranges: Mapping[str, Range]) -> str:
    """What is unlikely about a number; empty if nothing is.

    Nobody believes in a chance or rate of 0 or a time without end: they switch something off, which
    is no slip.
    """
    value, node, shape = leaf.value, leaf.node, leaf.shape
    if node is None or not shape.number or value in (None, inf):
        return ""
    if value == 0 and shape.type is float:
        return ""
    own = node.passport.range if node.passport is not None else None
    span = own or ranges.get(leaf.key) or shape.plausible
    likely = span is None or span[0] <= value <= span[1]
    thousands = node.without_points
    if thousands is not None and shape.limits.low <= thousands <= shape.limits.high:
        low, high = span or (-inf, inf)
        if low <= thousands <= high or not likely:
            return f"{node.text} is read as {value:g}; if thousands are meant, write {thousands}"
    if span is None or likely:
        return ""
    low, high = span
    if value >= 1 >= high and low <= value / HUNDRED <= high:
        return f"{value:g} looks like a percentage: {value:g} percent is {value / HUNDRED:g}"
    side = "less" if value < low else "more"
    whose = "the file’s own range" if leaf.key in ranges else "what is plausible"
    return f"{value:g} is {side} than {whose}, {low:g} to {high:g}"


def _twins(loaded: Loaded) -> Iterator[Remark]:
    """Strategies that do the same as an earlier one."""
    seen: dict[str, str] = {}
    for name, strategy in loaded.scenario.strategies.items():
        same = strategy.model_copy(update={"label": ""}).model_dump_json()
        first = seen.setdefault(same, name)
        if first != name:
            place = loaded.tree.fields["strategies"].fields[name].place
            yield Remark(place, f"this strategy is in everything the same as {first}")
