"""What a setting means, what it may be, and what its default rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recsim.scenario.errors import Place, Problem, ScenarioErrors
from recsim.scenario.evidence import Fact, Parameter, evidence
from recsim.scenario.override import did_you_mean_key, matches
from recsim.scenario.shape import Shape, example_entry, file_shape, shape_at
from recsim.scenario.synonyms import meanings
from recsim.scenario.yaml_text import yaml_text


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that is known about one key.

    Attributes:
        key: dotted key; STRATEGY, SEGMENT and NAME stand for names of the user's choice. For
            evidence its id, for a measure its name.
        kind: "setting", "block", "measure", "parameter" (of the evidence) or "fact".
        meaning: in plain words.
        unit: unit of a number.
        expected: hard limits in words ("a number from 0 to 1"); empty for measures and evidence.
        plausible: range in which the truth is believed to lie.
        default: as written in YAML; empty if the setting is required.
        support: what the default rests on: "P24 (grade JDG)", "assumption", or empty.
        how: how the default follows from the evidence; empty if it is quoted or an assumption.
        parameter: the evidence for the default.
        facts: the published facts behind it.
        parts: for a block, its keys and their meanings.
    """

    key: str
    kind: str
    meaning: str
    unit: str = ""
    expected: str = ""
    plausible: tuple[float, float] | None = None
    default: str = ""
    support: str = ""
    how: str = ""
    parameter: Parameter | None = None
    facts: tuple[Fact, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


def explain(key: str, measures: Mapping[str, str] | None = None) -> tuple[Explanation, ...]:
    """Explain a key of a scenario, an id of the evidence, or a measure.

    Args:
        key: a dotted key or its end ("care", "offence.scale"), "P24", "F90", a measure's name, or
            a word of the trade for one of them ("hires").
        measures: definitions of measures by name.

    Returns:
        One explanation for each thing of that name; several if an end fits several keys.

    Raises:
        ScenarioErrors: there is nothing of this name; with the nearest names.
    """
    wanted = key.strip()
    known_measures = measures or {}
    if wanted.upper() in evidence().parameters or wanted.upper() in evidence().facts:
        return (_explain_evidence(wanted.upper()),)
    if (shape := shape_at(wanted, file_shape())) is not None and wanted:
        return (_explain_shape(wanted, shape),)
    known = dict(_keys(file_shape(), ""))
    named = [wanted] if wanted in known_measures else []
    found = matches(wanted, known)
    if not (found or named):  # a word of the trade has other names here
        found, named = meanings(wanted, known), meanings(wanted, known_measures)
    own = [fit for fit in found if ".changes." not in fit]  # what changes is explained there
    fits = [_explain_shape(fit, known[fit]) for fit in own or found]
    fits += [Explanation(name, "measure", known_measures[name]) for name in named]
    if not fits:
        raise ScenarioErrors(
            [
                Problem(
                    Place(key, None, ""),
                    "there is no setting or measure of this name",
                    did_you_mean_key(wanted, [*known, *known_measures]),
                )
            ]
        )
    return tuple(fits)


def keys() -> list[str]:
    """Every key that can be explained, for completion in a shell."""
    return [key for key, _ in _keys(file_shape(), "")]


def _explain_shape(key: str, shape: Shape) -> Explanation:
    if shape.kind != "leaf":
        inner = shape.item if shape.item is not None else shape
        parts = tuple((name, below.text) for name, below in inner.fields.items())
        meaning = shape.text or (inner.type.__doc__ or "").strip()
        return Explanation(key, "block", meaning, expected=shape.expected(), parts=parts)
    parameter = evidence().parameters.get(shape.evidence)
    canonical = ".".join(_canonical(key))
    return Explanation(
        key=key,
        kind="setting",
        meaning=shape.text,
        unit=shape.unit,
        expected=shape.expected(),
        plausible=shape.plausible,
        default="" if shape.required else yaml_text(shape.default()),
        support=shape.support,
        how=parameter.derived.get(canonical, "") if parameter else "",
        parameter=parameter,
        facts=evidence().facts_behind(parameter.id) if parameter else (),
    )


def _explain_evidence(name: str) -> Explanation:
    fact = evidence().facts.get(name)
    if fact is not None:
        return Explanation(name, "fact", fact.what, facts=(fact,))
    parameter = evidence().parameters[name]
    return Explanation(
        name,
        "parameter",
        parameter.what,
        default=parameter.default,
        support=f"{name} (grade {parameter.grade})",
        parameter=parameter,
        facts=evidence().facts_behind(name),
    )


def _keys(shape: Shape, key: str) -> Iterator[tuple[str, Shape]]:
    """Every key of a file with its shape; what variants repeat is left out."""
    for name, below in shape.fields.items():
        path = f"{key}.{name}" if key else name
        yield path, below
        if name == "variants":
            continue
        if below.item is not None and below.item.kind == "block":
            inner = f"{path}.{example_entry(below)}" if below.kind == "names" else path
            yield from _keys(below.item, inner)
        else:
            yield from _keys(below, path)


def _canonical(key: str) -> Iterator[str]:
    """The parts of a key, with names of the user's choice replaced by STRATEGY and the like."""
    shape = file_shape()
    for name in key.split("."):
        if shape.kind == "names" and shape.item is not None:
            yield example_entry(shape)
            shape = shape.item
        else:
            yield name
            shape = shape.fields.get(name, shape)
