"""What is kept about rooms: one record a room, a round, a person, an entry, a question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from recsim.classroom.challenge import Sealed
from recsim.page.language import ENGLISH
from recsim.workshop.room.phases import Stage

Names = Literal["nobody", "pseudonyms", "nicknames"]
QuestionKind = Literal["range", "choice", "text"]
QuestionPhase = Literal["open", "closed", "revealed"]
Row = Mapping[str, Any]


class UnknownRoom(LookupError):  # noqa: N818 - a code that somebody mistyped
    """There is no such room, person or question; the text says so."""


@dataclass(frozen=True)
class Room:
    """A room.

    Attributes:
        code: what people type to join.
        stage: where it stands.
        challenge, scenario: texts of the files.
        minutes: how long rounds are open; None without a clock.
        teams: to choose from; empty if there are none.
        salt: of pseudonyms; never shown.
        names: what stands beside points and ranks.
        show_ranks: whether everybody sees everybody's rank.
        door: whether more people may join.
        showing: what the board shows; empty for what fits the phase.
        changed_at, created_at: in seconds since 1970; when the phase changed, and the beginning.
        source: name in the workshop of the scenario that it was made from; empty if not known.
        language: of pseudonyms: the one that the trainer's page had when the room was made.
    """

    code: str
    stage: Stage
    challenge: str
    scenario: str
    minutes: float | None
    teams: tuple[str, ...]
    salt: str
    names: Names
    show_ranks: bool
    door: bool
    showing: str
    changed_at: float
    created_at: float
    source: str = ""
    language: str = ENGLISH

    @staticmethod
    def of(row: Row) -> Room:
        """From a row of the table."""
        return Room(
            code=row["code"],
            stage=Stage(
                row["phase"], row["round"], row["rounds"], row["ends_at"], bool(row["closed"])
            ),
            challenge=row["challenge"],
            scenario=row["scenario"],
            minutes=row["minutes"],
            teams=tuple(json.loads(row["teams"])),
            salt=row["salt"],
            names=row["names"],
            show_ranks=bool(row["show_ranks"]),
            door=bool(row["door"]),
            showing=row["showing"],
            changed_at=row["changed_at"],
            created_at=row["created_at"],
            source=row["source"],
            language=row["language"],
        )


@dataclass(frozen=True)
class RoundKept:
    """A round: its sealed worlds, and what came of it once it was revealed.

    ``left_out`` are the people, by number, whose entries the trainer does not wait for.
    """

    number: int
    sealed: Sealed
    scores: Mapping[str, Any] | None
    runs: Mapping[str, Any] | None
    left_out: frozenset[int]

    @staticmethod
    def of(row: Row) -> RoundKept:
        """From a row of the table."""
        return RoundKept(
            row["number"],
            Sealed(seed=row["seed"], salt=row["salt"]),
            json.loads(row["scores"]) if row["scores"] else None,
            json.loads(row["runs"]) if row["runs"] else None,
            frozenset(map(int, json.loads(row["left_out"]))),
        )


@dataclass(frozen=True)
class Person:
    """Somebody who joined; ``draft`` are the levers as they stand, by dotted key."""

    id: int
    code: str
    name: str
    pseudonym: str
    team: str
    joined_at: float
    removed: bool
    draft: Mapping[str, Any]

    @staticmethod
    def of(row: Row) -> Person:
        """From a row of the table."""
        return Person(
            row["id"], row["code"], row["name"], row["pseudonym"], row["team"], row["joined_at"],
            bool(row["removed"]), json.loads(row["draft"]),
        )  # fmt: skip


@dataclass(frozen=True)
class Submission:
    """What somebody handed in: changes by dotted key; guesses by measure (low, high, confidence).

    ``count`` is how many this person handed in in this round, this one included.
    """

    id: int
    person: int
    round: int
    changes: Mapping[str, Any]
    memo: str
    guesses: Mapping[str, Mapping[str, float]]
    at: float
    count: int

    @staticmethod
    def of(row: Row) -> Submission:
        """From a row of the table."""
        return Submission(
            row["id"], row["person"], row["round"], json.loads(row["changes"]), row["memo"],
            json.loads(row["guesses"]), row["at"], row["count"],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the room is asked.

    Attributes:
        kind: a "range" for a measure of a strategy as the challenge has it, or, if ``than`` is
            not empty, for how far it is above that of the strategy ``than`` in the same worlds;
            a "choice" among ``options``, or a free "text", which have none of these.
        confidence: how sure people are to be of their ranges.
        scenario: text of what it is about, if that is not what the room plays.
        source: name of that scenario in the workshop.
        link: what opens it on the page to explore, as it was set; empty if nothing does.
    """

    text: str
    kind: QuestionKind = "range"
    measure: str = ""
    strategy: str = ""
    than: str = ""
    options: tuple[str, ...] = ()
    confidence: float = 0.8
    scenario: str = ""
    source: str = ""
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Question(Asked):
    """A question that was asked.

    ``truth`` has mean, low and high of what came out, or nothing where nothing is simulated; None
    until it is revealed. ``told_at`` is when it was.
    """

    id: int
    code: str
    phase: QuestionPhase
    asked_at: float
    told_at: float | None
    truth: Mapping[str, float | None] | None

    @staticmethod
    def of(row: Row) -> Question:
        """From a row of the table."""
        truth = json.loads(row["truth"]) if row["truth"] else None
        options = tuple(json.loads(row["options"]))
        return Question(**{**row, "truth": truth, "options": options})


@dataclass(frozen=True)
class Guess:
    """Somebody's answer to a question: a range, or words (of a choice those of the option)."""

    question: int
    person: int
    low: float
    high: float
    at: float
    words: str = ""
