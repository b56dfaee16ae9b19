"""One market for all, as the trainer and the teams meet it, over the application's own routes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking import Site
from classes import CARE, FOLLOW_UPS, Browser, Class
from patience import until

from recsim.analysis.measures import MEASURES
from recsim.classroom.challenge import Sealed
from recsim.experiments.runner import run
from recsim.model.engines import engine
from recsim.scenario.load import load_text
from recsim.workshop.app import app
from recsim.workshop.room.database import Database
from recsim.workshop.room.market_play import Standing
from recsim.workshop.room.records import Room
from recsim.workshop.room.scoring import Scorer
from recsim.workshop.room.store import Store
from recsim.workshop.state import Catalogue

MARKET: dict[str, Any] = {
    "scenario": "tiny",
    "strategy": "calling",
    "free": ["care", "follow_ups"],
    "title": "The pool",
    "teams": ["Alder", "Birch", "Cedar"],
    "people_per_team": 60,
    "quarters": 2,
    "worlds": 2,
}


class Market(Class):
    """A room whose teams share one market; simulated by the compiled engine."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.store = Store(Database(folder / "rooms.sqlite"))
        self.app = app(catalogue, engine("compiled"), self.store, lambda: "http://room")
        self.trainer = Browser(self.app)
        self.code = ""

    def make(self, **changed: Any) -> str:
        self.enter()
        answer = self.trainer.post("/api/trainer/markets", {**MARKET, **changed})
        assert answer.status_code == 201, answer.text
        self.code = answer.json()["code"]
        return self.code

    def reveal(self) -> dict[str, Any]:
        """Freeze, wait until the quarter is simulated, reveal; what the trainer sees then."""
        self.do("freeze")
        self.do_when_ready("reveal")
        return self.desk()

    def files(self) -> dict[str, str]:
        """The export."""
        answer = self.trainer.get(f"/api/trainer/rooms/{self.code}/export")
        assert answer.status_code == 200
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            return {name: packed.read(name).decode() for name in packed.namelist()}


def hand_in(browser: Browser, care: float, follow_ups: int = 0) -> None:
    changes = {CARE: care, FOLLOW_UPS: follow_ups}
    assert browser.post("/api/room/submit", {"changes": changes}).status_code == 201


@pytest.fixture
def market(tmp_path: Path, offered: Catalogue) -> Iterator[Market]:
    made = Market(tmp_path, offered)
    yield made
    made.end()


def test_a_title_and_teams_may_look_like_numbers(market: Market) -> None:
    market.make(title="1e3", teams=["1e5", "0x1F", "no"])
    assert market.join("Ann", "0x1F").view()["title"] == "1e3"


def test_a_title_is_one_line_and_no_sign_of_it_is_cut_in_two(market: Market) -> None:
    market.make(title="x" * 78 + "\U0001f468\u200d\U0001f469\u200d\U0001f467", question="a\nb")
    view = market.join("Ann", "Alder").view()
    assert (view["title"], view["question"]) == ("x" * 78 + "\u2026", "a b")


@pytest.mark.slow
def test_quarters_go_on_in_the_same_worlds(market: Market) -> None:
    market.make()
    ann, bo = market.join("Ann", "Alder"), market.join("Bo", "Birch")
    market.join("Cy", "Cedar")
    before = ann.view()
    assert (before["kind"], before["phase"], before["seats"]) == ("market", "ready", 3)
    assert (before["settings"], before["market"]["latest"]) == ({}, None)
    market.do("open", minutes=90)
    hand_in(ann, 0.1, 4)
    assert ann.view()["entries"] == 1
    desk = market.reveal()
    first = desk["market"]["latest"]
    assert [one["name"] for one in desk["market"]["set"]] == ["Alder", "Birch", "Cedar"]
    assert desk["market"]["set"][1]["quarters"] == [[]]
    own = ann.view()
    assert not own["market"]["over"]
    assert own["opened"] is None, "the worlds go on: their seed would tell the future"
    market.do("next_round")
    again = ann.view()
    assert (again["round"], again["seal"], again["draft"]) == (2, before["seal"], {})
    assert again["settings"] == {CARE: 0.1, FOLLOW_UPS: 4}, "it goes on as before"
    assert again["submission"] is None
    assert again["market"]["latest"]["quarter"] == 1, "the last quarter stays in sight"
    market.do("open")
    hand_in(bo, 0.95)
    desk = market.reveal()
    latest = desk["market"]["latest"]
    of = {row["name"]: row for row in latest["teams"]}
    was = {row["name"]: row for row in first["teams"]}
    for name, row in of.items():
        both = was[name]["quarter"]["placements"]["mean"] + row["quarter"]["placements"]["mean"]
        assert row["so_far"]["placements"]["mean"] == pytest.approx(both), "the past is the same"
    over = ann.view()
    assert over["market"]["over"]
    sealed = Sealed(seed=int(over["opened"]["seed"]), salt=over["opened"]["salt"])
    assert sealed.seal() == before["seal"]
    answer = market.ask("next_round")
    assert answer.status_code == 409
    assert "all 2 quarters" in answer.text


