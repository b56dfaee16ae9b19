"""What teams played in one market, as a scenario: strategies that change on given days.

Whoever has the file and recsim finds the same numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from recsim.classroom.challenge import Sealed
from recsim.classroom.market import QUARTER_DAYS, Market
from recsim.scenario.errors import Problem
from recsim.scenario.strategy import Change, Strategy
from recsim.scenario.yaml_nodes import parse
from recsim.scenario.yaml_text import yaml_text

Choices = Sequence[Mapping[str, Any]]
"""By quarter, the settings that change at its beginning, with their values."""
NOT_OF_A_TEAM = ("label", "rivals", "changes")
NOT_OF_A_MARKET = ("about", "matters")
DEPTH = 2
"""How deep blocks are indented in the file."""


def settings_that_differ(before: Strategy, after: Strategy) -> dict[str, Any]:
    """What of a strategy changes on a day, as a scenario file says it."""
    dumped = after.model_dump(mode="python")
    return {
        name: dumped[name]
        for name in Change.model_fields
        if name != "day" and getattr(before, name) != getattr(after, name)
    }


def market_text(
    rules: Market,
    scenario: str,
    strategy: str,
    played: Mapping[str, Choices],
    quarters: int,
    worlds: Sealed,
) -> str:
    """What was played, as the text of a complete scenario.

    Args:
        rules: of the market.
        scenario: text of the scenario, every setting written.
        strategy: key of the strategy that every team begins with.
        played: by name of a team and by quarter, what changes at its beginning.
        quarters: how many are simulated, from the first on.
        worlds: seed of the worlds.
    """
    tree = _tree(scenario)
    start = {
        key: value
        for key, value in tree["strategies"][strategy].items()
        if key not in NOT_OF_A_TEAM
    }
    teams = {
        key: {**start, "label": name, "changes": _changes(choices[:quarters])}
        for key, (name, choices) in zip(team_keys(played), played.items(), strict=True)
    }
    study = {key: value for key, value in tree["study"].items() if key not in NOT_OF_A_MARKET}
    made = {
        "recsim": 1,
        "title": rules.title or tree.get("title", ""),
        "question": rules.question or tree.get("question", ""),
        "world": {**tree["world"], "people": rules.people_per_team * len(teams)},
        "strategies": teams,
        "study": {
            **study, "market": "shared", "horizon_days": QUARTER_DAYS * quarters,
            "seed": worlds.seed, "replications": rules.worlds, "outcomes": list(rules.told),
            "limits": {}, "keep_events": [],
        },
    }  # fmt: skip
    return "\n".join(_lines(made)) + "\n"


def team_keys(teams: Iterable[str]) -> dict[str, str]:
    """Keys of the teams' strategies with their names.

    What a team meets by chance hangs on its key, and that on its name alone: it stays the same,
    whoever else takes part.
    """
    return {
        f"team_{hashlib.sha256(name.casefold().encode()).hexdigest()[:8]}": name for name in teams
    }


def _changes(choices: Choices) -> list[dict[str, Any]]:
    return [
        {"day": QUARTER_DAYS * number, **settings}
        for number, settings in enumerate(choices)
        if settings
    ]


def _tree(scenario: str) -> dict[str, Any]:
    problems: list[Problem] = []
    node = parse(scenario, "scenario.yaml", problems)
    assert node is not None, problems
    return dict(node.plain())


def _lines(blocks: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Blocks and what is in them, a line each; what is deeper stands on its line."""
    for name, value in blocks.items():
        key = f"{'  ' * depth}{yaml_text(name)}:"
        if isinstance(value, Mapping) and value and depth < DEPTH:
            yield key
            yield from _lines(value, depth + 1)
        else:
            yield f"{key} {yaml_text(value)}"
