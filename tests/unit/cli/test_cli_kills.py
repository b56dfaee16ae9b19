"""A few kills at random moments; ``tests/reliability/kills.py`` kills a thousand times."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE

from recsim.cli.console import lines_of_progress

KILLS = Path(__file__).parents[2] / "reliability" / "kills.py"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_nothing_that_was_finished_is_lost_when_it_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, str(KILLS), "--kills", "5", "--replications", "12"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing that was finished was lost; no process was left" in done.stdout


def test_lines_tell_how_far_it_is_where_there_is_no_terminal() -> None:
    from patience import until

    told: list[str] = []
    with lines_of_progress("A study", told.append, every=0.001) as progress:
        progress(0, 400)
        until(lambda: told and "of 400" in told[-1])
        progress(100, 400)
        until(lambda: "100 of 400" in told[-1])
    assert "A study: 0 of 400 runs after less than a minute" in told
    assert "A study: 100 of 400 runs after less than a minute, less than a minute to go" in told
