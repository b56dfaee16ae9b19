"""A class from joining to the reveal, as the trainer and the participants meet it."""

from __future__ import annotations

import time

import pytest
from classes import CARE, FOLLOW_UPS, OFFER, Class, mean_placements
from patience import until

from recsim.classroom.challenge import Sealed
from recsim.workshop.room.bodies import Offer
from recsim.workshop.room.game import from_offer
from recsim.workshop.state import Catalogue


def test_a_class_from_joining_to_the_reveal(lesson: Class) -> None:
    lesson.make(names="pseudonyms")
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    before = ada.view()
    assert (before["phase"], before["round"], before["people"]) == ("ready", 1, 2)
    assert before["challenge"]["strategy"] == {"key": "calling", "label": "Calling people"}
    assert (before["challenge"]["worlds"], before["challenge"]["practice"]) == (4, 3)
    assert {CARE, FOLLOW_UPS} < set(before["free"])
    assert before["opened"] is None
    assert before["board"] is None
    lesson.do("open", minutes=90)
    assert ada.submit(0.9).json() == {"count": 1}
    assert ada.submit(0.95, memo="Care pays").json() == {"count": 2}
    assert bo.submit(0.1).json() == {"count": 1}
    assert ada.view()["submission"]["changes"] == {CARE: 0.95}
    lesson.do("freeze")
    lesson.do_when_ready("reveal")
    desk = lesson.desk()
    rows = desk["scores"]["rows"]
    assert len(rows) == 2
    names = {one["id"]: one["pseudonym"] for one in desk["people"]}
    assert [row["name"] for row in rows] == [names[row["person"]] for row in rows]
    own = ada.view()
    [mine] = [row for row in rows if row["memo"] == "Care pays"]
    assert own["mine"]["gain"] == mine["gain"]
    assert own["mine"]["rank"] == mine["rank"]
    assert mine["changes"] == [{"path": CARE, "label": "Care", "value": 0.95}]
    assert sum(point["mine"] for point in own["board"]["points"]) == 1
    sealed = Sealed(seed=int(own["opened"]["seed"]), salt=own["opened"]["salt"])
    assert sealed.seal() == before["seal"] == own["seal"]
    assert sealed.text == own["opened"]["text"]
    lesson.do("next_round")
    after = ada.view()
    assert (after["phase"], after["round"], after["submission"]) == ("ready", 2, None)
    assert after["seal"] != before["seal"]
    assert after["opened"] is None
    assert after["draft"] == {}


def test_while_the_round_is_open_the_board_has_practice_worlds_without_names(
    lesson: Class,
    offered: Catalogue,
) -> None:
    lesson.make(names="nicknames")
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    ada.submit(0.9)
    bo.submit(0.2)
    board = until(lambda: len((seen := ada.view()["board"])["points"]) == 2 and seen)
    assert board["worlds"] == "practice"
    assert board["start"]["gain"]["low"] is None
    for point in board["points"]:
        assert (point["name"], point["standing"], point["rank"]) == ("", None, None)
    assert [point["mine"] for point in board["points"]].count(True) == 1
    [point] = [point for point in board["points"] if point["mine"]]
    assert point["gain"]["mean"] == pytest.approx(mean_placements(offered["tiny"], {CARE: 0.9}))


def test_a_round_freezes_by_itself(lesson: Class) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    before = time.time()
    lesson.do("open", minutes=90)
    ends_at = ada.view()["ends_at"]
    assert before + 5400 <= ends_at <= time.time() + 5400
    lesson.do("more_time", minutes=0.1)
    assert ada.view()["ends_at"] == pytest.approx(ends_at + 6)
    lesson.store.set_stage(  # as if the time had gone by
        lesson.code, _ending(lesson, time.time() - 0.1), time.time()
    )
    late = ada.submit(0.5)
    assert late.status_code == 409
    assert "frozen" in late.text
    assert ada.view()["phase"] == "frozen"
    lesson.do("unfreeze", minutes=90)
    assert ada.submit(0.5).status_code == 201


