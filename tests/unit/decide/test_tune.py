"""Tuning: what is tried, what is chosen, and what fresh worlds leave of it."""

from __future__ import annotations

import builtins
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from typer.testing import CliRunner

import recsim
from recsim.analysis.intervals import Interval
from recsim.analysis.tried import Trial, best_of, frontier_of
from recsim.cli.app import app
from recsim.experiments.work import Task
from recsim.scenario.load import load


def small(study: Path, **options: Any) -> recsim.Tune:
    given = {"strategy": "calling", "trials": 12, "worlds": 8, "replications": 4, "workers": 1}
    return recsim.tune(study, **{**given, **options})


def test_the_best_within_the_cap_meets_worlds_that_nobody_has_seen(
    study: Path, simulated: list[Task]
) -> None:
    found = small(study, levers=["care", "follow_ups=0,1,2"], cap="annoyances<=30")
    rows = found.frame
    assert rows.height == len(found.trials) == 12
    allowed = rows[1:].filter(pl.col("annoyances") <= 30)
    assert found.chosen[0].gain is not None
    assert found.chosen[0].gain.estimate == allowed["placements"].max()
    assert all(trial.within(30) for trial in found.chosen)
    assert found.start.values == (0.5, load(study).scenario.strategies["calling"].follow_ups)
    seeds = {task.scenario.study.seed for task in simulated if task.scenario}
    fresh = found.results.scenario.study.seed
    assert seeds == {7, fresh}
    assert found.results.replications == tuple(range(8))


def test_a_trial_is_what_a_run_with_these_settings_finds(study: Path) -> None:
    found = small(study, levers=["care=0:1"], cap="annoyances<=1000")
    trial = found.chosen[0]
    for seed, replications, gain in (
        (7, 4, trial.gain),
        (found.results.scenario.study.seed, 8, trial.fresh and trial.fresh.gain),
    ):
        run = recsim.run(
            study, set={"calling.care": trial.values[0]}, seed=seed, replications=replications,
            workers=1,
        )  # fmt: skip
        [row] = run.summary().filter(strategy="calling", measure="placements").to_dicts()
        assert gain == (row["mean"], row["low"], row["high"])


def test_what_tuning_is_for(study: Path) -> None:
    """Of who may contact hardly anybody, more contacts place more; so the search finds many."""
    text = study.read_text(encoding="utf-8").replace(
        "care: 0.5", "care: 0.5, targets_per_search: 1, contacts_per_week: 1"
    )
    study.write_text(text.replace("119", "364").replace("120", "400"), encoding="utf-8")
    found = small(study, levers=["contacts_per_week=1:60"], cap="annoyances<=100000")
    [weekly] = found.chosen[0].values
    assert isinstance(weekly, float)
    assert weekly > 10
    assert found.chosen[0].fresh is not None
    above = found.chosen[0].fresh.above
    assert above is not None
    assert above.low is not None
    assert above.low > 0
    assert "With the tuned settings, the team places" in found.headline()
    assert "than with those of calling" in found.headline()


def test_a_second_time_nothing_is_simulated(study: Path, simulated: list[Task]) -> None:
    first = small(study, levers=["care"], out="results")
    count = len(simulated)
    again = small(study, levers=["care"], out="results")
    assert len(simulated) == count == again.found
    assert first.found == 0
    assert_frame_equal(again.frame, first.frame)
    assert again.verdicts() == first.verdicts()
    assert again.folder is not None
    assert again.folder.name.startswith("study-tune-calling-")
    about = json.loads((again.folder / "study.json").read_text(encoding="utf-8"))
    assert about["headline"] == first.headline()
    assert pl.read_csv(again.folder / "trials.csv").height == first.frame.height


