"""What could turn the answer, in sentences: chance and ignorance side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recsim.analysis.discovery import Condition, Counted
from recsim.analysis.measures import MEASURES
from recsim.analysis.paired import FEWER, MORE
from recsim.scenario.sentences import capital, listed, sentence
from recsim.telling import sensitivity
from recsim.telling.phrases import phrase
from recsim.telling.sweeps import setting_words, teller_of, value_words
from recsim.telling.units import counted

if TYPE_CHECKING:
    from recsim.analysis.assumed import Assumed, Assumption, End

NAMED = 4
"""Settings that are named in a sentence."""


def headline(found: Assumed) -> str:
    """What is so here, how far chance may have made it, and how far ignorance may turn it."""
    teller = teller_of(found.base)
    said = [teller.alone(found.here)]
    said += teller.certainty(found.here)[:1]
    return " ".join([*said, *([_in_worlds(found)] if found.worlds else [])])


def ignorance(found: Assumed) -> str:
    """What a comparison says of what its intervals do not cover; empty if nothing was tried."""
    if not found.worlds:
        return ""
    turning = len({one.axis.key for one, _ in found.turning})
    alone = "no number alone turns it"
    if turning:
        alone = f"{counted(turning, 'number')} alone can turn it"
    return f"Ignorance, beside chance: {_in_worlds(found)} Within its range, {alone}."


def _in_worlds(found: Assumed) -> str:
    """In how many plausible worlds which strategy is ahead."""
    one, other = (teller_of(found.base).name(name) for name in found.pair)
    of = phrase(MEASURES[found.outcome])
    wins = found.wins
    parts = [
        f"{of.sides[1]} {of.noun} with {other} in {wins[MORE]}",
        f"with {one} in {wins[FEWER]}",
    ]
    total = sum(wins.values())
    rest = total - wins[MORE] - wins[FEWER]
    open_ = f"; in {rest} chance decides" if rest else ""
    return sentence(f"Of {total} plausible worlds, there are {listed(parts)}{open_}")


def verdicts(found: Assumed) -> list[str]:
    """All that is said."""
    designs = [said for one in found.sensitivity for said in sensitivity.told(found, one)]
    return [headline(found), *_turning(found), *_discovered(found), *designs, *_how(found)]


def _turning(found: Assumed) -> Iterator[str]:
    """Which single settings turn the answer, or come nearest to it."""
    if found.turning:
        told = [f"{_end_words(found, one, end)}" for one, end in found.turning[:NAMED]]
        more = len(found.turning) - len(told)
        also = f"; and {more} more" if more > 0 else ""
        yield f"One setting alone turns it: {'; '.join(told)}{also}."
        return
    if found.here.direction is None:
        yield "Nothing is decided as it stands, so that nothing can turn it."
    else:
        yield "No setting turns it alone, all others as they stand."
    one = found.assumptions[0]
    ends = " and ".join(_end_words(found, one, end) for end in (one.low, one.high))
    yield f"The strongest is {ends}."


def _end_words(found: Assumed, one: Assumption, end: End) -> str:
    label = setting_words(one.axis, found.loaded.scenario)
    size = teller_of(found.base).size(end.compared)
    return f'"{label}" at {value_words(end.value)} ({size})'


def _discovered(found: Assumed) -> Iterator[str]:
    """Where among the plausible worlds the answer turns."""
    turned, total = sum(found.turned), len(found.turned)
    if not total or found.here.direction is None:
        return
    if not turned:
        yield f"In none of the {total} plausible worlds the mean difference has the other sign."
        return
    share = f"The sign of the mean difference is the other one in {turned} of {total} worlds"
    if found.box is None:
        yield f"{share}: too few, or too alike, to say where."
        return
    words = listed([_condition(found, one) for one in found.box.conditions])
    ahead = _ahead(found)
    yield (
        f"{ahead} unless {words}. That {_counts(found.box.found)}; of worlds that were kept aside "
        f"to check it, it {_counts(found.box.check)}. {share}."
    )


def _ahead(found: Assumed) -> str:
    """Who is ahead as it stands: "Waiting places more people"."""
    of = phrase(MEASURES[found.outcome])
    one, other = (teller_of(found.base).name(name) for name in found.pair)
    who = other if found.here.direction == MORE else one
    return f"{capital(of.sides[1])} {of.noun} with {who}"


def _condition(found: Assumed, one: Condition) -> str:
    axis = found.varied[one.axis]
    side = "at most" if one.below else "at least"
    label = setting_words(axis, found.loaded.scenario)
    return f'"{label}" is {side} {value_words(axis.at(one.value))}'


def _counts(one: Counted) -> str:
    return (
        f"covers {one.both} of {one.turned} worlds where it turns, and holds "
        f"{one.inside - one.both} others"
    )


def _how(found: Assumed) -> Iterator[str]:
    """How it was found, and what it does not cover."""
    looked = len(found.assumptions) + len(found.others)
    beyond = sum(end.moves for one in found.assumptions for end in (one.low, one.high))
    closely = len(found.assumptions)
    yield (
        f"{counted(looked, 'uncertain number')}, each at both ends of its range (its passport’s, "
        f"or else the plausible one: recsim explain KEY): {closely} with "
        f"{counted(found.assumptions[0].looked, 'run')}, the others, which moved less, with "
        f"{min((one.looked for one in found.others), default=found.assumptions[0].looked)}. Of the "
        f"{2 * closely} ends, {beyond} move the difference by more than chance would."
    )
    if found.worlds:
        yield (
            f"In a plausible world these {closely} lie anywhere in their ranges, independently (a "
            f"Latin hypercube); all else is as it stands. Seed {found.loaded.scenario.study.seed}."
        )