def _ending(lesson: Class, when: float) -> object:
    from dataclasses import replace

    room = lesson.store.room(lesson.code)
    assert room is not None
    return replace(room.stage, ends_at=when)


@pytest.mark.parametrize(
    ("changes", "path", "said"),
    [
        ({"strategies.calling.recruiters": 9}, "strategies.calling.recruiters", "not free"),
        ({"strategies.polite.care": 1}, "strategies.polite.care", "not free"),
        ({"world.people": 400}, "world.people", "not free"),
        ({"study.seed": 8}, "study.seed", "not free"),
        ({CARE: 1.5}, CARE, "from 0 to 1"),
        ({CARE: "much"}, CARE, "expected"),
        ({"nonsense": 1}, "nonsense", "no lever"),
    ],
)
def test_only_free_levers_can_be_handed_in(
    lesson: Class, changes: dict[str, object], path: str, said: str
) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    answer = ada.post("/api/room/submit", {"changes": changes})
    assert answer.status_code == 400
    [problem] = answer.json()["problems"]
    assert problem["path"] == path
    assert said in problem["text"]
    assert ada.view()["submission"] is None


def test_nothing_changed_is_said_with_nothing(lesson: Class) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    version = ada.view()["version"]
    assert ada.get("/api/room", params={"known": version}).status_code == 204
    ada.post("/api/room/draft", {"changes": {CARE: 0.4}})
    assert bo.get("/api/room", params={"known": bo.view()["version"]}).status_code == 204
    lesson.do("open")
    assert ada.view(known=version)["phase"] == "open"
    desk = until(lambda: (seen := lesson.desk())["board"]["start"] and seen)  # it is simulated
    path = f"/api/trainer/rooms/{lesson.code}"
    assert lesson.trainer.get(path, params={"known": desk["version"]}).status_code == 204


def test_who_comes_back_stands_where_they_were(lesson: Class) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    ada.post("/api/room/draft", {"changes": {CARE: 0.4}})
    link = ada.post("/api/room/link", {}).json()["link"]
    assert link.startswith(f"http://room/room#{lesson.code}.")
    phone = lesson.join("Somebody else")
    token = link.partition(".")[2]
    answer = phone.post("/api/room/return", {"code": lesson.code, "token": token})
    assert answer.json()["name"] == "Ada"
    assert phone.view()["draft"] == {CARE: 0.4}
    assert phone.view()["name"] == "Ada"


def test_a_reset_draws_other_worlds_and_forgets_the_entries(lesson: Class) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("open")
    ada.submit(0.5)
    assert lesson.ask("reset").status_code == 409
    lesson.do("freeze")
    seal = ada.view()["seal"]
    lesson.do("reset")
    after = ada.view()
    assert (after["phase"], after["submission"], after["entries"]) == ("ready", None, 0)
    assert after["seal"] != seal


def test_a_room_that_nobody_handed_in_to_can_be_revealed(lesson: Class) -> None:
    lesson.make()
    lesson.do("open")
    lesson.do("freeze")
    lesson.do_when_ready("reveal")
    assert lesson.desk()["scores"]["rows"] == []
    assert lesson.desk()["scores"]["sentences"][0] == "Nobody handed in."


def test_teams_are_chosen_from_those_of_the_room(lesson: Class) -> None:
    lesson.make(teams=["Red", "<i>Blue</i>", "Red", "R\u200bed"])
    about = lesson.trainer.get("/api/room/about", params={"code": lesson.code.lower()}).json()
    assert about["teams"] == ["Red", "<i>Blue</i>"]
    asked = {"code": lesson.code, "nickname": "Ada", "team": "Green"}
    refused = lesson.trainer.post("/api/room/join", asked)
    assert refused.json()["problems"] == [
        {"path": "team", "text": "choose one of the teams", "key": "team"}
    ]
    ada = lesson.join("Ada", "Red")
    lesson.do("open")
    ada.submit(0.95)
    lesson.do("freeze")
    lesson.do_when_ready("reveal")
    red, blue = lesson.desk()["scores"]["teams"]
    assert (red["team"], red["people"], red["entries"]) == ("Red", 1, 1)
    assert (blue["people"], blue["entries"], blue["best"]) == (0, 0, None)


