"""``recsim story``: what it shows, as JSON, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import Recsim

CARELESS = ["--set", "world.offence.scale=20"]


@pytest.mark.parametrize("columns", [100, 72, 71, 40])
def test_two_lives_on_the_screen(
    columns: int, study: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = recsim("story", study, "--pick", "most_offended", *CARELESS).stdout
    assert all(len(line.rstrip()) <= columns for line in out.splitlines())
    flat = " ".join(out.split())
    assert flat.startswith("Changed by --set: world.offence.scale: 20, was 1.")
    assert "A small study Replication 0, seed 7. Who complained most:" in flat
    assert "complained about" in flat
    assert "! A recruiter" in flat
    assert "- waiting. Among the 79 other people" in flat
    assert "one draw of chance" in flat
    [*heads] = [line for line in out.splitlines() if line.startswith("Day")]
    beside = [bool(re.search(r"waiting .*calling", head)) for head in heads]
    assert beside == ([True] if columns >= 72 else [False, False])


def test_warm_up_is_marked_off(study: Path, recsim: Recsim) -> None:
    shown = "the measured time begins"
    assert shown not in recsim("story", study).stdout
    warm = recsim("story", study, "--set", "study.warm_up_days=28").stdout
    assert " ".join(warm.split()).count(shown) == 2
    assert "Days before 0 are the warm-up" in warm


def document(recsim: Recsim, *arguments: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(recsim("story", *arguments, "--json").stdout)
    return found


def test_json_of_one_person(study: Path, recsim: Recsim) -> None:
    told = document(recsim, study, "--person", "5", "--replication", "3")
    assert (told["person"], told["pick"], told["replication"]) == (5, None, 3)
    assert [life["strategies"] for life in told["lives"]] == [["waiting"], ["calling"]]
    assert told["start"]["person"] == 5
    first = told["lives"][1]["moments"][0]
    assert set(first) == {"row", "when", "day", "until", "kind", "text", "team", "person"}
    assert first["kind"] == "start"
    again = document(recsim, study, "--person", "5", "--replication", "3", "--engine", "simpy")
    assert again == told
    other = document(recsim, study, "--person", "5", "--replication", "4")
    assert other["lives"] != told["lives"]


def test_the_typical_person_if_nobody_is_named(study: Path, recsim: Recsim) -> None:
    told = document(recsim, study)
    assert told["pick"] == "typical"
    assert told["person"] == next(p["person"] for p in told["picks"] if p["name"] == "typical")
    assert told == document(recsim, study, "--pick", "typical")


def test_strategies_and_their_order(study: Path, recsim: Recsim) -> None:
    told = document(recsim, study, "--strategies", "calling,waiting", "--person", "1")
    assert [life["label"] for life in told["lives"]] == ["calling", "waiting"]
    told = document(recsim, study, "--strategies", "calling", "--person", "1")
    assert [life["label"] for life in told["lives"]] == ["calling"]


def test_a_shared_market_is_one_life(study: Path, recsim: Recsim) -> None:
    shared = ["--set", "study.market=shared"]
    told = document(recsim, study, "--person", "1", *shared)
    assert [life["strategies"] for life in told["lives"]] == [["waiting", "calling"]]
    assert told["lives"][0]["label"] == "waiting and calling"
    assert "one world" in recsim("story", study, "--strategies", "calling", *shared, code=2).stderr


def test_a_recruiters_week(study: Path, recsim: Recsim) -> None:
    week = ["--recruiter", "0", "--week", "2"]
    told = document(recsim, study, *week)
    assert [one["team"] for one in told["weeks"]] == ["waiting", "calling"]
    hours = told["weeks"][1]["hours"]
    assert hours["write"] > 0
    assert told["weeks"][0]["hours"]["write"] == 0
    assert 0 < sum(hours.values()) < 1.5 * told["weeks"][1]["available"]
    out = recsim("story", study, *week).stdout
    assert f"{hours['write']:5.1f} h first contacts" in out
    assert "Recruiter 0 in week 2." in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--person", "80"], "people are numbered from 0 to 79"),
        (["--person", "1", "--pick", "typical"], "give one of them"),
        (["--pick", "most_ofended"], "did you mean most_offended?"),
        (["--strategies", "caling"], "did you mean calling?"),
        (["--strategies", "calling,calling"], "one or two different strategies"),
        (["--recruiter", "0"], "belong together"),
        (["--recruiter", "1", "--week", "1"], "recruiters are numbered from 0 to 0"),
        (["--recruiter", "0", "--week", "9"], "weeks are numbered from 1 to 4"),
        (["--recruiter", "0", "--week", "1", "--person", "3"], "no --person"),
        (["--pick", "most_offended", "--strategies", "waiting"], "--replication 1"),
        (["--person", "-1"], "person"),
    ],
)
def test_refusals(arguments: list[str], words: str, study: Path, recsim: Recsim) -> None:
    refused = recsim("story", study, *arguments, code=2)
    assert words in refused.stderr
    assert refused.stdout == ""
