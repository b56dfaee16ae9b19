"""The board: entries in the plane of gain and harm, under the names that the room shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from recsim.classroom.telling import FORMS, who_is_first
from recsim.page.language import text
from recsim.workshop.room.records import Person, Room
from recsim.workshop.room.scoring import Point

Json = dict[str, Any]


def shown_names(room: Room, people: Sequence[Person]) -> dict[int, str]:
    """What stands for each person on the board; empty texts if nobody is named."""
    if room.names == "nobody":
        return {person.id: "" for person in people}
    nick = room.names == "nicknames"
    shown = {person.id: person.name if nick else person.pseudonym for person in people}
    return shown | {person.id: left(room) for person in people if person.removed}


def practice_order(points: Sequence[Point]) -> list[Point]:
    """Points in an order that does not tell whose they are; the challenge's own comes first."""
    return sorted(
        (point for point in points if point.person is None or point.gain is not None),
        key=lambda point: (point.person is not None, point.gain or 0.0, point.harm or 0.0),
    )


def practice_board(points: Sequence[Point], own: int | None) -> Json:
    """Last entries in practice worlds, without names.

    Args:
        points: as far as they are known, in their order.
        own: the person who looks at it.
    """
    start = [point for point in points if point.person is None]
    others = [point for point in points if point.person is not None]
    return {
        "worlds": "practice",
        "start": _plain(start[0]) if start else None,
        "points": [
            {
                "name": "",
                "team": "",
                **_plain(point),
                "mine": point.person == own,
                "standing": None,
                "cap": None,
                "rank": None,
            }
            for point in others
        ],
        "memo": None,
        "sentences": [],
        "said": [],
    }


def sealed_board(
    room: Room, scores: Mapping[str, Any], names: Mapping[int, str], own: int | None
) -> Json:
    """What came of the entries in the sealed worlds.

    Args:
        room: tells whether ranks are shown.
        scores: as they were kept.
        names: what stands for each person.
        own: the participant who looks at it; None for the trainer, who sees ranks in any case.
    """
    rows, gone = scores["rows"], left(room)
    unnamed = not any(names.values())
    if not room.show_ranks and own is not None:  # the order must not tell ranks either
        rows = sorted(rows, key=lambda row: (row["gain"] or {"mean": 0.0})["mean"])
    points = []
    for row in rows:
        person = row["person"]
        ranked = own is None or room.show_ranks or person == own
        point = {
            "name": names.get(person, gone),
            "team": "" if unnamed else row["team"],
            "gain": row["gain"],
            "harm": row["harm"],
            "mine": person == own,
            "standing": row["standing"],
            "cap": row["cap"],
            "rank": row["rank"] if ranked else None,
        }
        points.append(point if own is not None else {**point, "person": person})
    start = {"gain": scores["start"]["gain"], "harm": scores["start"]["harm"]}
    return {
        "worlds": "sealed",
        "start": start,
        "points": points,
        "memo": _memo(room, rows, names),
        "sentences": sentences(room, scores, names),
        "said": said(room, scores, names),
    }


def sentences(room: Room, scores: Mapping[str, Any], names: Mapping[int, str]) -> list[str]:
    """What the scores say, under the names that are shown; none beside ranks that are not."""
    if not scores["rows"]:
        return [FORMS["nobody"], *scores["sentences"]]
    first = _first(room, scores, names)
    return [who_is_first(first, scores["ranked"]), *scores["sentences"]]


def said(room: Room, scores: Mapping[str, Any], names: Mapping[int, str]) -> list[Json] | None:
    """The same as keys and values; None if an older version of recsim has scored the round."""
    if "said" not in scores:
        return None
    key = "first" if scores["rows"] else "nobody"
    first = {"key": key, "names": _first(room, scores, names), "ranked": scores["ranked"]}
    return [first, *scores["said"]]


def _first(room: Room, scores: Mapping[str, Any], names: Mapping[int, str]) -> list[str]:
    """Names of those whose rank begins with 1; empty texts if ranks are not shown."""
    return [
        names.get(row["person"], left(room)) if room.show_ranks else ""
        for row in scores["rows"]
        if row["rank"] is not None and row["rank"]["best"] == 1
    ]


def left(room: Room) -> str:
    """Who was taken out after the round; in the room's language, as pseudonyms are."""
    return text(room.language, "rooms", "whose.left")


def teams(scores: Mapping[str, Any], people: Sequence[Person], wanted: Sequence[str]) -> list[Json]:
    """Each team with its entries: how many kept the cap, stand on the frontier, the best rank."""
    found = []
    for team in wanted:
        rows = [row for row in scores["rows"] if row["team"] == team]
        ranks = [row["rank"] for row in rows if row["rank"] is not None]
        found.append(
            {
                "team": team,
                "people": sum(person.team == team for person in people),
                "entries": len(rows),
                "met": sum(row["cap"] == "met" for row in rows),
                "on_frontier": sum(row["standing"] == "on it" for row in rows),
                "best": min(ranks, key=lambda rank: (rank["best"], rank["worst"]), default=None),
            }
        )
    return found


def _memo(room: Room, rows: Sequence[Mapping[str, Any]], names: Mapping[int, str]) -> Json | None:
    """The memo that the trainer shows to everybody."""
    kind, _, person = room.showing.partition(":")
    if kind != "memo":
        return None
    for at, row in enumerate(rows):
        if str(row["person"]) == person:
            return {"name": names.get(row["person"], ""), "text": row["memo"], "points_to": at}
    return None


def _plain(point: Point) -> Json:
    """A point without intervals: they would be those of worlds that do not count."""
    gain, harm = (
        None if value is None else {"mean": value, "low": None, "high": None}
        for value in (point.gain, point.harm)
    )
    return {"gain": gain, "harm": harm}
