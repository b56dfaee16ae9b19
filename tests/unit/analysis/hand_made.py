"""Logs and results written by hand, so that every expected number can be counted on fingers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from recsim.analysis.measures import MEASURES, value_of_ratio
from recsim.analysis.results import RUNS, Results
from recsim.model.events import DETAILS, EVENT, Kind
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy
from recsim.scenario.study import Study
from recsim.scenario.world import Segment, World

TEAMS = ("waiting", "calling")


def scenario(**study: Any) -> Scenario:
    """Two strategies, two segments of people, two weeks of warm-up, 30 days."""
    settings = {"warm_up_days": 14, "horizon_days": 30, "replications": 4, **study}
    return Scenario(
        world=World(
            people=10,
            segments={
                "nurses": Segment(people_share=0.6, requisition_share=0.5),
                "welders": Segment(people_share=0.4, requisition_share=0.5),
            },
        ),
        strategies={
            "waiting": Strategy(style="passive", recruiters=2),
            "calling": Strategy(style="active", recruiters=2, label="Calling"),
        },
        study=Study(**settings),
    )


def event(
    time: float, kind: Kind, detail: str = "", *, team: int = -1, segment: int = 0, value: float = 0
) -> tuple[Any, ...]:
    """One record, with the detail by its name."""
    code = DETAILS.get(kind, ("",)).index(detail)
    return (time, value, 0, 0, 0, team, segment, kind, code)


def log(*events: tuple[Any, ...]) -> npt.NDArray[np.void]:
    """Records in order of time, dtype ``EVENT``."""
    return np.array(sorted(events, key=lambda e: e[0]), dtype=EVENT)


def tally(of: Scenario, *events: tuple[Any, ...], teams: tuple[str, ...] = TEAMS) -> Tally:
    """The tally of these records."""
    study = of.study
    counts = Tally.empty(
        teams,
        tuple(of.world.segments),
        study.warm_up_days,
        study.horizon_days,
        guarantee_days=of.world.hiring.guarantee_days,
    )
    counts.add(log(*events))
    return counts


def results(
    values: Mapping[str, Mapping[str, Sequence[float | None]]], *, of: Scenario | None = None
) -> Results:
    """Results with these totals by strategy and measure, one a replication; the others are 0.

    Ratios follow from their totals.
    """
    of = scenario() if of is None else of
    rows = []
    for strategy, columns in values.items():
        n = len(next(iter(columns.values())))
        for replication in range(n):
            row: dict[str, Any] = {
                name: 0 if measure.whole else 0.0
                for name, measure in MEASURES.items()
                if not measure.is_ratio
            }
            row |= {name: column[replication] for name, column in columns.items()}
            for name, measure in MEASURES.items():
                if measure.is_ratio and name not in columns:
                    row[name] = value_of_ratio(measure, row[measure.of], row[measure.per])
            rows.append(
                {"strategy": strategy, "variant": "", "replication": replication, "seed": 1, **row}
            )
    empty = pl.DataFrame()
    return Results(of, "", pl.DataFrame(rows, schema=RUNS), empty, empty)
