"""What a folder says about itself is weighed before it is read."""

from __future__ import annotations

import json

import pytest

from recsim.store.untrusted import parsed


@pytest.mark.parametrize("piece", ["[]", '{"": 0}', "100", '"ab"', "[[1], [2]]"])
def test_what_says_more_than_the_memory_has_room_for_is_not_read(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Empty lists take twenty times their text."""
    monkeypatch.setattr("recsim.store.untrusted.MOST_SAID", 1_000_000)
    text = f"[{', '.join([piece] * 20_000)}]".encode()
    with pytest.raises(ValueError, match="says more than fits into 1,000,000 bytes"):
        parsed(text)
    assert parsed(text[:100].rpartition(b", ")[0] + b"]")


def test_three_million_replications_are_not_too_many_to_say() -> None:
    assert len(parsed(json.dumps(list(range(3_000_000)), indent=2).encode())) == 3_000_000