@pytest.mark.slow
def test_what_is_exported_gives_the_same_numbers_on_the_command_line(market: Market) -> None:
    market.make()
    ann = market.join("Ann", "Alder")
    bo = market.join("Bo", "Birch")
    market.do("open")
    hand_in(ann, 0.2, 3)
    market.reveal()
    files = market.files()
    assert "market.yaml" not in files, "still sealed"
    [room] = csv.DictReader(io.StringIO(files["room.csv"]))
    assert (room["seed"], room["salt"], room["teams"]) == ("", "", "Alder; Birch")
    market.do("next_round")
    market.do("open")
    hand_in(bo, 0.9, 1)
    latest = market.reveal()["market"]["latest"]
    files = market.files()
    scenario = load_text(files["market.yaml"], "market.yaml", measures=MEASURES).scenario
    found = run(scenario, workers=1, simulate=engine("compiled")).runs
    labels = {scenario.label(key): key for key in scenario.strategies}
    assert set(labels) == {"Alder", "Birch"}
    for row in latest["teams"]:
        own = found.filter(strategy=labels[row["name"]])
        for name in ("placements", "contacts"):
            assert row["so_far"][name]["mean"] == pytest.approx(own[name].mean())
        rate = row["so_far"]["response_rate"]["mean"]
        answered, ended = (own[f"approaches_{what}"].to_list() for what in ("answered", "ended"))
        assert rate == pytest.approx(sum(answered) / sum(ended))
    settings = list(csv.DictReader(io.StringIO(files["settings.csv"])))
    assert [(one["team"], one["quarter"], one["handed_in"]) for one in settings] == [
        ("Alder", "1", "True"), ("Alder", "2", "False"),
        ("Birch", "1", "False"), ("Birch", "2", "True"),
    ]  # fmt: skip
    assert settings[0]["settings"] == settings[1]["settings"] == "care=0.2; follow_ups=3"


def test_nobody_moves_and_nothing_is_different(market: Market) -> None:
    market.make(quarters=1)
    market.join("Ann", "Alder")
    market.do("open")
    desk = market.reveal()
    latest = desk["market"]["latest"]
    assert latest["all"] == latest["start"]
    assert latest["effects"] == []
    assert "everything turns out the same" in latest["sentences"][0]


def test_effects_are_told_when_they_are_there(market: Market) -> None:
    market.make(quarters=1)
    ann, bo = market.join("Ann", "Alder"), market.join("Bo", "Birch")
    market.do("open")
    hand_in(ann, 0.05, 4)
    market.reveal()
    own = until(lambda: (seen := ann.view()["market"]["latest"])["effects"] is not None and seen)
    [effect] = own["effects"]
    assert effect["name"] == "Alder"
    assert [sentence.count("Alder") for sentence in effect["sentences"]] == [1, 1]
    assert bo.view()["market"]["latest"]["effects"] == [], "the effects of others are theirs"
    [known] = market.desk()["market"]["latest"]["effects"]
    assert known["own"] == effect["own"]


