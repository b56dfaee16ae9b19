"""The export: everything as CSV, nothing that is sealed, and the same scores from its files."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from classes import Class
from patience import until
from typer.testing import CliRunner

from recsim.cli.app import app
from recsim.experiments.work import Outcome, Task
from recsim.scenario.scenario import Scenario
from recsim.workshop.room.bench import Bench
from recsim.workshop.room.export import csv_text


def exported(lesson: Class) -> zipfile.ZipFile:
    answer = lesson.trainer.get(f"/api/trainer/rooms/{lesson.code}/export")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert "attachment" in answer.headers["content-disposition"]
    return zipfile.ZipFile(io.BytesIO(answer.content))


def table(packed: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(packed.read(name).decode())))


def class_score(packed: zipfile.ZipFile, folder: Path) -> dict[str, Any]:
    """What ``recsim class score`` finds in the first round of an export."""
    packed.extractall(folder / "room")
    done = CliRunner().invoke(
        app,
        ["class", "score", str(folder / "room" / "round1"), "--json", "--engine", "simpy",
         "--out", str(folder / "out"), "--workers", "1"],
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rows_that_are_alike(scored: dict[str, Any], lesson: Class) -> set[str]:
    """Names in the command line's table, which is the one that the room shows."""
    rows = {row["name"]: row for row in lesson.desk()["scores"]["rows"]}
    assert [entry["name"] for entry in scored["entries"]] == list(rows)
    for entry in scored["entries"]:
        row = rows[entry["name"]]
        rank = row["rank"] or {"best": None, "worst": None}
        assert (entry["rank_best"], entry["rank_worst"]) == (rank["best"], rank["worst"])
        assert entry["cap"] == row["cap"]
        assert entry["placements"] == row["gain"]["mean"]
        assert entry["placements_low"] == row["gain"]["low"]
        assert entry["lost_since_practice"] == row["lost"]["mean"]
        assert entry["above_start"] == row["above_start"]["mean"]
    return set(rows)


def test_the_command_line_scores_an_exported_round_alike(lesson: Class, tmp_path: Path) -> None:
    lesson.make(names="nicknames", title="2e10")
    ada, bo, cy = (lesson.join(name) for name in ("Ada", "1e3", "Cy"))
    lesson.do("open")
    ada.submit(0.9, memo="0o7", guess={"placements": {"low": 1, "high": 90}})
    bo.submit(0.1)
    bo.submit(0.35)
    assert cy.post("/api/room/submit", {"changes": {}}).status_code == 201
    lesson.do("freeze")
    lesson.do_when_ready("reveal")
    scored = class_score(exported(lesson), tmp_path)
    assert rows_that_are_alike(scored, lesson) == {"Ada", "1e3", "Cy"}
    assert scored["seal"]["announced"] == lesson.desk()["seal"]
    assert scored["calibration"]["ranges"] == 1


