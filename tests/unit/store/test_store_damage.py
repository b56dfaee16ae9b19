"""Damage to the files of a run: it is told, or it changes no number; nobody gets other results."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

import recsim
from recsim import store
from recsim.analysis.results import Results
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.load import Loaded
from recsim.store.errors import StoreError
from recsim.store.manifest import FILE, Manifest, hash_file

TABLES = ("runs", "segments", "series")
COUNTED = ("runs.csv", "segments.csv", "series.csv", "resolved.yaml")
"""Files that hold the numbers, and what they are the numbers of."""


@pytest.fixture(scope="module")
def whole(
    results: Results, loaded: Loaded, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """A run's files, by their path in its folder."""
    folder = store.write(results, loaded, tmp_path_factory.mktemp("whole"), command="recsim run")
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def folder(whole: dict[str, bytes], tmp_path: Path) -> Path:
    """The run, to be damaged."""
    made = tmp_path / "run"
    for name, content in whole.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    return made


def damaged(content: bytes, luck: random.Random) -> bytes:
    """How files break: another byte, the end is missing, a piece is doubled."""
    at = luck.randrange(len(content))
    match luck.randrange(3):
        case 0:
            return (
                content[:at] + bytes([content[at] ^ (1 << luck.randrange(8))]) + content[at + 1 :]
            )
        case 1:
            return content[:at]
        case _:
            return content[:at] + content[max(0, at - 40) :]


@pytest.mark.parametrize("name", COUNTED)
def test_no_damage_to_a_file_of_numbers_passes_unnoticed(
    folder: Path, whole: dict[str, bytes], name: str
) -> None:
    luck = random.Random(name)
    for _ in range(30):
        (folder / name).write_bytes(damaged(whole[name], luck))
        with pytest.raises(store.StoreError, match=name):
            store.read(folder)
    (folder / name).write_bytes(whole[name])
    store.read(folder)


def test_a_damaged_manifest_never_leads_to_other_numbers(
    folder: Path, whole: dict[str, bytes], results: Results
) -> None:
    luck = random.Random(5)
    told = 0
    for _ in range(25):
        (folder / "manifest.json").write_bytes(damaged(whole["manifest.json"], luck))
        try:
            found = store.read(folder).results
        except (store.StoreError, ScenarioErrors):
            told += 1
            continue
        for table in TABLES:
            assert_frame_equal(getattr(found, table), getattr(results, table), check_exact=True)
    assert told > 10


def test_tables_that_changed_places_are_refused(folder: Path, whole: dict[str, bytes]) -> None:
    (folder / "segments.csv").write_bytes(whole["series.csv"])
    (folder / "series.csv").write_bytes(whole["segments.csv"])
    with pytest.raises(store.StoreError, match=r"segments\.csv"):
        store.read(folder)


