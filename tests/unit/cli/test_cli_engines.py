"""``--engine``, what the manifest says of it, and ``recsim verify --engines``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Folders, Recsim

from recsim import store
from recsim.model import engines


def test_the_manifest_says_what_simulated(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study)
    [folder] = runs_folder()
    assert store.read(folder).manifest.engine == "auto"
    assert store.read(folder).manifest.engines == ("compiled",)


@pytest.mark.slow
def test_engines_give_the_same_results_in_the_same_folder(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study, "--engine", "simpy")
    [folder] = runs_folder()
    tables = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    recsim("run", study, "--engine", "compiled", "--fresh")
    assert runs_folder() == [folder]
    manifest = store.read(folder).manifest
    assert (manifest.engine, manifest.engines) == ("compiled", ("compiled",))
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == tables


@pytest.mark.slow
def test_more_may_come_from_another_engine(
    study: Path, recsim: Recsim, runs_folder: Folders
) -> None:
    recsim("run", study, "--set", "study.engine=simpy")
    recsim("run", study, "--more", "2", "--engine", "compiled")
    [folder] = runs_folder()
    stored = store.read(folder)
    assert stored.manifest.engines == ("simpy", "compiled")
    assert stored.manifest.replications == (0, 1, 2, 3)
    recsim("run", folder, "--more", "1", "--engine", "simpy")
    assert runs_folder() == [folder]


@pytest.mark.slow
def test_what_is_stored_needs_no_engine(
    study: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch, runs_folder: Folders
) -> None:
    recsim("run", study, "--engine", "simpy")
    [folder] = runs_folder()
    before = (folder / "manifest.json").read_bytes()
    monkeypatch.setattr(engines, "available", lambda: False)
    recsim("compare", study, "--engine", "compiled")
    assert (folder / "manifest.json").read_bytes() == before


def test_an_engine_that_does_not_exist(study: Path, recsim: Recsim) -> None:
    error = recsim("run", study, "--engine", "complied", code=2).stderr
    assert "one of auto, simpy, compiled" in error
    assert "did you mean compiled?" in error


@pytest.mark.parametrize("command", ["run", "compare"])
def test_without_wasmtime_it_says_what_to_install(
    study: Path,
    recsim: Recsim,
    monkeypatch: pytest.MonkeyPatch,
    runs_folder: Folders,
    command: str,
) -> None:
    monkeypatch.setattr(engines, "available", lambda: False)
    error = recsim(command, study, "--engine", "compiled", code=2).stderr
    assert 'pip install "wasmtime' in error
    assert runs_folder() == []


def test_verify_compares_the_engines(study: Path, recsim: Recsim) -> None:
    result = recsim("verify", "--engines", study)
    assert [line.split()[-1] for line in result.stdout.splitlines()[:2]] == ["equal", "equal"]
    assert result.stdout.splitlines()[-1].startswith("2 worlds, ")
    worlds = json.loads(recsim("verify", study, "--engines", "--json").stdout)["worlds"]
    assert [world["teams"] for world in worlds] == [["waiting"], ["calling"]]
    assert all(world["equal"] and world["events"] > 50 for world in worlds)


@pytest.mark.slow
def test_verify_shows_the_first_event_that_differs(
    study: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulate = engines.engine("simpy")

    def other(*args: object, keep_log: bool = False) -> object:
        run = simulate(*args, keep_log=keep_log)  # type: ignore[arg-type]
        if run.log is not None:
            run.log["value"][90] += 1.0
        return run

    both = {"simpy": simulate, "compiled": other}
    monkeypatch.setattr(engines, "engine", lambda name: both[name])
    result = recsim("verify", "--engines", study, code=1)
    assert "DIFFERENT" in result.stdout
    assert "2 of 2 worlds differ" in result.stdout
    assert "record 90:" in result.stderr
    assert recsim("verify", "--engines", study, "--quiet", code=1).stdout == ""


def test_verify_options_that_do_not_go_together(study: Path, recsim: Recsim) -> None:
    assert "--case" in recsim("verify", "--engines", "--case", "queue", code=2).stderr
    assert "--engines" in recsim("verify", study, code=2).stderr
