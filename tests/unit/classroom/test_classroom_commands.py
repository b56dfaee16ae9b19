"""``recsim class``: what it shows, writes and refuses, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from judged import VALUES, entry, made
from small_round import SEALED, Load, Write
from typer.testing import CliRunner, Result

from recsim.classroom.scoring import judge
from recsim.classroom.submission import Guess
from recsim.cli.app import app
from recsim.cli.class_files import write_scores
from recsim.cli.class_screens import plain, show_scores

GOLDEN = Path(__file__).with_name("golden")
Call = Callable[..., Result]


@pytest.fixture
def call(write: Write, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call ``recsim class`` in the folder above the round."""
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setattr("recsim.report.plots.write", lambda plot, folder, stem: [folder / stem])

    def invoke(*arguments: str, code: int = 0) -> Result:
        work = ["--workers", "1"] if arguments[0] == "score" else []
        result = CliRunner().invoke(app, ["class", *arguments, *work], prog_name="recsim")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return invoke


@pytest.fixture
def entries(write: Write) -> None:
    """Two entries that are taken and one that is not."""
    write("nickname: Ada\nteam: Blue\nmemo: I wonder.\nchanges: {care: 0.9}\n", "ada.yaml")
    write("changes: {care: 0.1}\nguess: {placements: {low: 0, high: 1}}\n", "bo.yaml")
    write("nickname: Mallory\nchanges: {recruiters: 9}\n", "mallory.yaml")


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def scores_folder() -> Path:
    [folder] = Path("results").glob("class-round-*")
    return folder


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_table_word_for_word(
    columns: int,
    load: Load,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    update_golden: bool,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    round_ = load()
    guesses = {"placements": Guess(low=10, high=14), "contacts": Guess(low=90, high=110)}
    entries = [entry(name, **guesses) for name in VALUES]
    show_scores(judge(round_, entries, made(round_, **VALUES), made(round_, 2, **VALUES)), [])
    shown = "".join(f"{line.rstrip()}\n" for line in capsys.readouterr().out.splitlines())
    golden = GOLDEN / f"scores_{columns}_columns.txt"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
    longest = max(len(line) for line in shown.splitlines() if SEALED.seal() not in line)
    assert longest <= columns


@pytest.mark.skipif(sys.platform != "linux", reason="systems whose names of files are letters")
def test_scores_name_files_of_any_name(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recsim.report.plots.write", lambda plot, folder, stem: [folder / stem])
    round_ = load()
    entries = [replace(entry(name), file=os.fsdecode(b"J\xf6rg.yaml")) for name in VALUES]
    scores = judge(round_, entries, made(round_, **VALUES), made(round_, 2, **VALUES))
    folder = tmp_path / os.fsdecode(b"s\xf6")
    write_scores(scores, folder)
    assert {row["file"] for row in table(folder / "scores.csv")} == {"J\ufffdrg.yaml", ""}


def test_new_writes_a_round_and_prints_its_seal(call: Call) -> None:
    said = call("new", "fresh/challenge.yaml").stdout
    assert sorted(path.name for path in Path("fresh").iterdir()) == [
        "challenge.yaml",
        "sealed.yaml",
    ]
    [seal] = re.findall(r"^Seal: ([0-9a-f]{64})$", said, re.MULTILINE)
    assert seal in Path("fresh/challenge.yaml").read_text(encoding="utf-8")
    secret = Path("fresh/sealed.yaml").read_text(encoding="utf-8")
    assert re.search(r"^seed: (\d+)$", secret, re.MULTILINE)
    assert seal not in secret
    call("check", "fresh")


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("round/challenge.yaml", "exists already"),
        ("round/other.yaml", "sealed.yaml: exists already"),
        ("challenge.txt", "ends in .yaml"),
        ("sealed.yaml", "where the sealed worlds go"),
    ],
)
def test_new_never_overwrites(call: Call, file: str, says: str) -> None:
    before = {path: path.read_bytes() for path in Path("round").iterdir()}
    assert says in call("new", file, code=2).stderr
    assert {path: path.read_bytes() for path in Path("round").iterdir()} == before


