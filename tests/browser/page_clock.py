"""The clock of a page: a test sees when the page is at rest, and long pauses are shorter.

A page waits a moment after each move before it asks the server, and asks a room every two seconds
what is new. A test that slept through this would be slow here and too short on a busy machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

WATCHED = """(() => {
  const LONG = 1000; // ms; a pause from here on is one between two attempts
  const FASTER = 4;
  const { setTimeout, clearTimeout, fetch, performance, requestAnimationFrame } = window;
  const FRAMES = 5; // in which a page that gets little of the processor does what it is about to
  const pending = new Set();
  let last = 0;
  let frames = 0;
  const changed = () => { last = performance.now(); frames = 0; };
  const count = () => { frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
  window.setTimeout = (what, delay = 0, ...more) => {
    if (delay >= LONG) return setTimeout(what, delay / FASTER, ...more);
    const timer = setTimeout((...given) => {
      pending.delete(timer);
      changed();
      what(...given);
    }, delay, ...more);
    pending.add(timer);
    changed();
    return timer;
  };
  window.clearTimeout = (timer) => {
    if (pending.delete(timer)) changed();
    clearTimeout(timer);
  };
  window.fetch = async (...asked) => {
    pending.add(asked);
    changed();
    try {
      const answer = await fetch(...asked);
      await answer.clone().arrayBuffer(); // all of it is here
      return answer;
    } finally {
      pending.delete(asked);
      changed();
    }
  };
  window.quietFor = () => (pending.size || frames < FRAMES ? 0 : performance.now() - last);
})()"""
QUIET = 100  # ms


def watch(context: BrowserContext) -> None:
    """All pages of this context get such a clock."""
    context.add_init_script(WATCHED)


def settle(page: Page) -> None:
    """Wait until nothing is about to happen: no short timer, no request."""
    page.wait_for_timeout(QUIET)  # what was just done reaches the page
    page.wait_for_function("(quiet) => quietFor() >= quiet", arg=QUIET)


def rest(page: Page) -> None:
    """Wait until the pictures are those of all runs of what is set."""
    page.wait_for_timeout(QUIET)
    page.wait_for_function(
        """(quiet) => quietFor() >= quiet
          && document.querySelector("#picture")?.checkVisibility()
          && document.querySelector("#results")?.ariaBusy === "false" """,
        arg=QUIET,
    )
