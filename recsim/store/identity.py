"""What makes two runs the same: their inputs and the code that they went through."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from recsim.scenario.identity import content_hash
from recsim.scenario.scenario import Scenario

_SHAPES_RESULTS = ("scenario", "model", "analysis", "experiments")
_IN_FOLDER_NAME = 10


@functools.cache
def code_hash() -> str:
    """SHA-256 (64 hex digits) of the source files that the numbers depend on."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for part in _SHAPES_RESULTS:
        for path in sorted((package / part).rglob("*.py")):
            digest.update(path.relative_to(package).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def inputs_hash(scenario: Scenario, beside: Mapping[str, Scenario] | None = None) -> str:
    """SHA-256 (64 hex digits) of the scenario's content and the code together.

    Args:
        scenario: what is run.
        beside: variants that are run beside it, by name.
    """
    return hashlib.sha256(f"{content_hash(scenario, beside)} {code_hash()}".encode()).hexdigest()


def plain_name(name: str) -> str:
    """The name in letters that are harmless in the name of a file or folder, at most 80.

    They are at most 200 bytes: a disk takes 255, and something is put behind them.
    """
    plain = re.sub(r"[^\w+.-]+", "_", name).strip(".")[:80]
    return plain.encode()[:200].decode(errors="ignore") or "scenario"


def folder_name(
    scenario: Scenario, variant: str = "", beside: Mapping[str, Scenario] | None = None
) -> str:
    """Name of the results folder: scenario, variants, and ten digits of the hash of the inputs."""
    name = f"{scenario.name}+{variant}" if variant else scenario.name
    name = "-".join([name, *(["beside", *beside] if beside else [])])
    return f"{plain_name(name)}-{inputs_hash(scenario, beside)[:_IN_FOLDER_NAME]}"
