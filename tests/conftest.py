"""Options of the test suite."""

from __future__ import annotations

import os

import pytest

from recsim.model import background

os.environ[background.SWITCH] = "0"  # also of the commands that tests start


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden files anew from what the code does now; look at the difference",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
