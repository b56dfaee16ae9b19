"""A sweep: its numbers are those of ``recsim.run``; runs are made once, kept and used again."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from patience import PATIENCE, until
from polars.testing import assert_frame_equal

import recsim
from recsim.decide import runs
from recsim.experiments.work import Task

CARE = "calling.care=0:1:3"
MAP = ("board.visits_per_day=0.1,0.3,0.9", "people=60,120")


def small(study: Path, *vary: str, **options: Any) -> recsim.Sweep:
    return recsim.sweep(study, vary, workers=1, replications=4, **options)


def test_each_point_is_what_a_run_with_these_settings_finds(study: Path) -> None:
    found = small(study, CARE)
    for care in (0.0, 0.5, 1.0):
        run = recsim.run(study, set={"calling.care": care}, replications=4, workers=1)
        for name in ("waiting", "calling", "both"):
            [row] = found.frame.filter(
                strategy=name, measure="placements", **{"calling.care": care}
            ).to_dicts()
            own = run.summary("placements").filter(strategy=name).to_dicts()[0]
            assert [row[key] for key in ("n", "mean", "low", "high")] == [
                own[key] for key in ("n", "mean", "low", "high")
            ]
        [row] = found.frame.filter(
            strategy="calling", measure="placements", **{"calling.care": care}
        ).to_dicts()
        own = run.compare("placements").filter(strategy="calling").to_dicts()[0]
        assert row["difference"] == own["difference"]
        assert row["verdict"] == own["verdict"]


def test_only_what_a_key_touches_is_simulated_again(study: Path, simulated: list[Task]) -> None:
    small(study, CARE)
    made = Counter(task.teams[0] for task in simulated)
    assert made == {"waiting": 4, "calling": 3 * 4, "both": 4}


def test_in_a_shared_market_all_are_simulated_together(study: Path, simulated: list[Task]) -> None:
    found = small(study, CARE, set={"study.market": "shared"})
    assert {task.teams for task in simulated} == {("waiting", "calling", "both")}
    run = recsim.run(study, set={"study.market": "shared"}, replications=4, workers=1)
    assert found.base.level("both", "placements") is not None
    own = run.summary("placements")["mean"].to_list()
    assert [found.base.level(s, "placements").estimate for s in found.strategies] == own  # type: ignore[union-attr]


def test_a_second_time_nothing_is_simulated(study: Path, simulated: list[Task]) -> None:
    first = small(study, CARE, out="results")
    count = len(simulated)
    again = small(study, CARE, out="results")
    assert len(simulated) == count
    assert (again.folder, again.found) == (first.folder, again.runs)
    assert_frame_equal(again.frame, first.frame)
    finer = small(study, "calling.care=0:1:5", out="results")
    assert finer.folder == first.folder
    assert {task.teams for task in simulated[count:]} == {("calling",)}
    assert len(simulated) - count == 2 * 4
    assert_frame_equal(finer.frame, small(study, "calling.care=0:1:5").frame)


def test_after_an_interrupt_it_goes_on(
    study: Path, simulated: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = small(study, *MAP)
    count = len(simulated)
    perform_all = runs.perform_all

    def torn(*arguments: Any) -> Any:
        for done, outcome in enumerate(perform_all(*arguments)):
            if done == 20:
                raise KeyboardInterrupt
            yield outcome

    with monkeypatch.context() as patch:
        patch.setattr(runs, "perform_all", torn)
        with pytest.raises(recsim.Unfinished, match="20 runs are finished and kept in"):
            small(study, *MAP, out="results")
    del simulated[:]
    found = small(study, *MAP, out="results")
    assert (len(simulated), found.found) == (count - 20, 20)
    assert_frame_equal(found.frame, whole.frame)


def test_after_a_kill_it_goes_on(study: Path) -> None:
    """The process is killed as soon as something is on the disk."""
    command = [sys.executable, "-m", "recsim", "sweep", str(study), "--vary", CARE, "-q",
               "--no-plots", "-n", "3000", "--workers", "1"]  # fmt: skip
    with subprocess.Popen(command) as killed:
        until(lambda: list(Path("results").glob("*/parts/[0-9]*.zip")))
        killed.send_signal(signal.SIGKILL)
        assert killed.wait(PATIENCE) == -signal.SIGKILL
    found = recsim.sweep(study, CARE, replications=4, workers=1, out="results")
    assert found.found > 0
    assert_frame_equal(found.frame, small(study, CARE).frame)


def test_what_failed_is_told_and_made_again(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    perform_all = runs.perform_all

    def failing(*arguments: Any) -> Any:
        for outcome in perform_all(*arguments):
            bad = outcome.task.teams == ("waiting",) and outcome.task.replication == 1
            yield type(outcome)(outcome.task, error="broken") if bad else outcome

    with monkeypatch.context() as patch:
        patch.setattr(runs, "perform_all", failing)
        with pytest.warns(UserWarning, match="Failed: waiting, replication 1: broken"):
            found = small(study, CARE, out="results")
    assert found.failed == (("waiting", 1, "broken"),)
    assert found.compared(found.base).n == 3
    assert small(study, CARE, out="results").failed == ()


def test_a_damaged_part_is_refused(study: Path) -> None:
    folder = small(study, CARE, out="results").folder
    assert folder is not None
    part = next((folder / "parts").glob("*.zip"))
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(recsim.StoreError, match="damaged or was changed"):
        small(study, CARE, out="results")


def test_the_folder_says_what_it_is(study: Path) -> None:
    found = small(study, *MAP, out="results", set={"calling.care": 0.9})
    assert found.folder is not None
    assert found.folder.name.startswith("study-sweep-board.visits_per_day-people-")
    readme = (found.folder / "README.txt").read_text(encoding="utf-8")
    assert found.headline() in readme
    assert "care of calling: 0.9, was 0.5" in readme
    about = json.loads((found.folder / "study.json").read_text(encoding="utf-8"))
    assert about["headline"] == found.verdicts()[0]
    assert about["changed"] == ["care of calling: 0.9, was 0.5"]
    stored = pl.read_csv(found.folder / "sweep.csv")
    assert stored.columns == found.frame.columns
    assert stored["mean"].to_list() == pytest.approx(found.frame["mean"].to_list())


def test_the_headline_counts_the_verdicts_of_the_table(study: Path) -> None:
    found = small(study, *MAP)
    verdicts = Counter(
        found.frame.filter(
            (pl.col("measure") == "placements")
            & (pl.col("strategy") == "calling")
            & ~pl.col("as_it_stands")
        )["verdict"]
    )
    of = {"more": "places more people", "fewer": "fewer"}
    on_grid = Counter(found.compared(cell).verdict for cell in found.cells)
    for side, words in of.items():
        assert f"in {on_grid[side] or 'none'}" in found.headline()
        assert words in found.headline()
        assert verdicts[side] <= on_grid[side]
    assert sum(on_grid.values()) == 6


def test_a_choice_has_values_that_are_as_good_as_the_best(study: Path) -> None:
    found = small(study, CARE)
    [axis] = found.axes
    good = found.as_good_as_the_best("calling", axis)
    levels = [cell.level("calling", "placements") for cell in found.points]
    best = max(range(3), key=lambda at: levels[at].estimate)  # type: ignore[union-attr]
    assert good[best]
    assert not found.touches("waiting")
    assert found.touches("calling")
    [said] = [one for one in found.verdicts() if "best at" in one]
    assert said.startswith("Placements with calling:")


def test_of_the_world_the_strategies_are_compared(study: Path) -> None:
    found = small(study, "board.visits_per_day=0.001,3")
    [axis] = found.axes
    at_least, at_most = found.points[0], found.points[-1]
    assert at_least.compare("placements", "waiting", "calling").finding is not None
    for cell, good in zip(found.points, found.as_good_as_the_best("waiting", axis), strict=True):
        beaten = any(
            cell.compare("placements", "waiting", other).direction == "more"
            for other in ("calling", "both")
        )
        assert good is not beaten
    assert at_most is not at_least


def test_limits_that_are_broken_are_told(study: Path) -> None:
    found = small(study, CARE, set={"world.offence.scale": 50})
    assert found.base.breaks["calling"] == ("offences_per_1000_contacts",)
    assert found.base.breaks["waiting"] == ()
    assert any("breaks the limit" in said for said in found.verdicts())


def test_a_design_spreads_its_points(study: Path) -> None:
    found = small(study, "calling.care=0:1", "people=50,100,150", design="lhs", points=6)
    assert len(found.cells) == 6
    cares = sorted(cell.values[0] for cell in found.cells)
    assert [int(6 * care) for care in cares] == list(range(6))  # type: ignore[operator]
    assert Counter(cell.values[1] for cell in found.cells) == {50: 2, 100: 2, 150: 2}
    again = small(study, "calling.care=0:1", "people=50,100,150", design="lhs", points=6)
    assert again.frame.equals(found.frame)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"design": "lsh"}, "did you mean lhs?"),
        ({"points": 5}, "--points belongs to a design"),
        ({"design": "lhs", "points": 1}, "expected 2 to 10,000"),
        ({"outcome": "placement"}, "did you mean placements?"),
        ({"of": ("waiting", "caling")}, "did you mean calling?"),
        ({"of": ("waiting", "waiting")}, "expected two strategies"),
    ],
)
def test_what_cannot_be_done_is_refused(study: Path, options: Any, said: str) -> None:
    with pytest.raises(recsim.Refusal, match=said.replace("?", r"\?")):
        small(study, CARE, **options)


def test_values_out_of_range_are_told_where_they_were_given(study: Path) -> None:
    with pytest.raises(recsim.ScenarioErrors) as raised:
        small(study, "calling.care=0,0.5,1.5")
    [problem] = raised.value.problems
    assert problem.file == "--vary calling.care=0,0.5,1.5"
    assert problem.key == "strategies.calling.care"
    assert "1.5 is out of range; expected a number from 0 to 1" in problem.message


def test_four_settings_are_too_many_for_a_grid(study: Path) -> None:
    keys = ["people", "calling.care", "calling.follow_ups", "both.care"]
    with pytest.raises(recsim.ScenarioErrors, match="4 settings are varied; expected at most 3"):
        small(study, *(f"{key}=0,1" for key in keys))


def test_without_anything_said_how_many_apply_and_how_many_there_are_is_varied(
    study: Path,
) -> None:
    found = recsim.sweep(study, replications=2, workers=1)
    assert [axis.key for axis in found.axes] == ["board.visits_per_day", "people"]
    assert found.by_itself
    assert found.own == (0.3, 120)
    assert sum(cell.is_base for cell in found.cells) == 1


def test_one_strategy_has_a_curve_and_no_map(study: Path) -> None:
    alone = study.with_name("alone.yaml")
    alone.write_text(
        "recsim: 1\nextends: study.yaml\nstrategies: {calling: {}}\n", encoding="utf-8"
    )
    found = small(alone)
    assert found.pair is None
    assert len(found.axes) == 1
    assert found.headline().startswith("Placements with calling along")
    found.plot()
    with pytest.raises(recsim.Refusal, match="two are compared"):
        small(alone, *MAP)


def test_pictures_have_the_table_behind_them(study: Path) -> None:
    wanted = {
        "curve": small(study, CARE),
        "break_even_map": small(study, *MAP),
        "difference_along_each_key": small(study, *MAP, design="sobol", points=4),
    }
    for name, found in wanted.items():
        plot = found.plot()
        assert plot.name == name
        assert_frame_equal(plot.table, found.frame)
    three = small(study, *MAP, "calling.care=0,1")
    assert three.plot().name == "break_even_map"
    with pytest.raises(ValueError, match="there is no picture"):
        three.plot("other")


def test_what_does_nothing_to_the_outcome_touches_nobody(study: Path) -> None:
    found = small(study, "money.salary=50000,90000", of=("waiting", "calling"))
    assert not any(found.touches(name) for name in found.strategies)
    [one] = {found.compared(cell).interval for cell in found.cells}
    assert one is not None
