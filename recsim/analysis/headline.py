"""The shortest that can be said of a comparison: who places how many more, and at what price."""

from __future__ import annotations

from recsim.analysis.estimates import Sample, pair
from recsim.analysis.glossary import unit_of
from recsim.analysis.intervals import Interval, ratio_interval
from recsim.analysis.paired import (
    CANNOT_TELL,
    EQUAL,
    FEWER,
    MORE,
    ONE_RUN,
    Comparison,
    compare_samples,
)
from recsim.analysis.samples import Samples
from recsim.analysis.wording import (
    Speaker,
    about,
    how_many,
    listed,
    percent,
    period,
    sentence,
)
from recsim.scenario.scenario import Scenario

MOST_REPLICATIONS = 100_000


def headline(scenario: Scenario, samples: Samples, baseline: str, strategy: str) -> list[str]:
    """Sentences on a strategy against another one; both have run."""
    voice = Voice(scenario, samples)
    placements = voice.compare("placements", baseline, strategy)
    return [voice.placements(placements), *voice.price(placements)]


def more_replications(found: Comparison) -> str:
    """How many more replications would decide what the interval does not."""
    needed = found.replications_needed
    if needed is None or needed > MOST_REPLICATIONS:
        return "if there is a difference, it is too small for any practical number of runs"
    return f"about {about(needed)} more replications would probably tell"


class Voice:
    """Says things about strategies of one scenario, from their samples."""

    def __init__(self, scenario: Scenario, samples: Samples) -> None:
        self.scenario = scenario
        self.confidence = scenario.study.confidence
        self.sure = percent(self.confidence)
        self.period = period(scenario)
        self.kind = "paired" if scenario.study.market == "separate" else "shared"
        self._samples = samples

    def sample(self, strategy: str, measure: str) -> Sample:
        """The sample of a strategy in a measure."""
        return self._samples(strategy, measure)

    def estimate(self, strategy: str, measure: str) -> Interval | None:
        """Estimate and interval; None if it is undefined."""
        return self._samples(strategy, measure).interval(self.confidence)

    def compare(self, measure: str, baseline: str, strategy: str) -> Comparison:
        """The strategy against the baseline."""
        one, other = self._samples(baseline, measure), self._samples(strategy, measure)
        return compare_samples(one, other, baseline, strategy, self.confidence)

    def name(self, strategy: str) -> str:
        """Its label."""
        return self.scenario.label(strategy)

    def placements(self, found: Comparison) -> str:
        """Who places how many more people, and how sure that is."""
        who, other = self.name(found.strategy), self.name(found.baseline)
        if found.interval is None:
            return f"Placements of {who} and {other} cannot be compared: no replication has both."
        if found.verdict == EQUAL:
            return sentence(
                f"{who} and {other} place the same number of people in all {found.n} "
                f"{self.kind} worlds"
            )
        change = found.interval.estimate
        number, word = how_many(abs(change)), "more" if change > 0 else "fewer"
        much = f"{number} {word} {'person' if number == '1' else 'people'} {self.period}"
        speaker = Speaker(found.measure, self.scenario)
        if found.verdict == ONE_RUN:
            return sentence(f"one run, no interval: {who} places {much} than {other}")
        span = speaker.gap_span(found.interval, "fewer", "more")
        proof = f"{self.sure} interval {span}; {self.worlds(found, 'more', 'fewer')}"
        if found.verdict == CANNOT_TELL:
            return sentence(
                f"cannot tell yet whether {who} places more people than {other}: {much} so far "
                f"({proof}); {more_replications(found)}"
            )
        return sentence(f"{who} places {much} than {other} ({proof})")

    def price(self, placements: Comparison) -> list[str]:
        """What the difference costs in offences and resentments, or what avoiding them costs."""
        baseline, strategy = placements.baseline, placements.strategy
        parts = []
        for measure in ("offences", "resentments"):
            found = self.compare(measure, baseline, strategy)
            if found.interval is None or found.interval.estimate == 0:
                continue
            change = found.interval
            word = "more" if change.estimate > 0 else "fewer"
            number = how_many(abs(change.estimate))
            things = measure.removesuffix("s") if number == "1" else measure
            text = f"{number} {word} {things} {self.period}"
            if found.verdict not in (ONE_RUN, EQUAL):
                speaker = Speaker(found.measure, self.scenario)
                span = speaker.gap_span(change, "fewer", "more")
                text += f" ({self.sure} interval {span}; {self.worlds(found, 'more', 'fewer')})"
            if placements.verdict == found.verdict == MORE:
                rate = self.exchange(measure, "placements", 10, baseline, strategy)
                text += f", that is {self.rate(rate, 'for each 10 further placements')}"
            if measure == "offences" and placements.verdict == found.verdict == FEWER:
                rate = self.exchange("placements", measure, 10, baseline, strategy)
                gives_up = self.rate(rate, "placements for each 10 offences avoided")
                text += f", giving up {gives_up}"
            parts.append(text)
        if not parts:
            return []
        return [sentence(f"it comes with {listed(parts)}"), *self.money(baseline, strategy)]

    def money(self, baseline: str, strategy: str) -> list[str]:
        """What an offence more or less is worth, where fees are earned and both differ clearly."""
        offences = self.compare("offences", baseline, strategy)
        surplus = self.compare("fees_minus_cost", baseline, strategy)
        if offences.verdict != surplus.verdict or offences.verdict not in (MORE, FEWER):
            return []
        rate = self.exchange("fees_minus_cost", "offences", 1, baseline, strategy)
        unit = unit_of(surplus.measure, self.scenario)
        if offences.verdict == FEWER:
            worth = self.rate(rate, f"{unit} of fees minus cost")
            return [sentence(f"each offence avoided costs {worth}")]
        worth = self.rate(rate, f"{unit} more of fees minus cost")
        return [sentence(f"each further offence comes with {worth}")]

    def exchange(
        self, measure: str, other: str, per: float, baseline: str, strategy: str
    ) -> Interval:
        """The paired difference in one measure for each ``per`` of that in the other.

        Both differences must clearly point the same way.
        """
        extra = []
        for name in (measure, other):
            one, two = pair(self.sample(baseline, name), self.sample(strategy, name))
            extra.append(two.values - one.values)
        sign = 1.0 if extra[1].sum() > 0 else -1.0
        return ratio_interval(
            sign * extra[0], sign * extra[1], per, self.confidence, bounds=(None, None)
        )

    def rate(self, found: Interval, words: str) -> str:
        """ "3.4 for each 10 further placements (95% interval 2.2 to 4.7)"."""
        text = f"{how_many(found.estimate)} {words}"
        if found.low is None or found.high is None:
            return text
        return f"{text} ({self.sure} interval {how_many(found.low)} to {how_many(found.high)})"

    def worlds(self, found: Comparison, above: str, below: str) -> str:
        """In how many of the paired worlds it points the same way."""
        assert found.interval is not None
        word, count = (
            (above, found.higher) if found.interval.estimate >= 0 else (below, found.lower)
        )
        ties = f", equal in {found.ties}," if found.ties else ""
        return f"{word} in {count}{ties} of {found.worlds} {self.kind} worlds"
