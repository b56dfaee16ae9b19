"""Changes from the command line: ``--with variant``, ``--beside variant``, ``--set key=value``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from recsim.scenario.check import check
from recsim.scenario.errors import Place, Problem, did_you_mean, nearest
from recsim.scenario.merge import overlay
from recsim.scenario.shape import Shape, file_shape, shape_at
from recsim.scenario.study import BY_MEASURE
from recsim.scenario.synonyms import meanings, only_measured
from recsim.scenario.yaml_nodes import Node, parse

NOT_SETTABLE = ("recsim", "extends", "variants", "sweep", "expect", "observed")
OWN_OPTIONS = ("--seed", "--replications", "--engine")
"""Options that set what is of their name in ``study``: "--seed=7" stands for "study.seed=7"."""
WITH, BESIDE = "--with", "--beside"
LONGEST_OPTION = 120
"""Letters of an option by which it is told."""
EVERY = "*"
"""Stands for every name of the user's choice in a key of ``--set``."""
ALL = "all"
"""Stands for every variant of the file in ``--beside all``."""


def variant_names(options: Iterable[str]) -> list[str]:
    """Names in ``--with a,b --with c``, in the order given."""
    return [name.strip() for option in options for name in option.split(",") if name.strip()]


def apply_variants(tree: Node, names: Sequence[str], problems: list[Problem]) -> Node:
    """The tree with its named variants laid over it, one after the other."""
    variants = _variants(tree)
    for name in names:
        if name in variants:
            change = {key: at for key, at in variants[name].fields.items() if key != "label"}
            tree = overlay(tree, variants[name].holding(change), file_shape(), rosters=False)
        else:
            problems.append(_unknown(WITH, name, variants))
    return tree


def names_beside(
    tree: Node, options: Iterable[str], applied: Sequence[str], problems: list[Problem]
) -> list[str]:
    """Variants in ``--beside a,b``, in this order; those of ``all`` in the order of the file.

    Args:
        tree: the scenario.
        options: what was given.
        applied: variants of ``--with``, which are in everything already; ``all`` means the others.
        problems: receives names that are no variants, or are applied already.
    """
    variants = _variants(tree)
    found: dict[str, None] = {}
    for name in variant_names(options):
        if name == ALL:
            others = [other for other in variants if other not in applied]
            found |= dict.fromkeys(others)
            if not others:
                problems.append(
                    Problem(
                        Place(f"{BESIDE} {ALL}", None, ""),
                        "there is no variant to run beside it",
                        "write one under variants:",
                    )
                )
        elif name not in variants:
            problems.append(_unknown(BESIDE, name, variants))
        elif name in applied:
            message = f'the variant "{name}" is in the scenario already, by {WITH} {name}'
            problems.append(Problem(Place(f"{BESIDE} {name}", None, ""), message))
        else:
            found[name] = None
    return list(found)


def _variants(tree: Node) -> Mapping[str, Node]:
    return tree.fields["variants"].fields if "variants" in tree.fields else {}


def _unknown(option: str, name: str, variants: Mapping[str, Node]) -> Problem:
    hint = did_you_mean(name, list(variants), "its variants are")
    return Problem(
        Place(f"{option} {name}", None, ""),
        f'the scenario has no variant "{name}"',
        hint or "it has no variants at all",
    )


def apply_settings(tree: Node, options: Iterable[str], problems: list[Problem]) -> Node:
    """The tree with every ``key=value`` of ``--set`` in its place, or in all that ``*`` means.

    Those of ``OWN_OPTIONS`` are told as they were given.
    """
    for option in options:
        given = option if len(option) <= LONGEST_OPTION else f"{option[:LONGEST_OPTION]}..."
        short, equals, text = option.partition("=")
        own = short in OWN_OPTIONS
        place = Place(given if own else f"--set {given}", None, "")
        short = f"study.{short.removeprefix('--')}" if own else short.strip()
        if not equals or not short:
            problems.append(Problem(place, "expected key=value, for example care=0.9"))
            continue
        before = len(problems)
        value = parse(text, place.file, problems, option=True)
        readable = len(problems) == before
        for key in full_keys(short, tree, place, problems):
            if value is None and readable:
                problems.append(Problem(place, f"no value is given for {key}"))
            if value is None or not readable:
                break
            shape = shape_at(key, file_shape())
            assert shape is not None
            checked = check(_at(value, place.file, key), shape, problems)
            if checked is not None:
                tree = _put(tree, key.split("."), checked)
    return tree


def settable(tree: Node) -> list[str]:
    """Every dotted key that ``--set`` accepts for this scenario, blocks included."""
    return [key for key in _keys(file_shape(), tree, "") if key.split(".")[0] not in NOT_SETTABLE]


