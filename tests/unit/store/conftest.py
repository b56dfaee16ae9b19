"""A small study that is run once, and written by the tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from recsim import store
from recsim.analysis.results import Results
from recsim.experiments.runner import run
from recsim.scenario.load import Loaded, load

BASE = """\
recsim: 1
title: A base
world: {people: 80, segments: {
  nurses: {people_share: 0.5, requisition_share: 0.25},
  welders: {people_share: 0.5, requisition_share: 0.75}}}
"""
STUDY = """\
# a comment that has to survive
title: A small study, "quoted"
extends: base.yaml
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, recruiters: 2, care: 0.3}
variants:
  careless: {strategies: {calling: {care: 0.1}}}
study: {horizon_days: 28, warm_up_days: 7, replications: 3, seed: 7, keep_events: [0, 2]}
observed: {calling: {contacts: {value: 400, range: [300, 500], source: own count}}}
"""

Load = Callable[..., Loaded]


@pytest.fixture(scope="session")
def scenario_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scenarios")
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    path = folder / "small.yaml"
    path.write_text(STUDY, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def loaded(scenario_file: Path) -> Loaded:
    return load(scenario_file)


@pytest.fixture(scope="session")
def results(loaded: Loaded) -> Results:
    return run(loaded.scenario, workers=1)


@pytest.fixture(scope="session")
def written(results: Results, loaded: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written")
    return store.write(results, loaded, out, command="recsim run small.yaml")


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """Written once, and copied for who changes it."""
    return shutil.copytree(written, tmp_path / written.name)
