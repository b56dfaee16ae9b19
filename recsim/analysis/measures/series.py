"""Weekly series: what happened in each week and where stocks stood at its end, warm-up included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recsim.analysis.measures.window import Window
from recsim.model.events import Kind

if TYPE_CHECKING:
    from recsim.model.tally import Tally
    from recsim.scenario.scenario import Scenario

Weeks = npt.NDArray[np.float64]


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


def _flow(name: str, label: str, unit: str, *kinds: Kind) -> Series:
    def weeks(window: Window) -> Weeks:
        total = sum((window.weekly(kind) for kind in kinds), np.zeros(window.bins, np.int64))
        return total.astype(np.float64)

    return Series(name, label, unit, f"Number of {label} in the week.", True, weeks)


def _share(name: str, label: str, level: str, definition: str) -> Series:
    def weeks(window: Window) -> Weeks:
        of: Weeks = getattr(window, level)
        return _divided(of[1:], np.full(window.bins, float(window.people)))

    return Series(name, label, "share", definition, False, weeks)


def _divided(above: Weeks, below: Weeks) -> Weeks:
    return np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)


def _searching(window: Window) -> Weeks:
    return _divided(window.seeking[1:], (window.content + window.seeking)[1:])


def _utilisation(window: Window) -> Weeks:
    work = window.scenario.world.work
    a_week = window.strategy.recruiters * work.hours_per_week * (1 - work.overhead)
    available = a_week * np.diff(window.edges) / 7.0
    return _divided(window.weekly_total(Kind.TASK_DONE), available)


def _open_requisitions(window: Window) -> Weeks:
    closed = window.weekly(Kind.REQUISITION_FILLED) + window.weekly(Kind.REQUISITION_EXPIRED)
    return window.level(0.0, window.weekly(Kind.REQUISITION_OPENED), closed)[1:]


def _in_process(window: Window) -> Weeks:
    started, ended = Kind.CANDIDACY_STARTED, Kind.CANDIDACY_ENDED
    return window.level(0.0, window.weekly(started), window.weekly(ended))[1:]


SERIES: dict[str, Series] = {
    series.name: series
    for series in (
        _flow("placements", "placements", "people per week", Kind.PLACED),
        _flow("contacts", "contacts", "contacts per week", Kind.CONTACTED),
        _flow("applications", "applications", "applications per week", Kind.APPLIED),
        _flow("offences", "offences", "offences per week", Kind.OFFENDED),
        _flow("annoyances", "silent annoyances", "annoyances per week", Kind.ANNOYED),
        _flow("resentments", "resentments", "resentments per week", Kind.RESENTED),
        _flow("put_off", "offences and resentments", "times per week",
              Kind.OFFENDED, Kind.RESENTED),
        _flow("seeds_planted", "seeds planted", "seeds per week", Kind.SEED_PLANTED),
        _flow("requisitions_filled", "requisitions filled", "requisitions per week",
              Kind.REQUISITION_FILLED),
        Series(
            "recruiter_hours", "recruiters' hours of work", "hours per week",
            "Recruiters' hours spent on tasks that were done in the week.",
            True, lambda w: w.weekly_total(Kind.TASK_DONE),
        ),
        Series(
            "utilisation", "utilisation of recruiters", "share",
            "Hours of the tasks that were done in the week, out of the hours available in it.",
            False, _utilisation,
        ),
        _share(
            "wary_share", "share of people wary of the team", "wary",
            "People wary of the team (not on do-not-contact), out of all people.",
        ),
        _share(
            "do_not_contact_share", "share of people on do-not-contact", "on_do_not_contact",
            "People on the team's do-not-contact list, out of all people.",
        ),
        Series(
            "searching_share", "share of employed people who search", "share",
            "Employed people who search, out of all employed people.", False, _searching,
        ),
        _share(
            "unemployed_share", "share of people unemployed", "unemployed",
            "Unemployed people, out of all people.",
        ),
        _share(
            "seeded_share", "share of people who carry a seed of the team", "seeds_alive",
            "People who carry a seed that the team planted last, out of all people.",
        ),
        Series(
            "open_requisitions", "open requisitions", "requisitions",
            "Requisitions of the team that are open.", False, _open_requisitions,
        ),
        Series(
            "in_process", "people in process", "people",
            "People in the team's process for a requisition.", False, _in_process,
        ),
    )
}  # fmt: skip
"""All weekly series by name, in the order of the columns."""


def weekly(scenario: Scenario, tally: Tally, team: str) -> dict[str, list[float | None]]:
    """All weekly series of one team, from the start of the warm-up.

    Args:
        scenario: the scenario that was run.
        tally: counts of the run.
        team: name of the team.

    Returns:
        ``day``, the end of the week (0 or less in the warm-up; the last is the horizon and its
        week may be shorter), and every series by name; None where undefined.

    Raises:
        ValueError: the tally has no such team.
    """
    window = Window(scenario, tally, team)
    columns = {"day": window.edges[1:]} | {
        name: series.weeks(window) for name, series in SERIES.items()
    }
    return {
        name: [None if np.isnan(value) else value for value in column.tolist()]
        for name, column in columns.items()
    }