@pytest.mark.usefixtures("entries")
def test_check_says_of_each_entry_whether_it_is_taken(call: Call) -> None:
    found = call("check", "round", code=2)
    assert "Ada: taken (care=0.9)" in found.stdout
    assert "bo: taken (care=0.1)" in found.stdout
    assert "2 taken" in found.stdout
    assert "Refused: mallory\n" in found.stderr
    assert "round/mallory.yaml, line 2: changes.recruiters" in found.stderr
    assert "free are: care, follow_ups, channels, automation, style" in found.stderr
    Path("round/mallory.yaml").unlink()
    assert call("check", "round").stderr == ""
    assert call("check", "round", "--quiet").stdout == ""
    assert not Path("results").exists()


@pytest.mark.usefixtures("entries")
def test_score_shows_and_writes_and_lists_who_was_refused(call: Call) -> None:
    found = call("score", "round")
    assert re.search(r"^ +(1|2|1-2|-)  Ada +\d", found.stdout, re.MULTILINE)
    assert "1 entry was refused" in found.stdout
    assert SEALED.seal() in found.stdout.replace("\n", " ")
    assert "changes.recruiters" in found.stderr
    folder = scores_folder()
    rows = table(folder / "scores.csv")
    assert {row["name"] for row in rows} == {"Ada", "bo", "(the challenge's own)"}
    [ada] = [row for row in rows if row["name"] == "Ada"]
    assert (ada["team"], ada["memo"], ada["changes"]) == ("Blue", "I wonder.", "care=0.9")
    assert ada["file"] == "ada.yaml"
    runs = table(folder / "runs.csv")
    assert len(runs) == 3 * 4
    assert {row["seed"] for row in runs} == {"11"}
    [guess] = table(folder / "guesses.csv")
    assert (guess["name"], guess["measure"]) == ("bo", "placements")


@pytest.mark.slow
@pytest.mark.usefixtures("entries")
def test_other_inputs_go_to_another_folder_and_equal_ones_to_the_same(
    call: Call, write: Write
) -> None:
    call("score", "round", "--out", "there", "--quiet")
    first = sorted(Path("there").iterdir())
    before = (first[0] / "scores.csv").read_bytes()
    call("score", "round", "--out", "there", "--quiet")
    assert sorted(Path("there").iterdir()) == first
    assert (first[0] / "scores.csv").read_bytes() == before
    write("nickname: Ada\nmemo: I know now.\nchanges: {care: 0.9}\n", "ada.yaml")
    call("score", "round", "--out", "there", "--quiet")
    call("score", "round", "--out", "there", "--quiet", "-n", "2")
    assert len(list(Path("there").iterdir())) == 3
    small = Path("round/small.yaml").read_text(encoding="utf-8")
    write(small.replace("recruiters: 1", "recruiters: 3"), "small.yaml")
    call("score", "round", "--out", "there", "--quiet")
    assert len(list(Path("there").iterdir())) == 4


@pytest.mark.usefixtures("entries")
def test_json_has_everything_and_nothing_else_is_printed(call: Call) -> None:
    found = call("score", "round", "--json")
    document = json.loads(found.stdout)
    assert [row["name"] for row in document["refused"]] == ["mallory"]
    assert document["refused"][0]["problems"][0]["key"] == "changes.recruiters"
    assert {row["name"] for row in document["entries"]} == {"Ada", "bo"}
    assert document["seal"] == {
        "announced": SEALED.seal(), "seed": SEALED.seed, "salt": SEALED.salt
    }  # fmt: skip
    assert document["worlds"] == 4
    assert document["calibration"]["ranges"] == 1
    assert found.stderr == ""


@pytest.mark.usefixtures("entries")
def test_a_rehearsal_does_not_open_the_seal(call: Call) -> None:
    shown = " ".join(call("score", "round", "-n", "2").stdout.split())
    assert "A rehearsal: the challenge has 4 sealed worlds. Keep them to yourself" in shown
    told = call("score", "round", "-n", "2", "--json").stdout
    assert json.loads(told)["seal"] == {"announced": SEALED.seal()}
    for text in (shown, told):
        assert SEALED.salt not in text
    assert SEALED.salt in call("score", "round", "-n", "4").stdout


