"""A small class: a room, its trainer and its participants, over the application's own routes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
from asking import Site
from patience import until
from starlette.types import ASGIApp

from recsim.experiments.runner import run
from recsim.model.engines import engine
from recsim.page.start import Start
from recsim.workshop.app import app
from recsim.workshop.room.database import Database
from recsim.workshop.room.rooms import trainers_key
from recsim.workshop.room.store import Store
from recsim.workshop.state import Catalogue, Changes, changed

CARE = "strategies.calling.care"
FOLLOW_UPS = "strategies.calling.follow_ups"
OFFER: dict[str, Any] = {
    "scenario": "tiny",
    "strategy": "calling",
    "free": ["care", "follow_ups", "channels"],
    "title": "Who calls best?",
    "cap": {"measure": "offences_per_1000_contacts", "at_most": 30},
    "replications": 4,
    "rounds": 2,
}


def mean_placements(start: Start, changes: Changes) -> float:
    """What calling comes to in the practice worlds, by the command line's own way."""
    found = run(changed(start, changes).scenario, workers=1, simulate=engine("compiled"))
    mean = found.runs.filter(strategy="calling")["placements"].mean()
    assert isinstance(mean, float)
    return mean


class Browser(Site):
    """Somebody's browser with cookies."""

    where = "http://room"

    def __init__(self, application: ASGIApp) -> None:
        super().__init__(application)
        self.cookies: dict[str, str] = {}

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        options["headers"] = {**({"Cookie": jar} if jar else {}), **options.get("headers", {})}
        answer = super().request(method, path, **options)
        self.cookies |= {name: value.strip('"') for name, value in answer.cookies.items()}
        return answer

    @property
    def seat(self) -> str:
        """The token of the seat."""
        [token] = [value for name, value in self.cookies.items() if name.startswith("recsim_seat_")]
        return token

    def view(self, **query: str) -> dict[str, Any]:
        """What a participant sees."""
        answer = self.get("/api/room", params=query)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def submit(self, care: float, **rest: Any) -> httpx.Response:
        return self.post("/api/room/submit", {"changes": {CARE: care}, **rest})


class Class:
    """A workshop with a file of rooms, and its trainer."""

    def __init__(self, folder: Path, catalogue: Catalogue, name: str = "compiled") -> None:
        self.store = Store(Database(folder / "rooms.sqlite"))
        self.address = "http://room"
        self.app = app(catalogue, engine(name), self.store, lambda: self.address)
        self.trainer = Browser(self.app)
        self.code = ""

    def end(self) -> None:
        self.store.close()

    def enter(self) -> None:
        answer = self.trainer.post("/api/trainer/enter", {"key": trainers_key(self.store)})
        assert answer.status_code == 204

    def make(self, **changed: Any) -> str:
        self.enter()
        answer = self.trainer.post("/api/trainer/rooms", {**OFFER, **changed})
        assert answer.status_code == 201, answer.text
        self.code = answer.json()["code"]
        return self.code

    def join(self, nickname: str, team: str = "") -> Browser:
        browser = Browser(self.app)
        asked = {"code": self.code, "nickname": nickname, "team": team}
        answer = browser.post("/api/room/join", asked)
        assert answer.status_code == 201, answer.text
        return browser

    def ask(self, command: str, **rest: Any) -> httpx.Response:
        path = f"/api/trainer/rooms/{self.code}/do"
        return self.trainer.post(path, {"command": command, **rest})

    def do(self, command: str, **rest: Any) -> None:
        answer = self.ask(command, **rest)
        assert answer.status_code == 204, answer.text

    def do_when_ready(self, command: str, **rest: Any) -> None:
        """Give a command that waits for simulations."""

        def answered() -> httpx.Response | None:
            answer = self.ask(command, **rest)
            if answer.status_code != 409:
                return answer
            assert "simulated" in answer.text, answer.text
            return None

        answer = until(answered)
        assert answer.status_code == 204, answer.text

    def desk(self) -> dict[str, Any]:
        """What the trainer sees."""
        answer = self.trainer.get(f"/api/trainer/rooms/{self.code}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found
