"""Check of one file's structure: known keys, blocks where blocks belong, passports, names."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from recsim.scenario.errors import Place, Problem, did_you_mean, nearest
from recsim.scenario.fields import TRILLION
from recsim.scenario.shape import Shape, example_entry, file_shape
from recsim.scenario.synonyms import meanings, only_measured
from recsim.scenario.yaml_nodes import Node, Passport

NAME = re.compile(r"[^\W\d_][\w-]{0,59}\Z")
PASSPORT_KEYS = ("value", "range", "source", "confidence")
CONFIDENCES = ("low", "medium", "high")
NOT_IN_YAML_12 = 'use "like:" (a strategy) or "extends:" (a file) to build on something'


def check(
    node: Node, shape: Shape, problems: list[Problem], whole: Shape | None = None
) -> Node | None:
    """Check a tree as far as its structure goes; values are checked later, when all is merged.

    Empty blocks count as not written. Passports are taken off the numbers and kept beside them.

    Args:
        node: what was written.
        shape: what may stand there.
        problems: receives what is wrong.
        whole: shape of the file that it stands in, to say where a key belongs; None: a scenario.

    Returns:
        The tree without its wrong parts; None if nothing of it is left.
    """
    if shape.kind == "leaf":
        return _leaf(node, shape, problems)
    if node.value is None:
        return node.holding({}) if shape.kind == "block" and shape.fields else None
    if shape.kind == "list":
        return _list(node, shape, problems, whole)
    if not isinstance(node.value, dict):
        hint = _run_together(node.value) if isinstance(node.value, str) else ""
        problems.append(Problem(node.place, f"{found(node)}; expected {shape.expected()}", hint))
        return None
    kept: dict[str, Node] = {}
    for name, entry in node.fields.items():
        below = shape.item if shape.kind == "names" else shape.fields.get(name)
        if below is None:
            problems.append(_unknown(name, entry.place, shape, whole or file_shape()))
        elif shape.roster and name in below.fields and not isinstance(entry.value, dict):
            problems.append(_too_far_left(name, entry, shape))
        elif shape.kind == "names" and not NAME.match(name):
            problems.append(_bad_name(name, entry.place))
        elif (checked := check(entry, below, problems, whole)) is not None:
            kept[name] = checked
    return node.holding(kept)


def found(node: Node) -> str:
    """What was found, in words."""
    value = node.value
    if value is None:
        return "nothing is given"
    if isinstance(value, dict):
        return "a block of settings is given"
    if isinstance(value, tuple):
        return "a list is given"
    return f"{show(value)} is given"


def show(value: object) -> str:
    """A single value as it is written in YAML, shortened."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 60 else f'"{value[:57]}..."'
    text = f"{value}"
    return text if len(text) <= 40 else f"{text[:37]}..."


def _leaf(node: Node, shape: Shape, problems: list[Problem]) -> Node | None:
    if shape.number and isinstance(node.value, dict):
        return _with_passport(node, shape, problems)
    value = node.value
    if isinstance(value, float) and not math.isfinite(value):
        if math.isnan(value) or not shape.infinite or value < 0:
            problems.append(
                Problem(node.place, f"{show(value)} is not finite; expected {shape.expected()}")
            )
            return None
        return node
    if value is None and shape.optional:
        return None
    return node


def _with_passport(node: Node, shape: Shape, problems: list[Problem]) -> Node | None:
    """A number given as {value, range, source, confidence}."""
    before = len(problems)
    for name, entry in node.fields.items():
        if name not in PASSPORT_KEYS:
            problems.append(
                Problem(
                    entry.place,
                    f'"{name}" is not known here; expected {shape.expected()}, alone or as a '
                    "block of value, range, source and confidence",
                    did_you_mean(name, PASSPORT_KEYS),
                )
            )
    number = node.fields.get("value")
    if number is None:
        problems.append(
            Problem(
                node.place,
                f'"value" is missing in this block; expected {shape.expected()}',
                "write {value: ..., range: [low, high], source: ..., confidence: ...}",
            )
        )
        return None
    if isinstance(number.value, dict):
        problems.append(Problem(number.place, f"{found(number)}; expected {shape.expected()}"))
        return None
    passport = Passport(
        range=_range(node, number, problems),
        source=_words(node, "source", problems),
        confidence=_words(node, "confidence", problems),
    )
    if passport.confidence and passport.confidence not in CONFIDENCES:
        problems.append(
            Problem(
                node.fields["confidence"].place,
                f'"{passport.confidence}" is given; expected one of {", ".join(CONFIDENCES)}',
            )
        )
    if len(problems) > before:
        return None
    plain = _leaf(number, shape, problems)
    return None if plain is None else replace(plain, place=node.place, passport=passport)


