"""From a file to a Scenario: read, ``extends``, ``--with``, ``--set``, ``like``, validate.

Precedence: ``--set`` > ``--with`` > file > ``extends`` > defaults. All problems of a file are
reported at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from recsim.scenario.beside import comparable
from recsim.scenario.changed import changed
from recsim.scenario.check import found
from recsim.scenario.errors import Place, Problem, did_you_mean
from recsim.scenario.files import Layers, Reading, locate, read, read_text, shown
from recsim.scenario.merge import resolve_like
from recsim.scenario.origins import Origin, origins, values
from recsim.scenario.override import (
    BESIDE,
    apply_settings,
    apply_variants,
    names_beside,
    variant_names,
)
from recsim.scenario.references import Measures
from recsim.scenario.scenario import Scenario
from recsim.scenario.shape import file_shape, leaves, scenario_shape
from recsim.scenario.validate import validate
from recsim.scenario.vary import swept
from recsim.scenario.yaml_nodes import Node

MOST_VARIANTS = 50
"""Each of them is a scenario of its own, and looked at."""
DEFAULTS = "the defaults"
IN_MEMORY = "a scenario in memory"
"""Stands for the file of a scenario that is in none."""
ALTERING = ("world.", "strategies.", "study.horizon_days", "study.warm_up_days", "study.market")
"""How keys begin that change what happens, and not only how often or closely we look."""


@dataclass(frozen=True)
class Base:
    """What a scenario is compared with: its ``extends`` parent, or else the defaults.

    Attributes:
        name: "base.yaml", or "the defaults".
        values: values by dotted key, for every key of the scenario that the base has; a strategy
            that is ``like`` another one is compared with that one.
    """

    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Version:
    """The file with one of its variants.

    Attributes:
        scenario: the resolved scenario.
        tree: what it was made from, with the place of every value.
        place: where the variant is written.
        differs: whether anything is different from the file as it stands.
    """

    scenario: Scenario
    tree: Node
    place: Place
    differs: bool


@dataclass(frozen=True)
class Loaded:
    """A scenario, and where everything in it comes from.

    Attributes:
        scenario: the resolved scenario.
        path: the file.
        text: the file as given.
        origins: where each value comes from, by dotted key ("world.offence.scale").
        variant: applied variants, joined by "+"; empty if none.
        base: what the scenario is compared with.
        files: all files that were read, the scenario's own first.
        beside: variants that are looked at beside the scenario, by name; each differs from it by
            that variant alone.
        changed: what ``--set`` changed, a line each ("care of calling: 0.5, was 0.7").
        tree: what the scenario was made from.
        variants: the file with each of its variants alone, by name.
        ranges: in which their authors believe numbers to lie, by dotted key; a later layer may
            have another value.
    """

    scenario: Scenario
    path: Path
    text: str
    origins: Mapping[str, Origin]
    variant: str
    base: Base
    files: tuple[Path, ...]
    beside: Mapping[str, Scenario] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    tree: Node = field(default_factory=lambda: Node({}, Place("", None, "")))
    variants: Mapping[str, Version] = field(default_factory=dict)
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def load(
    source: str | Path | Scenario,
    *,
    with_: Sequence[str] = (),
    set_: Sequence[str] = (),
    seed: int | None = None,
    replications: int | None = None,
    measures: Measures | None = None,
    beside: Sequence[str] = (),
    lenient: bool = False,
) -> Loaded:
    """Load a scenario.

    Args:
        source: path of a file, name of a shipped scenario ("two_ways"), or a scenario, which is
            held against all rules again.
        with_: variants to apply, in this order; "downturn,spam" counts as two.
        set_: single settings, "key=value"; the key may be any end of the dotted path that is
            unique, the value is read as YAML.
        seed: replaces ``study.seed``.
        replications: replaces ``study.replications``.
        measures: all measures by name; if given, the names in ``outcomes``, ``limits`` and
            ``expect`` are checked against them.
        beside: variants to look at beside the scenario; "all" for every one that is not applied.
        lenient: whether settings that this version does not know are left out, instead of an error:
            to show what another version has made, and never to simulate.

    Raises:
        ScenarioErrors: everything that is wrong, each with its place.
        TypeError: ``source`` is something else, or a text is given for a list of them.
    """
    if not isinstance(source, str | Path | Scenario):
        raise TypeError(
            f"source: {source!r} given ({type(source).__name__}); expected the path of a scenario "
            "file, the name of a shipped scenario, or a Scenario"
        )
    for argument, texts in (("with_", with_), ("set_", set_), ("beside", beside)):
        if not isinstance(texts, list | tuple):  # a text alone would be taken letter by letter
            raise TypeError(
                f"{argument}: {texts!r} given ({type(texts).__name__}); expected a list of texts"
            )
    options = list(set_)
    if seed is not None:
        options.append(f"--seed={seed}")
    if replications is not None:
        options.append(f"--replications={replications}")
    reading = Reading()
    if lenient:
        reading.problems = []  # as many as there are: they are left out
    if isinstance(source, Scenario):
        path = Path(IN_MEMORY)
        layers = read_text(_as_text(source), path, reading, alone=True)
    else:
        path = locate(source)
        layers = read(path, reading)
    if lenient and layers is not None:
        reading.problems.clear()  # what is wrong is in the layers no more
    return _loaded(layers, path, reading, variant_names(with_), options, measures, beside)


def _as_text(scenario: Scenario) -> str:
    """The scenario as a file that stands alone."""
    from recsim.scenario.yaml_text import yaml_text

    values = scenario.model_dump(exclude_none=True)
    return "".join(f"{key}: {yaml_text(value)}\n" for key, value in values.items())


def load_text(text: str, file: str, *, measures: Measures | None = None) -> Loaded:
    """Load a scenario from its text alone: no file is read but the shipped ones it may extend.

    Args:
        text: what the file says.
        file: a name for it, which problems are reported under ("mine.yaml").
        measures: all measures by name, as for ``load``.

    Raises:
        ScenarioErrors: everything that is wrong, each with its place.
    """
    reading, path = Reading(), Path(file)
    layers = read_text(text, path, reading, alone=True)
    return _loaded(layers, path, reading, [], [], measures)


def _loaded(
    layers: Layers | None,
    path: Path,
    reading: Reading,
    variants: Sequence[str],
    options: Sequence[str],
    measures: Measures | None,
    beside: Sequence[str] = (),
) -> Loaded:
    """What was read, with its variants and options, checked."""
    if layers is None:
        raise reading.errors()
    layers = replace(layers, tree=_named(layers.tree, path))
    layers = replace(layers, tree=_fitting_variants(layers.tree, path, reading.problems))
    tree = apply_variants(layers.tree, variants, reading.problems)
    unset = tree
    tree = apply_settings(tree, options, reading.problems)
    final, everyone = _without_like(layers, reading.problems, tree)
    scenario = validate(final, reading.problems, measures)
    versions = _check_variants(layers, reading.problems, measures)
    swept(tree, reading.problems)
    names = names_beside(layers.tree, beside, variants, reading.problems)
    if reading.problems or scenario is None:
        raise reading.errors()
    others = {}
    for name in names:
        problems: list[Problem] = []
        with_it = apply_variants(layers.tree, [*variants, name], problems)
        with_it = apply_settings(with_it, options, problems)
        other = validate(_without_like(layers, problems, with_it)[0], problems, measures)
        if other is not None:
            others[name] = comparable(scenario, other, name, problems)
        reading.problems += _said_of(name, problems)
    if reading.problems:
        raise reading.errors()
    file = shown(path)
    came = origins(final, file)
    if any(at.kind in ("with", "set") and key.startswith(ALTERING) for key, at in came.items()):
        scenario = scenario.model_copy(update={"expect": ()})  # said of the file as it stands
    return Loaded(
        scenario=scenario,
        path=path,
        text=reading.texts[file],
        origins=came,
        variant="+".join(variants),
        base=_base(tree, final, layers, everyone),
        files=tuple(reading.paths),
        beside=others,
        changed=changed(_without_like(layers, [], unset)[0], final) if options else (),
        tree=final,
        variants=versions,
        ranges=_ranges(layers),
    )


def _named(tree: Node, path: Path) -> Node:
    """The tree with a name: the one that it gives, or else the file's."""
    if "name" in tree.fields:
        return tree
    plain = re.sub(r"[^\w-]+", "_", path.stem).strip("_-")[:60] or "scenario"
    return tree.holding({**tree.fields, "name": Node(plain, Place(shown(path), None, "name"))})


