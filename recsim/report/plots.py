"""All figures of a study: which there are, in what order, and how they are written.

A chart is a function of results that is marked with ``charts.chart``, in any file of this folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from recsim import report
from recsim.analysis.results import Results
from recsim.report.charts import Chart, charts
from recsim.report.view import Plot


def _all() -> Mapping[str, Chart]:
    for module in iter_modules(report.__path__):
        if module.name != "gallery":  # a program of its own, which draws some of them
            import_module(f"{report.__name__}.{module.name}")
    return charts()


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
    for place, draw in enumerate(PLOTS.values()):
        plot = draw(results)
        if plot is not None:
            written += write(plot, folder, f"{place:02d}_{plot.name}")
    return written


def write(plot: Plot, folder: Path, stem: str) -> list[Path]:
    """Write one plot as ``stem`` with .png, .svg and .csv; equal inputs give equal files."""
    files = [folder / f"{stem}{suffix}" for suffix in (".png", ".svg", ".csv")]
    for path in files:
        plot.save(path)
    return files


PLOTS: Mapping[str, Chart] = _all()
"""Every plot by its name, in the order in which one would show them; one that makes no sense is
None."""
