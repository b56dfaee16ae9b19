"""Whether the warm-up is long enough, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recsim.analysis.measures.series import SERIES
from recsim.analysis.warm_up import BATCH, ENOUGH, NEVER, OPEN, SHORT, Settling
from recsim.scenario.sentences import capital, quoted, sentence
from recsim.scenario.study import DAYS_PER_BIN
from recsim.telling.units import counted, percent

if TYPE_CHECKING:
    from recsim.analysis.warm_up import Settled

NAMED = 2
"""Series that are named in a sentence."""


def asked(one: Settling) -> str:
    """What a series asks for: "70 days (35 to 140)", "35 days (0 or more)", "does not settle"."""
    low = 0 if one.low is None else one.low
    if one.days is None:
        return NEVER if one.low is None else f"{NEVER} ({low:,} days or more)"
    high = "or more" if one.high is None else f"to {one.high:,}"
    return f"{counted(one.days, 'day')} ({low:,} {high})"


def headline(found: Settled) -> str:
    """On how many series the warm-up is long enough, and on which it is not."""
    many = len(found.found)
    if not many:
        return "No series moves, so that none has to settle."
    days = counted(found.warm_up_days, "day")
    good = [one for one in found.found if one.verdict == ENOUGH]
    if len(good) == many:
        return sentence(f"the warm-up of {days} is clearly enough for all of {many} series")
    said = [
        sentence(
            f"the warm-up of {days} is clearly enough for {len(good) or 'none'} of {many} series"
        )
    ]
    for verdict, words in (
        (SHORT, "It is too short for"),
        (OPEN, "It cannot be told whether it is enough for"),
        (NEVER, "Within half of this time, these do not settle:"),
    ):
        told = _named(found, verdict)
        if told:
            said.append(f"{words} {told}.")
    return " ".join(said)


def _named(found: Settled, verdict: str) -> str:
    those = [one for one in found.found if one.verdict == verdict]
    parts = [
        name_of(found, one) + ("" if verdict == NEVER else f", {asked(one)}")
        for one in those[:NAMED]
    ]
    more = len(those) - len(parts)
    return "; ".join([*parts, *([f"and {more} more"] if more > 0 else [])])


def name_of(found: Settled, one: Settling) -> str:
    """The series and whose it is: "open requisitions with Calling"."""
    label = quoted(found.results.scenario.label(one.strategy))
    return f"{SERIES[one.series].label} with {label}"


def verdicts(found: Settled) -> list[str]:
    """All that is said."""
    study = found.results.scenario.study
    runs = counted(len(found.results.replications), "run")
    step = BATCH * DAYS_PER_BIN
    said = [
        headline(found),
        f"MSER-5: of the mean of {runs}, the beginning is left out that makes the standard error "
        f"of the rest smallest, in steps of {step} days; where that is half of the time or more, "
        f"it does not settle. In brackets, {percent(study.confidence)} intervals by a bootstrap "
        f"over runs. {capital(counted(found.days, 'day'))} from the start, seed {study.seed}.",
        "A stock that people leave slowly, as those who are wary, may rise for years: then no "
        "warm-up suffices, and what is measured belongs to its time.",
        "Satisfaction and tenure are not recorded week by week. They start as they are in the long "
        "run, so that they have nothing to settle.",
    ]
    if any(team.changes for team in found.results.scenario.strategies.values()):
        said.append("A strategy changes on a day of its own; what comes after it is no start.")
    return said
