"""Whether a warm-up is long enough: the runs are those of the scenario, and go on longer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import recsim
from recsim import store
from recsim.analysis.warm_up import NEVER, settling

LITTLE: dict[str, Any] = {"days": 357, "replications": 3, "workers": 1}


def test_it_is_what_mser_says_of_the_weeks_of_a_run(study: Path) -> None:
    found = recsim.warm_up(study, set={"study.warm_up_days": 28}, **LITTLE)
    run = recsim.run(
        study, set={"study.warm_up_days": 28, "study.horizon_days": 329}, replications=3, workers=1
    )
    assert found.results.series.equals(run.results.series)
    assert (found.warm_up_days, found.days) == (28, 357)
    weeks = run.results.series.filter(strategy="calling").sort("replication", "day")
    values = weeks["open_requisitions"].to_numpy().reshape(3, -1)
    [one] = [
        one for one in found.found
        if (one.series, one.strategy) == ("open_requisitions", "calling")
    ]  # fmt: skip
    assert (one.days, one.low, one.high) == settling(values, 0.95, 7)
    assert found.headline() == found.verdicts()[0]
    assert set(found.frame["verdict"]) <= {"enough", "too short", "cannot tell", NEVER}


@pytest.mark.slow
def test_the_folder_carries_on_and_holds_the_runs(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = recsim.warm_up(study, out="results", **LITTLE)
    assert first.folder is not None
    assert first.folder.name.startswith("study-warm-up-")
    again = recsim.warm_up(study, out="results", **LITTLE)
    assert again.found_there == 3
    assert again.frame.equals(first.frame)
    more = recsim.warm_up(study, out="results", **{**LITTLE, "replications": 4})
    assert more.found_there == 3
    assert more.folder == first.folder
    assert len(store.read(first.folder / "runs").manifest.replications) == 4
    fewer = recsim.warm_up(study, out="results", **LITTLE)
    assert fewer.frame.equals(first.frame)
    about = json.loads((first.folder / "study.json").read_text(encoding="utf-8"))
    assert about["kind"] == "warm-up"
    assert pl.read_csv(first.folder / "warm_up.csv").height == first.frame.height


@pytest.mark.slow
def test_the_picture_has_the_table_behind_it(study: Path) -> None:
    plot = recsim.warm_up(study, **LITTLE).plot()
    assert plot.name == "warm_up"
    assert plot.table.columns == ["series", "strategy", "day", "mean"]
    with pytest.raises(ValueError, match="there is 'main'"):
        recsim.warm_up(study, **LITTLE).plot("welch")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"days": 349}, "--days 349: expected 350 to"),
        ({"days": 10**9}, "--days 1000000000: expected 350 to"),
        ({"replications": 1}, "-n 1: expected 2 to 100,000"),
    ],
)
def test_what_cannot_be_done_is_refused(study: Path, options: dict[str, int], said: str) -> None:
    with pytest.raises(recsim.Refusal, match=said):
        recsim.warm_up(study, **{**LITTLE, **options}, out="results")
    assert not Path("results").exists()
