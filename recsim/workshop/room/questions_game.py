"""A room for questions alone: nothing is played or handed in, and there are no sealed worlds."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from recsim.analysis.measures import MEASURES
from recsim.classroom.challenge import Challenge
from recsim.classroom.round import Round
from recsim.page.start import Start
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.load import load_text
from recsim.workshop.room.game import SCENARIO_FILE, Game, problems_of_files
from recsim.workshop.room.ready import first_played, most_of
from recsim.workshop.state import BadState

MARK = "questions: 1\n"
"""Stands where other rooms keep the rules of their game."""
NOTHING = ("care",)
"""A challenge has to name a free setting; in this kind of room nobody has levers."""


class QuestionsGame(Game):
    """What a room for questions begins with; a question may bring along another scenario."""

    kind: ClassVar[str] = "questions"


def from_scenario(name: str, text: str) -> QuestionsGame:
    """A room for questions about a scenario.

    Args:
        name: for the scenario in the workshop.
        text: of the scenario, every setting written.

    Raises:
        BadState: everything that is wrong with it.
    """
    try:
        loaded = load_text(text, SCENARIO_FILE, measures=MEASURES)
    except ScenarioErrors as errors:
        raise BadState(problems_of_files(errors)) from errors
    start, scenario = Start(name, loaded, False), loaded.scenario
    strategy = first_played(start)
    rules = Challenge(
        title=scenario.title, question=scenario.question, scenario=SCENARIO_FILE,
        strategy=strategy, free=NOTHING, maximise=most_of(scenario),
    )  # fmt: skip
    path = Path(SCENARIO_FILE)
    return QuestionsGame(
        name, MARK, text, Round(rules, path, scenario, path, strategy, (), None), start
    )
