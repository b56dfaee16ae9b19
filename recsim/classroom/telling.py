"""What a scored round says, in plain words; told on screens, on pages and in files alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from recsim.analysis.measures import MEASURES
from recsim.analysis.tradeoff import BEHIND, ON, TIED, UNDEFINED
from recsim.classroom.scoring import Scores
from recsim.scenario.sentences import listed
from recsim.telling.findings import sizes
from recsim.telling.numbers import text as exact
from recsim.telling.units import Unit

STANDING = {ON: "on it", TIED: "tied", BEHIND: "behind", UNDEFINED: ""}
"""Where an entry stands with regard to the frontier, in a word."""
FORMS = {
    "nobody": "Nobody handed in.",
    "no_rank": "Nobody has a rank: every entry missed the cap.",
    "alone": "{who} alone has a rank: there is nobody to compare with.",
    "first": "{who} is first, clearly above all others that have a rank.",
    "shared": "{who} share the first rank: their order may be chance.",
    "one_entry": "One entry",
    "entries": "{count} entries",
    "drop_none": "Compared with the start, the entries did equally well in practice and sealed "
    "worlds.",
    "drop_open": "It cannot be told from chance whether the entries did better, compared with the "
    "start, in the practice worlds than in the sealed ones.",
    "drop_open_span": "It cannot be told from chance whether the entries did better, compared with "
    "the start, in the practice worlds than in the sealed ones ({span} {label}).",
    "drop_better": "Compared with the start, the entries did better in the practice worlds than in "
    "the sealed ones, on average by {size} {label} ({span}). Part of what tuning seemed to gain "
    "was luck.",
    "drop_worse": "Compared with the start, the entries did worse in the practice worlds than in "
    "the sealed ones, on average by {size} {label} ({span}). They did better in worlds that nobody "
    "had seen.",
    "own_ranges": "Ranges for own results",
    "no_seal": "No seal was announced in the challenge: nobody can check that these worlds were "
    "fixed before the round. Theirs is {seal}.",
    "seal": "The worlds are those of the seal {seal}. Show seed {seed} and salt {salt} now, and "
    "everybody can check it.",
    "reading_worlds": "{worlds} sealed worlds of {days} days, the same for all, with "
    "{confidence}% intervals; {label}: more is better.",
    "reading_rank": "Rank 2-4: chance alone could put this entry anywhere from second to fourth. "
    "All pairs together are told apart with {confidence}% confidence. Who missed the cap has no "
    "rank; where that cannot be told, the entry keeps its rank.",
    "reading_frontier": "Frontier: nobody looks better on both counts (on it); somebody seems to "
    "be, by chance perhaps (tied); somebody is (behind). Above the start: than the challenge's own "
    "settings, in the same worlds. Lost since practice: by how much that was better in the "
    "{practice} worlds that everybody practised in.",
}
"""What is said of a round, by a key."""

Said = tuple[str, Mapping[str, Any]]
"""Something that is said: its key, and what its form is filled with. Numbers are as they are; a
difference in what is maximised is an interval, ``drop``."""


def reading(scores: Scores) -> Iterator[str]:
    """How the table is to be read."""
    return (text(said) for said in how_to_read(scores))


def how_to_read(scores: Scores) -> Iterator[Said]:
    """The same, as keys and values."""
    study, rules = scores.sealed.scenario.study, scores.round.challenge
    confidence = {"confidence": 100 * study.confidence}
    of = {"label": MEASURES[rules.maximise].label, "measure": rules.maximise}
    worlds = {"worlds": scores.worlds, "days": study.horizon_days}
    yield "reading_worlds", {**worlds, **of, **confidence}
    yield "reading_rank", confidence
    yield "reading_frontier", {"practice": scores.practice.scenario.study.replications}


def text(said: Said) -> str:
    """Something that is said, in English."""
    key, parts = said
    shown = {name: exact(one, 6) if name == "confidence" else one for name, one in parts.items()}
    return FORMS[key].format(**shown)


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
        return FORMS["no_rank"]
    form = "alone" if ranked == 1 else "first" if len(first) == 1 else "shared"
    if all(first):
        who = listed(list(first))
    else:
        who = FORMS["one_entry" if len(first) == 1 else "entries"].format(count=len(first))
    return FORMS[form].format(who=who)


def drop_sentence(scores: Scores) -> str:
    """The mean drop of all entries, in words."""
    assert scores.drop is not None
    unit = Unit(MEASURES[scores.round.challenge.maximise], scores.sealed.scenario)
    key, _ = drop_said(scores)
    shown = sizes(unit, scores.drop)
    signed = unit.written(scores.drop, sign=True).interval
    span = signed if key.startswith("drop_open") else shown.interval
    return FORMS[key].format(size=unit.gap(shown.value), label=unit.measure.label, span=span)


def drop_said(scores: Scores) -> Said:
    """The same, as a key and values."""
    assert scores.drop is not None
    change, low, high = scores.drop
    measure = scores.round.challenge.maximise
    said = {"drop": {"mean": change, "low": low, "high": high}, "measure": measure}
    if change == 0:
        return "drop_none", {}
    if low is None or high is None:
        return "drop_open", {}
    if low <= 0 <= high:
        return "drop_open_span", said
    return ("drop_better" if change > 0 else "drop_worse"), said


def seal_sentence(scores: Scores) -> str:
    """That the worlds are those of the seal, and how to check it."""
    return text(seal_said(scores))


def seal_said(scores: Scores) -> Said:
    """The same, as a key and values."""
    worlds, announced = scores.round.sealed, scores.round.challenge.seal
    assert worlds is not None
    if not announced:
        return "no_seal", {"seal": worlds.seal()}
    return "seal", {"seal": announced, "seed": str(worlds.seed), "salt": worlds.salt}
