"""What could turn the answer: both ends of what nobody knows, and plausible worlds."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import recsim
from recsim.decide import assuming
from recsim.decide.uncertain import uncertain, with_values
from recsim.experiments.work import Task
from recsim.scenario.load import load

LOOKED = ("board.visits_per_day", "offence.scale", "demand.open_days", "work.overhead")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only some numbers are uncertain, and two of them are looked at closely."""
    every = assuming.uncertain
    monkeypatch.setattr(
        assuming, "uncertain", lambda loaded: [a for a in every(loaded) if a.key in LOOKED]
    )
    monkeypatch.setattr(assuming, "CLOSELY", 2)
    monkeypatch.setattr(assuming, "SORT_OUT", 2)


def small(study: Path, **options: object) -> recsim.Assumptions:
    given = {"worlds": 20, "replications": 4, "workers": 1, **options}
    return recsim.assumptions(study, **given)  # type: ignore[arg-type]


def test_uncertain_is_what_has_a_range(study: Path) -> None:
    found = {axis.key: axis for axis in uncertain(load(study))}
    own = found["board.visits_per_day"]
    assert (own.low, own.high, own.log) == (0.1, 0.9, False)
    assert (found["offence.scale"].low, found["offence.scale"].high) == (0.25, 4.0)
    assert found["offence.scale"].log
    assert not any(key.startswith(("money.", "segments.", "strategies.")) for key in found)
    assert "people" not in found  # it has no range


def test_what_its_author_has_measured_without_a_range_is_known(study: Path) -> None:
    text = study.read_text(encoding="utf-8").replace(", range: [0.1, 0.9]", "")
    study.write_text(text, encoding="utf-8")
    assert "board.visits_per_day" not in {axis.key for axis in uncertain(load(study))}


def test_a_strategy_is_doubted_where_its_passport_says_so(study: Path) -> None:
    text = study.read_text(encoding="utf-8")
    study.write_text(text.replace("care: 0.5", "care: {value: 0.5, range: [0.2, 0.6]}"), "utf-8")
    assert "strategies.calling.care" in {axis.key for axis in uncertain(load(study))}


def test_values_are_held_against_the_rules(study: Path) -> None:
    scenario = load(study).scenario
    changed = with_values(scenario, {"world.offence.scale": 2.0, "strategies.both.care": 0.25})
    assert changed == load(study, set_=["offence.scale=2", "both.care=0.25"]).scenario
    with pytest.raises(ValueError, match="less than or equal to"):
        with_values(scenario, {"world.work.overhead": 2.0})


@pytest.mark.usefixtures("few")
def test_each_end_is_what_a_run_with_this_value_finds(study: Path) -> None:
    found = small(study)
    assert {one.axis.key for one in (*found.assumptions, *found.others)} == set(LOOKED)
    for one in found.assumptions:
        for end in (one.low, one.high):
            run = recsim.run(study, set={one.axis.key: end.value}, replications=4, workers=1)
            [own] = run.compare("placements").filter(strategy="calling").to_dicts()
            assert end.compared.interval is not None
            assert end.compared.interval.estimate == own["difference"]
            assert end.compared.interval.low == own["low"]
            here = recsim.run(study, replications=4, workers=1).compare("placements")
            [stands] = here.filter(strategy="calling").to_dicts()
            assert end.shift is not None
            moved = own["difference"] - stands["difference"]
            assert end.shift.estimate == pytest.approx(moved, abs=1e-12)
    sizes = [one.size for one in found.assumptions]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.usefixtures("few")
def test_chance_and_ignorance_stand_side_by_side(study: Path) -> None:
    found = small(study)
    assert sum(found.wins.values()) == len(found.worlds) == 20
    more = found.wins["more"]
    said = f"Of 20 plausible worlds, there are more placements with calling in {more}"
    assert said in found.headline()
    run = recsim.run(study, replications=4, workers=1)
    assert found.headline().startswith(run.verdicts()[0].split(" (")[0])
    assert found.worlds_frame.height == 20
    low, high = found.varied[0].low, found.varied[0].high
    values = found.worlds_frame[found.varied[0].key]
    assert low is not None
    assert high is not None
    assert values.is_between(low, high).all()


@pytest.mark.usefixtures("few")
def test_an_end_that_turns_the_answer_is_named(study: Path) -> None:
    """Where nobody applies, calling is ahead; where many do, waiting is."""
    text = study.read_text(encoding="utf-8").replace("0.3, range: [0.1, 0.9]", "3, range: [0, 6]")
    study.write_text(text.replace("119", "364").replace("120", "300"), encoding="utf-8")
    found = small(study, replications=16, worlds=0)
    assert found.here.direction == "fewer"
    turning = {(one.axis.key, end.value) for one, end in found.turning}
    assert turning == {("board.visits_per_day", 0.0)}
    rows = found.frame.filter(pl.col("turns"))
    assert rows["key"].to_list() == ["board.visits_per_day"]
    assert rows["shift"].item() > 0
    assert any(said.startswith("One setting alone turns it: ") for said in found.verdicts())


