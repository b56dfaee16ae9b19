"""A study on two pages of paper."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path

import pytest
from typer.testing import CliRunner

import recsim
from recsim.cli.app import app

STUDY = """\
recsim: 1
title: "Ours & <theirs>"
question: Should two of us call?
world:
  people: 150
  offence: {scale: {value: 2, source: "our own complaints <2025>", confidence: low}}
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, recruiters: 1}
study: {horizon_days: 119, warm_up_days: 0, replications: 3, seed: 7}
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mine.yaml"
    path.write_text(STUDY, encoding="utf-8")
    return path


@pytest.mark.slow
def test_everything_is_on_it(study: Path) -> None:
    run = recsim.run(study, workers=1, out="results")
    sweep = recsim.sweep(study, "calling.care=0,1", replications=2, workers=1, out="results")
    done = CliRunner().invoke(app, ["report", str(study), "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {
        "report": "mine-report.html",
        "studies": [str(sweep.folder)],
    }
    text = Path("mine-report.html").read_text(encoding="utf-8")
    assert "<h1>Ours &amp; &lt;theirs&gt;</h1>" in text
    assert "Should two of us call?" in text
    assert "our own complaints &lt;2025&gt; (low confidence)" in text
    assert "<code>world.offence.scale</code> 2.0 times, not 1.0. Source: our own complaints" in text
    assert "What could turn it" in text
    assert "recsim assumptions mine" in text
    assert "Where it turns" in text
    for said in (run.verdicts()[0].split(".")[0], sweep.headline().split(".")[0]):
        assert escape(said) in text
    assert text.count('src="data:image/png;base64,') >= 3
    assert not re.search(r'(src|href)="(?!data:)', text)  # nothing is fetched


@pytest.mark.slow
def test_from_python(study: Path) -> None:
    run = recsim.run(study, workers=1, out="results")
    first = run.report("one.html").read_bytes()
    assert run.report("two.html").read_bytes() == first
    with pytest.raises(ValueError, match="is in no folder"):
        recsim.run(study, workers=1).report("three.html")


@pytest.mark.slow
def test_a_folder_is_read_as_it_is(study: Path) -> None:
    run = recsim.run(study, workers=1, out="results")
    study.unlink()
    done = CliRunner().invoke(app, ["report", str(run.folder), "-o", "kept.html"])
    assert done.exit_code == 0, done.output
    assert "Written: kept.html" in done.output
    assert Path("kept.html").is_file()


@pytest.mark.slow
def test_other_studies_are_refused(study: Path) -> None:
    run = recsim.run(study, workers=1, out="results")
    other = study.with_name("other.yaml")
    other.write_text(STUDY, encoding="utf-8")
    sweep = recsim.sweep(other, "calling.care=0,1", replications=2, workers=1, out="results")
    for beyond, said in ((sweep.folder, "is about other"), ("results", "is no sweep, tuning")):
        done = CliRunner().invoke(app, ["report", str(run.folder), str(beyond)])
        assert done.exit_code == 2
        assert said in " ".join(done.output.split())
    done = CliRunner().invoke(app, ["report", str(run.folder), "-o", "no/such/folder.html"])
    assert done.exit_code == 1
    assert "cannot be written" in done.output
