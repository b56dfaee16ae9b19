"""One person's story over the network: what is asked, what is told, what is refused."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from asking import Site

from recsim.analysis.stories import PICKS
from recsim.analysis.stories.document import lives
from recsim.experiments.stories import chronicles
from recsim.model.budget import Budget
from recsim.model.engines import engine
from recsim.workshop import story
from recsim.workshop.app import STATIC
from recsim.workshop.explore import Explore
from recsim.workshop.state import BadState, Catalogue, changed
from recsim.workshop.story import Stories, StoryQuestion
from recsim.workshop.work import BUDGETS

BOTH = ["waiting", "calling"]


def question(**changed: Any) -> dict[str, Any]:
    return {"scenario": "tiny", "changes": {}, "strategies": BOTH, **changed}


@pytest.mark.slow
def test_the_story_is_that_of_the_scenario(site: Site, catalogue: Catalogue) -> None:
    told = site.post("/api/story", question(person=7, replication=2))
    assert told.status_code == 200
    worlds = chronicles(engine("compiled"), catalogue["tiny"].scenario, BOTH, 2)
    assert told.json() == lives(worlds, 7)
    assert [life["label"] for life in told.json()["lives"]] == ["waiting", "Calling people"]


@pytest.mark.slow
def test_changes_count(site: Site, catalogue: Catalogue) -> None:
    changes = {"strategies.calling.care": 0.9, "study.seed": 8}
    told = site.post("/api/story", question(person=7, changes=changes)).json()
    assert told["seed"] == 8
    scenario = changed(catalogue["tiny"], changes).labelled
    assert told == lives(chronicles(engine("compiled"), scenario, BOTH, 0), 7)


def test_a_changed_strategy_has_its_new_name(site: Site) -> None:
    changes = {"strategies.calling.care": 0.9}
    told = site.post("/api/story", question(person=7, changes=changes)).json()
    assert [life["label"] for life in told["lives"]] == ["waiting", "Calling people (changed)"]


@pytest.mark.parametrize("pick", PICKS)
def test_picks(pick: str, site: Site) -> None:
    told = site.post("/api/story", question(pick=pick))
    if told.status_code == 400:
        assert told.json()["problems"][0]["path"] == "pick"
        first = site.post("/api/story", question(pick="typical")).json()
        [of_it] = [one for one in first["picks"] if one["name"] == pick]
        assert of_it["person"] is None
        return
    document = told.json()
    assert document["pick"] == pick
    assert document["person"] in {one["person"] for one in document["picks"]}
    by_number = site.post("/api/story", question(person=document["person"])).json()
    assert by_number["lives"] == document["lives"]


def test_somebody_is_picked_if_nobody_is_named(site: Site) -> None:
    assert site.post("/api/story", question()).json()["pick"] == "typical"


@pytest.mark.slow
def test_a_shared_market_is_one_life(site: Site) -> None:
    told = site.post("/api/story", question(person=1, changes={"study.market": "shared"})).json()
    assert [life["strategies"] for life in told["lives"]] == [["waiting", "calling", "polite"]]


@pytest.mark.parametrize(
    ("asked", "code", "path"),
    [
        ({"person": 200}, 400, "person"),
        ({"person": -1}, 400, "person"),
        ({"person": 1, "pick": "typical"}, 400, "person"),
        ({"pick": "typcal"}, 400, "pick"),
        ({"strategies": ["wating"]}, 400, "strategies"),
        ({"strategies": []}, 400, "strategies"),
        ({"strategies": ["waiting", "calling", "polite"]}, 400, "strategies"),
        ({"replication": 10_000}, 400, "replication"),
        ({"scenario": "nowhere"}, 404, "scenario"),
        ({"changes": {"strategies.calling.care": 3}}, 400, "strategies.calling.care"),
        ({"nonsense": 1}, 400, "nonsense"),
    ],
)
def test_refusals(asked: dict[str, Any], code: int, path: str, site: Site) -> None:
    told = site.post("/api/story", question(**asked))
    assert told.status_code == code, told.text
    assert told.json()["problems"][0]["path"] == path


@pytest.mark.slow
def test_logs_are_kept_and_forgotten(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    simulated = []

    def counting(*arguments: Any, **options: Any) -> Any:
        simulated.append(arguments[1:3])
        return engine("compiled")(*arguments, **options)

    stories = Stories(Explore(catalogue, counting), counting)
    for person in (1, 2, 1):
        stories.tell(StoryQuestion(**question(person=person)))
    assert simulated == [(("waiting",), 0), (("calling",), 0)]
    monkeypatch.setattr(story, "MOST_LOG_BYTES", 1)
    stories.tell(StoryQuestion(**question(person=1, replication=1)))
    stories.tell(StoryQuestion(**question(person=1, replication=1)))
    assert len(simulated) == 4  # two logs are kept in any case
    stories.tell(StoryQuestion(**question(person=1)))
    assert len(simulated) == 6


def test_a_run_that_costs_too_much_is_refused_and_remembered(catalogue: Catalogue) -> None:
    begun = []

    def simulate(*arguments: Any, **options: Any) -> Any:
        begun.append(arguments[1])
        return engine("compiled", Budget(steps=1000, memory=1 << 26))(*arguments, **options)

    stories = Stories(Explore(catalogue, simulate), simulate)
    for _ in range(3):
        with pytest.raises(BadState, match="longer than a workshop can wait for"):
            stories.tell(StoryQuestion(**question(person=1)))
    assert begun == [("waiting",)]
    with pytest.raises(BadState):
        stories.tell(StoryQuestion(**question(person=1, replication=1)))
    assert len(begun) == 2


def test_what_is_set_decides_and_not_the_file(catalogue: Catalogue) -> None:
    """Levers that are moved to their ends afterwards, and another time, are not even begun."""
    simulate = engine("compiled", BUDGETS["compiled"])
    stories = Stories(Explore(catalogue, simulate), simulate)
    moved = {
        "world.people": 20_000,
        "study.horizon_days": 1095,
        "study.warm_up_days": 1092,
        "strategies.calling.recruiters": 60,
        "strategies.calling.automation.contacts_per_day": 150,
    }
    begin = time.process_time()
    with pytest.raises(BadState, match="longer than a workshop can wait for"):
        stories.tell(StoryQuestion(**question(changes=moved)))
    assert time.process_time() - begin < 60, "cut off, on any machine"


def test_the_page_and_what_it_loads(site: Site) -> None:
    page = site.get("/story")
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    loaded = re.findall(r'(?:src|href)="(/(?:static|page)/[^"]+)"', page.text)
    assert {"/static/story.js", "/static/story.css"} <= set(loaded)
    assert all(site.get(path).status_code == 200 for path in loaded)
    assert not re.search(r"<script>|<style| style=| on\w+=", page.text)


def test_the_script_finds_what_it_looks_for() -> None:
    page = Path(STATIC, "story.html").read_text(encoding="utf-8")
    script = Path(STATIC, "story.js").read_text(encoding="utf-8")
    wanted = set(re.findall(r'find\("([\w-]+)"\)', script)) - {"strategy-0", "strategy-1"}
    assert len(wanted) > 10
    assert wanted <= set(re.findall(r'id="([\w-]+)"', page))


def test_a_recruiters_weeks_add_up_to_the_words_of_each(site: Site) -> None:
    told = site.post("/api/recruiter", {**question(), "recruiter": 1, "week": 3}).json()
    assert told["weeks"] == list(range(-1, 9))
    assert [team["label"] for team in told["teams"]] == ["waiting", "Calling people"]
    for team in told["teams"]:
        for task, hours in team["told"]["hours"].items():
            assert team["hours"][task][told["weeks"].index(3)] == pytest.approx(hours)
        for at in range(len(told["weeks"])):
            assert sum(hours[at] for hours in team["hours"].values()) < 3 * team["available"]
    waiting, calling = told["teams"]
    assert sum(calling["hours"]["write"]) > 0
    assert sum(waiting["hours"]["write"]) == 0
    assert calling["told"]["sentences"]


def test_a_recruiter_whom_only_one_team_has(site: Site) -> None:
    changes = {"strategies.calling.recruiters": 4}
    told = site.post("/api/recruiter", {**question(changes=changes), "recruiter": 3}).json()
    assert told["recruiters"] == 4
    assert told["teams"][0]["missing"] == "Here the team has recruiters 0 to 1 only."
    assert told["teams"][1]["missing"] == ""


@pytest.mark.parametrize(
    "asked", [{"recruiter": 2}, {"week": 14}, {"week": -4}, {"recruiter": 0, "strategies": ["x"]}]
)
def test_no_such_recruiter_or_week(site: Site, asked: dict[str, Any]) -> None:
    refused = site.post("/api/recruiter", {**question(), **asked})
    assert refused.status_code == 400
    assert refused.json()["problems"][0]["text"].startswith("there is no ")
