"""Everything that is kept about rooms, and all SQL that reads and writes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from recsim.classroom.challenge import Sealed
from recsim.workshop.refusals import REFUSALS
from recsim.workshop.room.database import Database
from recsim.workshop.room.phases import Stage
from recsim.workshop.room.records import (
    Asked,
    Guess,
    Person,
    Question,
    Room,
    RoundKept,
    Submission,
    UnknownRoom,
)

_LAST = """
SELECT *, (SELECT count(*) FROM submissions s WHERE s.person = l.person AND s.round = l.round
           AND s.id <= l.id) AS count
FROM submissions l
"""


class Store:
    """Rooms, rounds, people, what they handed in, questions and guesses."""

    def __init__(self, database: Database) -> None:
        self._base = database

    def transaction(self) -> AbstractContextManager[None]:
        """All of what is done inside is kept, or nothing of it."""
        return self._base.transaction()

    @property
    def closed(self) -> bool:
        """Whether the file was let go of."""
        return self._base.closed

    def look_after(self) -> str:
        """See ``Database.look_after``."""
        return self._base.look_after()

    def overwrite_deleted(self) -> None:
        """See ``Database.overwrite_deleted``."""
        self._base.overwrite_deleted()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def meta(self, name: str, make: Callable[[], str]) -> str:
        """A text that is made once and kept."""
        with self.transaction():
            found = self._base.value("SELECT value FROM meta WHERE name = ?", (name,))
            if found is None:
                found = make()
                self._base.execute("INSERT INTO meta VALUES (?, ?)", (name, found))
        return str(found)

    # Rooms and rounds

    def rooms(self) -> list[Room]:
        """All rooms, the newest first."""
        query = "SELECT * FROM rooms ORDER BY rowid DESC"  # whatever the clock said
        return [Room.of(row) for row in self._base.rows(query)]

    def room(self, code: str) -> Room | None:
        """The room of this code."""
        rows = self._base.rows("SELECT * FROM rooms WHERE code = ?", (code,))
        return Room.of(rows[0]) if rows else None

    def add_room(self, room: Room) -> None:
        """Keep a new room."""
        stage = room.stage
        self._base.execute(
            "INSERT INTO rooms (code, challenge, scenario, minutes, teams, salt, names, show_ranks,"
            " door, showing, phase, round, rounds, ends_at, closed, changed_at, created_at, source,"
            " language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (room.code, room.challenge, room.scenario, room.minutes, json.dumps(room.teams),
             room.salt, room.names, room.show_ranks, room.door, room.showing, stage.phase,
             stage.round, stage.rounds, stage.ends_at, stage.closed, room.changed_at,
             room.created_at, room.source, room.language),
        )  # fmt: skip

    def set_stage(self, code: str, stage: Stage, changed_at: float) -> None:
        """Keep where a room stands, and when its phase changed."""
        self._base.execute(
            "UPDATE rooms SET phase = ?, round = ?, rounds = ?, ends_at = ?, closed = ?,"
            " changed_at = ? WHERE code = ?",
            (stage.phase, stage.round, stage.rounds, stage.ends_at, stage.closed, changed_at, code),
        )

    def set_teams(self, code: str, teams: Sequence[str]) -> None:
        """Keep the teams to choose from."""
        self._base.execute("UPDATE rooms SET teams = ? WHERE code = ?", (json.dumps(teams), code))

    def set_names(self, code: str, names: str) -> None:
        """Keep what stands beside points and ranks."""
        self._base.execute("UPDATE rooms SET names = ? WHERE code = ?", (names, code))

    def set_ranks(self, code: str, show: bool) -> None:
        """Keep whether everybody sees everybody's rank."""
        self._base.execute("UPDATE rooms SET show_ranks = ? WHERE code = ?", (show, code))

    def set_door(self, code: str, open_: bool) -> None:
        """Keep whether more people may join."""
        self._base.execute("UPDATE rooms SET door = ? WHERE code = ?", (open_, code))

    def set_showing(self, code: str, what: str) -> None:
        """Keep what the board shows."""
        self._base.execute("UPDATE rooms SET showing = ? WHERE code = ?", (what, code))

    def delete_room(self, code: str) -> None:
        """Forget a room and everybody in it."""
        self._base.execute("DELETE FROM rooms WHERE code = ?", (code,))

    def add_round(self, code: str, number: int, sealed: Sealed) -> None:
        """Keep the sealed worlds of a round; drafts, and what was kept of this number, are gone."""
        with self.transaction():
            self._base.execute(
                "DELETE FROM submissions WHERE round = ?"
                " AND person IN (SELECT id FROM people WHERE code = ?)",
                (number, code),
            )
            self._base.execute("UPDATE people SET draft = '{}' WHERE code = ?", (code,))
            self._base.execute(
                "INSERT OR REPLACE INTO rounds (code, number, seed, salt) VALUES (?, ?, ?, ?)",
                (code, number, sealed.seed, sealed.salt),
            )

    def round(self, code: str, number: int) -> RoundKept:
        """A round of a room.

        Raises:
            UnknownRoom: there is none: the room was deleted.
        """
        query = "SELECT * FROM rounds WHERE code = ? AND number = ?"
        for row in self._base.rows(query, (code, number)):
            return RoundKept.of(row)
        raise UnknownRoom(REFUSALS["no_room"])

    def rounds(self, code: str) -> list[RoundKept]:
        """All rounds of a room that were made ready."""
        query = "SELECT * FROM rounds WHERE code = ? ORDER BY number"
        return [RoundKept.of(row) for row in self._base.rows(query, (code,))]

    def leave_out(self, code: str, number: int, people: Iterable[int]) -> None:
        """Keep whose entries a round is judged without."""
        self._base.execute(
            "UPDATE rounds SET left_out = ? WHERE code = ? AND number = ?",
            (json.dumps(sorted(people)), code, number),
        )

    def keep_scores(
        self, code: str, number: int, scores: Mapping[str, Any], runs: Mapping[str, Any]
    ) -> None:
        """Keep what came of a round: the scores, and each entry in each world."""
        self._base.execute(
            "UPDATE rounds SET scores = ?, runs = ? WHERE code = ? AND number = ?",
            (json.dumps(scores, allow_nan=False), json.dumps(runs, allow_nan=False), code, number),
        )

    # People and what they handed in

    def people(self, code: str, *, removed: bool = False) -> list[Person]:
        """Who is in a room, in the order in which they joined; on demand who was removed too."""
        query = "SELECT * FROM people WHERE code = ? AND removed <= ? ORDER BY id"
        return [Person.of(row) for row in self._base.rows(query, (code, removed))]

    def person(self, token: str) -> Person | None:
        """Who has a token of this hash."""
        rows = self._base.rows("SELECT * FROM people WHERE token = ?", (token,))
        return Person.of(rows[0]) if rows else None

    def person_of(self, number: int) -> Person | None:
        """Who has a number."""
        rows = self._base.rows("SELECT * FROM people WHERE id = ?", (number,))
        return Person.of(rows[0]) if rows else None

    def add_person(
        self, code: str, name: str, pseudonym: str, team: str, token: str, now: float
    ) -> int:
        """Keep somebody who joined; ``token`` is the hash. Returns the number of the person."""
        return self._base.execute(
            "INSERT INTO people (code, name, pseudonym, team, token, joined_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (code, name, pseudonym, team, token, now),
        )

    def remove_person(self, person: int) -> None:
        """Somebody is no longer in the room."""
        self._base.execute("UPDATE people SET removed = 1 WHERE id = ?", (person,))

    def idle_people(self, code: str) -> list[Person]:
        """Who is in a room and has neither handed in nor answered anything, the longest first."""
        query = """SELECT * FROM people p WHERE code = ? AND NOT removed
            AND NOT EXISTS (SELECT 1 FROM submissions s WHERE s.person = p.id)
            AND NOT EXISTS (SELECT 1 FROM guesses g WHERE g.person = p.id) ORDER BY id"""
        return [Person.of(row) for row in self._base.rows(query, (code,))]

    def forget_person(self, person: int) -> None:
        """Somebody was never there."""
        self._base.execute("DELETE FROM people WHERE id = ?", (person,))

    def set_draft(self, person: int, draft: Mapping[str, Any]) -> None:
        """Keep somebody's levers as they stand."""
        self._base.execute(
            "UPDATE people SET draft = ? WHERE id = ?", (json.dumps(draft, allow_nan=False), person)
        )

    def clear_drafts(self, code: str) -> None:
        """Forget everybody's levers as they stand."""
        self._base.execute("UPDATE people SET draft = '{}' WHERE code = ?", (code,))

    def add_submission(
        self,
        person: int,
        number: int,
        changes: Mapping[str, Any],
        memo: str,
        guesses: Mapping[str, Mapping[str, float]],
        now: float,
    ) -> None:
        """Keep what somebody handed in."""
        self._base.execute(
            "INSERT INTO submissions (person, round, changes, memo, guesses, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (person, number, json.dumps(changes, allow_nan=False), memo,
             json.dumps(guesses, allow_nan=False), now),
        )  # fmt: skip

    def last_submissions(self, code: str, number: int) -> dict[int, Submission]:
        """What counts in a round: the last one of everybody who is in the room, by person."""
        query = f"""{_LAST} WHERE l.id IN (
            SELECT max(s.id) FROM submissions s JOIN people p ON p.id = s.person
            WHERE p.code = ? AND s.round = ? AND NOT p.removed GROUP BY s.person) ORDER BY l.person
        """
        rows = self._base.rows(query, (code, number))
        return {row["person"]: Submission.of(row) for row in rows}

    def team_submissions(self, code: str) -> dict[tuple[int, str], Submission]:
        """What counts of each team: its last one, by round and team; removed people's stay."""
        query = f"""{_LAST} WHERE l.id IN (
            SELECT max(s.id) FROM submissions s JOIN people p ON p.id = s.person
            WHERE p.code = ? GROUP BY s.round, p.team)"""
        teams = {person.id: person.team for person in self.people(code, removed=True)}
        rows = self._base.rows(query, (code,))
        return {(row["round"], teams[row["person"]]): Submission.of(row) for row in rows}

    def last_submission(self, person: int, number: int) -> Submission | None:
        """What counts of one person in a round."""
        query = f"{_LAST} WHERE l.person = ? AND l.round = ? ORDER BY l.id DESC LIMIT 1"
        rows = self._base.rows(query, (person, number))
        return Submission.of(rows[0]) if rows else None

    def submissions(self, code: str, *, removed: bool = False) -> list[Submission]:
        """Everything that people who are in the room handed in, in that order; see ``people``."""
        query = f"""{_LAST} WHERE l.person IN (
            SELECT id FROM people WHERE code = ? AND removed <= ?) ORDER BY l.id"""
        return [Submission.of(row) for row in self._base.rows(query, (code, removed))]

    # Questions and guesses

    def add_question(self, code: str, asked: Asked, now: float) -> int:
        """Keep a new question, which is open. Returns its number."""
        return self._base.execute(
            "INSERT INTO questions (code, kind, measure, strategy, than, options, text, confidence,"
            " scenario, source, link, phase, asked_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)",
            (code, asked.kind, asked.measure, asked.strategy, asked.than,
             json.dumps(asked.options), asked.text, asked.confidence, asked.scenario,
             asked.source, asked.link, now),
        )  # fmt: skip

    def questions(self, code: str) -> list[Question]:
        """All questions of a room, in the order in which they were asked."""
        query = "SELECT * FROM questions WHERE code = ? ORDER BY id"
        return [Question.of(row) for row in self._base.rows(query, (code,))]

    def close_question(self, question: int) -> None:
        """Nobody can answer any more."""
        self._base.execute("UPDATE questions SET phase = 'closed' WHERE id = ?", (question,))

    def tell_question(self, question: int, truth: Mapping[str, Any], now: float) -> None:
        """Keep the truth, which everybody may see now."""
        self._base.execute(
            "UPDATE questions SET phase = 'revealed', truth = ?, told_at = ? WHERE id = ?",
            (json.dumps(truth, allow_nan=False), now, question),
        )

    def drop_question(self, question: int) -> None:
        """Forget a question and the guesses."""
        self._base.execute("DELETE FROM questions WHERE id = ?", (question,))

    def guess(self, guess: Guess) -> None:
        """Keep somebody's answer; a new one takes the place of an old one."""
        self._base.execute(
            "INSERT OR REPLACE INTO guesses (question, person, low, high, at, words)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (guess.question, guess.person, guess.low, guess.high, guess.at, guess.words),
        )

    def guesses(self, code: str) -> dict[int, list[Guess]]:
        """Answers of all people who are in the room, by question."""
        query = """SELECT g.* FROM guesses g JOIN people p ON p.id = g.person
            WHERE p.code = ? AND NOT p.removed ORDER BY g.question, g.person"""
        return _by_question(Guess(**row) for row in self._base.rows(query, (code,)))


def _by_question(guesses: Iterable[Guess]) -> dict[int, list[Guess]]:
    found: dict[int, list[Guess]] = {}
    for guess in guesses:
        found.setdefault(guess.question, []).append(guess)
    return found
