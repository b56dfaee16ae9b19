"""What a scored round says, in plain words; told on screens, on pages and in files alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recsim.analysis.measures import MEASURES
from recsim.analysis.tradeoff import BEHIND, ON, TIED, UNDEFINED
from recsim.classroom.scoring import Scores
from recsim.scenario.sentences import listed
from recsim.telling.findings import sizes
from recsim.telling.units import Unit, percent

STANDING = {ON: "on it", TIED: "tied", BEHIND: "behind", UNDEFINED: ""}
"""Where an entry stands with regard to the frontier, in a word."""


def reading(scores: Scores) -> Iterator[str]:
    """How the table is to be read."""
    study, rules = scores.sealed.scenario.study, scores.round.challenge
    yield (
        f"{scores.worlds} sealed worlds of {study.horizon_days} days, the same for all, with "
        f"{percent(study.confidence)} intervals; {MEASURES[rules.maximise].label}: more is better."
    )
    yield (
        "Rank 2-4: chance alone could put this entry anywhere from second to fourth. All pairs "
        f"together are told apart with {percent(study.confidence)} confidence. Who missed the cap "
        "has no rank; where that cannot be told, the entry keeps its rank."
    )
    yield (
        "Frontier: nobody looks better on both counts (on it); somebody seems to be, by chance "
        "perhaps (tied); somebody is (behind). Above the start: than the challenge's own settings, "
        "in the same worlds. Lost since practice: by how much that was better in the "
        f"{scores.practice.scenario.study.replications} worlds that everybody practised in."
    )


def first_sentence(scores: Scores) -> str:
    """Who is first, and whether that is clear."""
    ranked = [row for row in scores.rows if row.rank is not None]
    first = [row.name for row in ranked if row.rank is not None and row.rank.best == 1]
    return who_is_first(first, len(ranked))


def who_is_first(first: Sequence[str], ranked: int) -> str:
    """Who is first, and whether that is clear.

    Args:
        first: names of those whose rank begins with 1; empty texts if nobody is to be named.
        ranked: how many have a rank.
    """
    if not ranked:
        return "Nobody has a rank: every entry missed the cap."
    named = all(first)
    if ranked == 1:
        alone = first[0] if named else "One entry"
        return f"{alone} alone has a rank: there is nobody to compare with."
    if len(first) == 1:
        only = first[0] if named else "One entry"
        return f"{only} is first, clearly above all others that have a rank."
    many = listed(list(first)) if named else f"{len(first)} entries"
    return f"{many} share the first rank: their order may be chance."


def drop_sentence(scores: Scores) -> str:
    """The mean drop of all entries, in words."""
    assert scores.drop is not None
    unit = Unit(MEASURES[scores.round.challenge.maximise], scores.sealed.scenario)
    change, low, high = scores.drop
    start = "Compared with the start, the entries did "
    if change == 0:
        return f"{start}equally well in practice and sealed worlds."
    size = unit.gap(sizes(unit, scores.drop).value)
    if low is None or high is None or low <= 0 <= high:
        span = unit.written(scores.drop, sign=True).interval
        span = f" ({span} {unit.measure.label})" if span else ""
        return (
            "It cannot be told from chance whether the entries did better, compared with the "
            f"start, in the practice worlds than in the sealed ones{span}."
        )
    better, meaning = "better", "Part of what tuning seemed to gain was luck."
    if change < 0:
        better, meaning = "worse", "They did better in worlds that nobody had seen."
    span = sizes(unit, scores.drop).interval
    return (
        f"{start}{better} in the practice worlds than in the sealed ones, on average by {size} "
        f"{unit.measure.label} ({span}). {meaning}"
    )


def seal_sentence(scores: Scores) -> str:
    """That the worlds are those of the seal, and how to check it."""
    worlds, announced = scores.round.sealed, scores.round.challenge.seal
    assert worlds is not None
    if not announced:
        return (
            "No seal was announced in the challenge: nobody can check that these worlds were "
            f"fixed before the round. Theirs is {worlds.seal()}."
        )
    return (
        f"The worlds are those of the seal {announced}. Show seed {worlds.seed} and salt "
        f"{worlds.salt} now, and everybody can check it."
    )
