"""Never half a folder, never other inputs' results, never numbers that somebody edited."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from recsim import store
from recsim.analysis.results import Results
from recsim.scenario.load import Loaded, load
from recsim.store import durable, logs, rescue
from recsim.store.complete import only
from recsim.store.identity import inputs_hash, plain_name
from recsim.store.tables import NAMES

FULL = Path("/dev/full")
"""Where nothing is ever written for want of room."""


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
    scenario = loaded.scenario.unchecked(name=name)
    found = store.folder_for(Path("results"), scenario)
    assert found.parent == Path("results")
    assert len(found.name) < 120
    assert not found.name.startswith(".")


class Torn(BaseException):
    """The process ends here: nothing of it goes on."""


@pytest.mark.slow
@pytest.mark.parametrize("error", [Torn(), OSError(errno.ENOSPC, "No space left on device")])
def test_wherever_writing_is_torn_everything_finished_is_there(
    results: Results, loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
) -> None:  # fmt: skip
    """Torn at the first, second, ... file that is put on the disk, and then done again."""
    monkeypatch.setenv("RECSIM_RESCUE_DIR", str(tmp_path / "rescued"))
    whole = store.write(results, loaded, tmp_path / "whole")
    sync, steps = durable._sync, 0
    for stop in range(1000):
        out = tmp_path / f"{stop}"
        folder = store.write(only(results, [0]), loaded, out)
        count = iter(range(1000))

        def torn(path: Path, count: Iterator[int] = count, stop: int = stop) -> None:
            if next(count) == stop:
                raise error
            sync(path)

        with monkeypatch.context() as patched:
            patched.setattr(durable, "_sync", torn)
            try:
                store.write(results, loaded, out)
                steps = stop
            except (Torn, store.StoreError):
                pass
        kept = store.read(folder)
        assert 0 in kept.manifest.replications
        assert kept.results.runs.equals(
            results.runs.filter(pl.col("replication").is_in(kept.manifest.replications))
        )
        assert store.write(results, loaded, out) == folder
        for name in ("runs.csv", "segments.csv", "series.csv", "summary.csv", "README.txt"):
            assert (folder / name).read_bytes() == (whole / name).read_bytes(), (stop, name)
        assert not list(folder.rglob(".*"))
        if steps:
            break
    assert steps > 10


def test_a_folder_that_cannot_be_written_is_told(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with pytest.raises(store.StoreError, match="cannot be written"):
        store.write(results, loaded, tmp_path / "file" / "results")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_an_event_log_for_which_there_is_no_room_is_kept_elsewhere(
    results: Results, loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECSIM_RESCUE_DIR", str(tmp_path / "rescued"))
    write = logs.write_log
    home = tmp_path / "results"

    def on_a_full_disk(log: Any, path: Path, *names: Any) -> None:
        write(log, FULL if path.is_relative_to(home) else path, *names)

    with monkeypatch.context() as patched:
        patched.setattr(logs, "write_log", on_a_full_disk)
        with pytest.raises(store.Rescued, match=r"No space left.*\n3 finished replications"):
            store.write(results, loaded, home)
    found = store.read(store.write(only(results, [0]), loaded, home)).results
    assert set(found.logs) == set(results.logs)


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no folder in memory")
def test_without_a_temporary_folder_there_are_other_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a full disk: Python tries to write before it says which folder it is."""
    monkeypatch.delenv("RECSIM_RESCUE_DIR", raising=False)
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._candidate_tempdir_list", list)
    found = rescue.places("0" * 64)
    assert len(found) > 1
    assert found[-1].is_relative_to("/dev/shm")


