"""Looking at growing runs again and again until something is settled, with intervals that hold.

Whoever looks after 10 runs, goes on, and stops as soon as an interval has the size or the side that
was hoped for, is wrong more often than a single interval allows for. So looks are at a fixed
schedule (``LOOKS`` of them, each at twice as many runs as the one before), and at each look an
interval spends the same part of the error: 1 - (1 - confidence) / ``LOOKS``. By Bonferroni all of
them hold together with the study's confidence, whatever the looks depend on and whichever one is
the last (repeated confidence intervals: Jennison and Turnbull 1989, J R Stat Soc B 51:305-361; a
union over looks at equal factors is how Howard, Ramdas, McAuliffe and Sekhon 2021, Ann Stat
49:1055-1080, stitch a confidence sequence). It works with any interval, those of few events and of
ratios included, and a budget may be raised later: the schedule is the same.

A direction asks for the strictness of any comparison on top (``finding.strict``), so that it
serves for as many comparisons at a time as that has looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from recsim.analysis.estimates import sample
from recsim.analysis.finding import Finding
from recsim.analysis.intervals import Interval
from recsim.analysis.paired import Comparison, compare, compare_sides
from recsim.analysis.results import Results

FIRST = 10
"""Runs at the first look."""
LOOKS = 8
SCHEDULE = tuple(FIRST * 2**look for look in range(LOOKS))
"""Runs at each look: 10, 20, ... 1,280."""
USUAL = 320
"""Most runs of each strategy, if nobody says."""
Told = Comparison | Interval | None
"""What is known of a comparison, or of a strategy alone."""
SETTLED = (Finding.DECIDED, Finding.IDENTICAL, Finding.NO_DIFFERENCE_LARGER_THAN)


def looks(at_most: int) -> tuple[int, ...]:
    """The numbers of runs at which is looked within a budget; empty if it is below the first."""
    return tuple(runs for runs in SCHEDULE if runs <= at_most)


def repeated(confidence: float) -> float:
    """The confidence of each interval with which those of all looks hold with ``confidence``."""
    return 1 - (1 - confidence) / LOOKS


def with_looks(results: Results) -> Results:
    """The same results with intervals for repeated looks."""
    return results.at_confidence(repeated(results.scenario.study.confidence))


@dataclass(frozen=True)
class Goal:
    """What is to be settled.

    Attributes:
        measure: name of the measure.
        half_width: the widest that half an interval may be, in the measure's unit; None: until
            every comparison is settled.
        paired: whether the interval is that of a difference, and not that of a strategy alone.
    """

    measure: str
    half_width: float | None = None
    paired: bool = True

    def reached(self, told: Told) -> bool:
        """Whether a comparison, or the interval of a strategy alone, is settled."""
        interval = told.interval if isinstance(told, Comparison) else told
        if self.half_width is None:
            return isinstance(told, Comparison) and (
                told.finding in SETTLED or _never_happens(told)
            )
        if interval is None or interval.low is None or interval.high is None:
            return False
        wider = max(interval.high - interval.estimate, interval.estimate - interval.low)
        return wider <= self.half_width


def _never_happens(told: Comparison) -> bool:
    """Whether both sides are 0 because they can be nothing else, so that nothing is compared."""
    return told.finding is Finding.UNDEFINED and told.same_everywhere


@dataclass(frozen=True)
class Subject:
    """What a goal asks of one comparison, or of one strategy.

    Attributes:
        strategy: its name.
        baseline: what it is compared with; "" if it is looked at alone.
        variant: of the strategy, where variants are beside the scenario; the strategy is compared
            with itself without it.
    """

    strategy: str
    baseline: str = ""
    variant: str = ""


@dataclass(frozen=True)
class Settled:
    """When a subject was settled.

    Attributes:
        subject: which one.
        after: runs at the first look at which it was; None: at no look.
        interval: at that look, or else at the last one; None if it was undefined.
        finding: what was said of a comparison then; None for a strategy alone.
        still: whether it is so at the last look, too.
    """

    subject: Subject
    after: int | None
    interval: Interval | None
    finding: Finding | None
    still: bool = True


@dataclass(frozen=True)
class Looked:
    """What repeated looks found.

    Attributes:
        goal: what was to be settled.
        runs: number of runs at each look that was taken.
        at_most: the budget, in runs of each strategy.
        confidence: with which all intervals hold together.
        subjects: when each was settled, in the order of the scenario.
    """

    goal: Goal
    runs: tuple[int, ...]
    at_most: int
    confidence: float
    subjects: tuple[Settled, ...]

    @property
    def reached(self) -> bool:
        """Whether everything was settled."""
        return all(one.after is not None for one in self.subjects)


def first_look(goal: Goal, at_most: int, confidence: float) -> Looked:
    """Before anything was looked at."""
    return Looked(goal, (), at_most, confidence, ())


def look(before: Looked, results: Results) -> Looked:
    """One more look.

    Args:
        before: what earlier looks found.
        results: of more runs, with intervals for repeated looks (``with_looks``).
    """
    count = len(results.replications)
    earlier = {one.subject: one for one in before.subjects}
    found = []
    for subject, told in subjects(results, before.goal):
        reached = before.goal.reached(told)
        known = earlier.get(subject)
        if known is not None and known.after is not None:
            found.append(replace(known, still=reached))
            continue
        interval, finding = (
            (told.interval, told.finding) if isinstance(told, Comparison) else (told, None)
        )
        found.append(Settled(subject, count if reached else None, interval, finding))
    return replace(before, runs=(*before.runs, count), subjects=tuple(found))


def subjects(
    results: Results, goal: Goal
) -> Iterator[tuple[Subject, Comparison | Interval | None]]:
    """What a goal is about in these results, each with what is known of it.

    Compared are the strategies with the first one; where variants are beside the scenario, each
    strategy of each variant with itself without it.
    """
    if not goal.paired:
        yield from _alone(results.variants, results.variant, goal)
        return
    if results.beside:
        for name, other in results.beside.items():
            for strategy in other.strategies:
                if strategy in results.strategies:
                    found = compare_sides(results, other, goal.measure, strategy, strategy)
                    yield Subject(strategy, strategy, name), found
        return
    baseline, *others = results.strategies
    for strategy in others:
        yield Subject(strategy, baseline), compare(results, goal.measure, baseline, strategy)


def _alone(
    variants: Sequence[Results], own: str, goal: Goal
) -> Iterator[tuple[Subject, Interval | None]]:
    for results in variants:
        name = "" if results.variant == own else results.variant
        for strategy in results.strategies:
            rows = results.runs.filter(strategy=strategy)
            interval = sample(rows, goal.measure).interval(results.scenario.study.confidence)
            yield Subject(strategy, "", name), interval
