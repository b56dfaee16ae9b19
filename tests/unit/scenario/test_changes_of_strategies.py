"""A team that works otherwise from given days on: how it works when."""

from __future__ import annotations

from math import inf
from typing import Any

import pytest

from recsim.scenario.strategy import Change, Strategy


def team(*changes: dict[str, Any]) -> Strategy:
    made = tuple(Change.model_validate(change) for change in changes)
    return Strategy(style="active", care=0.2, follow_ups=1, changes=made)


def test_a_change_lasts_until_the_next_of_the_same_setting() -> None:
    changing = team({"day": 0, "care": 0.4}, {"day": 9, "follow_ups": 2}, {"day": 20, "care": 0.6})
    assert [(day, one.care, one.follow_ups) for day, one in changing.phases()] == [
        (-inf, 0.2, 1),
        (0, 0.4, 1),
        (9, 0.4, 2),
        (20, 0.6, 2),
    ]


def test_a_phase_looks_at_one_change_only(monkeypatch: pytest.MonkeyPatch) -> None:
    changing, looked_at = team(*({"day": day, "care": 0.5} for day in range(100))), list[int]()

    def settings(change: Any) -> dict[str, Any]:
        looked_at.append(change.day)
        return {"care": change.care}

    monkeypatch.setattr(Change, "settings", property(settings))
    assert len(list(changing.phases())) == 101
    assert looked_at == list(range(100))
