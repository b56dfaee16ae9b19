"""Evidence: complete, consistent, and in agreement with the defaults that quote it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import pytest

from recsim.scenario.evidence import GRADES, TAGS, evidence, grade_of
from recsim.scenario.fields import ASSUMPTION
from recsim.scenario.shape import Shape, scenario_shape

EVIDENCE = evidence()


def numbers(shape: Shape, key: str = "") -> Iterator[tuple[str, Shape]]:
    """Every number among the settings of world, strategies and study."""
    for name, below in shape.fields.items():
        path = f"{key}.{name}" if key else name
        if below.item is not None and below.item.kind == "block":
            yield from numbers(below.item, path)
        elif below.kind == "block":
            yield from numbers(below, path)
        elif below.number:
            yield path, below


NUMBERS = dict(numbers(scenario_shape()))
CITED = {
    key: shape
    for key, shape in NUMBERS.items()
    if shape.evidence.startswith("P") and ".changes." not in key  # as without a change
}


def test_every_parameter_and_fact_is_there() -> None:
    assert list(EVIDENCE.parameters) == [*(f"P{n}" for n in range(1, 43)), "P96"]
    assert len(EVIDENCE.facts) == 122
    assert all(re.fullmatch(r"F\d+", name) for name in EVIDENCE.facts)


def test_entries_are_complete() -> None:
    for fact in EVIDENCE.facts.values():
        assert fact.what, fact.id
        assert fact.source, fact.id
        assert set(fact.tag.split("/")) <= set(TAGS), fact.id
        assert set(fact.grade.split("/")) <= {*GRADES, ""}, fact.id
        assert fact.grade or fact.tag == "DER", fact.id
        assert "same" not in (fact.population, fact.source), fact.id
    for parameter in EVIDENCE.parameters.values():
        assert parameter.what, parameter.id
        assert parameter.default, parameter.id
        assert parameter.range, parameter.id
        assert parameter.facts, parameter.id
        assert parameter.grade in GRADES, parameter.id
        assert EVIDENCE.facts_behind(parameter.id)


def test_a_grade_is_not_better_than_the_facts() -> None:
    order = "ABCD"
    for parameter in EVIDENCE.parameters.values():
        if parameter.grade in order:
            best = min(
                order.index(grade)
                for fact in EVIDENCE.facts_behind(parameter.id)
                for grade in (fact.grade or "A").split("/")
            )
            assert order.index(parameter.grade) >= best, parameter.id


def test_cited_evidence_exists() -> None:
    assert len(CITED) > 40
    for key, shape in NUMBERS.items():
        assert shape.evidence in ("", ASSUMPTION) or grade_of(shape.evidence), key


@pytest.mark.parametrize("key", CITED)
def test_a_cited_default_is_quoted_or_derived(key: str) -> None:
    parameter = EVIDENCE.parameters[CITED[key].evidence]
    if key in parameter.quoted:
        assert key not in parameter.derived
        assert CITED[key].default() == parameter.quoted[key]
        assert f"{parameter.quoted[key]:g}" in [
            f"{float(number):g}" for number in re.findall(r"\d*\.?\d+", parameter.default)
        ]
    else:
        assert parameter.derived[key]


def test_evidence_speaks_only_of_settings_that_cite_it() -> None:
    for parameter in EVIDENCE.parameters.values():
        for key in (*parameter.quoted, *parameter.derived):
            assert CITED[key].evidence == parameter.id, key


def test_defaults_lie_in_their_plausible_range() -> None:
    for key, shape in NUMBERS.items():
        if shape.plausible is None or shape.default() is None:
            continue
        low, high = shape.plausible
        assert low <= high, key
        off = shape.infinite and shape.default() == math.inf  # that mechanism is not there
        assert off or low <= shape.default() <= high, key
        assert shape.limits.low <= low, key
        assert high <= shape.limits.high, key