def test_effects_of_a_quarter_that_is_played_again_are_not_told(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    effects, tell, told = Standing.effects, Scorer._tell_effects, list[bool]()

    def meanwhile(*given: Any) -> list[dict[str, Any]]:
        market.do("reset")
        return effects(*given)

    def telling(scorer: Scorer, room: Room) -> bool:
        found = tell(scorer, room)
        if room.stage.phase == "revealed":
            told.append(found)
        return found

    monkeypatch.setattr(Standing, "effects", meanwhile)
    monkeypatch.setattr(Scorer, "_tell_effects", telling)
    market.make(quarters=1)
    ann, _ = market.join("Ann", "Alder"), market.join("Bo", "Birch")
    market.do("open")
    hand_in(ann, 0.05, 4)
    market.reveal()
    until(lambda: market.desk()["phase"] == "ready")
    until(lambda: market.store.round(market.code, 1).scores is None and told and not told[-1])
    assert not any(told)
    assert ann.view()["market"]["latest"] is None


def test_teams_without_people_do_not_take_part(market: Market) -> None:
    market.make(teams=["Alder", "Birch", "Cedar", "Fir"])
    ann, cy = market.join("Ann", "Alder"), market.join("Cy", "Cedar")
    assert ann.view()["seats"] == 4
    market.do("open")
    assert ann.view()["teams"] == ["Alder", "Cedar"]
    late = market.join("Late")
    assert late.view()["team"] == "Alder", "the one with the fewest people, the first of them"
    assert market.join("Later").view()["team"] == "Cedar"
    market.do("freeze")
    market.do("reset")
    assert cy.view()["teams"] == ["Alder", "Birch", "Cedar", "Fir"]


def test_one_alone_has_somebody_to_share_with(market: Market) -> None:
    market.make()
    ann = market.join("Ann", "Birch")
    market.do("open")
    assert ann.view()["teams"] == ["Alder", "Birch"]


def test_the_last_one_of_a_team_counts_whoever_hands_it_in(market: Market) -> None:
    market.make()
    ann, bo = market.join("Ann", "Alder"), market.join("Bo", "Alder")
    market.do("open")
    hand_in(ann, 0.2)
    hand_in(bo, 0.8)
    seen = ann.view()
    assert (seen["submission"]["by"], seen["submission"]["mine"]) == ("Bo", False)
    assert seen["settings"] == {CARE: 0.8, FOLLOW_UPS: 0}
    assert seen["entries"] == 1
    people = {one["name"]: one["id"] for one in market.desk()["people"]}
    market.do("remove", person=people["Bo"])
    assert ann.view()["settings"] == {CARE: 0.8, FOLLOW_UPS: 0}, "what was played stays played"
    assert ann.view()["submission"]["by"] == "somebody who left"


def test_the_same_again_counts_once_unless_a_teammate_came_between(market: Market) -> None:
    market.make()
    ann, bo = market.join("Ann", "Alder"), market.join("Bo", "Alder")
    market.do("open")
    for browser, care in ((ann, 0.2), (ann, 0.2), (bo, 0.8), (ann, 0.2), (ann, 0.2)):
        hand_in(browser, care)
    assert [one.person for one in market.store.submissions(market.code)] == [1, 2, 1]
    assert bo.view()["settings"] == {CARE: 0.2, FOLLOW_UPS: 0}


def test_handing_in_again_while_the_quarter_begins_anew_is_an_entry(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    market.make()
    ann = market.join("Ann", "Alder")
    market.do("open")
    hand_in(ann, 0.2)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(market.store, "team_submissions", lambda _: {})
        hand_in(ann, 0.2)
    assert ann.view()["submission"]["count"] == 2


def test_names_ranks_and_settings_of_others_are_private(market: Market) -> None:
    market.make(quarters=2, names="nobody")
    ann, bo = market.join("Ann", "Alder"), market.join("Bo", "Birch")
    market.do("open")
    hand_in(bo, 0.153719, 4)
    market.reveal()
    seen = ann.view()["market"]
    assert seen["set"] is None
    assert [one["name"] for one in seen["latest"]["teams"]] == ["Alder", ""]
    assert [bool(one["rank"]) for one in seen["latest"]["teams"]] == [True, False]
    assert "0.153719" not in str(seen)
    market.do("names", names="nicknames")
    market.do("ranks", show=True)
    rows = ann.view()["market"]["latest"]["teams"]
    assert {one["name"] for one in rows} == {"Alder", "Birch"}
    assert all(one["rank"] for one in rows)


def test_a_quarter_that_is_played_again_keeps_the_past(market: Market) -> None:
    market.make()
    ann = market.join("Ann", "Alder")
    market.do("open")
    hand_in(ann, 0.3)
    market.reveal()
    seal = ann.view()["seal"]
    market.do("next_round")
    market.do("open")
    hand_in(ann, 0.9)
    market.do("freeze")
    market.do("reset")
    seen = ann.view()
    assert (seen["phase"], seen["round"], seen["seal"]) == ("ready", 2, seal)
    assert seen["settings"] == {CARE: 0.3, FOLLOW_UPS: 0}
    assert seen["market"]["latest"]["quarter"] == 1


@pytest.mark.slow
def test_a_market_goes_on_after_a_restart(
    market: Market, tmp_path: Path, offered: Catalogue
) -> None:
    market.make()
    ann = market.join("Ann", "Alder")
    market.do("open")
    hand_in(ann, 0.2, 3)
    market.reveal()
    until(lambda: ann.view()["market"]["latest"]["effects"] is not None)  # nothing more will come
    market.do("next_round")
    before = ann.view()
    market.end()
    market.store = Store(Database(tmp_path / "rooms.sqlite"))
    market.app = app(offered, engine("compiled"), market.store, lambda: "http://room")
    market.trainer.application = ann.application = market.app
    after = ann.view()
    same = ("seal", "settings", "market", "round", "teams")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    market.do("open")
    hand_in(ann, 0.9)
    assert market.reveal()["market"]["latest"]["quarter"] == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"free": ["recruiters"]}, "cannot be free in a market"),
        ({"free": ["car"]}, "care"),
        ({"people_per_team": 20_000}, "people in one market"),
        ({"teams": ["Alder"]}, "expected 2 to 12"),
        ({"teams": [f"Team {n}" for n in range(13)]}, "13 teams given"),
        ({"harm": "placements"}, "fewer is better"),
        ({"maximise": "placement"}, "placements"),
        ({"strategy": "nobody"}, "no strategy"),
    ],
)
def test_what_a_market_cannot_be_is_said(
    market: Market, changed: dict[str, Any], said: str
) -> None:
    market.enter()
    answer = market.trainer.post("/api/trainer/markets", {**MARKET, **changed})
    assert answer.status_code == 400, answer.text
    assert said in answer.text


