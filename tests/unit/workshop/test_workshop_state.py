"""What can be set, and what is said about the rest."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from recsim.analysis.measures import MEASURES
from recsim.model.engines import engine
from recsim.page.start import Start, TooLarge
from recsim.scenario.identity import content_hash
from recsim.scenario.load import load
from recsim.workshop.explore import Explore
from recsim.workshop.state import (
    MOST_CHANGES,
    BadState,
    Catalogue,
    UnknownScenario,
    changed,
)

CHANNELS = ("network_message", "personal_email", "personal_phone", "work_email", "work_phone")


def test_a_state_is_what_the_command_line_makes_of_the_same_changes() -> None:
    start = Catalogue()["two_ways"]
    changes = {
        "strategies.calling.care": 0.95,
        "strategies.calling.targeting": "random",
        "strategies.both.reengages": False,
        "world.people": 1500,
        "world.offence.scale": 4,
        "study.seed": 99,
    }
    options = [f"{key}={str(value).lower()}" for key, value in changes.items()]
    assert changed(start, changes).hash == content_hash(
        load("two_ways", set_=options, measures=MEASURES).scenario
    )


@pytest.mark.skipif(sys.platform != "linux", reason="systems whose names of files are letters")
def test_a_file_of_any_name_is_shown(file: Path) -> None:
    strange = file.rename(file.with_name("tiny\udcf6.yaml"))
    found = Explore(Catalogue(str(strange)), engine("compiled")).scenario("tiny")
    assert json.loads(found)["source"] == f"{file.parent}/tiny\ufffd.yaml"


def test_a_strategy_made_from_another_one_is_moved_alone(tiny: Start) -> None:
    after = changed(tiny, {"strategies.calling.recruiters": 5}).scenario.strategies
    assert (after["calling"].recruiters, after["polite"].recruiters) == (5, 2)


def test_a_share_makes_a_blend_and_a_plain_style_has_no_share(tiny: Start) -> None:
    team = "strategies.calling"
    blend = changed(tiny, {f"{team}.active_share": 0.3}).scenario.strategies["calling"]
    assert (blend.style, blend.active_share) == ("blend", 0.3)
    half = changed(tiny, {f"{team}.style": "blend"}).scenario.strategies["calling"]
    assert half.active_share == 0.5
    both = {f"{team}.style": "passive", f"{team}.active_share": 0.3}
    plain = changed(tiny, both).scenario.strategies["calling"]
    assert (plain.style, plain.active_share) == ("passive", None)
    two_ways = Catalogue()["two_ways"]
    calling = changed(two_ways, {"strategies.both.style": "active"}).scenario.strategies["both"]
    assert (calling.style, calling.active_share) == ("active", None)


def test_channels_are_changed_together(tiny: Start) -> None:
    equal = {f"strategies.calling.channels.{name}": 0.2 for name in CHANNELS}
    assert changed(tiny, equal).scenario.strategies["calling"].channels.work_phone == 0.2
    with pytest.raises(BadState, match=r"calling.channels: the shares add up to 1.2, expected 1$"):
        changed(tiny, {"strategies.calling.channels.work_phone": 0.2})


@pytest.mark.parametrize(
    ("changes", "path", "words"),
    [
        ({"strategies.caling.care": 1}, "strategies.caling.care", "strategies.calling.care"),
        ({"strategies.calling.care": "x"}, "strategies.calling.care", "expected a number"),
        ({"strategies.calling.care": None}, "strategies.calling.care", "expected a number"),
        ({"strategies.calling.care": {"a": 1}}, "strategies.calling.care", "expected a number"),
        ({"strategies.calling.care": float("nan")}, "strategies.calling.care", "nan"),
        ({"strategies.calling.follow_ups": 1.5}, "strategies.calling.follow_ups", "whole number"),
        ({"strategies.calling.targeting": "worst"}, "strategies.calling.targeting", "best_fit"),
        ({"strategies.calling.targeting": "{a: 1}"}, "strategies.calling.targeting", "expected"),
        ({"strategies.calling.targeting": "!!python/name:os.system"},
         "strategies.calling.targeting", "expected one of"),
        ({"strategies.calling.reengages": 1}, "strategies.calling.reengages", "true or false"),
        ({"strategies.calling.label": "Me"}, "strategies.calling.label", "no lever"),
        ({"strategies.calling.care=1\nstudy.seed": 1},
         "strategies.calling.care=1\nstudy.seed", "no lever"),
        ({"extends": "two_ways"}, "extends", "no lever"),
        ({"study.replications": 100}, "study.replications", "no lever"),
        ({"study.keep_events": 1}, "study.keep_events", "no lever"),
        ({"study.seed": -1}, "study.seed", "out of range"),
        ({"study.seed": 10**300}, "study.seed", "expected a number, a word"),
        ({"study.warm_up_days": 10}, "study.warm_up_days", "7 would be"),
        ({"study.horizon_days": 1096}, "", "at most 1,095"),
        ({"world.people": 20_001}, "world.people", "from 200 to 20000"),
        ({f"x{i}": 1 for i in range(MOST_CHANGES + 1)}, "", "at most 500"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(
    tiny: Start, changes: dict[str, Any], path: str, words: str
) -> None:
    with pytest.raises(BadState) as caught:
        changed(tiny, changes)
    [(where, text)] = caught.value.problems
    assert where == path
    assert words in text
    assert "--set" not in text


def test_all_problems_are_told_at_once(tiny: Start) -> None:
    with pytest.raises(BadState) as caught:
        changed(tiny, {"strategies.calling.care": "x", "strategies.polite.follow_ups": 0.5})
    assert [where for where, _ in caught.value.problems] == [
        "strategies.calling.care",
        "strategies.polite.follow_ups",
    ]


def test_the_scenario_given_comes_first(file: Path) -> None:
    names = Catalogue(str(file)).names
    assert names[0] == "tiny"
    assert "two_ways" in names
    assert Catalogue("whom_to_call").names[0] == "whom_to_call"
    assert not {"stress_million", "large_market"} & set(names)


def test_a_scenario_that_is_too_large_is_refused(tmp_path: Path, file: Path) -> None:
    with pytest.raises(TooLarge, match=r"large_market: [0-9,]+ people"):
        Catalogue("large_market")
    long = tmp_path / "long.yaml"
    text = file.read_text(encoding="utf-8").replace("horizon_days: 56", "horizon_days: 2000")
    long.write_text(text, encoding="utf-8")
    with pytest.raises(TooLarge, match=r"2,000 days; a workshop takes at most 1,095"):
        Catalogue(str(long))


def test_an_unknown_scenario_is_named_with_its_neighbours(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownScenario, match="did you mean two_ways"):
        catalogue["two_way"]


def test_a_strategy_that_was_changed_loses_the_settings_in_its_label() -> None:
    start = Catalogue()["careful_or_careless"]
    state = changed(start, {"strategies.bulk.care": 0.7, "world.people": 1500})
    assert start.scenario.label("bulk") == "Careless (care 0.1)"
    assert state.new_labels == {"bulk": "Careless (changed)"}
    assert state.labelled.label("bulk") == "Careless (changed)"
    assert state.labelled.label("ordinary") == start.scenario.label("ordinary")
    assert content_hash(state.labelled) == state.hash
    assert changed(start, {"strategies.bulk.care": 0.1}).new_labels == {}
