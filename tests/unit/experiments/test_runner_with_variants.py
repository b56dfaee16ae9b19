"""A scenario and its variants in one run: what is simulated, failures, interrupts."""

from __future__ import annotations

from dataclasses import replace

import fake_engine
import pytest
from fake_engine import scenario
from polars.testing import assert_frame_equal

from recsim.experiments import runner
from recsim.experiments.runner import Interrupted, run
from recsim.experiments.work import Task
from recsim.model.run import Run
from recsim.scenario.scenario import Scenario
from recsim.scenario.strategy import Strategy


def larger(**study: object) -> Scenario:
    """The same market with a further strategy, in a variant of its own."""
    base = scenario(**study)
    return base.model_copy(
        update={"strategies": {**base.strategies, "robots": Strategy(style="active")}}
    )


def by_people(of: Scenario, teams: list[str], replication: int, **more: bool) -> Run:
    """The fake engine in a world whose luck depends on the number of people."""
    study = of.study.model_copy(update={"seed": of.world.people})
    return fake_engine.simulate(of.model_copy(update={"study": study}), teams, replication, **more)


def crowded(**study: object) -> Scenario:
    base = scenario(**study)
    return base.model_copy(update={"world": base.world.model_copy(update={"people": 77})})


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_each_variant_is_what_it_is_alone(workers):
    of, other = scenario(keep_events=(1,)), crowded(keep_events=(1,))
    both = run(of, workers=workers, simulate=by_people, beside={"crowded": other})
    alone = run(other, workers=1, simulate=by_people, variant="crowded")
    assert_frame_equal(both.runs, run(of, workers=1, simulate=by_people).runs)
    for table in ("runs", "segments", "series"):
        assert_frame_equal(getattr(both.beside["crowded"], table), getattr(alone, table))
    assert not both.runs.drop("variant").equals(alone.runs.drop("variant"))
    assert set(both.beside["crowded"].logs) == set(alone.logs) == set(both.logs)
    assert both.beside["crowded"].scenario is other


def test_names_add_up_on_an_applied_variant():
    found = run(scenario(), workers=1, simulate=by_people, variant="spam",
                beside={"crowded": crowded()})  # fmt: skip
    assert found.variant == "spam"
    assert found.beside["crowded"].variant == "spam+crowded"
    assert set(found.table("runs")["variant"]) == {"spam", "spam+crowded"}


def test_a_replication_is_finished_in_all_variants_before_the_next(monkeypatch):
    seen: list[Task] = []

    def watched(of, tasks, *rest):
        seen.extend(tasks)
        return iter(())

    def gone(*arguments):
        yield from watched(*arguments)

    monkeypatch.setattr(runner, "perform_all", gone)
    run(scenario(), replications=range(2), beside={"larger": larger()})
    assert [(task.replication, task.variant, task.teams[0]) for task in seen] == [
        (number, variant, team)
        for number in range(2)
        for variant, teams in (
            ("", ("waiting", "calling")),
            ("larger", ("waiting", "calling", "robots")),
        )
        for team in teams
    ]


def test_a_market_may_be_shared_in_a_variant_alone():
    together = scenario(market="shared")
    found = run(scenario(), workers=1, simulate=by_people, beside={"together": together})
    assert found.beside["together"].runs.height == found.runs.height == 12


def test_an_interrupt_keeps_what_is_complete_in_all_variants():
    def interrupt(done, total):
        assert total == 6 * 5
        if done == 13:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stop:
        run(scenario(), workers=1, simulate=by_people, progress=interrupt,
            beside={"larger": larger()})  # fmt: skip
    kept = stop.value.results
    assert kept.replications == kept.beside["larger"].replications == (0, 1)
    assert kept.runs.height == 2 * 2
    assert kept.beside["larger"].runs.height == 2 * 3


def test_a_failure_stays_in_its_variant():
    def fails(of, teams, replication, **more):
        if of.world.people == 77 and replication == 3:
            raise ZeroDivisionError("crowded out")
        return by_people(of, teams, replication, **more)

    found = run(scenario(), workers=1, simulate=fails, beside={"crowded": crowded()})
    assert found.failures.height == 0
    failed = found.table("failures")
    assert failed["variant"].to_list() == ["crowded"] * 2
    assert failed["replication"].to_list() == [3, 3]


def test_more_replications_are_those_of_a_longer_run():
    beside = {"crowded": crowded()}
    whole = run(scenario(), workers=1, simulate=by_people, beside=beside)
    first, rest = (
        run(scenario(), replications=part, workers=1, simulate=by_people, beside=beside)
        for part in (range(4), range(4, 6))
    )
    assert_frame_equal(rest.merge(first).table("runs"), whole.table("runs"))


def test_a_task_of_a_variant_can_be_told_from_that_of_the_scenario():
    plain = Task(("calling",), 0)
    assert plain != replace(plain, variant="crowded")
    assert plain == replace(plain, scenario=crowded())
    assert len({plain, replace(plain, variant="crowded")}) == 2
