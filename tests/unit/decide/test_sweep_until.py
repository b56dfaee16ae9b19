"""Each point of a sweep gets as many runs as it takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import recsim
from recsim.experiments.work import Task

CARE = {"calling.care": [0, 0.5]}


def swept(study: Path, **options: Any) -> recsim.Sweep:
    given = {"until": "contacts +-50", "at_most": 20, "workers": 1, **options}
    return recsim.sweep(study, CARE, **given)


@pytest.mark.slow
def test_points_stop_one_by_one(study: Path, simulated: list[Task]) -> None:
    """How closely it is known is what a run of so many replications says at its last look."""
    found = swept(study, out="results")
    after = [cell.settled_after for cell in found.cells]
    assert after == [20, 10]
    assert len(simulated) == found.runs
    for cell in found.cells:
        for name in found.strategies:
            level = cell.level(name, "contacts")
            assert level is not None
            assert cell.samples(name, "contacts").n == cell.looks
            run = recsim.run(
                study, set={"calling.care": cell.values[0]}, until="contacts +-1e-9",
                at_most=cell.looks, workers=1,
            )  # fmt: skip
            [row] = run.summary("contacts").filter(strategy=name).to_dicts()
            assert (row["mean"], row["low"], row["high"]) == level
    frame = found.frame.filter(measure=found.outcome)
    by_care = dict(zip(frame["calling.care"], frame["settled_after"], strict=True))
    assert [by_care[cell.values[0]] for cell in found.cells] == after


@pytest.mark.slow
def test_a_second_time_nothing_is_simulated(study: Path, simulated: list[Task]) -> None:
    first = swept(study, out="results")
    count = len(simulated)
    again = swept(study, out="results")
    assert len(simulated) == count == again.found
    assert again.frame.equals(first.frame)
    recsim.sweep(study, CARE, replications=10, workers=1, out="results")
    assert len(simulated) == count


def test_what_is_never_settled_is_said(study: Path) -> None:
    found = swept(study, until="difference +-1e-9", at_most=12)
    assert [cell.settled_after for cell in found.cells] == [None, None]
    said = found.verdicts()
    assert any("none was settled after 10 runs, the last look" in one for one in said)
    assert any("each has 99.375%" in one for one in said)
    assert found.frame["settled_after"].is_null().all()
    assert found.plot().table.height == found.frame.height
    assert found.frame.filter(pl.col("n") != 10).height == 0


@pytest.mark.parametrize("until", ["decided", "contacts difference +-1"])
def test_one_strategy_alone_is_not_compared(study: Path, until: str) -> None:
    alone = study.with_name("alone.yaml")
    alone.write_text("recsim: 1\nextends: study.yaml\nstrategies: {calling: {}}\n", "utf-8")
    with pytest.raises(recsim.Refusal, match="has one strategy; nothing is compared"):
        swept(alone, until=until)
