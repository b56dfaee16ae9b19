"""A page makes of settings what Python makes of them, to the last bit."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kernel_document import document
from random_worlds import scenarios

from recsim.analysis.measures import compute
from recsim.model.compiled import module, simulate
from recsim.model.compiled.layout import TEAM
from recsim.page.bundle import literal, simulation
from recsim.page.settings import model
from recsim.scenario.gallery import shipped
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOWN = """
const letters = (bytes) => Array.from(bytes, (one) => String.fromCharCode(one)).join("");
const text = (bytes) => bytes && btoa(letters(bytes));
function shown(model, group) {
  const { run, tables, ...rest } = worldOf(model, model.groups[group]);
  for (const table of Object.values(tables)) table.content = text(table.content);
  return { ...rest, run: text(run), tables };
}
const texts = (all) =>
  Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]));
function ran(model, group, replication) {
  const teams = model.groups[group].teams.map(([name]) => name);
  const found = kernel.simulate(worldOf(model, model.groups[group]), replication);
  const tally = new Tally(found, model, teams);
  const segments = Object.keys(model.world.segments);
  return model.groups[group].measured.map((name) =>
    [null, ...segments.keys()].map((segment) => texts(measured(tally, name, segment))));
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """The part of the page that simulates, with nothing around it."""
    opened = browser.new_page()
    opened.add_script_tag(content=f"{simulation()}\n{SHOWN}")
    opened.evaluate(
        "(text) => { globalThis.kernel = new Kernel(new WebAssembly.Module(bytesOf(text))); }",
        b64encode(module.MODULE.read_bytes()).decode(),
    )
    yield opened
    opened.close()


def together(scenario: Scenario, group: int) -> tuple[str, ...]:
    """The teams of one of the model's groups."""
    names = tuple(scenario.strategies)
    if scenario.study.market == "shared":
        return names
    return (names[group], *scenario.strategies[names[group]].rivals)


def ask(page: Page, function: str, *arguments: Any) -> Any:
    """What a function of the page says; JSON has no numbers without end, which settings may be."""
    return page.evaluate(f"{function}({', '.join(map(literal, arguments))})")


def without_gaps(world: dict[str, Any]) -> dict[str, Any]:
    """The document with numbers in the place of teams: numpy leaves what is between them open."""
    teams = world["tables"]["teams"]
    found = np.frombuffer(b64decode(teams["content"]), TEAM)
    teams["content"] = {name: found[name].tolist() for name in TEAM.names or ()}
    return world


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(scenarios())
def test_random_settings_give_the_same_bytes(page: Page, scenario: Scenario) -> None:
    of = model(scenario)
    for group in range(len(of["groups"])):
        teams = together(scenario, group)
        wanted = json.loads(json.dumps(document(scenario, teams)))
        assert without_gaps(ask(page, "shown", of, group)) == without_gaps(wanted)


def in_python(scenario: Scenario, group: int, replication: int) -> list[list[dict[str, Any]]]:
    """All measures of the measured teams, of everybody and by segment."""
    teams = together(scenario, group)
    tally = simulate(scenario, teams, replication).tally
    measured = teams if scenario.study.market == "shared" else teams[:1]
    segments = (None, *scenario.world.segments)
    return [[compute(scenario, tally, team, one) for one in segments] for team in measured]


def agree(page: Page, scenario: Scenario, replication: int) -> None:
    """The page's measures are those of Python, to the last bit."""
    of = model(scenario)
    for group in range(len(of["groups"])):
        found = ask(page, "ran", of, group, replication)
        for mine, wanted in zip(found, in_python(scenario, group, replication), strict=True):
            for there, here in zip(mine, wanted, strict=True):
                told = {name: float(there[name]) for name in here}
                assert told == pytest.approx(here_or_nan(here), rel=0, abs=0, nan_ok=True)


def here_or_nan(values: Mapping[str, float | None]) -> dict[str, float]:
    """Measures with nan for what is undefined."""
    return {name: nan if value is None else float(value) for name, value in values.items()}


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(scenarios(), st.integers(0, 5))
def test_random_worlds_have_the_same_measures(
    page: Page, scenario: Scenario, replication: int
) -> None:
    agree(page, scenario, replication)


@pytest.mark.parametrize("name", [name for name, _ in shipped()])
def test_shipped_worlds_have_the_same_measures(page: Page, name: str) -> None:
    small = ("world.people=1500", "study.horizon_days=280")
    agree(page, load(name, set_=small).scenario, 1)
