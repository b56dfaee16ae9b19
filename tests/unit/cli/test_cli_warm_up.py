"""``recsim warm-up``: what it prints and where it keeps it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Recsim

from recsim.store import Keeper

LITTLE = ["--days", "350", "-n", "2", "--workers", "1"]


@pytest.mark.slow
def test_the_screen_the_folder_and_the_json(study: Path, recsim: Recsim) -> None:
    shown = recsim("warm-up", study, *LITTLE, "--set", "calling.care=0.9").stdout
    assert "Changed by --set: care of calling: 0.9, was 0.3." in shown
    assert "Open requisitions" in shown
    assert "0 days are" in shown
    assert max(map(len, shown.splitlines())) <= 80
    [folder] = Path("results").glob("study-warm-up-*")
    assert (folder / "plots" / "00_warm_up.png").is_file()
    again = recsim("warm-up", study, *LITTLE, "--set", "calling.care=0.9", "--json", "--no-plots")
    found = json.loads(again.stdout)
    assert found["warm_up_days"] == 0
    assert found["headline"] in found["verdicts"]
    assert {row["series"] for row in found["frame"]} >= {"open_requisitions", "searching_share"}


def test_an_interrupt_is_told_once(
    study: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch
) -> None:
    put = Keeper.put

    def stop(keeper: Keeper[Any], one: Any) -> None:
        put(keeper, one)
        raise KeyboardInterrupt

    monkeypatch.setattr(Keeper, "put", stop)
    said = recsim("warm-up", study, *LITTLE, code=130).stderr
    assert said.count("Interrupted") == said.count("The same command goes on") == 1
    assert "Interrupted: 1 of 2 replications were finished and are kept in results" in said


def test_bad_input_ends_with_code_2(study: Path, recsim: Recsim) -> None:
    assert "expected 350 to" in recsim("warm-up", study, "--days", "9", code=2).stderr
    assert "expected 2 to" in recsim("warm-up", study, "-n", "1", code=2).stderr
    assert "did you mean" in recsim("warm-up", study, "--set", "calling.car=1", code=2).stderr
    assert not Path("results").exists()
