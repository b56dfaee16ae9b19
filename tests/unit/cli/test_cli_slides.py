"""``recsim slides``: files, names that do not exist, and what is not lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recsim.cli.app import app

SMALL = ["-n", "2", "--workers", "1", "--set", "world.people=150", "--set", "study.horizon_days=28"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def slides(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["slides", *arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.slow
def test_a_lesson_and_a_scenario_with_sheets() -> None:
    code, out, _ = slides("30_minutes", "careful_or_careless", "--sheets", "--json", *SMALL)
    assert code == 0
    told = json.loads(out)
    assert told["files"] == ["slides.html", "sheet-for-participants.html", "debrief-sheet.html"]
    text = Path("slides.html").read_text(encoding="utf-8")
    assert text.count('<section class="slide"') == told["slides"] >= 18
    assert "<h1>30 minutes: does care pay?</h1>" in text
    assert len(list(Path("results").iterdir())) == 1, "the scenario was run once, and is kept"


@pytest.mark.slow
def test_the_same_runs_give_the_same_file() -> None:
    slides("careful_or_careless", "-o", "one.html", *SMALL)
    slides("careful_or_careless", "-o", "two.html", *SMALL)
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()


@pytest.mark.parametrize(
    ("name", "hint"),
    [("31_minutes", "30_minutes"), ("two_way", "two_ways"), ("one_market", "one_market_for_all")],
)
def test_a_wrong_name_gets_the_nearest(name: str, hint: str) -> None:
    code, out, err = slides("two_ways", name, *SMALL)
    assert (code, out) == (2, "")
    assert f"{name}: there is no lesson and no scenario" in err
    assert hint in err
    assert not Path("results").exists(), "nothing is simulated in vain"


def test_a_file_that_is_not_there() -> None:
    code, _, err = slides("mine.yaml")
    assert code == 2
    assert "there is no such file" in err


@pytest.mark.slow
def test_a_file_that_cannot_be_written_is_told_and_the_runs_are_kept() -> None:
    code, _, err = slides("careful_or_careless", "-o", "no/such/slides.html", *SMALL)
    assert code == 1
    assert "no/such/slides.html: cannot be written" in err
    assert len(list(Path("results").iterdir())) == 1


def test_a_lesson_without_scenarios_simulates_nothing() -> None:
    code, _, _ = slides("one_market_for_all", "-q")
    assert code == 0
    assert not Path("results").exists()
    assert "You are one team of recruiters" in Path("slides.html").read_text(encoding="utf-8")
