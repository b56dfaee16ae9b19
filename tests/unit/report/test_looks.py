"""Colours that can be told apart and read, numbers with sensible digits, axes with true ticks."""

from __future__ import annotations

import itertools

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from studies import STUDIES

from recsim.report import labels, pieces, style
from recsim.report.plots import PLOTS
from recsim.report.sheet import NO_LETTER, Sheet
from recsim.report.unfolding import _single
from recsim.report.view import Estimate, View
from recsim.scenario.scenario import MOST_TEAMS


def contrast_with_white(colour: str) -> float:
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in to_rgb(colour)]
    return 1.05 / (float(np.dot(linear, (0.2126, 0.7152, 0.0722))) + 0.05)


def test_every_strategy_has_its_own_colour_and_mark():
    assert len({style.colour(place) for place in range(MOST_TEAMS)}) == MOST_TEAMS
    assert len({style.mark(place) for place in range(MOST_TEAMS)}) == MOST_TEAMS


@pytest.mark.parametrize("place", range(MOST_TEAMS))
def test_coloured_letters_can_be_read_on_white(place):
    assert contrast_with_white(style.text_colour(place)) >= 4.5


def deuteranopic(colour: str) -> np.ndarray:
    """As seen without the middle cones, linear RGB (Machado et al. 2009, severity 1)."""
    matrix = np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    )  # fmt: skip
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in to_rgb(colour)]
    return matrix @ np.array(linear)


def test_the_first_six_colours_differ_without_green_cones():
    seen = [deuteranopic(style.colour(place)) for place in range(6)]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 0.15


@pytest.mark.slow
def test_a_strategy_keeps_its_colour_when_another_did_not_run():
    results = STUDIES["two_ways"]()
    only = results.runs.filter(results.runs["strategy"] == "calling")
    alone = View(type(results)(results.scenario, "", only, results.segments, results.series))
    assert alone.keys == ("calling",)
    assert alone.colour("calling") == View(results).colour("calling") == style.colour(1)


@pytest.mark.parametrize("span", [(0, 1), (0, 3), (0, 0.04), (-40, 260), (0, 17_000), (112, 161)])
@pytest.mark.parametrize("width", [0.1, 0.9])
def test_tick_labels_say_where_the_ticks_are(span, width):
    axes = Figure(figsize=style.SLIDE).add_axes((0.05, 0.1, width, 0.8))
    pieces.value_axis(axes, *span)
    ticks = axes.xaxis.get_majorticklocs()
    words = [text.get_text() for text in axes.xaxis.get_majorticklabels()]
    read = [float(w.replace(",", "").replace("\u2212", "-")) for w in words]
    assert len(ticks) >= 1
    assert read == pytest.approx(ticks)


def test_piles_hold_every_dot_and_do_not_overlap():
    values = np.sort(np.random.default_rng(1).normal(100, 10, 20))
    dots = pieces.stack(values, 5.0, 60.0, 140.0, 0.3)
    centres = sorted({x for x, _ in dots})
    assert len(dots) == 20
    assert min(np.diff(centres)) >= 0.3 * 80 / 5 - 1e-9


def test_a_tie_is_drawn_at_zero_and_nothing_else_is():
    values = np.array([-3.0, -1.0, 0.0, 0.0, 1.0, 1.0, 9.0])
    dots = pieces.stack(values, 5.0, -10.0, 10.0, 0.4)
    for value, (centre, _) in zip(values, dots, strict=True):
        assert np.sign(centre) == np.sign(value)
    assert [centre for centre, _ in dots].count(0.0) == 2


def test_no_mark_hides_its_interval():
    narrow, wide, none = ((9, 5.0, 4.9, 5.1), (9, 5.0, 1.0, 9.0), (1, 5.0, None, None))
    sizes = [pieces.mark_size(4.0, (0, 10), Estimate(*one), 11) for one in (narrow, wide, none)]
    assert sizes == [pieces.SMALLEST_MARK, 11, 11]


def test_single_runs_are_a_low_a_middle_and_a_high_one():
    runs = np.array([[0.0, end] for end in (7, 1, 9, 4, 3, 8, 2, 6, 5)])
    assert _single(runs)[:, -1].tolist() == [2, 5, 8]
    assert _single(runs[:1])[:, -1].tolist() == [7]


def test_letters_that_the_font_lacks_are_said():
    def words(label):
        sheet = Sheet(f"Is {label} better?", "", [])
        return [text.get_text() for text in sheet.figure.texts]

    assert NO_LETTER in words("\u4e2d\u6587")
    assert NO_LETTER not in words("Ω")


def test_twenty_outcomes_are_equally_likely_and_seen():
    values = np.arange(1.0, 101.0)
    assert list(pieces.quantile_dots(values)) == [3.0 + 5 * k for k in range(20)]
    assert list(pieces.quantile_dots(values[::-1][:7])) == [94.0 + k for k in range(7)]


@pytest.mark.slow
def test_matplotlib_keeps_its_settings():
    before = dict(matplotlib.rcParams)
    for draw in PLOTS.values():
        draw(STUDIES["five_replications"]())
    assert dict(matplotlib.rcParams) == before


def test_lines_of_text_lie_on_a_grid():
    sheet = Sheet("a", "", [])
    sheet.text(1, 1, "x\nIg\nx", 14)
    ys = [text.get_position()[1] * style.SLIDE[1] for text in sheet.figure.texts[-3:]]
    assert np.diff(ys) == pytest.approx([-14 * labels.LINE / 72] * 2)
