"""A difference of two logs in words: what happened, to whom, and what had happened to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from recsim.model.events import CENSUS_STATUS, DETAILS, EVENT, NOBODY, STATUSES, Kind
from recsim.verification.engines import Comparison, Difference, Events, Trial

RECORDS_BEFORE = 12
"""Of each person, requisition and recruiter of the records that differ."""

_AFTER = {
    Kind.SEARCH_STARTED: "seeking",
    Kind.SEARCH_ENDED: "content",
    Kind.JOB_LOST: "unemployed",
    Kind.JOB_FOUND: "content",
    Kind.LEFT_EARLY: "unemployed",
    Kind.PLACED: "content",
}
"""Status of a person after an event."""

_REGARD = {
    Kind.BECAME_WARY: "wary",
    Kind.WARY_ENDED: "neutral",
    Kind.DO_NOT_CONTACT: "do not contact",
    Kind.DO_NOT_CONTACT_ENDED: "neutral",
    Kind.OFFENDED: "offended once",
    Kind.RESENTED: "resented",
    Kind.CONTACTED: "contacted",
    Kind.APPROACH_ENDED: "approach ended",
    Kind.CANDIDACY_STARTED: "candidacy started",
    Kind.CANDIDACY_ENDED: "candidacy ended",
}
"""What an event says about the regard of a person for a team."""


def in_words(record: np.void, world: Trial) -> str:
    """One record of a log: time, kind, detail, who, value; all digits of both numbers."""
    kind = _kind(record)
    detail = int(record["detail"])
    names = DETAILS.get(kind, ("",)) if isinstance(kind, Kind) else ()
    named = names[detail] if 0 <= detail < len(names) else f"detail {detail}"
    who = [
        f"{name} {int(record[name])}"
        for name in ("person", "requisition", "recruiter")
        if record[name] != NOBODY
    ]
    segments = tuple(world.scenario.world.segments)
    return " ".join(
        (
            f"{float(record['time']):.17g}",
            kind.name if isinstance(kind, Kind) else f"kind {kind}",
            *([named] if named else []),
            *who,
            f"team {_of(int(record['team']), world.teams)}",
            f"segment {_of(int(record['segment']), segments)}",
            f"value {float(record['value']):.17g}",
        )
    )


def report(
    difference: Difference, world: Trial, names: tuple[str, str] = ("first", "second")
) -> list[str]:
    """Lines that show a difference to whoever has to find its cause.

    Args:
        difference: where the logs part.
        world: what was simulated.
        names: of the two engines.
    """
    lines = [f"record {difference.at}:"]
    there = [record for record in (difference.first, difference.second) if record is not None]
    width = max(map(len, names))
    for name, record in zip(names, (difference.first, difference.second), strict=True):
        said = "the log has ended" if record is None else in_words(record, world)
        lines.append(f"  {name:<{width}}  {said}")
    if len(there) == 2:
        lines += [f"  differs in: {words}" for words in _fields(*there)]
    for field in ("person", "requisition", "recruiter"):
        for number in dict.fromkeys(int(record[field]) for record in there):
            if number != NOBODY:
                lines += _story(difference.common, field, number, world)
    lines.append("the records just before, in both:")
    lines += [f"    {in_words(record, world)}" for record in difference.common[-3:]]
    return lines


def explained(comparison: Comparison, names: tuple[str, str] = ("first", "second")) -> list[str]:
    """Lines that say in what two engines are not equal; none if they are."""
    lines = [
        f"{name} fails: {error}"
        for name, error in zip(names, comparison.errors, strict=True)
        if error
    ]
    lines += comparison.totals
    if comparison.difference is not None:
        lines += report(comparison.difference, comparison.world, names)
    return lines


def _kind(record: np.void) -> Kind | int:
    number = int(record["kind"])
    return Kind(number) if 0 <= number < len(Kind) else number


def _of(number: int, names: Sequence[str]) -> str:
    if number == NOBODY:
        return "none"
    return f"{number} ({names[number]})" if 0 <= number < len(names) else str(number)


def _fields(first: np.void, second: np.void) -> Iterator[str]:
    for name in EVENT.names or ():
        one, other = first[name], second[name]
        if one.tobytes() != other.tobytes():
            apart = ""
            if one.dtype.kind == "f":
                steps = abs(int(one.view(np.int64)) - int(other.view(np.int64)))
                apart = f" ({steps} units in the last place)" if steps < 10**6 else ""
            yield f"{name}: {one.item()!r} and {other.item()!r}{apart}"


def _story(common: Events, field: str, number: int, world: Trial) -> Iterator[str]:
    own = common[common[field] == number]
    state = f"; {_state(own, world)}" if field == "person" else ""
    yield f"{field} {number}: {len(own)} records before{state}"
    for record in own[-RECORDS_BEFORE:]:
        yield f"    {in_words(record, world)}"


def _state(own: Events, world: Trial) -> str:
    """What the records of a person tell of their state."""
    status, satisfaction, seed = "not yet there", "", ""
    regards: dict[int, list[str]] = {}
    for record in own:
        kind, team = _kind(record), int(record["team"])
        if kind == Kind.PRESENT:
            status = STATUSES[CENSUS_STATUS[int(record["detail"])]]
        elif kind == Kind.SATISFACTION_CHANGED:
            satisfaction = f", satisfaction {float(record['value']):.17g}"
        elif kind == Kind.SEED_PLANTED:
            planted = _of(team, world.teams)
            seed = f", seed of team {planted}, belief {float(record['value']):.17g}"
        elif kind == Kind.SEED_FORGOTTEN:
            seed = ""
        if isinstance(kind, Kind):
            status = _AFTER.get(kind, status)
            if kind in _REGARD:
                regards.setdefault(team, []).append(_REGARD[kind])
    told = "".join(
        f", regard for team {_of(team, world.teams)}: {' > '.join(words[-6:])}"
        for team, words in sorted(regards.items())
    )
    segment = _of(int(own[-1]["segment"]), tuple(world.scenario.world.segments)) if len(own) else ""
    return f"{status}{f', segment {segment}' if segment else ''}{satisfaction}{seed}{told}"
