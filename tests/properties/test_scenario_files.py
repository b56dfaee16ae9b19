"""Whatever is written, loading gives a scenario or a list of located problems."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from recsim.scenario.check import check
from recsim.scenario.errors import MOST_TOLD, ScenarioErrors
from recsim.scenario.gallery import starter
from recsim.scenario.identity import content_hash
from recsim.scenario.load import Loaded, load
from recsim.scenario.merge import overlay
from recsim.scenario.printable import printable
from recsim.scenario.shape import Shape, file_shape, scenario_shape
from recsim.scenario.show import resolved_yaml
from recsim.scenario.strategy import CHANNELS
from recsim.scenario.yaml_nodes import Node, parse
from recsim.scenario.yaml_text import yaml_block, yaml_text

NAMES = st.from_regex(r"\A[a-z][a-z0-9_]{0,8}\Z")
TEXTS = st.text(max_size=20)


def numbers(shape: Shape) -> st.SearchStrategy[Any]:
    """Numbers inside the hard limits, whole ones where only these are fine."""
    limits = shape.limits
    low = max(limits.low, -1e6)
    high = min(limits.high, 1e6)
    if shape.type is int:
        return st.integers(int(low), int(high))
    plain = st.floats(
        low,
        high,
        exclude_min=limits.low_strict and low == limits.low,
        exclude_max=limits.high_strict and high == limits.high,
    )
    return plain | st.just(math.inf) if shape.infinite else plain


def leaf_values(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.choices:
        return st.sampled_from(shape.choices)
    if shape.number:
        return numbers(shape)
    return {str: TEXTS, bool: st.booleans()}[shape.type]


def blocks(shape: Shape, *leave_out: str) -> st.SearchStrategy[dict[str, Any]]:
    """Some settings of a block, each valid by itself."""
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name, below in shape.fields.items():
        if name in leave_out or below.whole or below.kind in ("names", "list"):
            continue
        if below.kind == "block":
            fields[name] = blocks(below)
        elif below.type is not tuple:
            fields[name] = leaf_values(below)
    return st.fixed_dictionaries({}, optional=fields)


@st.composite
def shares(draw: st.DrawFn, names: list[str]) -> dict[str, float]:
    """Shares that add up to 1."""
    parts = [draw(st.integers(0, 20)) for _ in names]
    parts[0] += 1
    return {name: part / sum(parts) for name, part in zip(names, parts, strict=True)}


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """A whole valid scenario file."""
    root = scenario_shape()
    world = draw(blocks(root.fields["world"], "segments"))
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    people, asked = draw(shares(names)), draw(shares(names))
    segment = root.fields["world"].fields["segments"].item
    team = root.fields["strategies"].item
    assert segment is not None
    assert team is not None
    world["segments"] = {
        name: {
            **draw(blocks(segment)),
            "people_share": people[name],
            "requisition_share": asked[name],
        }
        for name in names
    }
    strategies = {}
    for name in draw(st.lists(NAMES, min_size=1, max_size=3, unique=True)):
        entry = draw(blocks(team, "active_share", "callers", "changes", "like", "label"))
        entry["label"] = f"{name} {draw(TEXTS)}"  # no two with one label
        entry["style"] = draw(st.sampled_from(["passive", "active", "blend"]))
        if entry["style"] == "blend":
            entry["active_share"] = draw(st.floats(0, 1))
        if draw(st.booleans()):
            entry["channels"] = draw(shares(list(CHANNELS)))
        strategies[name] = entry
    study = draw(blocks(root.fields["study"], "warm_up_days"))
    study["limits"] = draw(st.dictionaries(NAMES, st.floats(0, 100), max_size=2))
    study["outcomes"] = draw(st.lists(NAMES, max_size=3))
    return {
        "title": draw(TEXTS),
        "question": draw(TEXTS),
        "world": world,
        "strategies": strategies,
        "study": study,
        "variants": {"less": {"world": {"people": draw(st.integers(1, 9))}}},
        "expect": [{"strategy": next(iter(strategies)), "outcome": "x", "at_most": 1}],
    }


def load_text(text: str | bytes, **options: Any) -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return load(path, **options)


@pytest.mark.slow
@given(files(), st.booleans())
def test_resolved_scenarios_load_again(file: dict[str, Any], variant: bool) -> None:
    first = load_text(yaml_text(file), with_=["less"] if variant else [])
    again = load_text(resolved_yaml(first))
    assert again.scenario == first.scenario
    assert content_hash(again.scenario) == content_hash(first.scenario)


WRITTEN = TEXTS.map(printable) | st.from_regex(r"\A[-+]?(0[ox])?[0-9_.:]{1,4}[eE]?[-+]?[0-9]?\Z")


@given(WRITTEN, st.lists(WRITTEN | st.integers() | st.floats(allow_nan=False) | st.booleans()))
@example("1e3", ["12e5", "0o7", "0x1F", "1_000", "1:30", "no", "NULL", "~", "", ".5", "2026-01-01"])
@example("=", ["<<", "- a", "a: b", "# a", "a\n\nb ", "&a", "*a", "!a", "%a", "*a:"])
@example("a " * 60, [0.1, 1e300, 5e-324, -math.inf, 10**30])
def test_what_is_written_in_blocks_is_read_as_the_same(text: str, values: list[Any]) -> None:
    written = yaml_block({"text": text, "values": values}, width=40)
    problems: list[Any] = []
    read = parse(written, "entry.yaml", problems)
    assert not problems
    assert read is not None
    assert read.plain() == {"text": text, "values": tuple(values)}
    assert yaml.safe_load(written) == {"text": text, "values": values}  # other programs, too


def in_order(value: Any) -> None:
    """Every problem carries its file and a message, and can be shown."""
    assert isinstance(value, ScenarioErrors)
    assert value.problems
    for number, problem in enumerate(value.problems):
        assert problem.file
        assert problem.message
        assert problem.line is None or problem.line >= 1
        assert str(problem) in str(value) or number >= MOST_TOLD


def survive(text: str | bytes, **options: Any) -> None:
    try:
        load_text(text, **options)
    except ScenarioErrors as errors:
        in_order(errors)


@given(st.binary(max_size=200) | st.text(max_size=200))
@example("a: &a [*a]")
@example("? [a]\n: b")
@example("strategies: {a: {like: a}}")
@example("9" * 5000)
@example("world: {people: " + "9" * 5000 + "}")
@example("strategies:\n" + "".join(f"  a{n}: {{like: a{n + 1}}}\n" for n in range(2000)))
@example("\ufeff\ufeff")
@example("a: \x85\u2028\t- b\n\tc")
@example("!!set {a, b}")
@example("!!bool maybe")
@example("title: !!null x")
@example("!!binary x: !!timestamp y")
@example("world: {people: {value: {value: {value: 2}}}}")
@example('title: "\\ud83d"')
@example("expect: [1, [2], {strategy: [a]}, null]\nstrategies: {a: {style: passive}}")
@example("study: {outcomes: [[a], {b: c}], keep_events: [true, 1.5], limits: {a: -1, b: x}}")
@example("variants: {a: null, b: 3, c: {strategies: 1}, d: {world: {segments: {}}}}")
@example("world: {segments: {}}\nstrategies: {}")
def test_garbage_is_refused_in_order(text: str | bytes) -> None:
    survive(text)


PIECES = [
    *("like", "extends", "base", "style", "blend", "null", "~", "true", "no", ".inf", ".nan"),
    *("-1", "1e400", "20%", "&a", "*a", "!!int", "<<", "{", "}", "[", "]", ":", "- ", "\n", "\t"),
    *("value", "range", "#", "'", '"', "|", ">", "?", "---", "waiting", "calling", "mixed"),
]


@given(
    st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(0, 12), st.sampled_from(PIECES) | st.text(max_size=3)
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([[], ["downturn"], ["careless,downturn"]]),
)
def test_damaged_files_are_refused_in_order(
    changes: list[tuple[float, int, str]], variants: list[str]
) -> None:
    text = starter()
    for where, length, piece in changes:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + length :]
    survive(text.encode("utf-8", "replace"), with_=variants)


def mappings(value: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Paths of everything inside nested dictionaries."""
    if not isinstance(value, Mapping):
        return []
    return [
        below
        for name, entry in value.items()
        for below in [(*path, name), *mappings(entry, (*path, name))]
    ]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


