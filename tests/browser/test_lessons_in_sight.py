"""Which click shows a scenario's lesson? At most two, without scrolling; see docs/in_sight.md.

A lesson is what the scenario expects of its results: each statement is about a measure, maybe of a
variant, or in one occupation. It is in sight if numbers or a picture of that measure stand wholly
in the window; of a variant against the scenario as it stands, with what was before. Whether the
statement is true is another test's affair.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from explorer import Explorer

from recsim.analysis.measures import MEASURES
from recsim.page.start import too_large
from recsim.scenario.expectation import AS_IT_STANDS
from recsim.scenario.gallery import shipped
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

TABLE = Path(__file__).parents[2] / "docs" / "in_sight.md"
WINDOW = {"width": 1366, "height": 768}
MOST_CLICKS = 2
HEAD = """\
# Which click shows the lesson

Every shipped scenario that the page takes, in a window of 1366 x 768 pixels: what its lesson speaks
of, and what has to be clicked until numbers or a picture of it stand wholly in sight, without
scrolling. A test opens each of them in a browser and makes this table anew
(`pytest --update-golden -m long tests/browser/test_lessons_in_sight.py`).

| Question | Measure | Clicks | Which | Seen in |
|---|---|---|---|---|
"""
IN_SIGHT = """({ outcome, segment, before }) => {
  const shows = (one) => one.dataset.measures.split(" ").includes(outcome)
    && (!segment || one.dataset.segments) && (!before || one.dataset.before === "true");
  const inside = (one) => {
    const box = (one.querySelector("svg") ?? one).getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  };
  const all = [...document.querySelectorAll("[data-measures]")];
  const found = all.find((one) => shows(one) && inside(one));
  return found ? found.querySelector("h2")?.textContent ?? "the numbers" : null;
}"""


class Seen(NamedTuple):
    """What a statement is about."""

    variant: str
    outcome: str
    segment: bool
    before: bool


class Quick(Explorer):
    """The page with few runs: what is shown where does not depend on their number."""

    def _inside_only(self, route: Route) -> None:
        if not route.request.url.endswith("/page/explorer.js"):
            super()._inside_only(route)
            return
        whole = route.fetch()
        text = whole.text()
        assert "const RUNS = 30;" in text
        route.fulfill(response=whole, body=text.replace("const RUNS = 30;", "const RUNS = 2;"))

    def sees(self, what: Seen) -> str | None:
        """The heading of what shows it in the window."""
        asked = {"outcome": what.outcome, "segment": what.segment, "before": what.before}
        found: str | None = self.page.evaluate(IN_SIGHT, asked)
        return found

    def picture(self, what: Seen) -> str:
        """Choose the picture of a measure; how the click is called."""
        menu = self.page.locator("#which")
        menu.select_option(f"occupations.{what.outcome}" if what.segment else what.outcome)
        self.rest()
        label: str = menu.evaluate("(one) => one.selectedOptions[0].textContent")
        return f"picture “{label}”"

    def variant(self, label: str) -> str:
        """Press a variant; how the click is called."""
        self.page.locator("#variants").get_by_role("button", name=label, exact=True).click()
        self.rest()
        return f"variant “{label}”"


def lessons(scenario: Scenario) -> Iterator[Seen]:
    """What the statements of a scenario are about, each once; those of variants last."""
    found = {
        Seen(
            one.variant or "", one.outcome, one.segment is not None, one.reference == AS_IT_STANDS
        ): None
        for one in scenario.expect
    }  # fmt: skip
    yield from sorted(
        found, key=lambda one: list(scenario.variants).index(one.variant) + 1 if one.variant else 0
    )


def clicks(page: Quick, scenario: Scenario) -> Iterator[tuple[Seen, list[str], str | None]]:
    """For each: what had to be clicked, and what shows it then (None: nothing)."""
    all_ = list(lessons(scenario))
    stands = [one for one in all_ if not one.variant]
    at_once = {one: page.sees(one) for one in stands}
    for one in stands:
        done = [] if at_once[one] else [page.picture(one)]
        yield one, done, at_once[one] or page.sees(one)
    for name in dict.fromkeys(one.variant for one in all_ if one.variant):
        page.page.reload()
        page.rest()
        first = page.variant(scenario.variant_label(name))
        own = [one for one in all_ if one.variant == name]
        seen = {one: page.sees(one) for one in own}
        for one in own:
            done = [first] if seen[one] else [first, page.picture(one)]
            yield one, done, seen[one] or page.sees(one)


def test_each_lesson_is_in_sight_within_two_clicks(
    browser: Browser, address: str, update_golden: bool
) -> None:
    rows, hidden = [], []
    for name, path in shipped():
        scenario = load(path).scenario
        if too_large(scenario):
            continue
        page = Quick(browser, address, f"scenario={name}", **WINDOW)
        for what, done, where in clicks(page, scenario):
            measure = MEASURES[what.outcome].label + (", by occupation" if what.segment else "")
            if where is None or len(done) > MOST_CLICKS:
                hidden.append((name, what, done))
            rows.append(
                f"| {scenario.title} | {measure} | {len(done)} | {', '.join(done) or 'none'} "
                f"| {where} |"
            )
        page.close()
    assert not hidden
    found = HEAD + "\n".join(rows) + "\n"
    if update_golden:
        TABLE.write_text(found, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == found


def test_what_is_not_there_is_not_seen(browser: Browser, address: str) -> None:
    page = Quick(browser, address, "scenario=careful_or_careless", **WINDOW)
    assert page.sees(Seen("", "placements", segment=False, before=False)) == "the numbers"
    nothing: Any = Seen("", "time_to_fill_days", segment=False, before=False)
    assert page.sees(nothing) is None
    assert page.sees(Seen("", "placements", segment=False, before=True)) is None, "nothing moved"
    page.close()
