"""``recsim sweep``: what it prints and where it keeps it; expected failures end with code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Recsim

CARE = ["--vary", "calling.care=0:1:3", "-n", "2", "--workers", "1"]
MAP = [
    "--vary", "people=40,80", "--vary", "board.visits_per_day=0.1,0.5", "-n", "2", "--workers", "1",
]  # fmt: skip


@pytest.mark.slow
def test_a_curve(study: Path, recsim: Recsim) -> None:
    shown = recsim("sweep", study, *CARE).stdout
    header = next(line for line in shown.splitlines() if "calling.care" in line)
    assert header.split() == ["calling.care", "waiting", "calling", "calling", "minus", "waiting"]
    assert "*0.3" in shown
    [folder] = Path("results").glob("study-sweep-calling.care-*")
    assert (folder / "plots" / "00_curve.png").is_file()
    assert f"Results: {folder}" in shown
    again = recsim("sweep", study, *CARE).stdout
    assert "10 of 10 runs were there already" in again


@pytest.mark.slow
def test_a_map(study: Path, recsim: Recsim) -> None:
    shown = recsim("sweep", study, *MAP, "--set", "calling.care=0.9").stdout
    assert "Changed by --set: care of calling: 0.9, was 0.3." in shown
    assert "board.visits_per_day \\ people" in shown
    [folder] = Path("results").glob("study-sweep-people-board.visits_per_day-*")
    assert (folder / "plots" / "00_break_even_map.svg").is_file()


def test_json_is_all_that_is_printed(study: Path, recsim: Recsim) -> None:
    found = json.loads(recsim("sweep", study, *MAP, "--json").stdout)
    assert [axis["key"] for axis in found["varied"]] == ["people", "board.visits_per_day"]
    assert found["pair"] == ["waiting", "calling"]
    assert found["headline"] == found["verdicts"][0]
    assert {row["people"] for row in found["frame"]} == {40, 80}


def test_quiet_prints_nothing(study: Path, recsim: Recsim) -> None:
    result = recsim("sweep", study, *CARE, "--quiet", "--no-plots")
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--vary", "calling.car=0,1"], "did you mean strategies.calling.care?"),
        (["--vary", "calling.care=0:2:3"], "2.0 is out of range"),
        (["--design", "grid"], "there is no such design"),
        (["-n", "0", "--vary", "people=1,2"], "out of range"),
    ],
)
def test_bad_input_ends_with_code_2(
    study: Path, recsim: Recsim, options: list[str], said: str
) -> None:
    result = recsim("sweep", study, *options, code=2)
    assert said in result.stderr
    assert not Path("results").exists()


@pytest.mark.slow
def test_until_says_which_points_were_settled_when(study: Path, recsim: Recsim) -> None:
    vary = ["--vary", "calling.care=0,0.5", "--workers", "1", "--no-plots"]
    goal = ["--until", "contacts decided", "--at-most", "10"]
    shown = " ".join(recsim("sweep", study, *vary, *goal).stdout.split())
    assert "Of 2 points, these were settled: 2 after 10 runs." in shown
    assert "99.375% intervals" in shown
    assert "luck would still decide at most about 0.03 of 2" in shown
    found = json.loads(recsim("sweep", study, *vary, *goal, "--json").stdout)
    assert found["until"]["settled_after"] == [10, 10]
    assert found["until"]["looks"] == [10]


def test_until_in_a_sweep_refuses_what_it_refuses_elsewhere(study: Path, recsim: Recsim) -> None:
    said = recsim("sweep", study, "--until", "placement +-1", code=2).stderr
    assert "did you mean placements" in said
    assert (
        "--replications" in recsim("sweep", study, "--until", "decided", "-n", "3", code=2).stderr
    )
    assert not Path("results").exists()
