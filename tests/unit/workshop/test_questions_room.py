"""Questions about what a trainer shows on the page to explore, in a room of any kind."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from classes import CARE, OFFER, Browser, Class
from patience import until

from recsim.analysis.estimates import difference, sample
from recsim.analysis.measures import MEASURES
from recsim.experiments.runner import run
from recsim.model.engines import engine
from recsim.scenario.load import load_text
from recsim.workshop.room.database import CannotKeep, Database
from recsim.workshop.room.shown import RUNS
from recsim.workshop.room.store import Store
from recsim.workshop.state import Catalogue, changed

DEVOTED: dict[str, Any] = {"scenario": "tiny", "changes": {CARE: 1.0, "study.seed": 11}}


@pytest.fixture
def lesson(tmp_path: Path, offered: Catalogue) -> Iterator[Class]:
    made = Class(tmp_path, offered, "compiled")
    yield made
    made.end()


@pytest.fixture
def room(lesson: Class) -> Class:
    """A room for questions about the small town."""
    lesson.enter()
    answer = lesson.trainer.post("/api/trainer/questions", {"scenario": "tiny"})
    assert answer.status_code == 201, answer.text
    lesson.code = answer.json()["code"]
    return lesson


def asked_about(
    room: Class, about: dict[str, Any], **more: Any
) -> tuple[Browser, dict[str, Any], dict[str, Any]]:
    """Ask, answer and reveal; who answered, the question while it was open, and revealed."""
    ada = room.join("Ada")
    room.do("ask", measure="placements", about=about, **more)
    open_ = ada.view()["asked"]
    guess = {"question": open_["id"], "low": 0, "high": 1000}
    assert ada.post("/api/room/guess", guess).status_code == 204
    room.do_when_ready("reveal_question", question=open_["id"])
    return ada, open_, ada.view()["asked"]


def truth_of(offered: Catalogue, changes: dict[str, Any]) -> Any:
    """Runs as the page has them, by the command line's own way."""
    scenario = changed(offered["tiny"], changes).scenario
    study = scenario.study.model_copy(update={"replications": RUNS})
    scenario = scenario.model_copy(update={"study": study})
    return run(scenario, workers=1, simulate=engine("compiled"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["questions", "challenge"])
def test_the_answer_is_what_the_trainers_page_shows(
    kind: str, lesson: Class, offered: Catalogue
) -> None:
    lesson.enter()
    offer = {"scenario": "tiny"} if kind == "questions" else OFFER
    lesson.code = lesson.trainer.post(
        f"/api/trainer/{'questions' if kind == 'questions' else 'rooms'}", offer
    ).json()["code"]
    _, open_, told = asked_about(lesson, DEVOTED, strategy="calling")
    assert (open_["truth"], open_["phase"]) == (None, "open")
    assert open_["strategy"]["label"] == "Calling people (changed)"
    found = truth_of(offered, DEVOTED["changes"])
    interval = sample(found.of("calling"), "placements").interval(0.95)
    assert told["truth"]["mean"] == pytest.approx(interval.estimate)
    assert told["truth"]["low"] == pytest.approx(interval.low)
    assert (told["held"], len(told["ranges"])) == (1, 1)
    plain = lesson.join("Bo")
    lesson.do("ask", measure="placements")
    number = plain.view()["asked"]["id"]
    lesson.do_when_ready("reveal_question", question=number)
    assert plain.view()["asked"]["truth"]["mean"] != told["truth"]["mean"], "of the room's own"


@pytest.mark.slow
def test_a_difference_is_of_the_worlds_that_are_shown(room: Class, offered: Catalogue) -> None:
    _, _, told = asked_about(room, DEVOTED, strategy="calling", than="polite")
    found = truth_of(offered, DEVOTED["changes"])
    one, than = (sample(found.of(name), "placements") for name in ("calling", "polite"))
    interval = difference(than, one, 0.95)
    assert interval is not None
    assert told["truth"]["mean"] == pytest.approx(interval.estimate)
    assert (told["truth"]["low"], told["truth"]["high"]) == pytest.approx(
        (interval.low, interval.high)
    )


def test_the_link_opens_what_was_asked_about(room: Class) -> None:
    _, _, told = asked_about(room, DEVOTED, strategy="calling")
    assert dict(parse_qsl(told["link"])) == {"scenario": "tiny", "seed": "11", CARE: "1.0"}


def test_nothing_is_played_in_a_room_for_questions(room: Class) -> None:
    ada = room.join("Ada")
    view = ada.view()
    assert (view["kind"], view["phase"], view["free"]) == ("questions", "ready", [])
    for command in ("open", "freeze", "reveal", "next_round", "reset", "ranks"):
        answer = room.ask(command, show=True)
        assert answer.status_code == 409
        assert "nothing is played" in answer.text
    assert ada.post("/api/room/submit", {"changes": {}}).status_code == 409
    can = room.desk()["can"]
    assert {"ask", "door", "close", "show", "empty"} <= set(can)
    assert not {"open", "reset", "ranks", "names"} & set(can)


@pytest.mark.parametrize(
    ("about", "status", "said"),
    [
        ({"scenario": "tinny"}, 404, "did you mean tiny"),
        ({"scenario": "tiny", "variant": "large"}, 400, 'there is no variant \\"large\\"'),
        ({"scenario": "tiny", "changes": {"strategies.calling.car": 1}}, 400, CARE),
        ({"scenario": "tiny", "changes": {CARE: 7}}, 400, "the lever goes from 0 to 1"),
        ({"scenario": "tiny", "more": 1}, 400, "Extra inputs"),
    ],
)
def test_what_cannot_be_shown_cannot_be_asked_about(
    about: dict[str, Any], status: int, said: str, lesson: Class
) -> None:
    lesson.make()
    for answer in (
        lesson.ask("ask", measure="placements", about=about),
        lesson.trainer.post("/api/trainer/about", about),
        lesson.trainer.post("/api/trainer/questions", about),
    ):
        assert (answer.status_code, said in answer.text) == (status, True), answer.text
    assert lesson.desk()["questions"] == []
    assert len(lesson.trainer.get("/api/trainer/rooms").json()["rooms"]) == 1


def test_a_strategy_must_be_in_what_is_shown(room: Class) -> None:
    bad = room.ask("ask", measure="placements", strategy="nobody", about=DEVOTED)
    assert bad.status_code == 400
    assert "calling" in bad.json()["problems"][0]["text"]


def test_the_form_knows_what_is_shown(lesson: Class) -> None:
    lesson.enter()
    found = lesson.trainer.post("/api/trainer/about", DEVOTED).json()
    labels = {one["key"]: one["label"] for one in found["strategies"]}
    assert labels["calling"] == "Calling people (changed)"
    assert labels["polite"] == "polite"
    assert found["changed"] == 2
    assert found["challenge"]["strategy"]["key"] == "calling", "the one that was changed"
    assert found["challenge"]["maximise"]["name"] == "placements"
    assert found["challenge"]["days"] == 56


def test_only_a_trainer_asks(lesson: Class) -> None:
    lesson.make()
    ada = lesson.join("Ada")
    for path in ("/api/trainer/about", "/api/trainer/questions"):
        assert ada.post(path, {"scenario": "tiny"}).status_code == 403


def test_an_answer_that_cannot_be_simulated_is_told_and_blocks_nothing(
    lesson: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recsim.workshop.room.bench import Bench

    good = Bench.results

    def results(self: Bench, scenario: Any, *rest: Any) -> Any:
        if scenario.study.seed == 11:
            raise RuntimeError("no such world")
        return good(self, scenario, *rest)

    monkeypatch.setattr(Bench, "results", results)
    lesson.make()
    ada = lesson.join("Ada")
    lesson.do("ask", measure="placements", about=DEVOTED)
    until(lambda: lesson.desk()["questions"][0]["failed"])
    number = lesson.desk()["questions"][0]["id"]
    refused = lesson.ask("reveal_question", question=number)
    assert (refused.status_code, "drop the question" in refused.text) == (409, True)
    lesson.do("open")
    assert ada.submit(0.5).status_code == 201
    lesson.do("freeze")
    lesson.do_when_ready("reveal")
    lesson.do("drop_question", question=number)
    assert lesson.desk()["questions"] == []


@pytest.mark.slow
def test_a_room_for_questions_is_there_again_after_a_restart(
    room: Class, offered: Catalogue, tmp_path: Path
) -> None:
    _, _, told = asked_about(room, DEVOTED, strategy="calling")
    file = tmp_path / "rooms.sqlite"
    room.store.close()
    again = Class(tmp_path, offered, "compiled")
    again.code = room.code
    again.enter()
    assert file.exists()
    assert again.desk()["kind"] == "questions"
    assert again.desk()["questions"][0]["truth"] == told["truth"]
    again.do("ask", measure="placements", about=DEVOTED, strategy="calling")
    again.do_when_ready("reveal_question", question=again.desk()["questions"][1]["id"])
    assert again.desk()["questions"][1]["truth"] == told["truth"]
    again.end()


@pytest.mark.slow
def test_the_export_runs_to_the_same_numbers(room: Class) -> None:
    _, _, told = asked_about(room, DEVOTED, strategy="calling")
    data = room.trainer.get(f"/api/trainer/rooms/{room.code}/export").content
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = set(packed.namelist())
        text = packed.read(f"question{told['id']}.yaml").decode()
        rows = packed.read("questions.csv").decode()
    assert names == {
        "README.txt", "people.csv", "questions.csv", "answers.csv", "scenario.yaml",
        f"question{told['id']}.yaml",
    }  # fmt: skip
    assert f"question{told['id']}.yaml" in rows
    scenario = load_text(text, "question.yaml", measures=MEASURES).scenario
    assert scenario.study.replications == RUNS
    found = run(scenario, workers=1, simulate=engine("compiled"))
    mean = sample(found.of("calling"), "placements").estimate
    assert mean == pytest.approx(told["truth"]["mean"])


def test_files_of_earlier_formats_are_taken_over(tmp_path: Path) -> None:
    file = tmp_path / "rooms.sqlite"
    Database(file).close()
    before = sqlite3.connect(file)
    for statement in (
        "ALTER TABLE rooms DROP COLUMN source",
        "ALTER TABLE rooms DROP COLUMN language",
        "ALTER TABLE rounds DROP COLUMN left_out",
        *(f"ALTER TABLE questions DROP COLUMN {one}" for one in ("scenario", "source", "link")),
        "PRAGMA user_version = 2",
    ):
        before.execute(statement)
    before.close()
    base = Database(file)
    columns = {row["name"] for row in base.rows("PRAGMA table_info(questions)", ())}
    assert {"kind", "scenario", "source", "link"} <= columns
    assert "language" in {row["name"] for row in base.rows("PRAGMA table_info(rooms)", ())}
    assert "left_out" in {row["name"] for row in base.rows("PRAGMA table_info(rounds)", ())}
    assert Store(base).rooms() == []
    base.close()
    broken = sqlite3.connect(file)
    broken.execute("PRAGMA user_version = 9")
    broken.close()
    with pytest.raises(CannotKeep, match="another version"):
        Database(file)


# --- what the page to explore does not show -------------------------------------------------------


def hidden(somebody: Browser) -> list[str]:
    answer = somebody.get("/api/exploring")
    assert answer.status_code == 200, answer.text
    return [one["scenario"] for one in answer.json()["asked"]]


@pytest.mark.parametrize("about", [None, DEVOTED])
def test_what_is_asked_about_is_hidden_until_the_question_is_closed(
    about: dict[str, Any] | None, lesson: Class
) -> None:
    lesson.make()
    stranger = Browser(lesson.app)
    assert hidden(stranger) == []
    lesson.do("ask", measure="placements", **({"about": about} if about else {}))
    assert hidden(stranger) == ["tiny"]
    assert hidden(lesson.trainer) == [], "the trainer goes on showing it"
    number = lesson.desk()["questions"][0]["id"]
    lesson.do("close_question", question=number)
    assert hidden(stranger) == []
    lesson.do("drop_question", question=number)
    lesson.do("ask", measure="placements")
    lesson.do_when_ready("reveal_question", question=lesson.desk()["questions"][0]["id"])
    assert hidden(stranger) == []


def test_questions_without_a_result_hide_nothing_and_closed_rooms_neither(lesson: Class) -> None:
    lesson.make()
    stranger = Browser(lesson.app)
    lesson.do("ask", kind="choice", text="Which?", options=["one", "other"])
    assert hidden(stranger) == []
    lesson.do("drop_question", question=lesson.desk()["questions"][0]["id"])
    lesson.do("ask", measure="placements")
    assert hidden(stranger) == ["tiny"]
    lesson.do("close")
    assert hidden(stranger) == []


def test_the_key_of_somebodys_own_file_is_told_to_nobody(lesson: Class, offered: Catalogue) -> None:
    lesson.enter()
    text = offered["tiny"].loaded.text
    own = lesson.trainer.post("/api/upload", {"file": "mine.yaml", "text": text}).json()["name"]
    code = lesson.trainer.post("/api/trainer/questions", {"scenario": own}).json()["code"]
    lesson.code = code
    ada = lesson.join("Ada")
    lesson.do("ask", measure="placements", about={"scenario": own})
    assert hidden(ada) == []
    seen = ada.get("/api/room").text + ada.get("/api/exploring").text
    assert own not in seen
    assert ada.view()["asked"]["link"] == ""


def test_a_page_is_told_only_what_is_new(lesson: Class) -> None:
    lesson.make()
    stranger = Browser(lesson.app)
    first = stranger.get("/api/exploring").json()
    assert first["trainer"] is False
    assert stranger.get("/api/exploring", params={"known": first["version"]}).status_code == 204
    lesson.do("ask", measure="placements")
    later = stranger.get("/api/exploring", params={"known": first["version"]}).json()
    assert [one["scenario"] for one in later["asked"]] == ["tiny"]
    assert lesson.code not in json.dumps(later), "whoever asks need not be in the room"
    lesson.address = "http://10.0.0.9:80"
    moved = stranger.get("/api/exploring", params={"known": later["version"]}).json()
    assert moved["address"] == "http://10.0.0.9:80"
    assert lesson.trainer.get("/api/exploring").json()["trainer"] is True
