"""``recsim init`` from own numbers: what it prints and writes, and what it refuses."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from command_line import Recsim
from typer.testing import CliRunner

from recsim.cli.app import app
from recsim.scenario.load import load

FUNNEL = """\
What,Value,Per
Recruiters,4,
Requisitions,60,year
Messages sent,"1,740",month
People contacted,860,month
Replies,120,month
Hires,31,year
Coffee,300,week
Interviews,n/a,year
"""
CONTRADICTORY = [
    "--requisitions",
    "60",
    "--messages-per-week",
    "400",
    "--hires-per-message",
    "1.2%",
]


@pytest.fixture
def funnel(study: Path) -> Path:
    path = study.with_name("funnel.csv")
    path.write_text(FUNNEL, encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_funnel_becomes_a_study_with_its_mapping(funnel: Path, recsim: Recsim) -> None:
    shown = " ".join(recsim("init", "mine.yaml", "--from", funnel).stdout.split())
    assert "hires a year 31 observed.today.placements" in shown
    assert "13.95%" in shown
    assert "world.people 12,000: the default (--people-reachable)" in shown
    assert "funnel.csv, line 8: Coffee: is no own number" in shown
    assert "funnel.csv, line 9: Interviews: n/a: no number is given" in shown
    assert "Fit it to your numbers: recsim calibrate mine.yaml" in shown
    loaded = load(Path("mine.yaml"))
    assert loaded.scenario.observed["today"]["placements"] == 31
    assert Path("recsim.schema.json").is_file()
    recsim("run", "mine.yaml", "-n", "2", "--no-plots", "--set", "world.people=200",
           "--set", "study.horizon_days=28")  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="systems whose names of files are letters")
def test_a_funnel_of_any_name_becomes_a_study(funnel: Path, recsim: Recsim) -> None:
    strange = funnel.rename(os.fsdecode(b"u\xf6.csv"))
    recsim("init", "mine.yaml", "--from", strange)
    assert 'source: "u\ufffd.csv, line 2' in Path("mine.yaml").read_text(encoding="utf-8")


def test_options_go_before_a_funnel(funnel: Path, recsim: Recsim) -> None:
    found = json.loads(
        recsim("init", "mine.yaml", "--from", funnel, "--hires", "2 a month", "--json").stdout
    )
    given = {one["number"]: one for one in found["given"]}
    assert given["hires"]["value"] == pytest.approx(24)
    assert given["hires"]["source"] == "--hires 2 a month"
    assert {note["what"] for note in found["skipped"]} == {"Interviews: n/a"}
    assert any(entry["assumed"] for entry in found["becomes"])


def test_a_year_that_is_not_over_is_left_out(funnel: Path, recsim: Recsim) -> None:
    funnel.write_text("Recruiters,4\nHires 2049,31\n", encoding="utf-8")
    shown = recsim("init", "mine.yaml", "--from", funnel).stdout
    assert "Hires 2049: 31: 2049 is not over" in " ".join(shown.split())


@pytest.mark.usefixtures("study")
def test_contradictions_are_said_before_anything_is_written(recsim: Recsim) -> None:
    said = recsim("init", "mine.yaml", *CONTRADICTORY, code=2).stderr
    assert "250 hires for 60 requisitions; at most 0.29% of them can end in a hire" in said
    assert "messages that end in a hire: --hires-per-message 1.2%" in said
    assert "--without hires-per-message" in said
    assert not Path("mine.yaml").exists()
    recsim("init", "mine.yaml", *CONTRADICTORY, "--without", "hires-per-message")
    assert Path("mine.yaml").is_file()


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["mine.yaml", "--reply-rate", "12"], "if percent are meant, write 12%"),
        (["mine.yaml", "--hires", "some"], '"some" is no number; expected hires a year'),
        (["mine.yaml", "--hires", "3 or 4"], '"or 4" is not understood here'),
        (["mine.yaml", "--hires", "#DIV/0!"], "is an error of a spreadsheet"),
        (["mine.yaml", "--days-to-fill", "6 fortnights"], "write 45 or 6 weeks; expected days to"),
        (["mine.yaml", "--from", "no.csv"], "no.csv: cannot be read"),
        (["mine.yaml", "--hires", "3", "--without", "hiress"], "did you mean hires"),
        (["mine.yaml", "--kind", "agent", "--hires", "3"], "expected agency or corporate"),
        (["mine.txt", "--hires", "3"], "ends in .yaml"),
        (["study.yaml", "--hires", "3"], "exists already"),
    ],
)
def test_bad_input_ends_with_code_2(recsim: Recsim, options: list[str], said: str) -> None:
    assert said in recsim("init", *options, code=2).stderr


@pytest.mark.usefixtures("study")
def test_questions_are_asked_until_the_answer_can_be_used() -> None:
    answers = ["4", "", "60", "", "", "400", "", "", "12", "12%", "", "", "", "", "1.2%", "", "31"]
    typed = "\n".join([*answers, *[""] * 12])
    done = CliRunner().invoke(app, ["init", "mine.yaml", "--ask"], input=typed)
    assert done.exit_code == 0, done.output
    said = " ".join(done.stderr.split())
    assert "12 is no share; if percent are meant, write 12%. Please again, or Enter." in said
    scenario = load(Path("mine.yaml")).scenario
    assert scenario.strategies["today"].recruiters == 4
    assert scenario.observed["today"]["response_rate"] == 0.12


@pytest.mark.usefixtures("study")
def test_an_answer_that_contradicts_is_asked_again() -> None:
    asked = ["4", "", "60", "", "", "400", "", "", "", "", "", "", "", "1.2%", "", *[""] * 6]
    done = CliRunner().invoke(app, ["init", "mine.yaml", "--ask"], input="\n".join(asked))
    assert done.exit_code == 0, done.output
    said = " ".join(done.stderr.split())
    assert "That cannot be: 400 messages a week are 20,857 a year" in said
    assert "hires_per_message" not in Path("mine.yaml").read_text(encoding="utf-8")


def test_check_says_what_contradicts_in_a_file(study: Path, recsim: Recsim) -> None:
    with study.open("a", encoding="utf-8") as file:
        file.write("observed:\n  calling: {placements: 900}\n")
    shown = recsim("check", study).stdout
    assert "observed.calling: own numbers contradict each other: 900 hires a year" in shown
