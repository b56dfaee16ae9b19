"""A scenario beside its variants: which are chosen, what may be compared, what each changes."""

from __future__ import annotations

import pytest
from written import Write

from recsim.scenario.beside import changed_settings, changes
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.gallery import shipped
from recsim.scenario.identity import content_hash
from recsim.scenario.load import load
from recsim.scenario.show import resolved_yaml
from recsim.scenario.world import World

STUDY = """
    strategies:
      waiting: {style: passive, recruiters: 2}
      calling: {style: blend, active_share: 0.5, care: 0.7}
      polite: {like: calling, follow_ups: 1}
    variants:
      small: {label: "A small town, $5 & 6", world: {people: 50}}
      careless: {strategies: {calling: {care: 0.1, channels: {work_phone: 1}}}}
      plain: {strategies: {calling: {style: active}, robots: {like: polite, care: 0}}}
      together: {study: {market: shared, outcomes: [contacts], replications: 3}}
    study: {replications: 9, outcomes: [placements]}
"""


def refused(*arguments: object, **options: object) -> str:
    with pytest.raises(ScenarioErrors) as raised:
        load(*arguments, **options)  # type: ignore[arg-type]
    return str(raised.value)


def test_all_are_those_of_the_file_in_its_order(write: Write) -> None:
    path = write(STUDY)
    assert load(path).beside == {}
    assert list(load(path, beside=["all"]).beside) == ["small", "careless", "plain", "together"]
    some = load(path, beside=["plain,small", "small"])
    assert list(some.beside) == ["plain", "small"]
    assert some.variant == ""
    assert some.scenario == load(path).scenario


def test_each_differs_from_the_scenario_by_itself_alone(write: Write) -> None:
    loaded = load(write(STUDY), beside=["all"])
    for name in ("small", "careless", "plain"):
        assert loaded.beside[name] == load("study.yaml", with_=[name]).scenario
    assert loaded.beside["careless"].world == loaded.scenario.world


def test_what_is_applied_is_in_all_of_them(write: Write) -> None:
    path = write(STUDY)
    loaded = load(path, with_=["small"], set_=["polite.care=0.9"], beside=["all"])
    assert list(loaded.beside) == ["careless", "plain", "together"]
    for other in loaded.beside.values():
        assert other.world.people == 50
        assert other.strategies["polite"].care == 0.9
    assert loaded.beside["careless"].strategies["calling"].care == 0.1


def test_the_scenario_decides_how_they_are_looked_at(write: Write) -> None:
    loaded = load(write(STUDY), beside=["together"])
    study = loaded.beside["together"].study
    assert study == loaded.scenario.study.model_copy(update={"market": "shared"})


@pytest.mark.parametrize("setting", ["seed: 1", "horizon_days: 91", "warm_up_days: 7"])
def test_worlds_that_are_no_pairs_are_refused(write: Write, setting: str) -> None:
    path = write(STUDY.replace("study: {market: shared", f"study: {{market: shared, {setting}"))
    message = refused(path, beside=["all"])
    assert message.startswith("--beside together")
    assert f"changes study.{setting.split(':')[0]}" in message
    assert "--with together" in message
    load(path, beside=["small"])


def test_names_that_cannot_be_put_beside(write: Write) -> None:
    path = write(STUDY)
    assert "did you mean careless?" in refused(path, beside=["carless"])
    assert "in the scenario already, by --with small" in refused(
        path, with_=["small"], beside=["small"]
    )
    lonely = write("strategies: {a: {style: passive}}", "lonely.yaml")
    assert "no variant to run beside it" in refused(lonely, beside=["all"])
    assert "no variants at all" in refused(lonely, beside=["spam"])


def test_problems_of_variants_on_top_of_others_name_the_variant(write: Write) -> None:
    path = write(STUDY.replace("small: {", "small: {strategies: {waiting: {rivals: [calling]}}, "))
    message = refused(path, with_=["small"], beside=["together"])
    assert "with variant together: " in message
    assert "separate market" in message


def test_labels_are_for_charts_alone(write: Write) -> None:
    loaded = load(write(STUDY), beside=["all"])
    scenario = loaded.scenario
    assert scenario.variant_label("small") == "A small town, $5 & 6"
    assert scenario.variant_label("careless") == "careless"
    assert load("study.yaml", with_=["small"]).scenario.strategies == scenario.strategies
    text = refused(write(STUDY.replace('"A small town, $5 & 6"', "[1, 2]")))
    assert "variants.small.label" in text
    assert "expected text" in text


def test_what_a_variant_changes(write: Write) -> None:
    loaded = load(write(STUDY), beside=["all"])
    small, careless, plain, together = loaded.beside.values()
    assert changes(loaded.scenario, small) == {"world": {"people": 50}}
    found = changes(loaded.scenario, careless)["strategies"]
    assert set(found) == {"calling", "polite"}  # polite is like calling
    assert found["polite"]["care"] == 0.1
    assert sum(found["calling"]["channels"].values()) == 1  # as a whole
    style = changes(loaded.scenario, plain)["strategies"]
    assert style["calling"] == {"style": "active", "active_share": None}
    assert style["robots"]["care"] == 0.0  # new: everything
    assert changes(loaded.scenario, together) == {"study": {"market": "shared"}}
    assert changes(loaded.scenario, loaded.scenario) == {}


def test_changed_settings_have_both_values(write: Write) -> None:
    loaded = load(write(STUDY), beside=["all"])
    assert changed_settings(loaded.scenario, loaded.beside["small"]) == {
        "world.people": (World().people, 50)
    }
    plain = changed_settings(loaded.scenario, loaded.beside["plain"])
    assert plain["strategies.calling.active_share"] == (0.5, None)
    assert plain["strategies.robots"][0] is None


@pytest.mark.parametrize("options", [{}, {"with_": ["small"], "set_": ["polite.care=0.9"]}])
def test_the_resolved_file_gives_the_same_again(
    write: Write, options: dict[str, list[str]]
) -> None:
    """Also for strategies that are like others, and settings that overrule a variant."""
    first = load(write(STUDY), beside=["all"], **options)
    write(resolved_yaml(first), "resolved.yaml")
    again = load("resolved.yaml", beside=[",".join(first.beside)])
    assert again.scenario == first.scenario.model_copy(update={"variants": again.scenario.variants})
    for name, other in first.beside.items():
        for block in ("world", "strategies", "study"):
            assert getattr(again.beside[name], block) == getattr(other, block), name
        assert again.scenario.variant_label(name) == first.scenario.variant_label(name)
    assert content_hash(again.scenario, again.beside) == content_hash(first.scenario, first.beside)


@pytest.mark.slow
def test_shipped_variants_can_be_put_beside(write: Write) -> None:
    with_variants = [name for name, _ in shipped() if load(name).scenario.variants]
    assert len(with_variants) > 3
    for name in with_variants:
        first = load(name, beside=["all"])
        write(resolved_yaml(first))
        again = load("study.yaml", beside=["all"])
        hashes = [content_hash(one.scenario, one.beside) for one in (first, again)]
        assert hashes[0] == hashes[1], name


def test_what_is_beside_makes_another_study(write: Write) -> None:
    path = write(STUDY)
    alone, one, other, both, turned = (
        load(path, beside=names)
        for names in ([], ["small"], ["plain"], ["small,plain"], ["plain,small"])
    )
    hashes = {content_hash(one.scenario, one.beside) for one in (alone, one, other, both, turned)}
    assert len(hashes) == 5
    assert content_hash(alone.scenario, {}) == content_hash(alone.scenario)
