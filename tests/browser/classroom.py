"""People in a room: the trainer and participants, in browsers and over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
import page_clock
from patience import PATIENCE, until
from watched import Watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Json = dict[str, Any]


class Trainer:
    """The trainer's commands, over HTTP."""

    def __init__(self, address: str, key: str) -> None:
        self.http = httpx.Client(base_url=address, timeout=PATIENCE)
        assert self.http.post("/api/trainer/enter", json={"key": key}).status_code == 204

    def room(self, **offer: Any) -> str:
        """Make a room on the small town; its code."""
        wanted = {
            "title": "Placing without offending",
            "question": "How many can you place?",
            "scenario": "town",
            "strategy": "calling",
            "free": ["care", "follow_ups", "channels"],
            "cap": {"measure": "offences_per_1000_contacts", "at_most": 12},
            "replications": 8,
            "names": "pseudonyms",
            **offer,
        }
        answer = self.http.post("/api/trainer/rooms", json=wanted)
        assert answer.status_code == 201, answer.text
        code: str = answer.json()["code"]
        return code

    def market(self, **offer: Any) -> str:
        """Make a room whose teams share the small town; its code."""
        wanted = {
            "title": "One market for all",
            "question": "How hard do you press?",
            "scenario": "town",
            "strategy": "calling",
            "free": ["care", "follow_ups"],
            "teams": ["Alder", "Birch"],
            "people_per_team": 100,
            "quarters": 2,
            "worlds": 4,
            **offer,
        }
        answer = self.http.post("/api/trainer/markets", json=wanted)
        assert answer.status_code == 201, answer.text
        code: str = answer.json()["code"]
        return code

    def reveal_quarter(self, code: str) -> Json:
        """Freeze if need be, wait until the quarter is played, reveal; the view then."""
        if self.view(code)["phase"] == "open":
            self.do(code, "freeze")
        self.wait(code, lambda view: "reveal" in view["can"] and not view["scoring"])
        self.do(code, "reveal")
        return self.wait(code, lambda view: view["phase"] == "revealed")

    def do(self, code: str, command: str, **more: Any) -> None:
        answer = self.http.post(f"/api/trainer/rooms/{code}/do", json={"command": command, **more})
        assert answer.status_code == 204, answer.text

    def view(self, code: str) -> Json:
        found: Json = self.http.get(f"/api/trainer/rooms/{code}").json()
        return found

    def wait(self, code: str, there: Callable[[Json], Any]) -> Json:
        """The first view of which this is true."""

        def seen() -> Json | None:
            view = self.view(code)
            return view if there(view) else None

        found = until(seen, every=0.1)
        assert found is not None
        return found

    def ask(self, code: str, **more: Any) -> int:
        """Ask the room; the question's number."""
        self.do(code, "ask", **{"measure": "placements", "text": "How many?", **more})
        number: int = self.view(code)["questions"][-1]["id"]
        return number

    def reveal_question(self, code: str, question: int) -> None:
        self.wait(code, lambda view: view["questions"][-1]["ready"])
        self.do(code, "reveal_question", question=question)

    def reveal(self, code: str) -> Json:
        """Freeze if need be, wait for the scores, reveal; the view then."""
        if self.view(code)["phase"] == "open":
            self.do(code, "freeze")
        self.wait(code, lambda view: "reveal" in view["can"] and not view["scoring"])
        self.do(code, "reveal")
        return self.wait(code, lambda view: view["scores"])


class Player:
    """A participant without a browser."""

    def __init__(self, address: str, code: str, nickname: str, team: str = "") -> None:
        self.http = httpx.Client(base_url=address, timeout=PATIENCE)
        body = {"code": code, "nickname": nickname, "team": team}
        answer = self.http.post("/api/room/join", json=body)
        assert answer.status_code == 201, answer.text
        self.seat: Json = answer.json()

    def view(self) -> Json:
        found: Json = self.http.get("/api/room").json()
        return found

    def submit(self, changes: Json, **more: Any) -> httpx.Response:
        return self.http.post("/api/room/submit", json={"changes": changes, **more})

    def guess(self, question: int, low: float, high: float) -> None:
        body = {"question": question, "low": low, "high": high}
        assert self.http.post("/api/room/guess", json=body).status_code == 204


class Visitor(Watched):
    """Somebody in a room, or its trainer.

    Attributes:
        page: playwright's page.
    """

    def __init__(self, browser: Browser, address: str, path: str, **looks: Any) -> None:
        super().__init__(browser, address, **looks)
        self.open(path)

    def open(self, path: str) -> None:
        """Open a page of the workshop in a new tab, with the cookies of this browser."""
        self.page = self.tab()
        self.page.goto(f"{self.address}{path}", wait_until="domcontentloaded")

    # --- what a participant does ------------------------------------------------------------

    def join(self, nickname: str, team: str = "", *, button: str = "Join") -> None:
        """Fill in the form; the code is in the link."""
        self.page.locator("#nickname").fill(nickname)
        self.page.locator(".found:not(:empty)").wait_for()
        if team:
            self.page.locator("#team").select_option(team)
        self.page.get_by_role("button", name=button, exact=True).click()
        self.page.locator("#who").wait_for()

    def rest(self) -> None:
        """Wait until the pictures are those of all runs of what is set."""
        page_clock.rest(self.page)

    def set(self, path: str, value: str) -> None:
        """Move a lever."""
        self.page.locator(f'[data-path="{path}"] input').evaluate(
            """(slider, value) => {
              slider.value = value;
              slider.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            value,
        )

    def hand_in(self, memo: str = "", **ranges: tuple[float, float]) -> None:
        """Hand in, with ranges for ``gain`` and ``harm``."""
        self.page.locator("#hand-in").click()
        self.page.locator("#memo").fill(memo)
        for name, ends in ranges.items():
            for end, value in zip(("low", "high"), ends, strict=True):
                self.page.locator(f"#{name}-{end}").fill(str(value))
        self.page.get_by_role("button", name="Hand in now").click()
        self.page.get_by_text("Handed in at").wait_for()

    def guess(self, low: float, high: float) -> None:
        """Answer the trainer's question."""
        self.page.locator("#asked-low").fill(str(low))
        self.page.locator("#asked-high").fill(str(high))
        self.page.get_by_role("button", name="Send my range").click()
        self.page.get_by_text("Your range:").wait_for()

    def says(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        found: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return found


def measures_that_are_defined(view: Json) -> int:
    """How many pictures of a market have something to show: nothing is per 0 placements."""
    goals = (view["challenge"][what]["name"] for what in ("maximise", "harm"))
    of = (view["market"]["series"][name] for name in ("response_rate", "burnt_pool_share", *goals))
    return sum(any(one["all"] + one["start"]) for one in of)
