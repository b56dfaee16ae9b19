"""A whole class: thirty people explore, play a challenge from the QR code to the reveal, and share
a market; four of them (and the trainer of the challenge) in browsers.

With RECSIM_RECORDING=folder, a picture of each page after each step is left there.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from classroom import Player, Trainer, Visitor, measures_that_are_defined
from serving import Server

CLASS, IN_BROWSERS = 30, 4
CARE, FOLLOW_UPS = "strategies.calling.care", "strategies.calling.follow_ups"
MEMOS = (
    "Care costs time, so fewer contacts; but more of them are answered.",
    "No follow-ups: whoever wants to answer does so at once.",
    "",
)


class Recorder:
    """Leaves a picture of every page after each step, if somebody wants them."""

    def __init__(self, pages: dict[str, Visitor]) -> None:
        folder = os.environ.get("RECSIM_RECORDING", "")
        self.folder = Path(folder) if folder else None
        self.pages, self.steps = pages, 0
        if self.folder:
            self.folder.mkdir(parents=True, exist_ok=True)

    def step(self, name: str) -> None:
        self.steps += 1
        for who, visitor in self.pages.items() if self.folder else ():
            visitor.page.wait_for_timeout(500)
            path = self.folder / f"{self.steps:02}-{name}-{who}.png" if self.folder else None
            visitor.page.screenshot(path=path, full_page=who != "board")


def together(what: Callable[[Player], object], players: Iterable[Player]) -> None:
    """Everybody does it at the same time."""
    with ThreadPoolExecutor(CLASS) as room:
        list(room.map(what, players))


def test_a_class_of_thirty_from_joining_to_the_reveal(
    come: Callable[..., Visitor],
    server: Server,
    trainer: Trainer,
    enrol: Callable[..., Player],
) -> None:
    luck = random.Random(30)
    code = trainer.room(replications=20, free=["care", "follow_ups"], teams=["Window", "Door"])
    desk = come(f"/trainer#{server.key}")
    desk.page.get_by_role("heading", name="A new room").wait_for()
    desk.page.goto(f"{server.address}/trainer#room={code}")
    board = come(f"/trainer#{server.key}", width=1920, height=1080)
    board.page.get_by_role("heading", name="A new room").wait_for()
    board.page.goto(f"{server.address}/trainer#board={code}")
    sizes = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
    seen = [come(f"/room#{code}", width=width, scheme=scheme) for width, scheme in sizes]
    recorder = Recorder({"board": board, "desk": desk, "phone": seen[0], "laptop": seen[3]})

    # Everybody joins.
    board.page.get_by_role("heading", name="Only this computer can open this").wait_for()
    recorder.step("nobody-yet")
    for at, visitor in enumerate(seen):
        visitor.join(f"Browser {at}", "Window")
    with ThreadPoolExecutor(CLASS) as room:
        names = [f"Person {at}" for at in range(CLASS - IN_BROWSERS)]
        players = list(room.map(lambda name: enrol(code, name, "Door"), names))
    board.page.get_by_text("30 are here").wait_for()
    people = trainer.view(code)["people"]
    assert len({person["pseudonym"] for person in people}) == CLASS
    recorder.step("joined")

    # A question is predicted, and revealed.
    press(desk, "Ask the room")
    for visitor in seen:
        visitor.page.locator("#asked-low").wait_for()
    recorder.step("asked")
    question = players[0].view()["asked"]["id"]
    ranges = {player: sorted(luck.sample(range(40), 2)) for player in players}
    together(lambda player: player.guess(question, *ranges[player]), players)
    for visitor in seen:
        visitor.guess(2, 30)
    desk.page.get_by_text("30 of 30 have answered.").wait_for()
    press(desk, "Reveal the result")
    for visitor in seen:
        visitor.page.locator("#asked svg.main-svg").first.wait_for()
    board.page.get_by_text("Each bar is somebody’s range").wait_for()
    recorder.step("predicted")
    [told] = trainer.view(code)["questions"]
    truth = told["truth"]["mean"]
    everybody = [*ranges.values(), *[[2, 30]] * IN_BROWSERS]
    assert told["held"] == sum(low <= truth <= high for low, high in everybody)
    assert trainer.view(code)["calibration"]["n"] == CLASS

    # They tune, and hand in.
    desk.page.locator("#minutes").fill("90")
    press(desk, "Open the round")
    trainer.wait(code, lambda view: view["phase"] == "open")
    cares = {player: luck.randrange(0, 101, 5) / 100 for player in players}
    waves = luck.choices((0, 1, 2), k=len(players))
    changes = {
        player: {CARE: cares[player], FOLLOW_UPS: wave}
        for player, wave in zip(players, waves, strict=True)
    }

    def hand_in(player: Player) -> None:
        answer = player.submit(changes[player], memo=luck.choice(MEMOS))
        assert answer.status_code == 201, answer.text

    together(hand_in, players)
    for at, visitor in enumerate(seen):
        visitor.rest()
        visitor.set(CARE, str(0.6 + 0.1 * at))
        visitor.rest()
    recorder.step("tuning")
    for at, visitor in enumerate(seen):
        visitor.hand_in(MEMOS[at % 2], gain=(5, 25))
    board.page.get_by_text("30 of 30 handed in").wait_for()
    recorder.step("handed-in")

    # The round is frozen, scored in sealed worlds, and revealed.
    press(desk, "Freeze now")
    seen[0].page.get_by_role("heading", name="The round is frozen").wait_for()
    recorder.step("frozen")
    assert all(player.submit({}).status_code == 409 for player in players[:3])
    desk.page.get_by_role("heading", name="Next: reveal").wait_for()
    press(desk, "Reveal")
    board.page.get_by_role("heading", name="The same for all: 20 sealed worlds").wait_for()
    for visitor in seen:
        visitor.page.locator("#outcome-title").wait_for()
    desk.page.locator("#ranks tbody tr").first.wait_for()
    recorder.step("revealed")
    scores = trainer.view(code)["scores"]
    assert len(scores["rows"]) == CLASS
    ranked = [row for row in scores["rows"] if row["rank"]]
    assert ranked
    assert len(ranked) < CLASS, "some went above the cap"
    rows = {row["person"]: row for row in scores["rows"]}
    ids = {person["name"]: person["id"] for person in people}
    for player, name in zip(players, names, strict=True):
        mine, row = player.view()["mine"], rows[ids[name]]
        assert (mine["rank"], mine["cap"]) == (row["rank"], row["cap"])
    for at, visitor in enumerate(seen):
        rank, said = rows[ids[f"Browser {at}"]]["rank"], visitor.says("#outcome-title")
        assert (
            (str(rank["best"]) in said and str(rank["worst"]) in said)
            if rank
            else "no place" in said.lower()
        )
        assert "Person" not in visitor.says("body"), "nobody else's nickname"

    # A memo is read out; then the table.
    desk.page.get_by_role("button", name="Put it on the board").first.click()
    board.page.get_by_role("heading", name="The best memo").wait_for()
    recorder.step("memo")
    trainer.do(code, "show", what="ranks")
    board.page.get_by_role("heading", name="Ranks, with ties").wait_for()
    recorder.step("ranks")


def test_a_class_of_thirty_explores_and_shares_a_market(
    come: Callable[..., Visitor],
    server: Server,
    trainer: Trainer,
    enrol: Callable[..., Player],
) -> None:
    teams = ["Alder", "Birch", "Cedar", "Elm", "Fir", "Gorse"]
    sizes = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
    seen = [come("/room", width=width, scheme=scheme) for width, scheme in sizes]

    # They explore, each by themselves, until the trainer asks what they are looking at.
    for visitor in seen:
        visitor.page.evaluate("localStorage.setItem('recsim.ask', 'false')")
        visitor.page.goto(f"{server.address}/#scenario=town")
    for at, visitor in enumerate(seen):
        visitor.rest()
        visitor.set(CARE, str(0.5 + 0.1 * at))
    for visitor in seen:
        visitor.rest()
        assert "Calling people (changed)" in visitor.says("#legend")
    code = trainer.market(teams=teams, people_per_team=60, quarters=1)
    question = trainer.ask(code, strategy="calling")
    for visitor in seen:
        visitor.page.locator("#curtain .mark").wait_for()
        assert not visitor.page.locator("#picture").is_visible()

    # They join, in six teams, and answer; the pages to explore show everything again.
    recorder = Recorder({"phone": seen[0], "laptop": seen[3]})
    recorder.step("asked-while-exploring")
    with ThreadPoolExecutor(CLASS) as room:
        names = [f"Person {at}" for at in range(CLASS - IN_BROWSERS)]
        players = list(room.map(lambda name: enrol(code, name), names))
    together(lambda player: player.guess(question, 0, 40), players)
    trainer.do(code, "close_question", question=question)
    for visitor in seen:
        visitor.page.locator("#curtain .mark").wait_for(state="detached")
        visitor.rest()
    trainer.reveal_question(code, question)
    assert trainer.view(code)["questions"][0]["answers"] == CLASS - IN_BROWSERS
    for at, visitor in enumerate(seen):
        visitor.page.goto(f"{server.address}/room#{code}")
        visitor.join(f"Browser {at}", teams[at])
    recorder.step("joined")
    people = trainer.view(code)["people"]
    crowds = [sum(one["team"] == team for one in people) for team in teams]
    assert (sum(crowds), len(crowds)) == (CLASS, len(teams))
    assert max(crowds) - min(crowds) <= 2, "who chose no team went where there were fewest"

    # One market for all: everybody hands in, the team's last one counts.
    trainer.do(code, "open")
    for at, visitor in enumerate(seen):
        visitor.page.locator("#team-line").wait_for()
        visitor.set(CARE, str(0.2 + 0.2 * at))
    together(lambda player: player.submit({CARE: 0.9}), players)
    recorder.step("market")
    for visitor in seen:
        visitor.page.locator("#hand-in").click()
        visitor.page.get_by_role("button", name="Hand in now").click()
        visitor.page.locator("#handed", has_text="Handed in at").wait_for()
    view = trainer.reveal_quarter(code)
    assert {one["name"] for one in view["market"]["latest"]["teams"]} == set(teams)
    for visitor in seen:
        visitor.page.locator("#own-gain").wait_for()
        count = measures_that_are_defined(view)
        visitor.page.locator("#market .courses figure").nth(count - 1).wait_for()
        assert "Person" not in visitor.says("#market"), "teams, and nobody's nickname"
    recorder.step("market-revealed")


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).first.click()
