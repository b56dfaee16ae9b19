"""Explore in a browser: levers, pictures, guesses, links, keyboards, phones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from explorer import CARE, Explorer, assert_accessible

from recsim.scenario.load import load

Visit = Callable[..., Explorer]
QUESTION = load("two_ways").scenario.question
ROOMS = "/api/exploring"
"""What the page asks every two seconds: whether a room is being asked about what it shows."""


def test_the_page_simulates_by_itself_without_the_outside(visit: Visit) -> None:
    explorer = visit()
    assert explorer.text("h1") == "Who calls whom?"
    assert "the team places" in explorer.text("#sentence")
    assert "30 runs" in explorer.text("#progress")
    assert explorer.page.locator("#pictures figure").count() == 2
    asked: list[str] = []
    explorer.page.on("request", lambda request: asked.append(request.url))
    explorer.drag(CARE, 0.9)
    explorer.rest()
    assert [url for url in asked if ROOMS not in url] == []


def test_a_move_of_a_slider_changes_pictures_and_sentence(visit: Visit) -> None:
    explorer = visit()
    before = explorer.text("#scores")
    explorer.drag("strategies.polite.care", 0.5, 0.2, 0)
    explorer.rest()
    assert explorer.text("#scores") != before
    assert "before" in explorer.text("#scores")
    assert explorer.text("#change").startswith("With the new settings of Polite, the team places")
    assert "Polite (changed)" in explorer.text("#scores")
    assert explorer.page.locator("#pictures path[fill=none]").count() == 1, "where it was"


def test_every_picture_is_drawn(visit: Visit) -> None:
    explorer = visit("scenario=two_ways")
    names = explorer.page.locator("#which option").all_inner_texts()
    own = {*load("two_ways").scenario.study.outcomes}
    assert len(names) >= 7 + len(own), "each declared measure has one"
    seen = set()
    for name in names:
        explorer.page.locator("#which").select_option(label=name)
        explorer.settle()
        figure = explorer.page.locator("#pictures figure").first
        label = figure.locator("svg").get_attribute("aria-label")
        assert label
        seen.add((figure.locator("h2").inner_text(), label))
    assert len(seen) == len(names)


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1920, 1080)])
def test_a_slide_is_read_from_the_back_row(visit: Visit, width: int, height: int) -> None:
    explorer = visit("scenario=two_ways", width=width, height=height)
    page = explorer.page
    page.get_by_role("button", name="Present").click()
    page.locator("#end-slide").wait_for()
    explorer.settle()
    letters = page.evaluate(
        """() => [...document.querySelectorAll("h1, #sentence, .score, #pictures svg text")]
          .filter((one) => one.checkVisibility() && one.textContent)
          .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.getScreenCTM?.().a ?? 1))
        """
    )
    assert min(letters) >= 0.99 * height * 18 / 540
    assert page.locator("#pictures figure").count() == 1
    assert explorer.overflow <= 0
    page.keyboard.press("Enter")  # the focus is on the way back
    page.locator("#levers").wait_for()
    assert page.locator("#pictures figure").count() == 2


def test_undo_reset_and_copy(visit: Visit) -> None:
    explorer = visit()
    start = explorer.levers()
    undo, reset = explorer.page.locator("#undo"), explorer.page.locator("#reset")
    assert undo.is_disabled()
    assert reset.is_disabled()
    explorer.drag(CARE, 0.4, 0.5, 0.6)  # one gesture, one step
    explorer.drag("strategies.waiting.recruiters", 4)
    undo.click()
    assert explorer.levers()["strategies.waiting.recruiters"] == "2"
    assert explorer.levers()[CARE] == "0.6"
    undo.click()
    assert explorer.levers() == start
    explorer.drag("strategies.polite.recruiters", 5)
    explorer.page.get_by_role("button", name="Copy to Waiting", exact=True).click()
    levers = explorer.levers()
    own = {path: value for path, value in levers.items() if path.startswith("strategies.polite.")}
    assert len(own) > 5
    for path, value in own.items():
        assert levers[path.replace(".polite.", ".waiting.")] == value, path
    explorer.page.locator("#worlds").click()
    explorer.rest()
    assert explorer.seed != 7
    reset.click()
    explorer.rest()
    assert explorer.levers() == start
    assert explorer.seed == 7


def test_what_was_moved_outlives_another_scenario_a_reload_and_the_way_back(visit: Visit) -> None:
    explorer = visit()
    explorer.drag(CARE, 0.9)
    explorer.rest()
    explorer.choose("two_ways", QUESTION)
    explorer.rest()
    explorer.page.go_back()
    explorer.page.get_by_role("heading", name="Who calls whom?").wait_for()
    assert explorer.levers()[CARE] == "0.9"
    explorer.choose("two_ways", QUESTION)
    explorer.choose("town", "Who calls whom?")
    assert explorer.levers()[CARE] == "0.9"
    explorer.rest()
    explorer.page.reload()
    explorer.rest()
    assert explorer.levers()[CARE] == "0.9"
    explorer.page.locator("#undo").click()
    assert explorer.levers()[CARE] == "0.3"


def test_a_link_restores_everything(visit: Visit) -> None:
    explorer = visit()
    explorer.drag(CARE, 0.9)
    explorer.page.locator("#worlds").click()
    explorer.rest()
    explorer.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explorer.page.locator("#more summary").click()
    explorer.page.locator("#link").click()
    explorer.page.locator("#said", has_text="Copied").wait_for()
    link = explorer.page.evaluate("navigator.clipboard.readText()")
    assert link == explorer.page.url
    other = visit(link.partition("#")[2])
    assert other.levers() == explorer.levers()
    for part in ("#progress", "#scores", "#sentence"):
        assert other.text(part).splitlines()[0] == explorer.text(part).splitlines()[0]
    other.page.evaluate("location.hash = 'scenario=town&strategies.calling.care=0.75'")
    other.rest()
    assert other.levers()[CARE] == "0.75"


def test_a_link_with_nonsense_says_so(visit: Visit) -> None:
    explorer = visit("scenario=town&strategies.calling.charm=1&seed=x")
    assert explorer.seed == 7
    assert "left out: strategies.calling.charm, seed" in explorer.text("#notice")
    visit("scenario=atlantis").page.get_by_text("There is no scenario called atlantis").wait_for()


def test_shares_that_add_up_to_one_move_together(visit: Visit) -> None:
    explorer = visit()
    channels = "strategies.calling.channels"
    explorer.drag(f"{channels}.personal_phone", 0.575)
    shares = {
        path.rpartition(".")[2]: float(value)
        for path, value in explorer.levers().items()
        if path.startswith(channels)
    }
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["network_message"] == pytest.approx(0.275, abs=0.01)


def test_a_guess_comes_before_the_result_and_is_about_the_pair_in_question(visit: Visit) -> None:
    explorer = visit(ask=True)
    page = explorer.page
    page.locator("#guess-value").wait_for()
    page.locator("#results[aria-busy=false]").wait_for()
    assert "will Polite have than Waiting?" in explorer.text("#guess-question")
    assert page.locator("#picture").is_hidden()
    page.locator("#guess-value").fill("5")
    page.locator("#guess-low").fill("10")
    page.locator("#guess-high").fill("1000")
    page.get_by_role("button", name="Show the result").click()
    assert "inside your range" in page.locator(".guess .problem").inner_text()
    page.locator("#guess-low").fill("-1000")
    page.get_by_role("button", name="Show the result").click()
    explorer.rest()
    guessed = page.locator("#guessed")
    assert "Your guess: 5 (80% sure: −1000 to 1000)" in guessed.inner_text()
    assert "Inside your range." in guessed.inner_text()
    page.reload()
    explorer.rest()
    assert not page.locator("#guess-value").count(), "asked once a scenario"


def test_the_question_can_be_skipped_and_switched_off(visit: Visit) -> None:
    explorer = visit(ask=True)
    explorer.page.get_by_role("button", name="Skip").click()
    explorer.rest()
    assert not explorer.page.locator("#guessed").count()
    explorer.page.locator("#more summary").click()
    explorer.page.locator("#ask").uncheck()
    explorer.page.keyboard.press("Escape")
    explorer.choose("two_ways", QUESTION)
    explorer.rest()
    assert not explorer.page.locator("#guess-value").count()


def test_everything_works_by_keyboard_alone(visit: Visit) -> None:
    explorer = visit(ask=True)
    page = explorer.page
    page.locator("#guess-value").wait_for()

    def tab_to(target: str) -> None:
        for _ in range(200):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                " || document.activeElement === document.body"
            )
            assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
            if page.evaluate("(target) => document.activeElement.matches(target)", target):
                return
        pytest.fail(f"Tab does not lead to {target}")

    tab_to("#guess-value")
    for text in ("3", "-9", "9"):
        page.keyboard.type(text)
        page.keyboard.press("Tab" if text != "9" else "Enter")
    explorer.rest()
    tab_to(f'[data-path="{CARE}"] input[type=range]')
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    explorer.rest()
    assert explorer.levers()[CARE] == "0.32"
    page.keyboard.press("Control+z")
    assert explorer.levers()[CARE] == "0.3"
    assert explorer.slider(CARE).evaluate("(slider) => slider === document.activeElement")


def test_a_setting_says_what_it_means_and_rests_on(visit: Visit) -> None:
    explorer = visit()
    explorer.page.locator("#world summary").click()
    row = explorer.page.get_by_role("group", name="All chances of a complaint", exact=False).filter(
        has=explorer.lever("world.offence.scale")
    )
    assert row.locator(".help").is_hidden()
    row.locator(".about").click()
    assert row.locator(".help").is_visible()
    assert row.locator(".about").get_attribute("aria-expanded") == "true"


def test_a_phone_needs_no_scrolling_sideways(visit: Visit) -> None:
    explorer = visit(ask=True, width=360, height=740)
    page = explorer.page
    page.locator("#guess-value").wait_for()
    box = page.locator("#guess-value").bounding_box()
    assert box is not None
    assert box["y"] < 740, "the question is in sight"
    assert explorer.overflow <= 0
    page.get_by_role("button", name="Skip").click()
    explorer.drag(CARE, 0.9)
    explorer.rest()
    for door in ("#world", "#others", "#table"):
        page.locator(f"{door} summary").click()
    assert explorer.overflow <= 0
    page.locator("#more summary").click()
    assert explorer.overflow <= 0


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_axe_finds_nothing_serious(visit: Visit, width: int, scheme: str) -> None:
    explorer = visit(ask=True, width=width, scheme=scheme)
    page = explorer.page
    page.locator("#guess-value").wait_for()
    assert_accessible(page, "question")
    page.locator("#guess-value").fill("5")
    page.locator("#guess-low").fill("0")
    page.locator("#guess-high").fill("9")
    page.get_by_role("button", name="Show the result").click()
    explorer.drag(CARE, 0.9)
    explorer.rest()
    page.locator("#which").select_option("ends")
    assert_accessible(page, "result")
    for door in ("#world", "#table", "#more"):
        page.locator(f"{door} > summary").click()
    assert_accessible(page, "all doors open")
