"""No text of any figure lies on another text or leaves the page, however odd the study."""

from __future__ import annotations

import itertools

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from studies import STUDIES
from test_numbers_behind import NOTHING_TO_DRAW

from recsim.report.labels import LINE
from recsim.report.plots import PLOTS

SPACING = 0.5 * (LINE - 0.95) / LINE
"""Share of a line's height above and below its letters that may touch other lines."""

USUAL = {
    "answering_or_not",
    "careful_or_careless",
    "five_replications",
    "nobody_is_contacted",
    "one_did_nothing",
    "one_strategy",
    "shared_market",
    "ten_years",
}
"""Studies without anything odd that is not in another one, too."""
CASES = [
    pytest.param(
        draw, study, id=f"{draw.__name__}-{study}",
        marks=pytest.mark.long if study in USUAL else (),
    )
    for draw in PLOTS.values()
    for study in STUDIES
]  # fmt: skip


def drawn_texts(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is visible, with the box of its letters in pixels."""
    figure.draw_without_rendering()
    texts: list[Text] = list(figure.texts)
    for axes in figure.axes:
        texts += [*axes.texts, axes.title]
        for axis in (axes.xaxis, axes.yaxis):
            if axis.get_visible():
                low, high = sorted(axis.get_view_interval())
                room = 1e-9 * (high - low)
                ticks = [
                    t for t in axis.get_major_ticks() if low - room <= t.get_loc() <= high + room
                ]
                texts += [tick.label1 for tick in ticks]
                texts.append(axis.label)
    boxes = []
    for text in texts:
        if text.get_visible() and text.get_text().strip():
            box = text.get_window_extent()
            trim = SPACING * (box.height / (text.get_text().count("\n") + 1))
            letters = Bbox.from_extents(box.x0, box.y0 + trim, box.x1, box.y1 - trim)
            boxes.append((text.get_text(), letters))
    return boxes


@pytest.mark.parametrize(("draw", "study"), CASES)
def test_texts_neither_overlap_nor_leave_the_page(draw, study):
    plot = draw(STUDIES[study]())
    nothing = study in NOTHING_TO_DRAW.get(draw.__name__, ())
    assert (plot is None) == nothing
    if nothing:
        return
    boxes = drawn_texts(plot.figure)
    page = plot.figure.bbox
    assert len(boxes) > 3
    outside = [
        word
        for word, box in boxes
        if min(box.x0, box.y0) < 0 or box.x1 > page.x1 or box.y1 > page.y1
    ]
    assert outside == []
    touching = [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.5
    ]
    assert touching == []


def test_the_check_sees_an_overlap():
    figure = Figure(figsize=(4, 3))
    figure.text(0.5, 0.5, "one")
    figure.text(0.51, 0.5, "other")
    (_, a), (_, b) = drawn_texts(figure)
    assert min(a.x1, b.x1) > max(a.x0, b.x0)
    assert min(a.y1, b.y1) > max(a.y0, b.y0)
