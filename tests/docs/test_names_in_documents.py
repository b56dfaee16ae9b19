"""Settings, measures and rules that the documents name exist; the model page names them all."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from recsim.analysis.measures import MEASURES
from recsim.analysis.measures.series import SERIES
from recsim.model import employment, harm, rules
from recsim.model.order import Rank
from recsim.papers.plans import lessons
from recsim.scenario.explain import explain, keys
from recsim.scenario.gallery import find
from recsim.scenario.shape import file_shape, shape_at

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
MODEL = (DOCS / "model.md").read_text(encoding="utf-8")
EXCERPT = re.compile(r"^```py\n.*?^```$", re.MULTILINE | re.DOTALL)
"""The model's code, whose ``world.`` is an object and no block of settings."""
SHORT = {"K": "SEGMENT", "S": "STRATEGY"}


def name(path: Path) -> str:
    return path.name


def quoted(text: str) -> list[str]:
    """What stands in backticks."""
    return re.findall(r"`([^`\n]+)`", text)


def dotted_keys(text: str) -> set[str]:
    """Keys of a scenario that a page names, in backticks or in a formula."""
    found = re.findall(r"\b(?:world|strategies|study)\.[\w.]*\w", text)
    return {".".join(SHORT.get(part, part) for part in key.split(".")) for key in found}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_settings_exist(page: Path) -> None:
    files = {"strategy.py", "study.py"}
    text = EXCERPT.sub("", page.read_text(encoding="utf-8"))
    named = dotted_keys(text) - files
    of_lists = set(keys())  # below which there is no one place
    there = {key for key in named if shape_at(key, file_shape()) is not None}
    assert sorted(named - there - of_lists) == []


def test_the_model_names_every_setting() -> None:
    blocks = ("world.", "strategies.", "study.")
    leaves = {key for key in keys() if key.startswith(blocks) and explain(key)[0].kind == "setting"}
    later = {key for key in leaves if ".changes." in key and not key.endswith(".day")}
    assert {key.replace(".changes.", ".") for key in later} <= leaves - later
    assert sorted(leaves - later - {"strategies.STRATEGY.like"} - dotted_keys(MODEL)) == []


def test_the_model_describes_every_rule_and_no_other() -> None:
    for module in (rules, employment, harm):
        functions = {
            name
            for name, value in inspect.getmembers(module, inspect.isfunction)
            if value.__module__ == module.__name__ and not name.startswith("_")
        }
        own = module.__name__.rpartition(".")[2]
        assert set(re.findall(rf"`{own}\.(\w+)`", MODEL)) - {"x"} == functions


@pytest.mark.parametrize("page", [p for p in PAGES if p.name != "parameters.md"], ids=name)
def test_plain_names_in_backticks_exist(page: Path) -> None:
    ends = {key.rpartition(".")[2] for key in keys()}
    known = {*MEASURES, *SERIES, *ends, "two_ways", "uint64", "best_fit", *lessons()}
    names = [
        word
        for word in quoted(page.read_text(encoding="utf-8"))
        if re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", word)
    ]
    assert [word for word in names if word not in known and find(word) is None] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_exist(page: Path) -> None:
    files = [
        word
        for word in quoted(page.read_text(encoding="utf-8"))
        if re.fullmatch(r"(recsim|docs|tests|scenarios|benchmarks)/[\w./-]+", word)
    ]
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_simultaneous_events_happen_in_the_order_that_is_described() -> None:
    words = {
        "STRATEGY_CHANGES": "strategy changes",
        "REQUISITION_ARRIVES": "requisition arrives",
        "REQUISITION_EXPIRES": "requisition expires",
        "LIFE": "life",
        "MEMORY_FADES": "memory fades",
        "JOB_ENDS": "job ends",
        "CONVERSATION": "conversation",
        "CANDIDACY": "candidacy",
        "DESK": "desk",
        "DESK_RETRY": "desk looks again",
        "SOFTWARE": "software",
        "PLANNED": "planned requisition arrives",
        "NEEDED_BY": "date of a plan",
        "MANAGER": "manager has time",
        "LAST_MOMENT": "last moment",
    }
    ranks = {rank: getattr(Rank, rank) for rank in vars(Rank) if rank.isupper()}
    described = ", ".join(words[rank] for rank in sorted(ranks, key=ranks.__getitem__))
    assert f"({described})" in " ".join(MODEL.split())
