"""Puts a table that a study made into the page that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
DOCS = HERE.parent
COMPILED = "study.engine=compiled"
"""Thousands of replications would take an hour else."""


def marks(study: str) -> tuple[str, str]:
    """The lines before and after the table of a study."""
    return f"<!-- made by docs/studies/{study}.py -->", f"<!-- end of {study} -->"


def shown(page: str, study: str) -> str:
    """The table of a study as its page shows it.

    Raises:
        ValueError: the page has no place for it.
    """
    begin, end = marks(study)
    text = (DOCS / page).read_text(encoding="utf-8")
    return text[text.index(begin) + len(begin) : text.index(end)].strip("\n")


def show(page: str, study: str, lines: Iterable[str]) -> None:
    """Replace the table of a study in its page."""
    begin, end = marks(study)
    path = DOCS / page
    text = path.read_text(encoding="utf-8")
    before, after = text[: text.index(begin)], text[text.index(end) :]
    table = "\n".join(lines)
    path.write_text(f"{before}{begin}\n\n{table}\n\n{after}", encoding="utf-8")
