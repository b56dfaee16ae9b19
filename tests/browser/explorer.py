"""The page as somebody in the room uses it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import page_clock
import pytest
from watched import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Request

CARE = "strategies.calling.care"
ALL_RUNS = 30


def assert_accessible(page: Page, where: str) -> None:
    """Axe finds nothing serious on the page as it is now."""
    tool = pytest.importorskip("axe_playwright_python.sync_playwright")
    serious = [
        (where, one["id"], node["html"][:150], node["failureSummary"][:200])
        for one in tool.Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]
    assert not serious


class Explorer(Watched):
    """One open page.

    Attributes:
        page: playwright's page.
        asked: bodies of the requests for simulations, in order.
    """

    def __init__(
        self, browser: Browser, address: str, fragment: str = "", *, ask: bool = False, **looks: Any
    ) -> None:
        super().__init__(browser, address, **looks)
        self.asked: list[dict[str, Any]] = []
        self.page = self.tab(20)
        self.page.on("request", self._request)
        if not ask:
            self.page.add_init_script("localStorage.setItem('recsim.ask', 'false')")
        self.page.goto(f"{address}/#{fragment}")
        if not ask:
            self.rest()

    def _request(self, request: Request) -> None:
        if request.url.endswith("/api/simulate"):
            self.asked.append(json.loads(request.post_data or "{}"))

    def rest(self, held: int = 0) -> None:
        """Wait until the picture is that of all runs of what is set now; see ``page_clock``."""
        page_clock.rest(self.page, held)

    def settle(self) -> None:
        """Wait until the page is not about to ask or to draw; a simulation may be under way."""
        page_clock.settle(self.page)

    def lever(self, path: str) -> Locator:
        return self.page.locator(f'[data-path="{path}"]')

    def slider(self, path: str) -> Locator:
        return self.lever(path).locator("input[type=range]")

    def number(self, path: str) -> Locator:
        return self.lever(path).locator("input[type=number]")

    def drag(self, path: str, *values: float) -> None:
        """Move a slider over these values and let it go at the last one."""
        self.slider(path).evaluate(
            """(slider, values) => {
              for (const value of values) {
                slider.value = value;
                slider.dispatchEvent(new Event("input", { bubbles: true }));
              }
              slider.dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            list(values),
        )

    def enter(self, path: str, value: str) -> None:
        """Type a value into a lever's number field."""
        self.number(path).fill(value)
        self.number(path).press("Tab")

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    def curves(self) -> list[list[float]]:
        """What the chart over time shows now, trace by trace."""
        found: list[list[float]] = self.page.evaluate(
            "document.querySelector('#plot-over-time').data.map((trace) => [...trace.y])"
        )
        return found

    def levers(self) -> dict[str, str]:
        """Values of all levers in view."""
        found: dict[str, str] = self.page.evaluate(
            """Object.fromEntries([...document.querySelectorAll('[data-path]')].map((lever) => {
              const input = lever.querySelector('input[type=number]')
                ?? lever.querySelector('select, input');
              return [lever.dataset.path, input.type === 'checkbox' ? input.checked : input.value];
            }))"""
        )
        return found

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        found: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return found
