"""Whom a team contacts, and when it stops."""

from __future__ import annotations

import numpy as np
import pytest

from recsim.model import simulate
from recsim.model.events import Kind
from recsim.model.story.life import Life
from recsim.model.story.person import Person
from recsim.model.story.stage import Stage
from recsim.scenario.load import load
from recsim.verification.log import Log
from recsim.verification.neutral import answers, blocks, interests, neutral


@pytest.mark.parametrize(("hours", "follows_up"), [(1.0, False), (0.1, True)])
def test_nobody_is_followed_up_after_their_answer(hours: float, follows_up: bool) -> None:
    """Everybody answers after exactly two days; busy recruiters come to follow-ups later."""
    answer, wait = 2.0, 1.5
    world = blocks(
        answers(1.0),
        interests(0.0),
        {
            "people": 3000,
            "response": {"reply_median_days": answer, "reply_log_sd": 0.0},
            "demand": {"requisitions_per_recruiter_year": 3650.0, "open_days": 300.0},
            "work": {"message_hours": hours},
        },
    )
    mail = {"channels": {"network_message": 1.0}, "follow_ups": 4, "follow_up_wait_days": wait}
    team = {"style": "active", **mail}
    contacts = Log.of(neutral(world, team, days=60), "team", 0).of_kind(Kind.CONTACTED)
    first = {
        (event["requisition"], event["person"]): event["time"]
        for event in contacts[contacts["value"] == 0.0]
    }
    follow_ups = contacts[contacts["value"] > 0.0]
    assert len(first) > 30
    assert bool(len(follow_ups)) == follows_up
    assert all(
        event["time"] < first[event["requisition"], event["person"]] + answer
        for event in follow_ups
    )
    assert np.all(follow_ups["value"] == 1.0)


@pytest.mark.parametrize("off_limits", [0.0, 200.0])
def test_a_team_leaves_people_alone_whom_it_placed(off_limits: float) -> None:
    """So long nobody calls them about another job; they may answer its adverts."""
    settings = (
        "world.people=400",
        "world.labour.search_starts_per_year=3",
        "world.board.through_agency=1",
        "world.board.visits_per_day=0.03",
        f"strategies.both.off_limits_days={off_limits}",
    )
    log = simulate(load("two_ways", set_=settings).scenario, ("both",), 0, keep_log=True).log
    assert log is not None
    placed: dict[int, float] = {}
    since: dict[Kind, list[float]] = {Kind.CONTACTED: [], Kind.APPLIED: []}
    for event in log:
        person, kind = int(event["person"]), Kind(event["kind"])
        if kind == Kind.PLACED:
            placed[person] = float(event["time"])
        elif kind in since and person in placed:
            since[kind].append(float(event["time"]) - placed[person])
    assert (min(since[Kind.CONTACTED]) >= 200.0) == (off_limits == 200.0)
    assert min(since[Kind.APPLIED]) < 200.0


@pytest.mark.slow
def test_familiarity_does_not_drift_where_nobody_recruits() -> None:
    """Harm from outside and the way back to the norm are in balance from the first day on."""
    days, settings = 900, ("world.attention.outside_harm=1", "study.warm_up_days=0")
    more = (
        "world.people=2000",
        "world.attention.outside_messages_per_month=8",
        "world.attention.familiarity_half_life_days=200",
        "world.offence.annoyance=0.05",
        f"study.horizon_days={days}",
    )
    scenario = load("two_ways", set_=(*settings, *more)).scenario
    stage = Stage(scenario, (), 0, keep_log=False)
    members: list[list[Person]] = [[] for _ in stage.segments]
    people = [Person(stage, number, members) for number in range(2000)]
    for person in people:
        Life(person, ())
    means = [np.mean([person.familiarity for person in people])]
    for day in (300, 600, 900):
        stage.calendar.run(until=day)
        for person in people:
            person.receives_message()
        means.append(np.mean([person.familiarity for person in people]))
    assert means[0] < 0.9 * np.mean([person.norm for person in people])
    np.testing.assert_allclose(means, means[0], atol=0.004)
