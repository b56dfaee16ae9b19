"""The words and the rules of what is said, as data: the tables of ``telling`` and ``analysis``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from recsim.analysis import ends, finding, impossible, precision, rare
from recsim.analysis.finding import Finding, sizes_that_matter, strict
from recsim.analysis.glossary import unit_of
from recsim.analysis.measures import MEASURES
from recsim.scenario.scenario import Scenario
from recsim.telling import phrases
from recsim.telling.findings import EVENTS, HARMED, Teller
from recsim.telling.phrases import phrase
from recsim.telling.units import POINT, POINTS, Unit, percent, period, scale, unknown

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
        "byOutreach": sorted(impossible.BY_OUTREACH),
        "signs": impossible.SIGNS,
        "work": impossible.WORK,
    }


def words() -> Json:
    """Every form of a sentence, by kind of finding where there is one for each."""

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
        "POINT": POINT,
        "POINTS": POINTS,
        "HARMED": HARMED,
        "EVENTS": EVENTS,
    }


def facts(scenario: Scenario, names: Iterable[str] = MEASURES) -> Json:
    """What is known of measures, with the words for differences in them."""
    return {
        name: {
            "name": name,
            "label": of.label,
            "definition": of.definition,
            "unit": unit_of(of, scenario),
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
            "unknown": unknown(of, scenario),
            "nothing": Unit(of, scenario).exact_gap(0.0),
            "phrase": asdict(phrase(of)),
        }
        for name in names
        for of in [MEASURES[name]]
    }


def study(scenario: Scenario) -> Json:
    """What is declared of a study, and the words that depend on nothing else."""
    confidence = scenario.study.confidence
    matters = {
        name: [value, Unit(MEASURES[name], scenario).exact_gap(value)]
        for name, value in sizes_that_matter(scenario.study).items()
    }
    teller = Teller(scenario, lambda *_: NotImplemented)
    return {
        "confidence": confidence,
        "percent": percent(confidence),
        "strict": percent(strict(confidence)),
        "outcomes": scenario.study.outcomes,
        "first": teller.first,
        "worlds": teller.worlds,
        "period": period(scenario),
        "matters": matters,
    }
