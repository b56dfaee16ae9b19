"""Everything about a room as a zip of CSV files, and each round as a folder of files.

What is still sealed is not in it: neither the worlds of a round that was not revealed, nor results
of a question that was not. ``recsim class score`` scores the folder of a revealed round again.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from recsim import __version__
from recsim.classroom.starter import sealed_text
from recsim.scenario.yaml_text import yaml_block
from recsim.telling.spreadsheet import in_table
from recsim.workshop.room.game import SCENARIO_FILE, Game
from recsim.workshop.room.market_export import MARKET_README, market_files, of_market
from recsim.workshop.room.market_game import MarketGame
from recsim.workshop.room.market_play import standing
from recsim.workshop.room.questions import answers
from recsim.workshop.room.questions_game import QuestionsGame
from recsim.workshop.room.records import Person, Question, Room, RoundKept, Submission
from recsim.workshop.room.rooms import Rooms
from recsim.workshop.state import BadState

Row = Mapping[str, Any]


def export(rooms: Rooms, code: str) -> bytes:
    """The zip file.

    Raises:
        UnknownRoom: there is no such room.
    """
    room, game, store = rooms.room(code), rooms.game(code), rooms.store
    with store.transaction():
        people = store.people(code)
        everybody = {one.id: _nameless(one) for one in store.people(code, removed=True)}
        entries, theirs = store.submissions(code, removed=True), store.submissions(code)
        rounds = store.rounds(code)
        questions, guesses = store.questions(code), store.guesses(code)
    told = [kept for kept in rounds if kept.scores is not None]
    own: Mapping[str, Iterable[Row]]
    if isinstance(game, QuestionsGame):
        own, files, readme = {}, {"scenario.yaml": game.scenario_text}, _README_OF_QUESTIONS
    elif isinstance(game, MarketGame):
        market = standing(game, room, store)
        own, files, readme = of_market(market, rounds), market_files(market), MARKET_README
    else:
        own = {
            "room.csv": [_of_room(room, game, kept) for kept in rounds],
            "scores.csv": [row for kept in told for row in _scores(game, kept, everybody)],
            "runs.csv": [row for kept in told for row in _runs(game, kept, everybody)],
            "guesses.csv": [row for kept in told for row in _guesses(kept, everybody)],
        }
        files, readme = dict(_folders(game, rounds, entries, everybody)), _README
    tables: dict[str, Iterable[Row]] = {
        **own,
        "people.csv": [_of_person(one) for one in people],
        **({"submissions.csv": [_of_entry(game, one, everybody) for one in theirs]} if own else {}),
        "questions.csv": [_of_question(one) for one in questions],
        "answers.csv": [
            _of_answer(one, guess, everybody)
            for one in questions
            for guess in guesses.get(one.id, ())
        ],
    }
    files |= {f"question{one.id}.yaml": one.scenario for one in questions if one.scenario}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("README.txt", readme.format(code=code, version=__version__))
        for name, rows in tables.items():
            packed.writestr(name, csv_text(rows))
        for name, text in files.items():
            packed.writestr(name, text)
    return file.getvalue()


def csv_text(rows: Iterable[Row]) -> str:
    """Rows as CSV that no spreadsheet takes for formulas; empty without rows."""
    rows = list(rows)
    if not rows:
        return ""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows({name: in_table(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _of_room(room: Room, game: Game, kept: RoundKept) -> Row:
    rules = game.round.challenge
    revealed = kept.scores is not None
    return {
        "code": room.code,
        "title": rules.title,
        "question": rules.question,
        "scenario": game.scenario.name,
        "strategy": game.strategy,
        "free": "; ".join(rules.free),
        "maximise": rules.maximise,
        "cap": rules.cap.measure,
        "at_most": rules.cap.at_most,
        "sealed_worlds": game.worlds,
        "practice_worlds": game.practice,
        "round": kept.number,
        "phase": room.stage.phase if kept.number == room.stage.round else "over",
        "seal": kept.sealed.seal(),
        "seed": str(kept.sealed.seed) if revealed else "",
        "salt": kept.sealed.salt if revealed else "",
        "made_at": _time(room.created_at),
    }


def _of_person(person: Person) -> Row:
    return {
        "person": person.id,
        "name": person.name,
        "pseudonym": person.pseudonym,
        "team": person.team,
        "joined_at": _time(person.joined_at),
    }


def _of_entry(game: Game, entry: Submission, everybody: Mapping[int, Person]) -> Row:
    return {
        "round": entry.round,
        **_who(entry.person, everybody),
        "count": entry.count,
        "at": _time(entry.at),
        "changes": "; ".join(
            f"{game.round.short(path)}={json.dumps(value)}" for path, value in entry.changes.items()
        ),
        "memo": entry.memo,
        "guesses": "; ".join(
            f"{name}: {guess['low']:g} to {guess['high']:g} at {guess['confidence']:g}"
            for name, guess in entry.guesses.items()
        ),
    }


def _scores(game: Game, kept: RoundKept, everybody: Mapping[int, Person]) -> Iterator[Row]:
    assert kept.scores is not None
    rules = game.round.challenge
    for row in kept.scores["rows"]:
        rank = row["rank"] or {"best": None, "worst": None}
        yield {
            "round": kept.number,
            "rank_best": rank["best"],
            "rank_worst": rank["worst"],
            **_who(row["person"], everybody),
            "team": row["team"],
            **_three(rules.maximise, row["gain"]),
            **_three(rules.cap.measure, row["harm"]),
            "cap": row["cap"],
            "frontier": row["standing"],
            **_three("above_start", row["above_start"]),
            **_three("lost_since_practice", row["lost"]),
            "changes": "; ".join(
                f"{game.round.short(one['path'])}={json.dumps(one['value'])}"
                for one in row["changes"]
            ),
            "memo": "" if everybody[row["person"]].removed else row["memo"],
        }


def _three(name: str, found: Row | None) -> Row:
    mean, low, high = (None if found is None else found[key] for key in ("mean", "low", "high"))
    return {name: mean, f"{name}_low": low, f"{name}_high": high}


def _runs(game: Game, kept: RoundKept, everybody: Mapping[int, Person]) -> Iterator[Row]:
    assert kept.runs is not None
    seed = str(kept.sealed.seed)
    for name, *values in kept.runs["rows"]:
        who = _who(int(name), everybody) if name.isdigit() else {"person": "", "name": name}
        yield {
            "round": kept.number,
            **who,
            "seed": seed,
            **dict(zip(kept.runs["columns"][1:], values, strict=True)),
        }


def _guesses(kept: RoundKept, everybody: Mapping[int, Person]) -> Iterator[Row]:
    assert kept.scores is not None
    for one in kept.scores["answers"]:
        yield {
            "round": kept.number,
            **_who(one["person"], everybody),
            "measure": one["measure"],
            "low": one["low"],
            "high": one["high"],
            "confidence": one["confidence"],
            "result": one["truth"],
            "right": one["held"],
            "interval_score": one["score"],
        }


def _of_question(question: Question) -> Row:
    truth = (question.truth if question.phase == "revealed" else None) or None
    return {
        "question": question.id,
        "text": question.text,
        "kind": question.kind,
        "options": "; ".join(question.options),
        "measure": question.measure,
        "strategy": question.strategy,
        "than": question.than,
        "confidence": question.confidence,
        "about": f"question{question.id}.yaml" if question.scenario else "",
        "phase": question.phase,
        "asked_at": _time(question.asked_at),
        **_three("result", truth),
    }


def _of_answer(question: Question, guess: Any, everybody: Mapping[int, Person]) -> Row:
    found = next(iter(answers([question], {question.id: [guess]})), None)
    return {
        "question": question.id,
        **_who(guess.person, everybody),
        "low": guess.low if question.kind == "range" else None,
        "high": guess.high if question.kind == "range" else None,
        "words": guess.words,
        "confidence": question.confidence if question.kind == "range" else None,
        "right": None if found is None else found.right,
        "interval_score": None if found is None else found.score,
        "at": _time(guess.at),
    }


def _folders(
    game: Game,
    rounds: Iterable[RoundKept],
    entries: Iterable[Submission],
    everybody: Mapping[int, Person],
) -> Iterator[tuple[str, str]]:
    """Each round as a folder of files, with the entries that the room scores, and no others."""
    entries = list(entries)
    there = {person.id for person in everybody.values() if not person.removed}
    for kept in rounds:
        last = {one.person: one for one in entries if one.round == kept.number}
        counts = (there if kept.scores is None else _scored(kept.scores)) - kept.left_out
        taken = {person: one for person, one in last.items() if person in counts}
        for name, text in _folder(game, kept, taken, everybody):
            yield f"round{kept.number}/{name}", text


def _scored(scores: Row) -> set[int]:
    """Whose entries a round was scored with; some may have been taken out since."""
    return {row["person"] for row in (*scores["rows"], *scores["failures"])}


def _folder(
    game: Game,
    kept: RoundKept,
    last: Mapping[int, Submission],
    everybody: Mapping[int, Person],
) -> Iterator[tuple[str, str]]:
    """Files of a round, as ``recsim class`` takes them."""
    yield "challenge.yaml", game.challenge_file(kept.sealed)
    yield SCENARIO_FILE, game.scenario_text
    if kept.scores is not None:
        yield "sealed.yaml", sealed_text(kept.sealed)
    for person, entry in last.items():
        try:
            _, different = game.played(entry.changes)
        except BadState:  # another version of recsim took it; it is in no scores of this one
            continue
        card = {
            "nickname": everybody[person].name,
            "team": everybody[person].team,
            "memo": "" if everybody[person].removed else entry.memo,
            "guess": {name: dict(guess) for name, guess in entry.guesses.items()},
            "changes": {game.round.short(path): value for path, value in different.items()},
        }
        kept_fields = {name: value for name, value in card.items() if value or name == "changes"}
        text = yaml_block(kept_fields)
        yield f"entry_{person:05d}.yaml", text


def _nameless(person: Person) -> Person:
    """Who was taken out, as a number: what a round was scored with stays, and tells of nobody."""
    return replace(person, name="") if person.removed else person


def _who(person: int, everybody: Mapping[int, Person]) -> Row:
    return {"person": person, "name": everybody[person].name}


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


_README = """\
Room {code} of recsim workshop {version}
Times are UTC. Numbers are in the unit of their measure (shares from 0 to 1).

