"""A page that holds nothing but the kernel and a scenario's numbers finds what Python finds."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from kernel_document import document

from recsim.model.compiled import module, simulate
from recsim.page.bundle import source
from recsim.scenario.load import load
from recsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

COUNTED = ("counts", "sums", "cohorts", "cohort_sums")
REPLICATIONS = 3
WORLDS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "waiting": ("two_ways", ("waiting",), ()),
    "calling": ("two_ways", ("calling",), ()),
    "together": ("two_ways", ("waiting", "calling", "both"), ("world.people=500",)),
    "planned": ("by_its_date", ("calling",), ()),
    "changing": ("change_in_july", ("from_july",), ()),
    "restless": (
        "two_ways",
        ("both",),
        (
            "world.people=3",
            "world.satisfaction.changes_per_year=1000",
            "study.horizon_days=300",
        ),
    ),
}
"""Scenario, teams, and settings."""

PAGE = """<!doctype html>
<meta charset="utf-8">
<title>The kernel alone</title>
<script>%s</script>
<script>
const WORLDS = %s;
const kernel = new Kernel(new WebAssembly.Module(bytesOf("%s")));
async function found(name, replication) {
  const { events, ...tables } = kernel.simulate(WORLDS[name], replication);
  const bytes = await new Blob(Object.values(tables)).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [events, Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")];
}
</script>
"""


def scenario(name: str) -> Scenario:
    file, _, settings = WORLDS[name]
    return load(file, set_=settings).scenario


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page, opened from the disk without a network."""
    worlds = {name: document(scenario(name), teams) for name, (_, teams, _) in WORLDS.items()}
    program = source(module.MODULE.with_name("kernel.js"))
    kernel = b64encode(module.MODULE.read_bytes()).decode()
    file = tmp_path_factory.mktemp("page") / "kernel.html"
    file.write_text(PAGE % (program, json.dumps(worlds), kernel), encoding="utf-8")
    opened = browser.new_page()
    opened.context.set_offline(True)
    opened.goto(file.as_uri())
    yield opened
    opened.close()


def in_python(name: str, replication: int) -> list[Any]:
    run = simulate(scenario(name), WORLDS[name][1], replication)
    tables = b"".join(getattr(run.tally, one).tobytes() for one in COUNTED)
    return [run.events, sha256(tables).hexdigest()]


@pytest.mark.parametrize("name", WORLDS)
def test_the_page_finds_the_same(page: Page, name: str) -> None:
    asked = range(REPLICATIONS)
    there = [page.evaluate("([name, n]) => found(name, n)", [name, number]) for number in asked]
    assert there == [in_python(name, number) for number in asked]
    assert len({digest for _, digest in there}) == REPLICATIONS


def test_the_page_is_small(page: Page) -> None:
    assert Path(page.url.removeprefix("file://")).stat().st_size < 1_000_000
