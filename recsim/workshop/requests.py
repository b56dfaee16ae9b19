"""What the page may send: small, of these shapes, and nothing else."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recsim.workshop.state import MOST_CHANGES, MOST_REPLICATIONS

Key = Annotated[str, Field(max_length=200)]
Word = Annotated[str, Field(max_length=80)]
Changes = Annotated[dict[Key, bool | int | float | Word], Field(max_length=MOST_CHANGES)]


class Setting(BaseModel):
    """A scenario, one of its variants ("": as it stands), and how it was changed."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    scenario: Annotated[str, Field(max_length=100)]
    variant: Word = ""
    changes: Changes = {}


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
