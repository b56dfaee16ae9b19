"""Results of another version have measures that are not known: every picture copes with that."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import replace

import polars as pl
import pytest
from studies import STUDIES

from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.report.plots import PLOTS

ALWAYS = "placements"


def without(results: Results, measures: Collection[str]) -> Results:
    """The results as if nothing were known of these measures."""

    def unknown(table: pl.DataFrame) -> pl.DataFrame:
        names = [name for name in table.columns if name in measures]
        return table.with_columns(pl.lit(None, table.schema[name]).alias(name) for name in names)

    return replace(
        results,
        runs=unknown(results.runs),
        segments=unknown(results.segments),
        beside={name: without(one, measures) for name, one in results.beside.items()},
    )


OTHERS = [name for name in MEASURES if name != ALWAYS]
SOME = [pytest.param(study, marks=[] if place % 6 == 0 else pytest.mark.long)
        for place, study in enumerate(STUDIES)]  # fmt: skip


@pytest.mark.parametrize("study", SOME)
def test_pictures_are_drawn_of_what_is_known(study: str) -> None:
    results = STUDIES[study]()
    if results.runs.height == 0:
        return
    half = random.Random(study).sample(OTHERS, len(OTHERS) // 2)
    for measures in (OTHERS, half):
        found = {name: draw(without(results, measures)) for name, draw in PLOTS.items()}
        assert found["main"] is not None
