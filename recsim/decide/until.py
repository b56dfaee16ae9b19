"""Points of a sweep with as many runs as each of them takes: those that are settled stop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from recsim.analysis.looks import Goal, with_looks
from recsim.analysis.swept import Cell
from recsim.decide.asking import simulated
from recsim.decide.runs import Kept, needed
from recsim.decide.worlds import World

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.studies.finish import How

USUAL = 80
"""Most runs of each strategy at a point, if nobody says."""


def settle(
    kept: Kept,
    loaded: Loaded,
    worlds: Sequence[World],
    names: Sequence[str],
    goal: Goal,
    pair: tuple[str, str] | None,
    looks: Sequence[int],
    how: How,
) -> Mapping[int, Cell]:
    """Look at all points, add runs to those that are open, and look again.

    Args:
        kept: holds the runs.
        loaded: the scenario as it stands.
        worlds: the points.
        names: strategies that are simulated.
        goal: what is to be settled at each point: of the pair, or of each strategy.
        pair: the two that are compared; None if there is one strategy.
        looks: numbers of runs at which is looked.
        how: what shows how far it is.

    Returns:
        The points by their place, each with the runs of its last look.

    Raises: as ``asking.simulated``.
    """
    found: dict[int, Cell] = {}
    open_ = list(range(len(worlds)))
    for count in looks:
        runs = [need for at in open_ for need in needed(worlds[at].scenario, names).values()]
        simulated(kept, loaded, runs, count, how)
        for at in open_:
            results = with_looks(kept.results(worlds[at].scenario, names, count))
            cell = Cell(worlds[at].values, results, looks=count)
            found[at] = replace(cell, settled=_reached(cell, goal, pair, names))
        open_ = [at for at in open_ if not found[at].settled]
        if not open_:
            break
    return found


def _reached(cell: Cell, goal: Goal, pair: tuple[str, str] | None, names: Sequence[str]) -> bool:
    if goal.paired:
        assert pair is not None
        return goal.reached(cell.compare(goal.measure, *pair))
    return all(goal.reached(cell.level(name, goal.measure)) for name in names)
