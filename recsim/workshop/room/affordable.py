"""What an entry may cost: nobody hands in what makes all others wait for the scores.

Most entries are seen to be cheap from their settings alone. Others are tried in one practice world,
which has a budget; and that budget holds in every world, whatever was seen before. In a market that
is shared, a world is tried in which all teams play so for a quarter: a run has all quarters in it,
and costs so many times as much at most, since the trial has a warm-up of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from recsim.classroom.market import QUARTER_DAYS
from recsim.classroom.playing import playing
from recsim.experiments.cost import steps
from recsim.experiments.runner import tasks_of
from recsim.experiments.work import everybody
from recsim.model.budget import TooMuchWork
from recsim.model.engines import Simulate
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy
from recsim.workshop.refusals import REFUSALS
from recsim.workshop.room.game import Game
from recsim.workshop.room.market_game import MarketGame
from recsim.workshop.state import BadState
from recsim.workshop.work import BUDGETS, said

MOST = 200_000_000
"""Steps of an entry in all of its worlds together: as many as 2,000 usual runs."""
TIMES = 4
"""So many times the cost of the challenge's own settings is all right in any case."""
SURE = 8
"""An estimate is no further off than so many times."""


def is_cheap(game: Game, strategy: Strategy) -> bool:
    """Whether an entry is seen to be cheap from its settings alone, and needs no trial."""
    about, worlds = _estimate(game, strategy), game.worlds + game.practice
    return about * worlds <= MOST / SURE and about <= BUDGETS["compiled"].steps / SURE


def refuse_costly(simulate: Simulate, game: Game, strategy: Strategy) -> None:
    """Refuse an entry whose scores everybody would have to wait for.

    Args:
        simulate: the engine, with its budget.
        game: what is played.
        strategy: what is handed in.

    Raises:
        BadState: it costs too much.
    """
    if is_cheap(game, strategy):
        return
    cost, worlds = _cost(simulate, game, strategy), game.worlds + game.practice
    if cost * worlds > MOST and cost > TIMES * _cost(simulate, game, game.round.start):
        raise BadState([("", REFUSALS["too_long_for_all"])])


def refuse_costly_challenge(simulate: Simulate, game: Game) -> None:
    """Refuse a challenge whose own settings cost more than a run may.

    Raises:
        BadState: they do.
    """
    if _estimate(game, game.round.start) > BUDGETS["compiled"].steps / SURE:
        _cost(simulate, game, game.round.start)


def refuse_costly_question(simulate: Simulate, scenario: Scenario, names: Iterable[str]) -> None:
    """Refuse a question whose answer costs more than runs may.

    Args:
        simulate: the engine, with its budget.
        scenario: what it is about.
        names: of the strategies that it asks for.

    Raises:
        BadState: it costs too much.
    """
    for name in names:
        task = next(task for task in tasks_of(scenario, [0]) if name in task.teams)
        teams = everybody(scenario, task)
        if steps(scenario, teams) > BUDGETS["compiled"].steps / SURE:
            _steps_of(simulate, scenario, teams)


def _trials(game: Game) -> int:
    """So many trials are as long as a run, which has to keep to its budget as a whole."""
    return game.rules.quarters if isinstance(game, MarketGame) else 1


def _estimate(game: Game, strategy: Strategy) -> float:
    """About the steps of a run in which everybody plays so."""
    return _trials(game) * steps(*_world(game, strategy))


def _cost(simulate: Simulate, game: Game, strategy: Strategy) -> int:
    """Steps of a run in which everybody plays so, by a trial.

    Raises:
        BadState: they are more than a run may take.
    """
    cost = _trials(game) * _steps_of(simulate, *_world(game, strategy))
    if cost > BUDGETS["compiled"].steps:
        raise BadState([("", REFUSALS["too_long_for_all"])])
    return cost


def _steps_of(simulate: Simulate, scenario: Scenario, teams: tuple[str, ...]) -> int:
    try:
        run = simulate(scenario, teams, 0)
    except TooMuchWork as error:
        raise BadState([("", said())]) from error
    return run.steps or 0


def _world(game: Game, strategy: Strategy) -> tuple[Scenario, tuple[str, ...]]:
    """A practice world in which somebody plays, and everybody in it."""
    if isinstance(game, MarketGame):
        return _quarter(game, strategy)
    scenario = playing(game.scenario, game.strategy, strategy, game.scenario.study.seed, 1)
    task = next(task for task in tasks_of(scenario, [0]) if game.strategy in task.teams)
    return scenario, everybody(scenario, task)


def _quarter(game: MarketGame, strategy: Strategy) -> tuple[Scenario, tuple[str, ...]]:
    """A quarter of a shared market in which all teams play the same."""
    scenario, rules = game.scenario, game.rules
    teams = dict.fromkeys(game.keys(rules.teams), strategy.unchecked(rivals=()))
    study = {"market": "shared", "horizon_days": QUARTER_DAYS, "keep_events": ()}
    return scenario.unchecked(
        world=scenario.world.unchecked(people=rules.people_per_team * len(teams)),
        strategies=teams,
        study=scenario.study.model_copy(update=study),
    ), tuple(teams)
