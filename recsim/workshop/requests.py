"""What the page may send: small, of these shapes, and nothing else."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recsim.workshop.state import MOST_CHANGES, MOST_REPLICATIONS

MOST_PATIENCE_MS = 60_000
MOST_TEAMS = 50

Key = Annotated[str, Field(max_length=200)]
Word = Annotated[str, Field(max_length=80)]
Changes = Annotated[dict[Key, bool | int | float | Word], Field(max_length=MOST_CHANGES)]


class Setting(BaseModel):
    """A scenario and how it was changed."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    scenario: Annotated[str, Field(max_length=100)]
    changes: Changes = {}


class Question(Setting):
    """What comes of a state?

    Attributes:
        replications: how many are wanted.
        client: who asks.
        ticket: counts a client's questions.
        before: changes to compare with.
        patience_ms: after so many milliseconds fewer replications will do; None: never.
        shown: replications of the picture of this state that the client has already; one with no
            more of them is of no use to it.
        teams: keys of the strategies that are looked at; none: all. The answer has them, the one
            that the others are compared with, and all whose replications are known already.
    """

    replications: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS)]
    client: Annotated[str, Field(min_length=1, max_length=64)]
    ticket: Annotated[int, Field(ge=0, lt=2**53)] = 0
    before: Changes | None = None
    patience_ms: Annotated[int, Field(ge=0, le=MOST_PATIENCE_MS)] | None = None
    shown: Annotated[int, Field(ge=0, le=MOST_REPLICATIONS)] = 0
    teams: Annotated[tuple[Key, ...], Field(max_length=MOST_TEAMS, strict=False)] = ()


class Download(Setting):
    """A scenario to take home; how many replications the command line shall run."""

    replications: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS)] | None = None


class Upload(BaseModel):
    """A scenario file that somebody brings along."""

    model_config = ConfigDict(extra="forbid", strict=True)
    file: Annotated[str, Field(max_length=300)]
    text: str


def problems_of(error: ValidationError) -> list[tuple[str, str]]:
    """What is wrong with a body, as pairs of a key and a sentence; at most five."""
    return [
        (".".join(str(part)[:80] for part in one["loc"][:2]), one["msg"])
        for one in error.errors(include_url=False, include_context=False, include_input=False)[:5]
    ]
