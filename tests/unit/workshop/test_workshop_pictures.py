"""Answers in memory: written once, and bounded."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from recsim.workshop import pictures
from recsim.workshop.pictures import Pictures
from recsim.workshop.requests import Question
from recsim.workshop.simulation import Service
from recsim.workshop.state import Start, changed


def asked(ticket: int, **more: Any) -> Question:
    return Question(scenario="tiny", replications=1, client="me", ticket=ticket, **more)


def test_an_answer_is_written_once_and_forgotten_when_others_need_the_room(
    service: Service, tiny: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    write = pictures._written

    def counted(*arguments: Any) -> bytes:
        written.append(1)
        return write(*arguments)

    monkeypatch.setattr(pictures, "_written", counted)
    made = Pictures(service, most_bytes=100_000)

    async def ask(ticket: int, care: float) -> dict[str, Any]:
        state = changed(tiny, {"strategies.calling.care": care})
        told: dict[str, Any] = json.loads(await made.of(asked(ticket), state, None))
        assert told.pop("ticket") == ticket
        return told

    async def all_of_it() -> None:
        first = await ask(1, 0.5)
        assert await ask(2, 0.5) == first
        assert len(written) == 1
        for number in range(12):
            await ask(3 + number, number / 100)
            assert made._bytes == sum(map(len, made._texts.values())) <= 100_000
        assert len(made._texts) > 1
        before = len(written)
        assert await ask(20, 0.5) == first
        assert len(written) == before + 1

    asyncio.run(all_of_it())
