"""What a comparison found, and the sentence that says so: who, what, how much, how sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recsim.analysis.finding import Finding, one_sided, sizes_that_matter, strict
from recsim.analysis.intervals import Interval
from recsim.analysis.paired import MORE, Comparison, compare_samples
from recsim.analysis.samples import Samples
from recsim.scenario.scenario import Scenario
from recsim.scenario.sentences import quoted, sentence
from recsim.telling import phrases
from recsim.telling.numbers import Written
from recsim.telling.phrases import TEAM, phrase
from recsim.telling.units import Unit, percent, period

HEADLINE, WORLDS, OUTCOME, HARM, MONEY = "headline", "worlds", "outcome", "harm", "money"
HARMED = {"offended_people": "contacts", "resentful_people": "rejections_of_people"}
"""People that a team harms, and what there must be for any of it: both are always told."""
EVENTS = {
    "offended_people": ("offences", "offences_per_100_placements"),
    "resentful_people": ("resentments", "resentments_per_100_placements"),
}
"""What happens to them: nobody is told of the same harm twice."""


@dataclass(frozen=True)
class Said:
    """A sentence, and what it is about.

    Attributes:
        role: headline, worlds (in how many the headline is so, and what would tell more), outcome,
            harm or money.
        measure: name of the measure.
        kind: which kind of finding it is.
        text: the sentence.
    """

    role: str
    measure: str
    kind: Finding
    text: str

    @property
    def data(self) -> dict[str, str]:
        """For programs."""
        return {
            "about": self.role,
            "measure": self.measure,
            "finding": self.kind.value,
            "text": self.text,
        }


class Teller:
    """Says things about the strategies of one scenario, from their samples.

    Args:
        scenario: what was run.
        samples: what came of it.
        names: of strategies, in the middle of a sentence; their labels, if not given.
        team: who does what is counted.
    """

    def __init__(
        self,
        scenario: Scenario,
        samples: Samples,
        names: Mapping[str, str] | None = None,
        team: str = TEAM,
    ) -> None:
        self._names, self._team = names or {}, team
        self.scenario = scenario
        self.confidence = scenario.study.confidence
        self.samples = samples
        self.first = scenario.study.outcomes[0] if scenario.study.outcomes else "placements"
        shared = scenario.study.market == "shared"
        self.worlds = phrases.SHARED_WORLDS if shared else phrases.PAIRED_WORLDS

    def compare(self, measure: str, baseline: str, strategy: str) -> Comparison:
        """The strategy against the baseline."""
        one, other = self.samples(baseline, measure), self.samples(strategy, measure)
        matters = sizes_that_matter(self.scenario.study).get(measure)
        return compare_samples(one, other, baseline, strategy, self.confidence, matters)

    def name(self, strategy: str) -> str:
        """Its name, or its label, in quotes if it is of several words."""
        return self._names.get(strategy) or quoted(self.scenario.label(strategy))

    def headline(self, baseline: str, strategy: str) -> list[Said]:
        """The shortest that can be said of a strategy: the first outcome, harm, and money."""
        first = self.compare(self.first, baseline, strategy)
        said = [Said(HEADLINE, self.first, first.finding, self.alone(first))]
        said += [Said(WORLDS, self.first, first.finding, text) for text in self.certainty(first)]
        if first.finding is not Finding.IDENTICAL:
            said += self._beside(baseline, strategy)
        return said

    def _beside(self, baseline: str, strategy: str) -> Iterator[Said]:
        both = (baseline, strategy)
        harm = any(self.first in events for events in EVENTS.values())
        outcomes = [*self.scenario.study.outcomes[1:2]] if harm else []
        for measure in dict.fromkeys((*outcomes, "placements")):
            found = self.compare(measure, baseline, strategy)
            if measure != self.first and found.interval is not None:
                yield Said(OUTCOME, measure, found.finding, self.next(found))
        for measure, chances in HARMED.items():
            found = self.compare(measure, baseline, strategy)
            chance = any(self.samples(name, chances).values.any() for name in both)
            happened = found.interval is not None and found.interval.estimate != 0
            told = self.first in (measure, *EVENTS[measure]) or measure in outcomes
            if not told and found.interval is not None and (chance or happened):
                yield Said(HARM, measure, found.finding, self.next(found))
        money = self.compare("fees_minus_cost", baseline, strategy)
        earns = any(self.samples(name, "fees").values.any() for name in both)
        if earns and money.interval is not None:
            yield Said(MONEY, "fees_minus_cost", money.finding, self.next(money))

    def alone(self, found: Comparison) -> str:
        """A sentence that names both strategies."""
        if found.interval is None:
            return self._words(phrases.UNDEFINED, found)
        if found.finding is Finding.ONE_RUN and found.interval.estimate == 0:
            return self._words(phrases.EQUAL[True], found)
        if found.finding is Finding.CANNOT_TELL and found.same_everywhere:
            return self._words(phrases.ALIKE[True], found)
        return self._words(phrases.FIRST[found.finding], found)

    def next(self, found: Comparison) -> str:
        """A sentence after one that has named them."""
        if found.finding is Finding.ONE_RUN and found.interval and found.interval.estimate == 0:
            return self._words(phrases.EQUAL[False], found)
        if found.finding not in phrases.NEXT:
            return self.alone(found)
        if found.finding is Finding.CANNOT_TELL and found.same_everywhere:
            return self._words(phrases.ALIKE[False], found)
        return self._words(phrases.NEXT[found.finding], found)

    def size(self, found: Comparison) -> str:
        """A difference alone: "31 more placements (24 to 38)", "2 fewer to 12 more placements"."""
        of, unit = phrase(found.measure), Unit(found.measure, self.scenario)
        if found.interval is None:
            return f"{of.noun}: not defined"
        if found.finding is Finding.IDENTICAL:
            return f"no difference in {of.noun}"
        shown = sizes(unit, found.interval)
        much = f"{unit.gap(shown.value)} {of.sides[found.interval.estimate > 0]} {of.noun}"
        if found.interval.low is None:
            return much if found.interval.estimate else f"no difference in {of.noun}"
        around = self._span(found, unit, of.sides)
        if found.finding is Finding.DECIDED:
            return f"{much}{around}"
        return f"{around.strip(' ()')} {of.noun}"

    def certainty(self, found: Comparison) -> list[str]:
        """In how many worlds a direction is so; or what keeps it open, and what would tell."""
        if found.interval is None or found.finding in (
            Finding.IDENTICAL, Finding.NOTHING_HAPPENED, Finding.NO_DIFFERENCE_LARGER_THAN,
        ):  # fmt: skip
            return []
        if found.finding is Finding.ONE_RUN:
            return [sentence(phrases.ONE_RUN)]
        if found.finding is Finding.DECIDED and found.ties:
            return [self._worlds(found)]
        if found.finding is Finding.DECIDED:
            count = found.higher if found.direction == MORE else found.lower
            words = phrases.SAME_DIRECTION.format(count=count, n=found.worlds, worlds=self.worlds)
            return [sentence(words)] if found.worlds else []
        if found.interval.low is None:
            words = phrases.NO_INTERVAL if found.measure.is_ratio else phrases.ALL_ALIKE
            return [sentence(words.format(denominator=found.measure.denominator))]
        worlds = found.worlds and not found.same_everywhere
        return [*([self._worlds(found)] if worlds else []), sentence(more_runs(found))]

    def _worlds(self, found: Comparison) -> str:
        below, above = phrase(found.measure).sides
        counts = [(above, found.higher), (below, found.lower), (phrases.EQUAL_WORLDS, found.ties)]
        told = ", ".join(f"{count} {word}" for word, count in counts if count)
        return sentence(phrases.EACH_WAY.format(told=told, n=found.worlds, worlds=self.worlds))

    def _words(self, form: str, found: Comparison) -> str:
        return sentence(form.format(**self._parts(found)))

    def _span(self, found: Comparison, unit: Unit, sides: tuple[str, str], after: str = "") -> str:
        """The interval of a difference in brackets, with words for its sides if none is decided."""
        interval = found.told
        if interval is None or interval.low is None:
            return ""
        size = sizes(unit, interval)
        if found.finding is Finding.DECIDED:
            none = self.name(found.baseline if interval.estimate > 0 else found.strategy)
            span = phrases.DECIDED_SPAN if one_sided(found.stricter) else phrases.UP_TO_SPAN
            return span.format(low=size.low, high=size.high, none=none)
        wider = ""
        if interval is not found.interval:
            wider = phrases.WIDER.format(strict=percent(strict(self.confidence)))
        if interval.low >= 0 or (interval.high is not None and interval.high <= 0):
            return phrases.SPAN_ON_ONE_SIDE.format(
                wider=wider, low=size.low, high=unit.gap(size.high),
                side=sides[interval.estimate > 0], after=after,
            )  # fmt: skip
        low, high = ("" if end == "0" else end for end in (size.low, size.high))
        return phrases.SPAN_ACROSS.format(
            wider=wider,
            low=_end(low and unit.gap(low), sides[0]),
            high=_end(high if low else high and unit.gap(high), sides[1]),  # one unit is enough
            after=after,
        )

    def _parts(self, found: Comparison) -> dict[str, Any]:
        """What the table's words have places for."""
        of, unit = phrase(found.measure), Unit(found.measure, self.scenario)
        who, than = self.name(found.strategy), self.name(found.baseline)
        interval = found.interval or Interval(0.0, None, None)
        size = sizes(unit, interval)
        above = interval.estimate > 0
        gap, side = unit.gap(size.value), of.sides[above]
        time = period(self.scenario) if "{period}" in of.clause else ""
        things = of.one if size.value == "1" else of.many
        clause = of.clause.format(team=self._team, size=gap, side=side, things=things, period=time)
        most = max((abs(end) for end in interval[1:] if end is not None), default=0.0)
        after = f" {time}" if time else ""
        bound = unit.gap(unit.written(Interval(most, None, None)).value)
        return {
            "who": who,
            "than": than,
            "n": found.n,
            "worlds": self.worlds,
            "clause": clause.strip(),
            "question": of.question.format(team=self._team, side=of.sides[interval.estimate >= 0]),
            "noun": of.noun,
            "nothing": of.nothing.format(team=self._team),
            "span": self._span(found, unit, of.sides, after),
            "matters": unit.exact_gap(found.matters or 0.0) + after,
            "most": bound + after,
        }


