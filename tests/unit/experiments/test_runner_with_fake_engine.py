"""The runner: parity, failures, interrupts, logs. With an engine that takes no time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import fake_engine
import polars as pl
import pytest
from fake_engine import scenario, simulate
from patience import PATIENCE
from polars.testing import assert_frame_equal

from recsim.analysis import differences
from recsim.analysis.names import UnknownMeasures
from recsim.analysis.results import RUNS, SEGMENTS, WEEKS, WHOLE_MARKET
from recsim.experiments.runner import Interrupted, run, tasks_of
from recsim.scenario.world import Segment, World

FLOWS = ("placements", "contacts", "offences", "put_off", "seeds_planted")
ROOT = Path(__file__).parents[3]


def assert_equal_results(one, other):
    for table in ("runs", "segments", "series", "failures"):
        assert_frame_equal(getattr(one, table), getattr(other, table))
    assert set(one.logs) == set(other.logs)
    for key, log in one.logs.items():
        assert (log == other.logs[key]).all()


@pytest.mark.slow
@pytest.mark.parametrize("market", ["separate", "shared"])
def test_serial_and_parallel_are_equal(market):
    of = scenario(market=market, keep_events=(1,))
    serial = run(of, workers=1, simulate=simulate)
    assert_equal_results(serial, run(of, workers=2, simulate=simulate))
    assert serial.runs["strategy"].to_list() == ["waiting"] * 6 + ["calling"] * 6
    assert serial.runs["replication"].to_list() == [*range(6), *range(6)]


def test_tables_have_their_columns_and_no_nan():
    of = scenario()
    segments = {"nurses": Segment(people_share=0.5, requisition_share=1.0),
                "welders": Segment(people_share=0.5, requisition_share=0.0)}  # fmt: skip
    of = of.model_copy(update={"world": World(segments=segments)})
    found = run(of, workers=1, simulate=simulate, variant="spam")
    assert dict(found.runs.schema) == RUNS
    assert dict(found.segments.schema) == SEGMENTS
    assert dict(found.series.schema) == WEEKS
    assert found.segments.height == 2 * 6 * 2
    assert found.series.height == 2 * 6 * (2 + 9)
    assert set(found.runs["variant"]) == {"spam"}
    assert set(found.runs["seed"]) == {2013}
    for table in (found.runs, found.segments, found.series):
        for column in table.get_columns():
            assert not (column.dtype.is_float() and column.is_nan().any()), column.name


def test_weekly_flows_add_up_to_the_totals():
    found = run(scenario(), workers=1, simulate=simulate)
    keys = ["strategy", "replication"]
    sums = found.measured_weeks.group_by(keys, maintain_order=True).agg(pl.sum(*FLOWS))
    for name in FLOWS:
        assert sums[name].to_list() == found.runs[name].to_list()


def test_a_separate_market_simulates_each_strategy_alone():
    tasks = list(tasks_of(scenario(keep_events=(1,)), range(2)))
    assert [(t.teams, t.replication, t.keep_log) for t in tasks] == [
        (("waiting",), 0, False),
        (("calling",), 0, False),
        (("waiting",), 1, True),
        (("calling",), 1, True),
    ]


def test_a_shared_market_simulates_all_together():
    tasks = list(tasks_of(scenario(market="shared"), range(2)))
    assert [t.teams for t in tasks] == [("waiting", "calling")] * 2


def test_only_the_wanted_logs_are_kept():
    assert set(run(scenario(keep_events=(0, 9)), workers=1, simulate=simulate).logs) == {
        ("waiting", 0),
        ("calling", 0),
    }
    shared = run(scenario(market="shared", keep_events=(2,)), workers=1, simulate=simulate)
    assert set(shared.logs) == {(WHOLE_MARKET, 2)}


def test_more_replications_are_those_that_a_longer_study_would_have():
    first = run(scenario(), replications=range(4), workers=1, simulate=simulate)
    more = run(scenario(), replications=range(4, 6), workers=1, simulate=simulate)
    assert_equal_results(first.merge(more), run(scenario(), workers=1, simulate=simulate))


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_failure_becomes_data(workers):
    found = run(scenario(), workers=workers, simulate=fake_engine.fails_at_three)
    assert found.failures.rows() == [
        ("calling", "", 3, "ZeroDivisionError: no such luck (fake_engine.py:64)")
    ]
    assert found.runs.height == 11
    assert found.replications == tuple(range(6))
    assert set(differences(found)["n"]) <= {0, 5}


def test_a_failure_in_a_shared_market_is_that_of_all():
    found = run(scenario(market="shared"), workers=1, simulate=fake_engine.fails_at_three)
    assert found.failures["strategy"].to_list() == ["waiting", "calling"]


@pytest.mark.slow
def test_a_process_that_dies_takes_only_its_own_run_with_it():
    found = run(scenario(), workers=2, simulate=fake_engine.dies_at_three)
    assert found.failures.rows() == [
        ("calling", "", 3, "the process died; it may have run out of memory")
    ]
    whole = run(scenario(), workers=1, simulate=simulate).runs
    assert_frame_equal(
        found.runs, whole.filter((whole["strategy"] != "calling") | (whole["replication"] != 3))
    )


def test_progress_counts_items():
    seen = []
    run(scenario(), workers=1, simulate=simulate, progress=lambda *at: seen.append(at))
    assert seen == [(done, 12) for done in range(13)]


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_keeps_complete_replications(workers):
    def interrupt(done, total):
        if done == 7:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stop:
        run(scenario(), workers=workers, simulate=fake_engine.slow, progress=interrupt)
    kept = stop.value.results
    whole = run(scenario(), workers=1, simulate=simulate).runs
    assert 1 <= len(kept.replications) <= 3
    for strategy in ("waiting", "calling"):
        assert tuple(kept.column(strategy, "replication")) == kept.replications
    assert_frame_equal(kept.runs, whole.filter(whole["replication"].is_in(kept.replications)))


def test_an_interrupt_at_once_keeps_nothing():
    def interrupt(done, total):
        raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stop:
        run(scenario(), workers=1, simulate=simulate, progress=interrupt)
    assert stop.value.results.runs.height == 0
    assert stop.value.results.replications == ()


PROGRAM = """
import fake_engine
from recsim.experiments.runner import Interrupted, run

def tell(done, total):
    print("done", done, flush=True)

if __name__ == "__main__":
    try:
        of = fake_engine.scenario(replications=4000)
        run(of, workers=2, simulate=fake_engine.slow, progress=tell)
    except Interrupted as stop:
        print("kept", len(stop.results.replications), flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals to a process group")
def test_control_c_ends_the_workers_quietly(tmp_path):
    """Also on a small system that has no program to list processes."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    process = subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path, "PATH": str(tmp_path)},
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        while process.stdout.readline() != "done 6\n":
            pass
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert process.returncode == 0, err
    assert "Traceback" not in err
    kept = int(out.split("kept ")[1])
    assert 1 <= kept < 4000


def test_measures_that_do_not_exist_are_refused_before_anything_runs():
    def never(*args, **kwargs):
        raise AssertionError("it ran")

    with pytest.raises(UnknownMeasures, match="did you mean 'placements'"):
        run(scenario(outcomes=("placemnts",)), workers=1, simulate=never)


def test_there_must_be_a_worker():
    with pytest.raises(ValueError, match="workers: 0"):
        run(scenario(), workers=0, simulate=simulate)


def test_workers_import_no_tables_plots_or_statistics():
    program = (
        "import sys, recsim.experiments.work\n"
        "print([m for m in ('polars', 'scipy', 'matplotlib', 'joblib') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout == "[]\n"
