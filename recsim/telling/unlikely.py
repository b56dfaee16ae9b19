"""What comes out of a scenario, and no real team would recognise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recsim.analysis.estimates import sample
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.scenario.strategy import Strategy
from recsim.telling.units import Unit


@dataclass(frozen=True)
class Recognised:
    """Between which values of a measure real teams would say: that could be us.

    Attributes:
        low, high: judgements, far enough apart that no shipped way of working is surprising.
        counted: what the rate is divided by at the least, before anything is said of it.
    """

    low: float = float("-inf")
    high: float = float("inf")
    counted: int = 20


RECOGNISED = {
    "applications_per_requisition": Recognised(high=200),
    "never_answered_share": Recognised(high=0.75),
    "idle_share": Recognised(high=0.35),
    "placements_per_recruiter_year": Recognised(low=0.5, high=60, counted=4),
    "open_requisitions_per_recruiter": Recognised(high=60, counted=4),
    "fill_rate": Recognised(high=0.97),
    "response_rate": Recognised(low=0.02, high=0.65),
    "offer_acceptance_rate": Recognised(low=0.4, high=0.995),
    "offences_per_1000_contacts": Recognised(high=50),
    "burnt_pool_share": Recognised(high=0.35),
    "people_approached_share": Recognised(high=0.95),
    "unemployed_share": Recognised(high=0.15),
    "searching_share": Recognised(low=0.03, high=0.5),
}


def unlikely(results: Results) -> dict[str, list[str]]:
    """What comes out that is hard to believe, in words, and the strategies that it is said of."""
    found: dict[str, list[str]] = {}
    for strategy, message in _each(results):
        found.setdefault(message, []).append(strategy)
    return found


def _each(results: Results) -> Iterator[tuple[str, str]]:
    for strategy in results.strategies:
        runs = results.of(strategy)
        team = results.scenario.strategies[strategy]
        for name, known in RECOGNISED.items():
            measure = MEASURES[name]
            if runs[measure.per].sum() < known.counted:
                continue
            interval = sample(runs, name).interval(results.scenario.study.confidence)
            if interval is None:
                continue
            value = interval.estimate
            high = max(known.high, _chosen(name, team))
            if known.low <= value <= high:
                continue
            unit = Unit(measure, results.scenario)
            limit = high if value > high else known.low
            than = "more" if value > high else "less"
            yield (
                strategy,
                (
                    f"{measure.label}: {unit.value(value)}; we would expect hardly any real "
                    f"team to have {than} than {unit.exactly(limit)}"
                ),
            )


def _chosen(name: str, team: Strategy) -> float:
    """What a team has chosen itself cannot surprise it: silence, and to wait for who applies."""
    if name == "never_answered_share":
        return 1 - team.answers_applicants
    waits = team.outreach_share == 0 or team.outreach_by == "software"
    return 1.0 if name == "idle_share" and waits else float("-inf")
