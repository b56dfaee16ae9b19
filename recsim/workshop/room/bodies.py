"""What the pages of a room may send: small, of these shapes, and nothing else."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from recsim.classroom.challenge import Cap
from recsim.classroom.market import FEWEST_TEAMS, MOST_PEOPLE, MOST_QUARTERS
from recsim.page.language import ENGLISH
from recsim.scenario.fields import TRILLION
from recsim.scenario.scenario import MOST_TEAMS as MOST_MARKET_TEAMS
from recsim.workshop.requests import Changes, Key, Setting, Word
from recsim.workshop.room.phases import LEAST_MINUTES, MOST_MINUTES, MOST_ROUNDS
from recsim.workshop.room.records import Names, QuestionKind

MOST_WORLDS = 200
MOST_TEAMS = 20
MOST_OPTIONS = 6
"""To choose from, when the room is asked."""
MOST_GUESSES = 5
"""Ranges for one's own results."""
Minutes = Annotated[float, Field(ge=LEAST_MINUTES, le=MOST_MINUTES)]
Value = Annotated[float, Field(ge=0, le=TRILLION)]
AnyValue = Annotated[float, Field(ge=-TRILLION, le=TRILLION)]
Confidence = Annotated[float, Field(ge=0.5, le=0.99)]
Name = Annotated[str, Field(max_length=200)]
"""As typed; it is cleaned and shortened further on."""
Number = Annotated[int, Field(ge=0, lt=2**53)]


class Body(BaseModel):
    """A body: no other fields, no other types."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class Nothing(Body):
    """Nothing needs to be said."""


class Enter(Body):
    """The trainer's key."""

    key: Annotated[str, Field(max_length=200)]


class WantedCap(Body):
    """The most of a measure that keeps an entry in the ranking."""

    measure: Key = Cap().measure
    at_most: Value = Cap().at_most


class Offer(Body):
    """What a trainer sets up; all but the scenario may be left out."""

    scenario: Annotated[str, Field(max_length=100)]
    strategy: Key = ""
    free: Annotated[list[Key], Field(max_length=100)] = []
    title: Name = ""
    question: Annotated[str, Field(max_length=1000)] = ""
    maximise: Key = "placements"
    cap: WantedCap = WantedCap()
    replications: Annotated[int, Field(ge=2, le=MOST_WORLDS)] = 100
    rounds: Annotated[int, Field(ge=1, le=MOST_ROUNDS)] = 1
    minutes: Minutes | None = None
    teams: Annotated[list[Name], Field(max_length=MOST_TEAMS)] = []
    names: Names = "nobody"
    language: Word = ENGLISH


class MarketOffer(Body):
    """What a trainer sets up for one market for all; all but the scenario may be left out."""

    scenario: Annotated[str, Field(max_length=100)]
    strategy: Key = ""
    free: Annotated[list[Key], Field(max_length=100)] = []
    title: Name = ""
    question: Annotated[str, Field(max_length=1000)] = ""
    maximise: Key = "placements"
    harm: Key = "offences_per_100_placements"
    seats: Annotated[int, Field(ge=FEWEST_TEAMS, le=MOST_MARKET_TEAMS)] = 6
    teams: Annotated[list[Name], Field(max_length=MOST_TEAMS)] = []
    people_per_team: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] | None = None
    quarters: Annotated[int, Field(ge=1, le=MOST_QUARTERS)] = 4
    worlds: Annotated[int, Field(ge=2, le=MOST_WORLDS)] = 60
    minutes: Minutes | None = None
    names: Names = "nicknames"
    language: Word = ENGLISH


class QuestionsOffer(Setting):
    """What a room for questions begins with."""

    language: Word = ENGLISH


class Command(Body):
    """What the trainer wants done; which fields a command takes, ``NEEDS`` tells.

    ``about`` is what a question is about, if that is not what the room plays.
    """

    command: Literal[
        "open", "more_time", "freeze", "unfreeze", "leave_out", "reveal", "next_round", "reset",
        "close", "reopen", "delete", "door", "remove", "empty", "names", "ranks", "show", "ask",
        "close_question", "reveal_question", "drop_question",
    ]  # fmt: skip
    minutes: Minutes | None = None
    open: bool | None = None
    person: Number | None = None
    names: Names | None = None
    show: bool | None = None
    what: Annotated[str, Field(max_length=40)] | None = None
    measure: Key | None = None
    kind: QuestionKind = "range"
    strategy: Key = ""
    than: Key = ""
    options: Annotated[list[Name], Field(max_length=MOST_OPTIONS)] = []
    text: Annotated[str, Field(max_length=1000)] = ""
    confidence: Confidence = 0.8
    question: Number | None = None
    about: Setting | None = None

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Command:
        needed = NEEDS.get(self.command, "")
        if self.command == "ask":
            needed = "measure" if self.kind == "range" else ""
        if needed and getattr(self, needed) is None:
            raise ValueError(f"{self.command}: {needed} is missing")
        return self


NEEDS = {
    "more_time": "minutes",
    "door": "open",
    "remove": "person",
    "empty": "what",
    "names": "names",
    "ranks": "show",
    "show": "what",
    "close_question": "question",
    "reveal_question": "question",
    "drop_question": "question",
}


class Join(Body):
    """Somebody wants to join."""

    code: Annotated[str, Field(max_length=40)]
    nickname: Name
    team: Name = ""


class Return(Body):
    """Somebody comes back with a personal link."""

    code: Annotated[str, Field(max_length=40)]
    token: Annotated[str, Field(max_length=100)]


class Draft(Body):
    """The levers as they stand."""

    changes: Changes


class OwnGuess(Body):
    """A range for a result of one's own entry."""

    low: Value
    high: Value
    confidence: Confidence = 0.8

    @model_validator(mode="after")
    def _is_a_range(self) -> OwnGuess:
        if self.low > self.high:
            raise ValueError("the upper end is below the lower one")
        return self


class Submit(Body):
    """What somebody hands in."""

    changes: Changes
    memo: Annotated[str, Field(max_length=20_000)] = ""
    guess: Annotated[dict[Key, OwnGuess], Field(max_length=MOST_GUESSES)] = {}


class Predict(Body):
    """An answer to the trainer's question: a range, the number of an option, or words."""

    question: Number
    low: AnyValue | None = None
    high: AnyValue | None = None
    option: Number | None = None
    words: Annotated[str, Field(max_length=1000)] | None = None

    @property
    def kind(self) -> QuestionKind:
        """Which kind of question it answers."""
        if self.option is not None:
            return "choice"
        return "range" if self.words is None else "text"

    @model_validator(mode="after")
    def _is_one_answer(self) -> Predict:
        ends = (self.low is None) + (self.high is None)
        if ends == 1 or (ends == 0) + (self.option is not None) + (self.words is not None) != 1:
            raise ValueError("expected low and high, or an option, or words")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("the upper end is below the lower one")
        return self
