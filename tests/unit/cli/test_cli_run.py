"""``recsim run``: what is simulated, what is used again, what is shown and kept."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import polars as pl
import pytest
from command_line import Folders, Recsim

from recsim import store
from recsim.experiments import runner


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the replications that are simulated from here on."""
    numbers: list[int] = []
    by_replication = runner.by_replication

    def watched(*args: object, replications: list[int], **more: object) -> object:
        numbers.extend(replications)
        return by_replication(*args, replications=replications, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "by_replication", watched)
    return numbers


def test_it_shows_and_keeps_a_study(study: Path, recsim: Recsim, runs_folder: Folders) -> None:
    shown = recsim("run", study).stdout
    [folder] = runs_folder()
    assert "A small study" in shown
    assert "waiting" in shown
    assert "placements" in shown
    assert (
        "2 runs of 28 days, rates over all of them together; in brackets, 95% intervals."
        in " ".join(shown.split())
    )
    assert f"Results: {folder}" in shown
    assert f"Picture: {folder}/plots/00_main.png" in shown
    assert store.read(folder).manifest.complete


def test_one_run_says_that_it_has_no_interval(study: Path, recsim: Recsim) -> None:
    shown = recsim("run", study, "-n", "1").stdout
    assert "One run of 28 days, no interval" in shown
    assert "interval of" not in shown
    assert " to " not in shown.split("One run")[0]


def test_the_same_command_again_simulates_nothing(
    study: Path, recsim: Recsim, simulated: list[int]
) -> None:
    first = recsim("run", study).stdout
    assert simulated == [0, 1]
    again = recsim("run", study).stdout
    assert simulated == [0, 1]
    assert again.replace(" (2 replications were there already)", "") == first


@pytest.mark.slow
def test_more_replications_than_before_simulates_the_others(
    study: Path, recsim: Recsim, simulated: list[int]
) -> None:
    recsim("run", study)
    shown = recsim("run", study, "--replications", "5").stdout
    assert simulated == [0, 1, 2, 3, 4]
    assert "Means of 5 runs" in shown


@pytest.mark.slow
def test_more_adds_to_a_finished_run(
    study: Path, recsim: Recsim, simulated: list[int], runs_folder: Folders
) -> None:
    recsim("run", study)
    recsim("run", study, "--more", "2")
    [folder] = runs_folder()
    recsim("run", folder, "--more", "1")
    assert simulated == [0, 1, 2, 3, 4]
    [folder] = runs_folder()
    manifest = store.read(folder).manifest
    assert manifest.replications == (0, 1, 2, 3, 4)
    assert manifest.complete
    assert (folder / "plots" / "00_main.png").read_text(encoding="utf-8") == "10 runs"
    assert (folder / "scenario.yaml").read_bytes() == study.read_bytes()


@pytest.mark.slow
def test_more_gives_the_same_tables_as_one_run(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study)
    recsim("run", study, "--more", "2")
    recsim("run", study, "-n", "4", "--out", "whole")
    [parts], [whole] = runs_folder(), list(Path("whole").iterdir())
    assert parts.name == whole.name
    for table in sorted(whole.glob("*.csv")):
        assert (parts / table.name).read_bytes() == table.read_bytes(), table.name


@pytest.mark.slow
def test_more_needs_a_finished_run(study: Path, recsim: Recsim) -> None:
    assert "none of these inputs" in recsim("run", study, "--more", "2", code=2).stderr
    recsim("run", study)
    other = recsim("run", study, "--more", "2", "--seed", "8", code=2)
    assert "none of these inputs" in other.stderr


@pytest.mark.parametrize("other", [["--replications", "3"], ["--fresh"]])
def test_more_contradicts_other_options(study: Path, recsim: Recsim, other: list[str]) -> None:
    result = recsim("run", study, "--more", "2", *other, code=2)
    assert f"cannot be combined with {other[0]}" in result.stderr


@pytest.mark.slow
def test_fresh_simulates_again(study: Path, recsim: Recsim, simulated: list[int]) -> None:
    recsim("run", study)
    recsim("run", study, "--fresh")
    assert simulated == [0, 1, 0, 1]


@pytest.mark.slow
def test_other_inputs_leave_the_results_alone(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study)
    [folder] = runs_folder()
    before = (folder / "runs.csv").read_bytes()
    for change in (["--seed", "8"], ["--set", "calling.care=0.9"], ["--with", "careless"]):
        recsim("run", study, *change)
    assert len(runs_folder()) == 4
    assert (folder / "runs.csv").read_bytes() == before


def test_settings_reach_the_simulation(study: Path, recsim: Recsim, runs_folder: Folders) -> None:
    recsim("run", study, "--set", "strategies.calling.recruiters=0", "--seed", "11", "-n", "1")
    [folder] = runs_folder()
    runs = pl.read_csv(folder / "runs.csv").filter(strategy="calling")
    assert runs["contacts"].to_list() == [0]
    assert runs["seed"].to_list() == [11]


