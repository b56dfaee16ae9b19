"""All figures of a study: which there are, in what order, and how they are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import matplotlib

from recsim.analysis.results import Results
from recsim.report.difference import placements_difference
from recsim.report.ends import where_contacts_and_applications_end, where_processes_end
from recsim.report.harvest import who_harvests
from recsim.report.main import main_plot
from recsim.report.over_time import offence_over_time
from recsim.report.pool import burnt_pool
from recsim.report.rates import offence_rates
from recsim.report.segments import by_segment
from recsim.report.style import DPI, SETTINGS
from recsim.report.tradeoff import trade_off
from recsim.report.unfolding import placements_over_time
from recsim.report.variants import variants
from recsim.report.view import Plot
from recsim.report.workload import recruiters_week
from recsim.report.years import typical_and_bad_years

PLOTS: tuple[Callable[[Results], Plot | None], ...] = (
    main_plot,
    by_segment,
    placements_difference,
    typical_and_bad_years,
    placements_over_time,
    trade_off,
    offence_rates,
    offence_over_time,
    where_contacts_and_applications_end,
    where_processes_end,
    burnt_pool,
    who_harvests,
    recruiters_week,
    variants,
)
"""Every plot, in the order in which one would show them; a plot that makes no sense is None."""


def write_all(results: Results, folder: Path) -> list[Path]:
    """Draw every plot that makes sense, each as PNG and SVG with the table behind it as CSV.

    Args:
        results: of at least one run.
        folder: an existing folder; files in it of the same names are replaced.

    Returns:
        The files, in the order of ``PLOTS``; the names sort in the same order, and the first is
        the main picture as PNG. Empty if there is no finished run.

    Raises:
        OSError: a file cannot be written.
    """
    if results.runs.height == 0:
        return []
    written: list[Path] = []
    for place, draw in enumerate(PLOTS):
        plot = draw(results)
        if plot is not None:
            written += write(plot, folder, f"{place:02d}_{plot.name}")
    return written


def write(plot: Plot, folder: Path, stem: str) -> list[Path]:
    """Write one plot as ``stem`` with .png, .svg and .csv; equal inputs give equal files."""
    png, svg, csv = (folder / f"{stem}{suffix}" for suffix in (".png", ".svg", ".csv"))
    with matplotlib.rc_context(SETTINGS):
        plot.figure.savefig(png, dpi=DPI, metadata={"Title": plot.title, "Software": None})
        plot.figure.savefig(
            svg, metadata={"Title": plot.title, "Creator": None, "Date": None, "Format": None}
        )
    plot.table.write_csv(csv)
    return [png, svg, csv]
