"""The page of ``recsim page``, opened from the disk by somebody without a network."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import numpy as np
import pytest
from explorer import assert_accessible
from patience import PATIENCE

from recsim.analysis.measures import MEASURES, compute
from recsim.analysis.samples import samples_from
from recsim.model.compiled import simulate
from recsim.page.bundle import page as made
from recsim.page.settings import model
from recsim.page.start import Start, too_large
from recsim.scenario.gallery import shipped
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario
from recsim.telling.findings import WORLDS, Teller
from recsim.workshop.state import BadState, changed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS = 30
DONE = f'body[data-runs="{RUNS}"]'
OUTSIDE = """() => [...document.querySelectorAll("figure svg")].flatMap((svg) => {
  const [, , wide, tall] = svg.getAttribute("viewBox").split(" ").map(Number);
  return [...svg.querySelectorAll("text")].filter((text) => {
    const { x, y, width, height } = text.getBBox();
    return x < -1 || y < -1 || x + width > wide + 1 || y + height > tall + 2;
  }).map((text) => text.textContent);
})"""
"""Words that leave their picture."""
Visit = Callable[..., "Page"]


@pytest.fixture(scope="module")
def file(town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a small town, and a question with variants."""
    written = tmp_path_factory.mktemp("page") / "a page.html"
    written.write_text(made([str(town), "two_ways"]), encoding="utf-8")
    return written


@pytest.fixture
def visit(browser: Browser, file: Path) -> Iterator[Visit]:
    """Open it, as in ``visit("seed=3", width=390)``; nothing but the file can be reached."""
    contexts = []
    wrong: list[str] = []

    def go(fragment: str = "", width: int = 1280, height: int = 800, **options: Any) -> Page:
        init, scheme = options.get("init"), options.get("scheme", "light")
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        context.set_offline(True)
        context.on("request", lambda one: None if _inside(one.url) else wrong.append(one.url))
        if init:
            context.add_init_script(init)
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda one: wrong.append(one.text) if one.type == "error" else None)
        page.goto(options.get("file", file).as_uri() + (f"#{fragment}" if fragment else ""))
        if not init:
            page.wait_for_selector(DONE)
        return page

    yield go
    for context in contexts:
        context.close()
    assert wrong == []


def _inside(url: str) -> bool:
    return url.startswith(("file:", "blob:", "data:"))


def headline(scenario: Scenario, baseline: str, strategy: str) -> list[str]:
    """What Python says of the same runs."""
    values = {}
    for name in (baseline, strategy):
        runs = [
            compute(scenario, simulate(scenario, (name,), number).tally, name)
            for number in range(RUNS)
        ]
        rows = [[run[of] for run in runs] for of in MEASURES]
        values[name] = (tuple(range(RUNS)), np.array(rows, dtype=float))
    said = Teller(scenario, samples_from(values)).headline(baseline, strategy)
    return [
        " ".join(one.text for one in said if (one.role == WORLDS) is of) for of in (False, True)
    ]


def shown(page: Page) -> list[str]:
    texts = [page.locator(f"#{id}").text_content() or "" for id in ("sentence", "rest", "certain")]
    return [" ".join(texts[:2]).strip(), texts[2]]


def test_it_says_what_the_command_line_says(visit: Visit, town: Path) -> None:
    page = visit()
    assert page.locator("h1").inner_text() == "Who calls whom?"
    assert shown(page) == headline(load(town).scenario, "waiting", "polite")


def test_a_lever_moves_by_keyboard_and_back(visit: Visit, town: Path) -> None:
    page = visit()
    before = shown(page)
    slider = page.get_by_label("Care, Polite")
    slider.focus()
    slider.press("Home")
    page.wait_for_selector(DONE)
    assert page.locator("#pictures path[fill=none]").count() == 1  # where it was
    moved = load(town, set_=["strategies.polite.care=0"]).scenario
    label = "Polite, changed"
    wanted = [text.replace("Polite", f'"{label}"') for text in headline(moved, "waiting", "polite")]
    assert [re.sub(r'"Polite[^"]*"', f'"{label}"', text) for text in shown(page)] == wanted
    assert "strategies.polite.care=0" in unquote(page.url)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector(DONE)
    assert shown(page) == before


def test_a_link_opens_what_was_set(visit: Visit, town: Path) -> None:
    page = visit(
        "scenario=town&seed=3&strategies.polite.care=0.2&world.no_such=1&strategies.polite.follow_ups=x"
    )
    moved = load(town, set_=["strategies.polite.care=0.2"], seed=3).scenario
    assert [re.sub(r'"Polite[^"]*"', "Polite", text) for text in shown(page)] == headline(
        moved, "waiting", "polite"
    )
    assert page.locator("#command code").text_content() == (
        f"recsim run {town} --seed 3 --set strategies.polite.care=0.2"
    )