room.csv         the challenge, one row a round with its seal; seed and salt of revealed rounds
people.csv       who joined; people whom the trainer has taken out are nowhere by name: what a
                 round had been scored with before stays in it, beside a number
submissions.csv  everything that was handed in; the last one of each person in a round counts
scores.csv       revealed rounds: ranks, gain, harm, cap, frontier, with intervals
runs.csv         revealed rounds: each entry in each sealed world
guesses.csv      ranges for people's own results, with what came out
questions.csv    questions that the room was asked; results of those that were revealed
answers.csv      everybody's ranges for them, with what came out
question1.yaml   a scenario that a question was about, as the trainer showed it; if there is any

round1, round2, ... hold each round as files. Whoever has recsim can score a revealed round again:
recsim class score round1
"""
_README_OF_QUESTIONS = """\
Room {code} of recsim workshop {version}, a room for questions
Times are UTC. Numbers are in the unit of their measure (shares from 0 to 1).

people.csv      who joined; people whom the trainer has taken out are nowhere
questions.csv   questions that the room was asked; results of those that were revealed
answers.csv     everybody's answers to them, with what came out
scenario.yaml   the scenario that the room was made from
question1.yaml  a scenario that a question was about, as the trainer showed it

Whoever has recsim finds what was revealed with recsim run question1.yaml
"""
