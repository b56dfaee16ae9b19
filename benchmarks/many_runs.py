"""What 10 to 10,000,000 runs cost: time, disk, memory. Prints Markdown tables.

    python benchmarks/many_runs.py --runs 20 2000 20000        minutes
    python benchmarks/many_runs.py --runs 200000               half an hour, on a core of its own
    python benchmarks/many_runs.py --write docs/many_machines.md   puts the tables into the page

The world is as small as they come, so that the runs cost little and what is around them shows. What
was measured is kept in many_runs.json beside this file, and the tables are made of it; sizes that
were not measured are calculated.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

import tables  # noqa: E402
from measure import most_memory, user_seconds, value_of  # noqa: E402

from recsim.experiments import workers  # noqa: E402
from recsim.experiments.runner import by_replication, collect, tasks_of  # noqa: E402
from recsim.experiments.work import Outcome, Task, perform  # noqa: E402
from recsim.model.engines import Simulate, engine  # noqa: E402
from recsim.scenario.scenario import Scenario  # noqa: E402
from recsim.scenario.strategy import Strategy  # noqa: E402
from recsim.scenario.study import Study  # noqa: E402
from recsim.scenario.world import World  # noqa: E402
from recsim.store.parts import write_part  # noqa: E402

KEPT = Path(__file__).with_suffix(".json")
SIZES = (10, 100, 1000, 10_000, 100_000, 200_000, 1_000_000, 10_000_000)
"""Runs; a study has at most 200,000 of two strategies."""
STRATEGIES = 2
MEGABYTE = 1e6
Measured = Mapping[str, float]


def tiny() -> Scenario:
    """Ten people of one occupation, two strategies, one week."""
    return Scenario(
        world=World(people=10),
        strategies={
            "waiting": Strategy(style="passive", recruiters=1),
            "calling": Strategy(style="active", recruiters=1),
        },
        study=Study(horizon_days=7, warm_up_days=0, engine="compiled"),
    )


def study(runs: int, out: str) -> Measured:
    """A study into a folder; meant for a process that does nothing else."""
    import recsim

    before = 0

    def progress(done: int, total: int) -> None:
        nonlocal before
        before = most_memory()

    began = time.perf_counter()
    recsim.run(tiny(), replications=runs // STRATEGIES, out=out, progress=progress)
    [folder] = Path(out).iterdir()
    parts = sum(path.stat().st_size for path in folder.glob("parts/*"))
    files = sum(path.stat().st_size for path in folder.glob("*.*") if path.is_file())
    return {
        "seconds": user_seconds(),
        "clock": time.perf_counter() - began,
        "simulating": before,
        "memory": most_memory(),
        "parts": parts,
        "tables": files,
    }


def measure(runs: int) -> Measured:
    tables.progress(f"{runs:,} runs")
    with tempfile.TemporaryDirectory() as out:
        return value_of(f"study({runs}, {out!r})", "from many_runs import study")


def growth(kept: Mapping[int, Measured]) -> list[str]:
    few, many = sorted(kept)[-2:]

    def calculated(runs: int, what: str) -> float:
        """Along the line through the two largest sizes that were measured."""
        more = (kept[many][what] - kept[few][what]) / (many - few)
        return kept[many][what] + more * (runs - many)

    rows = []
    for runs in sorted({*SIZES, *kept}):
        found = kept.get(runs)
        if found is None and runs < many:
            continue
        of = found or {what: calculated(runs, what) for what in kept[many]}
        rows.append(
            (
                f"{runs:,}",
                "measured" if found else "calculated",
                span(of["seconds"]),
                *(f"{of[what] / MEGABYTE:,.0f} MB" for what in ("parts", "tables")),
                *(f"{of[what] / MEGABYTE:,.0f} MB" for what in ("simulating", "memory")),
            )
        )
    a_run = (kept[many]["memory"] - kept[few]["memory"]) / (many - few)
    head = (
        "runs", "", "processor time", "parts", "tables", "memory while simulating",
        "memory for the tables",
    )  # fmt: skip
    return [
        "Ten people of one occupation, two strategies, one week, the compiled engine: a run is "
        "as cheap as can be. Processor time is that of one core, with the program's start and the "
        "tables. Memory is the most that the process took, libraries included. Between the two "
        f"largest sizes each further run adds {a_run:,.0f} bytes to the most memory. What is "
        f"calculated lies on the line through {few:,} and {many:,} runs.",
        "",
        *tables.table(head, rows),
    ]


def overhead(replications: int, rounds: int) -> list[str]:
    """What is around a run: the smallest of some rounds of turns, in user time."""
    scenario = tiny()
    simulate, tasks = engine("compiled"), list(tasks_of(scenario, range(replications)))
    done = {task.teams: perform(simulate, scenario, task) for task in tasks[:STRATEGIES]}
    took: dict[str, list[float]] = {"simulate": [], "perform": [], "executor": []}

    def already(_: Simulate, __: Scenario, task: Task) -> Outcome:
        return replace(done[task.teams], task=task)

    for _ in range(rounds):
        began = user_seconds()
        for task in tasks:
            simulate(scenario, task.teams, task.replication)
        took["simulate"].append(user_seconds() - began)
        began = user_seconds()
        for task in tasks:
            perform(simulate, scenario, task)
        took["perform"].append(user_seconds() - began)
        began = user_seconds()
        with patch.object(workers, "perform", already):
            for _outcomes in by_replication(scenario, replications=range(replications), workers=1):
                pass
        took["executor"].append(user_seconds() - began)
    began = user_seconds()
    with tempfile.TemporaryDirectory() as folder:
        found = collect(scenario, "", [already(simulate, scenario, task) for task in tasks])
        write_part(Path(folder), 1, found, study="", events={}, engines=["compiled"])
    kept = (user_seconds() - began) / len(tasks)
    simulated, performed, executed = (min(times) / len(tasks) for times in took.values())
    return [
        f"User time a run, one worker; the least of {rounds} rounds of {len(tasks)} runs.",
        "",
        *tables.table(
            ("what", "a run"),
            [
                ("simulating", f"{1000 * simulated:.2f} ms"),
                ("measuring", f"{1000 * (performed - simulated):.2f} ms"),
                ("handing out and taking back", f"{1000 * executed:.3f} ms"),
                ("keeping, in a part", f"{1000 * kept:.2f} ms"),
            ],
        ),
    ]


def span(seconds: float) -> str:
    """Seconds, in the unit that suits them."""
    if seconds < 100:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, nargs="+", default=(), help="sizes to measure")
    parser.add_argument("--kept", type=Path, default=KEPT, help="where measures are kept")
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it work?")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="page to put the tables into")
    options = parser.parse_args(arguments)
    kept: dict[int, Measured] = {}
    if options.kept.is_file():
        found = json.loads(options.kept.read_text(encoding="utf-8"))
        kept = {int(runs): measured for runs, measured in found.items()}
    for runs in options.runs:
        kept[runs] = measure(runs)
        text = json.dumps({str(size): kept[size] for size in sorted(kept)}, indent=1)
        options.kept.write_text(f"{text}\n", encoding="utf-8")
    if len(kept) < 2:
        raise SystemExit("two sizes at least, to calculate the others: --runs 20 200")
    load = os.getloadavg()[0]
    lines = {
        "many-runs": growth(kept),
        "overhead": [
            *overhead(20 if options.quick else 300, 2 if options.quick else 5),
            "",
            tables.machine(load),
        ],
    }
    for name, section in lines.items():
        if options.write is None:
            print("\n".join([f"### {name}", "", *section, ""]), flush=True)
        else:
            tables.write(options.write, name, section)


if __name__ == "__main__":
    main()
