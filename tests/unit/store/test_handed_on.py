"""Results folders that somebody made to do harm: refused in a message, without a hang."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from recsim import store
from recsim.analysis.results import Results
from recsim.keeping.files_compared import _texts
from recsim.scenario.load import Loaded
from recsim.store.complete import only
from recsim.store.events import scan_events
from recsim.store.holdings import Holdings, ordered
from recsim.store.manifest import Manifest, hash_file
from recsim.store.parts import FOLDER, Part, write_part
from recsim.store.untrusted import MOST_UNPACKED, SMALL, content

Files = dict[str, bytes]
DEEP = b"[" * 100_000 + b"]" * 100_000


def with_part(
    folder: Path, change: Callable[[Files], object], raw: Callable[[bytes], bytes]
) -> None:
    """Put another part in the place of the first one, whose name vouches for it."""
    path = min((folder / FOLDER).glob("[0-9]*.zip"))
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    content = raw(made.getvalue())
    path.unlink()
    number = path.name.partition("-")[0]
    path.with_name(f"{number}-{hashlib.sha256(content).hexdigest()}.zip").write_bytes(content)


def says(**changed: Any) -> Callable[[Files], object]:
    def change(files: Files) -> None:
        said = json.loads(files["part.json"]) | changed
        files["part.json"] = json.dumps(said).encode()

    return change


def runs(change: Callable[[pl.DataFrame], pl.DataFrame]) -> Callable[[Files], object]:
    def changed(files: Files) -> None:
        table = io.BytesIO()
        change(pl.read_ipc(io.BytesIO(files["runs.arrow"]))).write_ipc(table)
        files["runs.arrow"] = table.getvalue()

    return changed


def all_are(value: object, of: str) -> Callable[[pl.DataFrame], pl.DataFrame]:
    return lambda table: table.with_columns(pl.lit(value, table.schema[of]).alias(of))


def torn(content: bytes) -> bytes:
    """Packed data that cannot be unpacked, in an archive that is whole otherwise."""
    place = content.index(b"runs.arrow") + 40
    return (
        content[:place]
        + bytes(255 - byte for byte in content[place : place + 40])
        + content[place + 40 :]
    )


PARTS: dict[str, Callable[[Files], object]] = {
    "deep": lambda files: files.update({"part.json": DEEP}),
    "nothing": lambda files: files.update({"part.json": b"null"}),
    "words for numbers": says(complete=["a", "b"]),
    "below zero": says(complete=[-1]),
    "beyond all numbers": says(complete=[10**30]),
    "twice": says(complete=[0, 0]),
    "a failure of nothing": says(failures=[{}]),
    "logs elsewhere": says(events={"../../passwd": "x"}),
    "half a letter": says(study="\ud800"),
    "more than it has": says(complete=[0, 1, 2, 3]),
    "no table": lambda files: files.pop("runs.arrow"),
    "no runs": runs(pl.DataFrame.clear),
    "nobody's": runs(all_are("\x1b[31mnobody", "strategy")),
    "no replication": runs(all_are(None, "replication")),
    "no number": runs(all_are(float("nan"), "response_rate")),
    "beyond measure": runs(all_are(1e308, "response_rate")),
}


def packed(name: str, rows: int) -> Callable[[Files], object]:
    """A table of so many rows in a few bytes of Arrow's own packing."""

    def changed(files: Files) -> None:
        table = io.BytesIO()
        first = pl.read_ipc(io.BytesIO(files[name])).head(1)
        first.join(pl.DataFrame({"again": range(rows)}), how="cross").drop("again").write_ipc(
            table, compression="zstd"
        )
        files[name] = table.getvalue()

    return changed


def test_a_part_that_says_more_than_there_is_room_for_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recsim.store.untrusted.MOST_SAID", 1_000_000)
    with_part(folder, says(more=[[]] * 10_000), lambda content: content)
    with pytest.raises(store.StoreError, match="is no part of a study: says more than"):
        store.read(folder)


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_vouches_for_nonsense_is_refused(name: str, folder: Path) -> None:
    with_part(folder, PARTS[name], lambda content: content)
    with pytest.raises(store.StoreError) as refused:  # noqa: PT011 - whatever the reason
        store.read(folder)
    assert "\x1b" not in str(refused.value)


def test_a_part_that_cannot_be_unpacked_is_refused(folder: Path) -> None:
    with_part(folder, lambda _: None, torn)
    with pytest.raises(store.StoreError, match="cannot be read"):
        store.read(folder)


