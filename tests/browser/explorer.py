"""The page as somebody in the room uses it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import page_clock
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Route

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


class Explorer:
    """One open page.

    Attributes:
        page: playwright's page.
        outside: addresses outside of the workshop that the page asked for; they are blocked.
        broken: errors of the page's script, and what its security policy forbade.
        asked: bodies of the requests for simulations, in order.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        fragment: str = "",
        *,
        ask: bool = False,
        width: int = 1280,
        height: int = 800,
        scheme: Any = "light",
    ) -> None:
        self.address = address
        self.outside: list[str] = []
        self.broken: list[str] = []
        self.asked: list[dict[str, Any]] = []
        viewport: Any = {"width": width, "height": height}
        self.context = browser.new_context(viewport=viewport, color_scheme=scheme)
        self.context.route("**/*", self._inside_only)
        page_clock.watch(self.context)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        if not ask:
            self.page.add_init_script("localStorage.setItem('recsim.ask', 'false')")
        self.page.goto(f"{address}/#{fragment}")
        if not ask:
            self.rest()

    def _inside_only(self, route: Route) -> None:
        if route.request.url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        # The policy forbids plotly to write styles into the page, which it can do without.
        forbidden = "Content Security Policy" in message.text
        if message.type == "error" and forbidden:
            self.broken.append(message.text)

    def _request(self, request: Request) -> None:
        if request.url.endswith("/api/simulate"):
            self.asked.append(json.loads(request.post_data or "{}"))

    def close(self) -> None:
        """End it; what is still held back or under way does not disturb the next test."""
        self.page.unroute_all(behavior="ignoreErrors")
        self.context.close()

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
