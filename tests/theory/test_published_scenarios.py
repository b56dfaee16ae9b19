"""The published numbers, with the command that users run: every ``expect`` of the files holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from recsim.analysis.declared import check_expectations
from recsim.experiments.runner import run
from recsim.scenario import gallery
from recsim.scenario.load import load

FOLDER = gallery.folder() / "published"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "neutral")


@pytest.mark.parametrize("name", NAMES)
def test_expectations_hold(name: str) -> None:
    scenario = load(f"published/{name}").scenario
    checked = check_expectations(run(scenario))
    assert checked, "the file expects nothing"
    assert [check.message for check in checked if not check.holds] == []


@pytest.mark.parametrize("variant", ["two_recruiters", "one_recruiter"])
def test_expectations_hold_with_variants(variant: str) -> None:
    scenario = load("published/erlang_c", with_=[variant]).scenario
    assert all(check.holds for check in check_expectations(run(scenario)))


def test_nothing_happens_in_the_neutral_world() -> None:
    scenario = load("published/neutral").scenario
    assert run(scenario).runs.select("contacts", "applications", "job_changes").sum().row(0) == (
        0,
        0,
        0,
    )


def test_they_are_found_by_name_and_not_listed_with_the_studies() -> None:
    assert gallery.find("published/lake_model") == FOLDER / "lake_model.yaml"
    listed = [Path(name) for name, _ in gallery.shipped()]
    assert all(len(name.parts) == 1 for name in listed)
