"""What all studies of a decision ask: of which measure and strategies, and runs for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from recsim.decide.runs import Kept, Needed
from recsim.experiments.stopping import said
from recsim.scenario.errors import did_you_mean
from recsim.studies.refusal import Refusal, Unfinished

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.studies.finish import How


def outcome_of(loaded: Loaded, wanted: str) -> str:
    """The measure that was asked for, or the first declared one.

    Raises:
        Refusal: there is no such measure.
    """
    from recsim.analysis.measures import MEASURES

    if wanted and wanted not in MEASURES:
        raise Refusal(
            f"--outcome {wanted}: there is no such measure; "
            f"{did_you_mean(wanted, list(MEASURES)) or 'recsim explain placements'}"
        )
    return wanted or next(iter(loaded.scenario.study.outcomes), "placements")


def pair_of(loaded: Loaded, of: Sequence[str]) -> tuple[str, str] | None:
    """The strategies that are compared, the baseline first; None if there is one.

    Raises:
        Refusal: they do not exist, or are not two.
    """
    names = list(loaded.scenario.strategies)
    for name in of:
        if name not in names:
            raise Refusal(
                f"--of {name}: there is no such strategy; {did_you_mean(name, names, 'there are')}"
            )
    if of and not len(of) == len(set(of)) == 2:
        raise Refusal(f"--of {','.join(of)}: expected two strategies, the baseline first")
    found = of or loaded.scenario.study.about or names[:2]
    return (found[0], found[1]) if len(found) == 2 else None


def count_of(wanted: int | None, usual: int, least: int = 1) -> int:
    """Replications of each strategy: as many as were asked for, or the usual number.

    Raises:
        Refusal: they are fewer than ``least``, or more than a study may have.
    """
    from recsim.studies.finish import most_replications

    if wanted is None:
        return usual
    most = most_replications()
    if not least <= wanted <= most:
        raise Refusal(f"-n {wanted}: expected {least} to {most:,} replications")
    return wanted


def simulated(kept: Kept, loaded: Loaded, runs: Sequence[Needed], count: int, how: How) -> int:
    """Make what is missing; how many runs there were.

    Raises:
        Unfinished: it was interrupted.
        EngineMissing: the engine that is wanted cannot run here.
        StoreError: runs cannot be kept.
    """
    from recsim.studies.finish import title_of

    try:
        with how.bar(title_of(loaded)) as progress:
            return kept.simulate(
                loaded.scenario, runs, count, workers=how.workers, progress=progress
            )
    except KeyboardInterrupt as interrupt:
        raise unfinished(kept, interrupt) from None


def unfinished(kept: Kept, interrupt: KeyboardInterrupt) -> Unfinished:
    """What an interrupt leaves."""
    where = f" and kept in {kept.folder}" if kept.folder else ""
    return Unfinished(
        f"{said(interrupt)}: {len(kept.has()):,} runs are finished{where}.\n"
        "The same command goes on from there.",
        interrupt,
    )
