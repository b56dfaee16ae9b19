"""Levers: what can be moved in a workshop, generated from the declarations of a scenario."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from recsim.scenario.evidence import GRADES, evidence
from recsim.scenario.origins import Origin
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import Leaf, Shape, leaves, scenario_shape
from recsim.scenario.yaml_nodes import Passport

Kind = Literal["number", "integer", "choice", "switch"]
Badge = Literal["evidence", "assumption", "choice"]
Scalar = bool | int | float | str

MOST_PEOPLE = 20_000
OWN_RANGES: Mapping[str, tuple[float, float]] = {"world.people": (200, MOST_PEOPLE)}
"""Ranges of settings that declare none: what a room full of people can wait for."""
SETTINGS_OF_ADVERTS = ("answers_applicants", "screening_bar", "buffet_size", "inbox_capacity")
SETTINGS_OF_OUTREACH = ("care", "follow_ups", "targeting", "cooldown_days")
SHARE = ".active_share"
OF_STYLE = ("style", "callers")
"""The share of time says the same as the style, and more finely; who is split stays so."""
FIRST = 6
"""Most levers of a strategy that are in view at once."""
STEPS = 60
"""A range has about so many steps, or more if a value would lie between two of them."""
SAID: Mapping[str, str] = {
    "passive": "waits (passive way)",
    "active": "contacts (active way)",
    "blend": "does both",
    "split": "some wait, some call",
    "people": "recruiters",
    "software": "software",
    "both": "recruiters and software",
    "agency": "an agency",
    "corporate": "the employer itself",
    "random": "anybody",
    "fewest_in_process": "where fewest are in process",
    "fewest_approached": "where fewest were approached",
    "best_fit": "who fits best",
    "most_open": "who seems open",
    "own": "one each",
    "team": "one for the team",
    "fixed": "always the same",
    "exponential": "at random (exponential)",
    "log_normal": "at random (log-normal)",
    "gamma": "at random (gamma)",
}
"""Words of a scenario file that are choices, as people say them."""


@dataclass(frozen=True)
class Lever:
    """Something that can be moved.

    Attributes:
        path: dotted key of the setting.
        label: short name.
        help: its meaning in plain words.
        unit: unit of a number.
        kind: what sort of control it is.
        min, max, step: range of a number; None for others. A scenario's value is a whole number
            of steps above ``min``.
        choices: words to choose from; empty for others.
        value: the scenario's value; None for a time without end.
        default: recsim's default; None if it has none.
        badge: evidence: the default rests on published numbers; assumption: nobody has measured
            it; choice: the user chooses.
        source: what the number rests on, in a line.
        first: whether it is one of the few that matter most.
        adds_up: name of a group whose values must add up to 1; empty if there is none.
        evidence: id of the parameter that the source is made of; empty if it is of none.
    """

    path: str
    label: str
    help: str
    unit: str
    kind: Kind
    min: float | None
    max: float | None
    step: float | None
    choices: tuple[str, ...]
    value: Scalar | None
    default: Scalar | None
    badge: Badge
    source: str
    first: bool = False
    adds_up: str = ""
    evidence: str = ""


def strategy_levers(
    scenario: Scenario, origins: Mapping[str, Origin] | None = None
) -> dict[str, list[Lever]]:
    """Levers of each strategy; at most six of each are ``first``."""
    shape = scenario_shape().fields["strategies"].item
    assert shape is not None
    return {
        key: _with_first(
            [
                _of_strategy(lever, strategy.outreach_share)
                for leaf in leaves(shape, None, strategy, f"strategies.{key}")
                if (lever := _lever(leaf, origins or {}, f"strategies.{key}")) is not None
            ],
            _important(scenario, key),
        )
        for key, strategy in scenario.strategies.items()
    }


def world_levers(
    scenario: Scenario, origins: Mapping[str, Origin] | None = None
) -> dict[str, list[Lever]]:
    """Levers of the world by block, by the meaning of the block."""
    shape = scenario_shape().fields["world"]
    groups: dict[str, list[Lever]] = {}
    for leaf in leaves(shape, None, scenario.world, "world"):
        block = leaf.key.split(".")[1]
        of_its_own = shape.fields[block].kind == "leaf"
        above = "world" if of_its_own else f"world.{block}"
        lever = _lever(leaf, origins or {}, above)
        if lever is not None:
            title = "Size of the market" if of_its_own else _title(shape.fields[block])
            groups.setdefault(title, []).append(lever)
    return groups


def _title(block: Shape) -> str:
    return str(block.extra.get("label") or block.text.rstrip("."))


def span(leaf: Leaf, passport: Passport | None = None) -> tuple[float, float] | None:
    """Range of a number's lever: the plausible one, or narrow limits, stretched to the value.

    None if it has no range. What the author of the file holds plausible comes first.
    """
    shape, value = leaf.shape, leaf.value
    found = OWN_RANGES.get(leaf.key) or (passport and passport.range) or shape.plausible
    if found is None and shape.limits.high - shape.limits.low <= 1:
        found = shape.limits.ends
    if found is None:
        return None
    limits = shape.limits
    low, high = max(found[0], limits.low), min(found[1], limits.high)
    if value is not None and math.isfinite(value):
        low, high = min(low, value), max(high, value)
    return low, high


def step_of(low: float, high: float, values: Sequence[float], *, whole: bool) -> float:
    """A round step (1, 2 or 5 times a power of ten) on whose multiples above ``low`` values lie.

    If they do on none, the finest that was tried.
    """
    rough = max((high - low) / STEPS, 1e-9)
    power = math.floor(math.log10(rough))
    candidates = [
        float(f"{digit}e{at}") for at in range(power + 1, power - 5, -1) for digit in (5, 2, 1)
    ]
    fine = [one for one in candidates if one <= rough and (not whole or one >= 1)]
    for step in fine:
        if all(_on_grid(value - low, step) for value in (*values, high)):
            return step
    return 1.0 if whole else fine[-1]


def _on_grid(distance: float, step: float) -> bool:
    times = distance / step
    return abs(times - round(times)) < 1e-6


def _lever(leaf: Leaf, origins: Mapping[str, Origin], above: str) -> Lever | None:
    """The lever of a setting; None for texts, lists, numbers without a range, what is left out."""
    shape, value = leaf.shape, leaf.value
    kind = _kind(shape)
    left_out = value is None and not leaf.key.endswith(SHARE)  # which every style has
    if kind is None or left_out:
        return None
    default = shape.default()
    origin = origins.get(leaf.key)
    passport = origin.passport if origin is not None else None
    low = high = step = None
    if kind in ("number", "integer"):
        found = span(leaf, passport)
        if found is None:
            return None
        low, high = found
        at = [float(n) for n in (value, default) if n is not None and low <= n <= high]
        step = step_of(low, high, at, whole=kind == "integer")
        if kind == "integer":
            low, high, step = int(low), int(high), int(step)
    badge, source, parameter = _support(shape, passport)
    return Lever(
        path=leaf.key,
        label=_label(leaf, above),
        help=shape.text,
        unit=shape.unit,
        kind=kind,
        min=low,
        max=high,
        step=step,
        choices=shape.choices,
        value=_finite(value),
        default=_finite(default),
        badge=badge,
        source=source,
        adds_up=_adds_up(leaf.key),
        evidence=parameter,
    )


def _kind(shape: Shape) -> Kind | None:
    if shape.choices:
        return "choice" if len(shape.choices) > 1 else None
    if shape.type is bool:
        return "switch"
    return {int: "integer", float: "number"}.get(shape.type)  # type: ignore[return-value]


def _finite(value: Scalar | None) -> Scalar | None:
    """JSON has no number for a time without end."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _label(leaf: Leaf, above: str) -> str:
    """The declared label; in a block that the file names, after its name ("Office: ...")."""
    *blocks, name = leaf.key[len(above) + 1 :].split(".")
    label = str(leaf.shape.extra.get("label") or _words(name))
    return f"{_words(blocks[0])}: {label}" if above == "world.segments" else label


