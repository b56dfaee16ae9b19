"""What a scored round says, in plain words; told on screens, on pages and in files alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recsim.analysis.measures import MEASURES
from recsim.analysis.tradeoff import BEHIND, ON, TIED, UNDEFINED
from recsim.analysis.wording import how_many, listed, percent
from recsim.classroom.scoring import Scores

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
    gain = MEASURES[scores.round.challenge.maximise]
    scale = 100.0 if gain.unit == "share" else 1.0
    change, low, high = scores.drop
    if change == 0:
        return (
            "Compared with the start, the entries did equally well in practice and sealed worlds."
        )
    unit = " (percent)" if gain.unit == "share" else ""
    better, ends = ("worse", (high, low)) if change < 0 else ("better", (low, high))
    sign = -1.0 if change < 0 else 1.0
    size, *span = (None if one is None else _signed(one * sign * scale) for one in (change, *ends))
    sure = percent(scores.sealed.scenario.study.confidence)
    interval = "" if None in span else f" ({sure} interval {span[0]} to {span[1]})"
    said = (
        f"Compared with the start, the entries did {better} in the practice worlds than in the "
        f"sealed ones, on average by {size}{interval} {gain.label}{unit}: "
    )
    if low is not None and low > 0:
        return said + "part of what tuning seemed to gain was luck."
    if high is not None and high < 0:
        return said + "they did better on worlds that nobody had seen."
    return said + "no loss can be told from chance."


def _signed(value: float) -> str:
    """A mean number with a true minus."""
    return how_many(value or 0.0).replace("-", "\N{MINUS SIGN}")


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