def test_an_interrupt_loses_nothing(
    study: Path, simulated: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    from recsim.decide import tuning

    tried, calls = tuning._Search.tried, iter(range(100))

    def until_the_fifth(search: Any, values: Any) -> Trial:
        if next(calls) == 5:
            raise KeyboardInterrupt
        return tried(search, values)

    monkeypatch.setattr(tuning._Search, "tried", until_the_fifth)
    with pytest.raises(recsim.Unfinished, match="20 runs are finished and kept in results"):
        small(study, levers=["care"], out="results")
    assert len(simulated) == 20
    monkeypatch.setattr(tuning._Search, "tried", tried)
    found = small(study, levers=["care"], out="results")
    assert found.found == 20
    assert_frame_equal(found.frame, small(study, levers=["care"]).frame)


def test_the_file_goes_on_from_there(study: Path) -> None:
    found = small(study, cap="annoyances<=1000", set={"world.people": 100}, out="results")
    assert found.folder is not None
    scenario = load(found.folder / "tuned.yaml").scenario
    assert list(scenario.strategies) == ["calling", *(f"tuned_{n}" for n in range(1, 6))]
    assert scenario.study.about == ("calling", "tuned_1")
    assert scenario.world.people == 100
    tuned = scenario.strategies["tuned_1"]
    for lever, value in zip(found.levers, found.chosen[0].values, strict=True):
        assert getattr(tuned, lever.key) == value
    assert scenario.strategies["calling"] == load(study).scenario.strategies["calling"]


def test_nothing_that_keeps_to_the_limit_of_the_study(study: Path) -> None:
    found = small(study, levers=["care=0:0.1"], trials=4)
    assert found.harm == "offences_per_1000_contacts"
    assert found.chosen == ()
    assert found.headline() == (
        "Of 3 settings that were tried, none keeps to 0.001 complaints per 1,000 contacts in "
        "the practice worlds."
    )
    assert load(study).scenario.strategies["calling"]
    found.plot()
    assert "tuned_1" not in found.file()


def test_a_frontier(study: Path) -> None:
    found = small(study, levers=["care", "follow_ups"], frontier=True, cap="annoyances")
    harms = [trial.harm.estimate for trial in found.chosen if trial.harm]
    gains = [trial.gain.estimate for trial in found.chosen if trial.gain]
    assert harms == sorted(harms)
    assert gains == sorted(gains)
    assert "that no other beats in both" in found.headline()
    found.plot()


def test_which_are_best_and_which_nothing_beats() -> None:
    def trial(at: float, gain: float, harm: float) -> Trial:
        return Trial((at,), Interval(gain, None, None), Interval(harm, None, None))

    start = trial(0.0, 9, 9)
    trials = [start, trial(1, 5, 3), trial(2, 7, 6), trial(3, 4, 4), trial(4, 8, 8), trial(1, 5, 3)]
    assert best_of(trials, 6, 5) == [2, 1, 3]
    assert best_of(trials, 6, 1) == [2]
    assert frontier_of(trials, 5) == [1, 2, 4]
    assert frontier_of(trials, 2) == [1, 4]
    assert best_of([start, Trial((1.0,), None, None)], 6, 5) == []
    assert best_of([start], 6, 5) == []


def test_the_command(study: Path) -> None:
    arguments = ["tune", str(study), "--strategy", "calling", "--lever", "care", "--trials", "6",
                 "--worlds", "4", "-n", "3", "--cap", "annoyances<=1000"]  # fmt: skip
    done = CliRunner().invoke(app, arguments, env={"COLUMNS": "100"})
    assert done.exit_code == 0, done.output
    assert "what of the difference was luck cannot be told" in " ".join(done.stdout.split()) or (
        "was luck" in done.stdout
    )
    assert "To go on with: recsim run " in done.stdout
    told = CliRunner().invoke(app, [*arguments, "--json", "--no-plots"])
    assert told.exit_code == 0
    found = json.loads(told.stdout)
    assert found["levers"] == ["strategies.calling.care"]
    assert len(found["frame"]) == 6


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--strategy", "caling"], "there is no such strategy; did you mean calling"),
        (["--lever", "car"], "care"),
        (["--lever", "label"], "cannot be varied"),
        (["--lever", "care=1:0"], "the first end has to be below the second one"),
        (["--cap", "<="], "is no measure of which fewer is better"),
        (["--lever", "recruiters=1:1e99"], "1e+99 is out of range; expected"),
        (["--cap", "offences<=many"], "expected measure<=number, as in offences<=5"),
        (["--cap", "placements<=5"], "placements is no measure of which fewer is better"),
        (["--maximise", "offences"], "is no measure of which more is better"),
        (["--trials", "1"], "expected 2 to 10,000"),
        (["--worlds", "1"], "expected 2 to 10,000"),
    ],
)
def test_bad_input(study: Path, options: list[str], said: str) -> None:
    done = CliRunner().invoke(app, ["tune", str(study), *options])
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert not Path("results").exists()


def test_without_optuna(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name == "optuna":
            raise ImportError(name)
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    done = CliRunner().invoke(app, ["tune", str(study)])
    assert done.exit_code == 2
    assert "pip install 'recruitsim[tune]'" in " ".join(done.output.split())
