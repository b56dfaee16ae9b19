"""Options of the test suite."""

from __future__ import annotations

import os
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from recsim.model import background, engines

os.environ[background.SWITCH] = "0"  # also of the commands that tests start

LONG = ("benchmarks", "unit/test_documented_commands.py", "browser")
"""What takes longest, and so comes first: else one worker ends long after the others.

Who takes over takes tests from the end; the benchmarks, whose tables all their tests read, stay
with one worker.
"""

settings.register_profile("recsim", deadline=None)  # a busy machine is no failure
settings.load_profile("recsim")


COMPILING = pytest.StashKey[Future[None]]()


def pytest_configure(config: pytest.Config) -> None:
    """Compile once, and not in each worker; workers may collect tests meanwhile."""
    if hasattr(config, "workerinput") or not engines.available() or engines.ready():
        return
    print("compiling the engine, once: about a minute")
    if config.getoption("tx", None):  # this process only hands out tests
        config.stash[COMPILING] = ThreadPoolExecutor(1).submit(engines.prepare)
    else:
        engines.prepare()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any) -> None:
    """No test begins before the engine is there."""
    if COMPILING in node.config.stash:
        node.config.stash[COMPILING].result()


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """``-n auto``: half as many again as there are cores; browsers are mostly waited for."""
    cores = yield
    return cores + (cores + 1) // 2


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Unless asked otherwise, files stay together, and who is done takes over from who is not."""
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long files first, in the order of ``LONG``."""
    long = [Path(__file__).parent / name for name in LONG]

    def place(item: pytest.Item) -> int:
        own = (item.path, *item.path.parents)
        return next((at for at, path in enumerate(long) if path in own), len(long))

    items.sort(key=place)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden files anew from what the code does now; look at the difference",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
