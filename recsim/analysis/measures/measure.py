"""What a measure is: a total of one run, or the ratio of two such totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from recsim.analysis.measures.window import Window

Better = Literal["more", "fewer"]
Scope = Literal["team", "market"]
Bounds = tuple[float | None, float | None]

RUN = "run (the measured time)"
NOT_NEGATIVE: Bounds = (0.0, None)
SHARE: Bounds = (0.0, 1.0)
UNBOUNDED: Bounds = (None, None)


@dataclass(frozen=True)
class Measure:
    """One number of one run of one team, with everything needed to read it.

    Attributes:
        name: key in tables and scenario files.
        label: short name for charts and tables, in plain words.
        unit: unit of the number; rates say what they are per.
        definition: one plain sentence.
        numerator: what is counted, in words.
        denominator: what it is divided by, in words; a total is per run.
        better: whether a recruiter wants more or fewer of it; None if neither.
        topic: the group it belongs to.
        scope: team: what this team did; market: all people, whoever dealt with them.
        by_segment: whether it has a meaning for one segment alone.
        whole: whether it is a whole number (a count).
        bounds: lowest and highest possible value, None where there is none.
        of, per, factor: a ratio is ``factor * of / per``, both names of totals; None where ``per``
            is 0. Empty for totals.
        exposure: for ratios, whether each one of ``per`` is a chance for one of ``of`` (a contact
            may offend): then it is known how little it means to have seen none.
        total: how a total is found in a run; None for ratios.
    """

    name: str
    label: str
    unit: str
    definition: str
    better: Better | None = None
    numerator: str = ""
    denominator: str = RUN
    topic: str = ""
    scope: Scope = "team"
    by_segment: bool = True
    whole: bool = False
    bounds: Bounds = NOT_NEGATIVE
    of: str = ""
    per: str = ""
    factor: float = 1.0
    exposure: bool = False
    total: Callable[[Window], float | None] | None = field(default=None, repr=False)

    @property
    def is_ratio(self) -> bool:
        """Whether it is the ratio of two totals."""
        return self.per != ""


def count(
    name: str,
    label: str,
    definition: str,
    total: Callable[[Window], float | None],
    *,
    unit: str = "people",
    better: Better | None = None,
    scope: Scope = "team",
) -> Measure:
    """A whole number of things in the measured time of one run."""
    return Measure(
        name, label, unit, definition, better, numerator=label, scope=scope, whole=True, total=total
    )


def amount(
    name: str,
    label: str,
    definition: str,
    total: Callable[[Window], float | None],
    *,
    unit: str,
    better: Better | None = None,
    scope: Scope = "team",
    by_segment: bool = True,
    bounds: Bounds = NOT_NEGATIVE,
) -> Measure:
    """A total that is not a count: hours, days, money."""
    return Measure(
        name, label, unit, definition, better,
        numerator=label, scope=scope, by_segment=by_segment, bounds=bounds, total=total,
    )  # fmt: skip


def ratio(
    name: str,
    label: str,
    unit: str,
    definition: str,
    of: str,
    per: str,
    *,
    factor: float = 1.0,
    better: Better | None = None,
    scope: Scope = "team",
    by_segment: bool = True,
    bounds: Bounds | None = None,
    exposure: bool = False,
) -> Measure:
    """``factor`` times the total ``of`` by the total ``per``; undefined where that is 0."""
    if bounds is None:
        bounds = SHARE if unit == "share" else NOT_NEGATIVE
    return Measure(
        name, label, unit, definition, better,
        scope=scope, by_segment=by_segment, bounds=bounds, of=of, per=per, factor=factor,
        exposure=exposure,
    )  # fmt: skip
