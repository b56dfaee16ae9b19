"""The rules and distributions, compiled from the sources that the SimPy model calls."""

from __future__ import annotations

from typing import Any

from recsim.model import distributions as plain_distributions
from recsim.model import rules as plain_rules
from recsim.model.compiled import streams
from recsim.model.compiled.compiler import compiled

_names: dict[str, Any] = {"draw": streams.draw}
compiled(plain_distributions, _names)
compiled(plain_rules, _names)
globals().update(_names)


def __getattr__(name: str) -> Any:
    """For type checkers: the names are those of the two modules."""
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
