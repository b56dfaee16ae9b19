"""What is varied: how it is written, and what is said of what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from recsim.scenario.errors import Place, Problem, ScenarioErrors
from recsim.scenario.load import load
from recsim.scenario.vary import Axis, axes, usual


def read(study: Path, *texts: str) -> tuple[list[Axis], list[Problem]]:
    loaded, problems = load(study), list[Problem]()
    given = [(text, Place(f"--vary {text}", None, "")) for text in texts]
    return axes(given, loaded.tree, problems, loaded.ranges), problems


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("calling.care=0:1:5", (0.0, 0.25, 0.5, 0.75, 1.0)),
        ("offence.scale=0.25:4:5:log", (0.25, 0.5, 1.0, 2.0, 4.0)),
        ("people=100:10:3", None),
        ("people=10:100:4:log", (10, 22, 46, 100)),
        ("people=1:3:9", (1, 2, 3)),
        ("calling.follow_ups=3,1,2,1", (1, 2, 3)),
        ("calling.kind=corporate,agency", ("corporate", "agency")),
        ("calling.care=0:1", (0.0, 0.5, 1.0)),
        ("board.visits_per_day", (0.1, 0.5, 0.9)),
        ("offence.scale", (0.25, 1.0, 4.0)),
    ],
)
def test_values(study: Path, text: str, values: tuple[object, ...] | None) -> None:
    found, problems = read(study, text)
    if values is None:
        assert "has to be below" in str(problems[0])
    else:
        assert problems == []
        assert found[0].values(3) == values


def test_a_star_varies_every_strategy(study: Path) -> None:
    [axis], _ = read(study, "strategies.*.recruiters=1,2")
    assert axis.keys == tuple(f"strategies.{s}.recruiters" for s in ("waiting", "calling", "both"))
    assert axis.chosen


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("calling.car=0,1", "did you mean strategies.calling.care?"),
        ("care=0,1", "could be any of"),
        ("study.seed=1,2", "cannot be varied"),
        ("world.segments=1,2", "cannot be varied"),
        ("calling.care=0:1:1", "a whole number, 2 to 200"),
        ("calling.care=0:1:2.5", "a whole number, 2 to 200"),
        ("calling.care=0:1:5:log", "equal factors need ends above 0"),
        ("calling.care=0:1:5:lin", "is no range of numbers"),
        ("calling.kind=0:1:5", "is no number"),
        ("calling.care=0.5", "one value is given"),
        ("calling.care=0,", "is no value"),
        ("people", "has no plausible range"),
        ("=1,2", "expected key=values"),
        ("strategies.*.care=0,1", "is varied already"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(study: Path, text: str, said: str) -> None:
    before = ["calling.care=0,1"] if "already" in said else []
    _, [problem] = read(study, *before, text)
    assert problem.file == f"--vary {text}"
    assert said in str(problem)


def test_a_sweep_in_the_file_is_checked_with_its_line(study: Path) -> None:
    with study.open("a", encoding="utf-8") as file:
        file.write("sweep:\n  - calling.care=0:1:3\n  - calling.carre=0:1:3\n")
    with pytest.raises(ScenarioErrors) as raised:
        load(study)
    [problem] = raised.value.problems
    assert (problem.line, problem.key) == (18, "sweep[1]")
    assert "did you mean strategies.calling.care?" in problem.hint


def test_a_sweep_is_of_one_file_and_no_part_of_what_makes_a_study(study: Path) -> None:
    from recsim.scenario.identity import content_hash

    before = content_hash(load(study).scenario)
    with study.open("a", encoding="utf-8") as file:
        file.write('sweep: ["calling.care=0:1:3"]\n')
    child = study.with_name("child.yaml")
    child.write_text("recsim: 1\nextends: study.yaml\n", encoding="utf-8")
    assert load(study).scenario.sweep == ("calling.care=0:1:3",)
    assert content_hash(load(study).scenario) == before
    assert load(child).scenario.sweep == ()


def test_what_is_usual_holds_the_scenarios_own_values(study: Path) -> None:
    scenario = load(study).scenario
    texts = usual(scenario)
    assert [text.partition("=")[0] for text in texts] == ["board.visits_per_day", "people"]
    for text, own in zip(texts, (0.3, 120), strict=True):
        assert own in read(study, text)[0][0].values(7)
    alone = scenario.model_copy(
        update={"strategies": {"calling": scenario.strategies["calling"]}, "sweep": ()}
    )
    assert [text.partition("=")[0] for text in usual(alone)] == ["people"]
