"""Explore in a browser: levers, pictures, guesses, links, keyboards, phones."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from explorer import ALL_RUNS, CARE, Explorer, assert_accessible

Visit = Callable[..., Explorer]
CHARTS = ("over-time", "trade-off", "ends", "goodwill")


def test_the_page_draws_everything_without_the_outside(visit: Visit) -> None:
    explorer = visit()
    assert explorer.text("#title") == "A small town"
    assert explorer.text("#question") == "Who calls whom?"
    for chart in CHARTS:
        assert explorer.page.locator(f"#plot-{chart} svg.main-svg").count()
    assert "95% interval" in explorer.text("#sentence")
    assert explorer.text("#seed") == "7"
    assert explorer.page.locator("#runs").input_value() == str(ALL_RUNS)


def test_a_move_of_a_slider_changes_chart_and_sentence(visit: Visit) -> None:
    explorer = visit()
    before, said = explorer.curves(), explorer.text("#sentence")
    explorer.drag(CARE, 0.5, 0.8, 1)
    explorer.rest()
    assert explorer.text("#sentence") != said
    assert "before" in explorer.text("#change")
    told = " ".join(explorer.text("#change").split())
    assert told in explorer.page.locator("#announce").inner_text()
    assert "Calling people now places" in told
    assert "Calling people (changed)" in explorer.text("#scores")
    after = explorer.curves()
    assert [trace for trace in after if trace not in before], "a new curve"
    assert len(after) == len(before) + 2, "a ghost for each strategy"
    assert before[-1] in after, "the ghost is the curve before"


def test_sentences_are_about_the_strategies_in_view(visit: Visit) -> None:
    explorer = visit()
    assert "Calling people" in explorer.text("#sentence")
    assert "Polite" not in explorer.text("#sentence")
    asked = len(explorer.asked)
    explorer.page.locator("#chooser input[value=polite]").check()
    assert "Polite" in explorer.text("#sentence")
    assert explorer.page.locator(".score").count() == 3
    assert explorer.page.locator("#chooser input:disabled").count() == 0
    assert len(explorer.asked) == asked, "every strategy is in the answer already"


def test_few_runs_come_first_and_all_of_them_at_rest(visit: Visit) -> None:
    explorer = visit()
    explorer.asked.clear()
    explorer.drag(CARE, 0.4, 0.6, 0.8)
    explorer.rest()
    patience = [asked["patience_ms"] for asked in explorer.asked]
    assert patience[0] == min(patience) <= 200
    assert patience[-1] > patience[0]
    assert {asked["replications"] for asked in explorer.asked} == {ALL_RUNS}
    assert "before" not in explorer.asked[0]
    tickets = [asked["ticket"] for asked in explorer.asked]
    assert tickets == sorted(set(tickets))
    assert {asked["client"] for asked in explorer.asked} == {explorer.asked[0]["client"]}
    assert explorer.asked[-1]["changes"] == {CARE: 0.8}
    assert explorer.asked[-1]["before"] == {}


@pytest.mark.parametrize("stale", [True, False])
def test_an_answer_is_drawn_only_if_nothing_newer_was_asked(visit: Visit, stale: bool) -> None:
    explorer = visit()
    held: list[tuple[Any, Any]] = []

    def hold(route: Any) -> None:
        asked = json.loads(route.request.post_data)
        if asked["changes"].get(CARE) != 0.5 or asked["replications"] != ALL_RUNS:
            route.continue_()
            return
        answer = route.fetch().json()
        for strategy in answer["strategies"]:
            strategy["label"] = "Held back"
        held.append((route, answer))

    explorer.page.route("**/api/simulate", hold)
    explorer.drag(CARE, 0.5)
    for _ in range(400):
        if held:
            break
        explorer.page.wait_for_timeout(50)
    explorer.settle()
    assert len(held) == 1
    if stale:
        explorer.drag(CARE, 0.9)
        explorer.rest(held=1)
    route, answer = held[0]
    with explorer.page.expect_response("**/api/simulate"):
        route.fulfill(json=answer)
    explorer.settle()
    assert ("Held back" in explorer.text("#scores")) is not stale


def test_undo_reset_and_copy(visit: Visit) -> None:
    explorer = visit()
    start = explorer.levers()
    undo, reset = explorer.page.locator("#undo"), explorer.page.locator("#reset")
    assert undo.is_disabled()
    assert reset.is_disabled()
    explorer.drag(CARE, 0.4, 0.5, 0.6)  # one gesture, one step
    explorer.drag("strategies.waiting.recruiters", 4)
    undo.click()
    assert explorer.number("strategies.waiting.recruiters").input_value() == "2"
    assert explorer.number(CARE).input_value() == "0.6"
    undo.click()
    assert explorer.levers() == start
    explorer.drag("strategies.calling.recruiters", 5)
    explorer.page.get_by_role("button", name="Copy to Waiting", exact=True).click()
    levers = explorer.levers()
    for path, value in levers.items():
        other = path.replace("strategies.calling.", "strategies.waiting.")
        assert levers.get(other, value) == value, path
    explorer.page.locator("#other-worlds").click()
    assert explorer.text("#seed") != "7"
    explorer.rest()
    assert not explorer.page.locator(".problem:visible").count()
    reset.click()
    assert explorer.levers() == start
    assert explorer.text("#seed") == "7"
    explorer.rest()


def test_a_lever_is_reset_alone(visit: Visit) -> None:
    explorer = visit()
    explorer.drag(CARE, 0.9)
    explorer.drag("strategies.calling.recruiters", 4)
    panel = explorer.page.get_by_role("region", name="Strategy Calling people")
    assert "2 levers moved" in panel.locator("h3").inner_text()
    explorer.lever(CARE).get_by_role("button", name="reset").click()
    assert explorer.number(CARE).input_value() == "0.3"
    assert explorer.number("strategies.calling.recruiters").input_value() == "4"
    assert explorer.slider(CARE).evaluate("(slider) => slider === document.activeElement")


def test_a_link_restores_everything(visit: Visit) -> None:
    explorer = visit()
    explorer.drag(CARE, 0.9)
    explorer.page.locator("#chooser input[value=polite]").check()
    explorer.page.locator("#chooser input[value=waiting]").uncheck()
    explorer.page.locator("#other-worlds").click()
    explorer.page.locator("#runs").select_option("10")
    explorer.rest()
    other = visit(explorer.page.url.partition("#")[2])
    assert other.levers() == explorer.levers()
    assert CARE in other.levers()
    assert "strategies.waiting.recruiters" not in other.levers()
    for part in ("#seed", "#scores .score:first-child b >> nth=0", "#sentence"):
        assert other.text(part) == explorer.text(part)
    assert other.page.locator("#runs").input_value() == "10"


def test_a_link_that_is_pasted_into_the_open_page_is_followed(visit: Visit) -> None:
    explorer = visit()
    explorer.page.evaluate("location.hash = 'scenario=town&strategies.calling.care=0.75'")
    explorer.rest()
    assert explorer.number(CARE).input_value() == "0.75"
    assert explorer.asked[-1]["changes"] == {CARE: 0.75}


def test_a_link_with_nonsense_says_so(visit: Visit) -> None:
    explorer = visit("scenario=town&strategies.calling.charm=1&seed=x&show=nobody")
    assert explorer.text("#seed") == "7"
    assert explorer.page.locator(".panel").count() == 2
    visit("scenario=atlantis").page.get_by_text("There is no scenario called atlantis").wait_for()


def test_shares_that_add_up_to_one_move_together(visit: Visit) -> None:
    explorer = visit()
    explorer.page.locator("summary", has_text="more levers").last.click()
    channels = "strategies.calling.channels"
    explorer.enter(f"{channels}.work_phone", "0.575")
    explorer.rest()
    shares = {k: float(v) for k, v in explorer.levers().items() if k.startswith(channels)}
    assert shares[f"{channels}.work_phone"] == 0.575
    assert shares[f"{channels}.network_message"] == pytest.approx(0.275)
    assert sum(shares.values()) == pytest.approx(1)
    assert not explorer.page.locator(".problem:visible").count()


def test_style_and_share_of_outreach_go_together(visit: Visit) -> None:
    explorer = visit()
    for door in explorer.page.locator("summary", has_text="more levers").all():
        door.click()
    style = explorer.lever("strategies.waiting.style").locator("select")
    explorer.enter("strategies.waiting.active_share", "0.4")
    explorer.rest()
    assert style.input_value() == "blend"
    style.select_option("active")
    assert explorer.number("strategies.waiting.active_share").input_value() == "1"
    explorer.rest()
    assert not explorer.page.locator(".problem:visible").count()
    style.select_option("passive")
    explorer.rest()
    assert explorer.page.url.endswith("show=waiting%2Ccalling")


def test_a_bad_value_is_explained_at_its_lever(visit: Visit) -> None:
    explorer = visit()
    explorer.enter(CARE, "7")
    problem = explorer.lever(CARE).locator(".problem")
    problem.wait_for()
    assert "0 to 1" in problem.inner_text()
    assert explorer.number(CARE).get_attribute("aria-invalid") == "true"
    assert explorer.number(CARE).get_attribute("aria-describedby") == problem.get_attribute("id")
    explorer.enter(CARE, "0.5")
    explorer.rest()
    assert problem.is_hidden()


def test_a_lost_connection_is_told_and_mended(visit: Visit) -> None:
    explorer = visit()
    before = explorer.curves()
    explorer.page.route("**/api/simulate", lambda route: route.abort())
    explorer.drag(CARE, 0.9)
    explorer.page.get_by_text("The connection to the workshop’s computer is lost").wait_for()
    assert explorer.curves() == before
    explorer.page.unroute("**/api/simulate")
    explorer.page.locator("#notice").wait_for(state="hidden")
    explorer.rest()
    assert explorer.curves() != before
    assert explorer.number(CARE).input_value() == "0.9"


def test_a_changed_world_is_marked(visit: Visit) -> None:
    explorer = visit()
    mark = explorer.page.locator("#world-changed")
    assert mark.is_hidden()
    explorer.page.locator("#world > summary").click()
    explorer.page.locator("#world-groups summary", has_text="offence").first.click()
    explorer.drag("world.offence.scale", 1)
    assert "all strategies were redrawn" in mark.inner_text()
    explorer.page.locator("#undo").click()
    assert mark.is_hidden()


def test_a_guess_comes_before_the_result(visit: Visit) -> None:
    explorer = visit(ask=True)
    page = explorer.page
    page.locator("#guess-value").wait_for()
    page.locator("#results[aria-busy=false]").wait_for()
    explorer.settle()
    assert page.locator("#picture").is_hidden()
    assert not page.locator("#announce").inner_text().strip()
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
    assert "inside your range" in guessed.inner_text()
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
    explorer.page.locator("#open-gallery").click()
    explorer.page.locator(".scenario[data-name=two_ways]").click()
    explorer.page.get_by_role("heading", name="Two ways to recruit").wait_for()
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
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.type("-9")
    page.keyboard.press("Tab")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    explorer.rest()
    tab_to(f'[data-path="{CARE}"] input[type=range]')
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    explorer.rest()
    assert explorer.number(CARE).input_value() == "0.32"
    assert "before" in explorer.text("#change")
    page.keyboard.press("Control+z")
    assert explorer.number(CARE).input_value() == "0.3"
    assert explorer.slider(CARE).evaluate("(slider) => slider === document.activeElement")
    page.evaluate("document.activeElement.blur()")
    tab_to("#open-gallery")
    page.keyboard.press("Enter")
    tab_to(".scenario[data-name=two_ways]")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Two ways to recruit").wait_for()


def test_a_source_is_shown_on_focus_and_goes_with_escape(visit: Visit) -> None:
    explorer = visit()
    explorer.page.locator("#world > summary").click()
    explorer.page.locator("#world-groups summary", has_text="offence").first.click()
    badge = explorer.lever("world.offence.scale").locator(".badge")
    tip = explorer.page.locator(f"#{badge.get_attribute('aria-describedby')}")
    assert tip.is_hidden()
    badge.focus()
    assert "Assumption" in tip.inner_text()
    assert "From 0.25 to 4 times." in tip.inner_text()
    assert tip.is_visible()
    explorer.page.keyboard.press("Escape")
    assert tip.is_hidden()


def test_a_phone_needs_no_scrolling_sideways(visit: Visit) -> None:
    explorer = visit(ask=True, width=360, height=740)
    page = explorer.page
    page.locator("#guess-value").wait_for()
    box = page.locator("#guess-value").bounding_box()
    assert box is not None
    assert box["y"] < 740, "the question is in sight"
    assert explorer.overflow <= 0
    page.get_by_role("button", name="Skip").click()
    explorer.rest()
    assert explorer.overflow <= 0
    explorer.drag(CARE, 0.9)
    explorer.rest()
    page.locator("#world > summary").click()
    for door in page.locator("#world-groups summary").all():
        door.click()
    page.locator("#numbers summary").click()
    assert explorer.overflow <= 0
    page.locator("#open-gallery").click()
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
    assert_accessible(page, "result")
    page.locator("#world > summary").click()
    page.locator("#world-groups summary").nth(1).click()
    explorer.enter(CARE, "7")
    page.locator(".problem:visible").wait_for()
    page.locator("#numbers summary").click()
    page.locator("#more summary").click()
    assert_accessible(page, "all doors open")
    page.keyboard.press("Escape")
    page.locator("#open-gallery").click()
    assert_accessible(page, "gallery")
