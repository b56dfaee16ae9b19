"""The part of a tally that measures look at: one team, maybe one segment, the measured time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from math import fsum
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures.codes import picked, rows
from recsim.analysis.measures.stocks import Stock
from recsim.analysis.measures.totals import Ripe, Totals
from recsim.model.cohorts import Cohort
from recsim.model.events import Kind
from recsim.model.tally import Tally

if TYPE_CHECKING:
    from recsim.scenario.scenario import Scenario
    from recsim.scenario.strategy import Strategy

DAYS_PER_YEAR = 365.0


def _place(name: str, names: tuple[str, ...], what: str) -> int:
    if name not in names:
        raise ValueError(f"the tally has no {what} {name!r}; it has {', '.join(names)}")
    return names.index(name)


class Window:
    """One team's run, seen whole or in one segment.

    Args:
        scenario: the scenario that was run.
        tally: counts of the run.
        team: name of a team in the tally.
        segment: name of a segment; None for all together.
        totals: the totals of this tally, if they are known already.

    Attributes:
        counts: this team's events in the measured time, by code of ``events.CODES``.
        sums: the sums of their values.
        sums_of_no_team: the sums of the values of events of no team in the measured time, by code.
        everyone: the events of all teams and of the world in the measured time, by code.
        added: how values are added up.

    Raises:
        ValueError: the tally has no such team or segment.
    """

    added = staticmethod(fsum)

    def __init__(
        self,
        scenario: Scenario,
        tally: Tally,
        team: str,
        segment: str | None = None,
        totals: Totals | None = None,
    ) -> None:
        at = _place(team, tally.teams, "team")
        where = -1 if segment is None else _place(segment, tally.segments, "segment")
        totals = totals or Totals(tally, scenario.study.horizon_days)
        self.scenario = scenario
        self.team = team
        self.segment = segment
        self.strategy: Strategy = scenario.strategies[team]
        self.horizon_days = float(scenario.study.horizon_days)
        self._tally = tally
        self._totals = totals
        self._at = at
        self._where = slice(None) if segment is None else slice(where, where + 1)
        self.counts = totals.counts[at][where]
        self._ever = totals.ever[at][where]
        self.sums = totals.sums[at][where]
        self.sums_of_no_team = totals.sums[-1][where]
        self._others = [
            totals.counts[other][where] for other in range(len(tally.teams)) if other != at
        ]
        self.everyone = totals.everyone[where]
        self._everyone_ever = totals.everyone_ever[where]
        self._half_days = totals.half_days[at][where]
        self._everyone_half_days = totals.everyone_half_days[where]
        self._ended = totals.ended[at][where]
        self._where_in_totals = where

    def n(self, kind: Kind, *names: str, everyone: bool = False) -> int:
        """Number of events in the measured time, of these details (none named: of all).

        Args:
            kind: kind of event.
            names: names of details, as in ``events.DETAILS``.
            everyone: events of all teams and of the world, instead of this team's own.
        """
        return sum(picked(kind, *names)(self.everyone if everyone else self.counts))

    def n_of_others(self, kind: Kind, *names: str) -> int:
        """The same, of the other teams in the same world together."""
        pick = picked(kind, *names)
        return sum(sum(pick(counts)) for counts in self._others)

    def total(self, kind: Kind, *names: str) -> float:
        """Sum of the values of this team's events in the measured time."""
        return self.added(picked(kind, *names)(self.sums))

    def by_occupation(
        self, total: Callable[[Window], float], setting: str, otherwise: str
    ) -> float:
        """A total of each occupation times a setting of it, added up.

        Args:
            total: of a window of one segment.
            setting: its name in ``world.segments.K``.
            otherwise: key of the setting that holds for those that have none of their own.
        """
        world, found = self.scenario.world, []
        for name in [self.segment] if self.segment else self._tally.segments:
            own = getattr(world.segments[name], setting)
            price = attrgetter(otherwise)(self.scenario) if own is None else own
            part = Window(self.scenario, self._tally, self.team, name, self._totals)
            found.append(total(part) * price)
        return fsum(found)

    def at_end(self, stock: Stock) -> int:
        """Where a stock stands at the end; what happened in the warm-up counts."""
        ever = self._everyone_ever if stock.everyone else self._ever
        return self._at_start(stock) + sum(sign * ever[row] for row, sign in stock.changes)

    def years(self, stock: Stock) -> float:
        """Time integral of a stock over the measured time, in years, by the trapezium rule."""
        half_days = self._everyone_half_days if stock.everyone else self._half_days
        changed = sum(sign * half_days[row] for row, sign in stock.changes)
        days: float = self._at_start(stock) * self.horizon_days + changed / 2
        return days / DAYS_PER_YEAR

    def ripe(self, cohort: Cohort) -> Ripe:
        """What became of those that had their time in the measured time."""
        return self._totals.ripe[cohort][self._at][self._where_in_totals]

    def ended(self, cohort: Cohort) -> int:
        """Of those that began in the measured time, how many came to the end in time so far."""
        return self._ended[cohort]

    @cached_property
    def people(self) -> int:
        """Everybody, of this segment or of all."""
        return sum(picked(Kind.PRESENT)(self._everyone_ever))

    def _at_start(self, stock: Stock) -> int:
        if not stock.begin:
            return 0
        return sum(picked(Kind.PRESENT, *stock.begin)(self._everyone_ever))

    @cached_property
    def edges(self) -> npt.NDArray[np.int64]:
        """Days at which weeks begin and end, shape (bins + 1,); the last is the horizon."""
        return self._totals.edges

    def weekly(self, kind: Kind, *names: str) -> npt.NDArray[np.int64]:
        """Number of this team's events in each week, warm-up included, shape (bins,)."""
        weeks: npt.NDArray[np.int64] = self._weekly[rows(kind, *names)].sum(axis=0)
        return weeks

    def weekly_total(self, kind: Kind, *names: str) -> npt.NDArray[np.float64]:
        """Sum of the values of this team's events in each week, likewise, shape (bins,)."""
        sums = self._tally.sums[self._at, self._where][:, rows(kind, *names)]
        weeks: npt.NDArray[np.float64] = sums.sum(axis=0).sum(axis=0)
        return weeks

    def level(self, stock: Stock) -> npt.NDArray[np.int64]:
        """A stock at the end of each week, likewise, shape (bins,)."""
        weekly = self._everyone_weekly if stock.everyone else self._weekly
        return self._at_start(stock) + np.cumsum(stock.signs @ weekly[stock.rows])

    @cached_property
    def _weekly(self) -> npt.NDArray[np.int64]:
        weeks: npt.NDArray[np.int64] = self._tally.counts[self._at, self._where].sum(axis=0)
        return weeks

    @cached_property
    def _everyone_weekly(self) -> npt.NDArray[np.int64]:
        weeks: npt.NDArray[np.int64] = self._totals.everyone_weekly[self._where].sum(axis=0)
        return weeks


def number_of(kind: Kind, *names: str, everyone: bool = False) -> Callable[[Window], int]:
    """``Window.n`` of these events, as a function of the window alone."""
    pick = picked(kind, *names)
    if everyone:
        return lambda window: sum(pick(window.everyone))
    return lambda window: sum(pick(window.counts))


def sum_of(kind: Kind, *names: str, of_team: bool = True) -> Callable[[Window], float]:
    """``Window.total`` of these events, as a function of the window alone.

    ``of_team``: of the team's own events; else of those that belong to no team.
    """
    pick = picked(kind, *names)
    if not of_team:
        return lambda window: window.added(pick(window.sums_of_no_team))
    return lambda window: window.added(pick(window.sums))
