"""``recsim compare`` uses what is stored; ``recsim plot`` draws what is stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Folders, Recsim

from recsim.experiments import runner
from recsim.store import read
from recsim.telling.study import verdicts


def _no_simulation(*_: object, **__: object) -> None:
    raise AssertionError("nothing should be simulated")


@pytest.mark.slow
def test_compare_uses_a_stored_run(
    study: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch, runs_folder: Folders
) -> None:
    recsim("run", study)
    monkeypatch.setattr(runner, "by_replication", _no_simulation)
    by_file = recsim("compare", study).stdout
    [folder] = runs_folder()
    assert recsim("compare", folder).stdout == by_file
    assert "calling against waiting" in by_file
    assert "correlation" in by_file
    words = " ".join(by_file.split())
    for sentence in verdicts(read(folder).results):
        assert sentence in words


@pytest.mark.slow
def test_compare_runs_what_is_not_stored(study: Path, recsim: Recsim, runs_folder: Folders) -> None:
    recsim("compare", study)
    [folder] = runs_folder()
    assert read(folder).manifest.complete
    assert not (folder / "plots").exists()  # drawn by run and plot
    assert "Picture: " in recsim("run", study).stdout


@pytest.mark.slow
def test_compare_speaks_json(study: Path, recsim: Recsim) -> None:
    [run] = json.loads(recsim("compare", study, "--json").stdout)["runs"]
    row = next(row for row in run["differences"] if row["measure"] == "placements")
    assert row["baseline"] == "waiting"
    assert row["strategy"] == "calling"
    assert row["wins"] + row["ties"] + row["losses"] == row["n"] == 2
    assert run["verdicts"]


def test_compare_needs_two_strategies(study: Path, recsim: Recsim) -> None:
    text = study.read_text(encoding="utf-8")
    lonely = [
        line for line in text.splitlines() if "calling" not in line and "variants" not in line
    ]
    study.write_text("\n".join(lonely), encoding="utf-8")
    assert "needs two or more" in recsim("compare", study, code=2).stderr


@pytest.mark.slow
def test_plot_draws_again_by_folder_or_by_name(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study)
    [folder] = runs_folder()
    picture = folder / "plots" / "00_main.png"
    for name in (folder, "study", "study.yaml"):
        picture.unlink()
        assert recsim("plot", name).stdout.split() == [str(picture)]
        assert picture.exists()


def test_plot_needs_a_run(study: Path, recsim: Recsim) -> None:
    assert "there is no run of a scenario of this name" in recsim("plot", study, code=2).stderr
    assert "no results folder" in recsim("plot", ".", code=2).stderr


@pytest.mark.slow
def test_an_edited_results_folder_is_refused(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study)
    [folder] = runs_folder()
    with (folder / "runs.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    for command in (["plot", folder], ["compare", study], ["run", study]):
        assert "runs.csv: was changed after the run" in recsim(*command, code=2).stderr
    recsim("run", study, "--fresh")
    recsim("compare", study)


@pytest.mark.slow
def test_what_the_author_measured_is_not_called_unknown(study: Path, recsim: Recsim) -> None:
    own = "{value: 1.2, range: [1, 1.5], source: own survey}"
    text = study.read_text(encoding="utf-8")
    study.write_text(
        text.replace("{people: 80}", f"{{people: 80, offence: {{scale: {own}}}}}"), encoding="utf-8"
    )
    said = " ".join(recsim("compare", study).stdout.split())
    assert "(world.offence.scale) is 1.2 by your source, own survey; run both ends" in said
    assert "Nobody has measured how often contacts draw complaints" not in said