@pytest.mark.slow
def test_a_new_title_needs_no_simulation(
    study: Path, recsim: Recsim, simulated: list[int], runs_folder: Folders
) -> None:
    recsim("run", study)
    text = study.read_text(encoding="utf-8").replace("A small study", "A better title")
    study.write_text(text, encoding="utf-8")
    assert "A better title" in recsim("run", study).stdout
    assert simulated == [0, 1]
    [folder] = runs_folder()
    assert "A better title" in (folder / "scenario.yaml").read_text(encoding="utf-8")
    assert "A better title" in (folder / "README.txt").read_text(encoding="utf-8")


@pytest.mark.slow
def test_several_files_run_in_turn(study: Path, recsim: Recsim, runs_folder: Folders) -> None:
    second = study.with_name("second.yaml")
    second.write_text(study.read_text(encoding="utf-8").replace("A small", "The second"))
    shown = recsim("run", study, second).stdout
    assert shown.index("A small study") < shown.index("The second study")
    assert [folder.name.split("-")[0] for folder in runs_folder()] == ["second", "study"]


def test_an_error_in_one_file_is_found_before_anything_runs(
    study: Path, recsim: Recsim, simulated: list[int]
) -> None:
    broken = study.with_name("broken.yaml")
    broken.write_text("strategies: {calling: {stile: active}}", encoding="utf-8")
    result = recsim("run", study, broken, "nowhere.yaml", code=2)
    assert "stile" in result.stderr
    assert "nowhere.yaml" in result.stderr
    assert simulated == []
    assert not Path("results").exists()


def test_a_failed_expectation_ends_with_3(study: Path, recsim: Recsim) -> None:
    text = study.read_text(encoding="utf-8").replace("equals: 0", "at_least: 5")
    study.write_text(text, encoding="utf-8")
    result = recsim("run", study, code=3)
    assert "Expectation failed: waiting: contacts at least 5: found 0" in result.stderr
    assert "Results: " in result.stdout


@pytest.mark.slow
def test_what_cannot_be_told_is_no_failure(study: Path, recsim: Recsim) -> None:
    statement = "strategy: calling, outcome: contacts, at_most: 1000, times: as it stands"
    text = study.read_text(encoding="utf-8").replace("equals: 0", "at_most: 50")
    text += f"  - {{{statement}, variant: careless}}\n"
    text += "  - {strategy: calling, outcome: response_rate, at_least: 0.2, at_most: 0.3}\n"
    study.write_text(text, encoding="utf-8")
    result = recsim("run", study)
    assert "Expectation" not in result.stderr
    told = "1 holds, 1 cannot be told yet and 1 is about a variant (--beside careless)."
    assert f"Of 3 expectations in the scenario's file, {told}" in " ".join(result.stdout.split())
    [run] = json.loads(recsim("run", study, "--beside", "all", "--json").stdout)["runs"]
    assert [found["verdict"] for found in run["expectations"]] == [
        "holds", "holds", "cannot tell",
    ]  # fmt: skip
    assert run["expectations"][1]["times"] == "as it stands"


