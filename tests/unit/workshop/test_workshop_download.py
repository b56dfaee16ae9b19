"""What was explored can be taken home: a file that gives the same numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from recsim.analysis.measures import MEASURES
from recsim.experiments.runner import run
from recsim.page.levers import Scalar
from recsim.page.start import Start
from recsim.scenario.identity import content_hash
from recsim.scenario.load import Loaded, load
from recsim.workshop.download import file_name, scenario_text
from recsim.workshop.state import Catalogue, State, changed

SLOW = pytest.mark.slow
CHANNELS = ("network_message", "personal_email", "personal_phone", "work_email", "work_phone")


@pytest.fixture(scope="module")
def every() -> Catalogue:
    return Catalogue()


def loaded(state: State, folder: Path) -> Loaded:
    path = folder / file_name(state)
    path.write_text(scenario_text(state), encoding="utf-8")
    return load(path, measures=MEASURES)


def explored(start: Start) -> list[dict[str, Scalar]]:
    """Changes of every sort."""
    names = list(start.scenario.strategies)
    first = f"strategies.{names[0]}"
    return [
        {},
        {f"{first}.recruiters": 9, "world.offence.scale": 2.5, "study.seed": 7},
        {f"{first}.active_share": 0.35},
        {f"strategies.{name}.style": "passive" for name in names},
        {f"{first}.channels.{channel}": 0.2 for channel in CHANNELS},
        {f"{first}.automation.screening_share": 0.5, f"{first}.targeting": "random"},
    ]


@pytest.mark.slow
@pytest.mark.parametrize("shipped", [True, False])
@pytest.mark.parametrize("which", [slice(0, None, 4), pytest.param(slice(None), marks=SLOW)])
def test_every_state_of_every_scenario_comes_back(
    every: Catalogue, tmp_path: Path, which: slice, shipped: bool
) -> None:
    for name in every.names[which]:
        start = replace(every[name], shipped=shipped)
        for changes in explored(start):
            state = changed(start, changes)
            assert content_hash(loaded(state, tmp_path).scenario) == state.hash, (name, changes)


def test_the_shipped_file_comes_back_with_its_comments_and_what_changed(every: Catalogue) -> None:
    start = every["two_ways"]
    state = changed(start, {"strategies.calling.care": 0.9, "world.people": 500})
    assert file_name(state) == "two_ways_workshop.yaml"
    text = scenario_text(state, replications=60)
    assert text.startswith(
        "# Made in a workshop: two_ways with 2 changes.\n"
        "#   strategies.calling.care: 0.9 (was 0.7)\n"
        f"#   world.people: 500 (was {start.loaded.scenario.world.people})\n"
        "# Run it: recsim run two_ways_workshop.yaml\n"
    )
    before = start.loaded.text.splitlines()
    expected = before[before.index("expect:") :]
    assert "\n".join(f"# {line}" for line in expected) in text
    added = [
        line
        for line in text.splitlines()[4:]
        if line not in before and line.removeprefix("# ") not in expected
    ]
    assert added == [
        "extends: base",
        "  calling: {style: active, label: Calling, care: 0.9}",
        "  replications: 60",
        "world: {people: 500}",
        "# What was expected of the scenario as it was need not hold with these changes:",
    ]
    kept = [line for line in before if line.startswith("#") and "language-server" not in line]
    assert all(line in text for line in kept)


@pytest.mark.slow
@pytest.mark.parametrize("which", [slice(1, None, 4), pytest.param(slice(None), marks=SLOW)])
def test_every_state_of_every_shipped_file_keeps_its_comments(
    every: Catalogue, which: slice
) -> None:
    for name in every.names[which]:
        start = every[name]
        comment = next(
            row for row in start.loaded.text.splitlines() if row.startswith("# Question")
        )
        for changes in explored(start):
            assert comment in scenario_text(changed(start, changes)), (name, changes)


def test_strategies_like_a_changed_one_stay_as_they_are(every: Catalogue, tmp_path: Path) -> None:
    state = changed(every["careful_or_careless"], {"strategies.bulk.recruiters": 4})
    found = loaded(state, tmp_path).scenario.strategies
    assert {name: one.recruiters for name, one in found.items()} == {
        "bulk": 4, "ordinary": 2, "careful": 2, "devoted": 2,
    }  # fmt: skip
    assert "devoted:  {like: bulk, care: 1.0, label: Devoted (care 1.0), recruiters: 2}" in (
        scenario_text(state)
    )


@pytest.mark.slow
def test_a_file_of_ones_own_keeps_its_comments(tiny: Start, file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("care: 0.3,", "care: 0.3  ,  # so far\n   ")
    text += "expect:\n  - {strategy: waiting, outcome: contacts, equals: 0}  # they wait\n"
    file.write_text(text, encoding="utf-8")
    start = Catalogue(str(file))["tiny"]
    state = changed(start, {"strategies.calling.care": 0.9})
    made = scenario_text(state)
    assert "care: 0.9  ,  # so far\n" in made
    assert "source: our own books" in made
    assert "#   - {strategy: waiting, outcome: contacts, equals: 0}  # they wait\n" in made
    assert "expect" in scenario_text(changed(start, {})).split("#")[-2], "nothing was changed"


def test_a_file_with_a_parent_of_its_own_is_written_out(file: Path, tmp_path: Path) -> None:
    child = tmp_path / "child.yaml"
    child.write_text("recsim: 1\nextends: tiny.yaml\ntitle: A child\n", encoding="utf-8")
    start = Catalogue(str(child))["child"]
    text = scenario_text(changed(start, {"strategies.calling.care": 0.9}))
    [line] = [line for line in text.splitlines() if "changed in the workshop" in line]
    assert line.split("#")[0].strip() == "care: 0.9"
    assert 'source: "our own books"' in text
    assert "extends" not in text


def test_the_command_line_finds_the_same_numbers(tiny: Start, tmp_path: Path) -> None:
    changes: dict[str, Scalar] = {"strategies.calling.care": 0.9, "study.seed": 3}
    state = changed(tiny, changes)
    at_home = run(loaded(state, tmp_path).scenario, replications=range(2), workers=1)
    here = run(state.scenario, replications=range(2), workers=1)
    assert at_home.runs.equals(here.runs)
    assert not here.runs.equals(run(tiny.scenario, replications=range(2), workers=1).runs)
