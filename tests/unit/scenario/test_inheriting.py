"""What a file takes over: from another file, from another strategy, and from its variants."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from written import TWO, Write

from recsim.scenario import gallery
from recsim.scenario.load import load
from recsim.scenario.world import World


def test_extends_merges_deeply_and_lists_replace(write: Write) -> None:
    write(
        """
        title: Parent
        world: {people: 500, offence: {scale: 2, care_floor: 0.1}}
        study: {outcomes: [placements, contacts], replications: 7}
        strategies: {waiting: {style: passive}}
        expect: [{strategy: waiting, outcome: contacts, equals: 0}]
        """,
        "parts/parent.yaml",
    )
    loaded = load(
        write(
            """
            extends: parts/parent.yaml
            world: {offence: {scale: 3}}
            study: {outcomes: [placements]}
            """
        )
    )
    scenario = loaded.scenario
    assert scenario.world.people == 500
    assert (scenario.world.offence.scale, scenario.world.offence.care_floor) == (3, 0.1)
    assert scenario.study.outcomes == ("placements",)
    assert scenario.study.replications == 7
    assert list(scenario.strategies) == ["waiting"]
    assert scenario.title == ""  # texts and expectations belong to one file
    assert scenario.expect == ()
    assert [path.name for path in loaded.files] == ["study.yaml", "parent.yaml"]


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({}, True),
        ({"seed": 5, "replications": 3}, True),
        ({"set_": ["study.outcomes=[contacts]", "study.engine=simpy"]}, True),
        ({"beside": ["few"]}, True),
        ({"set_": ["world.people=100"]}, False),
        ({"set_": ["waiting.recruiters=3"]}, False),
        ({"set_": ["study.horizon_days=30"]}, False),
        ({"with_": ["few"]}, False),
    ],
)
def test_nothing_is_expected_of_what_the_file_does_not_say(
    write: Write, options: Any, kept: bool
) -> None:
    text = """
    strategies: {waiting: {style: passive}}
    variants: {few: {world: {people: 100}}}
    expect: [{strategy: waiting, outcome: contacts, equals: 0}]
    """
    assert bool(load(write(text), **options).scenario.expect) == kept


def test_extends_may_go_on(write: Write) -> None:
    write("world: {people: 1, money: {salary: 1}}\nstrategies: {a: {style: passive}}", "one.yaml")
    write("extends: one.yaml\nworld: {people: 2}", "two.yaml")
    scenario = load(write("extends: two.yaml\nworld: {money: {agency_fee: 0.3}}")).scenario
    assert scenario.world.people == 2
    assert (scenario.world.money.salary, scenario.world.money.agency_fee) == (1, 0.3)


def test_strategies_of_a_file_say_who_takes_part_and_in_which_order(write: Write) -> None:
    write(TWO, "parent.yaml")
    scenario = load(
        write(
            """
            extends: parent.yaml
            strategies:
              polite: {like: calling, care: 0.95}
              waiting: {recruiters: 3}
            """
        )
    ).scenario
    assert list(scenario.strategies) == ["polite", "waiting"]
    assert scenario.strategies["waiting"].style == "passive"
    assert scenario.strategies["waiting"].recruiters == 3
    assert scenario.strategies["polite"].channels.work_phone == 0.2


def test_segments_of_a_file_say_which_there_are(write: Write) -> None:
    write(
        """
        world:
          segments:
            engineers: {people_share: 0.5, requisition_share: 0.9, search_multiplier: 0.5}
            sales: {people_share: 0.5, requisition_share: 0.1}
        strategies: {a: {style: passive}}
        """,
        "parent.yaml",
    )
    scenario = load(
        write(
            """
            extends: parent.yaml
            world: {segments: {engineers: {people_share: 1, requisition_share: 1}}}
            """
        )
    ).scenario
    assert list(scenario.world.segments) == ["engineers"]
    assert scenario.world.segments["engineers"].search_multiplier == 0.5


def test_like_goes_over_several_steps_and_leaves_the_label(write: Write) -> None:
    text = """
    strategies:
      third: {like: second, follow_ups: 0}
      first: {style: active, care: 0.1, label: One, channels: {work_phone: 1}, follow_ups: 5}
      second: {like: first, care: 0.2, channels: {work_email: 1}}
    """
    strategies = load(write(text)).scenario.strategies
    assert (strategies["third"].care, strategies["third"].follow_ups) == (0.2, 0)
    assert strategies["third"].channels.work_email == 1
    assert strategies["third"].channels.work_phone == 0  # channels replace as a whole
    assert strategies["third"].label == ""


def test_like_follows_the_model_wherever_that_is_changed(write: Write) -> None:
    path = write(TWO + "      polite: {like: calling, care: 0.95}\n")
    changed = load(path, set_=["strategies.calling.recruiters=9"]).scenario
    assert changed.strategies["polite"].recruiters == 9
    assert changed.strategies["polite"].care == 0.95


def test_a_change_of_style_forgets_the_share_of_a_blend(write: Write) -> None:
    text = """
    strategies:
      mixed: {style: blend, active_share: 0.5}
      caller: {like: mixed, style: active}
    """
    strategies = load(write(text)).scenario.strategies
    assert strategies["caller"].active_share is None


def test_variants_change_and_are_applied_in_order(write: Write) -> None:
    path = write(
        TWO
        + """
    variants:
      small: {world: {people: 10, demand: {requisitions_per_recruiter_year: 5}}}
      tiny: {world: {people: 5}}
      robots: {strategies: {robots: {like: calling, care: 0}}}
    """
    )
    assert load(path).scenario.world.people == World().people
    small = load(path, with_=["small,robots"])
    assert small.scenario.world.people == 10
    assert list(small.scenario.strategies) == ["waiting", "calling", "robots"]
    assert small.variant == "small+robots"
    both = load(path, with_=["small", "tiny"]).scenario
    assert (both.world.people, both.world.demand.requisitions_per_recruiter_year) == (5, 5)
    assert load(path, with_=["tiny", "small"]).scenario.world.people == 10


def test_inherited_variants_speak_only_of_those_who_take_part(write: Write) -> None:
    write(TWO + "    variants: {spam: {strategies: {calling: {care: 0.1}}}}\n", "parent.yaml")
    path = write("extends: parent.yaml\nstrategies: {waiting: {}}\n")
    assert list(load(path, with_=["spam"]).scenario.strategies) == ["waiting"]


def test_a_variant_of_the_same_name_replaces_the_parents(write: Write) -> None:
    write(TWO + "    variants: {v: {world: {people: 5}}, w: {world: {people: 6}}}\n", "parent.yaml")
    path = write("extends: parent.yaml\nvariants: {v: {study: {seed: 1}}}\n")
    assert load(path, with_=["v"]).scenario.world.people == World().people
    assert load(path, with_=["w"]).scenario.world.people == 6


@pytest.mark.parametrize("name", ["two_ways", "by_its_date", "commons"])
def test_a_copy_of_a_shipped_scenario_works_in_another_folder(tmp_path: Path, name: str) -> None:
    copy = tmp_path / f"{name}.yaml"
    copy.write_bytes(gallery.folder().joinpath(copy.name).read_bytes())
    assert load(copy).scenario == load(name).scenario


def test_a_file_beside_goes_before_a_shipped_one_of_its_name(write: Write) -> None:
    write("world: {people: 77}\nstrategies: {waiting: {style: passive}}\n", "base.yaml")
    assert load(write("extends: base.yaml")).scenario.world.people == 77
    assert load(write("extends: base")).scenario.world.people != 77


def test_a_file_with_other_strategies_forgets_what_its_parent_was_about(tmp_path: Path) -> None:
    def about(text: str) -> tuple[str, ...]:
        path = tmp_path / "mine.yaml"
        path.write_text(f"recsim: 1\nextends: careful_or_careless\n{text}", encoding="utf-8")
        return load(path).scenario.study.about

    assert about("world: {people: 500}") == ("bulk", "careful")
    assert about("strategies: {bulk: {}, careful: {care: 1}}") == ("bulk", "careful")
    assert about("strategies: {bulk: {}, mine: {like: bulk, label: Mine}}") == ()
    mine = "strategies: {bulk: {}, mine: {like: bulk, label: Mine}}\nstudy: {about: [bulk, mine]}"
    assert about(mine) == ("bulk", "mine")
