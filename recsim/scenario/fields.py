"""How a scenario's fields are declared: frozen, closed, with unit, plausible range and source.

Every default carries either the id of an entry in ``evidence.yaml`` ("P24") or the word
``assumption``. The reference pages, ``recsim explain`` and the JSON schema are made from these
declarations, so a number is described in one place only.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field

ASSUMPTION = "assumption"

MOST_DAYS = 36_500
"""The longest time that is simulated: a hundred years."""
TRILLION = 1_000_000_000_000
"""The highest number of days, messages or money; as good as never, or as endless."""
LONGEST_LINE, LONGEST_TEXT = 200, 3000
"""Letters of what is written in a line, as a title, and of what may take several."""

# Limits lie far beyond anything plausible, and within what the model can calculate: no chance,
# rate or time overflows, and no person's life or recruiter's day is an endless row of events.
Day = Annotated[float, Field(ge=-MOST_DAYS, le=MOST_DAYS)]
"""A day of a run: 0 is the first day that is measured, the warm-up is before it."""
Count = Annotated[int, Field(ge=0)]
Probability = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
NonNegative = Annotated[float, Field(ge=0)]
Factor = Annotated[float, Field(ge=0, le=1000)]
"""What a chance or rate is multiplied by, or how much that grows."""
Slope = Annotated[float, Field(ge=0, le=50)]
"""Change of log-odds or of a log rate for one unit."""
Spread = Annotated[float, Field(ge=0, le=5)]
"""Standard deviation of a logarithm, of log-odds, or of fit."""
PayShare = Annotated[float, Field(ge=0, le=10)]
"""Share of pay."""
PerMonth = Annotated[float, Field(ge=0, le=30)]
"""Rate at which something happens to one person: at most about once a day."""
PerYear = Annotated[float, Field(ge=0, le=1000)]
"""Rate at which something happens to one person: at most a few times a day."""
Days = Annotated[float, Field(ge=0, le=36_500)]
"""A time of at most a hundred years."""
Lasting = Annotated[float, Field(ge=0.001, le=TRILLION)]
"""A time in days, from a minute or two to for ever."""
Hours = Annotated[float, Field(ge=0, le=1000)]
"""Effort for one task."""


class Block(BaseModel):
    """A frozen, closed group of settings; unknown keys are errors, a change is a copy."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=True,
        use_attribute_docstrings=False,
        validate_default=True,
        regex_engine="python-re",  # letters are what they are to re elsewhere
    )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values, which are held against all rules of the settings.

        Args:
            update: new values, by the names of the fields.
            deep: whether what is in it is copied as well.

        Raises:
            ValueError: a name is unknown, a value is not allowed, or they do not go together.
        """
        if not update:
            return super().model_copy(deep=deep)
        values = {**dict(self), **update}
        return type(self).model_validate(copy.deepcopy(values) if deep else values)

    def unchecked(self, **update: Any) -> Self:
        """A copy with other values, for what no file could say, as more teams than it may have."""
        return super().model_copy(update=update)


def setting(
    default: Any,
    text: str,
    *,
    unit: str = "",
    evidence: str = ASSUMPTION,
    plausible: tuple[float, float] | None = None,
    label: str | None = None,
    **limits: Any,
) -> Any:
    """Declare one setting.

    Args:
        default: the value used when a scenario says nothing; ``...`` makes the setting required.
        text: its meaning in plain words, for people who do not program.
        unit: the unit of the number ("days", "share", "hours").
        evidence: an id of ``evidence.yaml``, or ``assumption``.
        plausible: the range in which the true value is believed to lie; advice, not a limit.
        label: a short name for charts and sliders.
        limits: hard limits as pydantic spells them (``ge``, ``le``, ``gt``, ``lt``, ``pattern``).
    """
    extra: dict[str, Any] = {"unit": unit, "evidence": evidence}
    if plausible is not None:
        extra["plausible"] = list(plausible)
    if label is not None:
        extra["label"] = label
    if isinstance(default, BaseModel) or (default.__class__ is dict):
        return Field(
            default_factory=lambda: default, description=text, json_schema_extra=extra, **limits
        )
    return Field(default, description=text, json_schema_extra=extra, **limits)
