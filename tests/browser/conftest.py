"""A workshop that runs, and a browser that sees nothing else.

Without chromium or playwright these tests are skipped, unless CI_BROWSER=1 says that they must run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from classroom import Player, Trainer, Visitor
from explorer import Explorer
from serving import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
TOWN = """\
recsim: 1
title: A small town
question: Who calls whom?
world:
  people: 300
  demand: {requisitions_per_recruiter_year: 100}
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
    pytest.skip(f"{what}, and .ci/run is not what runs")  # it installs one and sets CI_BROWSER=1


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
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small scenario."""
    file = tmp_path_factory.mktemp("workshop") / "town.yaml"
    file.write_text(TOWN, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def address(town: Path) -> Iterator[str]:
    """Where the command serves a workshop on a small scenario."""
    server = Server(town, town.with_name("rooms.sqlite"))
    yield server.address
    server.stop()


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


@pytest.fixture(scope="module")
def server(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A workshop with rooms, which a test may stop and start again."""
    served = Server(town, tmp_path_factory.mktemp("rooms") / "rooms.sqlite")
    yield served
    served.stop()


@pytest.fixture(scope="module")
def trainer(server: Server) -> Iterator[Trainer]:
    """The trainer of that workshop, over HTTP."""
    commanding = Trainer(server.address, server.key)
    yield commanding
    commanding.http.close()


@pytest.fixture
def enrol(server: Server) -> Iterator[Callable[..., Player]]:
    """Join a room without a browser, as in ``enrol(code, "Bo")``."""
    enrolled: list[Player] = []

    def join(code: str, nickname: str, team: str = "") -> Player:
        enrolled.append(Player(server.address, code, nickname, team))
        return enrolled[-1]

    yield join
    for player in enrolled:
        player.http.close()


@pytest.fixture
def come(browser: Browser, server: Server) -> Iterator[Any]:
    """Open a page in a browser of its own, as in ``come("/room#ABCDE", width=360)``."""
    opened: list[Visitor] = []

    def go(path: str, **options: Any) -> Visitor:
        opened.append(Visitor(browser, server.address, path, **options))
        return opened[-1]

    yield go
    for visitor in opened:
        visitor.close()
