"""The market: everybody in it, and one run from the warm-up to the horizon."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, nextafter

from recsim.model.budget import Budget
from recsim.model.events import Kind
from recsim.model.order import Rank
from recsim.model.run import Run
from recsim.model.story.calendar import CountingCalendar, Story
from recsim.model.story.employers import Employers
from recsim.model.story.life import Life
from recsim.model.story.person import Person
from recsim.model.story.stage import Stage
from recsim.model.story.team import Team
from recsim.scenario.scenario import Scenario


def simulate(
    scenario: Scenario,
    teams: Sequence[str],
    replication: int,
    *,
    keep_log: bool = False,
    budget: Budget | None = None,
) -> Run:
    """Simulate these teams together in one market, with SimPy; see ``recsim.model``.

    Raises:
        TooMuchWork: it would cost more than the budget.
    """
    stage = Stage(scenario, teams, replication, keep_log=keep_log, budget=budget)
    populate(stage, scenario.world.people, scenario.study.horizon_days)
    stage.calendar.run(until=scenario.study.horizon_days)
    recorder, calendar = stage.recorder, stage.calendar
    steps = calendar.steps if isinstance(calendar, CountingCalendar) else None
    return Run(recorder.tally, recorder.finish(), recorder.events, steps)


def populate(stage: Stage, people: int, horizon: float) -> None:
    """Put everybody on the stage: so many people, and the teams; their stories begin."""
    members: list[list[Person]] = [[] for _ in stage.segments]
    teams = [Team(stage, index, members) for index in range(len(stage.strategies))]
    everybody = [Person(stage, number, members) for number in range(people)]
    for person in everybody:
        Life(person, teams)
    for team in teams:
        employers = Employers(stage, team)
        stage.calendar.process(employers.bring_requisitions())
        stage.calendar.process(employers.bring_what_was_planned())
        team.begins()
    stage.calendar.process(last_moment(stage, everybody, teams, horizon))


def last_moment(
    stage: Stage, everybody: Sequence[Person], teams: Sequence[Team], horizon: float
) -> Story:
    """Just before the horizon everybody is counted, and who is idle counts the hours until then."""
    yield stage.calendar.at(nextafter(horizon, -inf), Rank.LAST_MOMENT, 0)
    for person in everybody:
        person.is_counted(Kind.CENSUS)
    for team in teams:
        for recruiter in team.recruiters:
            recruiter.desk.has_work()
