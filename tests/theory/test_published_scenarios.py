"""The published numbers, with the command that users run: every ``expect`` of the files holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from recsim.analysis.expected import check_expectations
from recsim.experiments.runner import run
from recsim.scenario import gallery
from recsim.scenario.load import load

FOLDER = gallery.folder() / "published"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_expectations_hold(name: str) -> None:
    expect = load(f"published/{name}").scenario.expect
    variants = [wanted.variant for wanted in expect if wanted.variant is not None]
    loaded = load(f"published/{name}", beside=variants)
    checked = check_expectations(run(loaded.scenario, beside=loaded.beside))
    assert checked, "the file expects nothing"
    assert [check.expectation for check in checked if not check.holds] == []


def test_they_are_found_by_name_and_not_listed_with_the_studies() -> None:
    assert gallery.find("published/lake_model") == FOLDER / "lake_model.yaml"
    listed = [Path(name) for name, _ in gallery.shipped()]
    assert all(len(name.parts) == 1 for name in listed)
