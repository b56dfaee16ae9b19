"""The kinds of rooms, told apart by the rules that were kept of them."""

from __future__ import annotations

from recsim.workshop.room.game import Game, from_files
from recsim.workshop.room.market_game import from_market_files
from recsim.workshop.room.questions_game import MARK, from_scenario


def kept_game(name: str, rules: str, scenario: str) -> Game:
    """What a room plays, from the texts that were kept.

    Raises:
        BadState: everything that is wrong with them.
    """
    if rules == MARK:
        return from_scenario(name, scenario)
    is_market = rules.startswith("market:")
    return (from_market_files if is_market else from_files)(name, rules, scenario)
