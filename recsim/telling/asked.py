"""What people are asked: to guess before they see a result, to find a better strategy."""

from __future__ import annotations

from recsim.analysis.measures import MEASURES
from recsim.scenario.scenario import Scenario
from recsim.scenario.sentences import quoted
from recsim.telling.phrases import phrase
from recsim.telling.units import Unit, period

OF_TWO = "{who}, compared with {than}: by how much do they differ in {noun}{time}, and which way?"
OF_ONE = "{who}: how much do you expect of {noun}{time}?"

PLACE = "How many people can you place with at most {limit}?"
MORE = "How much can you raise {noun} with at most {limit}?"


def guess(scenario: Scenario) -> str:
    """The question for the scenario's first outcome: of the two strategies that it is about.

    Without such two, of the last strategy against the first; of one strategy alone, its level.
    """
    name = next(iter(scenario.study.outcomes), "placements")
    of = MEASURES[name]
    keys = tuple(scenario.strategies)
    than, who = scenario.study.about or (keys[0], keys[-1])
    form = OF_ONE if than == who else OF_TWO
    return form.format(
        who=quoted(scenario.label(who)),
        than=quoted(scenario.label(than)),
        noun=phrase(of).noun,
        time=f" {period(scenario)}" if of.whole else "",
    )


def challenge(scenario: Scenario, maximise: str, cap: str, at_most: float) -> str:
    """The question of a challenge: as much as possible of one measure below a cap on another.

    Args:
        scenario: for the currency.
        maximise, cap: names of measures.
        at_most: highest value of the latter, in its own unit.
    """
    limit = Unit(MEASURES[cap], scenario).limit(at_most)
    form = PLACE if maximise == "placements" else MORE
    return form.format(noun=phrase(MEASURES[maximise]).noun, limit=limit)