def test_who_joins_under_a_name_that_looks_like_another_gets_a_number(lesson: Class) -> None:
    lesson.make(names="nicknames")
    for typed in ("Ada", "A\u200bda", "\uff21da"):
        lesson.join(typed)
    names = [one["name"] for one in lesson.desk()["people"]]
    assert names == ["Ada", "A\u200bda (2)", "\uff21da (3)"]


def test_a_memo_is_shown_to_all_when_the_trainer_says_so(lesson: Class) -> None:
    lesson.make(names="nicknames")
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    ada.submit(0.9, memo="<b>Less</b> is more")
    person = lesson.desk()["people"][0]["id"]
    assert lesson.ask("show", what=f"memo:{person}").status_code == 409
    lesson.do("freeze")
    lesson.do_when_ready("reveal")
    assert bo.view()["board"]["memo"] is None
    lesson.do("show", what=f"memo:{person}")
    memo = bo.view()["board"]["memo"]
    assert memo == {"name": "Ada", "text": "<b>Less</b> is more", "points_to": 0}
    assert lesson.ask("show", what="memo:999").status_code == 404
    assert lesson.ask("show", what="everything").status_code == 404
    lesson.do("remove", person=person)
    assert bo.view()["board"]["memo"] is None
    assert lesson.ask("show", what=f"memo:{person}").status_code == 404


def test_a_challenge_that_makes_no_sense_is_refused_with_its_keys(lesson: Class) -> None:
    lesson.enter()
    for changed, path in (
        ({"free": ["world.people"]}, "free"),
        ({"strategy": "nobody"}, "strategy"),
        ({"maximise": "offences"}, "maximise"),
        ({"cap": {"measure": "placements", "at_most": 3}}, "cap.measure"),
    ):
        answer = lesson.trainer.post("/api/trainer/rooms", {**OFFER, **changed})
        assert answer.status_code == 400, changed
        assert path in answer.json()["problems"][0]["path"]
    assert lesson.trainer.post("/api/trainer/rooms", {**OFFER, "scenario": "x"}).status_code == 404
    assert lesson.trainer.post("/api/trainer/rooms", {**OFFER, "rounds": 0}).status_code == 400
    assert lesson.trainer.get("/api/trainer/rooms").json() == {"rooms": []}


def test_what_a_trainer_can_choose_from_can_be_chosen(lesson: Class) -> None:
    lesson.enter()
    told = lesson.trainer.get("/api/trainer/choices").json()
    tiny = told["scenarios"][0]
    assert tiny["name"] == "tiny"
    assert {"key": "channels", "label": "Channels"} in tiny["strategies"][1]["levers"]
    assert "recruiters" not in tiny["strategies"][0]["ready"]["free"]
    for strategy in tiny["strategies"]:
        free = [lever["key"] for lever in strategy["levers"]]
        offer = {"scenario": "tiny", "strategy": strategy["key"], "free": free}
        assert lesson.trainer.post("/api/trainer/rooms", offer).status_code == 201
        assert lesson.trainer.post("/api/trainer/rooms", strategy["ready"]).status_code == 201
    assert lesson.trainer.post("/api/trainer/rooms", told["defaults"]).status_code == 201


def test_who_may_share_out_the_time_may_do_both(offered: Catalogue) -> None:
    offer = Offer(scenario="tiny", strategy="calling", free=["active_share"])
    strategy, _ = from_offer("room", offered["tiny"], offer).played(
        {"strategies.calling.active_share": 0.5}
    )
    assert (strategy.style, strategy.active_share) == ("blend", 0.5)
