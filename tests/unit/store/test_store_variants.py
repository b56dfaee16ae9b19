"""A results folder of a scenario beside its variants."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from recsim import store
from recsim.analysis import differences
from recsim.analysis.results import Results
from recsim.experiments.runner import run
from recsim.scenario.load import Loaded, load

BESIDE = """\
extends: base.yaml
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, recruiters: 2, care: 0.3}
  polite: {like: calling, follow_ups: 0}
variants:
  careless: {label: careless teams, strategies: {calling: {care: 0.1}}}
  robots: {strategies: {robots: {like: calling, automation: {contacts_per_day: 5}}}}
  town: {world: {people: 60}}
study: {horizon_days: 28, warm_up_days: 7, replications: 2, seed: 7, keep_events: [1]}
"""


@pytest.fixture(scope="module")
def beside(scenario_file: Path) -> Loaded:
    path = scenario_file.with_name("beside.yaml")
    path.write_text(BESIDE, encoding="utf-8")
    return load(path, with_=["town"], beside=["all"])


@pytest.fixture(scope="module")
def found(beside: Loaded) -> Results:
    return run(beside.scenario, workers=1, variant=beside.variant, beside=beside.beside)


@pytest.fixture
def folder(found: Results, beside: Loaded, tmp_path: Path) -> Path:
    return store.write(found, beside, tmp_path)


def test_it_is_read_back_equal(folder: Path, found: Results) -> None:
    stored = store.read(folder).results
    assert [one.variant for one in stored.variants] == ["town", "town+careless", "town+robots"]
    for read, made in zip(stored.variants, found.variants, strict=True):
        assert read.strategies == made.strategies
        assert read.scenario.world == made.scenario.world
        assert read.scenario.strategies == made.scenario.strategies
        for name in ("runs", "segments", "series", "failures"):
            assert_frame_equal(getattr(read, name), getattr(made, name), check_exact=True)
        assert set(read.logs) == set(made.logs) == {(name, 1) for name in made.strategies}
        for key, log in made.logs.items():
            np.testing.assert_array_equal(read.logs[key], log)
    assert stored.scenario.variant_label("careless") == "careless teams"


def test_the_tables_have_all_variants(folder: Path, found: Results) -> None:
    runs = pl.read_csv(folder / "runs.csv")
    assert runs.group_by("variant", maintain_order=True).len().rows() == [
        ("town", 6), ("town+careless", 6), ("town+robots", 8),
    ]  # fmt: skip
    assert (folder / "differences.csv").read_text() == differences(found).write_csv()
    assert set(pl.read_csv(folder / "summary.csv")["variant"]) == {*runs["variant"]}
    assert (folder / "events" / "robots" / "robots-1.parquet").is_file()


def test_the_folder_says_what_is_beside(folder: Path) -> None:
    assert folder.name.startswith("beside+town-beside-careless-robots-")
    manifest = store.read(folder).manifest
    assert manifest.beside == ("careless", "robots")
    text = (folder / "README.txt").read_text(encoding="utf-8")
    assert "its variants: careless, robots." in text
    assert "recsim run resolved.yaml --beside careless,robots --replications 2" in text


def test_redoing_as_the_readme_says_gives_the_same_numbers(folder: Path, found: Results) -> None:
    again = load(folder / "resolved.yaml", beside=["careless,robots"], replications=2)
    redone = run(again.scenario, workers=1, beside=again.beside)
    for one, other in zip(redone.variants, found.variants, strict=True):
        assert_frame_equal(one.runs.drop("variant"), other.runs.drop("variant"))


def test_in_two_parts_it_is_the_same(folder: Path, beside: Loaded, tmp_path: Path) -> None:
    first, rest = (
        run(beside.scenario, replications=[number], workers=1, variant="town", beside=beside.beside)
        for number in (0, 1)
    )
    out = tmp_path / "parts"
    store.write(first, beside, out)
    stored = store.read(out / folder.name)
    again = store.write(rest.merge(stored.results), stored.loaded, out)
    for name in ("runs", "segments", "series", "summary", "differences"):
        assert (again / f"{name}.csv").read_bytes() == (folder / f"{name}.csv").read_bytes(), name


def test_a_replication_that_failed_in_one_variant_is_run_again_in_all(
    found: Results, beside: Loaded, tmp_path: Path
) -> None:
    other = found.beside["robots"]
    lost = (pl.col("strategy") == "robots") & (pl.col("replication") == 0)
    row = {"strategy": "robots", "variant": other.variant, "replication": 0, "error": "it broke"}
    failed = dataclasses.replace(
        other,
        runs=other.runs.filter(~lost),
        failures=pl.DataFrame([row], schema=other.failures.schema),
    )
    partial = dataclasses.replace(found, beside={**found.beside, "robots": failed})
    assert store.complete(partial) == (1,)
    stored = store.read(store.write(partial, beside, tmp_path)).results
    assert stored.failures.height == 0
    assert stored.table("failures").to_dicts() == [row]
    kept = store.only_complete(stored)
    assert set(kept.table("runs")["replication"]) == {1}
    assert kept.table("failures").height == 0


def test_a_plain_folder_knows_nothing_of_it(
    results: Results, loaded: Loaded, beside: Loaded, tmp_path: Path
) -> None:
    plain = store.write(results, loaded, tmp_path)
    assert "beside" not in json.loads((plain / "manifest.json").read_text(encoding="utf-8"))
    assert "beside" not in (plain / "README.txt").read_text(encoding="utf-8").lower()
    assert "baseline_variant" not in (plain / "differences.csv").read_text(encoding="utf-8")
    names = {
        store.folder_for(Path(), beside.scenario, "town", others).name
        for others in ({}, beside.beside, {"robots": beside.beside["robots"]})
    }
    assert len(names) == 3
