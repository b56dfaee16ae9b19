"""The words and the rules of what is said, as data: the tables of ``telling`` and ``analysis``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from recsim.analysis import ends, finding, impossible, precision, rare
from recsim.analysis.finding import Finding, sizes_that_matter
from recsim.analysis.measures import MEASURES
from recsim.scenario.scenario import Scenario
from recsim.scenario.sentences import NAME, QUOTED
from recsim.telling import phrases
from recsim.telling.findings import EVENTS, HARMED, Teller
from recsim.telling.units import Unit, measured_time, scale, shortage

Json = dict[str, Any]


def rules() -> Json:
    """The numbers that decide what intervals say."""
    return {
        "few": rare.FEW,
        "clustersOf": rare.CLUSTERS_OF,
        "enoughToDivideBy": ends.ENOUGH_TO_DIVIDE_BY,
        "looks": finding.LOOKS,
        "power": precision.POWER,
        "within": precision.WITHIN,
        "mostRuns": precision.MOST,
        "fewestRuns": precision.FEWEST,
        "widest": precision.WIDEST,
        "harmed": HARMED,
        "events": EVENTS,
        "signs": impossible.SIGNS,
        "work": impossible.WORK,
    }


def words() -> Json:
    """Every form of a sentence, by kind of finding or by measure where there is one for each."""

    def by_kind(table: dict[Finding, str]) -> Json:
        return {kind.name: form for kind, form in table.items()}

    texts = {name: text for name, text in vars(phrases).items() if name.isupper()}
    return {
        **{name: text for name, text in texts.items() if isinstance(text, str)},
        "FIRST": by_kind(phrases.FIRST),
        "NEXT": by_kind(phrases.NEXT),
        **{
            name: {str(first).lower(): form for first, form in getattr(phrases, name).items()}
            for name in ("EQUAL", "ALIKE")
        },
        "ONE": phrases.ONE,
        "QUOTED": QUOTED,
        "NAME": NAME,
        "PHRASES": {name: asdict(one) for name, one in phrases.PHRASES.items()},
        "GENERAL": {name: asdict(one) for name, one in phrases.GENERAL.items()},
    }


def facts(scenario: Scenario, names: Iterable[str] = MEASURES) -> Json:
    """What is known of measures."""
    return {
        name: {
            "name": name,
            "label": of.label,
            "definition": of.definition,
            "unit": of.unit,
            "currency": scenario.world.money.currency,
            "better": of.better,
            "whole": of.whole,
            "kind": of.kind.name,
            "bounds": of.bounds,
            "of": of.of,
            "per": of.per,
            "factor": of.factor,
            "scale": scale(of),
            "bare": Unit(of, scenario).bare,
            "denominator": of.denominator,
            "shortage": shortage(of, scenario),
            "sort": phrases.sort(of),
        }
        for name in names
        for of in [MEASURES[name]]
    }


def study(scenario: Scenario) -> Json:
    """What is declared of a study."""
    confidence = scenario.study.confidence
    teller = Teller(scenario, lambda *_: NotImplemented)
    return {
        "confidence": confidence,
        "outcomes": scenario.study.outcomes,
        "first": teller.first,
        "market": scenario.study.market,
        "period": measured_time(scenario),
        "matters": sizes_that_matter(scenario.study),
    }
