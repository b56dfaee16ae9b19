"""Files: a scenario of one's own, opened, corrected and linked; what everybody takes home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from explorer import CARE, Explorer, assert_accessible

from recsim.scenario.load import load

Visit = Callable[..., Explorer]
MINE = """\
# Counted on a Sunday.
recsim: 1
title: My own town
world:
  people: 250   # with the children
strategies:
  waiting: {style: passive, recruiters: 2}
  calling: {style: active, recruiters: 2, care: 0.4}   # not enough
study: {horizon_days: 91, seed: 3}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE, encoding="utf-8")
    return path


def bring(explorer: Explorer, file: Path) -> None:
    if not explorer.page.locator("#more[open]").count():
        explorer.page.locator("#more summary").click()
    explorer.page.locator("#own-file").set_input_files(file)


def opened(explorer: Explorer) -> None:
    explorer.page.get_by_role("heading", name="My own town").wait_for()
    explorer.rest()


def test_a_file_is_opened_moved_and_taken_home(visit: Visit, mine: Path, tmp_path: Path) -> None:
    explorer = visit()
    page = explorer.page
    bring(explorer, mine)
    opened(explorer)
    assert explorer.levers()[CARE] == "0.4"
    explorer.drag(CARE, 0.8)
    explorer.rest()
    assert "file%3Amine.yaml%3A" in page.url
    assert "upload-" not in page.url, "the key stays in this browser"
    page.locator("#more summary").click()
    with page.expect_download() as waiting:
        page.locator("#download").click()
    home = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(home)
    assert home.name == "mine_workshop.yaml"
    text = home.read_text(encoding="utf-8")
    assert "  people: 250   # with the children\n" in text
    assert "care: 0.8}   # not enough\n" in text
    loaded = load(home).scenario
    assert (loaded.strategies["calling"].care, loaded.study.replications) == (0.8, 30)
    page.reload()
    opened(explorer)
    assert explorer.levers()[CARE] == "0.8"
    page.locator("#more summary").click()
    page.locator("#story").click()
    page.wait_for_selector("main[aria-busy=false] .life")
    assert page.inner_text("#scenario") == "My own town"


def test_mistakes_are_shown_with_line_and_key_and_can_be_corrected(
    visit: Visit, mine: Path
) -> None:
    explorer = visit()
    mine.write_text(MINE.replace("people: 250", "peeple: 250").replace("0.4", "4"))
    bring(explorer, mine)
    told = explorer.page.locator("#own-problems")
    told.get_by_text("Line 5, world.peeple:").wait_for()
    assert "did you mean people" in told.inner_text()
    assert "Line 8, strategies.calling.care:" in told.inner_text()
    assert explorer.text("h1") == "Who calls whom?"
    assert_accessible(explorer.page, "mistakes of a file")
    mine.write_text(MINE.replace("My own", "<b>My own</b>"), encoding="utf-8")
    bring(explorer, mine)
    explorer.page.get_by_role("heading", name="<b>My own</b> town").wait_for()


def test_a_link_to_a_file_asks_for_it(visit: Visit, mine: Path) -> None:
    first = visit()
    bring(first, mine)
    opened(first)
    first.drag(CARE, 0.8)
    first.rest()
    first.page.locator("#more summary").click()
    first.page.locator("#link").click()
    first.page.locator("#said", has_text="needs the file “mine.yaml”").wait_for()
    other = visit(first.page.url.partition("#")[2], ask=True)
    other.page.locator("#notice", has_text="made with the file “mine.yaml”").wait_for()
    assert other.page.locator("#own-file").evaluate("(field) => field === document.activeElement")
    bring(other, mine)
    other.page.get_by_role("heading", name="My own town").wait_for()
    assert other.levers()[CARE] == "0.8", "the link's levers come back with the file"
    changed = mine.with_name("other.yaml")
    changed.write_text(MINE.replace("people: 250", "people: 260"), encoding="utf-8")
    third = visit(first.page.url.partition("#")[2], ask=True)
    third.page.locator("#notice", has_text="mine.yaml").wait_for()
    changed.replace(mine)
    bring(third, mine)
    third.page.locator("#notice", has_text="not the same as the one").wait_for()


def test_a_file_that_the_server_has_forgotten_is_sent_again(visit: Visit, mine: Path) -> None:
    explorer = visit()
    bring(explorer, mine)
    opened(explorer)
    explorer.page.evaluate(
        """() => {
          const kept = JSON.parse(sessionStorage.getItem("recsim.files"));
          kept[0].key = "upload-forgotten";
          sessionStorage.setItem("recsim.files", JSON.stringify(kept));
        }"""
    )
    explorer.page.reload()
    opened(explorer)
    kept = explorer.page.evaluate('JSON.parse(sessionStorage.getItem("recsim.files"))[0].key')
    assert kept.startswith("upload-")
    assert kept != "upload-forgotten"


def test_files_can_be_taken_home(visit: Visit, tmp_path: Path) -> None:
    explorer = visit()
    explorer.drag(CARE, 0.9)
    explorer.rest()
    page = explorer.page

    def saved(click: Callable[[], None]) -> Path:
        with page.expect_download() as waiting:
            click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    page.locator("#more summary").click()
    scenario = saved(page.locator("#download").click)
    assert load(scenario).scenario.strategies["calling"].care == 0.9
    page.locator("#table summary").click()
    numbers = saved(page.locator("#csv").click).read_text(encoding="utf-8")
    assert "town,7,30,calling,placements,people," in numbers
    assert page.locator("#table tbody tr").count() > 10
