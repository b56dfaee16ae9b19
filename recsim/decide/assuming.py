"""From a scenario to what could turn its answer: sort out, look closely, try plausible worlds.

All uncertain numbers are looked at with few replications at both ends of their ranges; the
strongest ones with more; and many worlds are tried in which those differ all at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from recsim.analysis.assumed import Assumption, End, own_value, shift
from recsim.analysis.swept import Cell
from recsim.decide import sensing
from recsim.decide.asking import count_of, outcome_of, pair_of, simulated
from recsim.decide.assumptions import Assumptions
from recsim.decide.folder import Study, folder_of, opened, write
from recsim.decide.runs import Kept, Needed, needed
from recsim.decide.sweeping import shares
from recsim.decide.uncertain import uncertain, with_values
from recsim.decide.worlds import Load
from recsim.scenario.scenario import Scenario
from recsim.scenario.vary import Axis, Value
from recsim.studies.finish import How
from recsim.studies.refusal import Refusal
from recsim.telling.assumptions import ignorance

SORT_OUT = 3
"""Replications at each end to sort out what matters."""
CLOSELY = 12
"""Numbers that are looked at closely, and that plausible worlds differ in."""
USUAL = 12
"""Replications at each end of those, if nobody says."""
WORLDS = 90
IN_A_WORLD = 4
"""Replications in each plausible world."""
MOST_WORLDS = 10_000


@dataclass(frozen=True)
class Asked:
    """What somebody asks.

    Attributes:
        outcome: name of the measure; "" for the first declared one.
        of: the two strategies that are compared; empty for those that the question is about.
        replications: at each end; None: ``USUAL``, or those of the study if they are fewer.
        worlds: number of plausible worlds.
        designs: sensitivity studies of the strongest numbers, besides.
    """

    outcome: str = ""
    of: tuple[str, ...] = ()
    replications: int | None = None
    worlds: int = WORLDS
    designs: tuple[sensing.Asked, ...] = ()


@dataclass(frozen=True)
class _Ends:
    """A setting, and the scenario at both ends of its range."""

    axis: Axis
    low: Scenario
    high: Scenario


def make(load: Load, asked: Asked, how: How) -> Assumptions:
    """Find out what could turn the answer.

    Args:
        load: loads the scenario.
        asked: of which measure and strategies, and how closely.
        how: where it is kept, and what shows how far it is.

    Raises:
        ScenarioErrors: the scenario is wrong.
        Refusal: there is one strategy, nothing uncertain, or a bad number of worlds.
        Unfinished: it was interrupted.
        EngineMissing: the engine that is wanted cannot run here.
        StoreError: the folder cannot be read or written.
    """
    loaded = load(())
    outcome, of = outcome_of(loaded, asked.outcome), pair_of(loaded, asked.of)
    if of is None:
        raise Refusal(f"{loaded.path}: has one strategy; what could turn the answer takes two")
    if not 0 <= asked.worlds <= MOST_WORLDS:
        raise Refusal(f"--worlds {asked.worlds}: expected 0 to {MOST_WORLDS:,}")
    sensing.check(asked.designs)
    scenario = loaded.scenario
    both = [found for axis in uncertain(loaded) if (found := _ends(scenario, axis)) is not None]
    if not both:
        raise Refusal(f"{loaded.path}: no number has a range in which it is believed to lie")
    count = count_of(asked.replications, min(USUAL, scenario.study.replications))
    few = min(SORT_OUT, count)
    confidence = scenario.study.confidence
    folder = None if how.out is None else folder_of(how.out, loaded, "assumptions")

    with opened(folder):
        kept = Kept(folder)

        def look(group: Sequence[_Ends], replications: int) -> tuple[list[Assumption], int]:
            """Make the runs at all ends, and see what they do."""
            runs = _runs([scenario, *(s for one in group for s in (one.low, one.high))], of)
            there = simulated(kept, loaded, runs, replications, how)
            base = _cell(kept, scenario, of, replications)
            found = []
            for one in group:
                low, high = (
                    _end(base, _cell(kept, at, of, replications, value), outcome, of, confidence)
                    for at, value in ((one.low, one.axis.at(0)), (one.high, one.axis.at(1)))
                )
                own = own_value(loaded, one.axis)
                found.append(Assumption(one.axis, own, low, high, replications))
            return sorted(found, key=lambda one: -one.size), there

        first, there = look(both, few)
        strongest = {one.axis.key for one in first[:CLOSELY]}
        closely, _ = look([one for one in both if one.axis.key in strongest], count)
        varied = [one.axis for one in closely]
        places = (
            shares("lhs", len(varied), asked.worlds, scenario.study.seed) if asked.worlds else []
        )
        points = [
            tuple(axis.at(at) for axis, at in zip(varied, row, strict=True)) for row in places
        ]
        plausible = [_world(scenario, varied, values) for values in points]
        inside = [at for at, world in enumerate(plausible) if world is not None]
        runs = _runs([world for world in plausible if world is not None], of)
        there += simulated(kept, loaded, runs, min(IN_A_WORLD, max(2, count)), how)
        worlds = [
            _cell(kept, world, of, IN_A_WORLD, *points[at])
            for at in inside
            if (world := plausible[at]) is not None
        ]
        sensitivity = tuple(
            sensing.sense(kept, loaded, varied, partial(_world, scenario), of, outcome, one, how)
            for one in asked.designs
        )
        made = Assumptions(
            loaded=loaded,
            outcome=outcome,
            pair=of,
            base=_cell(kept, scenario, of, count),
            assumptions=tuple(closely),
            others=tuple(first[CLOSELY:]),
            varied=tuple(varied),
            worlds=tuple(worlds),
            shares=tuple(tuple(places[at]) for at in inside),
            sensitivity=sensitivity,
            folder=folder,
            runs=len(kept.has()),
            found=there,
            failed=tuple(kept.failed),
        )
        for strategy, replication, error in made.failed:
            how.tell(f"Failed: {strategy}, replication {replication}: {error}")
        if folder is not None:
            write(folder, _study(made, asked, how))
    return made


def _places(dimensions: int, count: int, seed: int) -> list[list[float]]:
    """Where the plausible worlds lie; a hypercube needs two of them."""
    return shares("lhs", dimensions, count, seed) if count > 1 else []


def _ends(scenario: Scenario, axis: Axis) -> _Ends | None:
    """The scenario at both ends; None where an end does not go together with the rest of it."""
    try:
        low, high = (with_values(scenario, {axis.keys[0]: axis.at(share)}) for share in (0, 1))
    except ValueError:
        return None
    return _Ends(axis, low, high)


def _world(scenario: Scenario, varied: Sequence[Axis], values: Sequence[Value]) -> Scenario | None:
    """A plausible world; None if these values do not go together."""
    try:
        return with_values(
            scenario, {axis.keys[0]: value for axis, value in zip(varied, values, strict=True)}
        )
    except ValueError:
        return None


def _runs(scenarios: Sequence[Scenario], of: tuple[str, str]) -> list[Needed]:
    return [need for one in scenarios for need in needed(one, of).values()]


def _cell(
    kept: Kept, scenario: Scenario, of: tuple[str, str], replications: int, *values: Value
) -> Cell:
    return Cell(values, kept.results(scenario, of, replications))


def _end(base: Cell, cell: Cell, outcome: str, of: tuple[str, str], confidence: float) -> End:
    moved = shift(base, cell, outcome, of, confidence)
    return End(cell.values[0], cell.compare(outcome, *of), moved)


def _study(made: Assumptions, asked: Asked, how: How) -> Study:
    return Study(
        kind="assumptions",
        loaded=made.loaded,
        command=how.command,
        said=made.verdicts(),
        tables={
            "assumptions.csv": made.frame,
            "worlds.csv": made.worlds_frame,
            **{f"{one.method}.csv": one.frame for one in made.sensitivity},
        },
        about={
            "outcome": made.outcome,
            "pair": list(made.pair),
            "closely": [one.axis.keys[0] for one in made.assumptions],
            "sorted_out": [one.axis.keys[0] for one in made.others],
            "replications": made.assumptions[0].looked,
            "worlds": len(made.worlds),
            "replications_in_a_world": IN_A_WORLD,
            "designs": {one.method: one.paths for one in made.sensitivity},
            "ignorance": ignorance(made),
        },
    )
