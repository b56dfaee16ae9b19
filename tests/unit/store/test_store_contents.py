"""What a results folder holds: all of this run, and nothing of any other."""

from __future__ import annotations

import dataclasses
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from recsim import store
from recsim.analysis.results import Results
from recsim.experiments.runner import run
from recsim.scenario.load import Loaded, load


def reseal(folder: Path, name: str, text: str) -> None:
    """Write a file into a results folder as if an earlier recsim, without parts, had done it."""
    (folder / name).write_text(text, encoding="utf-8")
    shutil.rmtree(folder / "parts")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"][name] = store.hash_file(folder / name)
    manifest["format"] = 1
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_what_an_earlier_recsim_wrote_is_complete_or_refused(
    folder: Path, results: Results
) -> None:
    reseal(folder, "runs.csv", (folder / "runs.csv").read_text(encoding="utf-8"))
    (folder / "README.txt").unlink()  # nobody would make it again
    assert store.read(str(folder)).results.runs.equals(results.runs)
    manifest = store.unchanged(folder, whole=False)
    assert store.is_current(folder, manifest, store.holdings(folder, manifest))
    (folder / "segments.csv").unlink()
    with pytest.raises(store.StoreError, match=r"segments.csv is missing; .* with --fresh$"):
        store.unchanged(folder, whole=False)


def test_a_table_that_is_missing_can_be_made_again(folder: Path) -> None:
    (folder / "segments.csv").unlink()
    store.unchanged(folder, whole=False)
    with pytest.raises(store.StoreError, match=rf"missing; recsim run {folder} makes it again"):
        store.unchanged(folder)


def without(results: Results, strategy: str, replication: int) -> Results:
    """As if a strategy had not been run in a replication."""
    lost = (pl.col("strategy") == strategy) & (pl.col("replication") == replication)
    tables = {name: getattr(results, name).filter(~lost) for name in ("runs", "segments", "series")}
    return dataclasses.replace(results, **tables)


