"""Bad input of every kind: exit code 2, a word of help, nothing on standard output or on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from recsim.cli.app import app

BAD: list[tuple[list[str], str]] = [
    (["rum", "study.yaml"], "run"),
    (["run", "study.yaml", "--sed", "3"], "--seed"),
    (["run"], "FILE"),
    (["run", "study.yaml", "--seed", "x"], "--seed"),
    (["run", "study.yaml", "--seed", "-1"], "seed"),
    (["run", "study.yaml", "--replications", "0"], "replications"),
    (["run", "study.yaml", "--workers", "0"], "workers"),
    (["run", "study.yaml", "--seed", "9" * 30], "9,223,372,036,854,775,807"),
    (["run", "study.yaml", "-n", "9" * 30], "100,000"),
    (["run", "study.yaml", "--workers", "9" * 30], "more than this computer"),
    (["story", "study.yaml", "--replication", "9" * 30], "100,000"),
    (["story", "study.yaml", "--replication", "-1"], "replication"),
    (["story", "study.yaml", "--person", "9" * 30], "from 0 to 79"),
    (["story", "study.yaml", "--recruiter", "9", "--week", "1"], "recruiter"),
    (["story", "study.yaml", "--recruiter", "0", "--week", "9" * 30], "week"),
    (["assumptions", "study.yaml", "-n", "0"], "-n 0: expected 1 to 100,000"),
    (["assumptions", "study.yaml", "-n", "9" * 30], "100,000"),
    (["sweep", "study.yaml", "-n", "-1"], "100,000"),
    (
        ["sweep", "study.yaml", "--vary", "calling.care=0,1", "--of", "waiting,calling,waiting"],
        "expected two",
    ),
    (["sweep", "study.yaml", "-n", "9" * 30], "100,000"),
    (["tune", "study.yaml", "-n", "0"], "-n 0: expected 2 to 100,000"),
    (["tune", "study.yaml", "-n", "-1"], "-n -1: expected 2 to 100,000"),
    (["tune", "study.yaml", "-n", "9" * 30], "100,000"),
    (["warm-up", "study.yaml", "-n", "1"], "-n 1: expected 2 to 100,000"),
    (["class", "score", ".", "-n", "9" * 30], "100,000"),
    (["workshop", "study.yaml", "--port", "9" * 30], "port"),
    (["run", "study.yaml", "--set", "nonsense"], "nonsense"),
    (["run", "study.yaml", "--set", "calling.car=1"], "care"),
    (["run", "study.yaml", "--with", "carless"], "careless"),
    (["run", "study.yaml", "--beside", "carless"], "careless"),
    (["compare", "commons", "--beside", "all"], "no variant to run beside it"),
    (["run", "tow_ways"], "two_ways"),
    (["run", "studi.yaml"], "study.yaml"),
    (["run", "."], "."),
    (["run", "latin.yaml"], "UTF-8"),
    (["run", "study.yaml", "--out", "study.yaml/results"], "cannot be written"),
    (["plot", "nothing"], "nothing"),
    (["explain", "nothing_like_it"], "nothing_like_it"),
    (["schema", "--out", "study.yaml/schema.json"], "cannot be written"),
]


@pytest.mark.parametrize(("arguments", "words"), BAD)
def test_bad_input_ends_with_2_and_a_word_of_help(
    study: Path, arguments: list[str], words: str
) -> None:
    Path("latin.yaml").write_bytes("title: S\xe4ule".encode("latin-1"))
    result = CliRunner().invoke(app, arguments, prog_name="recsim")
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""
    assert not Path("results").exists()
