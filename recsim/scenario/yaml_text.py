"""A value as it is written in YAML, and files of ours that are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from recsim.scenario.fields import Block
from recsim.scenario.printable import whole

FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where PyYAML was built with libyaml, as its wheels are."""

TAG = "tag:yaml.org,2002:"
CORE = tuple(
    (TAG + name, re.compile(pattern), first)
    for name, pattern, first in (
        ("null", r"^(?:null|Null|NULL|~|)$", ["n", "N", "~", ""]),
        ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
        ("int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789")),
        (
            "float",
            r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
            list("-+.0123456789"),
        ),
    )
)
"""What is no text without quotes: the core schema of YAML 1.2, https://yaml.org/spec/1.2.2/#1032."""

PLAIN_TEXT = re.compile(r"[^\W\d][\w-]*\Z")
RESERVED = ("null", "true", "false")


def yaml_text(value: Any) -> str:
    """A value in YAML on one line, read back as the same value; texts as they are ``whole``."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    if isinstance(value, float):
        return repr(float(value))  # numpy's own numbers have another repr
    if isinstance(value, int):
        return repr(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Block):
        return yaml_text(value.model_dump(exclude_none=True))
    if isinstance(value, Mapping):
        entries = (f"{_quoted(str(name))}: {yaml_text(entry)}" for name, entry in value.items())
        return "{" + ", ".join(entries) + "}"
    return "[" + ", ".join(yaml_text(item) for item in value) + "]"


class _Dumper(yaml.SafeDumper):
    """Quotes what is no text to PyYAML (``no``), and what is none to ``yaml_nodes`` (``1e3``)."""


for _rule in CORE:
    _Dumper.add_implicit_resolver(*_rule)


def yaml_block(value: Any, width: int = 100) -> str:
    """A value in YAML in lines of so many letters, read back as the same by any reader.

    Texts are ``printable`` ones: PyYAML loses what ends a line and is no "\\n".
    """
    text: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width)
    return text


def shipped(text: str) -> Any:
    """What a file of ours says; a user's file is read with its lines, by ``yaml_nodes``."""
    return yaml.load(text, Loader=FAST)


def _quoted(text: str) -> str:
    if PLAIN_TEXT.match(text) and text.lower() not in RESERVED:
        return text
    return '"' + "".join(_escaped(text)) + '"'


def _escaped(text: str) -> Iterator[str]:
    for char in whole(text):
        if char in '"\\':
            yield "\\" + char
        elif char.isprintable():
            yield char
        else:
            yield f"\\U{ord(char):08X}"
