"""What has to be simulated: a strategy, in which worlds, and how urgently."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from recsim.analysis.results import Results
from recsim.scenario.strategy import Strategy
from recsim.workshop.room.bench import Bench
from recsim.workshop.room.game import Game
from recsim.workshop.room.records import Question
from recsim.workshop.room.shown import loaded_text, subject

FROZEN_FIRST, QUESTION, SHOWN, SEALED = range(4)

Key = tuple[str, str, int, int]


@dataclass(frozen=True)
class Need:
    """A strategy that has to be simulated: for which room, in which worlds, how urgently.

    Attributes:
        text: of the scenario, if that is not what the room plays.
    """

    urgency: int
    code: str
    name: str
    strategy: Strategy
    seed: int
    worlds: int
    text: str = ""

    @property
    def key(self) -> Key:
        """Equal for needs of equal results."""
        played = f"{self.text}{self.strategy.model_dump_json()}"
        digest = hashlib.sha256(played.encode()).hexdigest()
        return f"{self.code} {self.name}", digest, self.seed, self.worlds

    def found(self, bench: Bench, game: Game) -> Results:
        """What comes of it."""
        scenario = loaded_text(self.text) if self.text else game.scenario
        return bench.results(scenario, self.name, self.strategy, self.seed, self.worlds)


def of_question(game: Game, question: Question) -> list[Need]:
    """What has to be known to answer it; of a difference both sides, in the same worlds.

    What the room plays is simulated in no more practice worlds than there are sealed ones, what
    was shown in as many as the page that showed it.
    """
    scenario = subject(game, question)
    study = scenario.study
    number = study.replications if question.scenario else min(study.replications, game.worlds)
    return [
        Need(
            QUESTION, question.code, name, scenario.strategies[name], study.seed, number,
            question.scenario,
        )
        for name in filter(None, (question.strategy, question.than))
    ]  # fmt: skip
