"""Who may come in: by which name, from which page."""

from __future__ import annotations

import socket

import pytest
from asking import Site

from recsim.model.engines import engine
from recsim.workshop.app import app
from recsim.workshop.guard import Guard, own_names
from recsim.workshop.state import Catalogue


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1", 200),
        ("127.0.0.1:8765", 200),
        ("192.168.1.7:8765", 200),
        ("[::1]:8765", 200),
        ("localhost:8765", 200),
        ("LOCALHOST", 200),
        ("localhost.:8765", 200),
        ("trainer.local:8765", 200),
        ("Trainer.Local.", 200),
        ("rebinding.example:8765", 421),
        ("127.0.0.1.rebinding.example", 421),
        ("localhost.rebinding.example", 421),
        ("rebinding.example@127.0.0.1.example", 421),
        ("rebinding.example@127.0.0.1", 421),
        ("rebinding.example\\@127.0.0.1", 421),
        ("127.0.0.1/rebinding.example", 421),
        ("local", 421),
        ("[::1", 421),
        ("", 421),
        ("\x1b[31m", 421),
    ],
)
def test_it_answers_to_its_addresses_and_names_alone(
    catalogue: Catalogue, host: str, code: int
) -> None:
    site = Site(app(catalogue, engine("compiled"), names=["trainer.local"]))
    for path in ("/", "/api/scenarios", "/static/look.css"):
        answer = site.get(path, headers={"Host": host})
        assert (answer.status_code == 421) == (code == 421), answer.text
        assert "content-security-policy" in answer.headers
    if code == 421:
        assert "open it by its address" in answer.json()["problems"][0]["text"]


@pytest.mark.parametrize(
    ("origin", "code"),
    [
        (None, 200),
        ("http://127.0.0.1:8765", 200),
        ("https://127.0.0.1:8765", 403),
        ("http://127.0.0.1:8766", 403),
        ("http://127.0.0.1", 403),
        ("http://rebinding.example", 403),
        ("ftp://127.0.0.1:8765", 403),
        ("127.0.0.1:8765", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_only_its_own_pages_change_anything(
    catalogue: Catalogue, origin: str | None, code: int
) -> None:
    site = Site(app(catalogue, engine("compiled")))
    headers = {"Host": "127.0.0.1:8765"} | ({} if origin is None else {"Origin": origin})
    asked = {"scenario": "tiny", "changes": {}}
    assert site.post("/api/download", asked, headers=headers).status_code == code
    assert site.get("/api/scenarios", headers=headers).status_code == 200


def test_nothing_but_http_comes_in() -> None:
    """No sockets: nobody has asked for them, and nobody has looked at them."""
    asked = []

    async def inner(*arguments: object) -> None:
        asked.append(arguments)

    guard = Guard(inner)  # type: ignore[arg-type]
    with pytest.raises(StopIteration):
        guard({"type": "websocket", "path": "/"}, None, None).send(None)  # type: ignore[arg-type]
    assert not asked


def test_what_this_computer_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "Laptop.school.example")
    assert own_names() == {"Laptop.school.example", "Laptop", "Laptop.local"}
