"""``recsim cite``: everything that identifies a study, in three forms that can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from typer.testing import Result

import recsim
from recsim import store
from recsim.keeping import citation
from recsim.keeping.citation import Citation

Cli = Callable[..., Result]
ROOT = Path(__file__).parents[3]


def test_a_text_says_what_makes_it_the_same_study(run: Path, cli: Cli) -> None:
    manifest = store.Manifest.read(run)
    done = cli("cite", "small", "--author", "Ada Lovelace", "--author", "Bo Li")
    study, software = done.stdout.splitlines()
    assert study.startswith(f"Ada Lovelace and Bo Li ({manifest.ended[:4]}). =1+1, a title")
    for part in (
        manifest.ended[:10], f"scenario small {manifest.scenario_hash[:10]}", "seed 7",
        "3 replications", f"recsim {recsim.__version__}", manifest.code_hash[:10],
    ):  # fmt: skip
        assert part in study
    assert f"version {recsim.__version__}" in software
    assert done.stderr == ""
    assert "--author NAME" in cli("cite", "small").stderr


def test_the_hash_is_that_of_the_scenario_whatever_its_texts(run: Path) -> None:
    renamed = {"study.replications": 1}
    done = recsim.run("small.yaml", set=renamed, workers=1, out="other")
    first, again = (recsim.cite(one).splitlines()[0] for one in (run, done))
    pattern = r"scenario small ([0-9a-f]{10})"
    assert re.findall(pattern, first) == re.findall(pattern, again)
    other = recsim.run(
        "small.yaml", set={"world.people": 130}, replications=1, workers=1, out="other"
    )
    assert re.findall(pattern, recsim.cite(other)) != re.findall(pattern, first)


def test_bibtex_is_not_broken_by_what_people_write() -> None:
    strange = Citation(
        title=r"50% of R&D_{x} \ #1 ~ ^", authors=("Müller & Co",), scenario="a_b",
        scenario_hash="0" * 64, seed=1, replications=1, date="2026-12-01", version="0.0.1",
        code_hash="1" * 64, folder="a b-01",
    )  # fmt: skip
    text = citation.as_bibtex(strange)
    bare = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[&%$#_{}]", "", text)
    assert not set("%&#_~^\\") & set(bare)
    assert bare.count("{") == bare.count("}")
    assert [line for line in text.splitlines() if line.startswith("@")] == [
        "@misc{a-b-01,",
        "@misc{recsim-0.0.1,",
    ]
    assert "author = {{Müller \\& Co}}" in text
    assert "one replication" in text
    assert text.count("year =") == 1  # when another version was released is not known here


def test_cff_has_what_the_format_asks_for(run: Path, cli: Cli) -> None:
    found = yaml.safe_load(cli("cite", run, "--as", "cff").stdout)
    assert {"cff-version", "message", "title", "authors"} <= set(found)
    assert (found["cff-version"], found["type"]) == ("1.2.0", "dataset")
    assert found["authors"] == [{"name": "anonymous"}]
    manifest = store.Manifest.read(run)
    assert [one["value"] for one in found["identifiers"]] == [
        f"sha256:{manifest.scenario_hash}",
        f"sha256:{manifest.code_hash}",
    ]
    [software] = found["references"]
    assert software["version"] == recsim.__version__
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(found["date-released"]))


def test_the_software_is_cited_as_the_repository_says() -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert said["title"] == citation.SOFTWARE
    assert said["authors"] == [{"name": citation.DEVELOPERS}]
    assert said["version"] == recsim.__version__
    assert str(said["date-released"]) == citation.RELEASED


def test_programs_get_all_of_it(run: Path, cli: Cli) -> None:
    found = json.loads(cli("cite", run, "--json", "--author", "Ada").stdout)
    assert found["seed"] == 7
    assert found["text"] == recsim.cite(run, authors="Ada")
    assert found["bibtex"] == recsim.cite(run, "bibtex", authors=["Ada"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["small", "--as", "bibtx"], "did you mean bibtex?"), (["smal"], "did you mean small?")],
)
def test_bad_input_ends_with_2(run: Path, cli: Cli, arguments: list[str], said: str) -> None:
    assert said in cli("cite", *arguments, code=2).stderr


def test_edited_numbers_are_not_cited(run: Path, cli: Cli) -> None:
    with (run / "summary.csv").open("a", encoding="utf-8") as file:
        file.write("calling\n")
    assert "was changed after the run" in cli("cite", run, code=2).stderr
    with pytest.raises(ValueError, match="there is no form 'apa'"):
        recsim.cite(run, "apa")


def test_what_a_manifest_says_does_not_reach_the_terminal(run: Path, cli: Cli) -> None:
    kept = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
    red = dict.fromkeys(("name", "recsim", "ended", "code_hash"), "\x1b[31mred\x9b2J")
    (run / "manifest.json").write_text(json.dumps({**kept, **red}), encoding="utf-8")
    for form in ("text", "bibtex", "cff"):
        done = cli("cite", str(run), "--as", form)
        assert not set(done.output) & set("\x1b\x9b"), form
