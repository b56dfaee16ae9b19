"""JSON schema of scenario files, from the same declarations, for editors and for checks in CI.

The schema describes the file, not the resolved scenario: nothing is required, since a parent may
give it; numbers may carry a passport; a strategy may be ``like`` another one. It is written when
recsim is installed or built, and by ``python -m recsim.scenario.schema``.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from recsim.scenario.check import CONFIDENCES
from recsim.scenario.plan_file import DAYS
from recsim.scenario.shape import Shape, file_shape
from recsim.scenario.yaml_text import yaml_text

FILE = Path(__file__).with_name("schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMES = {"pattern": r"^[^\W\d_][\w-]{0,59}$"}
PASSPORT: dict[str, Any] = {
    "description": "A number with its passport: where it comes from and how sure you are.",
    "properties": {
        "value": {"description": "The number itself."},
        "range": {
            "description": "Range in which you believe the truth to lie: [low, high].",
            "type": "array",
            "items": {"type": "number"},
            "minItems": 2,
            "maxItems": 2,
        },
        "source": {"description": "Where the number comes from.", "type": ["string", "null"]},
        "confidence": {
            "description": "How sure you are.",
            "enum": [*CONFIDENCES, None],
        },
    },
    "required": ["value"],
    "additionalProperties": False,
}


def schema() -> dict[str, Any]:
    """The schema, draft 2020-12."""
    definitions: dict[str, Any] = {"Passport": PASSPORT}
    root = _block(file_shape(), definitions)
    _allow_plans(definitions)
    _allow_tolerances(root)
    return {
        "$schema": DIALECT,
        "title": "recsim scenario",
        "description": "A study of passive and active recruiting: world, strategies, study.",
        **root,
        "type": "object",
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as text, as it is written."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def write_schema(path: Path = FILE) -> None:
    """Write the schema to a file."""
    path.write_text(schema_text(), encoding="utf-8", newline="\n")


def _block(shape: Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": ["object", "null"],
        "properties": {name: _value(below, definitions) for name, below in shape.fields.items()},
        "additionalProperties": False,
    }


def _value(shape: Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    described = {"description": description(shape)} if shape.text else {}
    if shape.kind == "block":
        name = shape.type.__name__
        if name not in definitions:
            definitions[name] = {}
            about = (shape.type.__doc__ or "").strip()
            definitions[name] = {"description": about, **_block(shape, definitions)}
        return {**described, "$ref": f"#/$defs/{name}"}
    if shape.kind == "names" and shape.item is not None:
        return {
            **described,
            "type": ["object", "null"],
            "propertyNames": NAMES,
            "additionalProperties": _value(shape.item, definitions),
        }
    if shape.kind == "list" and shape.item is not None:
        return {
            **described,
            "type": ["array", "null"],
            "items": _value(shape.item, definitions),
        }
    return {**described, **_default(shape), **_leaf(shape)}


def _allow_plans(definitions: dict[str, Any]) -> None:
    """In a file a plan may be the name of a CSV file, and its days may be dates."""
    definitions["Demand"]["properties"]["plan"]["type"].append("string")
    for day in DAYS:
        definitions["Planned"]["properties"][day]["type"].append("string")


def _allow_tolerances(root: dict[str, Any]) -> None:
    """An own number has a passport, as a setting has: its range is the tolerance."""
    of_a_strategy = root["properties"]["observed"]["additionalProperties"]
    number = of_a_strategy["additionalProperties"]
    of_a_strategy["additionalProperties"] = {
        "type": ["number", "object"],
        "$ref": "#/$defs/Passport",
        "properties": {"value": number},
    }


def _leaf(shape: Shape) -> dict[str, Any]:
    if shape.choices:
        words = [int(word) if shape.type is int else word for word in shape.choices]
        return {"enum": words}
    if shape.type is tuple and shape.item is not None:
        return {"type": "array", "items": _leaf(shape.item)}
    if not shape.number:
        return {"type": {str: "string", bool: "boolean"}[shape.type]}
    number: dict[str, Any] = {"type": "integer" if shape.type is int else "number"}
    limits = shape.limits
    for value, strict, plain, exclusive in (
        (limits.low, limits.low_strict, "minimum", "exclusiveMinimum"),
        (limits.high, limits.high_strict, "maximum", "exclusiveMaximum"),
    ):
        if math.isfinite(value):
            number[exclusive if strict else plain] = value
    if shape.declared is None:
        return number
    kinds = [number["type"], "object", *(["null"] if shape.optional else [])]
    notes = {"x-unit": shape.unit, "x-evidence": shape.evidence, "x-plausible": shape.plausible}
    return {
        **number,
        "type": kinds,
        "$ref": "#/$defs/Passport",
        "properties": {"value": number},
        **{name: note for name, note in notes.items() if note},
    }


def _default(shape: Shape) -> dict[str, Any]:
    value = shape.default()
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return {}
    return {"default": list(value) if isinstance(value, tuple) else value}


def description(shape: Shape) -> str:
    """Meaning, unit, default with its evidence, and plausible range, in sentences."""
    parts = [shape.text]
    if shape.unit:
        parts.append(f"Unit: {shape.unit}.")
    if shape.number and not shape.required:
        support = f"; {shape.support}" if shape.support else ""
        parts.append(f"Default: {yaml_text(shape.default())}{support}.")
    if shape.plausible:
        low, high = shape.plausible
        parts.append(f"Plausible: {low:g} to {high:g}.")
    return " ".join(parts)


if __name__ == "__main__":
    write_schema()
