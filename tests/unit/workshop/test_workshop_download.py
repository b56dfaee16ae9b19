"""What was explored can be taken home: a file that gives the same numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from recsim.analysis.measures import MEASURES
from recsim.experiments.runner import run
from recsim.scenario.identity import content_hash
from recsim.scenario.load import Loaded, load
from recsim.workshop.download import file_name, scenario_text
from recsim.workshop.levers import Scalar
from recsim.workshop.state import Catalogue, Start, State, changed

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


@pytest.mark.parametrize("shipped", [True, False])
def test_every_state_of_every_scenario_comes_back(
    every: Catalogue, tmp_path: Path, shipped: bool
) -> None:
    for name in every.names:
        start = replace(every[name], shipped=shipped)
        for changes in explored(start):
            state = changed(start, changes)
            assert content_hash(loaded(state, tmp_path).scenario) == state.hash, (name, changes)


def test_a_shipped_scenario_is_extended_by_what_changed(every: Catalogue) -> None:
    state = changed(every["two_ways"], {"strategies.calling.care": 0.9, "world.people": 500})
    assert file_name(state) == "two_ways_workshop.yaml"
    assert scenario_text(state) == (
        "# Made in a workshop: two_ways with 2 changes.\n"
        "# Run it: recsim run two_ways_workshop.yaml\n"
        "recsim: 1\n"
        "extends: two_ways\n"
        'title: "Two ways to recruit"\n'
        'question: "Where does waiting earn its keep, and where does calling?"\n'
        "strategies:\n"
        "  waiting: {}\n"
        "  calling:\n"
        "    care: 0.9\n"
        "  both: {}\n"
        "world:\n"
        "  people: 500\n"
    )


def test_a_file_of_ones_own_is_written_out_with_what_changed(tiny: Start, tmp_path: Path) -> None:
    state = changed(tiny, {"strategies.calling.care": 0.9})
    text = scenario_text(state)
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
