"""Arguments of public functions: held against what they may be, and told by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from inspect import signature
from numbers import Integral
from pathlib import Path
from types import UnionType
from typing import Any, ParamSpec, TypeVar, get_args

P = ParamSpec("P")
R = TypeVar("R")
Kinds = type | UnionType

MOST_SHOWN = 80
"""Letters of a wrong value by which it is told."""
_WHOLE = (Integral, "a whole number")
_WHOLE_OR_NONE = (Integral | None, "a whole number, or None")
_YES_OR_NO = (bool, "True or False")
_YES_OR_WHOLE = (bool | Integral, "True, False or a whole number")
_TEXT = (str, "a text")
_NAME = (str, "a name, as a text")
EXPECTED: Mapping[str, tuple[Any, str]] = {
    "at_most": _WHOLE_OR_NONE,
    "budget": _WHOLE,
    "cap": (str, "a text like offended_people<=5"),
    "case": _NAME,
    "compares": _YES_OR_NO,
    "days": _WHOLE_OR_NONE,
    "design": _NAME,
    "engine": (str | None, "the name of an engine, or None"),
    "folder": (str | Path, "the path of a results folder"),
    "form": _NAME,
    "frontier": _YES_OR_NO,
    "maximise": _NAME,
    "morris": _YES_OR_WHOLE,
    "on": (str | None, "a cluster, as dask://host:8786, or None"),
    "out": (str | Path | None, "the path of a folder or file, or None"),
    "outcome": _NAME,
    "points": _WHOLE_OR_NONE,
    "progress": (Callable | None, "a function of (runs done, runs in all), or None"),
    "replication": _WHOLE_OR_NONE,
    "replications": _WHOLE_OR_NONE,
    "seed": _WHOLE_OR_NONE,
    "set": (Mapping | None, 'settings with their values: {"calling.care": 0.9}'),
    "sobol": _YES_OR_WHOLE,
    "strategy": _NAME,
    "to": (str, 'a format: "xlsx", "csv", "parquet" or "xes"'),
    "trials": _WHOLE,
    "until": (str, 'a text like "decided" or "placements +-2"'),
    "workers": (Integral | None, "a number of worlds, or None"),
    "worlds": _WHOLE,
}
"""What public functions take, by the argument's name, which means the same in all of them."""


def arguments_checked(function: Callable[P, R]) -> Callable[P, R]:
    """A public function that holds its arguments against ``EXPECTED`` before it begins.

    Raises:
        TypeError: an argument is of another type.
        ValueError: ``out`` is empty, or ``workers`` is below 1.
    """
    order = signature(function)

    @wraps(function)
    def checking(*given: P.args, **named: P.kwargs) -> R:
        for name, value in order.bind(*given, **named).arguments.items():
            if name in EXPECTED:
                checked(name, value, *EXPECTED[name])
            if name == "out" and value == "":
                raise ValueError(f"out: '' given; expected {EXPECTED[name][1]}")
            if name == "workers" and value is not None and value < 1:
                raise ValueError(f"workers: {value} given, expected 1 or more")
        return function(*given, **named)

    return checking


def checked(argument: str, value: object, kinds: Kinds, expected: str) -> None:
    """Raise TypeError if an argument is of another type than expected; True is no number."""
    no_number = isinstance(value, bool) and bool not in (get_args(kinds) or (kinds,))
    if no_number or not isinstance(value, kinds):
        raise TypeError(f"{argument}: {_given(value)}; expected {expected}")


def names(argument: str, names: str | Sequence[str]) -> list[str]:
    """Names, given as one text or several."""
    found = [names] if isinstance(names, str) else names
    checked(argument, found, list | tuple, "names, as a text or a list of texts")
    for name in found:
        checked(argument, name, str, "names, as a text or a list of texts")
    return list(found)


def as_settings(values: Mapping[str, Any] | None) -> list[str]:
    """Changes as the command line spells them: "calling.care=0.9"."""
    return [f"{key}={as_text(f'set: {key}', value)}" for key, value in (values or {}).items()]


def as_text(argument: str, value: Any) -> str:
    """A value as it is written in YAML, one of numpy's as a plain number.

    Raises:
        TypeError: it is nothing that can be written.
    """
    from recsim.scenario.yaml_text import yaml_text

    try:
        return yaml_text(value.item() if hasattr(value, "item") else value)
    except (TypeError, ValueError, RecursionError):
        expected = "a number, a text, True, False, None, or lists or blocks of them"
        raise TypeError(f"{argument}: {_given(value)}; expected {expected}") from None


def _given(value: object) -> str:
    try:
        shown = repr(value)
    except ValueError:  # a number of thousands of digits
        shown = "a number that is too large"
    shown = shown if len(shown) <= MOST_SHOWN else f"{shown[: MOST_SHOWN - 3]}..."
    return f"{shown} given ({type(value).__name__})"
