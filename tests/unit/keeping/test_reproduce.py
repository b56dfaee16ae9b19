"""``recsim reproduce``: the same again, and where it is not the same, the place."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from typer.testing import Result

import recsim
from recsim import store
from recsim.experiments import workers

Cli = Callable[..., Result]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_study_is_the_same_again_and_its_folder_is_left_alone(run: Path, cli: Cli) -> None:
    before = contents(run)
    said = cli("reproduce", "small", "--workers", 1).stdout
    assert "Reproduced: 3 replications, simulated again; 11 files the same, byte for byte" in said
    assert "events/calling-2.parquet: the same" in said
    assert contents(run) == before
    assert [path.name for path in Path("results").iterdir()] == [run.name]


def test_a_part_of_the_replications_will_do(run: Path) -> None:
    found = recsim.reproduce(run, replications=1, workers=1)
    assert found.equal
    assert found.said.startswith("Reproduced: one replication of 3, simulated again; ")
    names = {one.name: one.rows for one in found.files}
    assert names["runs.csv"] == 2
    assert "summary.csv" not in names
    assert "events/calling-0.parquet" in names
    assert "events/calling-2.parquet" not in names


Failing = Callable[..., None]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Have runs of calling fail: those of these replications, of an error."""
    simulate = workers.engine("simpy")

    def fail(*replications: int, error: str = "the world ended") -> None:
        def fails(scenario: object, teams: list[str], replication: int, **more: bool) -> object:
            if replication in replications and "calling" in teams:
                raise RuntimeError(error)
            return simulate(scenario, teams, replication, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(workers, "engine", lambda _: fails)

    return fail


@pytest.fixture
def in_part(failing: Failing, run: Path) -> Path:
    """A study of which the second replication failed in part."""
    failing(1)
    with pytest.warns(UserWarning, match="Failed: calling, replication 1"):
        folder = recsim.run("small.yaml", workers=1, out="in_part").folder
    assert folder is not None
    assert store.Manifest.read(folder).replications == (0, 2)
    return folder


def test_a_run_that_fails_again_is_the_same(in_part: Path, failing: Failing, cli: Cli) -> None:
    shown = cli("reproduce", in_part, "--workers", 1).stdout
    assert "failures: the same, one row" in shown
    assert (
        "Reproduced: 2 replications and 1 that failed, simulated again; the same failures, and "
        "11 files the same, byte for byte." in " ".join(shown.split())
    )
    first = recsim.reproduce(in_part, replications=1, workers=1)
    assert (first.equal, first.failed, first.files[0].name) == (True, 1, "failures")
    failing(1, error="the sky fell")
    found = recsim.reproduce(in_part, workers=1)
    assert found.equal
    assert found.files[0].remark.endswith("(strategy calling), the error is another one")


def test_a_run_that_fails_no_longer_or_anew_is_told(in_part: Path, failing: Failing) -> None:
    failing()
    found = recsim.reproduce(in_part, workers=1)
    [said] = found.files[0].said
    assert said.startswith(
        "replication 1 (strategy calling): failed there (RuntimeError: the world"
    )
    failing(1, 2)
    found = recsim.reproduce(in_part, workers=1)
    [said] = found.files[0].said
    assert said.startswith("replication 2 (strategy calling): fails now (RuntimeError: the world")
    assert found.said.startswith("Not reproduced: 2 replications and 1 that failed, simulated")


@pytest.mark.slow
def test_an_edited_number_is_found(run: Path, cli: Cli) -> None:
    runs = pl.read_csv(run / "runs.csv", infer_schema=False)
    edited = runs.with_columns(
        placements=pl.when(pl.int_range(pl.len()) == 4).then(pl.lit("99")).otherwise("placements")
    )
    edited.write_csv(run / "runs.csv")
    shown = cli("reproduce", run, "--workers", 1, code=3).stdout
    words = " ".join(shown.split())
    where = "row 5 (strategy calling, replication 1), placements: 99 there, "
    assert f"{where}{runs['placements'][4]} now" in words
    assert words.endswith("what differs: runs.csv.")
    first = json.loads(cli("reproduce", run, "-n", 1, "--workers", 1, "--json").stdout)
    assert first["equal"]  # the edited one is the second


@pytest.mark.parametrize("value", [0.125, -0.0])
def test_an_event_is_found_to_the_last_bit(run: Path, value: float) -> None:
    log = run / "events" / "waiting-0.parquet"
    events = pl.read_parquet(log)
    at = (events["value"] == 0).arg_true()[0]
    events.with_columns(
        value=pl.when(pl.int_range(pl.len()) == at).then(value).otherwise("value")
    ).write_parquet(log)
    found = recsim.reproduce(run, replications=1, workers=1)
    [different] = [one for one in found.files if not one.equal]
    assert different.name == "events/waiting-0.parquet"
    assert re.fullmatch(rf"row {at + 1}.*, value: {value} there, 0.0 now", different.said[0])


def test_the_same_events_in_other_bytes_are_the_same(run: Path) -> None:
    log = run / "events" / "waiting-0.parquet"
    pl.read_parquet(log).write_parquet(log, compression="uncompressed")
    found = {one.name: one for one in recsim.reproduce(run, replications=1, workers=1).files}
    assert found["events/waiting-0.parquet"].equal
    assert "the same events" in found["events/waiting-0.parquet"].remark


def test_what_is_missing_or_damaged_is_said(run: Path) -> None:
    (run / "series.csv").unlink()
    (run / "events" / "waiting-0.parquet").unlink()
    (run / "events" / "calling-0.parquet").write_bytes(b"nothing")
    with (run / "runs.csv").open("a", encoding="utf-8") as file:
        file.write("calling,,0,7\n")
    found = {one.name: one for one in recsim.reproduce(run, replications=1, workers=1).files}
    assert found["series.csv"].said == ("is missing there",)
    assert "events/waiting-0.parquet" in found
    assert found["events/waiting-0.parquet"].equal  # logs may be thrown away
    assert found["events/waiting-0.parquet"].remark
    assert "no event log that can be read" in found["events/calling-0.parquet"].said[0]
    assert not found["runs.csv"].equal


def test_another_scenario_than_the_one_that_was_run_is_told(run: Path, cli: Cli) -> None:
    change(run / "resolved.yaml", "people: 120", "people: 130")
    shown = cli("reproduce", run, "-n", 1, "--workers", 1, code=3).stdout
    assert shown.startswith("resolved.yaml was changed after the run")


@pytest.mark.slow
def test_results_of_another_version_say_which(run: Path, cli: Cli) -> None:
    change(run / "manifest.json", store.Manifest.read(run).code_hash, "0" * 64)
    change(run / "manifest.json", '"recsim": "', '"recsim": "0.0.')
    assert recsim.reproduce(run, replications=1, workers=1).equal  # the model is the same
    change(run / "runs.csv", "waiting,", "waiting,x")
    shown = " ".join(cli("reproduce", run, "-n", 1, "--workers", 1, code=3).stdout.split())
    assert f"recsim: 0.0.{recsim.__version__} there, {recsim.__version__} here" in shown
    assert "code of the model: 0000000000 there, " in shown


def test_a_scenario_that_this_version_does_not_know(run: Path, cli: Cli) -> None:
    change(run / "manifest.json", store.Manifest.read(run).code_hash, "0" * 64)
    change(run / "resolved.yaml", "  people: 120", "  folk: 120\n  people: 120")
    said = cli("reproduce", run, code=2).stderr
    assert "made by another version of the model" in said
    assert "world.folk" in said


@pytest.mark.slow
def test_a_study_with_variants_beside_it(run: Path) -> None:
    path = Path("varied.yaml")
    path.write_text(
        "extends: small.yaml\nvariants: {rude: {strategies: {calling: {care: 0}}}}\n",
        encoding="utf-8",
    )
    done = recsim.run(path, beside="all", replications=1, workers=1, out="results")
    found = recsim.reproduce(done, workers=1)
    assert found.equal
    assert "events/rude/calling-0.parquet" in {one.name for one in found.files}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["smal"], "did you mean small?"),
        (["small", "-n", "4"], "holds 3 replications"),
        (["small", "-n", "0"], "-n"),
        (["small.txt.zip"], "no results folder"),
    ],
)
def test_bad_input_ends_with_2(run: Path, cli: Cli, arguments: list[str], said: str) -> None:
    assert said in cli("reproduce", *arguments, code=2).stderr


