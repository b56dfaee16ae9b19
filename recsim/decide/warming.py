"""From a scenario to its series from the very start, long enough to see whether they settle."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from recsim.analysis.warm_up import BATCH, LEAST
from recsim.decide.asking import count_of
from recsim.decide.folder import Study, folder_of, opened, write
from recsim.decide.warm_up import WarmUp
from recsim.decide.worlds import Load
from recsim.experiments.stopping import said
from recsim.scenario.fields import MOST_DAYS
from recsim.scenario.study import DAYS_PER_BIN
from recsim.studies.finish import How, so_far
from recsim.studies.refusal import Refusal, Unfinished

USUAL = 20
"""Replications, if nobody says."""
DAYS = 728
"""Days from the start, if nobody says; or those of the study, if they are more."""
FEWEST = LEAST * BATCH * DAYS_PER_BIN
RUNS = "runs"
"""Folder of the runs in the results folder."""


@dataclass(frozen=True)
class Asked:
    """What somebody asks.

    Attributes:
        days: from the start of the simulation; None: as ``DAYS`` says.
        replications: of each strategy; None: ``USUAL``.
    """

    days: int | None = None
    replications: int | None = None


def make(load: Load, asked: Asked, how: How) -> WarmUp:
    """Find out how long each series takes to settle.

    The warm-up is a filter: the runs are those of the scenario, and only go on longer.

    Args:
        load: loads the scenario with further settings; its number of replications is not used.
        asked: for how long, and how often.
        how: where it is kept, and what shows how far it is.

    Raises:
        ScenarioErrors: the scenario is wrong.
        Refusal: the time is too short, or too long.
        Unfinished: it was interrupted.
        EngineMissing: the engine that is wanted cannot run here.
        StoreError: the folder cannot be read or written.
    """
    loaded = load(())
    study = loaded.scenario.study
    count = count_of(asked.replications, USUAL, least=2)  # one run has no doubt
    days = max(DAYS, study.warm_up_days + study.horizon_days) if asked.days is None else asked.days
    if not max(FEWEST, study.warm_up_days + 1) <= days <= MOST_DAYS:
        raise Refusal(
            f"--days {days}: expected {max(FEWEST, study.warm_up_days + 1):,} to {MOST_DAYS:,}, "
            "the warm-up included"
        )
    longer = load(
        [f"study.horizon_days={days - study.warm_up_days}", f"study.replications={count}"]
    )
    folder = None if how.out is None else folder_of(how.out, longer, "warm-up")
    with opened(folder):
        done = so_far(
            longer,
            dataclasses.replace(
                how, given=None if folder is None else folder / RUNS, first=count, out=None
            ),
        )
        if done.interrupt is not None:
            raise Unfinished(
                done.left or f"{said(done.interrupt)}; nothing is kept.", done.interrupt
            )
        made = WarmUp(
            results=done.results,
            warm_up_days=study.warm_up_days,
            days=days,
            loaded=loaded,
            folder=folder,
            found_there=done.found,
            failed=tuple(
                (row["strategy"], row["replication"], row["error"])
                for row in done.results.failures.to_dicts()
            ),
        )
        if folder is not None:
            write(folder, _study(made, how))
    return made


def _study(made: WarmUp, how: How) -> Study:
    return Study(
        kind="warm-up",
        loaded=made.loaded,
        command=how.command,
        said=made.verdicts(),
        tables={"warm_up.csv": made.frame},
        about={
            "warm_up_days": made.warm_up_days,
            "days": made.days,
            "replications": len(made.results.replications),
        },
        runs=(f"{RUNS}/", f"all runs, a results folder of its own: recsim compare {RUNS}"),
    )
