"""What is written is read back, to the last bit; the same inputs give the same files."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import recsim
from recsim import store
from recsim.analysis import definitions, differences, summary
from recsim.analysis.results import FAILURES, Results
from recsim.experiments.runner import run
from recsim.scenario.identity import content_hash
from recsim.scenario.load import Loaded, load

CSV = ("runs", "segments", "series", "summary", "differences", "definitions")


def test_results_are_read_back_equal(folder: Path, results: Results, loaded: Loaded) -> None:
    stored = store.read(folder)
    for name in ("runs", "segments", "series", "failures"):
        assert_frame_equal(getattr(stored.results, name), getattr(results, name), check_exact=True)
    assert stored.results.scenario.model_dump() == loaded.scenario.model_dump()
    assert stored.same_code


def test_event_logs_are_read_back_equal(folder: Path, results: Results) -> None:
    logs = store.read(folder).results.logs
    assert set(logs) == {(name, n) for name in ("waiting", "calling") for n in (0, 2)}
    for key, log in results.logs.items():
        assert len(log) > 100
        assert logs[key].dtype == log.dtype
        np.testing.assert_array_equal(logs[key], log)


@pytest.mark.skipif(sys.platform != "linux", reason="systems whose names of files are letters")
def test_what_is_no_letter_in_a_path_or_command_is_read_back(
    results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    folder = store.write(results, loaded, tmp_path / "oo\udcf6", command="run M\udcfcller.yaml")
    stored = store.read(folder)
    assert stored.manifest.command == "run M\ufffdller.yaml"
    assert len(stored.results.logs["calling", 0]) == len(results.logs["calling", 0])


def test_event_files_speak_in_words(folder: Path) -> None:
    events = pl.read_parquet(folder / "events" / "calling-0.parquet")
    assert events.columns[:4] == ["time", "kind", "detail", "value"]
    assert {"contacted", "present"} <= set(events["kind"].cast(pl.String))
    assert set(events["team"].cast(pl.String)) == {"calling", None}
    assert set(events["segment"].cast(pl.String)) == {"nurses", "welders"}
    contacts = events.filter(pl.col("kind").cast(pl.String) == "contacted")
    runs = pl.read_csv(folder / "runs.csv").filter(strategy="calling", replication=0)
    measured = contacts.filter(pl.col("time") >= 0).height
    assert measured == runs["contacts"].item() > 0


@pytest.mark.slow
def test_events_of_rivals_keep_their_own_names(tmp_path: Path) -> None:
    settings = [
        "world.people=150",
        "study.horizon_days=56",
        "study.warm_up_days=0",
        "study.keep_events=[0]",
    ]
    loaded = load("commons", set_=settings, replications=1)
    results = run(loaded.scenario, workers=1)
    folder = store.write(results, loaded, tmp_path / "results", command="recsim run commons")
    teams = pl.read_parquet(folder / "events" / "all_greedy-0.parquet")["team"].cast(pl.String)
    assert set(teams) == {"all_greedy", "greedy", "greedy 2", "greedy 3", None}
    logs = store.read(folder).results.logs
    np.testing.assert_array_equal(
        logs["restrained", 0]["team"], results.logs["restrained", 0]["team"]
    )


def test_logs_of_a_shared_market_are_read_back_equal(scenario_file: Path, tmp_path: Path) -> None:
    loaded = load(scenario_file, set_=["study.market=shared"], replications=1)
    results = run(loaded.scenario, workers=1)
    folder = store.write(results, loaded, tmp_path)
    assert [path.name for path in (folder / "events").iterdir()] == ["all_teams-0.parquet"]
    [(key, log)] = store.read(folder).results.logs.items()
    np.testing.assert_array_equal(log, results.logs[key])
    assert {-1, 0, 1} <= set(log["team"].tolist())


def test_the_tables_are_those_of_the_analysis(folder: Path, results: Results) -> None:
    for name, table in (
        ("summary", summary(results)),
        ("differences", differences(results)),
        ("definitions", definitions(results.scenario)),
    ):
        assert (folder / f"{name}.csv").read_text(encoding="utf-8") == table.write_csv()


def test_the_same_inputs_give_the_same_bytes(
    folder: Path, results: Results, loaded: Loaded, tmp_path: Path
) -> None:
    again = store.write(results, loaded, tmp_path / "elsewhere")
    assert again.name == folder.name
    for name in (*(f"{csv}.csv" for csv in CSV), "resolved.yaml", "README.txt"):
        assert (again / name).read_bytes() == (folder / name).read_bytes(), name
    for path in (folder / "events").iterdir():
        assert (again / "events" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.slow
def test_a_run_in_two_parts_gives_the_bytes_of_one(loaded: Loaded, tmp_path: Path) -> None:
    scenario = loaded.scenario
    whole = store.write(run(scenario, workers=1), loaded, tmp_path / "whole")
    first = run(scenario, replications=range(2), workers=1)
    store.write(first, loaded, tmp_path / "parts")
    stored = store.read(tmp_path / "parts" / whole.name)
    rest = run(scenario, replications=range(2, 3), workers=1)
    parts = store.write(rest.merge(stored.results), loaded, tmp_path / "parts")
    for name in CSV:
        assert (parts / f"{name}.csv").read_bytes() == (whole / f"{name}.csv").read_bytes(), name


def test_scenario_and_what_it_extends_are_kept_as_given(folder: Path, scenario_file: Path) -> None:
    assert (folder / "scenario.yaml").read_bytes() == scenario_file.read_bytes()
    base = scenario_file.with_name("base.yaml")
    assert (folder / "extends" / "1-base.yaml").read_bytes() == base.read_bytes()


def test_the_resolved_scenario_stands_alone(folder: Path, loaded: Loaded) -> None:
    again = load(folder / "resolved.yaml").scenario
    assert content_hash(again) == content_hash(loaded.scenario)
    assert store.folder_for(Path(), again) == store.folder_for(Path(), loaded.scenario)


def test_redoing_from_the_resolved_scenario_keeps_what_was_given(
    folder: Path, results: Results, tmp_path: Path
) -> None:
    again = store.write(results, load(folder / "resolved.yaml"), tmp_path / "again")
    for name in ("scenario.yaml", "resolved.yaml", "extends/1-base.yaml", "runs.csv"):
        assert (again / name).read_bytes() == (folder / name).read_bytes(), name


def test_the_variant_is_kept(scenario_file: Path, tmp_path: Path) -> None:
    loaded = load(scenario_file, with_=["careless"], replications=1)
    results = run(loaded.scenario, workers=1, variant=loaded.variant)
    folder = store.write(results, loaded, tmp_path)
    assert folder.name.startswith("small+careless-")
    stored = store.read(folder)
    assert stored.loaded.variant == stored.results.variant == "careless"
    assert set(pl.read_csv(folder / "runs.csv")["variant"]) == {"careless"}


def test_the_manifest_tells_where_the_numbers_come_from(folder: Path, loaded: Loaded) -> None:
    found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert found["recsim"] == recsim.__version__
    assert found["seed"] == 7
    assert found["replications"] == [0, 1, 2]
    assert found["asked"] == 3
    assert found["command"] == "recsim run small.yaml"
    assert "SplitMix64" in found["generator"]
    assert {"numpy", "simpy", "polars"} <= set(found["libraries"])
    assert found["scenario_hash"] == content_hash(loaded.scenario)
    assert folder.name == f"small-{found['inputs_hash'][:10]}"
    on_disk = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    [part] = (folder / "parts").iterdir()
    assert on_disk - set(found["files"]) == {"manifest.json", f"parts/{part.name}"}
    assert part.stem == f"000000-{store.hash_file(part)}"
    manifest = store.Manifest.read(folder)
    assert manifest.complete
    assert manifest.started <= manifest.ended


def test_failures_are_kept(results: Results, loaded: Loaded, tmp_path: Path) -> None:
    lost = (pl.col("strategy") == "calling") & (pl.col("replication") == 1)
    failure = {"strategy": "calling", "variant": "", "replication": 1, "error": "it broke, \u2026"}
    partial = dataclasses.replace(
        results,
        runs=results.runs.filter(~lost),
        segments=results.segments.filter(~lost),
        series=results.series.filter(~lost),
        failures=pl.DataFrame([failure], schema=FAILURES),
    )
    assert store.complete(partial) == (0, 2)
    folder = store.write(partial, loaded, tmp_path)
    stored = store.read(folder)
    assert stored.results.failures.to_dicts() == [failure]
    assert not stored.manifest.complete
    assert "NOT FINISHED" in (folder / "README.txt").read_text(encoding="utf-8")
    kept = store.only_complete(stored.results)
    assert set(kept.runs["replication"]) == {0, 2}
    assert kept.failures.height == 0
    assert set(kept.logs) == set(results.logs)


def test_undefined_values_are_empty_cells(folder: Path, results: Results) -> None:
    undefined = [name for name in results.runs.columns if results.runs[name].null_count()]
    assert undefined  # the team that waits contacts nobody
    text = (folder / "runs.csv").read_text(encoding="utf-8")
    assert "NaN" not in text
    assert "null" not in text
    assert ",," in text
