"""What is legal and unlikely: numbers, their notation, settings without an effect, variants."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from written import Write

from recsim.scenario import gallery
from recsim.scenario.load import load
from recsim.scenario.remarks import of_strategies, remarks
from recsim.scenario.show import resolved_yaml

TEAMS = """
strategies:
  waiting: {style: passive, recruiters: 1}
  calling: {style: active, follow_ups: 1}
  both: {like: calling, style: blend, active_share: 0.5}
"""


def said(path: Path, set_: Sequence[str] = (), with_: Sequence[str] = ()) -> list[str]:
    """Key and message of each remark."""
    found = remarks(load(path, set_=set_, with_=with_))
    return [f"{one.place.key}: {one.message}" for one in found]


@pytest.mark.parametrize(
    ("setting", "wanted"),
    [
        ("world: {satisfaction: {median: 0.35}}",
         "world.satisfaction.median: 0.35 is less than what is plausible, 0.5 to 0.7"),
        ("world: {offence: {scale: 5}}",
         "world.offence.scale: 5 is more than what is plausible, 0.25 to 4"),
        ("world: {labour: {job_loss_per_month: 1.2}}",
         "world.labour.job_loss_per_month: 1.2 looks like a percentage: 1.2 percent is 0.012"),
        ("world: {money: {salary: 60.000}}",
         "world.money.salary: 60.000 is read as 60; if thousands are meant, write 60000"),
        ("world: {offence: {scale: 4.000}}", ""),
        ("world: {offence: {scale: 0}}", ""),
        ("world: {memory: {wary_half_life_days: .inf}}", ""),
        ("world: {offence: {scale: {value: 5, range: [2, 6], source: s}}}", ""),
        ("world: {offence: {scale: 4}}", ""),
        ("world: {people: 1}", ""),
    ],
)  # fmt: skip
def test_numbers(write: Write, setting: str, wanted: str) -> None:
    found = said(write(f"{setting}{TEAMS}"))
    assert found == ([wanted] if wanted else [])


def test_a_range_of_the_file_counts_for_whoever_changes_its_number(write: Write) -> None:
    own = "world: {offence: {scale: {value: 1, range: [0.5, 2], source: s}}}"
    path = write(f"{own}{TEAMS}variants: {{v: {{world: {{offence: {{scale: 3}}}}}}}}\n")
    wanted = "world.offence.scale: 3 is more than the file’s own range, 0.5 to 2"
    assert said(path) == []
    assert said(path, ["offence.scale=3"]) == [wanted]
    assert said(path, ["offence.scale=2"]) == []
    child = f"extends: study.yaml\nworld: {{offence: {{scale: 3}}}}{TEAMS}"
    assert said(write(child, "child.yaml")) == [wanted]


@pytest.mark.parametrize(
    ("team", "wanted"),
    [
        ("{style: passive, care: 0.1}", ["care"]),
        ("{style: passive, channels: {work_phone: 1}}", ["channels"]),
        ("{style: passive, care: 0.7}", []),
        (
            "{style: active, buffet_size: 3, answers_applicants: 1}",
            ["buffet_size", "answers_applicants"],
        ),
        ("{style: active, follow_ups: 0, follow_up_wait_days: 3}", []),
        ("{style: active, targeting: random, target_bar: 1}", ["target_bar"]),
        ("{style: active, automation: {care_cap: 0.1}}", ["automation.care_cap"]),
        ("{style: active, automation: {care_cap: 0.1, contacts_per_day: 5}}", []),
        ("{style: blend, active_share: 0.5, care: 0.1, buffet_size: 3}", []),
        ("{like: calling, style: passive}", []),
    ],
)
def test_settings_of_a_team_without_an_effect(write: Write, team: str, wanted: list[str]) -> None:
    found = remarks(load(write(f"{TEAMS}  x: {team}\n")))
    assert [one.place.key for one in found] == [f"strategies.x.{name}" for name in wanted]
    assert all("no effect" in one.message and one.place.line == 6 for one in found)


def test_settings_of_the_world_without_an_effect(write: Write) -> None:
    hiring = "counter_offer: 0, counter_offer_accepted: 0.5, interview_slots_per_week: .inf"
    found = said(write(f"world: {{hiring: {{{hiring}, patience_days: 20}}}}{TEAMS}"))
    assert {one.split(": this has no effect: ")[0] for one in found} == {
        "world.hiring.counter_offer_accepted", "world.hiring.patience_days"
    }  # fmt: skip


def test_an_option_without_an_effect(write: Write) -> None:
    path = write(TEAMS)
    assert len(said(path, ["waiting.care=0.2"])) == 1
    assert said(path, ["calling.care=0.2"]) == []
    assert said(path, ["strategies.*.care=0.2", "study.replications=1"]) == []


def test_variants(write: Write) -> None:
    path = write(f"""{TEAMS}
variants:
  same: {{strategies: {{calling: {{follow_ups: 1}}}}}}
  idle: {{strategies: {{waiting: {{care: 0.2}}}}}}
  good: {{strategies: {{calling: {{care: 0.2}}}}}}
  odd: {{world: {{satisfaction: {{median: 0.9}}}}}}
""")
    assert [one.split(":")[0] for one in said(path)] == [
        "variants.same", "variants.idle.strategies.waiting.care",
        "variants.odd.world.satisfaction.median",
    ]  # fmt: skip
    assert len(said(path, with_=["odd"])) == 3


def test_two_strategies_that_are_the_same(write: Write) -> None:
    [found] = remarks(load(write(f"{TEAMS}  again: {{like: both, label: Again}}\n")))
    assert (
        str(found)
        == "study.yaml:6: strategies.again: this strategy is in everything the same as both"
    )


def test_what_a_shipped_scenario_brings_is_its_own_affair(write: Write) -> None:
    assert said(write("extends: published/neutral\nstrategies: {x: {style: active}}")) == []
    assert said(gallery.folder() / "published" / "neutral.yaml") != []


def test_a_resolved_scenario_is_as_likely_as_it_was(write: Write) -> None:
    assert said(write(resolved_yaml(load("commons")), "commons.yaml")) == []


@pytest.mark.parametrize("name", [name for name, _ in gallery.shipped()])
def test_shipped_scenarios_have_no_remarks_or_ranges_of_their_own(name: str) -> None:
    assert said(gallery.folder() / f"{name}.yaml") == []


def test_what_comes_out_is_said_of_a_strategy_or_of_all(write: Write) -> None:
    loaded = load(write(TEAMS))
    one = of_strategies(loaded, ["calling"], "odd")
    assert str(one) == "study.yaml:4: strategies.calling: odd"
    two = of_strategies(loaded, ["calling", "both"], "odd")
    assert str(two) == "study.yaml:4: strategies.calling: calling, both: odd"
    everyone = of_strategies(loaded, ["waiting", "calling", "both"], "odd")
    assert str(everyone) == "study.yaml:2: strategies: odd"