@given(files(), st.data())
def test_any_value_anywhere_is_taken_or_refused_in_order(
    file: dict[str, Any], data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(mappings(file)))
    at = file
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = data.draw(ANYTHING)
    survive(yaml_text(file))


@given(st.text(max_size=30), ANYTHING)
def test_any_option_is_taken_or_refused_in_order(key: str, value: Any) -> None:
    survive(starter(), set_=[f"{key}={yaml_text(value)}"])
    survive(starter(), set_=[f"calling.{data_key(key)}={yaml_text(value)}"])


def data_key(text: str) -> str:
    """One of the keys of a strategy, chosen by the text."""
    team = scenario_shape().fields["strategies"].item
    assert team is not None
    return sorted(team.fields)[sum(map(ord, text)) % len(team.fields)]


def tree(value: dict[str, Any]) -> Node:
    problems: list[Any] = []
    node = parse(yaml_text(value), "layer.yaml", problems)
    assert node is not None
    checked = check(node, file_shape(), problems)
    assert not problems
    assert checked is not None
    return checked


@st.composite
def layers(draw: st.DrawFn) -> Node:
    """Part of a file; without style, which speaks about another setting."""
    root = file_shape()
    team = root.fields["strategies"].item
    assert team is not None
    entries = st.dictionaries(
        st.sampled_from("abc"),
        blocks(team, "style", "active_share", "callers", "changes", "like"),
        max_size=3,
    )
    return tree(
        {
            "world": draw(blocks(root.fields["world"])),
            "strategies": draw(entries),
            "study": draw(blocks(root.fields["study"])),
        }
    )


