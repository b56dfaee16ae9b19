"""Nobody can read or change what is not theirs, and nothing that people type is trusted."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from classes import CARE, OFFER, Browser, Class

from recsim.workshop.room.database import Database
from recsim.workshop.room.store import Store
from recsim.workshop.state import Catalogue

TRAINERS = (
    ("GET", "/api/trainer/choices", None),
    ("GET", "/api/trainer/rooms", None),
    ("POST", "/api/trainer/rooms", OFFER),
    ("GET", "/api/trainer/rooms/{code}", None),
    ("POST", "/api/trainer/rooms/{code}/do", {"command": "open"}),
    ("GET", "/api/trainer/rooms/{code}/export", None),
)


@pytest.mark.parametrize(("method", "path", "body"), TRAINERS)
def test_only_the_trainer_can_do_what_a_trainer_does(
    lesson: Class, method: str, path: str, body: object
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    forged = Browser(lesson.app)
    forged.cookies = dict.fromkeys(lesson.trainer.cookies, ada.seat)
    for browser in (Browser(lesson.app), ada, forged):
        answer = browser.request(method, path.format(code=lesson.code), json=body)
        assert answer.status_code == 403
        assert answer.json()["problems"][0]["text"]
    assert lesson.desk()["phase"] == "ready"
    wrong = Browser(lesson.app).post("/api/trainer/enter", {"key": "guess"})
    assert wrong.status_code == 403
    assert "set-cookie" not in wrong.headers


SEATS = (
    ("GET", "/api/room", None),
    ("POST", "/api/room/link", {}),
    ("POST", "/api/room/draft", {"changes": {}}),
    ("POST", "/api/room/submit", {"changes": {}}),
    ("POST", "/api/room/guess", {"question": 1, "low": 1, "high": 2}),
)


@pytest.mark.parametrize(("method", "path", "body"), SEATS)
def test_without_a_seat_there_is_nothing_to_see(
    lesson: Class, method: str, path: str, body: object
) -> None:
    lesson.make()
    [name] = lesson.join("Ada").cookies
    for cookies in ({}, {name: "1"}, {name: lesson.code}):
        stranger = Browser(lesson.app)
        stranger.cookies = dict(cookies)
        assert stranger.request(method, path, json=body).status_code == 401
    assert lesson.trainer.request(method, path, json=body).status_code == 401


def test_nobody_sees_anybodys_work_or_name(lesson: Class) -> None:
    lesson.make(names="nobody")
    ada, eve = lesson.join("Ada Lovelace"), lesson.join("Eve")
    lesson.do("open")
    ada.post("/api/room/draft", {"changes": {CARE: 0.43219876}})
    guess = {"placements": {"low": 1.25, "high": 98765.4321}}
    ada.submit(0.87654321, memo="My secret plan", guess=guess)

    def hidden() -> None:
        seen = json.dumps(eve.view())
        for secret in ("Lovelace", "0.43219876", "0.87654321", "secret plan", "98765.4"):
            assert secret not in seen

    hidden()
    lesson.do("freeze")
    hidden()
    lesson.do_when_ready("reveal")
    hidden()
    assert [point["rank"] for point in eve.view()["board"]["points"]] == [None]
    assert [point["name"] for point in eve.view()["board"]["points"]] == [""]
    lesson.do("names", names="pseudonyms")
    hidden()
    assert ada.view()["pseudonym"] in json.dumps(eve.view()["board"])
    lesson.do("names", names="nicknames")
    lesson.do("ranks", show=True)
    assert eve.view()["board"]["points"][0]["name"] == "Ada Lovelace"
    assert eve.view()["board"]["points"][0]["rank"]["text"] == "1"


def test_a_link_of_one_room_does_not_open_another(lesson: Class) -> None:
    first = lesson.make()
    token = lesson.join("Ada").seat
    second = lesson.make()
    stranger = Browser(lesson.app)
    for code, used in ((second, token), (first, token[:-1]), ("XXXXX", token)):
        asked = {"code": code, "token": used}
        assert stranger.post("/api/room/return", asked).status_code == 404
    assert stranger.post("/api/room/return", {"code": first, "token": token}).status_code == 200


def test_who_was_taken_out_is_out(lesson: Class) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    ada.submit(0.9)
    bo.submit(0.8)
    lesson.do("remove", person=lesson.desk()["people"][0]["id"])
    for answer in (ada.get("/api/room"), ada.submit(0.9)):
        assert answer.status_code == 401
        assert "taken you out" in answer.text
    assert [one["name"] for one in lesson.desk()["people"]] == ["Bo"]
    assert bo.view()["entries"] == 1
    lesson.do("freeze")
    lesson.do_when_ready("reveal")
    assert len(lesson.desk()["scores"]["rows"]) == 1
    assert lesson.ask("remove", person=999).status_code == 404


@pytest.mark.parametrize("names", ["nicknames", "pseudonyms", "nobody"])
def test_who_is_taken_out_after_the_round_is_on_the_board_without_a_name(
    lesson: Class, names: str
) -> None:
    lesson.make(names=names)
    ada, bo = lesson.join("Ada"), lesson.join("Rude")
    lesson.do("ranks", show=True)
    lesson.do("open")
    ada.submit(0.9)
    bo.submit(0.9)
    lesson.do("freeze")
    lesson.do_when_ready("reveal")
    pseudonym = bo.view()["pseudonym"]
    lesson.do("remove", person=lesson.desk()["people"][1]["id"])
    desk, seen = lesson.desk(), ada.view()
    for secret in ("Rude", pseudonym):
        assert secret not in json.dumps([desk, seen])
    told = "" if names == "nobody" else "somebody who left"
    assert [point["name"] for point in desk["board"]["points"]][1] == told
    assert desk["scores"]["said"][0]["names"][1] == told


def test_nicknames_and_memos_stay_what_they_were(lesson: Class) -> None:
    lesson.make(title="<img src=x>Round", question="\u202eWho?", teams=["[Red team]", "a < b"])
    assert lesson.desk()["title"] == "<img src=x>Round"
    assert lesson.desk()["question"] == "Who?"
    assert lesson.desk()["teams"] == ["[Red team]", "a < b"]
    lesson.make()
    for typed, name in (
        ("<script>alert(1)</script>Ada", "<script>alert(1)</script>Ada"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("ADA\u202e\u0000 Lovelace", "ADA Lovelace"),
        ("ada lovelace", "ada lovelace (2)"),
        ("x" * 100, "x" * 31 + "\u2026"),
    ):
        assert lesson.join(typed).view()["name"] == name
    for empty in ("", "   ", "\u200b", "\u202e\u0301"):
        asked = {"code": lesson.code, "nickname": empty}
        answer = Browser(lesson.app).post("/api/room/join", asked)
        assert answer.json()["problems"][0]["path"] == "nickname"
    ada = lesson.join("Memo")
    lesson.do("open")
    ada.submit(0.5, memo="care < 0.5 and follow-ups > 2\n-5%")
    assert ada.view()["submission"]["memo"] == "care < 0.5 and follow-ups > 2\n-5%"
    ada.submit(0.5, memo="<b>=1+1</b>" + "y" * 5000)
    memo = ada.view()["submission"]["memo"]
    assert memo.startswith("<b>=1+1</b>y")
    assert len(memo) == 2000


@pytest.mark.parametrize(
    "body",
    [
        {"changes": {CARE: 0.5}, "person": 1},
        {"changes": {CARE: 0.5}, "round": 2},
        {"changes": {CARE: [0.5]}},
        {"changes": {CARE: None}},
        {"changes": {}, "guess": {"placements": {"low": 5, "high": 4}}},
        {"changes": {}, "guess": {"nonsense": {"low": 1, "high": 4}}},
        {"changes": {}, "guess": {"placements": {"low": 1, "high": 4, "confidence": 2}}},
        {"changes": {}, "memo": "x" * 30_000},
        {"changes": {}, "memo": 3},
        [],
        "text",
    ],
)
def test_bodies_of_other_shapes_are_refused(lesson: Class, body: object) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    answer = ada.post("/api/room/submit", body)
    assert answer.status_code == 400
    assert answer.json()["problems"]
    assert ada.view()["submission"] is None
    huge = ada.request("POST", "/api/room/submit", content=b"[" * 70_000,
                       headers={"Content-Type": "application/json"})  # fmt: skip
    assert huge.status_code == 413


def test_pages_of_other_sites_can_change_nothing(lesson: Class) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    path = f"/api/trainer/rooms/{lesson.code}/do"
    body = {"command": "open"}
    for origin in ("http://evil.example", "null", "http://room:81"):
        headers = {"Origin": origin}
        assert lesson.trainer.post(path, body, headers=headers).status_code == 403
    form = {"Content-Type": "text/plain"}
    answer = lesson.trainer.request("POST", path, content=json.dumps(body), headers=form)
    assert answer.status_code == 415
    assert ada.view()["phase"] == "ready"
    assert lesson.trainer.post(path, body, headers={"Origin": "http://room"}).status_code == 204
    joined = Browser(lesson.app).post(
        "/api/room/join", {"code": lesson.code, "nickname": "Bo"}
    ).headers["set-cookie"]  # fmt: skip
    for part in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert part in joined


def test_a_draft_holds_free_levers_only(lesson: Class) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    refused = ada.post("/api/room/draft", {"changes": {"world.people": 400}})
    assert refused.json()["problems"][0]["path"] == "world.people"
    assert ada.post("/api/room/draft", {"changes": {CARE: 0.3}}).status_code == 204
    assert ada.view()["draft"] == {CARE: 0.3}


def test_a_shut_door_and_a_closed_room(lesson: Class) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("door", open=False)
    asked = {"code": lesson.code, "nickname": "Bo"}
    assert "ask the trainer" in Browser(lesson.app).post("/api/room/join", asked).text
    lesson.do("door", open=True)
    lesson.do("open")
    lesson.do("close")
    answer = Browser(lesson.app).post("/api/room/join", asked)
    assert (answer.status_code, "closed" in answer.text) == (409, True)
    assert "closed" in ada.submit(0.5).text
    assert lesson.ask("open").status_code == 409
    assert ada.view()["closed"]
    lesson.do("reopen")
    assert lesson.ask("delete").status_code == 409
    lesson.do("close")
    lesson.do("delete")
    assert ada.get("/api/room").status_code == 401
    assert lesson.ask("reopen").status_code == 404


def test_one_browser_has_a_seat_in_each_of_two_workshops(
    lesson: Class, tmp_path: Path, offered: Catalogue
) -> None:
    """A browser sends the cookies of one port to the other one's workshop, too."""
    (tmp_path / "other").mkdir()
    other = Class(tmp_path / "other", offered)
    lesson.make()
    other.make()
    ada, bob = lesson.join("Ada"), other.join("Bob")
    ada.cookies = bob.cookies = {**ada.cookies, **bob.cookies}
    try:
        assert ada.view()["name"] == "Ada"
        assert bob.view()["name"] == "Bob"
    finally:
        other.end()


def test_the_file_keeps_no_tokens_and_is_for_its_owner(tmp_path: Path, offered: Catalogue) -> None:
    lesson = Class(tmp_path, offered)
    lesson.make()
    token = lesson.join("Ada").seat
    lesson.end()
    path = tmp_path / "rooms.sqlite"
    assert path.stat().st_mode & 0o077 == 0
    assert token.encode() not in path.read_bytes()
    kept = sqlite3.connect(path)
    assert kept.execute("SELECT count(*) FROM people").fetchone() == (1,)
    kept.close()


def test_a_deleted_room_leaves_nothing_in_the_file(tmp_path: Path, offered: Catalogue) -> None:
    lesson = Class(tmp_path, offered)
    lesson.make()
    lesson.join("Grace Hopper")
    lesson.do("close")
    lesson.do("delete")
    lesson.end()
    assert b"Hopper" not in (tmp_path / "rooms.sqlite").read_bytes()
    with closing(Store(Database(tmp_path / "rooms.sqlite"))) as store:
        assert store.rooms() == []