def test_bad_arguments_in_python(run: Path) -> None:
    with pytest.raises(ValueError, match="expected 1 or more"):
        recsim.reproduce(run, replications=0)
    with pytest.raises(TypeError, match="a results folder"):
        recsim.reproduce(7)  # type: ignore[arg-type]
    kept_nowhere = recsim.run("small.yaml", replications=1, workers=1)
    with pytest.raises(recsim.Refusal, match="in no folder"):
        recsim.reproduce(kept_nowhere)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.symlink("/dev/zero", path)])
@pytest.mark.parametrize("name", ["scenario.yaml", "extends/1-base.yaml"])
def test_what_has_no_end_is_not_read(
    name: str, make: Callable[[Path], None], run: Path, cli: Cli
) -> None:
    path = run / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    said = cli("reproduce", run, "--workers", 1, "-n", 1, code=2).stderr
    why = "is a link" if path.is_symlink() else "cannot be read: is no file"
    assert f"{path}: {why}" in " ".join(said.split())


def test_a_table_far_larger_than_the_own_one_is_not_looked_into(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recsim.keeping.files_compared._ROOM", 1)
    table = run / "series.csv"
    table.write_bytes(table.read_bytes() * 3)
    found = {one.name: one for one in recsim.reproduce(run, workers=1).files}
    assert found["series.csv"].said[0].startswith(f"{table.stat().st_size:,} bytes there, ")
    assert found["runs.csv"].equal
    part = {one.name: one for one in recsim.reproduce(run, replications=1, workers=1).files}
    assert not part["series.csv"].equal
