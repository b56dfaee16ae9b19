"""The comparison in plain sentences: what differs, how sure, what is not known."""

from __future__ import annotations

from collections.abc import Sequence

from recsim.analysis import tradeoff
from recsim.analysis.declared import CANNOT_TELL, check_limits
from recsim.analysis.headline import Voice, headline, more_replications
from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import EQUAL, ONE_RUN, UNDEFINED, Comparison
from recsim.analysis.results import Results
from recsim.analysis.samples import samples_of
from recsim.analysis.wording import Speaker, listed, number, sentence

CHANCE = (
    "The intervals cover chance only: how far these results would move in other random worlds of "
    "the same kind. More replications make them narrower."
)
ONE_WORLD = (
    "This is one run of each strategy, with no interval: another world may turn out the other way "
    "round. Run at least 5 replications before you compare."
)
IGNORANCE = (
    "They do not cover ignorance: nobody has measured the offence per contact, it is a guess "
    "within a factor of 4 either way. Run with world.offence.scale at 0.25 and at 4 before you "
    "believe a figure on offence; more replications do not help."
)
_GOODWILL = (
    (
        "Offence by contacts",
        "offences",
        (
            ("offences_per_1000_contacts", "per 1,000 contacts"),
            ("offended_people_share", "of all people at least once"),
            ("offences_per_100_placements", "per 100 placements"),
        ),
    ),
    (
        "Resentment of rejections",
        "resentments",
        (
            ("resentments_per_1000_rejections", "per 1,000 rejections"),
            ("resentful_people_share", "of all people at least once"),
            ("resentments_per_100_placements", "per 100 placements"),
        ),
    ),
)
_SPILL_OVER = (
    ("share_of_market_contacts", "of all contacts are its own"),
    ("contacts_by_others_per_person_year", "contacts by other teams per person and year"),
    ("placements_from_others_seeds", "placements from other teams' seeds"),
    ("seeds_harvested_by_others", "of its seeds harvested by other teams"),
)
SAID_ELSEWHERE = frozenset({"placements", "offences", "resentments"})


def verdicts(results: Results) -> list[str]:
    """Sentences on every strategy against the first one, and on what to make of them.

    No p-values: sizes with intervals, in how many of the paired worlds, whether a limit is broken,
    who is on the frontier, what pairing gained, and which doubts the intervals do not cover.
    """
    voice = _Voice(results)
    baseline, *others = results.strategies
    said = voice.failures()
    if results.runs.height == 0:
        return [*said, "No run was finished: there is nothing to compare."]
    if not others:
        said += voice.alone(baseline)
    for strategy in others:
        said += voice.comparison(baseline, strategy)
    for strategy in results.strategies:
        said += voice.goodwill(strategy)
    for strategy in results.strategies:
        said += voice.spill_over(strategy)
    said += voice.limits()
    if others:
        said += voice.frontier()
    if results.scenario.study.market == "separate":
        for strategy in others:
            said += voice.pairing(baseline, strategy)
    return [*said, CHANCE if voice.n > 1 else ONE_WORLD, IGNORANCE]


def headlines(results: Results) -> list[str]:
    """The shortest of ``verdicts``: who places how many more than the first, and at what price.

    None if no run was finished.
    """
    if results.runs.height == 0:
        return []
    baseline, *others = results.strategies
    samples = samples_of(results)
    told = (headline(results.scenario, samples, baseline, strategy) for strategy in others)
    return [said for sentences in told for said in sentences]