@pytest.mark.parametrize("letter", ["b", "\u4e00", "\udcff"])
def test_a_file_may_have_the_longest_name_that_a_disk_takes(
    results: Results, loaded: Loaded, tmp_path: Path, letter: str
) -> None:
    long = tmp_path / f"{letter * (250 // len(os.fsencode(letter)))}.yaml"
    try:
        long.write_bytes(b"")
    except OSError:
        pytest.skip("this disk takes no such name")  # macOS: none that is no UTF-8; Linux takes all
    durable.deliver(long, "title: A base")
    extending = replace(loaded, files=(loaded.files[0], long))
    folder = store.write(results, extending, tmp_path / "results")
    [kept] = (folder / "extends").iterdir()
    assert kept.read_bytes() == long.read_bytes()
    assert kept.name.startswith("1-")
    assert kept.suffix == ".yaml"
    assert store.read(folder).results.runs.equals(results.runs)


def test_where_nothing_can_be_kept_nothing_is_left(
    results: Results, loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setenv("RECSIM_RESCUE_DIR", f"{tmp_path / 'one'}{os.pathsep}{tmp_path / 'two'}")
    for torn in (lambda path: path.suffix == ".zip", lambda _: True):  # the parts alone; everything
        sync = durable._sync
        with monkeypatch.context() as patched:
            patched.setattr(
                durable, "_sync", lambda path, t=torn, s=sync: (full if t(path) else s)(path)
            )
            with pytest.raises(store.StoreError, match="nor is there room anywhere else"):
                store.write(results, loaded, tmp_path / "results")
        assert not [*tmp_path.glob("one/*"), *tmp_path.glob("two/*")]


def test_what_a_kill_leaves_of_a_place_whose_work_came_home_is_in_nobodys_way(
    results: Results, loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECSIM_RESCUE_DIR", str(tmp_path / "rescued"))
    [place] = rescue.places(inputs_hash(loaded.scenario, loaded.beside))
    place.parent.mkdir()
    store.write(results, loaded, tmp_path / "elsewhere").rename(place)

    def torn(path: Path, **_: Any) -> None:
        min(Path(path).glob("events/*")).unlink()
        raise Torn

    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", torn)
        with pytest.raises(Torn), store.writing(tmp_path / "home", loaded):
            pass
    [left] = place.parent.iterdir()
    left.rename(left.with_name(left.name.replace(str(os.getpid()), str(GONE), 1)))
    with store.writing(tmp_path / "another", loaded) as another:
        assert not another.held.complete
    assert not list(place.parent.iterdir())
    with store.writing(tmp_path / "home", loaded) as home:
        assert set(home.held.complete) == set(results.runs["replication"])


def test_results_can_be_read_by_others(results: Results, loaded: Loaded, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        folder = store.write(results, loaded, tmp_path)
    finally:
        after = os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o750
    assert after == 0o027


@pytest.mark.parametrize(
    "name",
    [*NAMES, "resolved.yaml", "scenario.yaml", "extends/1-base.yaml", "events/calling-0.parquet"],
)
def test_a_changed_file_is_refused(folder: Path, name: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(store.StoreError, match=rf"{Path(name).name}: was changed.*--fresh"):
        store.read(folder)


@pytest.mark.parametrize("name", ["runs.csv", "segments.csv", "resolved.yaml", "manifest.json"])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
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


def test_a_damaged_event_log_is_refused(folder: Path) -> None:
    logs = store.read(folder).results.logs
    (folder / "events" / "calling-0.parquet").write_bytes(b"nonsense")
    with pytest.raises(store.StoreError, match=r"calling-0\.parquet: cannot be read"):
        logs["calling", 0]
    with pytest.raises(store.StoreError, match=r"calling-0\.parquet: was changed"):
        store.read(folder)


def test_odd_folder_names_are_no_patterns(results: Results, loaded: Loaded, tmp_path: Path) -> None:
    folder = store.write(results, loaded, tmp_path / "a [b] * c")
    assert store.read(folder).results.runs.height == results.runs.height


def test_the_latest_run_of_a_scenario_is_the_last(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    first = store.write(results, loaded, tmp_path)
    later = tmp_path / "a-copy"  # first in the alphabet
    shutil.copytree(first, later)
    manifest = json.loads((later / "manifest.json").read_text(encoding="utf-8"))
    manifest["ended"] = "2999-01-01T00:00:00+00:00"
    (later / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "unrelated").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("not JSON", encoding="utf-8")
    assert store.runs_of("small", tmp_path) == [first, later]
    assert store.runs_of("other", tmp_path) == []
    assert store.runs_of("small", tmp_path / "nowhere") == []


GONE = 999_999_999
"""Number of a process that no system gives."""


def test_what_killed_processes_left_goes_and_what_others_write_stays(folder: Path) -> None:
    def begun(number: int, name: str) -> Path:
        own = durable.unfinished(folder / name)
        return own.with_name(own.name.replace(str(os.getpid()), str(number), 1))

    left = [
        begun(number, name)
        for number in (GONE, os.getpid(), 10**30)
        for name in ("a[b].txt", "b].txt")
    ]
    for path in left:
        path.write_bytes(b"half")
    durable.deliver(folder / "a[b].txt", "a \udcff")
    assert (folder / "a[b].txt").read_bytes() == "a \ufffd".encode()
    # what is under way in this process is written over, and gone when it is done
    assert [path for path in left if not path.exists()] == [left[0], left[2]]
    plots = begun(GONE, f"{store.PLOTS}-new")
    plots.mkdir()
    (plots / "half.png").write_bytes(b"half")
    store.draw(folder, lambda new: (new / "whole.png").write_bytes(b"whole"))
    assert not plots.exists()


def test_an_earlier_file_stays_where_there_is_no_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "no room")

    path = folder / "mine.html"
    durable.deliver(path, "whole")
    monkeypatch.setattr(durable, "_sync", full)
    with pytest.raises(OSError, match="no room"):
        durable.deliver(path, "half")
    assert path.read_bytes() == b"whole"
    assert not list(folder.glob(f"{durable.UNFINISHED}*"))
    with pytest.raises(FileNotFoundError):
        durable.deliver(folder / "misspelt" / "mine.html", "x")


def test_pictures_are_replaced_as_a_whole(folder: Path) -> None:
    store.draw(folder, lambda plots: (plots / "old.png").write_bytes(b"old"))
    store.draw(folder, lambda plots: (plots / "new.png").write_bytes(b"new"))
    assert store.drawn(folder) == [folder / store.PLOTS / "new.png"]

    def fail(plots: Path) -> None:
        (plots / "half.png").write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.draw(folder, fail)
    assert store.drawn(folder) == [folder / store.PLOTS / "new.png"]
    store.read(folder)
    (folder / store.PLOTS / "new.png").write_bytes(b"somebody's")
    assert store.drawn(folder) == []


@pytest.mark.skipif(os.name != "posix", reason="a temporary folder is a user's own there")
def test_what_others_put_in_a_folder_for_all_does_not_come_home(
    results: Results, loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RECSIM_RESCUE_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    study = inputs_hash(loaded.scenario, loaded.beside)
    place = rescue.places(study)[1]
    assert place.is_relative_to(tmp_path)
    found = store.write(results, loaded, tmp_path / "elsewhere")
    shutil.copytree(found, place)
    place.parent.chmod(0o777)  # as of somebody else
    assert place not in rescue.places(study)
    place.parent.chmod(0o700)
    place.parent.rename(tmp_path / "moved")
    place.parent.symlink_to(tmp_path / "moved")
    assert place not in rescue.places(study)
    with store.writing(tmp_path / "home", loaded) as home:
        assert not home.held.complete
    place.parent.unlink()
    (tmp_path / "moved").rename(place.parent)
    with store.writing(tmp_path / "home", loaded) as home:
        assert set(home.held.complete) == set(results.runs["replication"])


def test_a_name_in_letters_of_four_bytes_is_one_that_a_disk_takes() -> None:
    assert plain_name("\U00020bb7" * 90) == "\U00020bb7" * 50
