"""What repeated looks settled, and when, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from recsim.analysis.finding import Finding
from recsim.analysis.looks import LOOKS, SCHEDULE, Settled
from recsim.analysis.measures import MEASURES
from recsim.scenario.sentences import listed, quoted, sentence
from recsim.telling.units import Unit, counted, percent

if TYPE_CHECKING:
    from recsim.analysis.looks import Goal, Looked
    from recsim.scenario.scenario import Scenario

_SAID: Mapping[Finding, str] = {
    Finding.DECIDED: "decided",
    Finding.IDENTICAL: "the same in every run",
    Finding.UNDEFINED: "0 for both, as it can be nothing else",
    Finding.NO_DIFFERENCE_LARGER_THAN: "without a difference that matters",
}


def when_settled(looked: Looked | None, scenario: Scenario) -> list[str]:
    """Of each comparison, or strategy, after how many runs it was settled, or that it was not."""
    if looked is None:
        return []
    return [_when(looked, one, scenario) for one in looked.subjects]


def _when(looked: Looked, one: Settled, scenario: Scenario) -> str:
    label = MEASURES[looked.goal.measure].label
    who = f"{label}, {_who(one, scenario)}"
    last = counted(looked.runs[-1], "run")
    if one.after is None:
        why = "so far"
        if looked.runs[-1] == SCHEDULE[-1]:
            why = "the last look that there is"
        elif looked.runs[-1] * 2 > looked.at_most:
            why = f"the last look that --at-most {looked.at_most:,} allows"
        return sentence(f"{who}: {_open(looked.goal, scenario)} after {last}, {why}")
    told = sentence(
        f"{who}: {_reached(looked.goal, one, scenario)} after {counted(one.after, 'run')}"
    )
    if one.still:
        return told
    return f"{told} After {last} the interval is too wide for it again; the finding stands."


def _who(one: Settled, scenario: Scenario) -> str:
    subject = one.subject
    name = quoted(scenario.label(subject.strategy))
    if subject.variant and subject.baseline:
        return f"{name} with {quoted(scenario.variant_label(subject.variant))} against without"
    if subject.baseline:
        return f"{name} against {quoted(scenario.label(subject.baseline))}"
    return f"{name} ({subject.variant})" if subject.variant else name


def _reached(goal: Goal, one: Settled, scenario: Scenario) -> str:
    if goal.half_width is None:
        assert one.finding is not None
        return _SAID[one.finding]
    return f"known within {_width(goal, scenario)}"


def _open(goal: Goal, scenario: Scenario) -> str:
    if goal.half_width is None:
        return "still open"
    return f"not known within {_width(goal, scenario)}"


def _width(goal: Goal, scenario: Scenario) -> str:
    assert goal.half_width is not None
    return Unit(MEASURES[goal.measure], scenario).exact_gap(goal.half_width)


def how_looked(looked: Looked, scenario: Scenario) -> str:
    """When it was looked at, and what its intervals hold for.

    Args:
        looked: the looks.
        scenario: with the confidence of each interval.
    """
    runs = listed([f"{count:,}" for count in looked.runs])
    return (
        f"Looked at after {runs} runs. The intervals are those for repeated looks: each has "
        f"{percent(scenario.study.confidence)}, so that those of all {LOOKS} looks that may be "
        f"taken ({SCHEDULE[0]} to {SCHEDULE[-1]:,} runs) hold together with "
        f"{percent(looked.confidence)}."
    )


def settled_points(after: list[int | None], looks: int, what: str = "point") -> str:
    """How many of many points were settled after how many runs, and how many never."""
    done = [count for count in after if count is not None]
    many = counted(len(after), what)
    last = f"{counted(looks, 'run')}, the last look"
    if not done:
        return sentence(f"of {many}, none was settled after {last}")
    told = listed([f"{done.count(count)} after {count:,} runs" for count in sorted(set(done))])
    never = len(after) - len(done)
    rest = f"; {never} not after {last}" if never else ""
    return sentence(f"of {many}, these were settled: {told}{rest}")
