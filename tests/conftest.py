"""Options of the test suite."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from recsim.model import background, engines

os.environ[background.SWITCH] = "0"  # also of the commands that tests start

settings.register_profile("recsim", deadline=None)  # a busy machine is no failure
settings.load_profile("recsim")


def pytest_configure(config: pytest.Config) -> None:
    """Compile once, before workers start: else each of them would."""
    if not hasattr(config, "workerinput") and engines.available() and not engines.ready():
        print("compiling the engine, once: about a minute")
        engines.prepare()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden files anew from what the code does now; look at the difference",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
