"""What is worth a second look in a scenario, for ``check`` and ``run``."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from recsim.cli.console import complain

if TYPE_CHECKING:
    from recsim.analysis.results import Results
    from recsim.scenario.load import Loaded
    from recsim.scenario.remarks import Remark


def all_remarks(loaded: Loaded) -> list[Remark]:
    """What is unlikely about the scenario, and about what comes out of a few short runs of it."""
    from recsim.experiments.probe import probe
    from recsim.scenario.remarks import of_strategies, remarks
    from recsim.telling.units import time
    from recsim.telling.unlikely import unlikely

    found = [*remarks(loaded), *_own_numbers(loaded)]
    results = probe(loaded.scenario)
    if results is not None:
        runs = f"in short runs of {time(results.scenario.study.horizon_days)}"
        for message, strategies in unlikely(results).items():
            found.append(of_strategies(loaded, strategies, f"{runs}, {message}"))
    return found


def _own_numbers(loaded: Loaded) -> Iterator[Remark]:
    """Own numbers that contradict each other, or are hard to believe together."""
    from recsim.own.bookkeeping import conflicts
    from recsim.own.writing import numbers_of
    from recsim.scenario.remarks import Remark

    for strategy, numbers in loaded.scenario.observed.items():
        if not numbers:
            continue
        place = loaded.tree.fields["observed"].fields[strategy].place
        for conflict in conflicts(numbers_of(loaded.scenario, strategy)):
            kind = "hard to believe" if conflict.possible else "own numbers contradict each other"
            yield Remark(place, f"{kind}: {conflict.message}")


def mention(
    loaded: Loaded,
    results: Results,
    file: str,
    *,
    set_: Sequence[str] | None,
    with_: Sequence[str] | None,
) -> None:
    """Say on standard error that ``check`` has remarks, or what only came out in these runs.

    Args:
        loaded: what was run.
        results: what came out.
        file: the scenario as it was called.
        set_: options that it was called with.
        with_: variants.
    """
    from recsim.scenario.remarks import remarks
    from recsim.telling.unlikely import unlikely

    if not remarks(loaded):
        for message, strategies in unlikely(results).items():
            who = ", ".join(results.scenario.label(name) for name in strategies)
            complain(f"Unlikely ({who}): {message}.")
    else:
        options = [
            *(f"--with={name}" for name in with_ or ()),
            *(f"--set={at}" for at in set_ or ()),
        ]
        command = shlex.join(["recsim", "check", file, *options])
        complain(f"Some of this is unlikely: {command} says what.")
