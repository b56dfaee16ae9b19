"""``--beside``: a scenario and its variants in one run, one folder, one comparison."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from command_line import Folders, Recsim

from recsim import store
from recsim.experiments import runner

VARIANTS = """\
variants:
  careless: {label: careless callers, strategies: {calling: {care: 0.1}}}
  crowd: {world: {people: 160}}
"""


@pytest.fixture
def beside(study: Path) -> Path:
    lines = study.read_text(encoding="utf-8").splitlines()
    at = lines.index("variants:")
    text = "\n".join([*lines[:at], VARIANTS.rstrip(), *lines[at + 2 :]])
    study.write_text(text, encoding="utf-8")
    return study


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Number of the replication of each task from here on."""
    numbers: list[int] = []
    perform = runner.perform_all

    def watched(scenario: object, tasks: list[object], *rest: object) -> object:
        numbers.extend(task.replication for task in tasks)  # type: ignore[attr-defined]
        return perform(scenario, tasks, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "perform_all", watched)
    return numbers


def test_it_shows_and_keeps_all_variants(
    beside: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    shown = recsim("run", beside, "--beside", "all").stdout
    [folder] = runs_folder()
    lines = [line for line in shown.splitlines() if line.startswith("- ")]
    assert [line[:18].rstrip() for line in lines[:4]] == [
        "- careless callers", "- crowd", "- careless callers", "- crowd",
    ]  # fmt: skip
    assert f"recsim compare {folder}" in shown
    assert set(pl.read_csv(folder / "runs.csv")["variant"].fill_null("")) == {
        "", "careless", "crowd",
    }  # fmt: skip
    stored = store.read(folder)
    assert stored.manifest.complete
    assert stored.results.beside["crowd"].scenario.world.people == 160


def test_a_plain_run_and_others_are_left_alone(
    beside: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", beside)
    [plain] = runs_folder()
    before = {path.name: path.read_bytes() for path in plain.glob("*.*")}
    recsim("run", beside, "--beside", "all")
    recsim("run", beside, "--beside", "crowd")
    recsim("run", beside, "--with", "crowd", "--beside", "all")
    assert len(runs_folder()) == 4
    assert {path.name: path.read_bytes() for path in plain.glob("*.*")} == before
    both = pl.read_csv(next(Path("results").glob("study+crowd-beside*")) / "runs.csv")
    assert set(both["variant"]) == {"crowd", "crowd+careless"}


def test_the_scenario_itself_is_that_of_a_plain_run(
    beside: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", beside)
    recsim("run", beside, "--beside", "all")
    recsim("run", beside, "--with", "careless")
    folders = sorted(Path("results").iterdir(), key=lambda folder: folder.stat().st_mtime_ns)
    plain, all_, careless = (
        pl.read_csv(folder / "runs.csv", infer_schema=False).with_columns(
            pl.col("variant").fill_null("")
        )
        for folder in folders
    )
    assert all_.filter(variant="").equals(plain)
    assert all_.filter(variant="careless").equals(careless)


def test_the_same_again_simulates_nothing_and_more_adds_to_all(
    beside: Path, recsim: Recsim, simulated: list[int], runs_folder: Folders
) -> None:
    recsim("run", beside, "--beside", "all")
    assert simulated == [0] * 6 + [1] * 6
    recsim("run", beside, "--beside", "careless,crowd")
    recsim("compare", beside, "--beside", "all")
    assert len(simulated) == 12
    recsim("run", beside, "--beside", "all", "--more", "1")
    [folder] = runs_folder()
    recsim("run", folder, "--more", "1")  # the folder knows what is beside
    assert simulated[12:] == [2] * 6 + [3] * 6
    stored = store.read(folder)
    assert stored.manifest.replications == (0, 1, 2, 3)
    assert stored.results.table("runs").height == 4 * 6


def test_a_new_label_needs_no_simulation(
    beside: Path, recsim: Recsim, simulated: list[int], runs_folder: Folders
) -> None:
    recsim("run", beside, "--beside", "all")
    text = beside.read_text(encoding="utf-8").replace("careless callers", "rude callers")
    beside.write_text(text, encoding="utf-8")
    assert "- rude callers" in recsim("run", beside, "--beside", "all").stdout
    assert len(simulated) == 12
    [folder] = runs_folder()
    assert store.read(folder).results.scenario.variant_label("careless") == "rude callers"


def test_compare_says_what_each_variant_changes(
    beside: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    shown = recsim("compare", beside, "--beside", "all").stdout
    [folder] = runs_folder()
    assert recsim("compare", folder).stdout.split("Results:")[0] == shown.split("Results:")[0]
    assert "calling: careless callers" in shown
    assert "waiting: crowd" in shown
    assert "calling against waiting" not in shown


def test_one_strategy_is_enough_to_compare_variants(study: Path, recsim: Recsim) -> None:
    text = study.read_text(encoding="utf-8")
    lonely = [line for line in text.splitlines() if "waiting" not in line]
    study.write_text("\n".join(lonely).replace("expect:", "expect: []"), encoding="utf-8")
    assert "or --beside" in recsim("compare", study, code=2).stderr
    assert "calling: careless" in recsim("compare", study, "--beside", "all").stdout


def test_json_has_rows_of_all_variants(beside: Path, recsim: Recsim) -> None:
    [run] = json.loads(recsim("run", beside, "--beside", "all", "--json").stdout)["runs"]
    assert run["beside"] == ["careless", "crowd"]
    assert {row["variant"] for row in run["summary"]} == {"", "careless", "crowd"}
    pairs = {(row["baseline_variant"], row["variant"]) for row in run["differences"]}
    assert pairs == {
        ("", ""), ("careless", "careless"), ("crowd", "crowd"), ("", "careless"), ("", "crowd"),
    }  # fmt: skip
    assert len(run["variant_verdicts"]) == 4
    [plain] = json.loads(recsim("run", beside, "--json").stdout)["runs"]
    assert plain["beside"] == plain["variant_verdicts"] == []


def test_plot_draws_such_a_folder(beside: Path, recsim: Recsim, runs_folder: Folders) -> None:
    recsim("run", beside, "--beside", "all", "--no-plots")
    [folder] = runs_folder()
    assert str(folder) in recsim("plot", "study").stdout
    assert str(folder) in recsim("plot", folder).stdout


def test_a_failure_names_its_variant(
    beside: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch
) -> None:
    from recsim.experiments import workers

    simulate = workers.engine("simpy")

    def fails(scenario: object, teams: list[str], replication: int, **more: bool) -> object:
        if replication == 1 and scenario.world.people == 160:  # type: ignore[attr-defined]
            raise RuntimeError("too many")
        return simulate(scenario, teams, replication, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "engine", lambda name: fails)
    stderr = recsim("run", beside, "--beside", "all", code=1).stderr
    assert "Failed: calling (crowd), replication 1: RuntimeError: too many" in stderr


def test_a_change_of_a_stored_run_is_kept_with_its_results(
    beside: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", beside, "--beside", "all")
    [old] = runs_folder()
    recsim("run", old, "--set", "world.demand.requisitions_per_recruiter_year=99")
    [new] = [folder for folder in runs_folder() if folder != old]
    stored = store.read(new)
    assert stored.results.scenario.world.demand.requisitions_per_recruiter_year == 99
    assert list(stored.results.beside) == ["careless", "crowd"]
    recsim("run", new, "--more", "1")
    assert store.read(new).manifest.replications == (0, 1, 2)
