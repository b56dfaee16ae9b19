"""A browser of its own that sees the workshop and nothing else, and notes what goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import page_clock
from patience import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Route


class Watched:
    """One person's browser.

    Attributes:
        outside: addresses outside of the workshop that a page asked for; they are blocked.
        broken: errors of the pages' scripts, and what their security policy forbade.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        *,
        width: int = 1280,
        height: int = 800,
        scheme: Any = "light",
        locale: str = "en-GB",
    ) -> None:
        self.address = address
        self.outside: list[str] = []
        self.broken: list[str] = []
        viewport: Any = {"width": width, "height": height}
        self.context = browser.new_context(viewport=viewport, color_scheme=scheme, locale=locale)
        self.context.route("**/*", self._inside_only)
        page_clock.watch(self.context)

    def tab(self) -> Page:
        """A new page."""
        page = self.context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.on("pageerror", lambda error: self.broken.append(str(error)))
        page.on("console", self._console)
        return page

    def _inside_only(self, route: Route) -> None:
        if route.request.url.startswith((self.address, "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        # The policy forbids plotly to write styles into the page, which it can do without.
        if message.type == "error" and "Content Security Policy" in message.text:
            self.broken.append(message.text)

    def close(self) -> None:
        """End it; what a test still holds back does not disturb the next one."""
        for page in self.context.pages:
            page.unroute_all(behavior="ignoreErrors")
        self.context.close()
        assert self.outside == [], "the page asked for something from outside"
        assert self.broken == [], "the page's script broke"
