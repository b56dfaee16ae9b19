"""A small study in an empty working folder, and the command line to run it with."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Folders, Recsim
from typer.testing import CliRunner, Result

from recsim.analysis.results import Results
from recsim.cli.app import app

STUDY = """\
recsim: 1
title: A small study
question: Does the command line work?
world: {people: 80}
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, recruiters: 2, care: 0.3}
variants:
  careless: {strategies: {calling: {care: 0.1}}}
study: {horizon_days: 28, warm_up_days: 0, replications: 2, seed: 7}
expect:
  - {strategy: waiting, outcome: contacts, equals: 0}
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``study.yaml`` in the working folder, which is otherwise empty."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "study.yaml"
    path.write_text(STUDY, encoding="utf-8")
    return path


@pytest.fixture
def recsim(monkeypatch: pytest.MonkeyPatch) -> Recsim:
    """Call the command line in this process, on 80 columns, with one small picture a run."""

    def one_picture(results: Results, folder: Path) -> list[Path]:
        picture = folder / "00_main.png"
        picture.write_text(f"{results.runs.height} runs", encoding="utf-8")
        return [picture]

    monkeypatch.setattr("recsim.report.plots.write_all", one_picture)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("recsim.cli.console.LINE_SECONDS", 1e6)  # on a machine that is busy, too

    def call(*arguments: str | Path, code: int = 0) -> Result:
        work = ["--workers", "1"] if arguments and arguments[0] in ("run", "compare") else []
        result = CliRunner().invoke(app, [*map(str, arguments), *work], prog_name="recsim")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture
def runs_folder() -> Folders:
    """Results folders below the working folder."""
    return lambda: sorted(Path("results").glob("[!.]*"))
