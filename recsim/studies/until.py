"""Runs until something is settled: a look, more runs, another look, within a budget."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recsim.scenario.errors import did_you_mean
from recsim.studies.finish import How, finish, most_replications
from recsim.studies.refusal import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from recsim.analysis.looks import Goal
    from recsim.scenario.load import Loaded
    from recsim.scenario.scenario import Scenario
    from recsim.studies.finished import Finished

DECIDED, DIFFERENCE = "decided", "difference"
FORMS = 'decided, "placements decided", "placements +-2" or "placements difference +-2"'
_WITHIN = re.compile(r"^(?P<words>.*?)\s*(?:\+-|\+/-|±)\s*(?P<width>.*)$", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """What somebody asks.

    Attributes:
        until: ``FORMS``.
        at_most: most runs of each strategy; None: the usual number.
    """

    until: str
    at_most: int | None = None


def goal_of(asked: str, outcome: str) -> Goal:
    """What is to be settled.

    Args:
        asked: ``decided``: until every comparison in the first outcome is settled; with a measure
            in front, in that one. ``placements +-2``: until half the interval of every strategy is
            at most 2 wide; ``placements difference +-2``: that of every difference.
        outcome: the measure if none is named.

    Raises:
        Refusal: it is none of these, or there is no such measure.
    """
    from recsim.analysis.looks import Goal
    from recsim.analysis.measures import MEASURES

    within = _WITHIN.match(asked.strip())
    words = (within["words"] if within else asked).split()
    width, paired = None, within is None
    if within is not None:
        width = _width(asked, within["width"])
        if words[1:] == [DIFFERENCE] or words == [DIFFERENCE]:
            paired, words = True, words[:-1]
    elif words and words[-1] == DECIDED:
        words = words[:-1]
    elif not (len(words) == 1 and words[0] in MEASURES):
        known = [DECIDED, *MEASURES]
        hint = did_you_mean(words[-1] if words else "", known, "") or f"expected {FORMS}"
        raise Refusal(f"--until {asked}: is neither decided nor a width; {hint}")
    else:
        raise Refusal(f"--until {asked}: how far? expected {FORMS}")
    if len(words) > 1:
        raise Refusal(f"--until {asked}: expected one measure; expected {FORMS}")
    measure = words[0] if words else outcome
    if measure not in MEASURES:
        hint = did_you_mean(measure, list(MEASURES)) or "recsim explain placements"
        raise Refusal(f"--until {asked}: there is no measure {measure}; {hint}")
    return Goal(measure, width, paired)


def _width(asked: str, text: str) -> float:
    try:
        width = float(text)
    except ValueError:
        width = math.nan
    if not 0 < width < math.inf:
        raise Refusal(f"--until {asked}: {text or 'nothing'} after +-; expected a number above 0")
    return width


def budget_of(asked: Asked, usual: int) -> tuple[int, Sequence[int]]:
    """The budget, and the numbers of runs at which is looked within it.

    Raises:
        Refusal: it is below the first look, or above what a study may have.
    """
    from recsim.analysis.looks import FIRST, looks

    at_most = usual if asked.at_most is None else asked.at_most
    most = most_replications()
    if not FIRST <= at_most <= most:
        raise Refusal(
            f"--at-most {at_most}: expected {FIRST} (the first look) to {most:,} replications"
        )
    return at_most, looks(at_most)


def until(loaded: Loaded, how: How, asked: Asked) -> Finished:
    """Run until something is settled, or the budget is used up.

    Each look is at the first 10, 20, 40, ... replications, whatever else is there, so that the same
    command finds the same, also after an interrupt.

    Args:
        loaded: the study.
        how: where it is kept, and what shows how far it is.
        asked: what is to be settled, with which budget.

    Returns:
        The runs of the last look, with intervals for repeated looks; ``looked`` says what was
        settled when. After an interrupt, those of the last look that was complete.

    Raises:
        Refusal: there is nothing to compare, or it is asked wrongly.
        Exception: everything else as ``finish``.
    """
    from recsim.analysis.looks import USUAL, first_look, look, with_looks

    scenario = loaded.scenario
    outcome = next(iter(scenario.study.outcomes), "placements")
    goal = goal_of(asked.until, outcome)
    at_most, runs = budget_of(asked, USUAL)
    if goal.paired and len(scenario.strategies) < 2 and not loaded.beside:
        raise Refusal(f"--until {asked.until}: {loaded.path} has one strategy; nothing is compared")
    if how.reads and how.given is not None:
        runs = _held(how.given, runs)
    looked = first_look(goal, at_most, scenario.study.confidence)
    shown: Finished | None = None
    for count in runs:
        before = shown
        more = _with_replications(loaded, count)
        shown = finish(
            more,
            dataclasses.replace(
                how,
                first=count,
                fresh=how.fresh and before is None,
                known=before.results if before and before.folder is None else None,
            ),
        )
        if shown.interrupt is not None:
            if before is None:
                return shown
            shown = dataclasses.replace(before, interrupt=shown.interrupt)
            break
        looked = look(looked, with_looks(shown.results))
        shown = dataclasses.replace(shown, found=shown.found if before is None else before.found)
        if looked.reached:
            break
    assert shown is not None
    return dataclasses.replace(shown, results=with_looks(shown.results), looked=looked)


def _held(folder: Path, runs: Sequence[int]) -> Sequence[int]:
    """The looks that a folder which is only read has enough replications for."""
    from recsim import store

    held = len(store.unchanged(folder).replications)
    found = [count for count in runs if count <= held]
    if not found:
        raise Refusal(
            f"{folder}: holds {held} replications, and the first look is at {runs[0]}. To go on: "
            f"recsim run {folder} --until ..."
        )
    return found


def _with_replications(loaded: Loaded, count: int) -> Loaded:
    def changed(scenario: Scenario) -> Scenario:
        study = scenario.study.unchecked(replications=count)
        return scenario.unchecked(study=study)

    return dataclasses.replace(
        loaded,
        scenario=changed(loaded.scenario),
        beside={name: changed(one) for name, one in loaded.beside.items()},
    )