def _fitting_variants(tree: Node, path: Path, problems: list[Problem]) -> Node:
    """The tree with variants that change only strategies which take part.

    A variant of a parent may speak of others: that part is dropped. In the file itself it is an
    error, unless the variant brings a strategy of its own (with ``style`` or ``like``).
    """
    variants = tree.fields.get("variants")
    if variants is None:
        return tree
    taking_part = tree.fields["strategies"].fields if "strategies" in tree.fields else {}
    fitting = dict(variants.fields)
    for name, variant in variants.fields.items():
        if "strategies" not in variant.fields:
            continue
        kept: dict[str, Node] = {}
        changed = variant.fields["strategies"]
        for team, entry in changed.fields.items():
            if team in taking_part or {"style", "like"} & set(entry.fields):
                kept[team] = entry
            elif entry.place.file == shown(path):
                problems.append(
                    Problem(
                        entry.place,
                        f'there is no strategy "{team}" that this variant could change',
                        did_you_mean(team, list(taking_part)),
                    )
                )
        fitting[name] = variant.holding({**variant.fields, "strategies": changed.holding(kept)})
    return tree.holding({**tree.fields, "variants": variants.holding(fitting)})


def _without_like(
    layers: Layers, problems: list[Problem], tree: Node | None = None
) -> tuple[Node, Mapping[str, Node]]:
    """The tree without ``like``, and all strategies that could be named by it."""
    tree = tree or layers.tree
    strategies = tree.fields.get("strategies")
    if strategies is None:
        return tree, {}
    shape = file_shape().fields["strategies"].item
    assert shape is not None
    everyone = {**layers.templates, **strategies.fields}
    resolved = resolve_like(everyone, shape, problems)
    members = strategies.holding({name: resolved[name] for name in strategies.fields})
    return tree.holding({**tree.fields, "strategies": members}), resolved


