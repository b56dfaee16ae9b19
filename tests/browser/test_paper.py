"""The report prints on two pages of A4."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import recsim

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize(
    ("scenario", "beyond"), [("two_ways", True), ("whom_to_call", False), ("commons", False)]
)
def test_two_pages(browser: Browser, tmp_path: Path, scenario: str, beyond: bool) -> None:
    small = {"world.people": 800, "study.horizon_days": 182}
    out = tmp_path / "results"
    run = recsim.run(scenario, set=small, replications=4, out=out, workers=1)
    if beyond:
        recsim.sweep(scenario, "calling.care=0,1", set=small, replications=2, out=out, workers=1)
    path = run.report(tmp_path / "report.html")
    page = browser.new_page(offline=True)
    page.goto(path.as_uri())
    assert page.locator("h1").inner_text() == run.results.scenario.title
    assert all(
        page.locator("img").evaluate_all("(all) => all.map((one) => one.naturalWidth > 100)")
    )
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
    (height, width) = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed).groups()  # type: ignore[union-attr]
    assert (round(float(height)), round(float(width))) == (595, 842)
