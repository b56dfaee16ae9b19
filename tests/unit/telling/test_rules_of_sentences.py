"""What must hold of every sentence of a first screen, whatever the runs came to."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hand_made import results, scenario
from hypothesis import given
from hypothesis import strategies as st

from recsim.analysis.finding import Finding, strict
from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.analysis.samples import samples_of
from recsim.telling.findings import EVENTS, Said, Teller
from recsim.telling.phrases import phrase
from recsim.telling.study import told, verdicts

TOTALS = ("placements", "offended_people", "resentful_people", "contacts", "fees", "put_off",
          "rejections_of_people", "offences", "resentments", "applications")  # fmt: skip
FIRST = ("placements", "offences", "offended_people", "offences_per_100_placements",
         "fees_minus_cost", "response_rate", "fill_rate", "time_to_fill_days")  # fmt: skip
A_NUMBER = r"(?<![\w.,])\d[\d,]*(?:\.\d+)?"


@st.composite
def studies(draw: st.DrawFn) -> Results:
    """Two strategies of random runs, some alike, some rare, some far apart."""
    n = draw(st.integers(1, 12))
    luck = np.random.default_rng(draw(st.integers(0, 2**32)))
    values = {}
    rates = {name: 10 ** luck.uniform(-1.5, 3) * (luck.random() < 0.8) for name in TOTALS}
    for strategy in ("waiting", "calling"):
        factor = draw(st.sampled_from([1.0, 1.0, 1.1, 1.5, 3.0, 0.0]))
        values[strategy] = {
            name: luck.poisson(rate * factor, n).astype(float).tolist()
            for name, rate in rates.items()
        }
        values[strategy]["fees_minus_cost"] = luck.normal(1e4, 10 ** luck.uniform(1, 6), n).tolist()
    first = draw(st.sampled_from(FIRST))
    days = draw(st.sampled_from([90, 365, 730]))
    of = scenario(horizon_days=days, outcomes=(first, "placements"))
    return results(values, of=of)


def all_said(found: Results) -> list[Said]:
    return [one for said in told(found).values() for one in said]


@given(studies())
def test_no_direction_against_its_interval(found: Results) -> None:
    teller = Teller(found.scenario, samples_of(found))
    for one in all_said(found):
        compared = teller.compare(one.measure, "waiting", "calling")
        below, above = phrase(MEASURES[one.measure]).sides
        claims = one.role != "worlds" and one.kind is Finding.DECIDED
        named = re.search(rf"\b({below}|{above})\b", one.text.partition("(")[0])
        if claims:
            low, high = compared.interval[1:]
            assert low > 0 or high < 0
            assert named[1] == (above if low > 0 else below)
            other = samples_of(found)("calling", one.measure).estimate
            base = samples_of(found)("waiting", one.measure).estimate
            assert (other > base) == (named[1] == above)
        elif named and one.kind is not Finding.ONE_RUN and one.role != "worlds":
            assert re.match("We cannot tell yet whether|(With .*, t|T)here is no diff", one.text)
        if one.kind is Finding.DECIDED:
            assert strict(0.95) > 0.95


@given(studies())
def test_one_number_with_its_interval_in_a_sentence(found: Results) -> None:
    for one in all_said(found):
        label = re.escape(MEASURES[one.measure].label)
        text = re.sub(rf"{label}|within 17 weeks|in \d+ (days|years)|per 1,?00+", "", one.text)
        brackets = re.findall(r"\(([^)]*)\)", text)
        assert len(brackets) <= 1
        outside = re.sub(r"\([^)]*\)", "", text)
        numbers = re.findall(A_NUMBER, outside)
        if one.role != "worlds":
            assert len(numbers) <= 1, one.text
        for inside in brackets:
            ends = inside.removeprefix("98.75%: ").replace("hardly", "0")
            assert len(re.findall(A_NUMBER, ends)) == 2, one.text


@given(studies())
def test_numbers_have_few_digits(found: Results) -> None:
    exact = found.runs["replication"].n_unique() == 1  # one run: whole numbers are counts
    for text in (*(one.text for one in all_said(found)), *verdicts(found)):
        for number in re.findall(A_NUMBER, text):
            kept = number.replace(",", "").lstrip("0.").replace(".", "").rstrip("0")
            assert len(kept) <= 4 or (exact and "." not in number), text
        assert "nan" not in text.lower().split()
        assert "{" not in text


@given(studies())
def test_every_sentence_has_a_subject_and_an_end(found: Results) -> None:
    subjects = ("With ", "It ", "That ", "We ", "There ", "The ", "Of ", "In ", "Another ",
                "How many ", "One run ", "After ")  # fmt: skip
    for one in all_said(found):
        assert one.text.startswith(subjects) or re.match(r"[\d,.<]+ (more|fewer) ", one.text), (
            one.text
        )
        assert one.text.endswith(".")
        assert "  " not in one.text


@given(studies())
def test_harm_counts_both_kinds_wherever_there_was_a_chance_of_it(found: Results) -> None:
    said = all_said(found)
    if said[0].kind is Finding.IDENTICAL:
        return
    measures = {one.measure for one in said}
    for measure, chances in (("offended_people", "contacts"),
                             ("resentful_people", "rejections_of_people")):  # fmt: skip
        if found.runs[chances].sum() > 0:
            assert measure in measures or measures & set(EVENTS[measure])


@pytest.mark.parametrize("name", [name for name in MEASURES if MEASURES[name].better])
def test_every_measure_can_be_the_headline(name: str) -> None:
    of = scenario(horizon_days=365, outcomes=(name,))
    totals = {one: [5.0, 6.0, 7.0] for one in MEASURES if not MEASURES[one].is_ratio}
    more = {one: [50.0, 61.0, 72.0] for one in totals}
    other = {**totals, "contacts": [1.0, 2.0, 3.0]}
    for calling in (more, other):
        text = " ".join(
            one.text for one in all_said(results({"waiting": totals, "calling": calling}, of=of))
        )
        assert "  " not in text
        assert not re.search(r"\b(is|are) \d[^.]* (people|times) (more|fewer)\b", text)
        assert "None" not in text
