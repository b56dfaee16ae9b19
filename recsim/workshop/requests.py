"""What the page may send: small, of these shapes, and nothing else."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recsim.workshop.state import MOST_CHANGES, MOST_REPLICATIONS

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

    ``ticket`` counts a client's questions; ``before`` are changes to compare with.
    """

    replications: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS)]
    client: Annotated[str, Field(min_length=1, max_length=64)]
    ticket: Annotated[int, Field(ge=0, lt=2**53)] = 0
    before: Changes | None = None


def problems_of(error: ValidationError) -> list[tuple[str, str]]:
    """What is wrong with a body, as pairs of a key and a sentence; at most five."""
    return [
        (".".join(str(part)[:80] for part in one["loc"][:2]), one["msg"])
        for one in error.errors(include_url=False, include_context=False, include_input=False)[:5]
    ]
