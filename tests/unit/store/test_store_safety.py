"""Never half a folder, never other inputs' results, never numbers that somebody edited."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from recsim import store
from recsim.analysis.results import Results
from recsim.scenario.load import Loaded, load
from recsim.store import folder as folders


def test_other_inputs_go_to_another_folder(loaded: Loaded, scenario_file: Path) -> None:
    here = store.folder_for(Path(), loaded.scenario)
    for change in ("study.seed=8", "strategies.calling.care=0.31", "world.people=81"):
        other = load(scenario_file, set_=[change])
        assert store.folder_for(Path(), other.scenario) != here, change
    more = load(scenario_file, replications=50)
    assert store.folder_for(Path(), more.scenario) == here


def test_other_code_goes_to_another_folder(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    here = store.folder_for(Path(), loaded.scenario)
    monkeypatch.setattr("recsim.store.identity.code_hash", lambda: "0" * 64)
    assert store.folder_for(Path(), loaded.scenario) != here


@pytest.mark.parametrize("name", ["../../etc", "a/b", ".hidden", "x" * 300, "\u00fcber alles"])
def test_a_folder_name_stays_below_the_results(loaded: Loaded, name: str) -> None:
    scenario = loaded.scenario.model_copy(update={"name": name})
    found = store.folder_for(Path("results"), scenario)
    assert found.parent == Path("results")
    assert len(found.name) < 120
    assert not found.name.startswith(".")


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError("disk full"), RuntimeError])
def test_an_interruption_leaves_what_was_there(
    results: Results,
    loaded: Loaded,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: type[BaseException] | BaseException,
) -> None:
    folder = store.write(results, loaded, tmp_path)
    before = (folder / "manifest.json").read_bytes()

    def stop(*_: object) -> None:
        raise error

    monkeypatch.setattr(folders, "_write_logs", stop)
    with pytest.raises((KeyboardInterrupt, store.StoreError, RuntimeError)):
        store.write(results, loaded, tmp_path)
    assert (folder / "manifest.json").read_bytes() == before
    assert list(tmp_path.iterdir()) == [folder]
    store.read(folder)


def test_an_interruption_while_folders_are_swapped_leaves_what_was_there(
    results: Results, loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = store.write(results, loaded, tmp_path)
    rename = Path.rename

    def stop_at_the_second(path: Path, target: Path) -> Path:
        if target == folder and path.suffix != ".old":
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        store.write(results, loaded, tmp_path)
    assert list(tmp_path.iterdir()) == [folder]
    store.read(folder)


def test_a_folder_that_cannot_be_written_is_told(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(store.StoreError, match="cannot be written"):
        store.write(results, loaded, tmp_path / "file" / "results")


def test_results_can_be_read_by_others(results: Results, loaded: Loaded, tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        folder = store.write(results, loaded, tmp_path)
    finally:
        os.umask(mask)
    assert folder.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("name", ["runs.csv", "series.csv", "resolved.yaml"])
def test_a_changed_file_is_refused(
    results: Results, loaded: Loaded, tmp_path: Path, name: str
) -> None:
    folder = store.write(results, loaded, tmp_path)
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(store.StoreError, match=rf"{name}: was changed.*--fresh"):
        store.read(folder)


@pytest.mark.parametrize("name", ["runs.csv", "segments.csv", "resolved.yaml", "manifest.json"])
def test_a_missing_file_is_refused(
    results: Results, loaded: Loaded, tmp_path: Path, name: str
) -> None:
    folder = store.write(results, loaded, tmp_path)
    (folder / name).unlink()
    with pytest.raises(store.StoreError, match=name):
        store.read(folder)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "cannot be read"),
        ("[1, 2]", "not a manifest"),
        ('{"format": 1}', "damaged"),
        ('{"format": 99, "recsim": "9.9"}', "recsim 9.9"),
        ("\udcff", "cannot be read"),
    ],
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "manifest.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(store.StoreError, match=complaint):
        store.read(tmp_path)


def test_a_damaged_event_log_is_refused(results: Results, loaded: Loaded, tmp_path: Path) -> None:
    folder = store.write(results, loaded, tmp_path)
    (folder / "events" / "calling-0.parquet").write_bytes(b"nonsense")
    with pytest.raises(store.StoreError, match=r"calling-0\.parquet: cannot be read"):
        store.read(folder)


def test_a_table_of_another_version_is_refused(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    folder = store.write(results, loaded, tmp_path)
    path = folder / "runs.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("placements", "hires", 1))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["runs.csv"] = store.hash_file(path)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(store.StoreError, match="no column placements; another version"):
        store.read(folder)


def test_odd_folder_names_are_no_patterns(results: Results, loaded: Loaded, tmp_path: Path) -> None:
    folder = store.write(results, loaded, tmp_path / "a [b] * c")
    assert store.read(folder).results.runs.height == results.runs.height


def test_the_latest_run_of_a_scenario_is_the_last(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    first = store.write(results, loaded, tmp_path)
    later = tmp_path / "small-later"
    shutil.copytree(first, later)
    manifest = json.loads((later / "manifest.json").read_text(encoding="utf-8"))
    manifest["ended"] = "2999-01-01T00:00:00+00:00"
    (later / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "unrelated").mkdir()
    assert store.runs_of("small", tmp_path) == [first, later]
    assert store.runs_of("other", tmp_path) == []
    assert store.runs_of("small", tmp_path / "nowhere") == []


def test_pictures_are_replaced_as_a_whole(results: Results, loaded: Loaded, tmp_path: Path) -> None:
    folder = store.write(results, loaded, tmp_path)
    store.draw(folder, lambda plots: (plots / "old.png").write_bytes(b"old"))
    store.draw(folder, lambda plots: (plots / "new.png").write_bytes(b"new"))
    assert [path.name for path in (folder / store.PLOTS).iterdir()] == ["new.png"]

    def fail(plots: Path) -> None:
        (plots / "half.png").write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.draw(folder, fail)
    assert [path.name for path in (folder / store.PLOTS).iterdir()] == ["new.png"]
    store.read(folder)
