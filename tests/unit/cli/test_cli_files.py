"""Commands that read and start studies: init, check, show, explain, schema, list."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from command_line import Recsim

from recsim.scenario.gallery import shipped
from recsim.scenario.identity import content_hash
from recsim.scenario.load import load
from recsim.scenario.world import World


def test_init_writes_a_study_that_checks_and_its_schema(study: Path, recsim: Recsim) -> None:
    shown = recsim("init", "mine/first.yaml").stdout
    assert "recsim run mine/first.yaml" in shown
    assert "fine" in recsim("check", "mine/first.yaml").stdout
    text = Path("mine/first.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=recsim.schema.json\n")
    schema = json.loads(Path("mine/recsim.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(yaml.safe_load(text), schema)


def test_init_overwrites_nothing(study: Path, recsim: Recsim) -> None:
    before = study.read_text(encoding="utf-8")
    assert "exists already" in recsim("init", study, code=2).stderr
    assert study.read_text(encoding="utf-8") == before
    assert not Path("recsim.schema.json").exists()
    assert "notes.yaml" in recsim("init", "notes.txt", code=2).stderr


def test_check_names_every_problem_of_every_file(study: Path, recsim: Recsim) -> None:
    broken = Path("broken.yaml")
    broken.write_text("strategies:\n  calling: {stile: active, care: 3}\n", encoding="utf-8")
    result = recsim("check", study, broken, code=2)
    assert result.stdout == ""
    for words in ("broken.yaml, line 2", "stile", "style", "care", "from 0 to 1"):
        assert words in result.stderr


def test_check_knows_the_measures(study: Path, recsim: Recsim) -> None:
    result = recsim("check", study, "--set", "study.outcomes=[placement]", code=2)
    assert "placements" in result.stderr


def test_check_says_what_is_in_a_file(study: Path, recsim: Recsim) -> None:
    told = recsim("check", "base").stdout
    assert "base.yaml: fine (2 strategies, 12,000 people, 365 days" in told
    assert recsim("check", study, "--quiet").output == ""


def test_check_remarks_on_what_is_legal_and_unlikely(study: Path, recsim: Recsim) -> None:
    text = study.read_text(encoding="utf-8").replace("passive,", "passive, care: 0.1,")
    study.write_text(text, encoding="utf-8")
    lines = recsim("check", study, "--set", "satisfaction.median=0.35").stdout.splitlines()
    assert "study.yaml: fine, with remarks (2 strategies, 80 people" in lines[0]
    assert lines[1] == "Changed by --set: world.satisfaction.median: 0.35, was 0.6."
    assert lines[2].startswith("--set satisfaction.median=0.35: world.satisfaction.median: 0.35 is")
    assert lines[3].startswith("study.yaml:6: strategies.waiting.care: this has no effect: ")
    assert lines[-1].startswith("A number that is meant so can say why: {value: ")


def test_check_looks_at_what_comes_out(study: Path, recsim: Recsim) -> None:
    flooded = ("--set", "world.people=8000", "--set", "board.visits_per_day=0.5")
    shown = recsim("check", study, *flooded, "--set", "study.horizon_days=182").stdout
    [line] = [line for line in shown.splitlines() if "applications per requisition" in line]
    assert line.startswith("study.yaml:6: strategies.waiting: in short runs of 26 weeks, ")


def test_run_says_in_one_line_that_check_has_remarks(study: Path, recsim: Recsim) -> None:
    odd = ("--set", "satisfaction.median=0.35")
    said = recsim("run", study, "--no-plots", *odd).stderr.strip().splitlines()[-1]
    assert said.startswith("Some of this is unlikely: recsim check ")
    assert "study.yaml --set=satisfaction.median=0.35 says what." in said
    assert "unlikely" not in recsim("run", study, "--no-plots", "--quiet", *odd).stderr


def test_a_study_to_start_from_has_no_remarks(study: Path, recsim: Recsim) -> None:
    recsim("init", "first.yaml")
    assert recsim("check", "first.yaml").stdout.startswith("first.yaml: fine (")


def test_show_tells_where_each_value_comes_from(study: Path, recsim: Recsim) -> None:
    shown = recsim("show", study).stdout
    assert "study.yaml:4" in shown
    assert "assumption" in shown
    assert "* differs from the defaults" in " ".join(shown.split())
    marked = [line for line in shown.splitlines() if line.startswith("* ")]
    assert any(
        "people" in line and "80" in line and f"({World().people})" in line for line in marked
    )
    assert not any("do_not_contact_half_life_days" in line for line in marked)


def test_show_changes_leaves_the_rest_out(study: Path, recsim: Recsim) -> None:
    shown = recsim("show", study, "--changes", "--set", "offence.scale=2").stdout
    assert "--set offence.scale=2" in shown
    assert "assumption" not in shown


def test_show_yaml_stands_alone(study: Path, recsim: Recsim) -> None:
    text = recsim("show", study, "--yaml", "--with", "careless").stdout
    Path("alone.yaml").write_text(text, encoding="utf-8")
    there = load(study, with_=["careless"]).scenario
    assert content_hash(load("alone.yaml").scenario) == content_hash(there)


def test_show_json_has_every_value(study: Path, recsim: Recsim) -> None:
    rows = {row["key"]: row for row in json.loads(recsim("show", study, "--json").stdout)}
    assert rows["world.people"]["value"] == 80
    assert rows["world.people"]["differs"] is True
    assert rows["world.people"]["base"] == str(World().people)
    assert rows["world.memory.wary_half_life_days"]["unit"] == "days"
    endless = ["--set", "memory.wary_half_life_days=.inf"]
    rows = {row["key"]: row for row in json.loads(recsim("show", study, "--json", *endless).stdout)}
    assert rows["world.memory.wary_half_life_days"]["value"] == ".inf"


@pytest.mark.parametrize("other", ["--json", "--changes"])
def test_show_yaml_contradicts_other_forms(study: Path, recsim: Recsim, other: str) -> None:
    assert "cannot be combined" in recsim("show", study, "--yaml", other, code=2).stderr


def test_explain_settings_measures_and_evidence(study: Path, recsim: Recsim) -> None:
    shown = recsim("explain", "offence.scale", "placements", "F90").stdout
    for words in ("world.offence.scale", "Unit: times", "Default: 1", "placed in a job", "F90"):
        assert words in shown
    [one] = json.loads(recsim("explain", "placements", "--json").stdout)
    assert one["kind"] == "measure"


def test_explain_knows_the_nearest_name(study: Path, recsim: Recsim) -> None:
    assert "placements" in recsim("explain", "placments", code=2).stderr


def test_schema_is_printed_or_written(study: Path, recsim: Recsim) -> None:
    printed = recsim("schema").stdout
    jsonschema.Draft202012Validator.check_schema(json.loads(printed))
    assert recsim("schema", "--out", "here/schema.json").output == ""
    assert Path("here/schema.json").read_text(encoding="utf-8") == printed


def test_list_names_every_shipped_scenario(study: Path, recsim: Recsim) -> None:
    shown = recsim("list").stdout
    rows = {row["name"]: row for row in json.loads(recsim("list", "--json").stdout)}
    assert set(rows) == {name for name, _ in shipped()}
    for name, row in rows.items():
        assert name in shown
        assert row["question"].endswith("?")
        assert Path(row["path"]).is_file()


def test_a_shipped_scenario_is_known_by_its_name(study: Path, recsim: Recsim) -> None:
    assert "fine" in recsim("check", "two_ways").stdout
    assert "two_ways" in recsim("check", "two_way", code=2).stderr
