"""A workshop that runs, and a browser that sees nothing else.

Without chromium or playwright these tests are skipped, unless CI_BROWSER=1 says that they must run.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from explorer import Explorer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
TOWN = """\
recsim: 1
title: A small town
question: Who calls whom?
world:
  people: 300
  demand: {requisitions_per_year: 200}
  offence: {scale: 4}
strategies:
  waiting: {style: passive, recruiters: 2, label: Waiting}
  calling: {style: active, recruiters: 2, care: 0.3, label: Calling people}
  polite: {like: calling, care: 0.95, label: Polite}
study: {horizon_days: 182, warm_up_days: 28, replications: 10, seed: 7}
"""


def missing(what: str) -> NoReturn:
    """Skip, or fail where a browser was promised."""
    if os.environ.get("CI_BROWSER") == "1":
        pytest.fail(f"CI_BROWSER=1, but {what}")
    # without a browser nothing can be shown; .ci/run installs one and sets CI_BROWSER=1
    pytest.skip(f"{what} (set CI_BROWSER=1 to make this a failure)")


@pytest.fixture(scope="module")  # its event loop must be gone when other tests want one
def browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing("chromium is not installed")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the command serves a workshop on a small scenario."""
    file = tmp_path_factory.mktemp("workshop") / "town.yaml"
    file.write_text(TOWN, encoding="utf-8")
    command = [sys.executable, "-m", "recsim", "workshop", str(file), "--port", "0", "--no-browser"]
    server = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert server.stdout is not None
    with server.stdout as said:
        where = next((line.split()[-1] for line in said if "http://" in line), None)
        assert where, "the server ended without a word of its address"
        yield where
        server.send_signal(signal.SIGINT)
        server.wait(20)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Any]:
    """Open the page, as in ``visit(fragment, ask=False, width=1280)``; it closes with the test."""
    opened: list[Explorer] = []

    def go(fragment: str = "", **options: Any) -> Explorer:
        opened.append(Explorer(browser, address, fragment, **options))
        return opened[-1]

    yield go
    for explorer in opened:
        explorer.close()
        assert explorer.outside == [], "the page asked for something from outside"
        assert explorer.broken == [], "the page's script broke"
