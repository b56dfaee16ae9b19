"""A small study with event logs, run once; in a folder of its own for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import recsim
from recsim.cli.app import app

STUDY = """\
recsim: 1
title: "=1+1, a title that looks like a formula"
world:
  people: 120
  demand: {requisitions_per_recruiter_year: 40}
strategies:
  waiting: {style: passive, recruiters: 1, label: "@Waiting & <looking>"}
  calling: {style: active, recruiters: 1, care: 0.3}
study: {horizon_days: 56, warm_up_days: 7, replications: 3, seed: 7, keep_events: [0, 2]}
observed: {calling: {contacts: {value: 400, range: [300, 500], source: own count}}}
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working folder in which the study was run."""
    folder = tmp_path_factory.mktemp("keeping")
    path = folder / "small.yaml"
    path.write_text(STUDY, encoding="utf-8")
    recsim.run(path, workers=1, out=folder / "results")
    return folder


@pytest.fixture
def run(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The results folder, below the working folder."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    [found] = Path("results").glob("small-*")
    return found


def command(*arguments: object, code: int = 0) -> Result:
    """Call the command line in this process; ``code``: the exit code that is expected."""
    result = CliRunner().invoke(app, list(map(str, arguments)), prog_name="recsim")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def cli() -> object:
    """``command``, for tests."""
    return command
