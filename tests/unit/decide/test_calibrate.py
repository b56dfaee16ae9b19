"""A calibration finds the world that its own numbers come from, as far as they tell."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import recsim
from recsim.experiments.work import Task
from recsim.scenario.load import load

TRUTH = {"board.visits_per_day": 0.6, "offence.scale": 12, "hiring.accept_intercept": 1.0}
COUNTED = ("applications_per_requisition", "offences", "response_rate")


@pytest.fixture
def own(study: Path) -> Path:
    """A study with the own numbers of another world: twice as many apply, many are offended."""
    text = study.read_text(encoding="utf-8").replace("replications: 6", "replications: 12")
    text = text.replace("range: [0.1, 0.9], source: own", "range: [0.1, 0.9]")
    study.write_text(text, encoding="utf-8")
    truth = recsim.run(study, set=TRUTH, replications=30, seed=99, workers=1)
    rows = truth.summary(COUNTED).filter(strategy="both")
    year = 365 / 119
    numbers = {
        row["measure"]: row["mean"] * (year if row["measure"] == "offences" else 1)
        for row in rows.to_dicts()
    }
    with study.open("a", encoding="utf-8") as file:
        file.write("observed:\n  both:\n")
        for name, value in numbers.items():
            ends = f"[{0.8 * value:.4g}, {1.2 * value:.4g}]"
            file.write(f"    {name}: {{value: {value:.4g}, range: {ends}, source: counted}}\n")
    return study


def calibrated(own: Path, **options: object) -> recsim.Calibration:
    return recsim.calibrate(own, workers=1, **options)  # type: ignore[arg-type]


def test_it_finds_the_world_that_the_numbers_come_from(own: Path) -> None:
    found = calibrated(own)
    assert found.met == 3
    now = {key: one.now for one in found.moved for key in one.keys}
    assert 0.3 < now["world.board.visits_per_day"] < 0.9  # twice as many bring a fifth more
    assert now["world.offence.scale"] == pytest.approx(12, rel=0.5)
    before = found.frame.filter(measure="offences")["before"].item()
    assert before < found.frame.filter(measure="offences")["own_low"].item()
    assert found.headline().startswith("The scenario meets your 3 numbers, on 20 runs that took no")
    assert found.trials <= found.budget


def test_the_fitted_file_is_the_fitted_scenario_with_passports(own: Path, tmp_path: Path) -> None:
    found = calibrated(own, budget=400)
    path = found.save(tmp_path / "fitted.yaml")
    loaded = load(path)
    assert loaded.scenario.world == found.scenario.world
    passport = loaded.origins["world.board.visits_per_day"].passport
    assert passport is not None
    assert passport.source == "fitted to 3 own numbers by recsim calibrate"
    assert passport.range is not None
    run = recsim.run(path, replications=8, workers=1)
    after = dict(found.frame.select("measure", "after").iter_rows())
    simulated = dict(run.observed().select("measure", "simulated").iter_rows())
    assert simulated == pytest.approx(after)
    found.save(path)
    path.write_text("something else", encoding="utf-8")
    with pytest.raises(FileExistsError):
        found.save(path)


def test_what_is_said_to_fit_alike_does(own: Path) -> None:
    """The ends of an open range are points that were tried, with all that fits within tolerance."""
    found = calibrated(own, budget=3000)
    assert found.open
    open_ = [one for one in found.open if one.is_open]
    assert open_
    for one in open_:
        assert one.low <= one.own <= one.high
    asks = {one.asks for one in found.open}
    assert not asks & {"applicants_per_advert", "reply_rate", "complaints"}  # these are given
    assert any(one.low_compared is not None for one in open_)


def test_a_second_time_nothing_is_simulated(own: Path, simulated: list[Task]) -> None:
    first = calibrated(own, out="results", budget=300)
    count = len(simulated)
    again = calibrated(own, out="results", budget=300)
    assert len(simulated) == count > 0
    assert_frame_equal(again.frame, first.frame)
    assert again.text == first.text
    assert again.folder is not None
    assert again.folder.name.startswith("study-calibrate-")
    about = json.loads((again.folder / "study.json").read_text(encoding="utf-8"))
    assert about["headline"] == first.headline()
    assert (again.folder / "calibrated.yaml").read_text(encoding="utf-8") == first.text
    assert pl.read_csv(again.folder / "calibrate.csv").height == 3


def test_the_budget_is_kept_and_what_it_does_not_suffice_for_is_said(own: Path) -> None:
    found = calibrated(own, budget=60)
    assert found.trials <= 60
    assert found.skipped
    assert "The budget did not suffice for" in found.verdicts()[-1]
    with pytest.raises(recsim.Refusal, match="one look at the scenario takes more runs"):
        calibrated(own, budget=3)


def test_a_setting_may_be_freed(own: Path) -> None:
    found = calibrated(own, budget=250, free="hiring.talk_noise")
    assert "world.hiring.talk_noise" in found.levers_frame["key"].to_list()
    with pytest.raises(recsim.ScenarioErrors, match="cannot be moved"):
        calibrated(own, free="board.visits_per_day")


def test_the_picture_has_the_table_behind_it(own: Path) -> None:
    found = calibrated(own, budget=250)
    assert_frame_equal(found.plot().table, found.frame)


def test_without_own_numbers_it_is_refused(study: Path) -> None:
    with pytest.raises(recsim.Refusal, match="has no own numbers"):
        calibrated(study)


def test_contradictions_are_said_before_anything_is_simulated(
    study: Path, simulated: list[Task]
) -> None:
    with study.open("a", encoding="utf-8") as file:
        file.write("observed: {both: {placements: 900}}\n")
    with pytest.raises(recsim.Refusal, match="900 hires a year for 86 requisitions"):
        calibrated(study)
    assert simulated == []
