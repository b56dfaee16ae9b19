"""A quarter of a shared market as it is told: numbers with intervals, ranks, sentences.

Plain values, to be kept and shown. Numbers are means over the sealed worlds with their intervals,
in the unit of their measure; differences are paired, world by world.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from recsim.analysis.estimates import Sample, difference, pair
from recsim.analysis.intervals import Interval
from recsim.analysis.samples import Samples
from recsim.classroom.market import QUARTER_DAYS, Market
from recsim.classroom.quarters import ALL, QUARTER, SO_FAR, Played, Span
from recsim.classroom.ranking import Rank, joint_confidence, ranks
from recsim.telling.markets import SET, START, Paragraph, of_room, of_team

Json = dict[str, Any]


def scored(
    rules: Market, teams: Mapping[str, str], set_: Played, start: Played, quarter: int
) -> Json:
    """What came of a quarter.

    Args:
        rules: of the market.
        teams: names by key.
        set_: what was played.
        start: the same worlds if everybody had stayed with the start.
        quarter: its number, from 1.

    Returns:
        ``teams``, the best first: of each its ``name``, ``quarter`` and ``so_far`` (estimates by
        measure), ``rank`` by what is maximised so far, ``above_start`` (how much more it has than
        if everybody had stayed). ``all`` and ``start``: the same two spans of all teams together,
        as it was played and if everybody had stayed. ``sentences``, and ``said``: the same as what
        was found; ``effects``: none yet.
    """
    confidence = set_.scenario.study.confidence
    told = _told(rules, set_, start)
    joint = joint_confidence(confidence, len(teams))
    gains = {key: set_.sample(SO_FAR, key, rules.maximise) for key in teams}
    places = ranks(gains, joint)
    rows = [
        {
            "key": key,
            "name": name,
            **_spans(set_, key, rules.told, confidence),
            "rank": _rank(places[key]),
            "above_start": _above(
                start.sample(SO_FAR, key, rules.maximise), gains[key], confidence
            ),
        }
        for key, name in teams.items()
    ]
    rows.sort(key=lambda row: -_mean(row["so_far"][rules.maximise]))
    return {
        "quarter": quarter,
        "worlds": set_.scenario.study.replications,
        "confidence": confidence,
        "joint": joint,
        "teams": rows,
        "all": _spans(set_, ALL, rules.told, confidence),
        "start": _spans(start, ALL, rules.told, confidence),
        "sentences": [one.text for one in told],
        "said": [one.data for one in told],
        "effects": None,
    }


def effects(
    rules: Market, teams: Mapping[str, str], set_: Played, alone: Mapping[str, Played]
) -> list[Json]:
    """What each team that set something did to itself and to the others, in all quarters so far.

    Args:
        rules: of the market.
        teams: names by key.
        set_: what was played.
        alone: by key of a team, the same worlds if it alone had stayed with the start.

    Returns:
        For each: ``name``, ``own`` and ``others`` (differences in what is maximised, with what it
        set less without), ``sentences`` (the one on itself, and the one on the others), ``said``.
    """
    measure, confidence = rules.maximise, set_.scenario.study.confidence
    found = []
    for key, start in alone.items():
        sides = {SET: set_, START: start}
        own = {side: played.sample(SO_FAR, key, measure) for side, played in sides.items()}
        others = {side: played.others(SO_FAR, key, measure) for side, played in sides.items()}
        said = of_team(set_.scenario, teams[key], _one(own), _one(others), measure)
        found.append(
            {
                "key": key,
                "name": teams[key],
                "own": _above(own[START], own[SET], confidence),
                "others": _above(others[START], others[SET], confidence),
                "sentences": [one.text for one in said],
                "said": [one.data for one in said],
            }
        )
    return found


def _one(sides: Mapping[str, Sample]) -> Samples:
    """The samples of both sides in the one measure that is told."""
    return lambda side, _: sides[side]


def _told(rules: Market, set_: Played, start: Played) -> list[Paragraph]:
    """What the room did to itself, in this quarter and so far."""
    whole = set_.scenario
    last = whole.unchecked(study=whole.study.unchecked(horizon_days=QUARTER_DAYS))
    sides = {SET: set_, START: start}

    def of(span: Span) -> Samples:
        return lambda side, measure: sides[side].sample(span, ALL, measure)

    told = [name for name in rules.told if name != "contacts"]
    said = [of_room(last, of(QUARTER), told)]
    if whole.study.horizon_days > QUARTER_DAYS:
        said.append(of_room(whole, of(SO_FAR), told[:1]))
    return said


def _spans(played: Played, key: str, measures: Sequence[str], confidence: float) -> Json:
    return {
        name: {
            measure: _estimate(played.sample(span, key, measure).interval(confidence))
            for measure in measures
        }
        for name, span in (("quarter", QUARTER), ("so_far", SO_FAR))
    }


def _above(start: Sample, other: Sample, confidence: float) -> Json | None:
    return _estimate(difference(*pair(start, other), confidence))


def _estimate(found: Interval | None) -> Json | None:
    if found is None:
        return None
    return {"mean": found.estimate, "low": found.low, "high": found.high}


def _mean(found: Json | None) -> float:
    return float("-inf") if found is None else float(found["mean"])


def _rank(rank: Rank) -> Json:
    return {"best": rank.best, "worst": rank.worst, "text": str(rank)}
