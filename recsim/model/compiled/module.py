"""The kernel as a file: where it is, what it was built from, whether those are the sources here."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from recsim.model.compiled import layout

MODULE = Path(__file__).with_name("kernel.wasm")
NOTE = MODULE.with_suffix(".json")
"""What was noted when it was built: its own digest, the tools, a fingerprint of each source."""

SETTINGS = "the settings"

BUILD = "python -m recsim.model.compiled.build"

OUTSIDE = (
    "model/clocks.py",
    "model/cohorts.py",
    "model/distributions.py",
    "model/elementary.py",
    "model/elementary_tables.py",
    "model/employment.py",
    "model/events.py",
    "model/harm.py",
    "model/lineup.py",
    "model/order.py",
    "model/parameters.py",
    "model/rules.py",
    "model/streams.py",
    "scenario/scenario.py",
)
"""Files outside of this folder that are compiled or have numbers in the compiled code. Of settings
that are declared it only matters how they lie in memory (``layout.outline``)."""

AROUND = (
    "__init__",
    "build",
    "instance",
    "module",
    "simulation",
    "tables",
)
"""Files of this folder that run the kernel and are not in it."""


def fingerprints() -> dict[str, str]:
    """Of each source of the kernel, by its path in the package: 16 hexadecimal digits."""
    package = Path(__file__).parents[2]
    here = (f"model/compiled/{path.name}" for path in Path(__file__).parent.glob("*.py"))
    around = {f"model/compiled/{name}.py" for name in AROUND}
    sources = sorted({*here, *OUTSIDE} - around)
    found = {source: _of_text((package / source).read_bytes()) for source in sources}
    return {**found, SETTINGS: _of_text(json.dumps(layout.outline()).encode())}


def _of_text(text: bytes) -> str:
    return sha256(text.replace(b"\r\n", b"\n")).hexdigest()[:16]


def digest_of(file: Path) -> str:
    """SHA-256 of a file."""
    return sha256(file.read_bytes()).hexdigest()


def note() -> dict[str, Any]:
    """What was noted when the kernel was built."""
    noted: dict[str, Any] = json.loads(NOTE.read_text(encoding="utf-8"))
    return noted


@cache
def stale() -> str:
    """Why the kernel is not the one of the sources here, and what to do; mostly nothing."""
    others = changed()
    if not others:
        return ""
    return (
        f"The compiled engine was built before {', '.join(others)} changed.\n"
        f"Build it anew ({BUILD}), or take engine simpy."
    )


def changed() -> list[str]:
    """Sources that are not as they were when the kernel was built; mostly none."""
    then, now = note()["sources"], fingerprints()
    return sorted(source for source in {*then, *now} if then.get(source) != now.get(source))
