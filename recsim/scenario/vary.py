"""Settings that are varied: ``--vary key=low:high:count``, ``key=a,b,c``, ``sweep:`` in a file."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recsim.scenario.errors import Place, Problem
from recsim.scenario.override import full_keys
from recsim.scenario.shape import Shape, file_shape, shape_at
from recsim.scenario.yaml_nodes import Node, parse

if TYPE_CHECKING:
    from recsim.scenario.scenario import Scenario

Value = bool | int | float | str
MOST_VALUES = 200
"""Values of one setting."""
LOG = "log"
EQUAL_FACTORS = 10.0
"""A plausible range whose ends are so many times apart is gone through by equal factors."""
_GIVE = "give low:high:count (with :log for equal factors), or values: a,b,c"
BLOCKS = ("world.", "strategies.")

WIDE: Mapping[str, Sequence[float]] = {
    "world.board.visits_per_day": (1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8),
    "world.people": (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2),
}
"""What decides most between waiting and calling, and what few people know of their own market: how
many apply, and how many there are. Multiples of the scenario's own value."""


@dataclass(frozen=True)
class Axis:
    """A setting that is varied.

    Attributes:
        key: as it was given: "calling.care".
        keys: the settings that it means by their dotted keys; several with ``*``.
        shape: what it may be.
        place: where it was given.
        low, high: ends of a range; None if values were given.
        count: number of values of a range; None: not given.
        log: whether a range is gone through by equal factors.
        given: values that were given, in their order.
    """

    key: str
    keys: tuple[str, ...]
    shape: Shape
    place: Place
    low: float | None = None
    high: float | None = None
    count: int | None = None
    log: bool = False
    given: tuple[Value, ...] = ()

    def values(self, usual: int) -> tuple[Value, ...]:
        """The values, ascending if they are numbers; of a range without a count so many."""
        if self.low is None:
            found = dict.fromkeys(self.given)
            return tuple(sorted(found)) if _numbers(found) else tuple(found)
        count = self.count or usual
        return tuple(dict.fromkeys(self.at(place / (count - 1)) for place in range(count)))

    def at(self, share: float) -> Value:
        """The value at a place from 0 to 1 along a range, or in the row of given values."""
        if self.low is None or self.high is None:
            return self.given[min(int(share * len(self.given)), len(self.given) - 1)]
        if share in (0, 1):
            found = self.high if share else self.low
        elif self.log:
            found = self.low * (self.high / self.low) ** share
        else:
            found = self.low + (self.high - self.low) * share
        return round(found) if self.shape.type is int else significant(found, 6)

    @property
    def chosen(self) -> bool:
        """Whether it is a choice of a strategy, and not a statement about the world."""
        return self.keys[0].startswith("strategies.")


def axes(
    given: Iterable[tuple[str, Place]],
    tree: Node,
    problems: list[Problem],
    ranges: Mapping[str, tuple[float, float]] | None = None,
) -> list[Axis]:
    """The settings that are varied.

    Args:
        given: "key=low:high:count", "key=low:high:count:log", "key=a,b,c", or a key alone, which
            stands for its plausible range; each with its place.
        tree: the scenario.
        problems: receives what is wrong.
        ranges: in which the scenario's author believes numbers to lie, by dotted key.
    """
    found: list[Axis] = []
    for text, place in given:
        axis = _axis(text, place, tree, problems, ranges or {})
        if axis is None:
            continue
        twice = {key for one in found for key in one.keys} & set(axis.keys)
        if twice:
            problems.append(Problem(place, f"{min(twice)} is varied already"))
        else:
            found.append(axis)
    return found


def swept(tree: Node, problems: list[Problem]) -> list[tuple[str, Place]]:
    """What stands under ``sweep:`` of a file, as ``axes`` takes it; what is wrong is told."""
    node = tree.fields.get("sweep")
    items = node.value if node is not None and isinstance(node.value, tuple) else ()
    given = [(item.value, item.place) for item in items if isinstance(item.value, str)]
    axes(given, tree, problems)
    return given