def _words(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _support(shape: Shape, passport: Passport | None) -> tuple[Badge, str, str]:
    """What sort of support a value has, in a line, and the id of its evidence."""
    if passport is not None and passport.source:
        sure = f" (confidence: {passport.confidence})" if passport.confidence else ""
        badge: Badge = "assumption" if passport.confidence == "low" else "evidence"
        return badge, f"{passport.source}{sure}", ""
    parameter = evidence().parameters.get(shape.evidence)
    if parameter is not None:
        grade = f"{parameter.id}: {parameter.what}. Grade {parameter.grade}: "
        judged = parameter.grade == "JDG"
        badge = "assumption" if judged else "evidence"
        return badge, grade + _grade(parameter.grade), parameter.id
    return ("choice" if shape.chosen else "assumption"), "", ""


def grade_of(parameter: str) -> str:
    """Grade of the evidence of this id."""
    return evidence().parameters[parameter].grade


def _grade(grade: str) -> str:
    """What a grade means; some are two ("B/C")."""
    return GRADES.get(grade) or "; ".join(GRADES[g] for g in grade.split("/") if g in GRADES)


def _adds_up(path: str) -> str:
    """Name of the group of shares that the setting belongs to."""
    block, _, name = path.rpartition(".")
    if block.endswith(".channels"):
        return block
    in_segment = path.startswith("world.segments.")
    return f"world.segments.{name}" if in_segment and name.endswith("_share") else ""


def _of_strategy(lever: Lever, outreach_share: float) -> Lever:
    """The share of time for outreach has a value in every style: nothing, or all of it."""
    if lever.path.endswith(SHARE):
        return replace(lever, value=outreach_share, default=None)
    return lever


def _important(scenario: Scenario, key: str) -> Iterator[str]:
    """Ends of the keys that matter most: where the strategies differ, then what its style does."""
    own, *others = (
        {leaf.key: leaf.value for leaf in leaves(_strategy_shape(), None, strategy, "")}
        for strategy in (scenario.strategies[key], *scenario.strategies.values())
    )
    share = scenario.strategies[key].outreach_share
    idle: tuple[str, ...] = ("style",)  # the share of time says the same, and more finely
    idle += SETTINGS_OF_ADVERTS if share == 1 else ()
    idle += (*SETTINGS_OF_OUTREACH, "channels") if share == 0 else ()
    for name, value in own.items():
        differs = any(other[name] != value for other in others)
        if differs and name.split(".")[0] not in idle:
            yield name
    yield from ("active_share", "recruiters")
    if share == 1:
        yield from SETTINGS_OF_OUTREACH
    elif share == 0:
        yield from SETTINGS_OF_ADVERTS
    else:
        for pair in zip(SETTINGS_OF_OUTREACH, SETTINGS_OF_ADVERTS, strict=True):
            yield from pair


def _strategy_shape() -> Shape:
    shape = scenario_shape().fields["strategies"].item
    assert shape is not None
    return shape


def _with_first(levers: Sequence[Lever], important: Iterator[str]) -> list[Lever]:
    """The levers, the important ones marked and in front."""
    by_end = {lever.path.split(".", 2)[2]: lever for lever in levers}
    front = [by_end[name] for name in dict.fromkeys(important) if name in by_end][:FIRST]
    rest = [lever for lever in levers if lever not in front]
    return [*(replace(lever, first=True) for lever in front), *rest]
