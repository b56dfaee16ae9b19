"""How a scenario's fields are declared: frozen, closed, with unit, plausible range and source.

Every default carries either the id of an entry in ``evidence.yaml`` ("P24") or the word
``assumption``. The reference pages, ``recsim explain`` and the JSON schema are made from these
declarations, so a number is described in one place only.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

ASSUMPTION = "assumption"

Probability = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
NonNegative = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]


class Block(BaseModel):
    """A frozen, closed group of settings; unknown keys are errors, a change is a copy."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=True,
        use_attribute_docstrings=False,
        validate_default=True,
    )


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
        limits: hard limits as pydantic spells them (``ge``, ``le``, ``gt``, ``lt``).
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
