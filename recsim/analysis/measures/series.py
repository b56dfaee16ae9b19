"""Weekly series: what happened in each week and where stocks stood at its end, warm-up included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures.stocks import (
    EMPLOYED,
    IN_PROCESS,
    ON_DO_NOT_CONTACT,
    OPEN_REQUISITIONS,
    SEEDS_ALIVE,
    SEEKING,
    UNEMPLOYED,
    WARY,
    Stock,
)
from recsim.analysis.measures.totals import Totals
from recsim.analysis.measures.window import Window
from recsim.model.events import Kind

if TYPE_CHECKING:
    from recsim.model.tally import Tally
    from recsim.scenario.scenario import Scenario

Weeks = npt.NDArray[np.float64] | npt.NDArray[np.int64]


@dataclass(frozen=True)
class Series:
    """One weekly number.

    Attributes:
        name: column; a flow has the name of the measure that is its sum over the measured time.
        label: short name in plain words.
        unit: unit of the number.
        definition: one plain sentence.
        flow: true: what happened within the week; false: where it stood at the end of the week.
        weeks: how it is found, shape (bins,).
    """

    name: str
    label: str
    unit: str
    definition: str
    flow: bool
    weeks: Callable[[Window], Weeks] = field(repr=False)


def _flow(name: str, label: str, unit: str, first: Kind, *others: Kind) -> Series:
    def weeks(window: Window) -> Weeks:
        return sum((window.weekly(kind) for kind in others), window.weekly(first))

    return Series(name, label, unit, f"Number of {label} in the week.", True, weeks)


def _share(name: str, label: str, stock: Stock, definition: str) -> Series:
    def weeks(window: Window) -> Weeks:
        return _divided(window.level(stock), window.people)

    return Series(name, label, "share", definition, False, weeks)


def _stock(name: str, label: str, unit: str, stock: Stock, definition: str) -> Series:
    return Series(name, label, unit, definition, False, lambda w: w.level(stock))


def _divided(above: Weeks, below: Weeks | float) -> Weeks:
    undefined = np.full(above.shape, np.nan)
    shares: Weeks = np.divide(above, below, out=undefined, where=np.greater(below, 0))
    return shares


def _searching(window: Window) -> Weeks:
    return _divided(window.level(SEEKING), window.level(EMPLOYED))


def _utilisation(window: Window) -> Weeks:
    work = window.scenario.world.work
    a_week = window.strategy.recruiters * work.hours_per_week * (1 - work.overhead)
    available = a_week * np.diff(window.edges) / 7.0
    return _divided(window.weekly_total(Kind.TASK_DONE), available)


SERIES: dict[str, Series] = {
    series.name: series
    for series in (
        _flow("placements", "placements", "people per week", Kind.PLACED),
        _flow("contacts", "contacts", "contacts per week", Kind.CONTACTED),
        _flow("applications", "applications", "applications per week", Kind.APPLIED),
        _flow("offences", "complaints", "complaints per week", Kind.OFFENDED),
        _flow("annoyances", "silent annoyances", "annoyances per week", Kind.ANNOYED),
        _flow("resentments", "resentments", "resentments per week", Kind.RESENTED),
        _flow("put_off", "complaints and resentments", "times per week",
              Kind.OFFENDED, Kind.RESENTED),
        _flow("seeds_planted", "seeds planted", "seeds per week", Kind.SEED_PLANTED),
        _flow("requisitions_filled", "requisitions filled", "requisitions per week",
              Kind.REQUISITION_FILLED),
        Series(
            "recruiter_hours", "recruiters' hours of work", "hours per week",
            "Recruiters' hours spent in the week on tasks that were done before the end.",
            True, lambda w: w.weekly_total(Kind.TASK_DONE),
        ),
        Series(
            "utilisation", "utilisation of recruiters", "share",
            "Hours spent on tasks in the week, out of the hours available in it.",
            False, _utilisation,
        ),
        _share(
            "wary_share", "share of people wary of the team", WARY,
            "People wary of the team (not on do-not-contact), out of all people.",
        ),
        _share(
            "do_not_contact_share", "share of people on do-not-contact", ON_DO_NOT_CONTACT,
            "People on the team's do-not-contact list, out of all people.",
        ),
        Series(
            "searching_share", "share of employed people who search", "share",
            "Employed people who search, out of all employed people.", False, _searching,
        ),
        _share(
            "unemployed_share", "share of people unemployed", UNEMPLOYED,
            "Unemployed people, out of all people.",
        ),
        _share(
            "seeded_share", "share of people who carry a seed of the team", SEEDS_ALIVE,
            "People who carry a seed that the team planted last, out of all people.",
        ),
        _stock(
            "open_requisitions", "open requisitions", "requisitions", OPEN_REQUISITIONS,
            "Requisitions of the team that are open.",
        ),
        _stock(
            "in_process", "people in process", "people", IN_PROCESS,
            "People in the team's process for a requisition.",
        ),
    )
}  # fmt: skip
"""All weekly series by name, in the order of the columns."""


def weekly(
    scenario: Scenario, tally: Tally, team: str, totals: Totals | None = None
) -> dict[str, list[float | None]]:
    """All weekly series of one team, from the start of the warm-up.

    Args:
        scenario: the scenario that was run.
        tally: counts of the run.
        team: name of the team.
        totals: the totals of this tally, if they are known already.

    Returns:
        ``day``, the end of the week (0 or less in the warm-up; the last is the horizon and its
        week may be shorter), and every series by name; None where undefined.

    Raises:
        ValueError: the tally has no such team.
    """
    window = Window(scenario, tally, team, totals=totals)
    weeks = [window.edges[1:], *(series.weeks(window) for series in SERIES.values())]
    table = np.array(weeks, dtype=np.float64)
    columns: list[list[float | None]] = table.tolist()
    for column, week in np.argwhere(np.isnan(table)).tolist():
        columns[column][week] = None
    return dict(zip(("day", *SERIES), columns, strict=True))
