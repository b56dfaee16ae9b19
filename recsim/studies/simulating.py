"""Replications that are missing: simulated, and kept in the results folder as they come."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recsim.analysis.results import Results
    from recsim.experiments.work import Outcome
    from recsim.store import Writing
    from recsim.studies.finish import How


def simulate(
    study: Writing, replications: Sequence[int], how: How
) -> tuple[Results, KeyboardInterrupt | None]:
    """Simulate replications into a results folder; each is on the disk seconds after its end.

    It ends early where the folder cannot be written (``study.elsewhere``).

    Args:
        study: the folder.
        replications: their numbers.
        how: workers, and what shows how far it is.

    Returns:
        The replications that failed, at least in part, and the interrupt that ended it.

    Raises:
        EngineMissing: the engine that is wanted cannot run here.
        StoreError: results can be kept nowhere.
    """
    from recsim.experiments.runner import by_replication, collect_all
    from recsim.experiments.selection import Selection
    from recsim.experiments.stopping import undisturbed
    from recsim.store import Keeper
    from recsim.studies.finish import title_of

    loaded = study.loaded
    sides = {"": loaded.scenario, **loaded.beside}
    selection = Selection(loaded.scenario.study.engine)
    failed: list[Outcome] = []

    def keep(batch: list[list[Outcome]]) -> None:
        whole = [one for one in batch if not any(outcome.error for outcome in one)]
        failed.extend(outcome for one in batch if one not in whole for outcome in one)
        if whole:
            outcomes = [outcome for one in whole for outcome in one]
            study.add(collect_all(sides, loaded.variant, outcomes), selection.used)

    keeper = Keeper(keep)
    interrupt = None
    try:
        try:
            with (
                how.bar(title_of(loaded)) as progress,
                closing(
                    by_replication(
                        loaded.scenario,
                        replications=replications,
                        workers=how.workers,
                        progress=progress,
                        selection=selection,
                        beside=loaded.beside,
                    )
                ) as coming,
            ):
                for outcomes in coming:
                    with undisturbed():
                        keeper.put(outcomes)
                    if study.elsewhere is not None:
                        break
        finally:
            with undisturbed():
                keeper.close()
    except KeyboardInterrupt as stopped:
        interrupt = stopped
    failures = collect_all(sides, loaded.variant, failed)
    if failed and study.held.whole and study.elsewhere is None:
        study.add(failures, selection.used)
    return failures, interrupt
