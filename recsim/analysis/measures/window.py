"""The part of a tally that measures look at: one team, maybe one segment, the measured time."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recsim.model.events import DETAILS, OFFSET, STATUSES, Kind
from recsim.model.tally import Tally
from recsim.scenario.study import DAYS_PER_BIN

if TYPE_CHECKING:
    from recsim.scenario.scenario import Scenario
    from recsim.scenario.strategy import Strategy

DAYS_PER_YEAR = 365.0


def details(kind: Kind, *, start: str = "", part: str = "", end: str = "") -> tuple[str, ...]:
    """Names of the details of a kind that start with, contain and end with the given texts."""
    return tuple(
        name
        for name in DETAILS[kind]
        if name.startswith(start) and part in name and name.endswith(end)
    )


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

    Raises:
        ValueError: the tally has no such team or segment.
    """

    def __init__(
        self, scenario: Scenario, tally: Tally, team: str, segment: str | None = None
    ) -> None:
        at = _place(team, tally.teams, "team")
        where = slice(None) if segment is None else [_place(segment, tally.segments, "segment")]
        counts = tally.counts[:, where].sum(axis=1)
        self.scenario = scenario
        self.team = team
        self.segment = segment
        self.teams = tally.teams
        self.warm_up_bins = tally.warm_up_bins
        self.bins = counts.shape[-1]
        self.horizon_days = float(scenario.study.horizon_days)
        self._counts: dict[bool, npt.NDArray[np.int64]] = {
            False: counts[at],
            True: counts.sum(axis=0),
        }
        self._sums: npt.NDArray[np.float64] = tally.sums[at, where].sum(axis=0)
        self._other_teams = [counts[i] for i in range(len(tally.teams)) if i != at]
        self._measured = {
            everyone: weekly[:, self.warm_up_bins :].sum(axis=1).tolist()
            for everyone, weekly in self._counts.items()
        }
        self._measured_sums: list[float] = self._sums[:, self.warm_up_bins :].sum(axis=1).tolist()

    @property
    def strategy(self) -> Strategy:
        """The team's strategy."""
        return self.scenario.strategies[self.team]

    @staticmethod
    def _codes(kind: Kind, names: tuple[str, ...]) -> list[int]:
        known = DETAILS.get(kind, ("",))
        start = int(OFFSET[kind])
        return [start + known.index(name) for name in (names or known)]

    def n(self, kind: Kind, *names: str, everyone: bool = False) -> int:
        """Number of events in the measured time, of these details (none named: of all).

        Args:
            kind: kind of event.
            names: names of details, as in ``events.DETAILS``.
            everyone: events of all teams and of the world, instead of this team's own.
        """
        measured = self._measured[everyone]
        return sum(measured[code] for code in self._codes(kind, names))

    def n_of_others(self, kind: Kind, *names: str) -> int:
        """The same, of the other teams in the same world together."""
        codes = self._codes(kind, names)
        return sum(int(team[codes, self.warm_up_bins :].sum()) for team in self._other_teams)

    def total(self, kind: Kind, *names: str) -> float:
        """Sum of the values of this team's events in the measured time."""
        return sum(self._measured_sums[code] for code in self._codes(kind, names))

    def weekly(self, kind: Kind, *names: str, everyone: bool = False) -> npt.NDArray[np.int64]:
        """Number of events in each week from the start of the warm-up, shape (bins,)."""
        weeks: npt.NDArray[np.int64] = self._counts[everyone][self._codes(kind, names)].sum(axis=0)
        return weeks

    def weekly_total(self, kind: Kind, *names: str) -> npt.NDArray[np.float64]:
        """Sum of the values of this team's events in each week, shape (bins,)."""
        weeks: npt.NDArray[np.float64] = self._sums[self._codes(kind, names)].sum(axis=0)
        return weeks

    @cached_property
    def edges(self) -> npt.NDArray[np.float64]:
        """Days at which weeks begin and end, shape (bins + 1,); the last is the horizon."""
        edges = DAYS_PER_BIN * (np.arange(self.bins + 1, dtype=np.float64) - self.warm_up_bins)
        edges[-1] = self.horizon_days
        return edges

    @staticmethod
    def level(
        start: float, ups: npt.NDArray[np.int64], downs: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.float64]:
        """A stock at each of the ``edges`` from its start and its weekly ups and downs."""
        return start + np.concatenate(([0.0], np.cumsum(ups - downs)))

    def person_years(self, level: npt.NDArray[np.float64]) -> float:
        """Time integral of a stock of people over the measured time, by the trapezium rule."""
        first = self.warm_up_bins
        middle = (level[first:-1] + level[first + 1 :]) / 2
        return float(np.sum(middle * np.diff(self.edges[first:])) / DAYS_PER_YEAR)

    @cached_property
    def people(self) -> int:
        """Everybody, of this segment or of all."""
        return int(self.weekly(Kind.PRESENT, everyone=True).sum())

    @cached_property
    def content(self) -> npt.NDArray[np.float64]:
        """Content people at each of the ``edges``."""
        return self.people - self.seeking - self.unemployed

    @cached_property
    def seeking(self) -> npt.NDArray[np.float64]:
        """Employed people who search, at each of the ``edges``."""
        return self.level(
            self._present("seeking"),
            self._flow(Kind.SEARCH_STARTED),
            self._flow(Kind.SEARCH_ENDED)
            + self._flow(Kind.JOB_LOST, end="seeking")
            + self._flow(Kind.JOB_FOUND, end="seeking")
            + self._flow(Kind.PLACED, end="seeking")
            + self._flow(Kind.LEFT_EARLY, end="seeking"),
        )

    @cached_property
    def unemployed(self) -> npt.NDArray[np.float64]:
        """Unemployed people at each of the ``edges``."""
        return self.level(
            self._present("unemployed"),
            self._flow(Kind.JOB_LOST) + self._flow(Kind.LEFT_EARLY),
            self._flow(Kind.JOB_FOUND, end="unemployed")
            + self._flow(Kind.PLACED, end="unemployed"),
        )

    @cached_property
    def on_do_not_contact(self) -> npt.NDArray[np.float64]:
        """People on the team's do-not-contact list, at each of the ``edges``."""
        return self.level(
            0.0, self.weekly(Kind.DO_NOT_CONTACT), self.weekly(Kind.DO_NOT_CONTACT_ENDED)
        )

    @cached_property
    def wary(self) -> npt.NDArray[np.float64]:
        """People wary of the team, not on its do-not-contact list, at each of the ``edges``."""
        return self.level(
            0.0,
            self.weekly(Kind.BECAME_WARY),
            self.weekly(Kind.WARY_ENDED) + self.weekly(Kind.DO_NOT_CONTACT, "was_wary"),
        )

    @cached_property
    def seeds_alive(self) -> npt.NDArray[np.float64]:
        """People who carry a seed of the team, at each of the ``edges``."""
        return self.level(
            0.0,
            self.weekly(Kind.SEED_PLANTED, "conversation", "reading"),
            self.weekly(Kind.SEED_FORGOTTEN),
        )

    def _present(self, status: str) -> int:
        assert status in STATUSES
        return int(self.weekly(Kind.PRESENT, status, everyone=True).sum())

    def _flow(self, kind: Kind, end: str = "") -> npt.NDArray[np.int64]:
        names = details(kind, end=end) if end else ()
        return self.weekly(kind, *names, everyone=True)