def test_the_command_line_scores_a_round_without_who_was_left_out(
    lesson: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Bench.perform

    def broken(bench: Bench, scenario: Scenario, tasks: Sequence[Task]) -> list[Outcome]:
        if scenario.strategies["calling"].care == 0.9:
            raise RuntimeError("nobody thought of this")
        return whole(bench, scenario, tasks)

    monkeypatch.setattr(Bench, "perform", broken)
    lesson.make(names="nicknames")
    for name, care in (("Ada", 0.9), ("Bo", 0.1), ("Cy", 0.35)):
        browser = lesson.join(name)
        if name == "Ada":
            lesson.do("open")
        browser.submit(care)
    lesson.do("freeze")
    until(lambda: lesson.desk()["scoring"] == {"done": 3, "total": 4})
    lesson.do("leave_out")
    lesson.do_when_ready("reveal")
    packed = exported(lesson)
    assert rows_that_are_alike(class_score(packed, tmp_path), lesson) == {"Bo", "Cy"}
    assert [row["name"] for row in table(packed, "submissions.csv")] == ["Ada", "Bo", "Cy"]


def test_who_was_taken_out_is_nowhere_by_name_and_their_round_stays_as_it_was(
    lesson: Class, tmp_path: Path
) -> None:
    lesson.make()
    ada, bo, cy = (lesson.join(name) for name in ("Ada", "Bo", "Cy Unhappy"))
    lesson.do("ask", kind="text", text="Why?")
    number = cy.view()["asked"]["id"]
    cy.post("/api/room/guess", {"question": number, "words": "Unhappily"})
    lesson.do("open")
    ada.submit(0.9)
    bo.submit(0.1)
    cy.submit(0.35, memo="Unhappy", guess={"placements": {"low": 1, "high": 90}})
    lesson.do("freeze")
    lesson.do_when_ready("reveal")
    gone = next(one["id"] for one in lesson.desk()["people"] if one["name"] == "Cy Unhappy")
    before = exported(lesson)
    lesson.do("remove", person=gone)
    after = exported(lesson)
    for name in after.namelist():
        assert b"nhapp" not in after.read(name), name
    for name in ("scores.csv", "runs.csv", "guesses.csv"):
        was, now = table(before, name), table(after, name)
        told = ("Cy Unhappy", "Unhappy")
        assert now == [
            {key: "" if value in told else value for key, value in row.items()} for row in was
        ]
    assert [row["name"] for row in table(after, "people.csv")] == ["Ada", "Bo"]
    assert [row["name"] for row in table(after, "submissions.csv")] == ["Ada", "Bo"]
    assert "nowhere by name" in after.read("README.txt").decode()
    scored = class_score(after, tmp_path)
    ranks = {entry["name"]: entry["rank_best"] for entry in scored["entries"]}
    rows = lesson.desk()["scores"]["rows"]
    assert [*ranks.values()] == [row["rank"] and row["rank"]["best"] for row in rows]
    assert set(ranks) == {"Ada", "Bo", f"entry_{gone:05d}"}
    assert scored["calibration"]["ranges"] == 1


def test_who_was_taken_out_before_a_round_is_revealed_is_not_in_it(lesson: Class) -> None:
    lesson.make()
    ada, bo = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    ada.submit(0.9)
    bo.submit(0.1)
    lesson.do("remove", person=lesson.desk()["people"][0]["id"])
    for command in ("freeze", "reveal"):
        lesson.do_when_ready(command)
        names = exported(lesson).namelist()
        assert sum(name.startswith("round1/entry") for name in names) == 1


def test_every_table_is_there(lesson: Class) -> None:
    lesson.make(names="nobody")
    ada = lesson.join("Ada")
    lesson.do("ask", measure="contacts")
    number = ada.view()["asked"]["id"]
    ada.post("/api/room/guess", {"question": number, "low": 1, "high": 2})
    lesson.do("open")
    ada.submit(0.8)
    ada.submit(0.9, memo="Care", guess={"placements": {"low": 1, "high": 90}})
    sealed = exported(lesson)
    assert sealed.read("scores.csv") == sealed.read("runs.csv") == b""
    assert "round1/sealed.yaml" not in sealed.namelist()
    [room] = table(sealed, "room.csv")
    assert (room["seed"], room["salt"], room["seal"]) == ("", "", ada.view()["seal"])
    assert table(sealed, "questions.csv")[0]["result"] == ""
    lesson.do("freeze")
    lesson.do_when_ready("reveal")
    lesson.do_when_ready("reveal_question", question=number)
    told = exported(lesson)
    assert [row["count"] for row in table(told, "submissions.csv")] == ["1", "2"]
    [score] = table(told, "scores.csv")
    assert (score["name"], score["memo"], score["changes"]) == ("Ada", "Care", "care=0.9")
    runs = table(told, "runs.csv")
    assert len(runs) == 2 * 4
    placed = [int(row["placements"]) for row in runs if row["name"] == "Ada"]
    assert float(score["placements"]) == sum(placed) / 4
    [guess] = table(told, "guesses.csv")
    assert float(guess["result"]) == sum(placed) / 4
    [answer] = table(told, "answers.csv")
    assert (answer["name"], answer["right"]) == ("Ada", "False")
    assert table(told, "room.csv")[0]["salt"] == ada.view()["opened"]["salt"]
    assert "recsim class score round1" in told.read("README.txt").decode()
    assert [row["name"] for row in table(told, "people.csv")] == ["Ada"]


def test_no_cell_is_a_formula() -> None:
    rows = [{"text": text} for text in ("=1+1", "+1", "-1", "@x", "\tx", "plain")]
    cells = [row["text"] for row in csv.DictReader(io.StringIO(csv_text(rows)))]
    assert cells == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "plain"]
    assert csv_text([{"value": -1.5}]).splitlines()[1] == "-1.5"
    assert csv_text([]) == ""


def test_an_entry_that_this_version_would_not_take_keeps_nobody_from_the_export(
    lesson: Class,
) -> None:
    lesson.make()
    ada, _ = lesson.join("Ada"), lesson.join("Bo")
    lesson.do("open")
    ada.submit(0.9)
    numbers = {one["name"]: one["id"] for one in lesson.desk()["people"]}
    lesson.store.add_submission(numbers["Bo"], 1, {"world.people": 9}, "", {}, 1.0)
    packed = exported(lesson)
    entries = [name for name in packed.namelist() if "/entry_" in name]
    assert entries == [f"round1/entry_{numbers['Ada']:05d}.yaml"]
    assert table(packed, "submissions.csv")[1]["changes"] == "world.people=9"
