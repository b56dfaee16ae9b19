"""Modules of the page import what they use: a file of all of them in one would not tell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recsim.page.bundle import STATIC

DECLARED = re.compile(r"^(?:export )?(?:const|let|class|function) ([A-Z][A-Z_]+)\b", re.MULTILINE)
IMPORTS = re.compile(r"^import \{([^}]*)\}.*?;$", re.MULTILINE | re.DOTALL)
NO_CODE = re.compile(r"//[^\n]*|/\*.*?\*/|\"[^\"\n]*\"", re.DOTALL)
WITHOUT_MODULES = ("simulate", "measure", "worker", "file")
"""They run in a worker or in a file, where all names are known."""
MODULES = [path for path in sorted(STATIC.glob("*.js")) if path.stem not in WITHOUT_MODULES]
CONSTANTS = {name for path in MODULES for name in DECLARED.findall(path.read_text("utf-8"))}


def missing(text: str) -> set[str]:
    """Constants of other modules that a module uses and does not import."""
    imported = {word for names in IMPORTS.findall(text) for word in re.findall(r"\w+", names)}
    code = NO_CODE.sub("", IMPORTS.sub("", text))
    used = set(re.findall(r"(?<![\w.#])[A-Z][A-Z_]+\b(?!\s*:)", code))
    return (used & CONSTANTS) - imported - set(DECLARED.findall(text))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(Path(path).stem))
def test_a_module_imports_the_constants_that_it_uses(path: Path) -> None:
    assert missing(path.read_text(encoding="utf-8")) == set()


def test_what_is_missing_is_found() -> None:
    assert missing('import { FACTS } from "./facts.js";\nconst a = FACTS + TINY;') == {"TINY"}
