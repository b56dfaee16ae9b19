"""A budget ends runs that cost more, in both engines, and makes no difference to any other."""

from __future__ import annotations

import pytest

from recsim.model.budget import INSTRUCTIONS, Budget, TooMuchWork
from recsim.model.engines import Engine, engine
from recsim.model.run import Run
from recsim.scenario.load import load

ENOUGH = Budget(steps=10_000_000, memory=1 << 30)
ENGINES: tuple[Engine, ...] = ("simpy", "compiled")
SMALL = ("world.people=200", "study.horizon_days=60", "study.warm_up_days=0")
LOGGED = ("world.people=9000", "study.horizon_days=7", "study.warm_up_days=0")
BUSY = (*SMALL, "strategies.*.automation.contacts_per_day=1000", "strategies.*.recruiters=60")


def run(name: Engine, budget: Budget | None, *settings: str, keep_log: bool = True) -> Run:
    scenario = load("two_ways", set_=settings or SMALL).scenario
    return engine(name, budget)(scenario, ["both"], 0, keep_log=keep_log)


def bits(one: Run) -> bytes:
    assert one.log is not None
    return one.log.tobytes() + one.tally.counts.tobytes() + one.tally.sums.tobytes()


@pytest.mark.slow
@pytest.mark.parametrize("name", ENGINES)
def test_who_keeps_to_it_does_not_notice(name: Engine) -> None:
    free, within = run(name, None), run(name, ENOUGH)
    assert free.steps is None
    assert within.steps is not None
    assert bits(free) == bits(within)
    again = run(name, Budget(within.steps + 1, ENOUGH.memory))
    assert bits(again) == bits(free)


@pytest.mark.parametrize("name", ENGINES)
def test_a_run_ends_when_its_steps_are_spent(name: Engine) -> None:
    needed = run(name, ENOUGH).steps
    assert needed is not None
    assert needed > 1000
    for steps in (1, needed - 1):
        with pytest.raises(TooMuchWork, match=f"more than {steps:,} steps"):
            run(name, Budget(steps, ENOUGH.memory))
    assert bits(run(name, ENOUGH)) == bits(run(name, None))  # whoever comes next is as always


@pytest.mark.slow
def test_both_engines_count_about_the_same() -> None:
    """An instruction is no moment: they agree on the order of magnitude, and each with itself."""
    story, kernel = run("simpy", ENOUGH).steps, run("compiled", ENOUGH).steps
    assert story is not None
    assert kernel is not None
    assert 1 / 5 < kernel / story < 5
    assert run("compiled", ENOUGH).steps == kernel
    assert kernel * INSTRUCTIONS > story


def test_an_endless_run_is_cut_off() -> None:
    """Within every limit of a scenario file, and far beyond what anybody waits for."""
    for name in ENGINES:
        with pytest.raises(TooMuchWork):
            run(name, Budget(5_000, ENOUGH.memory), *BUSY, keep_log=False)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "megabytes"), [("simpy", 1), ("compiled", 9)])
def test_a_log_ends_where_memory_does(name: Engine, megabytes: int) -> None:
    budget = Budget(ENOUGH.steps, megabytes << 20)
    run(name, budget, *LOGGED, keep_log=False)
    with pytest.raises(TooMuchWork, match=f"more than {megabytes} MB"):
        run(name, budget, *LOGGED)
    assert bits(run(name, ENOUGH)) == bits(run(name, None))


def test_tables_end_where_memory_does() -> None:
    with pytest.raises(TooMuchWork, match="more than 2 MB"):
        run("compiled", Budget(ENOUGH.steps, 2 << 20), "world.people=20000", keep_log=False)
