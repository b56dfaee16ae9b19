"""The commands that try to break promises, in their short forms."""

from __future__ import annotations

import both_engines
import browsers
import mutants
import pytest

pytestmark = pytest.mark.slow


def test_some_mutants() -> None:
    assert mutants.main(["--mutants", "600", "--workers", "2"]) == 0


def test_some_random_worlds() -> None:
    assert both_engines.main(["--worlds", "20", "--workers", "2", "--seed", "3"]) == 0


def test_a_small_room_whose_server_is_killed() -> None:
    """How long answers take is no matter here: that nothing is lost, and nothing complained of."""
    patient = ["--within", "inf"]
    assert browsers.main(["--browsers", "12", "--minutes", "0.6", *patient]) == 0