@pytest.mark.parametrize("name", ["part.json", "runs.arrow"])
def test_a_part_that_unpacks_to_more_than_anything_is_not_unpacked(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recsim.store.parts.MOST_JSON", 1000)
    monkeypatch.setattr("recsim.store.untrusted.unpacked.__defaults__", (1_000_000,))
    with_part(folder, lambda files: files.update({name: b" " * 1_000_001}), lambda content: content)
    with pytest.raises(store.StoreError, match="is larger than"):
        store.read(folder)


MANIFESTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "deep": lambda _: None,
    "twice": lambda found: found | {"replications": [0, 0]},
    "beyond all numbers": lambda found: found | {"replications": [10**30]},
    "below zero": lambda found: found | {"replications": [-1]},
    "half a letter": lambda found: found | {"title": "\udfff"},
    "a failure of nothing": lambda found: found | {"failures": [{}]},
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_of_nonsense_is_refused(name: str, folder: Path) -> None:
    path = folder / "manifest.json"
    changed = MANIFESTS[name](json.loads(path.read_bytes()))
    path.write_bytes(DEEP if changed is None else json.dumps(changed).encode())
    with pytest.raises(store.StoreError, match=r"manifest\.json: (cannot be read|damaged)"):
        Manifest.read(folder)


def test_a_study_of_another_variant_than_its_runs_is_refused(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"variant": "nobody_has_it"}))
    with pytest.raises(store.StoreError, match="has not all runs of replication 0"):
        store.read(folder)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.symlink("/dev/zero", path)])
def test_what_has_no_end_is_not_read(make: Callable[[Path], None], folder: Path) -> None:
    part = folder / FOLDER / f"000099-{'0' * 64}.zip"
    make(part)
    with pytest.raises(store.StoreError, match=r"is no file|is a link"):
        store.read(folder)
    part.unlink()
    (folder / "manifest.json").unlink()
    make(folder / "manifest.json")
    with pytest.raises(store.StoreError, match="is no file"):
        Manifest.read(folder)