def _ranges(layers: Layers) -> dict[str, tuple[float, float]]:
    """The ranges of all passports, by dotted key; a file's own go before those of its parent."""

    def inside(node: Node, key: str) -> Iterator[tuple[str, tuple[float, float]]]:
        if node.passport is not None and node.passport.range is not None:
            yield key, node.passport.range
        for name, below in node.fields.items():
            if key or name != "variants":
                yield from inside(below, f"{key}.{name}" if key else name)

    below = {} if layers.parent is None else _ranges(layers.parent)
    return {**below, **dict(inside(layers.tree, ""))}


def _check_variants(
    layers: Layers, problems: list[Problem], measures: Measures | None
) -> dict[str, Version]:
    """Every variant must give a valid scenario on its own, whether it is applied or not.

    Returns:
        The scenario with each variant, by its name.
    """
    versions: dict[str, Version] = {}
    variants = layers.tree.fields.get("variants")
    if variants is not None and len(variants.fields) > MOST_VARIANTS:
        message = f"{len(variants.fields):,} variants given, expected at most {MOST_VARIANTS}"
        problems.append(Problem(variants.place, message))
        return versions
    as_it_stands = validate(_without_like(layers, [])[0], []) if variants is not None else None
    for name, change in variants.fields.items() if variants is not None else ():
        found_here = list(problems)
        label = change.fields.get("label")
        if label is not None and not isinstance(label.value, str):
            found_here.append(Problem(label.place, f"{found(label)}; expected text"))
        tree = apply_variants(layers.tree, [name], found_here)
        tree, _ = _without_like(layers, found_here, tree)
        scenario = validate(tree, found_here, measures)
        if scenario is not None:
            differs = scenario != as_it_stands
            versions[name] = Version(scenario, tree, change.place, differs)
        problems += _said_of(name, found_here[len(problems) :])
    return versions


def _said_of(variant: str, problems: Sequence[Problem]) -> list[Problem]:
    """The problems, with the variant's name where their keys do not tell it."""
    return [
        problem
        if problem.key.startswith("variants.") or problem.file.startswith(BESIDE)
        else replace(problem, message=f"with variant {variant}: {problem.message}")
        for problem in problems
    ]


def _base(tree: Node, final: Node, layers: Layers, everyone: Mapping[str, Node]) -> Base:
    """What the scenario is compared with; see ``Base``."""
    parent: Node | None = None
    if layers.parent is not None:
        parent, _ = _without_like(layers.parent, [])
    below = dict(values(parent))
    shape = scenario_shape()
    team, segment = shape.fields["strategies"].item, shape.fields["world"].fields["segments"].item
    assert team is not None
    assert segment is not None
    for name in final.fields["strategies"].fields:
        key = f"strategies.{name}"
        like = tree.fields["strategies"].fields[name].fields.get("like")
        if like is not None:
            model = everyone[str(like.value)]
            below.update((leaf.key, leaf.value) for leaf in leaves(team, model, key=key))
        elif f"{key}.style" not in below:
            new = leaves(team, None, key=key)
            below.update((leaf.key, leaf.value) for leaf in new if not leaf.shape.required)
    own = values(final)
    for key in own:
        if key.startswith("world.segments.") and key not in below:
            name = key.rpartition(".")[0]
            below.update((leaf.key, leaf.value) for leaf in leaves(segment, None, key=name))
    called = DEFAULTS if layers.parent is None else layers.parent.tree.place.file
    return Base(called, {key: below[key] for key in own if key in below})
