"""The versions that CI installs: locked, all of them, and what this project asks for."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / ".ci" / "lock.txt").read_text(encoding="utf-8")
COMMAND = "uv pip compile pyproject.toml --all-extras --universal"


def locked() -> dict[str, list[Version]]:
    found: dict[str, list[Version]] = {}
    for line in LOCK.splitlines():
        if line and not line.startswith("#"):
            match = re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", line)
            assert match, f"no exact version: {line}"
            found.setdefault(match[1].lower().replace("_", "-"), []).append(Version(match[2]))
    return found


def test_every_dependency_is_locked_at_a_version_that_will_do() -> None:
    versions = locked()
    extras = chain.from_iterable(PROJECT["optional-dependencies"].values())
    wanted = [Requirement(one) for one in (*PROJECT["dependencies"], *extras)]
    assert len(wanted) > 20
    for one in wanted:
        if one.name == PROJECT["name"]:
            continue
        name = one.name.lower().replace("_", "-")
        assert name in versions, f"write .ci/lock.txt anew: {COMMAND} ..."
        assert all(one.specifier.contains(version) for version in versions[name]), one


def test_ci_installs_these_and_releases_look_for_known_faults() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 'PIP_CONSTRAINT="$PWD/.ci/lock.txt"' in script
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert "pip-audit --requirement .ci/lock.txt" in contributing
    assert COMMAND in contributing