@pytest.mark.usefixtures("few")
def test_a_second_time_nothing_is_simulated(study: Path, simulated: list[Task]) -> None:
    first = small(study, out="results")
    count = len(simulated)
    again = small(study, out="results")
    assert len(simulated) == count
    assert_frame_equal(again.frame, first.frame)
    assert_frame_equal(again.worlds_frame, first.worlds_frame)
    assert again.folder is not None
    assert again.folder.name.startswith("study-assumptions-")
    about = json.loads((again.folder / "study.json").read_text(encoding="utf-8"))
    assert about["headline"] == first.verdicts()[0]
    assert pl.read_csv(again.folder / "assumptions.csv").height == first.frame.height
    assert pl.read_csv(again.folder / "worlds.csv").height == 20


@pytest.mark.usefixtures("few")
def test_the_picture_has_the_table_behind_it(study: Path) -> None:
    found = small(study)
    plot = found.plot()
    assert plot.name == "tornado"
    assert_frame_equal(plot.table, found.frame)
    small(study, worlds=0).plot()


def test_what_cannot_be_done_is_refused(study: Path) -> None:
    alone = study.with_name("alone.yaml")
    alone.write_text("recsim: 1\nextends: study.yaml\nstrategies: {calling: {}}\n", "utf-8")
    with pytest.raises(recsim.Refusal, match="has one strategy"):
        small(alone)
    with pytest.raises(recsim.Refusal, match="expected 0 to 10,000"):
        small(study, worlds=-1)


@pytest.mark.long
@pytest.mark.usefixtures("few")
def test_designs_are_of_the_runs_that_they_say(study: Path, simulated: list[Task]) -> None:
    """Rows are those of the difference and of both strategies; worlds are run with both seeds."""
    options: dict[str, object] = {"worlds": 0, "morris": 4, "sobol": 8, "out": "results"}
    found = small(study, **options)
    morris, sobol = found.sensitivity
    keys = [one.axis.key for one in found.assumptions]
    assert [axis.key for axis in morris.axes] == keys == [axis.key for axis in sobol.axes]
    assert (morris.worlds, sobol.worlds) == (4 * 3, 8 * 4)
    assert list(morris.of) == list(sobol.of) == ["difference", "waiting", "calling"]
    for name in ("waiting", "calling"):
        assert morris.of[name].chance is not None
    assert found.folder is not None
    kept = pl.read_csv(found.folder / "morris.csv")
    assert kept["of"].to_list() == [name for name in morris.of for _ in keys]
    assert kept["size"].to_list() == pytest.approx(morris.frame["size"].to_list())
    count = len(simulated)
    again = small(study, **options)
    assert len(simulated) == count
    assert again.sensitivity == found.sensitivity
    for name in found.pictures[1:]:
        assert_frame_equal(found.plot(name).table, {"morris": morris, "sobol": sobol}[name].frame)
    with pytest.raises(ValueError, match="there is 'main', 'morris' and 'sobol'"):
        found.plot("tornado")


@pytest.mark.long
@pytest.mark.usefixtures("few")
def test_a_design_of_what_does_nothing_says_so(study: Path) -> None:
    """Who waits places by luck; nobody was offended: that outcome has no shares, and none told."""
    text = study.read_text(encoding="utf-8")
    study.write_text(text.replace("119", "7"), encoding="utf-8")
    found = small(study, worlds=0, sobol=8, outcome="resentments", replications=2)
    said = " ".join(found.verdicts())
    [sobol] = found.sensitivity
    assert sobol.of["waiting"].found == ()
    assert "these worlds do not differ by more than chance would have it" in said
    assert found.plot("sobol").table["total"].null_count() > 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"morris": 3}, "--paths 3: expected 4 to 1,000"),
        ({"sobol": 12}, "--base 12: expected a power of two from 8 to 4,096"),
        ({"sobol": 8192}, "--base 8192: expected a power of two"),
    ],
)
def test_sizes_of_designs_are_held_against_their_limits(
    study: Path, options: dict[str, object], said: str
) -> None:
    with pytest.raises(recsim.Refusal, match=said):
        small(study, **options)


def test_without_salib_it_is_said_how_to_install_it(
    study: Path, monkeypatch: pytest.MonkeyPatch, simulated: list[Task]
) -> None:
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(recsim.Refusal, match=r"pip install 'recruitsim\[sensitivity\]'"):
        small(study, morris=True)
    assert simulated == []
