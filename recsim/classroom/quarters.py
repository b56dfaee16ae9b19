"""A market that teams share, simulated and measured: a quarter alone, and all quarters so far.

Quarters are windows of one tally: until a quarter begins, nothing that happens depends on what is
set for it, so that the past of a longer run is the shorter run, to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import polars as pl

from recsim.analysis.estimates import Sample, sample
from recsim.analysis.measures import MEASURES, Totals, Value, Window, value_of_ratio
from recsim.classroom.market import QUARTER_DAYS
from recsim.model.engines import Simulate
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario
from recsim.scenario.study import DAYS_PER_BIN

Span = Literal["quarter", "so far"]
QUARTER: Span = "quarter"
SO_FAR: Span = "so far"
ALL = ""
"""Stands for all teams together in the place of a team."""

Row = dict[str, Value | str]


@dataclass(frozen=True)
class Played:
    """What came of a market after its last quarter.

    Attributes:
        scenario: what was simulated.
        runs: a row for each span, team (and all of them together) and replication, with the
            measures that were asked for and the totals behind them.
    """

    scenario: Scenario
    runs: pl.DataFrame

    def sample(self, span: Span, team: str, measure: str) -> Sample:
        """The values of a measure, one a replication.

        Args:
            span: the last quarter alone, or all quarters so far.
            team: key of a team; ``ALL`` for all of them together.
            measure: one of those that were asked for.
        """
        own = (pl.col("span") == span) & (pl.col("strategy") == team)
        return sample(self.runs.filter(own), measure)

    def others(self, span: Span, team: str, measure: str) -> Sample:
        """The same for all teams but one."""
        everybody, own = self.sample(span, ALL, measure), self.sample(span, team, measure)
        above = everybody.above - own.above
        if not everybody.measure.is_ratio:
            return replace(everybody, values=above, above=above, whole=None)
        below = everybody.below - own.below
        values = everybody.measure.factor * above / np.where(below > 0, below, np.nan)
        return replace(everybody, values=values, above=above, below=below, whole=None)


def played(scenario: Scenario, found: Iterable[Sequence[Row]]) -> Played:
    """What ``world`` found in all replications.

    Args:
        scenario: what was simulated.
        found: by replication.
    """
    rows = [row for one in found for row in one]
    return Played(scenario, pl.DataFrame(rows, infer_schema_length=None))


def world(
    simulate: Simulate, scenario: Scenario, replication: int, measures: Iterable[str]
) -> list[Row]:
    """Simulate all teams in one world, and measure.

    Args:
        simulate: the engine.
        scenario: a shared market whose measured time is whole quarters.
        replication: number of the world.
        measures: names of measures; totals of a team, or ratios of two.

    Returns:
        A row for each span and team, and for all of them together.
    """
    teams = tuple(scenario.strategies)
    tally = simulate(scenario, teams, replication).tally
    names = _with_totals(measures)
    past = scenario.study.horizon_days // DAYS_PER_BIN - QUARTER_DAYS // DAYS_PER_BIN
    rows: list[Row] = []
    for span, begin in ((QUARTER, past), (SO_FAR, 0)):
        of_teams = _totals(scenario, tally, begin, names)
        of_teams[ALL] = {name: _sum(one[name] for one in of_teams.values()) for name in names}
        for team, totals in of_teams.items():
            ratios = {
                name: value_of_ratio(MEASURES[name], totals[of.of], totals[of.per])
                for name in measures
                if (of := MEASURES[name]).is_ratio
            }
            rows.append(
                {"span": span, "strategy": team, "replication": replication, **totals, **ratios}
            )
    return rows


def _totals(
    scenario: Scenario, tally: Tally, begin: int, names: Sequence[str]
) -> dict[str, dict[str, Value]]:
    """Totals of each team from a week on: what was before it counts as warm-up."""
    days = scenario.study.horizon_days - DAYS_PER_BIN * begin
    cut = replace(tally, warm_up_bins=tally.warm_up_bins + begin)
    seen = scenario.unchecked(study=scenario.study.unchecked(horizon_days=days))
    totals = Totals(cut, days)
    found = {}
    for team in scenario.strategies:
        window = Window(seen, cut, team, totals=totals)
        found[team] = {name: _total(name, window) for name in names}
    return found


def _total(name: str, window: Window) -> Value:
    total = MEASURES[name].total
    assert total is not None
    return total(window)


def _with_totals(measures: Iterable[str]) -> list[str]:
    """The totals that these measures are, or are made of."""
    found = ((of.of, of.per) if (of := MEASURES[name]).is_ratio else (name,) for name in measures)
    return list(dict.fromkeys(name for names in found for name in names))


def _sum(values: Iterable[Value]) -> Value:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
