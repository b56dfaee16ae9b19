"""Predict, then reveal: no truth before the reveal, and what the room's ranges were worth."""

from __future__ import annotations

import json

import pytest
from classes import Class, mean_placements
from patience import until
from test_room_export import exported

from recsim.experiments.runner import run
from recsim.workshop.state import Catalogue


def test_predict_then_reveal(lesson: Class, offered: Catalogue) -> None:
    lesson.make()
    people = [lesson.join(name) for name in ("Ada", "Bo", "Cy")]
    lesson.do("ask", measure="placements", text="How <b>many</b>?", confidence=0.9)
    asked = people[0].view()["asked"]
    assert asked["text"] == "How <b>many</b>?"
    assert (asked["phase"], asked["truth"], asked["ranges"]) == ("open", None, [])
    for person, (low, high) in zip(people, ((0, 1000), (500, 600), (6, 7)), strict=True):
        guess = {"question": asked["id"], "low": low, "high": high}
        assert person.post("/api/room/guess", guess).status_code == 204
    again = {"question": asked["id"], "low": 0, "high": 900}
    assert people[0].post("/api/room/guess", again).status_code == 204
    seen = people[1].view()["asked"]
    assert (seen["mine"], seen["answers"], seen["ranges"]) == ({"low": 500, "high": 600}, 3, [])
    lesson.do("close_question", question=asked["id"])
    late = people[0].post("/api/room/guess", again)
    assert (late.status_code, "closed" in late.text) == (409, True)
    lesson.do_when_ready("reveal_question", question=asked["id"])
    told = people[1].view()["asked"]
    assert told["ranges"] == [[0, 900], [6, 7], [500, 600]]
    assert told["held"] == 1
    assert told["confidence"] == pytest.approx(0.9)
    assert told["mine"] == {"low": 500, "high": 600}
    assert told["truth"]["mean"] == pytest.approx(mean_placements(offered["tiny"], {}))
    room = lesson.desk()["calibration"]
    assert (room["n"], room["right"], room["claimed"]) == (3, 1, pytest.approx(0.9))
    own = people[1].view()["calibration"]
    assert (own["n"], own["right"]) == (1, 0)
    assert people[1].view()["asked"]["id"] == asked["id"]
    lesson.do("open")
    assert people[1].view()["asked"] is None


def test_no_truth_before_the_reveal(lesson: Class) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("ask", measure="contacts", strategy="polite")
    number = ada.view()["asked"]["id"]
    ada.post("/api/room/guess", {"question": number, "low": 1, "high": 2})
    until(lambda: lesson.desk()["questions"][0]["ready"])
    before = [ada.view()["asked"], lesson.desk()["questions"][0]]
    assert before[0]["strategy"]["key"] == "polite"
    export = lesson.trainer.get(f"/api/trainer/rooms/{lesson.code}/export")
    lesson.do("reveal_question", question=number)
    truth = ada.view()["asked"]["truth"]
    for seen in before:
        assert seen["truth"] is None
        assert seen["ranges"] == []
        assert seen["held"] is None
        assert str(truth["mean"]) not in json.dumps(seen)
    assert str(truth["mean"]).encode() not in export.content


def test_one_question_at_a_time(lesson: Class) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    assert lesson.ask("ask", measure="nonsense").json()["problems"][0]["path"] == "measure"
    bad = lesson.ask("ask", measure="contacts", strategy="nobody")
    assert bad.json()["problems"][0]["path"] == "strategy"
    lesson.do("ask", measure="contacts")
    assert ada.view()["asked"]["text"] == "Calling people: what do you expect of contacts?"
    number = ada.view()["asked"]["id"]
    assert lesson.ask("ask", measure="placements").status_code == 409
    assert lesson.ask("reveal_question", question=number + 1).status_code in (404, 409)
    lesson.do("drop_question", question=number)
    assert ada.view()["asked"] is None
    guess = {"question": number, "low": 1, "high": 2}
    assert ada.post("/api/room/guess", guess).status_code == 404
    lesson.do("ask", measure="placements")


def test_a_question_of_another_room_cannot_be_answered(lesson: Class) -> None:
    lesson.make()
    lesson.do("ask", measure="contacts")
    number = lesson.desk()["questions"][0]["id"]
    lesson.make()
    eve = lesson.join("Eve")
    guess = {"question": number, "low": 1, "high": 2}
    assert eve.post("/api/room/guess", guess).status_code == 404
    assert lesson.ask("close_question", question=number).status_code in (404, 409)


def test_a_command_says_what_is_missing(lesson: Class) -> None:
    lesson.make()
    for command in ("more_time", "door", "remove", "names", "ranks", "show", "ask"):
        answer = lesson.ask(command)
        assert answer.status_code == 400
        assert "is missing" in answer.text
    assert lesson.ask("explode").status_code == 400


