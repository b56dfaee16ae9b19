"""How much each of several uncertain numbers does to an outcome, and how much chance does.

Two designs, both of SALib (Herman and Usher 2017, J Open Source Softw 2:97), in a unit cube with an
axis for each number:

- *Elementary effects* (Morris 1991, Technometrics 33:161-174; mu* of Campolongo, Cariboni and
  Saltelli 2007, Environ Model Softw 22:1509-1518): along paths through the cube one number moves at
  a time. Cheap, and tells what does little.
- *Shares of the variance* (Sobol 1993; estimators of Saltelli et al. 2010, Comput Phys Commun
  181:259-270): what one number explains alone (first order), and with all that it does together
  with others (total).

Each world is simulated several times, with the same seeds in all worlds. What is left of these
runs when worlds and seeds have explained what they can is *chance* (two-way analysis of variance):
so much of the variance of world means is taken out of the shares, and for the total of a number the
chance in its own differences, which the same seeds make small. Nothing is cut off at 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from recsim.analysis.intervals import Floats, normal_quantile
from recsim.scenario.vary import Axis

LEVELS = 4
"""Of a path through the cube; a step is two thirds of a range."""
STEP = LEVELS / (2 * (LEVELS - 1))
RESAMPLES = 1000
MORRIS, SOBOL = "morris", "sobol"
DIFFERENCE = "difference"


class Chance(NamedTuple):
    """What the luck of a run adds to how much worlds differ.

    Attributes:
        of_a_run: share of the variance of single runs that is no difference between worlds, 0 to 1.
        of_a_mean: share of the variance of world means that is chance, from 0; above 1 where worlds
            differ by less than chance would have it.
        variance: of a world mean, by chance, in the outcome's unit squared.
    """

    of_a_run: float
    of_a_mean: float
    variance: float


class Effect(NamedTuple):
    """Elementary effects of one number, in the outcome's unit, over its whole range.

    Attributes:
        mean: with its sign.
        size: mean of the sizes (mu*), with ends by a bootstrap over the paths.
        spread: standard deviation: how much the effect hangs on the other numbers, and on chance.
        by_chance: the size that chance alone would give.
    """

    mean: float
    size: float
    low: float
    high: float
    spread: float
    by_chance: float


class Share(NamedTuple):
    """Shares of the variance between worlds, chance taken out; they may be below 0.

    Attributes:
        first, first_low, first_high: of the number alone, by a bootstrap over the base points.
        total, total_low, total_high: with all that it does together with others.
    """

    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


@dataclass(frozen=True)
class Studied:
    """What one design found of one outcome.

    Attributes:
        chance: how much of it is chance; None if the outcome is undefined in some world.
        found: one for each number; empty if nothing can be said.
    """

    chance: Chance | None
    found: tuple[Effect, ...] | tuple[Share, ...]


@dataclass(frozen=True)
class Sensitivity:
    """What one design found.

    Attributes:
        method: ``MORRIS`` or ``SOBOL``.
        axes: the numbers.
        paths: paths, or base points.
        worlds: number of worlds.
        replications: runs of each strategy in each world.
        of: by ``DIFFERENCE`` or name of a strategy.
    """

    method: str
    axes: tuple[Axis, ...]
    paths: int
    worlds: int
    replications: int
    of: Mapping[str, Studied]

    @property
    def frame(self) -> pl.DataFrame:
        """One row an outcome and number, in the outcome's unit, or shares from 0 to 1.

        [of, key, label], the fields of ``Effect`` or ``Share``, and [chance_of_a_run,
        chance_of_a_mean]; what cannot be said is null.
        """
        kind = Effect if self.method == MORRIS else Share
        rows = []
        for name, studied in self.of.items():
            chance = studied.chance
            for place, axis in enumerate(self.axes):
                one = studied.found[place] if studied.found else None
                rows.append({
                    "of": name,
                    "key": axis.key,
                    "label": str(axis.shape.extra.get("label", "")),
                    **(one._asdict() if one else dict.fromkeys(kind._fields)),
                    "chance_of_a_run": chance.of_a_run if chance else None,
                    "chance_of_a_mean": chance.of_a_mean if chance else None,
                })  # fmt: skip
        numbers = (*kind._fields, "chance_of_a_run", "chance_of_a_mean")
        schema: dict[str, Any] = {
            **dict.fromkeys(("of", "key", "label"), pl.String),
            **dict.fromkeys(numbers, pl.Float64),
        }
        return pl.DataFrame(rows, schema=schema)


def design(method: str, count: int, paths: int, seed: int) -> Floats:
    """Points of a design in the unit cube, shape (worlds, count); the same each time.

    Args:
        method: ``MORRIS``: paths * (count + 1) worlds; ``SOBOL``: paths * (count + 2).
        count: numbers.
        paths: paths, or base points (a power of two).
        seed: of the design, from 0.
    """
    from SALib.sample import morris, sobol

    points = (
        morris.sample(_problem(count), paths, num_levels=LEVELS, seed=_seed(seed))
        if method == MORRIS
        else sobol.sample(_problem(count), paths, calc_second_order=False, seed=_seed(seed))
    )
    return np.asarray(points, dtype=np.float64)


def effects(points: Floats, runs: Floats, confidence: float, seed: int) -> Studied:
    """Elementary effects.

    Args:
        points: of ``design``.
        runs: the outcome, shape (worlds, replications), at least 2 replications; nan: undefined.
        confidence: of the intervals, in (0, 1).
        seed: of the bootstrap.
    """
    from SALib.analyze import morris

    if np.isnan(runs).any():
        return Studied(None, ())
    count, means = points.shape[1], _means(runs)
    told = morris.analyze(
        _problem(count), points, means, num_levels=LEVELS, num_resamples=RESAMPLES,
        conf_level=confidence, seed=_seed(seed),
    )  # fmt: skip
    moved = _steps(points, runs)
    found = tuple(
        Effect(
            float(told["mu"][at]),
            size := float(told["mu_star"][at]),
            size - float(told["mu_star_conf"][at]),
            size + float(told["mu_star_conf"][at]),
            float(told["sigma"][at]),
            math.sqrt(float(_variances(moved[at]).mean()) * 2 / math.pi) / STEP,
        )
        for at in range(count)
    )
    return Studied(chance(runs), found)


def shares(points: Floats, runs: Floats, confidence: float, seed: int) -> Studied:
    """Shares of the variance.

    Args: as for ``effects``.
    """
    from SALib.analyze import sobol

    if np.isnan(runs).any():
        return Studied(None, ())
    count, means = points.shape[1], _means(runs)
    base = np.arange(0, len(runs), count + 2)
    both = np.concatenate([base, base + count + 1])
    luck, variance = chance(runs[both]), float(np.var(means[both]))
    left = variance - luck.variance
    if left <= 1e-12 * max(1.0, float(np.max(np.abs(means))) ** 2):
        return Studied(luck, ())
    told = sobol.analyze(
        _problem(count), means, calc_second_order=False, num_resamples=RESAMPLES,
        conf_level=confidence, seed=_seed(seed),
    )  # fmt: skip
    scale = variance / left
    found = []
    for at in range(count):
        own = _variances(runs[base + at + 1] - runs[base]) / 2 / left
        doubt = normal_quantile((1 + confidence) / 2) * float(own.std()) / math.sqrt(len(own))
        first = scale * float(told["S1"][at])
        total = scale * float(told["ST"][at]) - float(own.mean())
        wide = scale * float(told["S1_conf"][at])
        half = math.hypot(scale * float(told["ST_conf"][at]), doubt)
        found.append(Share(first, first - wide, first + wide, total, total - half, total + half))
    return Studied(luck, tuple(found))


METHODS: Mapping[str, Callable[[Floats, Floats, float, int], Studied]] = {
    MORRIS: effects,
    SOBOL: shares,
}


def chance(runs: Floats) -> Chance:
    """How much of how runs differ is chance, by a two-way analysis of variance.

    Args:
        runs: shape (worlds, replications), at least 2 of each; a column has the same seed.
    """
    worlds, seeds = runs.shape
    whole = runs.mean()
    by_world, by_seed = runs.mean(axis=1) - whole, runs.mean(axis=0) - whole
    rest = runs - whole - by_world[:, np.newaxis] - by_seed
    residual = float((rest**2).sum()) / ((worlds - 1) * (seeds - 1))
    between_worlds = seeds * float((by_world**2).sum()) / (worlds - 1)
    between_seeds = worlds * float((by_seed**2).sum()) / (seeds - 1)
    of_world = max(0.0, (between_worlds - residual) / seeds)
    of_seed = max(0.0, (between_seeds - residual) / worlds)
    every = of_world + of_seed + residual
    return Chance(
        (of_seed + residual) / every if every else 0.0,
        residual / between_worlds if between_worlds else 0.0,
        residual / seeds,
    )


def _means(runs: Floats) -> Floats:
    return np.asarray(runs.mean(axis=1), dtype=np.float64)


def _steps(points: Floats, runs: Floats) -> Sequence[Floats]:
    """For each number the differences that its steps make, run by run, shape (paths, seeds)."""
    count = points.shape[1]
    moved = np.abs(np.diff(points, axis=0))
    within = np.arange(1, len(points)) % (count + 1) != 0
    changes = np.diff(runs, axis=0)
    return [changes[within & (moved[:, at] > 0)] for at in range(count)]


def _variances(differences: Floats) -> Floats:
    """Variance by chance of the mean difference of each pair of worlds, shape (pairs, seeds)."""
    return np.asarray(np.var(differences, axis=1, ddof=1) / differences.shape[1])


def _problem(count: int) -> dict[str, Any]:
    return {"num_vars": count, "names": [str(at) for at in range(count)],
            "bounds": [[0.0, 1.0]] * count}  # fmt: skip


def _seed(seed: int) -> int:
    """SALib takes 0 for no seed, and none above 32 bits."""
    return seed % (2**32 - 1) + 1
