"""Pictures of runs, drawn into their results folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recsim.cli.console import working
from recsim.cli.exits import Ending

if TYPE_CHECKING:
    from recsim.analysis.results import Results
    from recsim.studies.finished import Finished


def draw(finished: Finished, *, fresh: bool, quiet: bool) -> list[Path]:
    """Draw a run's pictures into its results folder, unless they are there; the main one first.

    Those of a run that was looked at repeatedly are its own, as its intervals are.

    Args:
        finished: the run.
        fresh: whether they are drawn anew even if they are there.
        quiet: whether to show no sign of life.

    Raises:
        Ending: on an interrupt from the keyboard; the results are safe.
    """
    from recsim import store
    from recsim.cli.exits import after

    assert finished.folder is not None
    there = store.drawn(finished.folder)
    if there and not fresh and finished.looked is None:
        return there
    try:
        with working("Drawing pictures", quiet=quiet):
            part = finished.held and finished.looked is None
            results = store.read(finished.folder).results if part else finished.results
            return draw_all(finished.folder, results)
    except KeyboardInterrupt as interrupt:
        raise Ending(
            f"Interrupted while drawing; all results are in {finished.folder}.\n"
            f"To draw the pictures: recsim plot {finished.folder}",
            after(interrupt),
        ) from None


def draw_all(run: Path, results: Results) -> list[Path]:
    """Draw all pictures of a run into its results folder; the main one is the first."""
    from recsim import store
    from recsim.report.plots import write_all

    store.draw(run, lambda folder: write_all(results, folder))
    return store.drawn(run)
