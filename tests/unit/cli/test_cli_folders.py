"""A results folder is what it holds: renamed, copied, unfinished, of another version, shared."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from command_line import Folders, Recsim

from recsim import store
from recsim.experiments import runner
from recsim.store import durable
from recsim.store.lock import locked


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


def test_a_copy_by_another_name_is_read_and_continued_where_it_is(
    study: Path, recsim: Recsim, runs_folder: Folders, simulated: list[int]
) -> None:
    recsim("run", study)
    [folder] = runs_folder()
    copy = Path("elsewhere", "a copy")
    shutil.copytree(folder, copy)
    shown = recsim("compare", copy).stdout
    assert shown.replace(str(copy), str(folder)) == recsim("compare", folder).stdout
    assert recsim("plot", copy).stdout.split("\n")[0] == str(copy / "plots" / "00_main.png")
    assert simulated == [0, 1]
    recsim("run", copy, "--more", "1")
    assert simulated == [0, 1, 2]
    assert store.read(copy).manifest.replications == (0, 1, 2)
    assert store.read(folder).manifest.replications == (0, 1)
    assert [path.name for path in Path("elsewhere").iterdir()] == ["a copy"]


def test_an_edited_copy_is_refused(study: Path, recsim: Recsim, runs_folder: Folders) -> None:
    recsim("run", study)
    [folder] = runs_folder()
    for name in ("runs.csv", "summary.csv", "differences.csv", "resolved.yaml"):
        copy = Path(f"copy of {name}")
        shutil.copytree(folder, copy)
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        for command in ("compare", "plot", "run"):
            assert f"{name}: was changed" in recsim(command, copy, code=2).stderr


def test_a_folder_under_the_name_of_another_study_is_refused(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study)
    recsim("run", study, "--seed", "8", "--out", "others")
    [folder], [other] = runs_folder(), list(Path("others").iterdir())
    shutil.rmtree(folder)
    other.rename(folder)
    for options in ([], ["--fresh"]):
        told = recsim("run", study, *options, code=2).stderr
        assert "holds the results of another study" in told
    assert "Seed 8" in recsim("compare", folder).stdout


def test_the_first_replications_of_a_larger_run_are_those_of_a_smaller_one(
    study: Path, recsim: Recsim, runs_folder: Folders, simulated: list[int]
) -> None:
    recsim("run", study, "-n", "4", "--no-plots")
    recsim("run", study, "-n", "2", "--out", "small", "--no-plots")
    [folder] = runs_folder()
    [small] = Path("small").iterdir()
    simulated.clear()
    for given in (study, folder):
        found = json.loads(recsim("run", given, "-n", "2", "--json", "--no-plots").stdout)
        asked = json.loads(recsim("compare", small, "--json").stdout)
        for key in ("replications", "summary", "differences", "verdicts"):
            assert found["runs"][0][key] == asked["runs"][0][key], key
    shown = recsim("compare", folder, "-n", "3").stdout
    assert "(4 replications are there, the first 3 are shown)" in shown
    assert simulated == []
    assert store.read(folder).manifest.replications == (0, 1, 2, 3)


def test_compare_reads_an_unfinished_folder_and_says_so(
    study: Path, recsim: Recsim, runs_folder: Folders, simulated: list[int]
) -> None:
    recsim("run", study)
    [folder] = runs_folder()
    text = (folder / "manifest.json").read_text(encoding="utf-8")
    (folder / "manifest.json").write_text(text.replace('"asked": 2', '"asked": 9'))
    resolved = (folder / "resolved.yaml").read_text(encoding="utf-8")
    assert "replications: 2" in resolved
    told = recsim("compare", folder, "-n", "9", code=2).stderr
    assert "holds 2 replications; to simulate the others: recsim run" in told
    assert simulated == [0, 1]


def test_tables_that_were_deleted_are_made_again(
    study: Path, recsim: Recsim, runs_folder: Folders, simulated: list[int]
) -> None:
    recsim("run", study, "--no-plots")
    [folder] = runs_folder()
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    for name in before:
        (folder / name).unlink()
    assert "is missing" in recsim("compare", folder, code=2).stderr
    recsim("run", study, "--no-plots")
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before
    assert simulated == [0, 1]


def test_a_damaged_part_is_told_and_can_be_deleted(
    study: Path, recsim: Recsim, runs_folder: Folders, simulated: list[int]
) -> None:
    recsim("run", study)
    recsim("run", study, "--more", "1")
    [folder] = runs_folder()
    runs = (folder / "runs.csv").read_bytes()
    part = max((folder / "parts").iterdir())
    part.write_bytes(part.read_bytes()[:-1])
    for command in ("run", "compare", "plot"):
        assert f"{part}: is damaged" in recsim(command, folder, code=2).stderr
    recsim("run", study, "--seed", "8")  # others go on
    part.unlink()
    assert "holds no longer all that was finished" in recsim("plot", folder, code=2).stderr
    simulated.clear()
    recsim("run", folder, "-n", "3")
    assert simulated == [2]
    assert (folder / "runs.csv").read_bytes() == runs


def test_one_broken_folder_stops_no_command_about_another(study: Path, recsim: Recsim) -> None:
    recsim("run", study)
    broken = Path("results", "broken")
    broken.mkdir()
    (broken / "manifest.json").write_text("{", encoding="utf-8")
    recsim("plot", "study")
    recsim("run", study, "--more", "1")
    assert "manifest.json: cannot be read" in recsim("plot", broken, code=2).stderr


def test_a_second_writer_is_locked_out_and_readers_are_not(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study)
    [folder] = runs_folder()
    with locked(folder):
        told = recsim("run", study, "-n", "3", code=1).stderr
        assert "another recsim is writing" in told
        recsim("run", study)
        recsim("compare", folder)
    recsim("run", study, "-n", "3")
    assert not list(folder.glob(".*"))


def test_what_a_full_disk_does_not_take_is_kept_elsewhere_and_comes_home(
    study: Path,
    recsim: Recsim,
    runs_folder: Folders,
    monkeypatch: pytest.MonkeyPatch,
    simulated: list[int],
    tmp_path: Path,
) -> None:
    recsim("run", study, "-n", "1", "--no-plots")
    recsim("run", study, "-n", "3", "--out", "whole", "--no-plots")
    [folder] = runs_folder()
    [whole] = Path("whole").iterdir()
    sync = durable._sync
    rescued = tmp_path / "rescued"
    monkeypatch.setenv("RECSIM_RESCUE_DIR", f"{folder / 'full, too'}:{rescued}")

    def full(path: Path) -> None:
        if folder.resolve() in path.resolve().parents:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(path)

    with monkeypatch.context() as patched:
        patched.setattr(durable, "_sync", full)
        told = recsim("run", study, "-n", "3", "--no-plots", code=1).stderr
        [place] = rescued.iterdir()
        assert "No space left on device" in told
        assert f"2 finished replications are kept in {place}" in told
        assert set(store.read(place).results.runs["replication"]) == {1, 2}
        assert "are still kept in" in recsim("run", study, "-n", "3", code=2).stderr
    simulated.clear()
    recsim("run", study, "-n", "3", "--no-plots")
    assert simulated == []
    assert not list(rescued.iterdir())
    for name in ("runs.csv", "series.csv", "summary.csv"):
        assert (folder / name).read_bytes() == (whole / name).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run", "study.yaml", "--more", "999999999999"], "expected at most 99,998"),
        (["run", "study.yaml", "-n", "999999999999"], "100000"),
        (["run", "study.yaml", "--workers", "99999"], "more than this computer can use"),
    ],
)
def test_no_number_takes_all_of_the_memory(
    study: Path, recsim: Recsim, arguments: list[str], words: str, simulated: list[int]
) -> None:
    recsim("run", study, "--no-plots")
    if "--workers" in arguments:
        from typer.testing import CliRunner

        from recsim.cli.app import app

        told = CliRunner().invoke(app, arguments, prog_name="recsim")
        assert told.exit_code == 2
        assert words in " ".join(told.stderr.replace("\u2502", "").split())
    else:
        assert words in recsim(*arguments, code=2).stderr.replace("100,000", "100000")
    assert simulated == [0, 1]


def test_a_folder_is_no_place_for_the_results_of_a_folder(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study)
    [folder] = runs_folder()
    assert "--out is for files" in recsim("run", folder, "--out", "x", code=2).stderr
    assert "--fresh belongs to" in recsim("compare", folder, "--fresh", code=2).stderr


def test_files_to_be_shared_name_no_folder_of_the_author(
    study: Path, recsim: Recsim, runs_folder: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["recsim", "run", str(study), f"--out={study.parent}"])
    recsim("run", study.resolve(), "--set", "calling.care=0.4")
    [folder] = runs_folder()
    for path in folder.rglob("*"):
        if path.is_file():
            assert str(study.parent).encode() not in path.read_bytes(), path
    manifest = store.read(folder).manifest
    assert manifest.command == f"recsim run study.yaml --out={study.parent.name}"
    assert "file study.yaml:" in (folder / "resolved.yaml").read_text(encoding="utf-8")


def test_columns_of_another_version_are_read_as_far_as_they_are_there(
    study: Path, recsim: Recsim, runs_folder: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A measure that was added since is undefined in older results."""
    from recsim.analysis import results as tables
    from recsim.store import parts

    recsim("run", study)
    [folder] = runs_folder()
    wider = {**tables.RUNS, "added_since": pl.Float64}
    monkeypatch.setitem(parts.TABLES, "runs", wider)  # type: ignore[arg-type]
    with pytest.raises(store.StoreError, match="no column added_since"):
        store.read(folder)
    monkeypatch.setattr("recsim.store.manifest.code_hash", lambda: "0" * 64)
    stored = store.read(folder)
    assert not stored.same_code
    assert stored.results.runs["added_since"].null_count() == stored.results.runs.height
