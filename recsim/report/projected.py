"""The picture of a scenario's question for a projector: a panel a slide, in large letters.

Question, finding and notes are left to the slides around it, which leaves room for letters of 18
points and more on a slide that is 540 points high.
"""

from __future__ import annotations

from dataclasses import dataclass

from recsim.analysis.results import Results
from recsim.report import style
from recsim.report.main import compose, main_plot
from recsim.report.sheet import Sheet
from recsim.report.style import styled
from recsim.report.view import Plot, View

ENLARGED = 18.0 / style.SMALL
"""How much larger everything is than on the picture as a whole."""
WIDTH, HEIGHT = 960.0, 440.0
"""Room for a panel in points; the slide's own words have the rest of its 540."""
SIZE = (WIDTH / 72 / ENLARGED, HEIGHT / 72 / ENLARGED)


@dataclass(frozen=True)
class Projected:
    """The picture of a scenario's question, apart.

    Attributes:
        finding: what it shows, in a sentence or a few.
        notes: what was run, what the intervals are, and how the panels are read.
        plots: one for each panel, ``WIDTH`` to ``HEIGHT``; of variants, the picture as a whole.
    """

    finding: str
    notes: tuple[str, ...]
    plots: tuple[Plot, ...]


@styled
def projected(results: Results) -> Projected:
    """The picture of a scenario's question, drawn panel by panel.

    Args:
        results: of at least one run.
    """
    view = View(results)
    picture = compose(view)
    if results.beside:  # a picture of all variants has no room for larger letters
        return Projected(picture.finding, tuple(picture.notes(view)), (main_plot(results),))
    plots = []
    for place, panel in enumerate(picture.panels, 1):
        sheet = Sheet("", "", [], size=SIZE)
        table = panel.paint_with_heading(sheet, sheet.body, view)
        plots.append(Plot(sheet.figure, table, f"panel_{place}", panel.heading))
    return Projected(picture.finding, tuple(picture.notes(view)), tuple(plots))