def test_half_of_an_event_log_is_refused(folder: Path, whole: dict[str, bytes]) -> None:
    name = "events/calling-2.parquet"
    for part in (0, 1, len(whole[name]) // 2, len(whole[name]) - 1):
        (folder / name).write_bytes(whole[name][:part])
        with pytest.raises(store.StoreError, match=r"calling-2\.parquet"):
            store.read(folder)


def test_a_lost_explanation_is_not_needed_to_read_the_numbers(
    folder: Path, results: Results
) -> None:
    (folder / "README.txt").unlink()
    found = store.read(folder).results
    for table in TABLES:
        assert_frame_equal(getattr(found, table), getattr(results, table), check_exact=True)


@pytest.mark.parametrize("lost", ["summary.csv", "differences.csv", "observed.csv"])
def test_what_people_read_is_missed_and_can_be_made_again(folder: Path, lost: str) -> None:
    (folder / lost).unlink()
    with pytest.raises(store.StoreError, match=rf"{lost} is missing; recsim run .* makes it again"):
        store.read(folder)
    recsim.run(folder, workers=1)
    assert store.read(folder).manifest.files[lost] == hash_file(folder / lost)


@pytest.mark.parametrize("lost", ["scenario.yaml", "resolved.yaml"])
def test_what_was_given_is_missed_and_has_to_be_given_again(folder: Path, lost: str) -> None:
    (folder / lost).unlink()
    with pytest.raises(store.StoreError, match=f"{lost} is missing; run the scenario again with"):
        store.read(folder)


@pytest.mark.parametrize("name", ["runs.csv", "observed.csv", "resolved.yaml"])
def test_a_folder_of_the_name_of_a_file_is_told_by_who_reads(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    with pytest.raises(store.StoreError, match=rf"{name}: is a folder, .*; take it away, and "):
        store.read(folder)


IN_THE_WAY = (
    "runs.csv", "observed.csv", "README.txt", "scenario.yaml", "resolved.yaml", "manifest.json",
    "events/calling-0.parquet", "extends/1-base.yaml", "events", "extends", "parts",
)  # fmt: skip


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("name", IN_THE_WAY)
def test_what_is_in_the_way_is_told_before_anything_is_simulated_or_thrown_away(
    folder: Path, loaded: Loaded, name: str, fresh: bool
) -> None:
    path = folder / name
    kind = "file" if path.is_dir() else "folder"
    if path.is_dir():
        shutil.rmtree(path)
        path.write_bytes(b"mine")
    else:
        path.unlink()
        path.mkdir()
    with (
        pytest.raises(
            store.StoreError, match=rf"{name}: (is a {kind}, in the|cannot be read: is no)"
        ),
        store.writing(folder, loaded, fresh=fresh),
    ):
        pytest.fail("it was begun")
    assert (folder / "segments.csv").is_file()


def test_a_part_that_is_a_folder_is_told(folder: Path) -> None:
    path = next((folder / "parts").glob("*.zip"))
    path.unlink()
    path.mkdir()
    with pytest.raises(store.StoreError, match="is no file; take it away, and the same run then"):
        store.read(folder)


def test_a_run_that_was_damaged_is_written_anew(
    folder: Path, results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    placed = store.folder_for(tmp_path, loaded.scenario)
    folder.rename(placed)
    (placed / "runs.csv").write_bytes(b"")
    assert store.write(results, loaded, tmp_path) == placed
    stored = store.read(placed)
    assert_frame_equal(stored.results.runs, results.runs, check_exact=True)
    assert set(stored.results.logs) == set(results.logs)


def test_a_run_may_be_moved_and_copied(folder: Path, results: Results, tmp_path: Path) -> None:
    elsewhere = tmp_path / "of a colleague" / "their name"
    shutil.copytree(folder, elsewhere)
    shutil.rmtree(folder)
    stored = store.read(elsewhere)
    assert stored.folder == elsewhere
    assert_frame_equal(stored.results.runs, results.runs, check_exact=True)


def test_writing_needs_nothing_of_the_run_that_was_read(
    folder: Path, results: Results, tmp_path: Path
) -> None:
    """A run is read, its tables are gone, and its results are still there to be written."""
    stored = store.read(folder)
    (folder / "runs.csv").unlink()
    again = store.read(store.write(stored.results, stored.loaded, tmp_path / "again"))
    assert_frame_equal(again.results.runs, results.runs, check_exact=True)
    assert {key: len(log) for key, log in again.results.logs.items()} == {
        key: len(log) for key, log in results.logs.items()
    }


def publish(folder: Path, loaded: Loaded) -> None:
    """Make the tables again, as a run that goes on does."""
    with store.writing(folder, loaded) as study:
        study.publish(3, "recsim run", None)


def test_a_folder_from_elsewhere_removes_nothing_outside(folder: Path, loaded: Loaded) -> None:
    own = folder.parent / "own.txt"
    own.write_text("mine", encoding="utf-8")
    kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    for name in ("../own.txt", str(own)):
        kept["files"] |= {name: hash_file(own)}
        (folder / FILE).write_text(json.dumps(kept), encoding="utf-8")
        with pytest.raises(StoreError, match="is no file in the folder"):
            publish(folder, loaded)
        del kept["files"][name]
    assert own.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("link", ["plots", "parts", "events", "extends", "own", "scenario.yaml"])
@pytest.mark.parametrize("fresh", [False, True])
def test_what_a_link_leads_to_is_left_alone(
    folder: Path, loaded: Loaded, link: str, fresh: bool
) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    if (folder / link).exists():
        (folder / link).rename(elsewhere / link)
    else:
        (elsewhere / link).mkdir()
    (elsewhere / "mine.txt").write_text("mine", encoding="utf-8")
    if (elsewhere / link).is_dir():
        (elsewhere / link / "mine.txt").write_text("mine", encoding="utf-8")
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
        kept["files"][f"{link}/mine.txt"] = hash_file(elsewhere / "mine.txt")
        (folder / FILE).write_text(json.dumps(kept), encoding="utf-8")
    before = sorted((path, path.stat().st_mtime_ns) for path in elsewhere.rglob("*"))
    (folder / link).symlink_to(elsewhere / link)
    with pytest.raises(StoreError, match=f"{link}: is a link"):
        store.read(folder)
    with (
        pytest.raises(StoreError, match=f"{link}: is a link"),
        store.writing(folder, loaded, fresh=fresh) as study,
    ):
        study.publish(3, "recsim run", None)
    assert sorted((path, path.stat().st_mtime_ns) for path in elsewhere.rglob("*")) == before


def test_a_number_of_any_size_is_no_work(folder: Path) -> None:
    kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    for asked, complete in ((10**18, False), (3, True), (0, True)):
        (folder / FILE).write_text(json.dumps({**kept, "asked": asked}), encoding="utf-8")
        assert Manifest.read(folder).complete is complete
