"""What a trainer can choose from when a room is set up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from recsim.analysis.measures import MEASURES
from recsim.classroom import market as rules
from recsim.page.language import in_languages
from recsim.page.start import Start
from recsim.workshop.room.bodies import MOST_WORLDS, MarketOffer
from recsim.workshop.room.game import free_settings, measure
from recsim.workshop.room.market_game import free_in_market, levers_of_market
from recsim.workshop.room.phases import LEAST_MINUTES, MOST_MINUTES, MOST_ROUNDS
from recsim.workshop.room.ready import first_played, ready
from recsim.workshop.room.seats import MOST_PEOPLE

Json = dict[str, Any]
USUAL = "careful_or_careless"
"""Scenario that a form begins with, if it is there."""
COMMONS = ("commons", "restrained")
"""The same of a form for one market that all share."""
FIRST = (
    "placements", "fill_rate", "time_to_fill_days", "contacts", "response_rate", "interest_rate",
    "applications", "never_answered_share", "offences", "offences_per_1000_contacts",
    "offences_per_100_placements", "offended_people_share", "resentments",
    "resentments_per_1000_rejections", "resentments_per_100_placements",
    "put_off_per_100_placements", "burnt_pool_share",
)  # fmt: skip
"""Measures that a list begins with."""


def choices(starts: Iterable[Start]) -> Json:
    """Scenarios with their strategies and levers, measures, defaults and limits.

    Args:
        starts: the scenarios, at least one.
    """
    known = {start.name: start for start in starts}
    first = known.get(USUAL) or next(iter(known.values()))
    names = dict.fromkeys((*FIRST, *MEASURES))
    measures = [measure(name, first.scenario) for name in names]
    return {
        "scenarios": [_scenario(start) for start in known.values()],
        "maximise": [one for one in measures if one["better"] == "more"],
        "cap": [one for one in measures if one["better"] == "fewer"],
        "measures": measures,
        "defaults": ready(first, first_played(first)).model_dump(),
        "market": _market(known),
        "limits": {
            "replications": [2, MOST_WORLDS],
            "rounds": [1, MOST_ROUNDS],
            "minutes": [LEAST_MINUTES, MOST_MINUTES],
            "people": MOST_PEOPLE,
        },
    }


def _scenario(start: Start) -> Json:
    scenario = start.scenario
    return {
        "name": start.name,
        "title": scenario.title or start.name,
        "question": scenario.question,
        "languages": in_languages(start),
        "first": first_played(start),
        "strategies": [
            {
                "key": key,
                "label": scenario.label(key),
                "style": strategy.style,
                "levers": [
                    {"key": name, "label": label} for name, label in free_settings(start, key)
                ],
                "ready": ready(start, key).model_dump(),
                "market": {
                    "levers": [
                        {"key": name, "label": label}
                        for name, label in levers_of_market(start, key).items()
                    ],
                    "default_free": free_in_market(start, key),
                },
            }
            for key, strategy in scenario.strategies.items()
        ],
    }


def _market(known: Mapping[str, Start]) -> Json:
    """A form for one market that all share, good as it stands; and its limits."""
    start = known.get(COMMONS[0]) or next(iter(known.values()))
    strategies = start.scenario.strategies
    strategy = COMMONS[1] if COMMONS[1] in strategies else next(iter(strategies))
    offer = MarketOffer(
        scenario=start.name,
        strategy=strategy,
        free=free_in_market(start, strategy),
        title="One market for all",
        question="How hard do you press, when everybody draws on the same people?",
        minutes=6.0,
    )
    return {
        "defaults": offer.model_dump(),
        "names": list(rules.TEAM_NAMES),
        "limits": {
            "seats": [rules.FEWEST_TEAMS, len(rules.TEAM_NAMES)],
            "quarters": [1, rules.MOST_QUARTERS],
            "worlds": [2, MOST_WORLDS],
            "people": rules.MOST_PEOPLE,
        },
    }