def test_the_form_is_good_as_it_stands(market: Market) -> None:
    market.enter()
    offered_ = market.trainer.get("/api/trainer/choices").json()["market"]
    assert offered_["defaults"]["scenario"] == "commons"
    assert offered_["defaults"]["free"] == ["care", "follow_ups", "cooldown_days"]
    answer = market.trainer.post("/api/trainer/markets", offered_["defaults"])
    assert answer.status_code == 201, answer.text


def test_only_the_trainer_makes_a_market(market: Market) -> None:
    stranger = Site(market.app)
    assert stranger.post("/api/trainer/markets", MARKET).status_code == 403


def test_a_market_with_an_entry_of_another_version_keeps_no_other_room_waiting(
    market: Market, caplog: pytest.LogCaptureFixture
) -> None:
    troubled = market.make()
    market.join("Ann", "Alder")
    market.do("open")
    [ann] = market.desk()["people"]
    market.store.add_submission(ann["id"], 1, {CARE: 9}, "", {}, 1.0)
    market.do("freeze")
    Class.make(market)
    market.do("open")
    market.do("freeze")
    market.do_when_ready("reveal")
    market.code = troubled
    assert market.desk()["problem"]["key"] == "room_failed"
    assert "9 given; the lever goes from 0 to 1" in market.ask("reveal").text
    assert "9 given; the lever goes from 0 to 1" in caplog.text
    market.do("reset")
    until(lambda: market.desk()["problem"] is None)