@pytest.mark.usefixtures("entries")
def test_under_pseudonyms_nobody_is_named_anywhere(call: Call, load: Load) -> None:
    found = call("score", "round", "--pseudonyms")
    written = "".join(path.read_text(encoding="utf-8") for path in scores_folder().glob("*.csv"))
    everything = found.stdout + found.stderr + written
    for name in ("Ada", "ada.yaml", "bo.yaml", "allory", "Blue", "I wonder"):
        assert name not in everything
    assert "changes.recruiters" in found.stderr
    told = call("check", "round", "--pseudonyms", code=2).stdout
    [animal] = re.findall(r"^Ada is (\w+ \w+): taken", told, re.MULTILINE)
    assert animal in written


@pytest.mark.slow
@pytest.mark.usefixtures("entries")
def test_scores_are_the_same_under_pseudonyms(call: Call) -> None:
    plain_rows = json.loads(call("score", "round", "--json").stdout)["entries"]
    masked = json.loads(call("score", "round", "--json", "--pseudonyms").stdout)["entries"]
    same = ("rank_best", "rank_worst", "placements", "placements_low", "cap", "frontier", "changes")
    assert [
        [row[key] for key in same] for row in sorted(plain_rows, key=lambda r: r["changes"])
    ] == [[row[key] for key in same] for row in sorted(masked, key=lambda r: r["changes"])]


def test_a_bad_challenge_or_folder_ends_with_two(call: Call, write: Write) -> None:
    assert "no such folder" in call("score", "nowhere", code=2).stderr
    assert "no entry that could be scored" in call("score", "round", code=2).stderr
    write("changes: {recruiters: 9}\n", "a.yaml")
    refused = call("score", "round", code=2).stderr
    assert "changes.recruiters" in refused
    assert "no entry that could be scored" in refused
    Path("round/sealed.yaml").unlink()
    assert "the sealed worlds are missing" in call("score", "round", code=2).stderr
    write("scenario: small.yaml\nfre: [care]\n", "challenge.yaml")
    assert "line 2: fre" in call("check", "round", code=2).stderr
    Path("round/challenge.yaml").unlink()
    assert "no such file" in call("check", "round", code=2).stderr


@pytest.mark.usefixtures("entries")
def test_the_challenge_may_lie_elsewhere(call: Call, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "round" / "ada.yaml").rename(tmp_path / "inbox" / "ada.yaml")
    found = call("check", "inbox", "--challenge", "round/challenge.yaml")
    assert "Ada: taken" in found.stdout
    assert "bo" not in found.stdout


@pytest.mark.usefixtures("entries")
def test_bad_options(call: Call) -> None:
    assert "expected one of auto" in call("score", "round", "--engine", "steam", code=2).stderr
    call("score", "round", "-n", "1", code=2)


@pytest.mark.usefixtures("entries")
def test_an_entry_that_cannot_be_simulated_ends_with_one(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recsim.classroom import playing

    simulate_all = playing.perform_all

    def failing(scenario, tasks, *rest):
        for outcome in simulate_all(scenario, tasks, *rest):
            wrong = scenario.strategies["ours"].care == 0.9 and outcome.task.replication == 1
            yield type(outcome)(outcome.task, error="Oops: no") if wrong else outcome

    monkeypatch.setattr(playing, "perform_all", failing)
    found = call("score", "round", code=1)
    assert "Failed: Ada, replication 1 of seed" in found.stderr
    assert "bo" in found.stdout


def test_what_strangers_wrote_cannot_steer_the_terminal(call: Call, write: Write) -> None:
    write('"\\e[31m\\u202e": 1\n"changes": {"care\\e]0;x\\a": 1}\n', "a.yaml")
    found = call("check", "round", code=2)
    assert all(letter.isprintable() or letter == "\n" for letter in found.output)
    assert plain("a\x1b[1mb\n" + "x" * 900).split("\n") == ["a?[1mb", "x" * 297 + "..."]