def test_a_saved_page_opens_as_it_was(visit: Visit, tmp_path: Path) -> None:
    page = visit("scenario=two_ways&with=few_apply&world.offence.scale=2")
    with page.expect_download() as download:
        page.locator("#more summary").click()
        page.get_by_role("button", name="Save page").click()
    saved = tmp_path / "saved.html"
    download.value.save_as(saved)
    again = visit(file=saved)
    assert shown(again) == shown(page)
    assert "with=few_apply" in again.url


def test_variants_and_other_questions_are_one_click(visit: Visit) -> None:
    page = visit()
    page.locator("#scenarios").select_option("two_ways")
    page.get_by_role("button", name=load("two_ways").scenario.variant_label("few_apply")).click()
    page.wait_for_selector(DONE)
    assert page.locator("h1").inner_text() == load("two_ways").scenario.question
    scenario = load("two_ways", with_=["few_apply"]).scenario
    assert scenario.study.about is not None
    assert shown(page) == headline(scenario, *scenario.study.about)
    assert page.get_by_role("img", name="engineers").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 768), (1920, 1080)])
def test_it_fits_and_can_be_read(visit: Visit, width: int, height: int, scheme: str) -> None:
    page = visit("scenario=two_ways", width, height, scheme=scheme)
    assert page.evaluate("() => document.documentElement.scrollWidth") == width
    overflows = page.evaluate(OUTSIDE)
    assert overflows == []
    page.locator("#world summary").click()
    assert_accessible(page, f"{width} {scheme}")


def test_a_browser_that_cannot_is_told_so(visit: Visit) -> None:
    page = visit(init="delete globalThis.WebAssembly;")
    assert "no WebAssembly" in page.locator("#notice").inner_text()


def test_all_questions_fit_into_a_small_file() -> None:
    names = [name for name, _ in shipped() if not too_large(load(name).scenario)]
    text = made(names)
    assert len(names) > 10
    assert len(text.encode()) < 1_000_000
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text.partition("<script")[0])


def test_modules_do_not_overwrite_each_other(file: Path) -> None:
    names = re.findall(
        r"^(?:async )?(?:function|class|const|let) (\w+)", file.read_text(encoding="utf-8"), re.M
    )
    assert len(names) > 200
    assert sorted(names) == sorted(set(names))


def settings(start: Start, luck: random.Random) -> dict[str, Any]:
    """Random positions of some levers that the page has."""
    found = {}
    for path, lever in start.levers.items():
        idle = path.endswith((".style", ".callers")) or lever.adds_up
        if idle or luck.random() < 0.8:
            continue
        if lever.choices:
            found[path] = luck.choice(lever.choices)
        elif lever.kind == "switch":
            found[path] = luck.random() < 0.5
        elif lever.min is not None and lever.max is not None and lever.step is not None:
            steps = luck.randint(0, round((lever.max - lever.min) / lever.step))
            value = min(lever.max, float(f"{lever.min + steps * lever.step:.12g}"))
            found[path] = int(value) if lever.kind == "integer" else value
    return found


@pytest.mark.parametrize("name", ["town", "two_ways"])
def test_random_levers_are_the_settings_of_the_command_line(
    visit: Visit, town: Path, name: str
) -> None:
    page = visit(f"scenario={name}")
    source = str(town) if name == "town" else name
    start = Start(name, load(source), shipped=False)
    luck = random.Random(name)
    compared = 0
    for _ in range(60):
        moved = settings(start, luck)
        try:
            wanted = model(changed(start, moved).scenario)
        except BadState:
            continue
        compared += 1
        found = page.evaluate(
            """(moved) => {
              settings.changes = {};
              for (const [path, value] of Object.entries(moved)) settings.put(path, value);
              const { model } = settings;
              return JSON.stringify([model.world, model.strategies, model.groups, model.plan],
                (_, value) => (value === Infinity ? "inf" : value));
            }""",
            moved,
        )
        plain = page.evaluate(
            """(all) => JSON.stringify(all, (_, value) => (value === Infinity ? "inf" : value))""",
            [wanted[part] for part in ("world", "strategies", "groups", "plan")],
        )
        assert normal(found) == normal(plain)
    assert compared > 40


def normal(text: str) -> Any:
    """Settings that say the same, written in one way: a style is its share of time."""
    world, strategies, *rest = json.loads(text)
    for one in strategies.values():
        style, share, callers = (one.pop(name) for name in ("style", "active_share", "callers"))
        shares = {"passive": 0, "active": 1, "split": (callers or 0) / (one["recruiters"] or 1)}
        one["share"] = shares.get(style, share)
    return [world, strategies, *rest]
