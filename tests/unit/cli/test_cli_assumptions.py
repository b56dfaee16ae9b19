"""``recsim assumptions``: what it prints and where it keeps it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Recsim

from recsim.decide import assuming

LITTLE = ["--worlds", "6", "-n", "2", "--workers", "1"]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three numbers are uncertain."""
    every = assuming.uncertain
    monkeypatch.setattr(assuming, "uncertain", lambda loaded: every(loaded)[:3])


@pytest.mark.slow
def test_the_screen_and_the_folder(study: Path, recsim: Recsim) -> None:
    shown = recsim("assumptions", study, *LITTLE, "--set", "calling.care=0.9").stdout
    assert "Changed by --set: care of calling: 0.9, was 0.3." in shown
    assert "Of 6 plausible worlds" in " ".join(shown.split())
    assert "labour.job_loss_per_month" in shown
    [folder] = Path("results").glob("study-assumptions-*")
    assert (folder / "plots" / "00_tornado.png").is_file()
    assert f"Results: {folder}" in shown
    again = recsim("assumptions", study, *LITTLE, "--set", "calling.care=0.9").stdout
    assert "runs were there already" in again


@pytest.mark.slow
def test_json_is_all_that_is_printed(study: Path, recsim: Recsim) -> None:
    found = json.loads(recsim("assumptions", study, *LITTLE, "--json", "--no-plots").stdout)
    assert found["pair"] == ["waiting", "calling"]
    assert len(found["frame"]) == 6
    assert len(found["worlds"]) == 6
    assert found["headline"] == found["verdicts"][0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--worlds", "-1"], "expected 0 to 10,000"),
        (["--of", "waiting,caling"], "did you mean calling?"),
        (["--set", "offence.scal=2"], "did you mean"),
        (["--paths", "5"], "--paths belongs to --morris"),
        (["--sobol", "--base", "9"], "expected a power of two"),
    ],
)
def test_bad_input_ends_with_code_2(
    study: Path, recsim: Recsim, options: list[str], said: str
) -> None:
    assert said in recsim("assumptions", study, *options, code=2).stderr
    assert not Path("results").exists()


@pytest.mark.slow
def test_a_comparison_says_it_beside_its_intervals(study: Path, recsim: Recsim) -> None:
    before = recsim("compare", study).stdout
    assert "Ignorance" not in before
    recsim("assumptions", study, *LITTLE, "--no-plots", "--quiet")
    shown = " ".join(recsim("compare", study).stdout.split())
    assert "Ignorance, beside chance: Of 6 plausible worlds" in shown
    other = recsim("compare", study, "--set", "calling.care=0.9").stdout
    assert "Ignorance" not in other
    [run] = json.loads(recsim("compare", study, "--json").stdout)["runs"]
    assert run["ignorance"].startswith("Ignorance, beside chance: ")


@pytest.mark.slow
def test_designs_have_tables_pictures_and_json(study: Path, recsim: Recsim) -> None:
    asked = ["--worlds", "0", "-n", "2", "--workers", "1", "--morris", "--paths", "4",
             "--sobol", "--base", "8"]  # fmt: skip
    shown = recsim("assumptions", study, *asked).stdout
    words = " ".join(shown.split())
    assert "Effect of a number across its whole range on placements" in words
    assert (
        "Elementary effects (Morris): 4 paths through the ranges of 3 numbers, 16 worlds" in words
    )
    assert "Shares of the variance (Sobol): 8 base points" in words
    assert max(map(len, shown.splitlines())) <= 80
    [folder] = Path("results").glob("study-assumptions-*")
    names = [path.name for path in sorted((folder / "plots").glob("*.png"))]
    assert names == ["00_tornado.png", "01_morris.png", "02_sobol.png"]
    found = json.loads(recsim("assumptions", study, *asked, "--json", "--no-plots").stdout)
    assert found["morris"]["worlds"] == 16
    assert len(found["sobol"]["frame"]) == 9