class _Voice(Voice):
    """Says things about one set of results."""

    def __init__(self, results: Results) -> None:
        super().__init__(results.scenario, samples_of(results))
        self.results = results
        self.n = results.runs["replication"].n_unique()

    def failures(self) -> list[str]:
        failed = self.results.failures.height
        if failed == 0:
            return []
        total = failed + self.results.runs.height
        return [f"{failed} of {total} runs failed and are left out."]

    def alone(self, strategy: str) -> list[str]:
        """Levels of the declared outcomes, if there is nothing to compare with."""
        return [
            sentence(
                f"{MEASURES[name].label} of {self.name(strategy)}: {self.level(strategy, name)}"
            )
            for name in self.scenario.study.outcomes
        ]

    def level(self, strategy: str, measure: str) -> str:
        """A value with its interval, or that it has none."""
        found = self.estimate(strategy, measure)
        if found is None:
            of = MEASURES[measure]
            return f"not defined (no {of.denominator})" if of.is_ratio else "not defined"
        speaker = Speaker(MEASURES[measure], self.scenario)
        span = speaker.span(found)
        value = speaker.value(found.estimate)
        return f"{value} ({self.sure} interval {span})" if span else value

    def comparison(self, baseline: str, strategy: str) -> list[str]:
        placements = self.compare("placements", baseline, strategy)
        said = [self.placements(placements)]
        said += self.price(placements)
        for measure in self.scenario.study.outcomes:
            if measure not in SAID_ELSEWHERE:
                said.append(self.outcome(self.compare(measure, baseline, strategy)))
        return said

    def outcome(self, found: Comparison) -> str:
        """Any other measure: both levels, the difference, how sure."""
        who, other, label = (
            self.name(found.strategy),
            self.name(found.baseline),
            found.measure.label,
        )
        if found.verdict == UNDEFINED:
            levels = [
                f"{self.name(name)} {self.level(name, found.measure.name)}"
                for name in (found.strategy, found.baseline)
            ]
            return sentence(f"{label}: {'; '.join(levels)}")
        assert found.interval is not None
        speaker = Speaker(found.measure, self.scenario)
        values = [self.value(name, found.measure.name) for name in (found.strategy, found.baseline)]
        start = f"{label}: {who} {values[0]}, {other} {values[1]}"
        if found.verdict == EQUAL:
            return sentence(f"{start}; the same in all {found.n} {self.kind} worlds")
        change = found.interval.estimate
        much = f"{speaker.gap(change)} {'higher' if change > 0 else 'lower'}"
        span = speaker.gap_span(found.interval, "lower", "higher")
        if found.verdict == ONE_RUN or not span:
            return sentence(f"{start}; {who} is {much} ({self.no_interval(found)})")
        proof = f"{self.sure} interval {span}; {self.worlds(found, 'higher', 'lower')}"
        if found.verdict == CANNOT_TELL:
            return sentence(
                f"{start}; cannot tell yet which is higher ({proof}); {more_replications(found)}"
            )
        return sentence(f"{start}; {who} is {much} ({proof})")

    def value(self, strategy: str, measure: str) -> str:
        found = self.estimate(strategy, measure)
        assert found is not None
        return Speaker(MEASURES[measure], self.scenario).value(found.estimate)

    def no_interval(self, found: Comparison) -> str:
        if found.n < 2:
            return "one run, no interval"
        return f"no interval: {found.measure.denominator} in fewer than two runs"

    def goodwill(self, strategy: str) -> list[str]:
        """Offence and resentment by their three rates, with their denominators."""
        said = []
        for way, total, rates in _GOODWILL:
            if self.sample(strategy, total).values.sum() == 0:
                continue
            said.append(f"{way}, {self.levels(strategy, rates)}")
        return said

    def spill_over(self, strategy: str) -> list[str]:
        """What a team that is not alone does to the others and gets from them."""
        if self.scenario.study.market == "shared":
            alone = len(self.results.strategies) < 2
        else:
            alone = not self.scenario.strategies[strategy].rivals
        return [] if alone else [f"Spill-over, {self.levels(strategy, _SPILL_OVER)}"]

    def levels(self, strategy: str, measures: Sequence[tuple[str, str]]) -> str:
        """Several measures of a strategy with their intervals, each with its own words."""
        parts = []
        for measure, words in measures:
            found = self.estimate(strategy, measure)
            if found is None:
                continue
            speaker = Speaker(MEASURES[measure], self.scenario)
            span = speaker.span(found)
            text = f"{speaker.value(found.estimate)} {words}"
            parts.append(f"{text} ({span})" if span else text)
        note = f" ({self.sure} intervals)" if self.n > 1 else ""
        return f"{self.name(strategy)}{note}: {listed(parts)}."

    def limits(self) -> list[str]:
        """Which strategies keep the limits of the study."""
        said = []
        for found in check_limits(self.results):
            speaker = Speaker(MEASURES[found.measure], self.scenario)
            who, limit = self.name(found.strategy), speaker.named(found.limit)
            level = self.level(found.strategy, found.measure)
            if found.interval is None:
                text = f"the limit of {limit} does not apply to {who}: {level}"
            elif found.verdict == CANNOT_TELL:
                text = f"cannot tell yet whether {who} keeps the limit of {limit}: {level}"
            else:
                text = f"{who} {found.verdict} the limit of {limit}: {level}"
            said.append(sentence(text))
        return said

    def frontier(self) -> list[str]:
        standings = tradeoff.frontier(self.results)
        gain, harm = MEASURES[tradeoff.GAIN].label, MEASURES[tradeoff.HARM].label
        words = []
        for found in standings:
            who, others = self.name(found.strategy), [self.name(name) for name in found.behind]
            if found.place == tradeoff.ON:
                words.append(f"{who} is on the frontier")
            elif found.place == tradeoff.TIED:
                words.append(f"{who} cannot be told apart from {listed(others)}")
            elif found.place == tradeoff.BEHIND:
                words.append(f"{who} is behind {listed(others)}")
        return [sentence(f"{gain} against {harm}: {'; '.join(words)}")] if words else []

    def pairing(self, baseline: str, strategy: str) -> list[str]:
        found = self.compare("placements", baseline, strategy)
        if found.correlation is None or found.variance_reduction is None:
            return []
        gained = (
            f"divides the variance of their difference by {number(found.variance_reduction)}"
            if found.variance_reduction > 1
            else "gains nothing here"
        )
        who, other = self.name(strategy), self.name(baseline)
        return [
            f"Pairing: in the same worlds the placements of {who} and {other} have a correlation "
            f"of {found.correlation:.2f}; pairing {gained}."
        ]
