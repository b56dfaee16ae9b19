"""Worlds of a sensitivity study: drawn by a design, simulated with several seeds, and analysed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recsim.analysis.intervals import Floats
from recsim.analysis.samples import Samples, samples_of
from recsim.analysis.sensitivity import DIFFERENCE, METHODS, MORRIS, SOBOL, Sensitivity, design
from recsim.decide.asking import simulated
from recsim.decide.runs import Kept, needed
from recsim.scenario.sentences import listed
from recsim.scenario.vary import Axis, Value
from recsim.studies.refusal import Refusal

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.scenario.scenario import Scenario
    from recsim.studies.finish import How

IN_A_WORLD = 2
"""Runs of each strategy in a world: the fewest that tell chance from what worlds do."""
PATHS = {MORRIS: 10, SOBOL: 64}
"""Paths, or base points, if nobody says."""
NUMBERS = {MORRIS: 12, SOBOL: 6}
"""Of so many numbers, the strongest ones: worlds of shares are dear."""
LIMITS = {MORRIS: (4, 1000), SOBOL: (8, 4096)}
OPTIONS = {MORRIS: "--paths", SOBOL: "--base"}

World = Callable[[Sequence[Axis], Sequence[Value]], "Scenario | None"]
"""The scenario with these values of some settings; None if they do not go together."""


@dataclass(frozen=True)
class Asked:
    """A design that is asked for.

    Attributes:
        method: ``MORRIS`` or ``SOBOL``.
        paths: paths or base points; None: as ``PATHS`` says.
    """

    method: str
    paths: int | None = None

    @property
    def count(self) -> int:
        """Paths or base points."""
        return PATHS[self.method] if self.paths is None else self.paths


def check(asked: Sequence[Asked]) -> None:
    """Refuse what cannot be done, before anything is simulated.

    Raises:
        Refusal: a number of paths or base points is bad, or SALib is not installed.
    """
    for one in asked:
        low, high = LIMITS[one.method]
        uneven = one.method == SOBOL and one.count & (one.count - 1)
        if not low <= one.count <= high or uneven:
            what = f"a power of two from {low} to {high:,}" if one.method == SOBOL else (
                f"{low} to {high:,}"
            )  # fmt: skip
            raise Refusal(f"{OPTIONS[one.method]} {one.count}: expected {what}")
    if asked:
        try:
            import SALib  # noqa: F401
        except ImportError:
            raise Refusal(
                f"recsim assumptions --{asked[0].method} needs SALib, which is not installed: "
                "pip install 'recruitsim[sensitivity]'"
            ) from None


def sense(
    kept: Kept,
    loaded: Loaded,
    axes: Sequence[Axis],
    world: World,
    of: tuple[str, str],
    outcome: str,
    asked: Asked,
    how: How,
) -> Sensitivity:
    """Make a sensitivity study of the difference of two strategies, and of each of them.

    Args:
        kept: holds the runs.
        loaded: the scenario as it stands.
        axes: uncertain numbers, the strongest first.
        world: makes the scenario with other values of them.
        of: the two strategies, the baseline first.
        outcome: the measure.
        asked: the design.
        how: what shows how far it is.

    Raises:
        Refusal: some of these values do not go together.
        Exception: everything else as ``asking.simulated``.
    """
    axes = tuple(axes[: NUMBERS[asked.method]])
    study = loaded.scenario.study
    points = design(asked.method, len(axes), asked.count, study.seed)
    worlds = []
    for row in points:
        made = world(axes, [axis.at(float(at)) for axis, at in zip(axes, row, strict=True)])
        if made is None:
            raise Refusal(
                f"--{asked.method}: the ranges of {listed([axis.key for axis in axes])} do not go "
                "together everywhere; give a narrower one in the file: {value: ..., range: [...]}"
            )
        worlds.append(made)
    runs = [need for one in worlds for need in needed(one, of).values()]
    simulated(kept, loaded, runs, IN_A_WORLD, how)
    every = [samples_of(kept.results(one, of, IN_A_WORLD)) for one in worlds]
    first, second = (np.array([_runs(samples, name, outcome) for samples in every]) for name in of)
    outcomes = {DIFFERENCE: second - first, of[0]: first, of[1]: second}
    analyse = METHODS[asked.method]
    return Sensitivity(
        asked.method,
        axes,
        asked.count,
        len(worlds),
        IN_A_WORLD,
        {
            name: analyse(points, values, study.confidence, study.seed)
            for name, values in outcomes.items()
        },
    )


def _runs(samples: Samples, strategy: str, outcome: str) -> Floats:
    """The outcome of each run of a world (of a ratio: its pseudo-values); nan if undefined."""
    found = samples(strategy, outcome)
    if found.pseudo is None or found.n != IN_A_WORLD:
        return np.full(IN_A_WORLD, np.nan)
    return found.pseudo
