"""The documentation as a site: every page has its place, and nothing is fetched from elsewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE

import recsim

ROOT = Path(__file__).parents[2]
SITE = ROOT / "docs" / "site"
FETCHED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(?:https?:)?//[^>]*>"
    r"|<link\b(?![^>]*rel=[\"']?canonical)[^>]*\bhref=[\"']?(?:https?:)?//[^>]*>"
    r"|@import\s+[\"'](?:https?:)?//|url\([\"']?(?:https?:)?//",
    re.IGNORECASE,
)
"""What a browser would load from another computer; a link that somebody follows is none."""


def navigation() -> list[Path]:
    """Pages in the order of the navigation."""
    text = (SITE / "index.md").read_text(encoding="utf-8")
    trees = re.findall(r"^```\{toctree\}\n.*?\n\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    entries = [re.sub(r".*<(.*)>", r"\1", line) for tree in trees for line in tree.splitlines()]
    return [(SITE / f"{entry}.md").resolve() for entry in entries]


def command(target: Path) -> list[str]:
    """The documented command, with another place for what it writes."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [found] = re.findall(r"^\$ \.venv/bin/sphinx-build (.*)$", text, re.MULTILINE)
    words = [word.replace("build/", f"{target}/") for word in shlex.split(found, comments=True)]
    return [sys.executable, "-m", "sphinx", *words]


def test_every_page_has_its_place_in_the_navigation() -> None:
    pages = {ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")}
    pages |= set((ROOT / "docs").rglob("*.md")) - {SITE / "index.md"}
    assert sorted(navigation()) == sorted(pages)


def test_every_public_name_has_its_place() -> None:
    text = (SITE / "python_api.md").read_text(encoding="utf-8")
    missing = [one for one in recsim.__all__ if not re.search(rf"\brecsim\.{one}\b", text)]
    assert missing == []


def test_warnings_are_errors_in_the_documented_command() -> None:
    assert "-W" in command(ROOT)
    assert "run_documented CONTRIBUTING.md '^\\.venv/bin/sphinx-build '" in (
        ROOT / ".ci" / "run"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "is_fetched"),
    [
        ('<script defer src="https://example.org/x.js"></script>', True),
        ("@font-face { src: url('//example.org/x.woff2') }", True),
        ('<link rel="stylesheet" href="https://example.org/x.css">', True),
        ('<a href="https://example.org">a link</a>', False),
        ('<img alt="" src="../_images/curve.png">', False),
    ],
)
def test_what_is_fetched_is_known(text: str, is_fetched: bool) -> None:
    assert bool(FETCHED.search(text)) == is_fetched


@pytest.mark.slow
def test_it_is_built_without_a_warning_and_needs_no_internet(tmp_path: Path) -> None:
    done = subprocess.run(
        command(tmp_path), cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    for page in navigation():
        assert (site / page.relative_to(ROOT)).with_suffix(".html").is_file()
    start = re.search(r'url=([^"]+)"', (site / "index.html").read_text(encoding="utf-8"))
    assert start is not None
    assert (site / start[1]).is_file()
    files = [path for path in site.rglob("*") if path.suffix in (".html", ".css", ".js")]
    fetched = [
        f"{path.relative_to(site)}: {found[0][:80]}"
        for path in files
        for found in FETCHED.finditer(path.read_text(encoding="utf-8"))
    ]
    assert fetched == []
