"""A page says of random runs what Python says of them: the same intervals, the same sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pytest

from recsim.analysis.impossible import SIGNS
from recsim.analysis.measures import MEASURES, value_of_ratio
from recsim.analysis.samples import samples_from
from recsim.page.bundle import literal, simulation, telling
from recsim.page.language import tables
from recsim.page.words import facts, study
from recsim.scenario.scenario import Scenario
from recsim.telling.findings import Teller
from recsim.telling.units import Unit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Floats = npt.NDArray[np.float64]
CASES, ROUNDS, AT_ONCE = 20, 15, 30
NAMES = {"waiting": "waiting", "calling": '"Calling people"'}

SAY = """
function say({ study, values, names, measures }) {
  const runs = (numbers, rows) => new Map(numbers.map((number, at) =>
    [number, Object.fromEntries(MEASURES.names.map((name, row) => [name, rows[row][at]]))]));
  const all = new Map(Object.entries(values).map(([name, columns]) => [name, runs(...columns)]));
  const samples = (strategy, measure) => sampleOf(all.get(strategy), measure);
  const teller = new Teller(study, samples, names);
  const levels = (name) => [...all.keys()].map((strategy) => {
    const found = intervalOf(teller.samples(strategy, name), study.confidence);
    return found && level(FACTS[name], found);
  });
  return measures.map((name) => {
    const found = teller.compare(name, "waiting", "calling");
    const said = [teller.alone(found), teller.next(found), ...teller.certainty(found)];
    return [name, found.finding, ...levels(name), ...said];
  }).concat([teller.headline("waiting", "calling").map(({ text }) => text)]);
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """The part of the page that says what was found."""
    opened = browser.new_page()
    opened.add_script_tag(content="\n".join([simulation(), telling(), SAY]))
    yield opened
    opened.close()


def scenario(luck: np.random.Generator) -> Scenario:
    first = luck.choice(["placements", "fill_rate", "offences", "time_to_fill_days"])
    return Scenario.model_validate(
        {
            "strategies": {
                "waiting": {"style": "passive"},
                "calling": {"style": "active", "label": "Calling people"},
            },
            "study": {
                "horizon_days": int(luck.choice([90, 365, 730])),
                "confidence": float(luck.choice([0.8, 0.95, 0.99])),
                "outcomes": (str(first),),
                "matters": {"fill_rate": 0.05, "contacts": 20.0},
            },
        }
    )


def values(luck: np.random.Generator, n: int) -> dict[str, tuple[tuple[int, ...], Floats]]:
    """Measures of random runs: rare and frequent, alike and far apart, some not applicable."""
    totals = [name for name, of in MEASURES.items() if of.total]
    rates = {name: 10 ** luck.uniform(-1.5, 3) * (luck.random() < 0.85) for name in totals}
    absent = set(luck.choice(totals, 3))
    found = {}
    for strategy in NAMES:
        factors = {name: luck.choice([1, 1, 1, 1.1, 1.5, 3, 0]) for name in totals}
        rows = {}
        for name in totals:
            counts = luck.poisson(rates[name] * factors[name], n).astype(float)
            if not MEASURES[name].whole:
                counts = counts * luck.uniform(0.5, 20, n)
            if MEASURES[name].bounds[0] is None:
                counts = counts - rates[name] * luck.random()
            rows[name] = (
                np.where(luck.random(n) < 0.2, np.nan, counts) if name in absent else counts
            )
        for signs in dict.fromkeys(SIGNS.values()):
            if luck.random() < 0.2:  # a team that contacts nobody, or whose rivals do not
                for name in (*signs, *(name for name in SIGNS if SIGNS[name] == signs)):
                    rows[name] = np.zeros(n)
        for of in MEASURES.values():
            if of.exposure and luck.random() < 0.8:  # at most one for each of the others
                rows[of.of] = np.minimum(rows[of.of], rows[of.per])
        for name, of in MEASURES.items():
            if of.per:
                pairs = zip(rows[of.of].tolist(), rows[of.per].tolist(), strict=True)
                told = [value_of_ratio(of, above, below) for above, below in pairs]
                rows[name] = np.array([np.nan if value is None else value for value in told])
        found[strategy] = (tuple(range(n)), np.array([rows[name] for name in MEASURES]))
    if luck.random() < 0.05:
        found["calling"] = found["waiting"]
    return found


def in_python(of: Scenario, found: Any, measures: list[str]) -> list[Any]:
    samples, confidence = samples_from(found), of.study.confidence
    teller = Teller(of, samples)
    told: list[Any] = []
    for name in measures:
        unit = Unit(MEASURES[name], of)
        levels = [samples(strategy, name).interval(confidence) for strategy in NAMES]
        one = teller.compare(name, *NAMES)
        told.append(
            [name, one.finding.name, *(level and unit.level(level) for level in levels),
             teller.alone(one), teller.next(one), *teller.certainty(one)]
        )  # fmt: skip
    return [*told, [one.text for one in teller.headline(*NAMES)]]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_random_runs_are_told_alike(page: Page, seed: int) -> None:
    luck = np.random.default_rng(seed)
    cases, wanted = [], []
    for _ in range(CASES):
        of = scenario(luck)
        found = values(luck, int(luck.choice([1, 2, 3, 5, 8, 12, 30])))
        measures = [str(name) for name in luck.choice(list(MEASURES), AT_ONCE, replace=False)]
        rows = {name: [numbers, table.tolist()] for name, (numbers, table) in found.items()}
        cases.append({"study": study(of), "values": rows, "names": NAMES, "measures": measures})
        wanted.append(in_python(of, found, measures))
    page.evaluate(f"know({literal(facts(of))})")
    told = [page.evaluate(f"say({literal(case)})") for case in cases]
    different = [
        f"{here} is told as {there}"
        for one, other in zip(told, wanted, strict=True)
        for each in zip(one, other, strict=True)
        for there, here in zip_longest(*each)
        if there != here
    ]
    assert not different, "\n".join(different)


NUMBER = re.compile(r"[−+<>]?\d[\d.,]*\d|[−+<>]?\d")


GERMAN = sorted((one["label"] for one in tables("de")["measures"].values()), key=len, reverse=True)
ENGLISH = sorted((of.label for of in MEASURES.values()), key=len, reverse=True)


def numbers(text: str, labels: list[str], decimal: str) -> list[str]:
    """Numbers of a sentence but those in names of measures, sorted, in English marks."""
    for label in labels:
        text = text.replace(label, "")
    found = NUMBER.findall(text)
    swapped = str.maketrans(".,", ",.") if decimal == "," else {}
    return sorted(one.translate(swapped) for one in found)


@pytest.mark.parametrize("seed", range(2))
def test_another_language_says_the_same_numbers_and_leaves_no_place_open(
    browser: Browser, page: Page, seed: int
) -> None:
    german = browser.new_page(locale="de-DE")
    german.add_script_tag(content="\n".join([simulation(), telling(), SAY]))
    luck = np.random.default_rng(1000 + seed)
    wrong = []
    for _ in range(CASES):
        of = scenario(luck)
        found = values(luck, int(luck.choice([1, 2, 3, 5, 8, 12, 30])))
        rows = {name: [numbers_, table.tolist()] for name, (numbers_, table) in found.items()}
        case = {"study": study(of), "values": rows, "names": NAMES, "measures": list(MEASURES)}
        told = []
        for one in (page, german):
            one.evaluate(f"know({literal(facts(of))})")
            told.append(one.evaluate(f"say({literal(case)})"))
        for here, there in zip(*told, strict=True):
            assert len(here) == len(there)
            names = 2 if here and here[0] in MEASURES else 0  # of a measure and of a finding
            for english, other in zip(here[names:], there[names:], strict=True):
                if english is None:
                    continue
                same = numbers(english, ENGLISH, ".") == numbers(other, GERMAN, ",")
                if not same or re.search(r"[{}]|undefined|null|\bthe\b", other):
                    wrong.append(f"{english} is told as {other}")
    german.close()
    assert wrong[:5] == []