def over(base: Node, change: Node) -> Node:
    return overlay(base, change, file_shape(), rosters=False)


@given(layers(), layers(), layers())
def test_layers_combine_in_any_grouping(a: Node, b: Node, c: Node) -> None:
    assert over(over(a, b), c).plain() == over(a, over(b, c)).plain()


@pytest.mark.slow
@given(layers(), layers())
def test_the_upper_layer_wins_and_nothing_else_changes(a: Node, b: Node) -> None:
    merged = over(a, b).plain()
    below, above = a.plain(), b.plain()
    for path in mappings(merged):
        value = _at(merged, path)
        if isinstance(value, Mapping):
            continue
        upper = _at(above, path)
        assert value == (upper if upper is not None else _at(below, path))
    assert over(a, a).plain() == a.plain()


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


@pytest.mark.slow
@given(files(), st.data())
def test_resolved_variants_load_again(file: dict[str, Any], data: st.DataObject) -> None:
    """A variant of any settings, laid over the resolved file, gives what it gave at first."""
    root = file_shape()
    team = root.fields["strategies"].item
    assert team is not None
    study = {"market": data.draw(st.sampled_from(["separate", "shared"]))}
    changed = data.draw(blocks(team, "style", "active_share", "callers", "changes", "like"))
    file["variants"]["other"] = {
        "label": data.draw(TEXTS),
        "world": data.draw(blocks(root.fields["world"], "segments")),
        "strategies": {next(iter(file["strategies"])): changed},
        "study": study,
    }
    first = load_text(yaml_text(file), beside=["all"])
    again = load_text(resolved_yaml(first), beside=["all"])
    assert list(again.beside) == list(first.beside) == ["less", "other"]
    for name, other in first.beside.items():
        for block in ("world", "strategies", "study"):
            assert getattr(again.beside[name], block) == getattr(other, block)
    assert again.scenario.variant_label("other") == first.scenario.variant_label("other")


@given(st.text(max_size=20) | st.sampled_from(["all", "careless,all", "downturn,,careless"]))
def test_any_name_beside_is_taken_or_refused_in_order(name: str) -> None:
    survive(starter(), beside=[name])
