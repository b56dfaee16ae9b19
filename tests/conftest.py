"""Options of the test suite."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings

TESTS = Path(__file__).parent
LONG = ("unit/test_documented_commands.py", "unit/report", "unit/cli")
"""What takes longest comes early: else one worker ends long after the others."""
SLOW = (
    "directions/test_settings_have_effect.py",
    "directions/test_what_recruiters_would_check.py",
    "docs/test_class_example.py",
    "unit/analysis/test_looking_again.py",
    "unit/analysis/test_repeated_looks.py",
    "unit/analysis/test_story_picks.py",
    "unit/cli/test_cli_beside.py",
    "unit/cli/test_cli_calibrate.py",
    "unit/cli/test_cli_folders.py",
    "unit/cli/test_cli_kills.py",
    "unit/cli/test_cli_processes.py",
    "unit/cli/test_cli_refusals.py",
    "unit/report/test_files.py",
    "unit/report/test_no_overlaps.py",
    "unit/report/test_numbers_behind.py",
    "unit/report/test_words_on_pictures.py",
    "unit/store/test_store_variants.py",
    "unit/workshop/test_room_export.py",
    "unit/workshop/test_room_limits.py",
    "unit/workshop/test_room_privacy.py",
    "unit/workshop/test_room_questions.py",
    "unit/workshop/test_room_rounds.py",
    "unit/workshop/test_workshop_story.py",
)
"""Whole classes, processes, all settings, and every picture."""
VERY_LONG = (
    "browser/test_lessons_in_sight.py",
    "directions/test_lessons.py",
    "engines/test_first_difference.py",
    "theory/test_known_truths.py",
    "unit/decide/test_assumptions.py",
    "unit/decide/test_calibrate.py",
    "unit/decide/test_sweep.py",
    "unit/decide/test_tune.py",
    "unit/report/test_other_versions.py",
    "unit/test_documented_commands.py",
)
"""Lessons, documents and studies, on the page too: minutes each."""

ON_ANY_MACHINE: Any = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("recsim", max_examples=12, **ON_ANY_MACHINE)
settings.register_profile("thorough", max_examples=200, **ON_ANY_MACHINE)
settings.load_profile("recsim")


def pytest_sessionstart() -> None:
    """Hear signals, and let programs hear them, even under nohup or behind an ampersand."""
    for name, usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
        number = getattr(signal, name, None)  # not all on every system
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, usual)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark all tests in the folder of the browser, and what is slow or long as a whole."""
    name = item.path.relative_to(TESTS).as_posix()
    if name in VERY_LONG:
        item.add_marker("long")
    elif item.path.is_relative_to(TESTS / "browser"):
        item.add_marker("browser")
    if name in SLOW:
        item.add_marker("slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put first what takes long, in the order of ``LONG``; leave out what is of other parts."""
    long = [TESTS / name for name in LONG]

    def place(item: pytest.Item) -> int:
        own = (item.path, *item.path.parents)
        return next((at for at, path in enumerate(long) if path in own), len(long))

    items.sort(key=place)
    if config.getoption("part"):
        part, parts = map(int, config.getoption("part").split("/"))
        by_part: dict[bool, list[pytest.Item]] = {True: [], False: []}
        for item in items:
            by_part[crc32(item.nodeid.encode()) % parts == part % parts].append(item)
        items[:] = by_part[True]
        config.hook.pytest_deselected(items=by_part[False])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Unless asked otherwise, files stay together, and who is done takes over from who is not."""
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write golden files anew from what the code does now; look at the difference",
    )
    parser.addoption("--part", metavar="N/ALL", help="one of so many parts: 1/3, 2/3, 3/3")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))
