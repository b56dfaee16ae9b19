"""Questions of the trainer: predict, then reveal, and how well the room knew; choices; words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from recsim.analysis.measures import MEASURES
from recsim.classroom.calibration import Answer, calibration
from recsim.classroom.names import look, one_line
from recsim.scenario.alike import as_seen
from recsim.scenario.errors import did_you_mean
from recsim.scenario.scenario import Scenario
from recsim.workshop.refusals import REFUSALS
from recsim.workshop.room.bodies import Command, Predict
from recsim.workshop.room.game import LONGEST_QUESTION, Game, measure
from recsim.workshop.room.judged import calibrated_document
from recsim.workshop.room.records import Asked, Guess, Question
from recsim.workshop.room.shown import Shown, subject
from recsim.workshop.state import BadState

Json = dict[str, Any]
Guesses = Mapping[int, Sequence[Guess]]
LONGEST_OPTION, LONGEST_WORDS = 80, 200
"""Letters of something to choose, and of an answer in words."""


def worded(game: Game, wanted: Command, about: Shown | None = None) -> Asked:
    """What the trainer wants to ask, as it is kept.

    Args:
        game: what the room plays.
        wanted: the form.
        about: what the question is about, if that is something else.

    Raises:
        BadState: there is no such measure or strategy, or nothing to choose from.
    """
    text = one_line(wanted.text, LONGEST_QUESTION)
    if wanted.kind != "range":
        return _without_result(wanted, text)
    assert wanted.measure is not None
    scenario = game.scenario if about is None else about.scenario
    strategies = list(scenario.strategies)
    strategy = wanted.strategy or (game.strategy if about is None else strategies[0])
    problems = []
    if wanted.measure not in MEASURES:
        hint = did_you_mean(wanted.measure[:80], list(MEASURES))
        problems.append(("measure", f"there is no such measure; {hint}".rstrip("; ")))
    for path, name in (("strategy", strategy), ("than", wanted.than or strategy)):
        if name not in strategies:
            hint = did_you_mean(name[:80], strategies, "there are")
            problems.append((path, f"there is no such strategy; {hint}".rstrip("; ")))
    if wanted.than == strategy:
        problems.append(("than", REFUSALS["itself"]))
    if problems:
        raise BadState(problems)
    names = _names(scenario, strategy, wanted.than)
    asked = Asked(
        text=text or f"{names}: what do you expect of {MEASURES[wanted.measure].label}?",
        measure=wanted.measure,
        strategy=strategy,
        than=wanted.than,
        confidence=wanted.confidence,
    )
    if about is None:
        return asked
    return replace(asked, scenario=about.text, source=about.asked.scenario, link=about.link)


def _without_result(wanted: Command, text: str) -> Asked:
    options = tuple(one_line(option, LONGEST_OPTION) for option in wanted.options)
    if not text:
        raise BadState([("text", REFUSALS["no_question"])])
    if wanted.kind == "text" and options:
        raise BadState([("options", "a question for words has none")])
    if wanted.kind == "choice" and (len(options) < 2 or not all(options)):
        raise BadState([("options", REFUSALS["few_options"])])
    if len(set(map(as_seen, options))) < len(options):
        raise BadState([("options", REFUSALS["same_options"])])
    return Asked(text=text, kind=wanted.kind, options=options)


def answered(question: Question, answer: Predict) -> tuple[float, float, str]:
    """An answer as it is kept: the ends of a range, and words.

    Raises:
        BadState: it is no answer to this question.
    """
    if answer.kind != question.kind:
        raise BadState([("question", f"expected a {question.kind}")])
    if answer.option is not None:
        if answer.option >= len(question.options):
            raise BadState([("option", f"there are {len(question.options)}")])
        return 0.0, 0.0, question.options[answer.option]
    if answer.words is not None:
        if not (words := one_line(answer.words, LONGEST_WORDS)):
            raise BadState([("words", REFUSALS["no_words"])])
        return 0.0, 0.0, words
    assert answer.low is not None
    assert answer.high is not None
    return answer.low, answer.high, ""


def _names(scenario: Scenario, strategy: str, than: str) -> str:
    """ "Calling", "Calling minus Waiting"."""
    return " minus ".join(scenario.label(name) for name in (strategy, than) if name)


def head(game: Game, question: Question) -> Json:
    """What everybody is told about a question, open or not; nothing that would help to answer."""
    said = {
        "id": question.id,
        "text": question.text,
        "kind": question.kind,
        "options": list(question.options),
        "confidence": question.confidence,
        "phase": question.phase,
        "link": question.link,
    }
    if question.kind != "range":
        return said
    scenario = subject(game, question)
    of = measure(question.measure, scenario)
    strategy, than = (
        {"key": key, "label": scenario.label(key)} if key else None
        for key in (question.strategy, question.than)
    )
    return {
        **said,
        **{name: of[name] for name in ("label", "unit", "better", "whole", "bare")},
        "measure": question.measure,
        "strategy": strategy,
        "than": than,
    }


def told(question: Question, guesses: Sequence[Guess]) -> Json:
    """The truth and everybody's answers without names; nothing of it before the question's end.

    ``ranges`` are those of a range, ``counts`` what was chosen or written, and how often: of a
    choice all options in their order, of words the most frequent first.
    """
    if question.phase != "revealed" or question.truth is None:
        return {"truth": None, "ranges": [], "counts": [], "held": None}
    if question.kind != "range":
        counts = _counts(question, guesses)
        return {"truth": None, "ranges": [], "counts": counts, "held": None}
    right = [answer.right for answer in answers([question], {question.id: guesses})]
    truth = question.truth if question.truth["mean"] is not None else None
    return {
        "truth": truth,
        "ranges": sorted([guess.low, guess.high] for guess in guesses),
        "counts": [],
        "held": sum(right) if truth is not None else None,
    }


def _counts(question: Question, guesses: Sequence[Guess]) -> list[Json]:
    """What people chose or wrote (the same words in other letters are the same), how often."""
    if question.kind == "choice":
        chosen = Counter(guess.words for guess in guesses)
        return [{"words": one, "count": chosen[one]} for one in question.options]
    count = Counter(look(guess.words) for guess in guesses)
    as_written = {look(guess.words): guess.words for guess in reversed(guesses)}
    return [{"words": as_written[key], "count": many} for key, many in count.most_common()]


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


def calibrated(found: Sequence[Answer], who: Literal["you", "room"]) -> Json | None:
    """All answers together, of one person or of all; None if there are none."""
    if not found:
        return None
    return calibrated_document(calibration(found), who)


def own(question: Question, guess: Guess) -> Json:
    """One's own answer: a range, or words."""
    if question.kind == "range":
        return {"low": guess.low, "high": guess.high}
    return {"words": guess.words}
