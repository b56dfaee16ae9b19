"""The table of definitions that goes with every table of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from recsim.analysis.measures import MEASURES, Measure

if TYPE_CHECKING:
    from recsim.scenario.scenario import Scenario

MEAN = "mean over the replications"
POOLED = "sum over all replications, divided by sum over all replications"


def definitions(scenario: Scenario | None = None) -> pl.DataFrame:
    """What every measure means, one row each, in the order of the tables.

    Args:
        scenario: puts the name of its currency into the units.

    Returns:
        [measure, label, unit, definition, numerator, denominator, better ("more", "fewer" or
        null), topic, estimate (how replications are combined), ratio (the two columns that it
        divides, "" for totals)].
    """
    rows = [
        {
            "measure": measure.name,
            "label": measure.label,
            "unit": unit_of(measure, scenario),
            "definition": measure.definition,
            "numerator": measure.numerator,
            "denominator": measure.denominator,
            "better": measure.better,
            "topic": measure.topic,
            "estimate": POOLED if measure.is_ratio else MEAN,
            "ratio": _formula(measure),
        }
        for measure in MEASURES.values()
    ]
    return pl.DataFrame(rows)


def unit_of(measure: Measure, scenario: Scenario | None) -> str:
    """Unit of a measure, with the scenario's currency."""
    if scenario is None:
        return measure.unit
    return measure.unit.replace("currency", scenario.world.money.currency)


def _formula(measure: Measure) -> str:
    if not measure.is_ratio:
        return ""
    ratio = f"{measure.of} / {measure.per}"
    return ratio if measure.factor == 1 else f"{measure.factor:.6g} x {ratio}"
