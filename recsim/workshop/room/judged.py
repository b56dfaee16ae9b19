"""A scored round as it is kept: plain values, people by their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.classroom.calibration import Calibration, calibration, explain
from recsim.classroom.challenge import Sealed
from recsim.classroom.ranking import Rank
from recsim.classroom.scoring import Score, Scores, judge
from recsim.classroom.submission import Entry, Guess
from recsim.classroom.telling import (
    FORMS,
    STANDING,
    drop_said,
    drop_sentence,
    how_to_read,
    reading,
    seal_said,
    seal_sentence,
)
from recsim.workshop.refusals import REFUSALS
from recsim.workshop.room.game import Game
from recsim.workshop.room.records import Submission

Json = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """What is kept of a round.

    Attributes:
        scores: everything that can be shown.
        runs: each entry in each sealed world: names of the columns, and rows.
    """

    scores: Json
    runs: Json


def entry(game: Game, submission: Submission, team: str) -> Entry:
    """What somebody handed in, by the rules of a folder of files; the name is the number.

    Raises:
        BadState: it is not accepted (any more).
    """
    strategy, different = game.played(submission.changes)
    guesses = {name: Guess(**guess) for name, guess in submission.guesses.items()}
    name = f"{submission.person:09d}"
    return Entry(name, name, team, submission.memo, strategy, different, guesses)


def judged(
    game: Game,
    entries: Sequence[Entry],
    sealed: Results,
    practice: Results,
    worlds: Sealed,
    left_out: Iterable[int] = (),
) -> Judged:
    """Judge a round, and write down what came of it.

    Args:
        game: what was played.
        entries: as ``entry`` makes them.
        sealed, practice: results by name, the challenge's own settings first.
        worlds: the sealed ones.
        left_out: people whose entries the trainer did not wait for.

    Raises:
        StartFailed: the challenge's own settings failed in a world.
    """
    rules = game.round.challenge
    guessed = (name for one in entries for name in one.guesses)
    needed = dict.fromkeys((rules.maximise, rules.cap.measure, *guessed))
    narrow = (_narrow(results, needed) for results in (sealed, practice))
    scores = judge(game.sealed(worlds), entries, *narrow)
    document = _document(game, scores)
    late = [{"person": person, "text": REFUSALS["left_out"]} for person in sorted(left_out)]
    return Judged({**document, "failures": document["failures"] + late}, _runs(scores))


def _narrow(results: Results, measures: Iterable[str]) -> Results:
    """Without measures that nobody looks at: with many entries, they take most of the time."""
    columns = dict.fromkeys(["strategy", "variant", "replication", "seed"])
    for name in measures:
        of = MEASURES[name]
        columns |= dict.fromkeys(part for part in (name, of.of, of.per) if part)
    return replace(results, runs=results.runs.select(list(columns)))


def _document(game: Game, scores: Scores) -> Json:
    ranked = sum(row.rank is not None for row in scores.rows)
    return {
        "worlds": scores.worlds,
        "practice_worlds": scores.practice.scenario.study.replications,
        "confidence": scores.sealed.scenario.study.confidence,
        "joint": scores.joint,
        "ranked": ranked,
        "rows": [_row(game, row) for row in scores.rows],
        "start": _values(scores.start),
        "sentences": list(_sentences(scores)),
        "said": _said(scores),
        "reading": list(reading(scores)),
        "read": [{"key": key, **parts} for key, parts in how_to_read(scores)],
        "failures": [
            {"person": int(name), "text": error} for name, error in scores.failures.items()
        ],
        "answers": [
            {
                "person": int(one.person),
                "measure": one.measure,
                "low": one.low,
                "high": one.high,
                "confidence": one.confidence,
                "truth": one.truth,
                "held": one.right,
                "score": one.score,
                "sentence": explain(one),
            }
            for one in scores.answers
        ],
    }


def _sentences(scores: Scores) -> Sequence[str]:
    """What can be said without names."""
    said = [drop_sentence(scores)] if scores.drop is not None else []
    if scores.answers:
        confidence = scores.sealed.scenario.study.confidence
        said.append(calibration(scores.answers, confidence).sentence(FORMS["own_ranges"]))
    return [*said, seal_sentence(scores)]


def _said(scores: Scores) -> list[Json]:
    """The same as keys and values, for pages in other languages."""
    said = [drop_said(scores)] if scores.drop is not None else []
    if scores.answers:
        confidence = scores.sealed.scenario.study.confidence
        found = calibration(scores.answers, confidence)
        said.append(("calibration", calibrated_document(found, "own_ranges")))
    return [{"key": key, **parts} for key, parts in [*said, seal_said(scores)]]


def calibrated_document(found: Calibration, who: str) -> Json:
    """How well ranges held, as values; ``who`` is the key of what it is called."""
    return {
        "who": who,
        "n": found.n,
        "right": found.right,
        "claimed": found.claimed,
        "share": found.share.estimate,
        "low": found.share.low,
        "high": found.share.high,
        "meaning": found.meaning,
    }


def _row(game: Game, score: Score) -> Json:
    changes = score.entry.changes if score.entry is not None else {}
    return {
        "person": int(score.name),
        "team": score.entry.team if score.entry is not None else "",
        **_values(score),
        "rank": _rank(score.rank),
        "above_start": estimate(score.above_start),
        "lost": estimate(score.drop),
        "memo": score.entry.memo if score.entry is not None else "",
        "changes": [
            {"path": path, "label": _label(game, path), "value": value}
            for path, value in changes.items()
        ],
    }


def _values(score: Score) -> Json:
    return {
        "gain": estimate(score.gain),
        "harm": estimate(score.harm),
        "cap": score.cap,
        "standing": STANDING[score.standing.place] or "undefined",
    }


def _label(game: Game, path: str) -> str:
    lever = game.free.get(path)
    return lever.label if lever is not None else game.round.short(path)


def _rank(rank: Rank | None) -> Mapping[str, Any] | None:
    return None if rank is None else {"best": rank.best, "worst": rank.worst, "text": str(rank)}


def estimate(found: Interval | None) -> Json | None:
    """An estimate for a page; None if it is undefined."""
    if found is None:
        return None
    return {"mean": found.estimate, "low": found.low, "high": found.high}


def _runs(scores: Scores) -> Json:
    rules = scores.round.challenge
    columns = list(dict.fromkeys(["strategy", "replication", rules.maximise, rules.cap.measure]))
    return {"columns": columns, "rows": [list(row) for row in scores.sealed.runs[columns].rows()]}