def _range(node: Node, number: Node, problems: list[Problem]) -> tuple[float, float] | None:
    entry = node.fields.get("range")
    if entry is None:
        return None
    ends = entry.plain()
    good = (
        isinstance(ends, tuple)
        and len(ends) == 2
        and all(isinstance(end, (int, float)) and not isinstance(end, bool) for end in ends)
        and all(abs(end) < math.inf for end in ends)
        and ends[0] <= ends[1]
    )
    if not good:
        problems.append(
            Problem(entry.place, "expected two numbers, the smaller one first: [low, high]")
        )
        return None
    if any(abs(end) > TRILLION for end in ends):
        problems.append(
            Problem(entry.place, f"is wider than anybody believes; expected at most {TRILLION:,}")
        )
        return None
    low, high = ends
    value = number.value
    if isinstance(value, (int, float)) and not low <= value <= high:
        problems.append(
            Problem(
                number.place, f"{show(value)} is outside its own range [{show(low)}, {show(high)}]"
            )
        )
    try:
        return float(low), float(high)
    except OverflowError:
        problems.append(Problem(entry.place, "these numbers are too large"))
        return None


def _words(node: Node, name: str, problems: list[Problem]) -> str:
    entry = node.fields.get(name)
    if entry is None or entry.value is None:
        return ""
    if not isinstance(entry.value, str):
        problems.append(Problem(entry.place, f"{found(entry)}; expected text"))
        return ""
    return entry.value


def _list(node: Node, shape: Shape, problems: list[Problem], whole: Shape | None) -> Node | None:
    if not isinstance(node.value, tuple) or shape.item is None:
        problems.append(Problem(node.place, f"{found(node)}; expected {shape.expected()}"))
        return None
    kept = (check(item, shape.item, problems, whole) for item in node.value)
    return Node(tuple(item for item in kept if item is not None), node.place)


def _unknown(name: str, place: Place, shape: Shape, whole: Shape) -> Problem:
    where = place.key[: -len(name)].rstrip(".")
    message = f'there is no setting "{name}"' + (f" in {where}" if where else " at the top level")
    if name == "<<":
        return Problem(place, message, NOT_IN_YAML_12)
    if hint := _run_together(name):
        return Problem(place, message, hint)
    if nearest(name, shape.fields):
        return Problem(place, message, did_you_mean(name, list(shape.fields)))
    keys = list(_all_keys(whole, ""))
    elsewhere = [key for key in keys if key.split(".")[-1] == name] or meanings(name, keys)
    if elsewhere:
        return Problem(place, message, f"it belongs under {' or '.join(elsewhere[:3])}")
    hint = only_measured(name) or did_you_mean(name, list(shape.fields))
    return Problem(place, message, hint)


def _run_together(name: str) -> str:
    """What to write instead of a key that has swallowed its value, or of half a number."""
    key, colon, value = name.partition(":")
    if colon and key and value[:1].strip():
        return f'write "{key}: {value}", with a blank after the colon'
    if re.fullmatch(r"\d{3}", name):
        return "a comma separates entries: write numbers without commas, 1200 for 1,200"
    return ""


def _too_far_left(name: str, entry: Node, shape: Shape) -> Problem:
    return Problem(
        entry.place,
        f"{found(entry)}; expected {shape.expected()}",
        f"{name} is a setting inside an entry: indent it further, below the entry's name",
    )


def _bad_name(name: str, place: Place) -> Problem:
    if hint := _run_together(name):
        return Problem(place, f'"{name[:60]}" cannot be a name', hint)
    better = re.sub(r"\W+", "_", name).strip("_0123456789")
    return Problem(
        place,
        f'"{name[:60]}" cannot be a name; expected a letter, then letters, digits, _ or -, '
        "at most 60",
        f"write {better[:60]}; label takes any text" if NAME.match(name[:1]) else "",
    )


def _all_keys(shape: Shape, key: str) -> Iterator[str]:
    """Every key of a file, with STRATEGY and the like for names; variants repeat and are left."""
    for name, below in shape.fields.items():
        path = f"{key}.{name}" if key else name
        yield path
        if name == "variants":
            continue
        if below.roster and below.item is not None:
            yield from _all_keys(below.item, f"{path}.{example_entry(below)}")
        else:
            yield from _all_keys(below, path)
