"""From a scenario and what is varied to a sweep: what is kept is used, the rest is simulated."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recsim.analysis.looks import Goal, Looked, repeated
from recsim.analysis.swept import Cell
from recsim.decide.asking import count_of, outcome_of, pair_of, simulated
from recsim.decide.folder import Study, folder_of, keys_of, opened, write
from recsim.decide.runs import Kept, needed
from recsim.decide.sweep import Sweep
from recsim.decide.until import USUAL as MOST_AT_A_POINT
from recsim.decide.until import settle
from recsim.decide.worlds import Load, World, worlds
from recsim.scenario.errors import Place, Problem, ScenarioErrors, did_you_mean
from recsim.scenario.vary import Axis, Value, axes, swept, usual
from recsim.studies.finish import How, title_of
from recsim.studies.refusal import Refusal, Unfinished
from recsim.studies.until import Asked as Budget
from recsim.studies.until import budget_of, goal_of

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded

MOST_KEYS = 3
"""Of a grid; a design may have as many as a file."""
USUAL = {1: 9, 2: 7, 3: 5}
"""Values of a range without a count, by the number of settings that are varied."""
POINTS = 64
"""Points of a design, if nobody says."""
MOST_POINTS = 10_000
RUNS = 1500
"""Without --replications, so many are made that there are about as many runs."""
FEWEST = 5
DESIGNS = ("lhs", "sobol")


@dataclass(frozen=True)
class Asked:
    """What somebody asks of a sweep.

    Attributes:
        vary: "key=low:high:count" and the like; empty for what the file says, or else recsim.
        design: "" for a grid; "lhs" (a Latin hypercube) or "sobol".
        points: of a design; None: not given.
        outcome: name of the measure that heads it; "" for the first declared one.
        of: the two strategies that are compared; empty for those that the question is about.
        replications: of each strategy at each point; None: as ``RUNS`` says.
        until: what is to be settled at each point (``recsim.studies.until.FORMS``); "" for a given
            number of replications.
        at_most: with ``until``: most runs of each strategy at a point; None: the usual number.
    """

    vary: tuple[str, ...] = ()
    design: str = ""
    points: int | None = None
    outcome: str = ""
    of: tuple[str, ...] = ()
    replications: int | None = None
    until: str = ""
    at_most: int | None = None


def make(load: Load, asked: Asked, how: How) -> Sweep:
    """Make a sweep.

    Args:
        load: loads the scenario with further settings.
        asked: what is varied, and how.
        how: where it is kept, and what shows how far it is.

    Raises:
        ScenarioErrors: everything that is wrong, at its place.
        Refusal: it cannot be done as it was asked.
        Unfinished: it was interrupted, or all runs of a point failed.
        EngineMissing: the engine that is wanted cannot run here.
        StoreError: the folder cannot be read or written.
    """
    loaded = load(())
    varied = _varied(loaded, asked)
    points = _points(varied, asked, loaded.scenario.study.seed)
    outcome, pair = outcome_of(loaded, asked.outcome), pair_of(loaded, asked.of)
    map_of_a_pair = bool(asked.design) or len(varied) > 1
    if map_of_a_pair and pair is None:
        raise Refusal(
            f"{loaded.path}: has one strategy; where several settings are varied, two are compared"
        )
    names = tuple(loaded.scenario.strategies)
    if map_of_a_pair and pair and loaded.scenario.study.market == "separate":
        names = tuple(name for name in names if name in pair)
    own = _own_values(loaded, varied)
    every = [World(own, loaded.scenario), *worlds(load, varied, points)]
    goal = _goal(loaded, asked, outcome, pair)
    folder = None if how.out is None else folder_of(how.out, loaded, "sweep", keys_of(varied))
    with opened(folder):
        kept = Kept(folder)
        there = kept.has()
        base, *cells = _measured(kept, loaded, every, names, asked, goal, pair, how)
        used = {
            (need.like, number)
            for world, cell in zip(every, (base, *cells), strict=True)
            for need in needed(world.scenario, names).values()
            for number in range(cell.looks)
        }
        looked = _looked(loaded, asked, goal, (base, *cells))
        sweep = Sweep(
            loaded=loaded if looked is None else _for_looks(loaded),
            axes=tuple(varied),
            cells=tuple(replace(cell, is_base=cell.values == own) for cell in cells),
            base=replace(base, is_base=True),
            outcome=outcome,
            pair=pair,
            replications=max(cell.looks for cell in (base, *cells)),
            drawn=asked.design,
            by_itself=not (asked.vary or loaded.scenario.sweep),
            looked=looked,
            folder=folder,
            runs=len(used),
            found=len(used & there),
            failed=tuple(kept.failed),
        )
        _complete(sweep, how)
        if folder is not None:
            write(folder, _study(sweep, loaded, asked, how))
    return sweep


def _measured(
    kept: Kept,
    loaded: Loaded,
    every: Sequence[World],
    names: Sequence[str],
    asked: Asked,
    goal: Goal | None,
    pair: tuple[str, str] | None,
    how: How,
) -> list[Cell]:
    """All points with their runs: as many as were asked for, or as each of them takes."""
    if goal is not None:
        _, looks = budget_of(Budget(asked.until, asked.at_most), MOST_AT_A_POINT)
        settled = settle(kept, loaded, every, names, goal, pair, looks, how)
        return [settled[at] for at in range(len(every))]
    runs = [need for world in every for need in needed(world.scenario, names).values()]
    distinct = len({need.like for need in runs})
    usual = max(FEWEST, min(loaded.scenario.study.replications, RUNS // distinct))
    count = count_of(asked.replications, usual)
    simulated(kept, loaded, runs, count, how)
    return [
        Cell(world.values, kept.results(world.scenario, names, count), looks=count)
        for world in every
    ]


def _goal(loaded: Loaded, asked: Asked, outcome: str, pair: tuple[str, str] | None) -> Goal | None:
    """What is to be settled at each point; None: nothing, the number of runs is given.

    Raises:
        Refusal: it is asked wrongly, or nothing is compared.
    """
    if not asked.until:
        return None
    goal = goal_of(asked.until, outcome)
    budget_of(Budget(asked.until, asked.at_most), MOST_AT_A_POINT)
    if goal.paired and pair is None:
        raise Refusal(f"--until {asked.until}: {loaded.path} has one strategy; nothing is compared")
    return goal


def _looked(
    loaded: Loaded, asked: Asked, goal: Goal | None, cells: Sequence[Cell]
) -> Looked | None:
    """The looks that were taken at any point."""
    if goal is None:
        return None
    at_most, looks = budget_of(Budget(asked.until, asked.at_most), MOST_AT_A_POINT)
    last = max(cell.looks for cell in cells)
    taken = tuple(count for count in looks if count <= last)
    return Looked(goal, taken, at_most, loaded.scenario.study.confidence, ())


def _for_looks(loaded: Loaded) -> Loaded:
    """The scenario as it stands with the confidence of its intervals for repeated looks."""
    study = loaded.scenario.study
    careful = study.unchecked(confidence=repeated(study.confidence))
    return replace(loaded, scenario=loaded.scenario.unchecked(study=careful))


def _complete(sweep: Sweep, how: How) -> None:
    """Say which runs failed.

    Raises:
        Unfinished: nothing is left of a point.
    """
    for strategy, replication, error in sweep.failed:
        how.tell(f"Failed: {strategy}, replication {replication}: {error}")
    for cell in (*sweep.cells, sweep.base):
        if cell.results.runs["strategy"].n_unique() < len(sweep.strategies):
            raise Unfinished(f"{title_of(sweep.loaded)}: at {cell.values} every run failed.")


def _varied(loaded: Loaded, asked: Asked) -> list[Axis]:
    """The settings that are varied.

    Raises:
        ScenarioErrors: something is wrong with them.
    """
    problems: list[Problem] = []
    given = [(text, Place(f"--vary {text}", None, "")) for text in asked.vary]
    if not given:
        given = swept(loaded.tree, problems)
    if not given:
        given = [(text, Place("the usual sweep", None, "")) for text in usual(loaded.scenario)]
    found = axes(given, loaded.tree, problems, loaded.ranges)
    most = len(found) if asked.design else MOST_KEYS
    if len(found) > most:
        problems.append(
            Problem(
                found[most].place,
                f"{len(found)} settings are varied; expected at most {most}",
                "--design lhs takes more of them",
            )
        )
    if problems:
        raise ScenarioErrors(problems)
    if not found:
        raise Refusal(f"{loaded.path}: nothing is varied; give --vary key=low:high:count")
    return found


def _points(varied: Sequence[Axis], asked: Asked, seed: int) -> list[tuple[Value, ...]]:
    """The points of the grid or of the design.

    Raises:
        Refusal: there are too many, or it is no design.
    """
    if asked.design:
        if asked.design not in DESIGNS:
            hint = did_you_mean(asked.design, DESIGNS, "there are")
            raise Refusal(f"--design {asked.design}: there is no such design; {hint}")
        count = POINTS if asked.points is None else asked.points
        if not 2 <= count <= MOST_POINTS:
            raise Refusal(f"--points {count}: expected 2 to {MOST_POINTS:,}")
        return [
            tuple(axis.at(share) for axis, share in zip(varied, row, strict=True))
            for row in shares(asked.design, len(varied), count, seed)
        ]
    if asked.points is not None:
        raise Refusal("--points belongs to a design: --design lhs or --design sobol")
    usual_count = USUAL[len(varied)]
    points = list(itertools.product(*(axis.values(usual_count) for axis in varied)))
    if len(points) > MOST_POINTS:
        raise Refusal(f"{len(points):,} points; expected at most {MOST_POINTS:,}")
    return points


def shares(design: str, dimensions: int, count: int, seed: int) -> list[list[float]]:
    """Points of a design in the unit cube.

    Args:
        design: "lhs": a Latin hypercube, which spreads each of its axes evenly; "sobol": a
            scrambled Sobol sequence, best with a power of two.
        dimensions: of the cube.
        count: number of points.
        seed: of the design; the points are the same each time.
    """
    import warnings

    from scipy.stats import qmc

    kinds = {"lhs": qmc.LatinHypercube, "sobol": qmc.Sobol}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of counts that are no power of two
        found = kinds[design](dimensions, rng=seed).random(count)
    return [[float(share) for share in row] for row in found]


def _own_values(loaded: Loaded, varied: Sequence[Axis]) -> tuple[Value, ...]:
    """The scenario's own values of what is varied; of several settings, that of the first."""
    from recsim.scenario.show import value_at

    return tuple(value_at(loaded.scenario, axis.keys[0]) for axis in varied)


def _study(sweep: Sweep, loaded: Loaded, asked: Asked, how: How) -> Study:
    return Study(
        kind="sweep",
        loaded=loaded,
        command=how.command,
        said=sweep.verdicts(),
        tables={"sweep.csv": sweep.frame},
        about={
            "varied": {axis.key: list(axis.keys) for axis in sweep.axes},
            "points": [list(cell.values) for cell in sweep.cells],
            "design": sweep.drawn,
            "outcome": sweep.outcome,
            "pair": list(sweep.pair or ()),
            "replications": sweep.replications,
            "until": asked.until,
            "settled_after": [cell.settled_after for cell in sweep.cells] if asked.until else [],
        },
    )
