"""One run: make the world, let it go on until the horizon, hand over what was recorded."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from recsim.model.parameters import TeamParameters, parameters
from recsim.model.recorder import Recorder
from recsim.model.run import Run
from recsim.model.simpy_model import abreast, board, outreach
from recsim.model.simpy_model.desk import recruiter
from recsim.model.simpy_model.environment import Clockwork
from recsim.model.simpy_model.population import populate
from recsim.model.simpy_model.requisitions import demand
from recsim.model.simpy_model.state import Application, Desk, Team
from recsim.model.simpy_model.world import World
from recsim.model.tally import Tally
from recsim.scenario.scenario import Scenario


def simulate(
    scenario: Scenario, teams: Sequence[str], replication: int, *, keep_log: bool = False
) -> Run:
    """Simulate these teams together in one world, with the SimPy model; see ``recsim.model``."""
    study = scenario.study
    w, segments, strategies = parameters(scenario)
    tally = Tally.empty(
        tuple(teams), tuple(scenario.world.segments), study.warm_up_days, study.horizon_days
    )
    recorder = Recorder(tally, keep_log=keep_log)
    env = Clockwork(-float(study.warm_up_days), float(study.horizon_days))
    world = World(env, w, segments, study.seed, replication, recorder)
    for index, name in enumerate(teams):
        _add_team(world, index, strategies[name])
    most_looks = max((team.parameters.buffet_size for team in world.advertisers), default=0)
    world.looks = abreast.looks(most_looks)
    world.places = board.Places(w)
    populate(world, scenario.world.people)
    for team in world.teams:
        env.process(demand(world, team))
        for desk in team.desks:
            env.process(recruiter(world, desk))
            if team.parameters.software_contacts_per_day > 0.0:
                env.process(outreach.software(world, desk))
    env.run_to_the_end()
    log = recorder.finish()
    return Run(tally=tally, log=log, events=recorder.events)


def _add_team(world: World, index: int, chosen: TeamParameters) -> None:
    team = Team(index=index, parameters=chosen, board=[[] for _ in world.segments])
    first = sum(len(other.desks) for other in world.teams)
    shared: deque[Application] = deque()
    for number in range(chosen.recruiters):
        inbox = shared if chosen.shared_inbox else deque()
        team.desks.append(Desk(id=first + number, team=team, inbox=inbox))
    world.teams.append(team)
    if chosen.outreach_share < 1.0 and team.desks:
        world.advertisers.append(team)
