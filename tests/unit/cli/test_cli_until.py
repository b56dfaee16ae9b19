"""``recsim run --until``: runs are added until it is settled, and it is said when that was."""

from __future__ import annotations

import contextlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import Folders, Recsim
from hypothesis import given
from hypothesis import strategies as st

import recsim as api
from recsim import store
from recsim.analysis.measures import MEASURES
from recsim.experiments import runner
from recsim.studies.refusal import Refusal
from recsim.studies.until import goal_of

CONTACTS = "contacts decided"
"""Waiting contacts nobody, so that this is settled at the first look."""


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of the replications that are simulated from here on."""
    numbers: list[int] = []
    by_replication = runner.by_replication

    def watched(*args: Any, replications: list[int], **more: Any) -> Any:
        numbers.extend(replications)
        return by_replication(*args, replications=replications, **more)

    monkeypatch.setattr(runner, "by_replication", watched)
    return numbers


def until(found: str) -> dict[str, Any]:
    [run] = json.loads(found)["runs"]
    return dict(run["until"], replications=run["replications"])


@pytest.mark.slow
def test_it_stops_at_the_first_look_at_which_it_is_settled(
    study: Path, recsim: Recsim, simulated: list[int]
) -> None:
    found = until(recsim("run", study, "--until", CONTACTS, "--json", "--no-plots").stdout)
    assert found["looks"] == [10]
    assert found["replications"] == 10
    assert found["reached"] is True
    [one] = found["subjects"]
    assert (one["strategy"], one["baseline"], one["after"]) == ("calling", "waiting", 10)
    assert one["low"] > 0
    assert found["confidence_of_each"] == pytest.approx(1 - 0.05 / 8)
    assert simulated == list(range(10))


@pytest.mark.slow
def test_what_is_never_settled_stops_at_the_last_look_of_the_budget(
    study: Path, recsim: Recsim
) -> None:
    shown = recsim("run", study, "--until", "placements +-0.001", "--at-most", "39").stdout
    words = " ".join(shown.split())
    assert "not known within 0.001 after 20 runs, the last look that --at-most 39 allows" in words
    assert "Looked at after 10 and 20 runs" in words
    assert "99.375% intervals" in words


@pytest.mark.slow
def test_the_same_command_goes_on_and_a_later_number_reads_the_same_folder(
    study: Path, recsim: Recsim, runs_folder: Folders, simulated: list[int]
) -> None:
    goal = ("--until", "placements +-0.001", "--no-plots", "--json")
    recsim("run", study, *goal, "--at-most", "10")
    further = until(recsim("run", study, *goal, "--at-most", "20").stdout)
    assert simulated == list(range(20))
    assert until(recsim("run", study, *goal, "--at-most", "20").stdout) == further
    assert until(recsim("compare", study, *goal[:2], "--json", "--at-most", "20").stdout) == further
    [run] = json.loads(recsim("run", study, "-n", "7", "--json", "--no-plots").stdout)["runs"]
    assert (run["replications"], run["until"]) == (7, None)
    assert {row["confidence"] for row in run["summary"]} == {0.95}
    assert simulated == list(range(20))
    [folder] = runs_folder()
    assert len(store.read(folder).manifest.replications) == 20


@pytest.mark.slow
def test_an_interrupt_loses_nothing(
    study: Path, recsim: Recsim, monkeypatch: pytest.MonkeyPatch, runs_folder: Folders
) -> None:
    whole = until(
        recsim("run", study, "--until", "placements +-0.001", "--at-most", "20", "--json",
               "--out", "whole").stdout
    )  # fmt: skip
    by_replication = runner.by_replication

    def torn(*args: Any, **more: Any) -> Any:
        for count, outcomes in enumerate(by_replication(*args, **more)):
            if count == 14 or (count == 4 and more["replications"][0] == 10):
                raise KeyboardInterrupt
            yield outcomes

    monkeypatch.setattr(runner, "by_replication", torn)
    goal = ("--until", "placements +-0.001", "--at-most", "20", "--json")
    stopped = until(recsim("run", study, *goal, code=130).stdout)
    assert stopped["looks"] == [10]
    assert stopped["replications"] == 10
    monkeypatch.setattr(runner, "by_replication", by_replication)
    assert until(recsim("run", study, *goal).stdout) == whole


@pytest.mark.slow
def test_a_folder_that_is_only_read_is_looked_at_as_far_as_it_goes(
    study: Path, recsim: Recsim, runs_folder: Folders, simulated: list[int]
) -> None:
    recsim("run", study, "-n", "12", "--no-plots")
    [folder] = runs_folder()
    found = until(recsim("compare", folder, "--until", "placements +-0.001", "--json").stdout)
    assert (found["looks"], found["replications"]) == ([10], 10)
    assert len(simulated) == 12
    recsim("run", study, "--fresh", "-n", "4", "--no-plots")
    said = recsim("compare", folder, "--until", "decided", code=2).stderr
    assert "holds 4 replications, and the first look is at 10" in " ".join(said.split())


@pytest.mark.slow
def test_each_variant_beside_is_a_comparison(study: Path, recsim: Recsim) -> None:
    found = until(
        recsim("compare", study, "--beside", "careless", "--until", "contacts decided",
               "--at-most", "10", "--json").stdout
    )  # fmt: skip
    kinds = {(one["strategy"], one["variant"]): one["finding"] for one in found["subjects"]}
    assert set(kinds) == {("waiting", "careless"), ("calling", "careless")}
    assert kinds["waiting", "careless"] == "undefined"  # who waits contacts nobody
    assert {one["after"] for one in found["subjects"] if one["strategy"] == "waiting"} == {10}


@pytest.mark.slow
def test_in_memory_and_in_a_folder_it_is_the_same(study: Path) -> None:
    given = {"until": "placements +-0.001", "at_most": 20, "workers": 1}
    kept = api.run(study, out="results", **given)  # type: ignore[arg-type]
    found = api.run(study, **given)  # type: ignore[arg-type]
    assert found.looked == kept.looked
    assert found.looked is not None
    assert found.replications == 20
    assert found.summary().equals(kept.summary())
    assert any("not known within 0.001 after 20 runs" in said for said in found.verdicts())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--until", "decide"], "did you mean decided?"),
        (["--until", "placement +-2"], "did you mean placements"),
        (["--until", "placements"], "how far?"),
        (["--until", "placements +-"], "expected a number above 0"),
        (["--until", "placements +-nan"], "expected a number above 0"),
        (["--until", "placements contacts +-1"], "expected one measure"),
        (["--until", "", "--at-most", "20"], "--until: nothing is given; expected decided"),
        (["--until", "decided", "--at-most", "9"], "expected 10 (the first look) to 100,000"),
        (["--until", "decided", "-n", "9"], "it cannot go with --replications"),
        (["--at-most", "9"], "--at-most is the budget of --until"),
    ],
)
def test_bad_input_ends_with_code_2(
    study: Path, recsim: Recsim, options: list[str], said: str
) -> None:
    for command in ("run", "compare"):
        shown = " ".join(recsim(command, study, *options, code=2).stderr.split())
        assert said in shown
    assert not Path("results").exists()


@given(st.text())
def test_any_text_is_a_goal_or_is_refused(text: str) -> None:
    with contextlib.suppress(Refusal):
        assert goal_of(text, "placements").measure in MEASURES


@given(
    measure=st.sampled_from(["", *MEASURES]),
    width=st.floats(min_value=1e-300, allow_infinity=False, allow_nan=False),
    sign=st.sampled_from(["+-", "±", " +/- "]),
    paired=st.booleans(),
)
def test_goals_are_read_as_they_are_written(
    measure: str, width: float, sign: str, paired: bool
) -> None:
    found = goal_of(f"{measure} {'difference ' if paired else ''}{sign}{width!r}", "contacts")
    assert found.measure == (measure or "contacts")
    assert found.half_width is not None
    assert math.isclose(found.half_width, width)
    assert found.paired is paired
    assert np.isfinite(found.half_width)


class Killed(BaseException):
    """Nothing of the process happens after it."""


@pytest.mark.slow
def test_a_kill_before_the_tables_leaves_what_the_same_command_mends(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run() -> api.Finished:
        how = {"out": tmp_path / "results", "until": "contacts +-0.001", "at_most": 20}
        return api.run(study, workers=1, **how)

    publish = store.Writing.publish

    def killed(self: store.Writing, asked: int | None = None, *more: Any) -> None:
        if asked == 20:
            raise Killed
        publish(self, asked, *more)

    with monkeypatch.context() as patched:
        patched.setattr(store.Writing, "publish", killed)
        with pytest.raises(Killed):
            run()
    folder = run().folder
    assert folder is not None
    found = store.read(folder)
    assert len(found.manifest.replications) == 20
    assert found.manifest.asked == 20
    assert found.loaded.scenario.study.replications == 20
