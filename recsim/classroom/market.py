"""One market for all: teams that share one simulated market, quarter by quarter.

The rules stand in ``market.yaml``. Everybody begins with the same strategy; before each quarter
every team sets its free levers, and goes on as before if it sets nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from recsim.analysis.measures import MEASURES
from recsim.classroom.challenge import SEAL, Cap, Challenge
from recsim.classroom.names import clean_name, once
from recsim.classroom.round import Round, levers_of, source_of, strategy_of
from recsim.scenario.block_file import as_block, read_tree
from recsim.scenario.errors import Place, Problem, did_you_mean
from recsim.scenario.fields import TRILLION, Block, setting
from recsim.scenario.files import Reading
from recsim.scenario.load import load
from recsim.scenario.scenario import MOST_TEAMS, Scenario
from recsim.scenario.strategy import Change, Strategy
from recsim.scenario.yaml_nodes import Node

MARKET_FILE = "market.yaml"
FEWEST_TEAMS = 2
QUARTER_DAYS = 91
MOST_QUARTERS = 8
MOST_WORLDS = 200
MOST_PEOPLE = 24_000
"""In the whole market: what a laptop simulates in a hundred worlds within a minute."""
TEAM_NAMES = (
    "Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Maple", "Oak", "Pine", "Rowan",
    "Willow",
)  # fmt: skip
"""Names for teams that nobody has named."""
ALSO_TOLD = ("response_rate", "burnt_pool_share", "contacts")
"""Measures that are told besides those that the rules name: what became of the pool."""


class Market(Block):
    """The rules of one market for all."""

    market: Literal[1] = setting(1, "Version of the file format.")
    title: str = setting("", "Title of the game.")
    question: str = setting("", "What the players are asked.")
    scenario: str = setting(..., "The scenario whose world is played: a file beside this one.")
    strategy: str = setting("", "The strategy that every team begins with.")
    free: tuple[str, ...] = setting(..., "Settings that a team may change before each quarter.")
    teams: tuple[str, ...] = setting(TEAM_NAMES[:6], "Names of the teams that share the market.")
    quarters: int = setting(4, "Quarters of 91 days.", unit="quarters", ge=1, le=MOST_QUARTERS)
    people_per_team: int = setting(
        500, "People in the market for each team.", unit="people", ge=20, le=MOST_PEOPLE
    )
    maximise: str = setting("placements", "Name of the measure of which more is better.")
    harm: str = setting(
        "offences_per_100_placements", "Name of the measure of which fewer is better, told beside."
    )
    worlds: int = setting(
        60, "Sealed worlds in which the market is simulated.", unit="worlds", ge=2, le=MOST_WORLDS
    )
    seal: str = setting("", "SHA-256 of the sealed worlds.")

    @model_validator(mode="after")
    def _makes_sense(self) -> Market:
        if not self.free:
            raise ValueError("free: nothing is free; name at least one setting, as in [care]")
        if not FEWEST_TEAMS <= len(self.teams) <= MOST_TEAMS:
            raise ValueError(
                f"teams: {len(self.teams)} teams given, expected {FEWEST_TEAMS} to {MOST_TEAMS}"
            )
        if any(not name or name != clean_name(name) for name in self.teams):
            raise ValueError("teams: a name needs letters or digits, 32 at most, and no signs")
        if len(once(self.teams)) < len(self.teams):
            raise ValueError("teams: two of them have the same name")
        if self.people_per_team * len(self.teams) > MOST_PEOPLE:
            raise ValueError(
                f"people_per_team: {self.people_per_team:,} for each of {len(self.teams)} teams "
                f"are more than {MOST_PEOPLE:,} people in one market, expected "
                f"{MOST_PEOPLE // len(self.teams):,} or fewer"
            )
        if self.seal and not SEAL.match(self.seal):
            raise ValueError("seal: expected 64 digits from 0 to 9 and a to f, in quotes")
        return self

    @property
    def told(self) -> tuple[str, ...]:
        """Names of the measures that are told."""
        return tuple(dict.fromkeys((self.maximise, self.harm, *ALSO_TOLD)))


def load_market(path: Path) -> tuple[Market, Round]:
    """Load the rules, and what is played: the scenario, its strategy and the free levers.

    Args:
        path: the file with the rules; the scenario stands beside it.

    Returns:
        The rules; and the start as a round whose cap nobody has to keep.

    Raises:
        ScenarioErrors: everything that is wrong with the rules or the scenario.
    """
    reading = Reading()
    tree = read_tree(path, "the rules of a market: scenario, free, teams", reading)
    rules = as_block(tree, Market, reading) if tree is not None else None
    if tree is None or rules is None:
        raise reading.errors()
    challenge = Challenge(
        title=rules.title, question=rules.question, scenario=rules.scenario,
        strategy=rules.strategy, free=rules.free, maximise=rules.maximise,
        cap=Cap(measure=rules.harm, at_most=TRILLION), replications=rules.worlds,
    )  # fmt: skip
    _check_measures(tree, rules, reading)
    source = source_of(tree, path, challenge, reading)
    if source is None:
        raise reading.errors()
    scenario = load(source, measures=MEASURES).scenario
    strategy = strategy_of(tree, challenge, scenario, reading)
    free = tuple(dict.fromkeys(levers_of(tree, strategy, reading))) if strategy else ()
    _check_free(tree, scenario, strategy, free, reading)
    if reading.problems or strategy is None:
        raise reading.errors()
    return rules, Round(challenge, path, scenario, source, strategy, free, None)


def can_change(strategy: Strategy) -> frozenset[str]:
    """Settings, or blocks of settings, that a team of this style may change on a day."""
    fixed = set() if strategy.style == "blend" else {"active_share"}
    return frozenset(Change.model_fields) - {"day"} - fixed


def people_per_team(scenario: Scenario, strategy: str, teams: int) -> int:
    """As many people for each team as in the scenario, as far as the whole market may have them."""
    if scenario.study.market == "shared":
        sharing = len(scenario.strategies)
    else:
        sharing = 1 + len(scenario.strategies[strategy].rivals)
    return max(20, min(scenario.world.people // sharing, MOST_PEOPLE // teams))


def _check_measures(tree: Node, rules: Market, reading: Reading) -> None:
    for key, name, better in (("maximise", rules.maximise, "more"), ("harm", rules.harm, "fewer")):
        place = tree.fields[key].place if key in tree.fields else tree.place.below(key)
        if name not in MEASURES:
            hint = did_you_mean(name, list(MEASURES))
            reading.problems.append(Problem(place, f'there is no measure "{name}"', hint))
        elif MEASURES[name].better != better:
            message = f"{name} is no measure of which {better} is better"
            fitting = [one for one, measure in MEASURES.items() if measure.better == better]
            hint = did_you_mean(name, fitting) or f"for example {fitting[0]}"
            reading.problems.append(Problem(place, message, hint))


def _check_free(
    tree: Node, scenario: Scenario, strategy: str | None, free: Sequence[str], reading: Reading
) -> None:
    """A team may change what it does, and not what it is."""
    if strategy is None:
        return
    known = can_change(scenario.strategies[strategy])
    place: Place = tree.fields["free"].place
    for path in free:
        name = path.split(".")[2]
        if name not in known:
            message = f"{name} cannot be free in a market: it cannot change from quarter to quarter"
            reading.problems.append(Problem(place, message, f"for example {min(known)}"))