def test_a_folder_that_hides_what_is_in_it_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There may be a link in what can be searched and not listed (mode 0311)."""
    hidden, listed = folder / "plots", os.scandir
    hidden.mkdir(exist_ok=True)

    def scandir(path: str) -> object:
        if Path(path) == hidden:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(store.StoreError, match=r"plots: cannot be listed: Permission denied"):
        store.read(folder)


def test_pictures_that_a_manifest_names_are_nothing_that_it_can_have_removed(
    folder: Path, loaded: Loaded
) -> None:
    name = "plots/folder"
    (folder / name).mkdir(parents=True)
    path = folder / "manifest.json"
    said = json.loads(path.read_bytes())
    said["files"][name] = "x"
    path.write_text(json.dumps(said))
    with store.writing(folder, loaded) as study:
        study.publish()
    assert name not in Manifest.read(folder).files


@pytest.mark.parametrize("whose", ["notes.txt", "parts"])
def test_a_manifest_has_nothing_removed_that_is_not_its_own(
    whose: str, folder: Path, loaded: Loaded
) -> None:
    file = min((folder / FOLDER).glob("*.zip")) if whose == "parts" else folder / whose
    if whose != "parts":
        file.write_text("mine")
    path = folder / "manifest.json"
    said = json.loads(path.read_bytes())
    said["files"][file.relative_to(folder).as_posix()] = hash_file(file)
    path.write_text(json.dumps(said))
    with store.writing(folder, loaded) as study:
        study.publish()
    assert file.is_file()


@pytest.mark.parametrize("hashes", [DEEP, b'{"../../zero": "x"}', b"[1]", b'{"zero": "x"}'])
def test_pictures_that_nobody_vouches_for_are_not_shown(hashes: bytes, folder: Path) -> None:
    plots = folder / "plots"
    shutil.rmtree(plots, ignore_errors=True)
    plots.mkdir()
    (plots / "00_main.png").write_bytes(b"a picture")
    (plots / "hashes.json").write_bytes(hashes)
    if os.name == "posix":
        (plots / "zero").symlink_to("/dev/zero")
    assert store.drawn(folder) == []


def test_a_part_that_is_right_is_read(folder: Path) -> None:
    before = store.read(folder).results.runs
    with_part(folder, lambda _: None, lambda content: content)
    assert ordered(Holdings.of(folder).table("runs"), store.read(folder).results.strategies).equals(
        before
    )


def test_a_manifest_turns_no_direction(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"title": "A\u202eB"}))
    assert Manifest.read(folder).title == "AB"


@pytest.mark.parametrize("name", ["runs", "segments", "series"])
def test_a_table_that_is_packed_within_is_not_unpacked(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_part(folder, packed(f"{name}.arrow", 1000), lambda content: content)
    [part] = {part.path: part for part in Holdings.of(folder).home.values()}.values()
    monkeypatch.setattr(pl, "scan_ipc", lambda _: pytest.fail("it was looked into"))
    with pytest.raises(store.StoreError, match=rf"{name}\.arrow is packed within"):
        part.table(name)


@pytest.mark.parametrize("name", ["runs", "segments", "series"])
def test_a_table_of_more_rows_than_bytes_is_not_read(name: str, folder: Path) -> None:
    def many(files: Files) -> None:
        table = io.BytesIO()
        first = pl.read_ipc(io.BytesIO(files[f"{name}.arrow"])).head(1)
        small = first.with_columns((pl.selectors.numeric() * 0).cast(pl.Int8))
        small.join(pl.DataFrame({"again": range(10_000)}), how="cross").drop("again").write_ipc(
            table
        )
        files[f"{name}.arrow"] = table.getvalue()

    with_part(folder, many, lambda content: content)
    with pytest.raises(store.StoreError, match="more rows than it has room for"):
        store.read(folder).results.table(name)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["runs", "segments", "series"])
def test_no_run_counts_twice(name: str, folder: Path) -> None:
    def twice(files: Files) -> None:
        table = io.BytesIO()
        once = pl.read_ipc(io.BytesIO(files[f"{name}.arrow"]))
        pl.concat([once, once.head(1)]).write_ipc(table)
        files[f"{name}.arrow"] = table.getvalue()

    with_part(folder, twice, lambda content: content)
    with pytest.raises(store.StoreError, match=f"has a row of {name} twice"):
        store.read(folder).results.table(name)  # type: ignore[arg-type]


LACKING = {
    "one run": pl.col("replication").eq(1) & pl.col("strategy").eq("calling"),
    "a strategy": pl.col("strategy").eq("calling"),
    "all": pl.lit(True),
}


@pytest.mark.parametrize("name", ["runs", "segments", "series"])
@pytest.mark.parametrize("lacking", LACKING)
def test_a_part_that_lacks_rows_is_damaged(name: str, lacking: str, folder: Path) -> None:
    def less(files: Files) -> None:
        table = io.BytesIO()
        rows = pl.read_ipc(io.BytesIO(files[f"{name}.arrow"]))
        rows.filter(~LACKING[lacking]).write_ipc(table)
        files[f"{name}.arrow"] = table.getvalue()

    with_part(folder, less, lambda content: content)
    with pytest.raises(store.StoreError, match=rf"zip: is damaged: it has not all {name} of"):
        store.read(folder).results.table(name)  # type: ignore[arg-type]


def test_a_part_that_lacks_a_week_of_one_run_is_damaged(folder: Path) -> None:
    def less(files: Files) -> None:
        table = io.BytesIO()
        pl.read_ipc(io.BytesIO(files["series.arrow"]))[1:].write_ipc(table)
        files["series.arrow"] = table.getvalue()

    with_part(folder, less, lambda content: content)
    with pytest.raises(store.StoreError, match="it has not all series of"):
        store.read(folder).results.table("series")


def test_what_is_unpacked_is_in_proportion_to_what_was_packed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recsim.store.untrusted.SMALL", 1000)
    store.read(folder)
    with_part(folder, lambda files: files.update({"runs.arrow": b" " * 100_000}), lambda raw: raw)
    with pytest.raises(store.StoreError, match="200 times what was packed"):
        store.read(folder)


def test_a_part_of_any_size_is_not_read(folder: Path) -> None:
    with (folder / FOLDER / f"000099-{'0' * 64}.zip").open("wb") as file:
        file.truncate(MOST_UNPACKED + 1)  # of holes: it takes no room
    with pytest.raises(store.StoreError, match="is larger than"):
        store.read(folder)


@pytest.mark.parametrize("name", ["runs", "segments", "series"])
def test_a_table_whose_rows_share_one_long_text_is_not_read_as_many(
    name: str, folder: Path
) -> None:
    """Arrow keeps it once; whoever puts rows in order or writes them does not."""

    def long(files: Files) -> None:
        table = io.BytesIO()
        first = pl.read_ipc(io.BytesIO(files[f"{name}.arrow"])).head(1)
        many = first.join(pl.DataFrame({"again": range(1000)}), how="cross").drop("again")
        one = pl.Series("strategy", ["a" * 100_000]).new_from_index(0, many.height)
        many.with_columns(one).write_ipc(table)
        files[f"{name}.arrow"] = table.getvalue()

    with_part(folder, long, lambda content: content)
    with pytest.raises(store.StoreError, match="has longer texts than it has room for"):
        store.read(folder).results.table(name)  # type: ignore[arg-type]


def test_a_table_has_no_columns_of_other_kinds(folder: Path) -> None:
    """Of a category, a row is a number, and may stand for a text of any length."""
    with_part(folder, runs(lambda found: found.cast({"strategy": pl.Categorical})), lambda raw: raw)
    with pytest.raises(store.StoreError, match=r"runs\.arrow has 'strategy' of type Categorical"):
        store.read(folder)


@pytest.mark.skipif(not hasattr(os, "SEEK_HOLE"), reason="the system tells of no holes")
@pytest.mark.parametrize("name", ["runs.csv", "resolved.yaml", "parts", "events"])
def test_a_file_of_holes_is_not_read(name: str, folder: Path, tmp_path: Path) -> None:
    """It takes no room on the disk, and years to read."""
    path = folder / name
    path = min(path.iterdir()) if path.is_dir() else path
    with path.open("r+b") as file:
        file.truncate(SMALL + 1_000_000)
        if os.lseek(file.fileno(), 0, os.SEEK_HOLE) > SMALL:
            pytest.skip("this disk makes no holes")  # nothing to refuse; those of Linux do
    with pytest.raises(store.StoreError, match="is larger than what is on the disk of it"):
        store.read(folder)


@pytest.mark.skipif(not hasattr(os, "SEEK_HOLE"), reason="the system tells of no holes")
@pytest.mark.parametrize("read", [content, hash_file, scan_events, _texts])
def test_nobody_reads_a_file_of_holes(
    read: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "holes"
    path.write_bytes(bytes(SMALL + 1))
    monkeypatch.setattr(os, "lseek", lambda file, at, how: 4096)
    with pytest.raises(OSError, match="is larger than what is on the disk of it"):
        read(path)


def test_a_part_has_no_number_beyond_those_of_a_study(folder: Path) -> None:
    path = min((folder / FOLDER).glob("[0-9]*.zip"))
    path.rename(path.with_name(f"{10**17}-{path.name.partition('-')[2]}"))
    with pytest.raises(store.StoreError, match="is not what its name says"):
        store.read(folder)


def test_after_a_part_with_the_last_number_another_one_can_be_written(
    folder: Path, results: Results
) -> None:
    parts = folder / FOLDER
    path = min(parts.glob("[0-9]*.zip"))
    last = path.rename(path.with_name(f"{'9' * 9}-{path.name.partition('-')[2]}"))
    study = Part.read(last).study
    number = Holdings.of(folder).last + 1
    write_part(parts, number, only(results, [1]), study=study, events={}, engines=["compiled"])
    assert len(list(parts.glob("[0-9]*.zip"))) == 2
    assert store.read(folder).results.runs.equals(results.runs)


@pytest.mark.parametrize("name", ["a\0b", "events/a\0b", "x" * 256, "a/" * 600 + "b", "."])
def test_a_manifest_names_no_file_that_no_disk_can_have(name: str, folder: Path) -> None:
    path = folder / "manifest.json"
    said = json.loads(path.read_bytes())
    said["files"][name] = "x"
    path.write_text(json.dumps(said))
    with pytest.raises(store.StoreError, match="is no name of a file"):
        Manifest.read(folder)


@pytest.mark.parametrize("name", ["./runs.csv", ".//runs.csv", "a/./b", "", "plots/"])
def test_a_file_has_one_name_in_a_manifest(name: str, folder: Path) -> None:
    """A million names of one large file would have it read a million times."""
    path = folder / "manifest.json"
    said = json.loads(path.read_bytes())
    said["files"][name] = said["files"]["runs.csv"]
    path.write_text(json.dumps(said))
    with pytest.raises(store.StoreError, match="is no file in the folder"):
        Manifest.read(folder)
