"""``recsim calibrate``: what it prints and where it keeps it; own numbers on other screens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Recsim

from recsim.scenario.load import load

LITTLE = ["--budget", "60", "-n", "3", "--workers", "1"]
OBSERVED = """\
observed:
  calling:
    contacts: {value: 2000, range: [1500, 2500], source: own count}
    response_rate: 0.2
"""


@pytest.fixture
def own(study: Path) -> Path:
    with study.open("a", encoding="utf-8") as file:
        file.write(OBSERVED)
    return study


def test_the_screen_and_the_folder(own: Path, recsim: Recsim) -> None:
    shown = recsim("calibrate", own, *LITTLE, "--save", "fitted.yaml").stdout
    said = " ".join(shown.split())
    assert "of your 2 numbers" in said or "meets your 2 numbers" in said
    assert "2,000 (1,500 to 2,500)" in said
    assert '"Time for clients, meetings and administration"' in said
    [folder] = Path("results").glob("study-calibrate-*")
    assert (folder / "plots" / "00_calibration.png").is_file()
    assert f"Results: {folder}" in shown
    assert "Fitted scenario: fitted.yaml" in shown
    fitted = load(Path("fitted.yaml")).scenario
    assert fitted.world.work.overhead != load(own).scenario.world.work.overhead
    assert fitted.observed == load(own).scenario.observed
    again = recsim("calibrate", own, *LITTLE, "--save", "fitted.yaml").stdout
    assert "runs were there already" in again


def test_json_is_all_that_is_printed(own: Path, recsim: Recsim) -> None:
    found = json.loads(recsim("calibrate", own, *LITTLE, "--json", "--no-plots").stdout)
    assert found["headline"] == found["verdicts"][0]
    assert [row["measure"] for row in found["frame"]] == ["contacts", "response_rate"]
    assert found["own_numbers"] == 2
    assert {row["key"] for row in found["levers"]} >= {"world.work.overhead"}
    assert found["trials"] <= found["budget"] == 60


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--budget", "0"], "expected 1 to 1,000,000 runs"),
        (["--budget", "1"], "one look at the scenario takes more runs"),
        (["--free", "calling.carre"], "did you mean strategies.calling.care?"),
        (["--save", "fitted.txt"], "ends in .yaml"),
        (["--of", "waiting,caling"], "did you mean calling?"),
    ],
)
def test_bad_input_ends_with_code_2(
    own: Path, recsim: Recsim, options: list[str], said: str
) -> None:
    assert said in recsim("calibrate", own, *options, code=2).stderr


def test_a_file_that_is_something_else_is_left_as_it_is(own: Path, recsim: Recsim) -> None:
    Path("fitted.yaml").write_text("recsim: 1\n", encoding="utf-8")
    said = recsim("calibrate", own, *LITTLE, "--no-plots", "--save", "fitted.yaml", code=2).stderr
    assert "exists already, and is left as it is; give another name" in said
    assert Path("fitted.yaml").read_text(encoding="utf-8") == "recsim: 1\n"


def test_a_file_that_is_no_text_is_left_as_it_is(own: Path, recsim: Recsim) -> None:
    Path("fitted.yaml").write_bytes(b"\xff\xfe\x00")
    said = recsim("calibrate", own, *LITTLE, "--no-plots", "--save", "fitted.yaml", code=2).stderr
    assert "exists already, and is left as it is" in said
    assert Path("fitted.yaml").read_bytes() == b"\xff\xfe\x00"


@pytest.mark.parametrize(
    "number", ["1e308", "-1e13", "{value: 5, range: [-1e300, 10]}", "{value: 5, range: [5, 1e13]}"]
)
def test_nobody_counts_so_much(number: str, study: Path, recsim: Recsim) -> None:
    text = study.read_text()
    study.write_text(f"{text}observed: {{calling: {{contacts: {number}}}}}\n")
    said = recsim("calibrate", study, code=2).stderr
    assert "expected at most 1,000,000,000,000" in said
    assert f"study.yaml, line {text.count(chr(10)) + 1}: observed.calling.contacts" in said
    assert max(map(len, said.splitlines())) < 120


def test_without_own_numbers_it_says_how_to_give_them(study: Path, recsim: Recsim) -> None:
    said = recsim("calibrate", study, code=2).stderr
    assert "has no own numbers" in said
    assert "recsim init" in said


def test_run_and_compare_show_own_numbers(own: Path, recsim: Recsim) -> None:
    for command in ("run", "compare"):
        shown = recsim(command, own).stdout
        assert "Own numbers of calling" in shown
        assert "of the 2 own numbers of calling" in " ".join(shown.lower().split())
    [run] = json.loads(recsim("run", own, "--json").stdout)["runs"]
    assert [row["measure"] for row in run["observed"]] == ["contacts", "response_rate"]
    [folder] = Path("results").glob("study-*")
    table = (folder / "observed.csv").read_text(encoding="utf-8")
    assert table.startswith("strategy,measure,label,unit,own,own_low,own_high,source,")
    own.write_text(own.read_text("utf-8").replace("[1500, 2500]", "[1000, 2500]"), "utf-8")
    recsim("run", own)
    assert ",1000.0,2500.0," in (folder / "observed.csv").read_text(encoding="utf-8")
    own.write_text(own.read_text("utf-8").partition("observed:")[0], "utf-8")
    assert "Own numbers" not in recsim("run", own).stdout
    assert not (folder / "observed.csv").exists()
