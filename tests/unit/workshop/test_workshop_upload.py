"""Files that people bring along: taken with suspicion, seen by nobody else, told what is wrong."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from asking import Site

from recsim.experiments.runner import run
from recsim.model.budget import Budget
from recsim.model.engines import engine
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.load import load_text
from recsim.workshop import work
from recsim.workshop.upload import (
    MOST_BYTES,
    MOST_PROBLEMS,
    MOST_UPLOADS,
    Uploads,
    clean_file_name,
)
from recsim.workshop.work import BUDGETS

MINE = """\
# Made on a Sunday.
recsim: 1
title: My own town
world:
  # We counted them.
  people: 150   # with the children
  demand: {requisitions_per_recruiter_year: 100}
strategies:
  waiting: {style: passive, recruiters: 2}
  calling: {style: active, recruiters: 2, care: 0.3, label: Calling people}
  polite: {like: calling, care: 0.95}
study:
  horizon_days: 90
  warm_up_days: 28
  replications: 3
  seed: 7
"""


def upload(site: Site, text: str, file: str = "mine.yaml") -> dict[str, object]:
    answer = site.post("/api/upload", {"file": file, "text": text})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def problems(site: Site, text: str, file: str = "mine.yaml") -> list[dict[str, object]]:
    answer = site.post("/api/upload", {"file": file, "text": text})
    assert answer.status_code == 400
    return list(answer.json()["problems"])


def test_an_uploaded_scenario_is_explored_like_any_other(site: Site) -> None:
    detail = upload(site, MINE)
    assert (detail["title"], detail["file"], detail["short"]) == (
        "My own town",
        "mine.yaml",
        "mine",
    )
    body = {"scenario": detail["name"], "changes": {"strategies.calling.care": 0.9}}
    assert site.get(f"/api/scenarios/{detail['name']}").json() == detail
    assert detail["model"]["groups"][1] == {"measured": ["calling"], "teams": [["calling", 0]]}
    text = site.post("/api/download", {**body, "replications": 2}).text
    assert "  # We counted them.\n  people: 150   # with the children\n" in text
    at_home = run(load_text(text, "home.yaml").scenario, workers=1)
    assert at_home.runs["replication"].n_unique() == 2
    assert at_home.scenario.strategies["calling"].care == 0.9


def test_nobody_else_sees_it(site: Site) -> None:
    one, other = upload(site, MINE), upload(site, MINE)
    assert one["name"] != other["name"]
    assert len(str(one["name"])) > 25, "too long to guess"
    assert "upload" not in site.get("/api/scenarios").text
    refused = site.get("/api/scenarios/upload-mine")
    assert refused.status_code == 404
    assert str(one["name"]) not in refused.text


def test_mistakes_are_told_with_line_and_key(site: Site) -> None:
    text = MINE.replace("care: 0.3", "care: 3").replace("people: 150", "peeple: 150")
    found = {str(one["path"]): one for one in problems(site, text)}
    care = found["strategies.calling.care"]
    assert care["line"] == text[: text.index("care: 3")].count("\n") + 1
    assert "care: 3" in str(care["excerpt"])
    assert "did you mean people" in str(found["world.peeple"]["text"])
    many = problems(site, MINE + "".join(f"key{at}: 1\n" for at in range(99)))
    assert len(many) == MOST_PROBLEMS + 1


@pytest.mark.parametrize("parent", ["../secret.yaml", "/etc/passwd", "secret.yaml", "C:\\a.yaml"])
def test_no_file_is_read_but_shipped_ones(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parent: str
) -> None:
    (tmp_path / "in").mkdir()
    for place in (tmp_path, tmp_path / "in"):
        (place / "secret.yaml").write_text(MINE.replace("My own", "Secret"), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "in")
    found = problems(site, f"recsim: 1\nextends: {parent}\n")
    assert "can only extend a shipped scenario" in str(found)
    assert "Secret" not in str(found)


@pytest.mark.parametrize("parent", ["two_ways", "two_ways.yaml"])
def test_a_shipped_scenario_may_be_extended(site: Site, parent: str) -> None:
    detail = upload(site, f"recsim: 1\nextends: {parent}\ntitle: Ours\nworld: {{people: 400}}\n")
    assert detail["title"] == "Ours"


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("people: 150", "people: 21000", "21,000 people"),
        ("horizon_days: 90", "horizon_days: 2000", "2,000 days"),
        ("recruiters: 2}", "recruiters: 301}", "301 recruiters"),
        ("", f"#{'x' * MOST_BYTES}", "larger than 64 kB"),
        ("", f"#{'ü' * (MOST_BYTES // 2)}", "larger than 64 kB"),
        ("market", "\ud800", "cannot be read"),
    ],
)
def test_what_is_too_large_is_refused(old: str, new: str, why: str) -> None:
    text = MINE.replace(old, new) if old in MINE and old else MINE + new
    with pytest.raises(ScenarioErrors, match=why):
        Uploads(engine("compiled")).take("mine.yaml", text)


def test_what_would_keep_the_simulator_busy_is_refused() -> None:
    busy = MINE.replace("recruiters: 2", "recruiters: 300").replace(": 90", ": 1095")
    with pytest.raises(ScenarioErrors, match="longer than a workshop can wait for"):
        Uploads(engine("compiled", BUDGETS["compiled"])).take("mine.yaml", busy)


def test_many_small_worlds_are_tried_within_one_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads(engine("compiled", BUDGETS["compiled"]))
    assert uploads.take("mine.yaml", MINE).file == "mine.yaml"
    few = Budget(steps=100, memory=BUDGETS["compiled"].memory)
    monkeypatch.setitem(work.BUDGETS, "compiled", few)
    monkeypatch.setattr(work, "ESTIMATE", math.inf)
    with pytest.raises(ScenarioErrors, match="longer than a workshop can wait for"):
        uploads.take("mine.yaml", MINE)


def test_a_body_beyond_the_limit_is_not_even_read(site: Site) -> None:
    answer = site.post("/api/upload", {"file": "mine.yaml", "text": "#" * (3 * MOST_BYTES)})
    assert answer.status_code == 413


def test_the_oldest_file_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads(engine("compiled"))
    monkeypatch.setattr(uploads, "_too_long", lambda scenario: "")
    keys = [uploads.take("mine.yaml", MINE).name]
    for _ in range(MOST_UPLOADS):
        assert uploads.get(keys[0]) is not None
        keys.append(uploads.take("mine.yaml", MINE).name)
    assert uploads.get(keys[1]) is None
    assert uploads.get(keys[0]) is not None
    assert uploads.get(keys[-1]) is not None


def test_nobody_pushes_out_the_files_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads(engine("compiled"))
    monkeypatch.setattr(uploads, "_too_long", lambda scenario: "")
    mine = [uploads.take("mine.yaml", MINE, "10.0.0.1").name for _ in range(3)]
    theirs = [uploads.take("mine.yaml", MINE, "10.0.0.2").name for _ in range(MOST_UPLOADS + 10)]
    assert all(uploads.get(key) is not None for key in mine)
    assert sum(uploads.get(key) is not None for key in theirs) == MOST_UPLOADS - 3


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\files\\My own.YML", "My_own.yaml"),
        ("../../etc/passwd", "passwd.yaml"),
        ("<b>.yaml", "b.yaml"),
        ("Größe.yaml", "Gr_e.yaml"),
        ("", "scenario.yaml"),
    ],
)
def test_a_files_name_is_made_harmless(given: str, kept: str) -> None:
    assert clean_file_name(given) == kept


def test_windows_files_with_a_mark_in_front_are_read() -> None:
    start = Uploads(engine("compiled")).take("mine.yaml", "\ufeff" + MINE.replace("\n", "\r\n"))
    assert start.scenario.title == "My own town"
    assert start.loaded.text == MINE


def test_what_is_larger_once_it_is_written_out_is_refused(site: Site) -> None:
    changes = ", ".join(f"{{day: {at}, care: 0.5}}" for at in range(700))
    others = "".join(f"  b{at}: {{like: a}}\n" for at in range(11))
    text = f"strategies:\n  a: {{style: active, changes: [{changes}]}}\n{others}"
    [only] = problems(site, text)
    assert "larger than a scenario may be" in str(only["text"])


def test_what_is_said_of_a_file_is_short_whatever_it_says(site: Site) -> None:
    for text in (f"recsim: 1\nworld: {'!' * 40_000} 3\n", f"recsim: 1\n{'k' * 40_000}: 3\n"):
        answer = site.post("/api/upload", {"file": "x.yaml", "text": text})
        assert answer.status_code == 400
        assert len(answer.content) < 2000
