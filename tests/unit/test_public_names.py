"""The public names, the cost of importing them, and what must agree with the version."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import recsim

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", recsim.__all__)
def test_every_public_name_is_there_and_described(name: str) -> None:
    found = getattr(recsim, name)
    assert name in dir(recsim)
    if callable(found):
        assert found.__doc__


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'tune_everything'"):
        _ = recsim.tune_everything


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, recsim\n"
        "heavy = {'numpy', 'polars', 'pydantic', 'scipy', 'matplotlib', 'joblib', 'simpy'}\n"
        "assert not heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "recsim", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"recsim {recsim.__version__}\n"


def test_the_citation_and_the_changelog_know_the_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {recsim.__version__}\n" in citation
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## .*\b{re.escape(recsim.__version__)}\b", changelog, re.MULTILINE)
