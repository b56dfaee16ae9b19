"""What is written above and below the pictures."""

from __future__ import annotations

import dataclasses
import re

import pytest
from studies import STUDIES

from recsim.report.main import compose
from recsim.report.plots import PLOTS
from recsim.report.view import View

MOST_WORDS = 60
"""In a footer, whatever the study; definitions stand in definitions.csv."""


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.)])\s+(?=[A-Z])", text) if one.strip(".")]


@pytest.mark.parametrize("name", STUDIES)
def test_a_finding_has_one_interval_a_sentence(name: str) -> None:
    for one in sentences(compose(View(STUDIES[name]())).finding):
        assert len(re.findall(r"\(\S+( \S+)* to [^)]*\)", one)) <= 1, one


@pytest.mark.parametrize(
    "name", ["two_ways", "answering_or_not", "five_replications", "long_names"]
)
def test_footers_are_short(name: str) -> None:
    for draw in PLOTS.values():
        plot = draw(STUDIES[name]())
        if plot is None:
            continue
        low = [text for text in plot.figure.texts if text.get_position()[1] < 0.12]
        notes = " ".join(text.get_text() for text in low if " · " in text.get_text())
        assert len(notes.replace("·", "").split()) <= MOST_WORDS, (plot.name, notes)


def test_every_picture_says_what_was_changed_for_this_run_alone() -> None:
    lines = [f"care of {name}: 0.5, was 0.7" for name in ("a", "b", "c", "d")]
    results = dataclasses.replace(STUDIES["two_ways"](), changed=(lines[0],))
    for draw in PLOTS.values():
        if (plot := draw(results)) is not None:
            words = " ".join(text.get_text().replace("\n", " ") for text in plot.figure.texts)
            assert f"changed by --set: {lines[0]}" in words, plot.name
    many = View(dataclasses.replace(results, changed=tuple(lines))).subtitle
    assert many.endswith(f"{lines[2]}; and 1 more")


def test_no_picture_asks_whether_something_becomes_normal() -> None:
    for name in ("two_ways", "ten_years"):
        titles = [plot.title for draw in PLOTS.values() if (plot := draw(STUDIES[name]()))]
        assert not [title for title in titles if "normal" in title]
