"""What people see of a scenario: show, explain, resolved YAML, schema, gallery, identity."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import jsonschema
import pytest
import yaml
from written import Write

from recsim.analysis.measures import MEASURES
from recsim.scenario import gallery
from recsim.scenario.errors import ScenarioErrors
from recsim.scenario.explain import explain, keys
from recsim.scenario.identity import content_hash
from recsim.scenario.load import load
from recsim.scenario.schema import schema, schema_text, write_schema
from recsim.scenario.show import resolved_yaml, show
from recsim.scenario.world import World

STUDY = """
    title: 'Two ways: "waiting" and calling # both'
    world:
      people: 500
      offence:
        scale: {value: 2, range: [0.5, 4], source: 'own survey: 2024', confidence: low}
      memory: {wary_half_life_days: .inf}
    strategies:
      waiting: {style: passive, label: 'Wait'}
      calling: {style: active, care: 0.7, channels: {work_phone: 0.2, network_message: 0.8}}
      polite: {like: calling, care: 0.95}
    variants: {spam: {strategies: {calling: {care: 0.1}}}}
    study: {limits: {offences_per_1000_contacts: 5}}
    expect: [{strategy: waiting, outcome: contacts, equals: 0}]
"""


def test_every_value_has_an_origin(write: Write) -> None:
    loaded = load(write(STUDY), with_=["spam"], set_=["polite.follow_ups=1"])
    said = {key: str(origin) for key, origin in loaded.origins.items()}
    assert said["world.people"] == "file study.yaml:4"
    assert said["world.offence.care_floor"] == "default, assumption"
    assert said["world.offence.by_channel.work_phone"] == "default, P24 (grade JDG)"
    assert said["world.offence.scale"] == (
        'file study.yaml:6; your source "own survey: 2024", confidence low, range 0.5 to 4'
    )
    assert said["strategies.calling.care"] == "variant in study.yaml:12"
    assert said["strategies.polite.channels.work_phone"] == "file study.yaml:10"
    assert said["strategies.polite.channels.work_email"] == "file study.yaml:10"  # left out there
    assert said["strategies.polite.follow_ups"] == "--set polite.follow_ups=1"
    assert said["strategies.waiting.follow_ups"] == "default"  # a policy is not an assumption
    assert said["strategies.waiting.automation.contacts_per_day"] == "default"
    assert said["strategies.waiting.automation.care_cap"] == "default, assumption"  # not a policy
    assert [row.key for row in show(loaded)] == list(loaded.origins)


def test_parents_are_named(write: Write) -> None:
    write("world: {people: 77}\nstrategies: {waiting: {style: passive}}", "parent.yaml")
    loaded = load(write("extends: parent.yaml\nworld: {offence: {scale: 2}}"))
    assert str(loaded.origins["world.people"]) == "from parent.yaml:1"
    assert loaded.base.name == "parent.yaml"
    assert [row.key for row in show(loaded) if row.differs] == ["world.offence.scale"]


def test_differences_are_shown_against_the_right_thing(write: Write) -> None:
    rows = {row.key: row for row in show(load(write(STUDY)))}
    changed = [key for key, row in rows.items() if row.differs and key.startswith("world")]
    assert changed == ["world.people", "world.offence.scale", "world.memory.wary_half_life_days"]
    assert rows["world.people"].base == str(World().people)
    assert rows["strategies.polite.care"].base == "0.7"  # it is like calling
    assert [key for key, row in rows.items() if row.differs and ".polite." in key] == [
        "strategies.polite.care"
    ]
    assert not rows["title"].differs


def test_resolved_yaml_loads_to_the_same_scenario(write: Write) -> None:
    loaded = load(write(STUDY), with_=["spam"], set_=["people=400"])
    text = resolved_yaml(loaded)
    again = load(write(text, "elsewhere.yaml"))
    assert again.scenario == loaded.scenario
    assert again.origins["world.offence.scale"].passport == (
        loaded.origins["world.offence.scale"].passport
    )
    values = [line for line in text.splitlines()[2:] if line.strip() and not line.endswith(":")]
    assert len(values) == len(loaded.origins)
    assert all("  # " in line for line in values)


@pytest.mark.parametrize(
    ("key", "full"),
    [
        ("offence.scale", ["world.offence.scale"]),
        ("care", ["strategies.STRATEGY.care"]),
        ("strategies.calling.care", ["strategies.calling.care"]),
        ("people_share", ["world.segments.SEGMENT.people_share"]),
        ("seekers", ["world.offence.seekers", "world.response.seekers"]),
        ("extends", ["extends"]),
        ("like", ["strategies.STRATEGY.like"]),
        ("expect.outcome", ["expect.outcome"]),
    ],
)
def test_explain_finds_keys_by_their_end(key: str, full: list[str]) -> None:
    assert [found.key for found in explain(key)] == full


def test_explain_knows_the_words_of_the_trade() -> None:
    definitions = {name: measure.definition for name, measure in MEASURES.items()}
    assert [one.key for one in explain("Time to hire", definitions)] == ["time_to_fill_days"]
    assert [one.key for one in explain("vacancies", definitions)] == [
        "world.demand.requisitions_per_recruiter_year",
        "requisitions_opened",
    ]
    assert "strategies.STRATEGY.channels.network_message" in [one.key for one in explain("InMail")]


def test_explain_tells_what_is_known() -> None:
    (scale,) = explain("gap_closed_by_conversation")
    assert scale.kind == "setting"
    assert scale.unit == "share of the gap"
    assert scale.expected == "a number from 0 to 1"
    assert scale.plausible == (0.1, 0.6)
    assert scale.default == "0.3"
    assert scale.support == "P11 (grade JDG)"
    assert [fact.id for fact in scale.facts] == ["F45"]
    (care,) = explain("care")
    assert care.support == ""
    assert care.parameter is None
    (style,) = explain("style")
    assert style.expected == "one of passive, active, blend, split"
    assert style.default == ""
    (derived,) = explain("world.response.reply_log_sd")
    assert "72" in derived.how


def test_explain_blocks_evidence_and_measures() -> None:
    (offence,) = explain("world.offence")
    assert "scale" in dict(offence.parts)
    (parameter,) = explain("P24")
    assert parameter.kind == "parameter"
    assert parameter.facts
    (fact,) = explain("f90")
    assert (fact.key, fact.kind) == ("F90", "fact")
    (measure,) = explain("placements", {"placements": "People who started a job."})
    assert measure.meaning == "People who started a job."


def test_explain_names_the_nearest() -> None:
    with pytest.raises(ScenarioErrors, match=r"did you mean world\.offence\?"):
        explain("ofence")
    with pytest.raises(ScenarioErrors, match="did you mean placements"):
        explain("placments", {"placements": ""})
    with pytest.raises(ScenarioErrors, match="no setting or measure of this name"):
        explain("")


def test_everything_can_be_explained() -> None:
    for key in keys():
        for found in explain(key):
            assert found.meaning, found.key
            assert found.kind == "block" or found.expected


def test_the_schema_is_one_and_is_written_as_it_is_shown(tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    write_schema(tmp_path / "schema.json")
    assert (tmp_path / "schema.json").read_text(encoding="utf-8") == schema_text()


VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema_text()))


def says(text: str) -> list[str]:
    """Dates are text to an editor."""
    asked = json.loads(json.dumps(yaml.safe_load(text), default=str))
    return [error.message for error in VALIDATOR.iter_errors(asked)]


def test_schema_accepts_what_the_loader_accepts() -> None:
    assert says(textwrap.dedent(STUDY)) == []
    assert says(gallery.starter()) == []
    assert says("extends: base\nworld:\nstudy: {seed: {value: 3}}") == []
    assert says("world: {demand: {plan: requisitions.csv, plan_day_zero: 2027-01-01}}") == []


@pytest.mark.parametrize(
    "text",
    [
        "titel: x",
        "world: {people: 0}",
        "world: {people: {value: 0}}",
        "world: {people: {source: x}}",
        "world: {offence: {scale: '20%'}}",
        "strategies: {a: {style: pasive}}",
        "strategies: {a b: {style: passive}}",
        "variants: {v: {world: {poeple: 3}}}",
        "expect: [{strategy: a, outcom: b}]",
        "recsim: 2",
    ],
)
def test_schema_refuses_mistakes(text: str) -> None:
    assert says(text)


def test_schema_tells_editors_unit_default_and_evidence() -> None:
    scale = schema()["$defs"]["Belief"]["properties"]["gap_closed_by_conversation"]
    assert scale["description"].endswith(
        "Unit: share of the gap. Default: 0.3; P11 (grade JDG). Plausible: 0.1 to 0.6."
    )
    assert (scale["minimum"], scale["maximum"], scale["default"]) == (0, 1, 0.3)
    assert scale["x-evidence"] == "P11"


SHIPPED = gallery.shipped()
FILES = sorted(gallery.folder().glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_shipped_files_fit_the_schema(path: Path) -> None:
    assert says(path.read_text(encoding="utf-8")) == []
    assert load(path).path == path


@pytest.mark.parametrize(("name", "path"), SHIPPED)
def test_shipped_scenarios_are_valid(name: str, path: Path) -> None:
    loaded = load(name)
    assert loaded.scenario.name == name
    assert loaded.scenario.question
    for variant in loaded.scenario.variants:
        assert load(name, with_=[variant]).variant == variant


def test_the_base_is_not_listed() -> None:
    assert "base" not in dict(SHIPPED)
    assert [name for name, _ in SHIPPED] == sorted(dict(SHIPPED))


def test_the_gallery_of_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("zebra", "base", "apple"):
        (tmp_path / f"{name}.yaml").write_text("strategies: {a: {style: passive}}")
    monkeypatch.setattr(gallery, "folder", lambda: tmp_path)
    assert [name for name, _ in gallery.shipped()] == ["apple", "zebra"]
    assert load("apple").scenario.name == "apple"
    child = tmp_path / "elsewhere" / "child.yaml"
    child.parent.mkdir()
    child.write_text("extends: base")
    assert load(child).scenario.strategies["a"].style == "passive"
    with pytest.raises(ScenarioErrors, match="did you mean zebra"):
        load("zebar")


def test_the_starter_works_and_mentions_the_schema(write: Write) -> None:
    text = gallery.starter("recsim.schema.json")
    assert text.startswith("# yaml-language-server: $schema=recsim.schema.json\n")
    path = write(text, "mine.yaml")
    scenario = load(path).scenario
    assert len(scenario.strategies) == 3
    assert scenario.strategies["mixed"].care == 0.7
    for variant in scenario.variants:
        load(path, with_=[variant])


def test_content_hash_changes_with_results_only(write: Write) -> None:
    path = write(STUDY)
    first = load(path).scenario
    assert len(content_hash(first)) == 64
    same = load(
        path,
        set_=[
            "title=Other",
            "waiting.label=Other",
            "name=other",
            "question=Which?",
            "picture=seeds",
        ],
        replications=99,
    ).scenario
    assert content_hash(same) == content_hash(first)
    for option in ("people=501", "seed=1", "confidence=0.9", "polite.care=0.94"):
        assert content_hash(load(path, set_=[option]).scenario) != content_hash(first)
    flipped = first.model_copy(
        update={"strategies": dict(reversed(list(first.strategies.items())))}
    )
    assert content_hash(flipped) != content_hash(first)
    assert content_hash(load(path, with_=["spam"]).scenario) != content_hash(first)
