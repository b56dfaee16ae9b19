"""What one person is told about their own entry when a round is revealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from recsim.analysis.intervals import Interval
from recsim.analysis.measures import MEASURES
from recsim.classroom.scoring import MET, MISSED
from recsim.telling.units import Unit
from recsim.workshop.room.game import Game, measure

Json = dict[str, Any]
Row = Mapping[str, Any]
_CAP = {
    MET: "Your strategy kept the cap.",
    MISSED: "Your strategy missed the cap, and so has no rank.",
}
_STANDING = {
    "on it": "Nobody looks better on both counts: it is on the frontier.",
    "tied": "Somebody seems to do better on both counts, but that may be chance.",
    "behind": "Somebody clearly does better on both counts.",
}


def own_result(game: Game, scores: Row | None, person: int) -> Json | None:
    """A person's own place, cap, gain and loss, in numbers and in words; None if there is none."""
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
        "sentence": " ".join(_sentences(game, row, scores["ranked"])),
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


def _sentences(game: Game, row: Row, ranked: int) -> Sequence[str]:
    said = [_place(row["rank"], ranked)] if row["rank"] is not None else []
    said.append(_CAP.get(row["cap"], "Whether it kept the cap cannot be told from chance."))
    said.append(_STANDING.get(row["standing"], ""))
    said.append(_lost(game, row["lost"]))
    return [one for one in said if one]


def _place(rank: Row, ranked: int) -> str:
    if ranked == 1:
        return "You alone have a rank."
    if rank["best"] == rank["worst"]:
        return f"You are number {rank['best']} of {ranked}, clearly apart from all others."
    if rank["best"] == 1 and rank["worst"] == ranked:
        return f"Chance alone could put you anywhere among all {ranked}."
    span = f"{rank['best']} to {rank['worst']}"
    return f"Chance alone could put you anywhere from place {span}, of {ranked}."


def _lost(game: Game, lost: Row | None) -> str:
    """How much of what practice promised was luck."""
    if lost is None:
        return ""
    if lost["low"] is not None and lost["low"] > 0:
        gain = MEASURES[game.round.challenge.maximise]
        unit = Unit(gain, game.scenario)
        size = unit.gap(unit.written(Interval(lost["mean"], lost["low"], lost["high"])).value)
        return f"Compared with the start, it did worse by {size} in worlds that nobody had seen."
    if lost["high"] is not None and lost["high"] < 0:
        return "In worlds that nobody had seen, it did even better than in practice."
    return "Nothing that practice promised was lost, as far as can be told from chance."
