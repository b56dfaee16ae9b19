"""Lesson plans are read as docs/workshop.md has them."""

from __future__ import annotations

import re

import pytest

from recsim.papers import documents, plans
from recsim.papers.plans import Reveal, Said, lessons, steps_of

TABLE = """\
# A page

## 20 minutes: who calls?

**Goal.** To see.

| Minutes | What you do | What you ask |
|---|---|---|
| 0 to 5 | Project `two_ways`. Say "not for the room". | "Who | calls?" |
| 5 to 20 | Wait, then **reveal**. Press **Reveal**. | "Why?" Because. "And then?" |

**Why.** So.

## 40 minutes: all

1. *(20 minutes)* [Step 2 of the first plan](#20-minutes-who-calls).
2. *(10 minutes)* `commons`, and **reveal** it.
   Ask: "Who pays?"
3. *(10 minutes)* Break.

## What will go wrong

- *Nothing.*
"""


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path):  # type: ignore[no-untyped-def]
    (tmp_path / "workshop.md").write_text(TABLE.replace("Who | calls", "Who \\| calls"))
    monkeypatch.setattr(documents, "folder", lambda: tmp_path)
    for cached in (documents.sections, plans.lessons):
        cached.cache_clear()
    yield
    for cached in (documents.sections, plans.lessons):
        cached.cache_clear()


def test_a_table_and_a_list_are_plans(page: None) -> None:
    assert list(lessons()) == ["20_minutes", "40_minutes"]
    first, second = lessons().values()
    assert (first.title, first.before) == ("20 minutes: who calls?", "**Goal.** To see.\n")
    assert first.after.strip() == "**Why.** So."
    assert [step.minutes for step in first.steps] == ["0 to 5 minutes", "5 to 20 minutes"]
    assert [step.minutes for step in second.steps] == ["20 minutes", "10 minutes", "10 minutes"]
    assert second.steps[2].words == "Break."


def test_only_the_last_column_is_said_to_the_room(page: None) -> None:
    first = lessons()["20_minutes"]
    said = [one.text for step in first.steps for one in step.events if isinstance(one, Said)]
    assert said == ["Who | calls?", "Why?", "And then?"]
    assert '**What you do:** Project `two_ways`. Say "not for the room".' in first.steps[0].notes


def test_a_reveal_is_of_the_scenario_that_was_named_last(page: None) -> None:
    first, second = lessons().values()
    assert first.steps[1].events[0] == Reveal("two_ways")
    assert first.scenarios == ("two_ways",)
    assert second.scenarios == ("two_ways", "commons")


def test_a_step_may_stand_for_steps_of_another_plan(page: None) -> None:
    first, second = lessons().values()
    steps = list(steps_of(second))
    assert steps[0] == first.steps[1]
    assert steps[1:] == list(second.steps[1:])


def test_every_shipped_plan_has_words_for_the_room_and_notes() -> None:
    assert len(lessons()) >= 5
    for lesson in lessons().values():
        steps = list(steps_of(lesson))
        assert len(steps) >= 4
        assert all(step.words or step.events for step in steps)
        assert all(len(step.notes) >= 8 for step in steps)
        assert sum(any(isinstance(one, Said) for one in step.events) for step in steps) >= 3
    assert set(lessons()["120_minutes"].scenarios) > set(lessons()["30_minutes"].scenarios)


def test_minutes_of_a_list_add_up_to_the_heading() -> None:
    for name in ("60_minutes", "120_minutes"):
        minutes = [int(step.minutes.split()[0]) for step in lessons()[name].steps]
        assert f"{sum(minutes)}_minutes" == name


def test_notes_have_no_link_that_leads_nowhere() -> None:
    made = documents.html("[a page](other.md), [here](#there), [out](https://example.org/)")
    assert re.findall(r'href="([^"]+)"', made) == ["https://example.org/"]
    assert "a page, here, " in made


def test_a_step_without_minutes_is_told(page: None) -> None:
    with pytest.raises(ValueError, match="begins with its minutes"):
        plans._of_item("Break.")
