"""``recsim diff``: which settings differ, and what that did in the worlds that both share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from typer.testing import Result

import recsim
from recsim import store

Cli = Callable[..., Result]


def again(**options: object) -> Path:
    """The same study, run otherwise."""
    done = recsim.run("small.yaml", workers=1, out="results", **options)  # type: ignore[arg-type]
    assert done.folder is not None
    return done.folder


def values(folder: Path, strategy: str, measure: str, count: int) -> pl.Series:
    runs = store.read(folder).results.runs.filter(strategy=strategy)
    return runs.sort("replication")[measure].head(count)


@pytest.mark.slow
def test_settings_and_what_they_change_in_the_same_worlds(run: Path, cli: Cli) -> None:
    other = again(set={"calling.care": 0.9}, replications=2)
    found = recsim.diff(run, other)
    changed = {row.key: (row.one, row.other) for row in found.settings if row.alters}
    assert changed == {"strategies.calling.care": ("0.3", "0.9")}
    assert ("replications", "3", "2") in found.made
    assert found.paired
    one, two = (values(folder, "calling", "contacts", 2) for folder in (run, other))
    [row] = found.frame.filter(strategy="calling", measure="contacts").to_dicts()
    assert (row["n"], row["one"], row["other"]) == (2, one.mean(), two.mean())
    assert row["difference"] == pytest.approx((two - one).mean())
    assert row["low"] < row["difference"] < row["high"]
    shown = " ".join(cli("diff", run, other).stdout.split())
    assert "strategies.calling.care (0 to 1) 0.3 0.9" in shown
    assert "waiting - Placements" in shown  # of what is the same everywhere there is no table
    assert "the same in all 2 paired worlds" in shown
    assert "They share worlds" in shown
    assert "A has 3 replications, B 2: the 2 of both are compared." in shown


@pytest.mark.slow
def test_studies_of_other_seeds_share_no_worlds(run: Path, cli: Cli) -> None:
    other = again(seed=8)
    found = json.loads(cli("diff", run, other, "--json").stdout)
    assert not found["share_worlds"]
    assert [row["key"] for row in found["settings"]] == ["study.seed"]
    assert "They do not share worlds (other seed)" in " ".join(found["verdicts"])
    assert "paired worlds" not in " ".join(found["verdicts"])
    [row] = [
        row
        for row in found["differences"]
        if (row["strategy"], row["measure"]) == ("calling", "contacts")
    ]
    assert "correlation" not in row
    assert row["low"] < row["difference"] < row["high"]


def test_the_same_study_twice(run: Path, cli: Cli) -> None:
    shown = cli("diff", run, run).stdout
    assert "Both are the same study." in shown
    assert "Settings" not in shown
    assert "Made with" not in shown
    assert "B minus A" not in shown


def test_times_that_differ_are_not_compared(run: Path, cli: Cli) -> None:
    other = again(set={"study.horizon_days": 28}, replications=1)
    shown = " ".join(cli("diff", run, other).stdout.split())
    assert "Results are not compared: A measures 56 days, B 28 days." in shown
    assert recsim.diff(run, other).frame.is_empty()


def test_versions_that_differ_are_named(run: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    run.rename(other)
    again()
    text = (other / "manifest.json").read_text(encoding="utf-8")
    text = text.replace(store.Manifest.read(other).code_hash, "0" * 64)
    (other / "manifest.json").write_text(text.replace('"numpy": "', '"numpy": "0.'), "utf-8")
    found = recsim.diff(run, other)
    assert {"code of the model", "numpy"} == {what for what, _, _ in found.made}
    assert not found.paired
    assert any("may come from the version" in remark for remark in found.remarks)


def test_two_files(run: Path, cli: Cli) -> None:
    Path("more.yaml").write_text(
        'extends: small.yaml\ntitle: "Another"\nstrategies: {mixed: {style: blend, '
        "active_share: 0.5, recruiters: 1}}\nworld: {people: 300}\n",
        encoding="utf-8",
    )
    found = recsim.diff("small.yaml", "more.yaml")
    rows = {row.key: (row.one, row.other, row.alters) for row in found.settings}
    assert rows["world.people"] == ("120", "300", True)
    assert rows["strategies.mixed"] == ("", "there", True)
    assert not any(key.startswith("strategies.mixed.") for key in rows)
    assert not rows["title"][2]
    shown = cli("diff", "small.yaml", "more.yaml").stdout
    assert "world.people (people)" in shown
    assert "Settings alone are compared" in shown


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_no_value_is_cut(
    run: Path, cli: Cli, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = cli("diff", "commons", "two_ways").stdout.splitlines()
    assert max(map(len, lines)) <= columns
    words = " ".join(lines).split()
    assert {"2000", "12000", "0.5", "4.0", "there"} <= set(words)


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("small.yaml", "smal.yaml"), "small.yaml"),
        (("tow_ways", "two_ways"), "two_ways"),
        (("small.yaml",), "B"),
    ],
)
def test_bad_input_ends_with_2(run: Path, cli: Cli, pair: tuple[str, ...], said: str) -> None:
    assert said in cli("diff", *pair, code=2).stderr
