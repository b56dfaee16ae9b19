"""One market for all, without a room: rules, what was played as a scenario, and what it did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recsim.analysis.measures import MEASURES
from recsim.classroom.challenge import Sealed
from recsim.classroom.market import Market, can_change, load_market, people_per_team
from recsim.classroom.market_scores import effects, scored
from recsim.classroom.market_text import market_text, settings_that_differ, team_keys
from recsim.classroom.quarters import ALL, QUARTER, SO_FAR, Played, played, world
from recsim.model.engines import engine
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.load import load_text
from recsim.scenario.scenario import Scenario
from recsim.scenario.show import resolved_yaml

TOWN = """\
recsim: 1
world:
  people: 120
  segments:
    no: {people_share: 0.5, requisition_share: 0.5}
    yes: {people_share: 0.5, requisition_share: 0.5}
  board: {visits_per_day: 0.00001}
  demand: {requisitions_per_recruiter_year: 100}
  offence: {scale: 4}
strategies:
  calling: {style: active, recruiters: 1, care: 0.5, follow_ups: 1, rivals: [calling]}
  blend: {style: blend, active_share: 0.5}
study:
  {warm_up_days: 14, horizon_days: 56, seed: 3, outcomes: [placements], about: [calling, blend]}
"""
SEALED = Sealed(seed=11, salt="0" * 32)
TEAMS = ("Alder", "Birch", "Cedar")
SIMULATE = engine("compiled")


@pytest.fixture(scope="module")
def text() -> str:
    return resolved_yaml(load_text(TOWN, "town.yaml", measures=MEASURES))


def rules(folder: Path, text: str, **changed: Any) -> Market:
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    fields: dict[str, Any] = {
        "market": 1, "scenario": "scenario.yaml", "strategy": "calling",
        "free": "[care, follow_ups]", "teams": f"[{', '.join(TEAMS)}]", "people_per_team": 60,
        "worlds": 3, **changed,
    }  # fmt: skip
    lines = "\n".join(f"{name}: {value}" for name, value in fields.items())
    (folder / "market.yaml").write_text(f"{lines}\n", encoding="utf-8")
    return load_market(folder / "market.yaml")[0]


def scenario_of(of: Market, text: str, choices: dict[str, list[dict[str, Any]]]) -> Scenario:
    quarters = max(map(len, choices.values()))
    made = market_text(of, text, "calling", choices, quarters, SEALED)
    return load_text(made, "market.yaml", measures=MEASURES).scenario


def play(of: Market, text: str, choices: dict[str, list[dict[str, Any]]]) -> Played:
    scenario = scenario_of(of, text, choices)
    return played(scenario, (world(SIMULATE, scenario, n, of.told) for n in range(of.worlds)))


def test_what_was_played_is_a_scenario_of_the_same_world(tmp_path: Path, text: str) -> None:
    of = rules(tmp_path, text)
    choices: dict[str, list[dict[str, Any]]] = {
        "Alder": [{"care": 0.1}, {}], "Birch": [{}, {"care": 0.9, "follow_ups": 3}],
    }  # fmt: skip
    made = scenario_of(of, text, choices)
    base = load_text(text, "scenario.yaml", measures=MEASURES).scenario
    assert made.world == base.world.model_copy(update={"people": 120})
    assert set(made.world.segments) == {"no", "yes"}, "words that YAML 1.1 takes for switches"
    assert (made.study.market, made.study.horizon_days, made.study.seed) == ("shared", 182, 11)
    assert made.study.about == ()
    keys = {name: key for key, name in team_keys(choices).items()}
    alder, birch = (made.strategies[keys[name]] for name in ("Alder", "Birch"))
    assert alder.rivals == birch.rivals == ()
    assert [(one.day, one.care) for one in alder.changes] == [(0, 0.1)]
    assert [(one.day, one.settings) for one in birch.changes] == [
        (91, {"care": 0.9, "follow_ups": 3})
    ]


def test_the_key_of_a_team_hangs_on_its_name_alone() -> None:
    everybody = {name: key for key, name in team_keys(TEAMS).items()}
    two = {name: key for key, name in team_keys(("Cedar", "Alder")).items()}
    assert {name: everybody[name] for name in two} == two
    assert len(set(everybody.values())) == len(TEAMS)


def test_only_what_differs_changes(text: str) -> None:
    start = load_text(text, "s.yaml", measures=MEASURES).scenario.strategies["calling"]
    assert settings_that_differ(start, start) == {}
    other = start.model_copy(update={"care": 0.25})
    assert settings_that_differ(start, other) == {"care": 0.25}


def test_quarters_add_up_and_everybody_is_the_sum(tmp_path: Path, text: str) -> None:
    of = rules(tmp_path, text)
    one = play(of, text, {name: [{}] for name in TEAMS})
    two = play(of, text, {"Alder": [{}, {"care": 0.0}], "Birch": [{}, {}], "Cedar": [{}, {}]})
    for key in (*team_keys(TEAMS), ALL):
        for name in ("placements", "contacts"):
            first, last, both = (
                found.sample(span, key, name).values
                for found, span in ((one, SO_FAR), (two, QUARTER), (two, SO_FAR))
            )
            assert (first + last).tolist() == both.tolist(), "the past is what it was"
            assert one.sample(QUARTER, key, name).values.tolist() == first.tolist()
    own, others, all_ = (
        two.sample(SO_FAR, next(iter(team_keys(TEAMS))), "contacts").values,
        two.others(SO_FAR, next(iter(team_keys(TEAMS))), "contacts").values,
        two.sample(SO_FAR, ALL, "contacts").values,
    )
    assert (own + others).tolist() == all_.tolist()


def test_effects_are_those_of_the_one_who_moved(tmp_path: Path, text: str) -> None:
    of = rules(tmp_path, text, maximise="approaches_answered")
    keys = team_keys(TEAMS)
    still: dict[str, list[dict[str, Any]]] = {name: [{}] for name in TEAMS}
    set_, start = play(of, text, {**still, "Alder": [{"care": 0.0}]}), play(of, text, still)
    told = scored(of, keys, set_, start, 1)
    [alder] = [key for key, name in keys.items() if name == "Alder"]
    [effect] = effects(of, keys, set_, {alder: start})
    [row] = [row for row in told["teams"] if row["name"] == "Alder"]
    assert effect["own"] == row["above_start"], "nobody else moved"
    assert effect["own"]["mean"] != 0
    now, then = (told[side]["so_far"]["approaches_answered"]["mean"] for side in ("all", "start"))
    change = now - then
    assert effect["own"]["mean"] + effect["others"]["mean"] == pytest.approx(change)


def test_as_many_people_for_each_team_as_in_the_scenario(text: str) -> None:
    scenario = load_text(text, "s.yaml", measures=MEASURES).scenario
    assert people_per_team(scenario, "calling", 6) == 60, "two teams share its market"
    assert people_per_team(scenario, "blend", 6) == 120
    large = scenario.unchecked(world=scenario.world.unchecked(people=90_000))
    assert people_per_team(large, "blend", 12) == 2000, "no more than a laptop simulates"


def test_what_a_team_may_change(text: str) -> None:
    strategies = load_text(text, "s.yaml", measures=MEASURES).scenario.strategies
    assert "care" in can_change(strategies["calling"])
    assert not {"recruiters", "style", "day", "active_share"} & can_change(strategies["calling"])
    assert "active_share" in can_change(strategies["blend"])


@pytest.mark.parametrize(
    ("changed", "line", "said"),
    [
        ({"free": "[recruiters]"}, 4, "cannot be free in a market"),
        ({"free": "[cares]"}, 4, "care"),
        ({"maximise": "offences"}, 8, "more is better"),
        ({"teams": "[A, a]"}, 5, "same name"),
        ({"teams": '["A", "A\u200b"]'}, 5, "same name"),
    ],
)
def test_mistakes_have_a_line(
    tmp_path: Path, text: str, changed: dict[str, str], line: int, said: str
) -> None:
    with pytest.raises(ScenarioErrors) as found:
        rules(tmp_path, text, **changed)
    assert said in str(found.value)
    assert f"market.yaml, line {line}" in str(found.value)
