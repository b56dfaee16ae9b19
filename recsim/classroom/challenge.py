"""A challenge: what is played, which levers are free, and the worlds that nobody has seen.

The rules stand in ``challenge.yaml``, which everybody gets; the sealed worlds in ``sealed.yaml``
beside it, which the trainer keeps until the round is over. The rules carry the *seal* of the
worlds, a hash: who has seen it before the round can check afterwards that nobody changed them.
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from recsim.scenario.fields import TRILLION, Block, setting

MOST_REPLICATIONS = 10_000
SALT = re.compile(r"[0-9a-f]{32,128}\Z")
SEAL = re.compile(r"[0-9a-f]{64}\Z")


class Cap(Block):
    """The most complaints that a strategy may draw."""

    measure: str = setting(
        "offences_per_1000_contacts", "Name of the measure of which nobody may have too much."
    )
    at_most: Annotated[float, Field(ge=0, le=TRILLION)] = setting(
        5.0, "Highest value that is accepted, in the unit of the measure."
    )


class Challenge(Block):
    """The rules of a round."""

    challenge: Literal[1] = setting(1, "Version of the file format.")
    title: str = setting("", "Title of the round.")
    question: str = setting("", "What the players are asked.")
    scenario: str = setting(
        ..., "The scenario that is played: a shipped one, or a file beside this one."
    )
    strategy: str = setting(
        "", "The strategy that everybody plays; may be left out if the scenario has only one."
    )
    free: tuple[str, ...] = setting(
        ..., "Settings of that strategy that may be changed; all else belongs to the challenge."
    )
    maximise: str = setting("placements", "Name of the measure of which more is better.")
    cap: Cap = setting(Cap(), "The most complaints that a strategy may draw.")
    replications: int = setting(
        100,
        "Sealed worlds in which every entry is simulated.",
        unit="worlds",
        ge=2,
        le=MOST_REPLICATIONS,
    )
    seal: str = setting("", "SHA-256 of the sealed worlds, as recsim class new prints it.")

    @model_validator(mode="after")
    def _makes_sense(self) -> Challenge:
        if not self.free:
            raise ValueError("free: nothing is free; name at least one setting, as in [care]")
        if self.seal and not SEAL.match(self.seal):
            raise ValueError("seal: expected 64 digits from 0 to 9 and a to f, in quotes")
        return self


class Sealed(Block):
    """The worlds that an entry is scored in, and a salt that keeps the seal from being guessed."""

    seed: int = setting(..., "Seed of the sealed worlds.", ge=0, le=2**63 - 1)
    salt: str = setting(..., "Random text that makes the seal unpredictable.")

    @model_validator(mode="after")
    def _salt_is_long(self) -> Sealed:
        if not SALT.match(self.salt):
            raise ValueError("salt: expected 32 digits or more, from 0 to 9 and a to f, in quotes")
        return self

    @property
    def text(self) -> str:
        """The text whose SHA-256 is the seal; ASCII, each line ends in a line feed."""
        return f"recsim sealed worlds\nseed: {self.seed}\nsalt: {self.salt}\n"

    def seal(self) -> str:
        """SHA-256 of ``text``, 64 hex digits."""
        return hashlib.sha256(self.text.encode("ascii")).hexdigest()
