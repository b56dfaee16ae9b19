"""A challenge for any scenario, ready to be played: made from what the scenario declares."""

from __future__ import annotations

from collections.abc import Iterator

from recsim.analysis.measures import MEASURES
from recsim.page.start import Start
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy
from recsim.telling.asked import challenge
from recsim.workshop.room.bodies import Offer, WantedCap
from recsim.workshop.room.game import default_free

USUAL = "ordinary"
"""A strategy of this name has most to be found out: neither its best nor its worst is set."""
CAPS = {
    "offences_per_1000_contacts": 5.0,
    "resentments_per_1000_rejections": 20.0,
    "put_off_per_100_placements": 300.0,
}
"""Harm that is capped, and the cap where the scenario declares no limit: near what an ordinary team
does with the defaults, so that a cap can be missed and can be kept."""


def first_played(start: Start) -> str:
    """The strategy that a scenario's challenge is about.

    ``ordinary``, else the first of ``study.about`` that has something to tune, the one that the
    question compares others with; else the first of all that has.
    """
    scenario = start.scenario
    order = (USUAL, *scenario.study.about, *scenario.strategies)
    known = dict.fromkeys(key for key in order if key in scenario.strategies)
    return next((key for key in known if default_free(start, key)), next(iter(known)))


def ready(start: Start, strategy: str) -> Offer:
    """The challenge of a scenario in which everybody plays this strategy.

    Maximised are placements or, where they are no outcome, the first outcome of which more is
    better. The cap is on the harm that this strategy can do: complaints by contact, resentments by
    rejection, or both by placement; a limit that the scenario declares on such a measure comes
    before these.
    """
    scenario = start.scenario
    maximise = most_of(scenario)
    played = scenario.strategies[strategy]
    limits = scenario.study.limits
    harm = next((name for name in limits if name in _harms(played)), next(_harms(played)))
    at_most = limits.get(harm, CAPS.get(harm, 0.0))
    return Offer(
        scenario=start.name,
        strategy=strategy,
        free=default_free(start, strategy),
        title=scenario.title or start.name,
        question=challenge(scenario, maximise, harm, at_most),
        maximise=maximise,
        cap=WantedCap(measure=harm, at_most=at_most),
        rounds=2,
        minutes=15.0,
        names="pseudonyms",
    )


def most_of(scenario: Scenario) -> str:
    """Name of the measure of which more is wanted: placements, or the first such outcome."""
    gains = [name for name in scenario.study.outcomes if MEASURES[name].better == "more"]
    return "placements" if "placements" in gains or not gains else gains[0]


def _harms(strategy: Strategy) -> Iterator[str]:
    """Measures of the harm that a strategy can do, the one to cap first."""
    if strategy.calls and strategy.waits:
        yield "put_off_per_100_placements"
    if strategy.calls:
        yield "offences_per_1000_contacts"
        yield "offences_per_100_placements"
    if strategy.waits:
        yield "resentments_per_1000_rejections"
        yield "resentments_per_100_placements"
    yield "put_off_per_100_placements"