def usual(scenario: Scenario) -> list[str]:
    """What is varied if nobody says: see ``WIDE``; with one strategy, the first of them alone."""
    found = []
    for key, factors in WIDE.items():
        if key == "world.board.visits_per_day" and not scenario.waits:
            continue
        shape = shape_at(key)
        assert shape is not None
        own = scenario.world.people if shape.type is int else scenario.world.board.visits_per_day
        low, high = shape.limits.ends
        values = [own * factor for factor in factors]
        values = [round(v) if shape.type is int else significant(v, 3) for v in values]
        values = [own if f == 1 else v for v, f in zip(values, factors, strict=True)]
        kept = dict.fromkeys(value for value in values if max(low, 1e-9) <= value <= high)
        if len(kept) > 1:
            found.append(f"{key.removeprefix('world.')}={','.join(map(repr, kept))}")
    return found if len(scenario.strategies) > 1 else found[:1]


def _axis(
    text: str,
    place: Place,
    tree: Node,
    problems: list[Problem],
    ranges: Mapping[str, tuple[float, float]],
) -> Axis | None:
    short, equals, values = (part.strip() for part in text.partition("="))
    if not short:
        problems.append(Problem(place, f"expected key=values; {_GIVE}"))
        return None
    keys = full_keys(short, tree, place, problems)
    if not keys:
        return None
    shape = shape_at(keys[0], file_shape())
    assert shape is not None
    can_vary = shape.number or (shape.kind == "leaf" and bool(shape.choices or shape.type is bool))
    if not keys[0].startswith(BLOCKS) or not can_vary:
        problems.append(
            Problem(
                place,
                f"{keys[0]} cannot be varied; expected a number, a choice or a switch of the world "
                "or of a strategy",
            )
        )
        return None
    axis = Axis(short, tuple(keys), shape, place)
    if not equals:
        return _plausible(axis, problems, ranges)
    if ":" in values:
        return _range(axis, values, problems)
    return _values(axis, values, problems)


def _plausible(
    axis: Axis, problems: list[Problem], ranges: Mapping[str, tuple[float, float]]
) -> Axis | None:
    """The whole range in which the truth is believed to lie."""
    ends = ranges.get(axis.keys[0]) or axis.shape.plausible
    if ends is None or ends[0] >= ends[1]:
        problems.append(Problem(axis.place, f"{axis.keys[0]} has no plausible range", _GIVE))
        return None
    low, high = ends
    return replace(axis, low=low, high=high, log=low > 0 and high / low >= EQUAL_FACTORS)


def _range(axis: Axis, text: str, problems: list[Problem]) -> Axis | None:
    """ "0:1:5", "0.1:10:7:log", "0:1"."""
    parts = [part.strip() for part in text.split(":")]
    log = parts[-1] == LOG
    numbers = [_number(part) for part in (parts[:-1] if log else parts)]
    good = len(numbers) in (2, 3) and all(one is not None for one in numbers)
    if not good or not axis.shape.number:
        of = "" if axis.shape.number else f"{axis.keys[0]} is no number; "
        problems.append(Problem(axis.place, f'{of}"{text}" is no range of numbers', _GIVE))
        return None
    low, high, *rest = (float(one) for one in numbers if one is not None)
    count = rest[0] if rest else None
    wrong = ""
    if not low < high:
        wrong = "the first end has to be below the second one"
    elif log and low <= 0:
        wrong = "equal factors need ends above 0"
    elif count is not None and (count != int(count) or not 2 <= count <= MOST_VALUES):
        wrong = f"the third number counts the values: expected a whole number, 2 to {MOST_VALUES}"
    if wrong:
        problems.append(Problem(axis.place, f'"{text}": {wrong}', _GIVE))
        return None
    return replace(axis, low=low, high=high, log=log, count=int(count) if count else None)


def _values(axis: Axis, text: str, problems: list[Problem]) -> Axis | None:
    """ "0.1,0.5,0.9", "agency,corporate"."""
    before = len(problems)
    found: list[Value] = []
    for part in text.split(","):
        node = parse(part.strip(), axis.place.file, [], option=True)
        if node is None or not isinstance(node.value, bool | int | float | str):
            problems.append(Problem(axis.place, f'"{part.strip()}" is no value', _GIVE))
        else:
            found.append(node.value)
    if len(problems) > before:
        return None
    if len(set(found)) < 2 or len(found) > MOST_VALUES:
        given = "one value is given" if len(set(found)) < 2 else f"{len(found)} values are given"
        problems.append(Problem(axis.place, f"{given}; expected 2 to {MOST_VALUES}", _GIVE))
        return None
    return replace(axis, given=tuple(found))


def significant(number: float, digits: int) -> float:
    """The number with so many digits."""
    if number == 0:
        return 0.0
    return round(number, digits - 1 - math.floor(math.log10(abs(number))))


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _numbers(values: Iterable[Value]) -> bool:
    return all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
