"""The tables of a study that people take with them: numbers, and what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import polars as pl

from recsim.scenario.sentences import capital
from recsim.studies.paper import differing
from recsim.telling.units import made_elsewhere

if TYPE_CHECKING:
    from recsim.scenario.show import Row
    from recsim.store import Manifest, Stored

IN_WORKBOOK = ("study", "summary", "differences", "observed", "runs", "settings", "definitions")
"""Tables that people look at, in the order of the sheets; ``observed`` if there are own numbers."""
FURTHER = ("segments", "series")
"""Tables for programs: as many rows as occupations or weeks in every run."""
SETTINGS: dict[str, Any] = {
    "setting": pl.String,
    "value": pl.String,
    "number": pl.Float64,
    "unit": pl.String,
    "default": pl.String,
    "source": pl.String,
}
"""Columns of the settings that differ from the defaults; ``number`` is null for other values."""


def tables(stored: Stored, *, further: bool) -> Iterator[tuple[str, pl.DataFrame]]:
    """The tables by name, one at a time: the large ones come last and need not stay in memory.

    Args:
        stored: a results folder that was read.
        further: whether ``FURTHER`` are among them.
    """
    from recsim.analysis import definitions, differences, observed, summary

    results = stored.results
    make = {
        "study": lambda: _study(stored.manifest),
        "summary": lambda: summary(results),
        "differences": lambda: differences(results),
        "observed": lambda: observed(results),
        "runs": lambda: results.table("runs"),
        "settings": lambda: _settings(differing(stored.loaded)),
        "definitions": lambda: definitions(results.scenario),
        "segments": lambda: results.table("segments"),
        "series": lambda: results.table("series"),
    }
    for name in (*IN_WORKBOOK, *(FURTHER if further else ())):
        if name != "observed" or any(results.scenario.observed.values()):
            yield name, make[name]()


def _settings(rows: list[Row]) -> pl.DataFrame:
    found = [
        {
            "setting": row.key,
            "value": row.text,
            "number": _number(row.value),
            "unit": row.unit,
            "default": row.base,
            "source": row.origin.passport.source if row.origin.passport else "",
        }
        for row in rows
    ]
    return pl.DataFrame(found, schema=SETTINGS)


def _number(value: object) -> float | None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number else None  # type: ignore[arg-type]


def _study(manifest: Manifest) -> pl.DataFrame:
    """What was run, with what, and what makes it the same study elsewhere; one fact a row."""
    other = manifest.other_version
    facts = {
        "title": manifest.title or manifest.name,
        "scenario": manifest.name,
        "variant": manifest.variant,
        "variants beside it": ", ".join(manifest.beside),
        "changed by --set": "; ".join(manifest.changed),
        "replications": str(len(manifest.replications)),
        "seed": str(manifest.seed),
        "market": manifest.market,
        "recsim": manifest.recsim,
        "scenario hash (SHA-256)": manifest.scenario_hash,
        "code hash (SHA-256)": manifest.code_hash,
        "simulated until (UTC)": manifest.ended,
        "command": manifest.command,
        "remark": f"{capital(made_elsewhere(other))}." if other else "",
        "people": "All people in it are simulated. Not for decisions about individuals.",
    }
    rows = [{"fact": fact, "value": value} for fact, value in facts.items() if value]
    return pl.DataFrame(rows, schema={"fact": pl.String, "value": pl.String})
