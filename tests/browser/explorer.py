"""The page as somebody in the room uses it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import page_clock
import pytest
from watched import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

CARE = "strategies.calling.care"


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
    """

    def __init__(
        self, browser: Browser, address: str, fragment: str = "", *, ask: bool = False, **looks: Any
    ) -> None:
        super().__init__(browser, address, **looks)
        self.page = self.tab()
        if not ask:
            self.page.add_init_script("localStorage.setItem('recsim.ask', 'false')")
        self.page.goto(f"{address}/#{fragment}")
        if not ask:
            self.rest()

    def rest(self) -> None:
        """Wait until the picture is that of all runs of what is set now; see ``page_clock``."""
        page_clock.rest(self.page)

    def settle(self) -> None:
        """Wait until the page is not about to ask or to draw; a simulation may be under way."""
        page_clock.settle(self.page)

    def lever(self, path: str) -> Locator:
        return self.page.locator(f'[data-path="{path}"]')

    def slider(self, path: str) -> Locator:
        return self.lever(path).locator("input[type=range]")

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

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    @property
    def seed(self) -> int:
        """The seed of the runs in view."""
        return int(re.findall(r"seed (\d+)", self.text("#progress"))[0])

    def levers(self) -> dict[str, str]:
        """What is set on all levers."""
        found: dict[str, str] = self.page.evaluate(
            """Object.fromEntries([...document.querySelectorAll('[data-path]')].map((lever) => {
              const input = lever.querySelector('select, input');
              return [lever.dataset.path, input.type === 'checkbox' ? input.checked : input.value];
            }))"""
        )
        return found

    def choose(self, name: str, question: str) -> None:
        """Open another scenario."""
        self.page.locator("#scenarios").select_option(name)
        self.page.get_by_role("heading", name=question).wait_for()

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        found: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return found
