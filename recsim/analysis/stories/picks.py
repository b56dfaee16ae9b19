"""Whose story to tell, and how unusual it is among those of all people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recsim.analysis.stories.chronicle import Chronicle
from recsim.model.events import DETAILS, NOBODY, Kind

Counts = npt.NDArray[np.int64]

COUNTS = ("contacts", "offences", "applications", "events")
"""What a person's story is compared by."""
UNANSWERED = ("never_answered", "inbox_full", "closed_unanswered")


@dataclass(frozen=True)
class Pick:
    """A way to choose a person.

    Attributes:
        name: its key.
        label: its name for people.
        meaning: who is chosen.
        choose: gives the person, or None if there is nobody of this kind.
    """

    name: str
    label: str
    meaning: str
    choose: Callable[[Sequence[Chronicle]], int | None]


@dataclass(frozen=True)
class Standing:
    """One count of a person among all people of the run.

    Attributes:
        count: which one of ``COUNTS``.
        value: the person's.
        fewer, same: shares of all other people with fewer, and with as many (0 to 1).
    """

    count: str
    value: int
    fewer: float
    same: float


def per_person(chronicle: Chronicle, kind: Kind, *details: str) -> Counts:
    """How many events of this kind (and of one of these details) each person had, warm-up too."""
    log = chronicle.log
    found = (log["kind"] == kind) & (log["person"] != NOBODY)
    if details:
        found &= np.isin(log["detail"], [DETAILS[kind].index(detail) for detail in details])
    return np.bincount(log["person"][found], minlength=chronicle.people)


def counts(chronicle: Chronicle) -> dict[str, Counts]:
    """``COUNTS`` of each person over the whole run, warm-up included; shape (people,) each.

    Events are all records of a person but those that say who is there, at the start and the end.
    """
    log = chronicle.log
    happened = ~np.isin(log["kind"], (Kind.PRESENT, Kind.CENSUS))
    own = log["person"][(log["person"] != NOBODY) & happened]
    return {
        "contacts": per_person(chronicle, Kind.CONTACTED),
        "offences": per_person(chronicle, Kind.OFFENDED),
        "applications": per_person(chronicle, Kind.APPLIED),
        "events": np.bincount(own, minlength=chronicle.people),
    }


def standing(chronicle: Chronicle, person: int) -> list[Standing]:
    """How a person's counts compare with those of all other people of the same world."""
    others = max(chronicle.people - 1, 1)
    return [
        Standing(
            name,
            int(values[person]),
            float(np.sum(values < values[person]) / others),
            float((np.sum(values == values[person]) - 1) / others),
        )
        for name, values in counts(chronicle).items()
    ]


def _touched(chronicle: Chronicle) -> npt.NDArray[np.bool_]:
    """Who was contacted, or applied."""
    found = counts(chronicle)
    return (found["contacts"] + found["applications"]) > 0


def _typical(worlds: Sequence[Chronicle]) -> int | None:
    """Nearest to the medians of all counts in all worlds, in quartile ranges."""
    anywhere = np.zeros(worlds[0].people, dtype=bool)
    away = np.zeros(worlds[0].people)
    for world in worlds:
        touched = _touched(world)
        anywhere |= touched
        if not touched.any():
            continue
        for values in counts(world).values():
            low, middle, high = np.percentile(values[touched], [25, 50, 75])
            away += np.abs(values - middle) / max(high - low, 1.0)
    return _least(away, anywhere)


def _most_offended(worlds: Sequence[Chronicle]) -> int | None:
    """Most offences in one world; of several people, the one who was annoyed most."""
    offences = np.max([per_person(world, Kind.OFFENDED) for world in worlds], axis=0)
    annoyed = np.max([per_person(world, Kind.ANNOYED) for world in worlds], axis=0)
    return _least(-(offences * (annoyed.max() + 1.0) + annoyed), offences > 0)


def _placed_by_active(worlds: Sequence[Chronicle]) -> int | None:
    """Placed where the team contacts, never where it waits; the first whom it had contacted."""
    apart = [world for world in worlds if world.looked_at == 1]
    waits = [world for world in apart if not contacts(world)]
    calls = [world for world in apart if contacts(world)]
    if not waits or not calls:
        return None
    chosen = np.zeros(worlds[0].people, dtype=bool)
    when = np.full(worlds[0].people, np.inf)
    for world in calls:
        log = world.log
        placed = log[(log["kind"] == Kind.PLACED) & (log["time"] >= 0)]
        np.minimum.at(when, placed["person"], placed["time"])
        came = [n for n, d in enumerate(DETAILS[Kind.PLACED]) if not d.startswith("applied_")]
        chosen[placed["person"][np.isin(placed["detail"], came)]] = True
    for world in waits:
        chosen &= per_person(world, Kind.PLACED) == 0
    return _least(when, chosen)


def _put_off_by_silence(worlds: Sequence[Chronicle]) -> int | None:
    """Resented silence and never heard anything; of several, the one who applied most often."""
    best: tuple[int, int] | None = None
    for world in worlds:
        silent = per_person(world, Kind.APPLICATION_ENDED, *UNANSWERED)
        told = per_person(world, Kind.APPLICATION_ENDED) - silent
        resented = per_person(world, Kind.RESENTED, "never_answered") > 0
        person = _least(-silent.astype(np.float64), resented & (told == 0))
        if person is not None and (best is None or silent[person] > best[0]):
            best = int(silent[person]), person
    return None if best is None else best[1]


def contacts(world: Chronicle) -> bool:
    """Whether the team that is looked at gets in touch with people by itself."""
    strategy = world.scenario.strategies[world.teams[0]]
    return strategy.outreach_share > 0 or strategy.automation.contacts_per_day > 0


def _least(values: npt.NDArray[np.float64], among: npt.NDArray[np.bool_]) -> int | None:
    """The person with the least value, the first one of several; None among nobody."""
    return int(np.argmin(np.where(among, values, np.inf))) if among.any() else None


PICKS: Mapping[str, Pick] = {
    pick.name: pick
    for pick in (
        Pick(
            "typical",
            "A typical person",
            "of all people who were contacted or applied, the one nearest to the medians of "
            "contacts, offences, applications and events",
            _typical,
        ),
        Pick(
            "most_offended",
            "Who complained most",
            "the person who complained most often; of several, the one annoyed most often",
            _most_offended,
        ),
        Pick(
            "placed_by_active",
            "Placed only by the active way",
            "somebody placed after a contact, who is not placed in the same world by the team "
            "that waits",
            _placed_by_active,
        ),
        Pick(
            "put_off_by_silence",
            "Put off by silence",
            "somebody who applied, was never answered and resented it",
            _put_off_by_silence,
        ),
    )
}
"""The picks by name."""


def picks(worlds: Sequence[Chronicle]) -> dict[str, int | None]:
    """The person of each pick, looked for in these worlds together; None if there is nobody.

    Args:
        worlds: of the same scenario and replication, so that the same number is the same person.
    """
    return {name: pick.choose(worlds) for name, pick in PICKS.items()}
