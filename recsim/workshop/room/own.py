"""What one person is told about their own entry when a round is revealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recsim.workshop.room.game import Game, measure

Json = dict[str, Any]
Row = Mapping[str, Any]


def own_result(game: Game, scores: Row | None, person: int) -> Json | None:
    """A person's own place, cap, gain and loss; None if there is none."""
    row = next((row for row in (scores or {}).get("rows", ()) if row["person"] == person), None)
    if scores is None or row is None:
        return None
    rank = row["rank"]
    copied = ("rank", "cap", "standing", "gain", "harm", "above_start", "lost")
    return {
        **{name: row[name] for name in copied},
        "of": scores["ranked"],
        "tied": rank is not None and rank["best"] != rank["worst"],
        "guesses": [_guess(game, one) for one in scores["answers"] if one["person"] == person],
    }


def _guess(game: Game, answer: Row) -> Json:
    copied = ("low", "high", "confidence", "truth", "held", "sentence")
    of = measure(answer["measure"], game.scenario)
    return {
        "measure": answer["measure"],
        "label": of["label"],
        "unit": of["unit"],
        **{name: answer[name] for name in copied},
    }
