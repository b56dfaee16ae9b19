"""A bar in a notebook that shows how far the runs are."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recsim.experiments.runner import Progress


@contextlib.contextmanager
def notebook_bar(what: str) -> Iterator[Progress | None]:
    """Show a bar below the cell while it runs; nothing outside of notebooks.

    Yields:
        A function of (runs done, runs in all); None if this is no notebook.
    """
    shell = _shell()
    if not hasattr(shell, "kernel"):  # a terminal, or no IPython at all
        yield None
        return
    from IPython.display import HTML, display  # type: ignore[import-not-found, unused-ignore]

    handle = display(HTML(_bar(what, 0, 0)), display_id=True)
    try:
        yield lambda done, total: handle.update(HTML(_bar(what, done, total)))
    finally:
        handle.update(HTML(""))


def _shell() -> Any:
    """IPython's shell, if it is there; it is not imported for this."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None else None


def _bar(what: str, done: int, total: int) -> str:
    return (
        f'{escape(what)} <progress max="{max(total, 1)}" value="{done}"></progress> '
        f"{done:,} of {total:,} runs"
    )
