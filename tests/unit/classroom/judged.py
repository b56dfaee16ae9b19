"""Results of a round made by hand, so that ranks can be told by looking at them."""

from __future__ import annotations

from collections.abc import Sequence

from hand_made import results

from recsim.analysis.results import Results
from recsim.classroom.round import Round
from recsim.classroom.scoring import START
from recsim.classroom.submission import Entry, Guess
from recsim.scenario.strategy import Strategy


def made(round_: Round, practice: int = 0, **values: dict[str, list[float]]) -> Results:
    """Results of the start and of these entries, with more placements in practice worlds."""
    strategies = {START: round_.start, **dict.fromkeys(values, round_.start)}
    rules = round_.challenge
    study = round_.scenario.study.model_copy(
        update={
            "limits": {rules.cap.measure: rules.cap.at_most},
            "replications": rules.replications,
        }
    )
    scenario = round_.scenario.unchecked(strategies=strategies, study=study)
    start = {"placements": [4, 5, 6, 5], "contacts": [100] * 4, "offences": [1] * 4}
    raised = {
        name: {**columns, "placements": [p + practice for p in columns["placements"]]}
        for name, columns in values.items()
    }
    return results({START: start, **raised}, of=scenario)


def entry(name: str, **guesses: Guess) -> Entry:
    return Entry(f"{name}.yaml", name, "", "", Strategy(style="active"), {}, guesses)


def columns(
    placements: Sequence[float], offences: Sequence[float], contacts: float = 100
) -> dict[str, list[float]]:
    return {
        "placements": list(placements),
        "offences": list(offences),
        "contacts": [contacts] * len(placements),
    }


VALUES = {
    "good": columns([14, 15, 16, 15], [1, 1, 1, 1]),
    "close": columns([14, 16, 15, 15], [1, 2, 1, 1]),
    "rude": columns([24, 25, 26, 25], [9, 9, 8, 9]),
    "edge": columns([9, 10, 11, 10], [2, 1, 3, 2]),
    "poor": columns([8, 9, 10, 9], [8, 8, 8, 8]),
    "idle": columns([0, 0, 0, 0], [0, 0, 0, 0], contacts=0),
}
