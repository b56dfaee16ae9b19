"""From the counts of each run to intervals and paired differences.

Nothing in here simulates: everything is computed from tallies or from tables that were stored.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recsim.analysis.expected import check_expectations
    from recsim.analysis.glossary import definitions
    from recsim.analysis.own_numbers import observed
    from recsim.analysis.paired import differences
    from recsim.analysis.summaries import summary

__all__ = ["check_expectations", "definitions", "differences", "observed", "summary"]

_HOMES = {
    "check_expectations": "expected",
    "definitions": "glossary",
    "differences": "paired",
    "observed": "own_numbers",
    "summary": "summaries",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
