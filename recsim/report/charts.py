"""Which functions are figures of a study: they say so themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

from recsim.analysis.results import Results
from recsim.report.style import styled
from recsim.report.view import Plot

Given = ParamSpec("Given")
Drawn = TypeVar("Drawn", bound=Plot | None)
Chart = Callable[[Results], Plot | None]

_found: dict[str, tuple[int, Chart]] = {}


def chart(name: str, *, place: int) -> Callable[[Callable[Given, Drawn]], Callable[Given, Drawn]]:
    """Mark a function from results to a ``Plot``, or None where there is nothing to show.

    Args:
        name: by which it is asked for.
        place: among the others, from the lowest; it is drawn with recsim's look.
    """

    def marked(function: Callable[Given, Drawn]) -> Callable[Given, Drawn]:
        drawn = styled(function)
        _found[name] = place, drawn  # type: ignore[assignment]
        return drawn

    return marked


def charts() -> Mapping[str, Chart]:
    """All that were marked until now, in their order."""
    return {name: drawn for name, (_, drawn) in sorted(_found.items(), key=lambda one: one[1][0])}