def _end(size: str, side: str) -> str:
    """An end of an interval across 0: "5 fewer"."""
    return phrases.END_ACROSS.format(size=size, side=side) if size else phrases.ABOUT_ZERO


def sizes(unit: Unit, interval: Interval) -> Written:
    """The size of a difference, and the sizes of its ends in ascending order if they agree."""
    if interval.low is None:
        return unit.written(Interval(abs(interval.estimate), None, None))
    shown = unit.written(interval)
    bare = Written(*(text.removeprefix("\N{MINUS SIGN}") for text in shown))
    if interval.high is not None and interval.high <= 0:
        return Written(bare.value, bare.high, bare.low)
    return bare


def more_runs(found: Comparison) -> str:
    """How many more runs would decide what the interval does not."""
    if found.forecast is None:
        return phrases.NOBODY_KNOWS
    least, most = (about(count) for count in found.forecast)
    count = least if least == most else phrases.FROM_TO.format(least=least, most=most)
    runs = phrases.RUN if most == "1" else phrases.RUNS.format(count=count)
    return phrases.MORE_RUNS.format(span=runs)


def about(count: int) -> str:
    """A number of runs, rounded up to two digits."""
    step = 10 ** max(0, len(str(count)) - 2)
    return f"{-(-count // step) * step:,}"
