"""Predict, then reveal: questions of the trainer, and how well the room knew what it knew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.classroom.calibration import Answer, Calibration, calibration, explain
from recsim.scenario.errors import did_you_mean
from recsim.telling.numbers import number
from recsim.telling.units import Unit, percent
from recsim.workshop.room.game import Game, measure
from recsim.workshop.room.records import Guess, Question
from recsim.workshop.state import BadState

Json = dict[str, Any]
Guesses = Mapping[int, Sequence[Guess]]


def check_question(game: Game, name: str, strategy: str) -> None:
    """Refuse a measure or a strategy that does not exist.

    Raises:
        BadState: what is wrong.
    """
    problems = []
    if name not in MEASURES:
        hint = did_you_mean(name[:80], list(MEASURES))
        problems.append(("measure", f"there is no such measure; {hint}".rstrip("; ")))
    if strategy not in game.scenario.strategies:
        hint = did_you_mean(strategy[:80], list(game.scenario.strategies), "there are")
        problems.append(("strategy", f"there is no such strategy; {hint}".rstrip("; ")))
    if problems:
        raise BadState(problems)


def default_text(game: Game, name: str, strategy: str) -> str:
    """A question, if the trainer has not worded one."""
    return f"{game.scenario.label(strategy)}: what do you expect of {MEASURES[name].label}?"


def head(game: Game, question: Question) -> Json:
    """What everybody is told about a question, open or not; nothing that would help to answer."""
    of = measure(question.measure, game.scenario)
    return {
        "id": question.id,
        "text": question.text,
        "measure": question.measure,
        "label": of["label"],
        "unit": of["unit"],
        "better": of["better"],
        "strategy": {
            "key": question.strategy,
            "label": game.scenario.label(question.strategy),
        },
        "confidence": question.confidence,
        "phase": question.phase,
    }


def told(game: Game, question: Question, guesses: Sequence[Guess]) -> Json:
    """The truth and everybody's ranges without names; nothing of it before the question's end."""
    if question.phase != "revealed" or question.truth is None:
        return {"truth": None, "ranges": [], "held": None, "sentence": ""}
    right = [answer.right for answer in answers([question], {question.id: guesses})]
    truth = question.truth if question.truth["mean"] is not None else None
    return {
        "truth": truth,
        "ranges": sorted([guess.low, guess.high] for guess in guesses),
        "held": sum(right) if truth is not None else None,
        "sentence": _sentence(game, question, right),
    }


def answers(
    questions: Iterable[Question], guesses: Guesses, person: int | None = None
) -> list[Answer]:
    """Ranges for revealed questions with what came out, of all people or of one."""
    return [
        Answer(
            str(guess.person), question.measure, guess.low, guess.high, question.confidence,
            question.truth["mean"],
        )
        for question in questions
        if question.phase == "revealed" and question.truth and question.truth["mean"] is not None
        for guess in guesses.get(question.id, ())
        if person is None or guess.person == person
    ]  # fmt: skip


def calibrated(found: Sequence[Answer], who: str) -> Json | None:
    """All answers together; None if there are none."""
    if not found:
        return None
    together: Calibration = calibration(found)
    return {
        "sentence": together.sentence(who),
        "n": together.n,
        "right": together.right,
        "claimed": together.claimed,
        "share": together.share.estimate,
        "low": together.share.low,
        "high": together.share.high,
        "verdict": together.verdict,
    }


def own_sentence(question: Question, guess: Guess | None) -> str:
    """What came of one's own range."""
    own = answers([question], {question.id: [guess] if guess else []})
    if not own:
        return ""
    said = explain(own[0])
    return f"Your range: {said}."


def _sentence(game: Game, question: Question, right: Sequence[bool]) -> str:
    assert question.truth is not None
    mean, low, high = (question.truth[name] for name in ("mean", "low", "high"))
    if mean is None:
        return "There was nothing to divide by in any of the worlds: there is no result."
    result = Unit(MEASURES[question.measure], game.scenario).level(Interval(mean, low, high))
    if not right:
        return f"The result is {result}. Nobody guessed."
    expected = question.confidence * len(right)
    return (
        f"The result is {result}. {sum(right)} of {len(right)} ranges contain it; "
        f"at {percent(question.confidence)}, about {number(round(expected))} should."
    )
