"""A room names people in the language that it was made in, and says why not by keys."""

from __future__ import annotations

import re
from typing import Any

import pytest
from classes import OFFER, Class

from recsim.page.language import aliases, tables
from recsim.workshop.refusals import REFUSALS, refusal, told
from recsim.workshop.room.board import sealed_board

GERMAN = aliases("de")


def is_german(pseudonym: str) -> bool:
    colour, _, animal = pseudonym.partition("-")
    return colour in GERMAN.colours and animal in GERMAN.animals


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    [found] = answer.json()["problems"]
    assert isinstance(found, dict)
    return found


def test_pseudonyms_are_in_the_language_of_the_room(lesson: Class) -> None:
    lesson.make(names="pseudonyms", language="de")
    assert is_german(lesson.join("Ada").view()["pseudonym"])
    [person] = lesson.desk()["people"]
    assert is_german(person["pseudonym"])


@pytest.mark.parametrize("asked", [{}, {"language": "../../de"}, {"language": "en"}])
def test_they_are_english_without_a_language_that_there_is(
    asked: dict[str, str], lesson: Class
) -> None:
    lesson.make(**asked)
    pseudonym = lesson.join("Ada").view()["pseudonym"]
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", pseudonym)


@pytest.mark.parametrize("kind", ["markets", "questions"])
def test_so_are_those_of_other_rooms(kind: str, lesson: Class) -> None:
    lesson.enter()
    asked = {"scenario": "tiny", "language": "de"}
    made = lesson.trainer.post(f"/api/trainer/{kind}", asked)
    assert made.status_code == 201, made.text
    lesson.code = made.json()["code"]
    lesson.join("Ada")
    assert is_german(lesson.desk()["people"][0]["pseudonym"])


def test_a_room_for_questions_is_called_by_the_scenario_in_the_room_s_language(
    lesson: Class,
) -> None:
    lesson.enter()
    asked = {"scenario": "careful_or_careless", "language": "de"}
    code = lesson.trainer.post("/api/trainer/questions", asked).json()["code"]
    about = lesson.trainer.get("/api/room/about", params={"code": code}).json()
    said = tables("de")["scenarios"]["careful_or_careless"]
    assert (about["title"], about["question"]) == (said["title"], said["question"])


def test_what_is_kept_stays_as_it_was_written(lesson: Class) -> None:
    lesson.make(language="de")
    ada = lesson.join("Ada")
    before = ada.view()["pseudonym"]
    lesson.store._base.execute("UPDATE rooms SET language = 'en'")
    assert ada.view()["pseudonym"] == before
    assert not is_german(lesson.join("Bo").view()["pseudonym"])


def test_rare_refusals_come_with_their_key_and_parts(lesson: Class) -> None:
    lesson.make()
    bo = lesson.join("Bo")
    moved = {"changes": {"strategies.calling.recruiters": 3}}
    found = problem(bo.post("/api/room/draft", moved), 400)
    assert found["key"] == "not_free"
    found = problem(lesson.ask("delete"), 409)
    assert found["key"] == "close_first"
    lesson.enter()
    asked = {"scenario": "tiny", "seats": 2, "teams": ["Oak", "oak"]}
    assert problem(lesson.trainer.post("/api/trainer/markets", asked), 400)["key"] == "same_teams"
    found = problem(lesson.trainer.post("/api/trainer/rooms", {**OFFER, "rounds": 500}), 400)
    assert (found["key"], found["parts"]) == ("at_most", {"most": "20"})
    found = problem(bo.post("/api/trainer/enter", {"key": "wrong"}), 403)
    assert found["key"] == "wrong_key"


def test_every_refusal_is_found_again_with_what_it_was_filled_with() -> None:
    for key, form in REFUSALS.items():
        parts = {name: f"{at} (x)" for at, name in enumerate(re.findall(r"\{(\w+)\}", form))}
        said = told(refusal(key, **parts))
        assert (said["key"], said.get("parts", {})) == (key, parts)


def test_what_is_no_refusal_is_shown_as_it_is() -> None:
    assert told("care: 2 given") == {"text": "care: 2 given"}
    assert "key" not in told(f"{REFUSALS['closed']} and more")


def test_who_was_taken_out_is_called_so_in_the_room_s_language(lesson: Class) -> None:
    room = lesson.store.room(lesson.make(names="nicknames", language="de"))
    assert room is not None
    nothing = {"gain": None, "harm": None}
    row = {"person": 1, "team": "", "standing": "", "cap": "met", "rank": None, "memo": ""}
    scores = {"rows": [row | nothing], "start": nothing, "sentences": [], "ranked": 0}
    [point] = sealed_board(room, scores, {}, None)["points"]
    assert point["name"] == tables("de")["rooms"]["whose"]["left"]
