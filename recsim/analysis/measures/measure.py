"""What a measure is: a total of one run, or the ratio of two such totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from recsim.analysis.measures.window import Window
from recsim.model.cohorts import Cohort

Better = Literal["more", "fewer"]
Scope = Literal["team", "market"]
Bounds = tuple[float | None, float | None]

RUN = "run (the measured time)"
NOT_NEGATIVE: Bounds = (0.0, None)
SHARE: Bounds = (0.0, 1.0)
PER_HUNDRED: Bounds = (0.0, 100.0)
UNBOUNDED: Bounds = (None, None)


class Kind(Enum):
    """What is divided by what: how few events are behind a number, and what they may hide."""

    COUNT = "events of a run"
    RATE = "events for an exposure, which does not scatter: person-years, recruiter-quarters"
    SHARE = "events out of chances for one each"
    PER_EVENT = "events for each event of another kind"
    MEAN = "mean size of events, never negative: days to fill"
    MONEY = "events at a price: fees; runs that earned the same tell nothing of their spread"
    AMOUNT = "anything else: hours, means that may be negative"


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
            may offend).
        kind: what is divided by what, for the intervals; of ratios it follows from ``exposure``,
            the unit, and whether the two totals are counts.
        cohort: what must have had its time before anything can be told; None: nothing.
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
    kind: Kind = Kind.AMOUNT
    cohort: Cohort | None = None
    total: Callable[[Window], float | None] | None = field(default=None, repr=False)

    @property
    def is_ratio(self) -> bool:
        """Whether it is the ratio of two totals."""
        return self.per != ""

    def kind_of_ratio(self, above: Measure, below: Measure) -> Kind:
        """What kind of ratio it is, from its two totals."""
        if above.whole and below.whole:
            return Kind.SHARE if self.exposure or self.unit == "share" else Kind.PER_EVENT
        if above.whole:
            return Kind.RATE
        return Kind.MEAN if below.whole and self.bounds[0] == 0 else Kind.AMOUNT


def count(
    name: str,
    label: str,
    definition: str,
    total: Callable[[Window], float | None],
    *,
    unit: str = "people",
    better: Better | None = None,
    scope: Scope = "team",
    cohort: Cohort | None = None,
) -> Measure:
    """A whole number of things in the measured time of one run."""
    return Measure(
        name, label, unit, definition, better,
        numerator=label, scope=scope, whole=True, kind=Kind.COUNT, cohort=cohort, total=total,
    )  # fmt: skip


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
    """A total that is not a count: hours, days, costs."""
    return Measure(
        name, label, unit, definition, better,
        numerator=label, scope=scope, by_segment=by_segment, bounds=bounds, total=total,
    )  # fmt: skip


def earnings(
    name: str,
    label: str,
    definition: str,
    total: Callable[[Window], float | None],
    *,
    by_segment: bool = True,
    bounds: Bounds = NOT_NEGATIVE,
) -> Measure:
    """Money that comes with events, less a fixed sum or not."""
    return Measure(
        name, label, "currency", definition, "more",
        numerator=label, by_segment=by_segment, bounds=bounds, kind=Kind.MONEY, total=total,
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