def matches(short: str, keys: Iterable[str]) -> list[str]:
    """The keys that this is or ends: itself alone if it is one, or else all whose end it is."""
    known = list(keys)
    if short in known:
        return [short]
    return [key for key in known if key.endswith("." + short)]


def _is_whole(key: str, node: Node | None) -> bool:
    """Whether ``settable`` has this very key; it is found without listing all of them."""
    shape, path = file_shape(), key.split(".")
    for name in path:
        if shape.kind == "block" and name in shape.fields:
            shape = shape.fields[name]
            node = node.fields.get(name) if node is not None else None
        elif shape.kind == "names" and shape.item is not None:
            names: Iterable[str] = node.fields if node is not None else (shape.default() or {})
            if name not in names:
                return False
            shape = shape.item
            node = node.fields[name] if node is not None else None
        else:
            return False
    return path[0] not in NOT_SETTABLE


def full_keys(short: str, tree: Node, place: Place, problems: list[Problem]) -> list[str]:
    """The keys that are meant: one, or with ``*`` one for every strategy or segment."""
    if _is_whole(short, tree):
        return [short]
    keys: dict[str, list[str]] = {}
    for key in settable(tree):
        keys.setdefault(_with_stars(key) if EVERY in short else key, []).append(key)
    fits = matches(short, keys)
    if len(fits) == 1:
        return keys[fits[0]]
    block, _, measure = short.rpartition(".")
    key = block.removeprefix("study.")
    if measure and key in BY_MEASURE:
        return [f"study.{key}.{measure}"]  # any measure may get one
    if len(fits) > 1:
        hint = "write more of the key"
        if len({_with_stars(fit) for fit in fits}) == 1:
            hint += f", or {_with_stars(fits[0])} for all of them"
        problems.append(Problem(place, f'"{short}" could be any of: {", ".join(fits)}', hint))
    elif short.split(".")[0] in NOT_SETTABLE:
        problems.append(Problem(place, f'"{short}" cannot be set here; write it in the file'))
    else:
        problems.append(
            Problem(place, f'there is no setting "{short}"', did_you_mean_key(short, keys))
        )
    return []


def _with_stars(key: str) -> str:
    """The key with ``*`` in the place of names of the user's choice."""
    shape, path = file_shape(), []
    for name in key.split("."):
        chosen = shape.kind == "names" and shape.item is not None
        path.append(EVERY if chosen else name)
        shape = shape.item if chosen and shape.item is not None else shape.fields.get(name, shape)
    return ".".join(path)


def did_you_mean_key(short: str, keys: Iterable[str]) -> str:
    """A hint with the keys that resemble this one as a whole or in their last part."""
    known = list(dict.fromkeys(keys))
    close = meanings(short, known)[:4] or nearest(short, known, 2)
    if not close and (hint := only_measured(short)):
        return f"{hint}; recsim show lists all settings"
    if not close:
        ends = nearest(short.split(".")[-1], dict.fromkeys(key.split(".")[-1] for key in known), 2)
        close = [
            key
            for end in ends
            for key in [key for key in known if key.split(".")[-1] == end][: 4 // len(ends)]
        ]
    return f"did you mean {' or '.join(close)}?" if close else "recsim show lists all settings"


def _keys(shape: Shape, node: Node | None, key: str) -> Iterator[str]:
    if key:
        yield key
    if shape.kind == "block":
        for name, below in shape.fields.items():
            inner = node.fields.get(name) if node is not None else None
            yield from _keys(below, inner, f"{key}.{name}" if key else name)
    elif shape.kind == "names" and shape.item is not None:
        names: Iterable[str] = node.fields if node is not None else (shape.default() or {})
        for name in names:
            inner = node.fields[name] if node is not None else None
            yield from _keys(shape.item, inner, f"{key}.{name}")


def _at(node: Node, file: str, key: str) -> Node:
    """The same value with keys as seen from the whole scenario."""
    place = Place(file, None, key)
    if isinstance(node.value, dict):
        return Node(
            {name: _at(entry, file, f"{key}.{name}") for name, entry in node.value.items()}, place
        )
    if isinstance(node.value, tuple):
        return Node(
            tuple(_at(item, file, f"{key}[{at}]") for at, item in enumerate(node.value)), place
        )
    return replace(node, place=place)


def _put(tree: Node, path: Sequence[str], value: Node) -> Node:
    """A copy of the tree with the value at the path; blocks on the way are made if need be."""
    if not path:
        return value
    name, *rest = path
    inner = tree.fields.get(name) or Node({}, value.place)
    return tree.holding({**tree.fields, name: _put(inner, rest, value)})