@pytest.mark.slow
def test_what_is_there_stays_and_the_rest_is_added(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    folder = store.write(without(results, "calling", 1), loaded, tmp_path)
    (folder / "notes.txt").write_text("somebody's", encoding="utf-8")
    first = set((folder / "parts").iterdir())
    assert store.write(results, loaded, tmp_path) == folder
    assert store.read(folder).results.runs.equals(results.runs)
    assert set((folder / "parts").iterdir()) > first
    again = set((folder / "parts").iterdir())
    store.write(results, loaded, tmp_path)
    assert set((folder / "parts").iterdir()) == again
    assert (folder / "notes.txt").exists()
    assert list(tmp_path.iterdir()) == [folder]
    assert not list(folder.glob(".*"))


def test_results_of_another_variant_than_the_scenario_are_refused(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    other = dataclasses.replace(results, variant="careless")
    with pytest.raises(store.StoreError, match="run it with variant"):
        store.write(other, loaded, tmp_path)


def test_the_manifest_says_what_was_asked_when_and_of_which_engines(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    started = datetime.now(UTC) - timedelta(hours=2)
    folder = store.write(
        results, loaded, tmp_path, asked=9, started=started, engines=("simpy", "compiled")
    )
    manifest = store.Manifest.read(folder)
    assert (manifest.asked, manifest.engines) == (9, ("simpy", "compiled"))
    assert not manifest.complete
    assert manifest.started == started.isoformat(timespec="seconds")
    ended = datetime.fromisoformat(manifest.ended)
    assert timedelta(hours=2, minutes=-1) < ended - started < timedelta(hours=3)
    manifest = store.Manifest.read(store.write(results, loaded, tmp_path, asked=0))
    assert (manifest.asked, manifest.engines, manifest.command) == (0, ("simpy", "compiled"), "")
    assert manifest.started == manifest.ended


@pytest.mark.slow
def test_a_changed_scenario_from_a_results_folder_is_a_scenario_of_its_own(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    """What was given first belongs to the run that it was given for."""
    first = store.write(results, loaded, tmp_path)
    changed = load(first / "resolved.yaml", set_=["study.seed=9"])
    second = store.write(results, changed, tmp_path)
    assert second != first
    assert (second / "scenario.yaml").read_bytes() == (first / "resolved.yaml").read_bytes()
    assert not (second / "extends").exists()
    assert store.read(second).loaded.scenario.study.seed == 9


@pytest.mark.slow
def test_a_resolved_file_that_is_no_run_is_kept_as_given(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    first = store.write(results, loaded, tmp_path / "results")
    alone = tmp_path / "resolved.yaml"
    alone.write_bytes((first / "resolved.yaml").read_bytes())
    again = store.write(results, load(alone), tmp_path / "again")
    assert (again / "scenario.yaml").read_bytes() == alone.read_bytes()


@pytest.mark.parametrize("text", ["", "strategy,placements\n"])
def test_a_table_that_lacks_columns_is_refused(folder: Path, text: str) -> None:
    reseal(folder, "runs.csv", text)
    with pytest.raises(store.StoreError, match=r"runs\.csv: (has no column|cannot be read)"):
        store.read(folder)


def test_a_table_of_other_values_is_refused(folder: Path) -> None:
    rows = (folder / "runs.csv").read_text(encoding="utf-8").splitlines()
    at = rows[0].split(",").index("replication")
    cells = rows[1].split(",")
    cells[at] = "first"
    reseal(folder, "runs.csv", "\n".join([rows[0], ",".join(cells), *rows[2:]]) + "\n")
    with pytest.raises(store.StoreError, match=r"runs\.csv: cannot be read"):
        store.read(folder)


def test_columns_of_somebody_else_are_left_out(folder: Path, results: Results) -> None:
    rows = (folder / "runs.csv").read_text(encoding="utf-8").splitlines()
    wider = [f"mine,{rows[0]}", *(f"{at}.5,{row}" for at, row in enumerate(rows[1:]))]
    reseal(folder, "runs.csv", "\n".join(wider) + "\n")
    assert store.read(folder).results.runs.equals(results.runs)


def test_a_replication_is_complete_when_all_strategies_have_it(results: Results) -> None:
    assert store.complete(results) == (0, 1, 2)
    assert store.complete(without(results, "waiting", 0)) == (1, 2)
    both = without(without(results, "waiting", 0), "calling", 2)
    assert store.complete(both) == (1,)
    kept = store.only_complete(both)
    for table in (kept.runs, kept.segments, kept.series):
        assert set(table["replication"]) == {1}
    assert kept.logs == {}  # events were kept of replications 0 and 2
    assert set(store.only_complete(without(results, "waiting", 0)).logs) == {
        ("waiting", 2),
        ("calling", 2),
    }


def test_only_what_is_complete_in_all_variants_is_kept_of_each(results: Results) -> None:
    other = dataclasses.replace(results, variant="other")
    both = dataclasses.replace(
        results, beside={"other": without(other, "calling", 1)}, failures=results.failures
    )
    assert store.complete(both) == (0, 2)
    kept = store.only_complete(both)
    for one in kept.variants:
        assert set(one.runs["replication"]) == set(one.series["replication"]) == {0, 2}


def test_event_logs_may_be_thrown_away(folder: Path) -> None:
    (folder / "events" / "calling-0.parquet").unlink()
    found = store.read(folder).results.logs
    assert set(found) == {("waiting", 0), ("waiting", 2), ("calling", 2)}


def test_rivals_of_the_same_name_are_told_apart(scenario_file: Path, tmp_path: Path) -> None:
    loaded = load(
        scenario_file,
        set_=["calling.rivals=[waiting, calling, waiting, waiting]", "study.keep_events=[0]"],
        replications=1,
    )
    results = run(loaded.scenario, workers=1)
    folder = store.write(results, loaded, tmp_path)
    teams = pl.read_parquet(folder / "events" / "calling-0.parquet")["team"].cast(pl.String)
    assert set(teams) - {None} == {"calling", "waiting", "calling 2", "waiting 2", "waiting 3"}
    logs = store.read(folder).results.logs
    for key, log in results.logs.items():
        np.testing.assert_array_equal(logs[key], log)


def test_what_draws_pictures_tells_what_it_drew(folder: Path) -> None:
    assert store.draw(folder, lambda plots: plots.parent) == folder
    shutil.rmtree(folder / store.PLOTS)
    (folder / store.PLOTS).write_text("in the way", encoding="utf-8")

    def broken(_: Path) -> None:
        raise OSError("no ink")

    with pytest.raises(store.StoreError, match=r"plots: cannot be written: no ink"):
        store.draw(folder, broken)
    assert (folder / store.PLOTS).read_text(encoding="utf-8") == "in the way"
