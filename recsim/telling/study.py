"""A whole comparison in plain sentences: what differs, how sure that is, what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recsim.analysis import tradeoff
from recsim.analysis.declared import BREAKS, CANNOT_TELL, check_limits
from recsim.analysis.finding import Finding
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.analysis.samples import samples_of
from recsim.scenario.scenario import Scenario
from recsim.scenario.sentences import capital, listed, sentence
from recsim.telling.findings import HARMED, Said, Teller
from recsim.telling.numbers import number
from recsim.telling.units import Unit, counted, not_yet_known, too_short, unknown
from recsim.telling.unknowns import unknowns

CHANCE = (
    "The intervals cover chance only: how far these results would move in other random worlds of "
    "the same kind. More runs make them narrower."
)
ONE_WORLD = (
    "There is one run of each strategy, and so no interval: another world may turn out the other "
    "way round. Run at least 5 before you compare."
)
SOFTWARE = "What software costs is in no number here."
NOTHING = "No run was finished: there is nothing to compare."
_GOODWILL = (
    ("offences", (
        ("offences_per_1000_contacts", "contacts draw {} complaints per 1,000"),
        ("offended_people_share", "{} of all people complain at least once"),
        ("offences_per_100_placements", "there are {} complaints per 100 placements"),
    )),
    ("resentments", (
        ("resentments_per_1000_rejections", "rejections are resented {} times per 1,000"),
        ("resentful_people_share", "{} of all people come to resent the team"),
        ("resentments_per_100_placements", "there are {} resentments per 100 placements"),
    )),
)  # fmt: skip
_SPILL_OVER = (
    ("share_of_market_contacts", "the team makes {} of all contacts"),
    ("contacts_by_others_per_person_year", "other teams contact each person {} times a year"),
    ("placements_from_others_seeds", "{} placements come from other teams' seeds"),
    ("seeds_harvested_by_others", "other teams place the people behind {} of its seeds"),
)
_SAID_ELSEWHERE = frozenset({"placements", "fees_minus_cost", *HARMED})


def headlines(results: Results) -> list[str]:
    """The shortest of ``verdicts``: a few sentences on every strategy against the first one.

    None if no run was finished.
    """
    return [" ".join(said.text for said in one) for one in told(results).values()]


def told(results: Results) -> dict[str, list[Said]]:
    """The same by strategy, sentence by sentence, with what each is about."""
    if results.runs.height == 0:
        return {}
    baseline, *others = results.strategies
    teller = Teller(results.scenario, samples_of(results))
    return {strategy: teller.headline(baseline, strategy) for strategy in others}


def verdicts(results: Results) -> list[str]:
    """Sentences on every strategy against the first one, and on what to make of them.

    No p-values: sizes with intervals, in how many of the paired worlds, whether a limit is broken,
    which strategies nothing beats, what pairing gained, and which doubts the intervals do not
    cover.
    """
    failed = results.failures.height
    said = []
    if failed:
        said.append(f"{failed} of {failed + results.runs.height} runs failed and are left out.")
    if results.runs.height == 0:
        return [*said, NOTHING]
    study = _Study(results)
    baseline, *others = results.strategies
    if not others:
        said += study.only(baseline)
    for strategy in others:
        said += study.comparison(baseline, strategy)
    if others:
        said += not_yet_known(results.scenario)
    for strategy in results.strategies:
        said += study.goodwill(strategy)
    for strategy in results.strategies:
        said += study.spill_over(strategy)
    said += study.limits()
    if others:
        said += study.frontier()
    if results.scenario.study.market == "separate":
        for strategy in others:
            said += study.pairing(baseline, strategy)
    return [*said, *doubts(results)]


def doubts(results: Results) -> list[str]:
    """What the intervals cover, and what they do not."""
    one = results.runs["replication"].n_unique() == 1
    covered = ONE_WORLD if one else CHANCE
    return [
        covered,
        *free_software(results.scenario),
        *unknowns(results.scenario, results.passports),
    ]


def free_software(scenario: Scenario) -> list[str]:
    """That software works for nothing, if a strategy has any."""
    automated = (strategy.automation for strategy in scenario.strategies.values())
    return (
        [SOFTWARE] if any(one.contacts_per_day or one.screening_share for one in automated) else []
    )


class _Study(Teller):
    """Says things about one set of results."""

    def __init__(self, results: Results) -> None:
        super().__init__(results.scenario, samples_of(results))
        self.results = results

    def unit(self, measure: str) -> Unit:
        return Unit(MEASURES[measure], self.scenario)

    def level(self, strategy: str, measure: str) -> str:
        """A value with its interval, or that it has none."""
        found = self.samples(strategy, measure).interval(self.confidence)
        if found is None:
            return unknown(MEASURES[measure], self.scenario)
        return self.unit(measure).level(found)

    def only(self, strategy: str) -> list[str]:
        """Levels of the declared outcomes, if there is nothing to compare with."""
        return [
            f"{capital(MEASURES[name].label)} with {self.name(strategy)}: "
            f"{self.level(strategy, name)}."
            for name in self.scenario.study.outcomes
        ]

    def comparison(self, baseline: str, strategy: str) -> Iterator[str]:
        """The headline, and the other declared outcomes."""
        headline = self.headline(baseline, strategy)
        yield " ".join(said.text for said in headline)
        if headline[0].kind is Finding.IDENTICAL:
            return
        for measure in self.scenario.study.outcomes:
            known = not too_short(MEASURES[measure], self.scenario)
            if known and measure not in (*_SAID_ELSEWHERE, self.first):
                yield self.outcome(measure, baseline, strategy)

    def outcome(self, measure: str, baseline: str, strategy: str) -> str:
        """Any other measure: the difference, what would tell, and both levels."""
        found = self.compare(measure, baseline, strategy)
        levels = [
            f"{self.level(name, measure)} with {self.name(name)}" for name in (strategy, baseline)
        ]
        said = f"{capital(found.measure.label)}: {'; '.join(levels)}."
        if found.interval is None:
            return said
        said = f"{self.alone(found)} {said}"
        return f"{said} {self.certainty(found)[-1]}" if found.forecast else said

    def goodwill(self, strategy: str) -> list[str]:
        """Offence and resentment by their three rates, with their denominators."""
        return [
            self.levels(strategy, rates)
            for total, rates in _GOODWILL
            if self.samples(strategy, total).values.sum() > 0
        ]

    def spill_over(self, strategy: str) -> list[str]:
        """What a team that is not alone does to the others and gets from them."""
        if self.scenario.study.market == "shared":
            alone = len(self.results.strategies) < 2
        else:
            alone = not self.scenario.strategies[strategy].rivals
        return [] if alone else [self.levels(strategy, _SPILL_OVER)]

    def levels(self, strategy: str, rates: Sequence[tuple[str, str]]) -> str:
        """Several measures of a strategy with their intervals, each with its own words."""
        parts = []
        for measure, words in rates:
            found = self.samples(strategy, measure).interval(self.confidence)
            if found is not None:
                value, bracket, around = self.unit(measure).level(found).partition(" (")
                parts.append(f"{words.format(value)}{bracket}{around}")
        return f"With {self.name(strategy)}, {'; '.join(parts)}."

    def limits(self) -> Iterator[str]:
        """Which strategies keep the limits of the study."""
        for found in check_limits(self.results):
            limit, who = self.unit(found.measure).limit(found.limit), self.name(found.strategy)
            level = self.level(found.strategy, found.measure)
            if found.interval is None:
                yield f"With {who}, the limit of {limit} does not apply: {level}."
            elif found.verdict == CANNOT_TELL:
                yield (
                    f"We cannot tell yet whether the team keeps the limit of {limit} with {who}: "
                    f"it is at {level}."
                )
            else:
                verb = "breaks" if found.verdict == BREAKS else "keeps"
                yield f"With {who}, the team {verb} the limit of {limit}: it is at {level}."

    def frontier(self) -> Iterator[str]:
        """Which strategies no other beats on gain and harm together."""
        gain, harm = (MEASURES[name].label for name in tradeoff.axes(self.scenario))
        best = []
        others = []
        for found in tradeoff.frontier(self.results):
            who, than = self.name(found.strategy), [self.name(name) for name in found.behind]
            if found.place == tradeoff.ON:
                best.append(who)
            elif found.place == tradeoff.TIED:
                others.append(
                    f"on {gain} and {harm} together we cannot tell whether {who} is as good as "
                    f"{listed(than)}"
                )
            elif found.place == tradeoff.BEHIND:
                verb = "is" if len(than) == 1 else "are"
                others.append(
                    f"{listed(than)} {verb} at least as good as {who} on both, and better on one"
                )
        if best:
            yield f"No strategy is better than {listed(best, 'or')} on both {gain} and {harm}."
        yield from map(sentence, others)

    def pairing(self, baseline: str, strategy: str) -> list[str]:
        """What it gained that both met the same worlds."""
        found = self.compare(self.first, baseline, strategy)
        if found.correlation is None or found.variance_reduction is None:
            return []
        gained = "gains nothing here"
        if found.variance_reduction > 1:
            times = number(found.variance_reduction)
            gained = f"divides the variance of their difference by {times}"
        return [
            f"In the same worlds, {found.measure.label} with {self.name(strategy)} and with "
            f"{self.name(baseline)} have a correlation of {correlation(found.correlation)}; "
            f"pairing {gained}."
        ]


def correlation(value: float) -> str:
    """A correlation, with two decimals."""
    return f"{value + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")


def runs(results: Results) -> str:
    """How many runs there are: "30 runs"."""
    return counted(results.runs["replication"].n_unique(), "run")