def test_a_difference_is_of_the_same_worlds(lesson: Class, offered: Catalogue) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    bad = lesson.ask("ask", measure="placements", strategy="calling", than="calling")
    assert bad.json()["problems"][0]["path"] == "than"
    lesson.do("ask", measure="placements", strategy="calling", than="polite")
    asked = ada.view()["asked"]
    sides = [asked[side]["label"] for side in ("strategy", "than")]
    assert (asked["label"], sides) == ("placements", ["Calling people", "polite"])
    ada.post("/api/room/guess", {"question": asked["id"], "low": -3, "high": 3})
    lesson.do_when_ready("reveal_question", question=asked["id"])
    told = ada.view()["asked"]
    scenario = offered["tiny"].scenario
    found = run(scenario, workers=1)
    means = {name: found.column(name, "placements").mean() for name in scenario.strategies}
    assert told["truth"]["mean"] == pytest.approx(means["calling"] - means["polite"])
    assert told["held"] == (abs(told["truth"]["mean"]) <= 3)


def test_options_that_differ_in_capitals_are_counted_apart(lesson: Class) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("ask", kind="choice", text="Who?", options=["us", "US"])
    number = ada.view()["asked"]["id"]
    for person in (ada, bo):
        person.post("/api/room/guess", {"question": number, "option": 1})
    lesson.do_when_ready("reveal_question", question=number)
    counts = ada.view()["asked"]["counts"]
    assert counts == [{"words": "us", "count": 0}, {"words": "US", "count": 2}]


def test_what_nobody_can_see_is_neither_question_nor_answer(lesson: Class) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    assert lesson.ask("ask", kind="text", text="\u200b\u3164").status_code == 400
    unseen = lesson.ask("ask", kind="choice", text="Who?", options=["us", "\u2800"])
    assert unseen.status_code == 400
    lesson.do("ask", kind="text", text="Why?")
    number = ada.view()["asked"]["id"]
    answer = ada.post("/api/room/guess", {"question": number, "words": "\u3164"})
    assert answer.json()["problems"][0]["path"] == "words"


def test_a_choice_is_counted_and_told_at_the_end(lesson: Class) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    options = ["care < 0.5", "more people", "[a bonus]"]
    lesson.do("ask", kind="choice", text="What would help most?", options=options)
    asked = ada.view()["asked"]
    assert (asked["kind"], asked["options"]) == ("choice", options)
    number = asked["id"]
    for wrong in (
        {"option": 3},
        {"words": "more"},
        {"low": 1, "high": 2},
        {},
        {"option": 1, "words": "x"},
    ):
        assert ada.post("/api/room/guess", {"question": number, **wrong}).status_code == 400
    for person, option in ((ada, 0), (bo, 2), (ada, 2)):
        assert (
            person.post("/api/room/guess", {"question": number, "option": option}).status_code
            == 204
        )
    assert ada.view()["asked"]["mine"] == {"words": "[a bonus]"}
    assert lesson.desk()["questions"][0]["counts"] == []
    lesson.do_when_ready("reveal_question", question=number)
    for seen in (bo.view()["asked"], lesson.desk()["questions"][0]):
        assert [(one["words"], one["count"]) for one in seen["counts"]] == [
            ("care < 0.5", 0), ("more people", 0), ("[a bonus]", 2),
        ]  # fmt: skip
    assert lesson.desk()["calibration"] is None


def test_words_stay_as_they_were_written(lesson: Class) -> None:
    lesson.make()
    people = [lesson.join(name) for name in ("Ada", "Bo", "Cy")]
    lesson.do("ask", kind="text", text="Why?")
    number = people[0].view()["asked"]["id"]
    for person, words in zip(
        people, ("Trust & <b>time</b>", "-5%", "trust & <B>time</B>"), strict=True
    ):
        assert (
            person.post("/api/room/guess", {"question": number, "words": words}).status_code == 204
        )
    assert (
        people[0].post("/api/room/guess", {"question": number, "words": " \n "}).status_code == 400
    )
    assert people[1].view()["asked"]["counts"] == []
    lesson.do_when_ready("reveal_question", question=number)
    assert people[1].view()["asked"]["counts"] == [
        {"words": "Trust & <b>time</b>", "count": 2}, {"words": "-5%", "count": 1},
    ]  # fmt: skip
    with exported(lesson) as packed:
        assert "-5%" in packed.read("answers.csv").decode()


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"kind": "choice", "text": "Which?", "options": ["one"]}, "options"),
        ({"kind": "choice", "text": "Which?", "options": ["one", " "]}, "options"),
        ({"kind": "choice", "text": "Which?", "options": ["one", "one"]}, "options"),
        ({"kind": "choice", "options": ["one", "two"]}, "text"),
        ({"kind": "text", "text": "Why?", "options": ["one", "two"]}, "options"),
    ],
)
def test_what_cannot_be_asked(lesson: Class, wrong: dict[str, object], path: str) -> None:
    lesson.make()
    answer = lesson.ask("ask", **wrong)
    assert (answer.status_code, answer.json()["problems"][0]["path"]) == (400, path)