@pytest.mark.parametrize("files", [1, 2])
def test_json_is_whole_where_pictures_cannot_be_drawn(
    study: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    other = study.with_name("other.yaml")
    other.write_text(study.read_text(encoding="utf-8"), encoding="utf-8")
    drawn: list[Path] = []

    def no_ink(results: object, folder: Path) -> list[Path]:
        drawn.append(folder)
        if len(drawn) == files:
            raise OSError(errno.ENOSPC, "no ink")
        picture = folder / "00_main.png"
        picture.write_text("it", encoding="utf-8")
        return [picture]

    monkeypatch.setattr("recsim.report.plots.write_all", no_ink)
    result = recsim("run", study, other, "--json", code=2)
    said = json.loads(result.stdout)
    assert [one["scenario"] for one in said["runs"]] == ["study", "other"][:files]
    assert result.stderr.endswith("plots: cannot be written: no ink\n")


@pytest.mark.slow
def test_nothing_is_expected_of_a_changed_scenario(study: Path, recsim: Recsim) -> None:
    text = study.read_text(encoding="utf-8").replace("equals: 0", "at_least: 5")
    study.write_text(text, encoding="utf-8")
    shown = recsim("run", study, "--set", "world.people=90").output
    assert "xpectation" not in shown
    recsim("run", study, "--with", "careless")
    recsim("run", study, "--seed", "8", code=3)


@pytest.mark.slow
def test_a_failed_run_ends_with_1_and_is_tried_again(
    study: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch, runs_folder: Folders
) -> None:
    from recsim.experiments import workers

    simulate = workers.engine("simpy")

    def fails_once(scenario: object, teams: list[str], replication: int, **more: bool) -> object:
        if replication == 1 and "calling" in teams:
            raise RuntimeError("the world ended")
        return simulate(scenario, teams, replication, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(workers, "engine", lambda name: fails_once)
        result = recsim("run", study, code=1)
    assert "Failed: calling, replication 1: RuntimeError: the world ended" in result.stderr
    assert "Results: " in result.stdout
    [folder] = runs_folder()
    assert store.read(folder).manifest.replications == (0,)
    recsim("run", study)
    assert store.read(folder).manifest.replications == (0, 1)
    assert store.read(folder).results.failures.height == 0


def test_if_all_runs_fail_nothing_is_written(
    study: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch, runs_folder: Folders
) -> None:
    def fails(*_: object, **__: object) -> object:
        raise RuntimeError("the world ended")

    monkeypatch.setattr("recsim.experiments.workers.engine", lambda name: fails)
    assert "nothing was written" in recsim("run", study, code=1).stderr
    assert runs_folder() == []


def test_quiet_prints_nothing(study: Path, recsim: Recsim, runs_folder: Folders) -> None:
    assert recsim("run", study, "--quiet").output == ""
    assert len(runs_folder()) == 1


def test_json_is_all_that_is_printed(study: Path, recsim: Recsim) -> None:
    result = recsim("run", study, "--json")
    assert result.stderr == ""
    [run] = json.loads(result.stdout)["runs"]
    assert run["scenario"] == "study"
    assert run["replications"] == 2
    assert run["seed"] == 7
    assert run["strategies"] == ["waiting", "calling"]
    assert run["expectations"][0]["holds"] is True
    rows = {(row["strategy"], row["measure"]): row for row in run["summary"]}
    assert rows["waiting", "contacts"]["mean"] == 0
    assert rows["waiting", "offences_per_1000_contacts"]["mean"] is None
    assert {row["strategy"] for row in run["differences"]} == {"calling"}
    assert Path(run["folder"]).is_dir()


def test_no_plots_draws_nothing(study: Path, recsim: Recsim, runs_folder: Folders) -> None:
    assert "Picture" not in recsim("run", study, "--no-plots").stdout
    [folder] = runs_folder()
    assert not (folder / "plots").exists()


def test_an_interrupt_while_drawing_keeps_the_results(
    study: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch, runs_folder: Folders
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("recsim.report.plots.write_all", interrupted)
    result = recsim("run", study, code=130)
    [folder] = runs_folder()
    assert f"all results are in {folder}" in result.stderr
    assert "placements" in result.stdout
    assert store.read(folder).manifest.complete
    assert sorted(path.name for path in Path("results").iterdir()) == [folder.name]


@pytest.mark.slow
def test_results_of_another_version_of_the_model_are_read_and_not_continued(
    study: Path,
    recsim: Recsim,
    monkeypatch: pytest.MonkeyPatch,
    runs_folder: Folders,
    simulated: list[int],
) -> None:
    recsim("run", study)
    [old] = runs_folder()
    monkeypatch.setattr("recsim.store.identity.code_hash", lambda: "0" * 64)
    monkeypatch.setattr("recsim.store.manifest.code_hash", lambda: "0" * 64)
    for command in ("run", "compare"):
        result = recsim(command, old)
        assert "made by another version of the model" in result.stderr
        assert "placements" in result.stdout
    assert "made by another version" in recsim("plot", old).stderr
    assert "would add other numbers" in recsim("run", old, "--more", "1", code=2).stderr
    assert "would add other numbers" in recsim("run", old, "-n", "5", code=2).stderr
    assert "are not replaced" in recsim("run", old, "--fresh", code=2).stderr
    assert simulated == [0, 1]
    recsim("run", study)
    assert simulated == [0, 1, 0, 1]
    assert len(runs_folder()) == 2
    assert "none of these inputs" in recsim("run", old, "--more", "1", "--seed", "9", code=2).stderr


@pytest.mark.slow
def test_what_an_option_changed_is_said_on_the_screen_and_in_the_folder(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    said = "care of calling: 0.9, was 0.3"
    result = recsim("run", study, "--set", "calling.care=0.9")
    assert f"Changed by --set: {said}." in result.stdout
    [folder] = runs_folder()
    assert said in (folder / "README.txt").read_text(encoding="utf-8")
    assert f"Changed by --set: {said}." in recsim("run", folder).stdout
    assert json.loads(recsim("run", folder, "--json").stdout)["runs"][0]["changed"] == [said]
    text = study.read_text(encoding="utf-8")
    study.write_text(text.replace("care: 0.3", "care: 0.9"), encoding="utf-8")
    assert "Changed by --set" not in recsim("run", study).stdout
    assert runs_folder() == [folder]
    assert said not in (folder / "README.txt").read_text(encoding="utf-8")


@pytest.mark.slow
def test_more_changes_are_said_after_those_that_a_folder_has(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study, "--set", "calling.care=0.9", "--no-plots")
    [folder] = runs_folder()
    shown = recsim("compare", folder, "--set", "calling.care=0.5").stdout
    assert shown.index("0.9, was 0.3") < shown.index("0.5, was 0.9")
