"""A class at play: every page asks every two seconds, and people hand in when they are done.

Some of the people are real browsers (chromium, headless), the others ask for what their pages
would.
"""

from __future__ import annotations

import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from workshop_load import BROWSERS, RUNS, Server, opened

if TYPE_CHECKING:
    from class_load import Person
    from playwright.sync_api import Browser, Page

EVERY = 2.0
"""Seconds between two questions of a page."""
PATIENCE = 600
"""Seconds after which a browser hangs, though several share the processors with everything else."""
SEED = 30
WATCH = f"""(() => {{
  localStorage.setItem("recsim.ask", "false");
  window.seen = {{}};
  new MutationObserver(() => {{
    const runs = Number(document.body?.dataset.runs ?? 0);
    if (runs >= 1) seen.first ??= performance.now();
    if (runs >= {RUNS}) seen.all ??= performance.now();
  }}).observe(document, {{ subtree: true, attributes: true, attributeFilter: ["data-runs"] }});
}})()"""
"""Notes in a page when its first picture is there, and that of all runs: ms since it was opened."""

Rows = list[tuple[str, str, str]]


@dataclass
class Waits:
    """Seconds that people waited, and what they cost the server.

    Attributes:
        polls: for an answer to what is new.
        handed_in: until what they handed in was taken.
        share: of one core that each person takes of the server, as a mean over the time.
    """

    polls: list[float] = field(default_factory=list)
    handed_in: list[float] = field(default_factory=list)
    share: float = float("nan")

    def rows(self, what: str) -> Rows:
        found = [(what, "an answer to “what is new”", both(self.polls))]
        if self.handed_in:
            found.append(("", "what is handed in is taken", both(self.handed_in)))
        return [*found, ("", "server, each person", f"{100 * self.share:.2f}% of a core")]


def both(seconds: Sequence[float]) -> str:
    """The waits that half of all, and that 95 of 100, stay below."""
    half, most = 1000 * np.quantile(seconds, (0.5, 0.95))
    return f"50%: {half:,.0f} ms; 95%: {most:,.0f} ms"


def at_play(
    server: Server,
    people: Sequence[Person],
    path: str,
    seconds: float,
    hand_in: Callable[[int], object] | None = None,
    looking_on: int = 0,
) -> Waits:
    """Let everybody's page ask what is new, and everybody hand in once, at some moment.

    Args:
        server: of the workshop.
        people: without browsers.
        path: what their pages ask.
        seconds: how long.
        hand_in: does it for the person of a number.
        looking_on: people in browsers besides, which the server's time is shared with.
    """
    waits, luck, lock = Waits(), random.Random(SEED), threading.Lock()
    moments = [luck.uniform(0, 0.9 * seconds) for _ in people]
    starts = [luck.uniform(0, EVERY) for _ in people]
    begin, before = time.perf_counter(), server.cpu
    end = begin + seconds

    def timed(of: list[float], what: Callable[[], Any]) -> Any:
        since = time.perf_counter()
        found = what()
        with lock:
            of.append(time.perf_counter() - since)
        return found

    def plays(place: int) -> None:
        person, known, waiting = people[place], "", hand_in is not None
        following = begin + min(starts[place], seconds / 2)
        while following < end:
            moment = begin + moments[place]
            if waiting and moment <= following:
                time.sleep(max(0.0, moment - time.perf_counter()))
                timed(waits.handed_in, lambda: hand_in and hand_in(place))
                waiting = False
            time.sleep(max(0.0, following - time.perf_counter()))
            asked = f"{path}?known={known}"
            view = timed(waits.polls, lambda asked=asked: person.get(asked))
            known = view["version"] if view else known
            following = max(following + EVERY, time.perf_counter())
        if waiting:
            timed(waits.handed_in, lambda: hand_in and hand_in(place))

    threads = [threading.Thread(target=plays, args=(place,)) for place in range(len(people))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count = len(people) + looking_on
    waits.share = (server.cpu - before) / (time.perf_counter() - begin) / count
    return waits


@contextmanager
def browsers(count: int) -> Iterator[list[Page]]:
    """Pages of as many people, each in a browser of its own; none where none is asked for."""
    if not count:
        yield []
        return
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield [_page(browser) for _ in range(count)]
        browser.close()


def _page(browser: Browser) -> Page:
    page = browser.new_context().new_page()
    page.set_default_timeout(1000 * PATIENCE)
    page.add_init_script(WATCH)
    return page


def exploring(
    server: Server, people: Sequence[Person], pages: Sequence[Page], seconds: float
) -> Rows:
    """Everybody opens the page to explore at once, then leaves it open for a while."""
    before = server.cpu
    opening = [threading.Thread(target=opened, args=(server.url,)) for _ in people]
    for thread in opening:
        thread.start()
    for page in pages:
        page.goto(f"{server.url}/#scenario=two_ways", wait_until="commit")
    seen = [_seen(page) for page in pages]
    for thread in opening:
        thread.join()
    count = len(people) + len(pages)
    cost = 1000 * (server.cpu - before) / count
    rows = [(f"{count} people open the page to explore at once", "server, each", f"{cost:,.0f} ms")]
    if pages:
        first, whole = (max(one[name] for one in seen) / 1000 for name in ("first", "all"))
        rows += [
            ("", f"first picture, longest of {len(pages)} browsers", f"{first:,.1f} s"),
            ("", f"all {RUNS} runs, longest of {len(pages)} browsers", f"{whole:,.1f} s"),
        ]
    waits = at_play(server, people, "/api/exploring", seconds, looking_on=len(pages))
    return [*rows, *waits.rows("they explore")]


def _seen(page: Page) -> dict[str, float]:
    page.wait_for_function("() => seen.all")
    found: dict[str, float] = page.evaluate("() => seen")
    return found


def look_on(server: Server, pages: Sequence[Page], code: str) -> None:
    """Browsers join a room; their pages follow it from now on."""
    for place, page in enumerate(pages):
        page.goto(f"{server.url}/room#{code}")
        page.locator("#nickname").fill(f"Browser {place}")
        page.locator(".found:not(:empty)").wait_for()
        page.get_by_role("button", name="Join", exact=True).click()
        page.locator("#who").wait_for()
