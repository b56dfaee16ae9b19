"""How often the 95% intervals hold the truth, where it is known and events may be few.

Draws runs of made-up teams whose true values are known, by the way in which measures are made
(``recsim.analysis.measures.Kind``), and counts the intervals that hold them:

    python docs/studies/interval_coverage.py

It writes ``interval_coverage.csv`` beside this file and the tables in ``docs/coverage.md``, in a
minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from page import HERE, show

from recsim.analysis import ends
from recsim.analysis.measures import Kind
from recsim.scenario.markdown import table

PAGE = "coverage.md"
CONFIDENCE = 0.95
EXPERIMENTS = 1000
SEED = 1
RUNS = (2, 3, 5, 10, 30, 100)
RATES = (0.05, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 500.0)
DISPERSIONS = (1, 4)
"""Variance of numbers of events divided by their mean: Poisson, and clustered events."""
COLUMNS = ("what", "dispersion", "runs", "rate", "held", "experiments", "seed")

Floats = npt.NDArray[np.float64]
Side = tuple[Floats, Floats]
Shape = tuple[int, int]


@dataclass(frozen=True)
class World:
    """Draws of runs at a rate of events a run and a dispersion."""

    rng: np.random.Generator
    rate: float
    dispersion: int
    shape: Shape

    def events(self, rate: float) -> Floats:
        """Numbers of events, Poisson or negative binomial."""
        if rate == 0:
            return np.zeros(self.shape)
        if self.dispersion == 1:
            return self.rng.poisson(rate, self.shape).astype(float)
        size = rate / (self.dispersion - 1)
        return self.rng.negative_binomial(size, 1 / self.dispersion, self.shape).astype(float)

    def days(self, events: Floats) -> Floats:
        """Sums of exponential times of mean 1, one for each event."""
        return np.where(events > 0, self.rng.gamma(np.maximum(events, 1.0)), 0.0)


@dataclass(frozen=True)
class Team:
    """What is measured of one team.

    Attributes:
        what: in words.
        kind: of the measure.
        truth: its true value at a rate of events a run.
        draw: numerators and denominators, from the events of each run.
    """

    what: str
    kind: Kind
    truth: Callable[[float], float]
    draw: Callable[[World, float], Side]

    def one(self, world: World) -> tuple[Side, float]:
        """Runs of a team, and the truth."""
        return self.draw(world, world.rate), self.truth(world.rate)

    def two(self, world: World, shared: float) -> tuple[Side, Side]:
        """Runs of two equal teams that have a part of what happens in common."""
        both = self.draw(world, shared * world.rate)
        own = [self.draw(world, (1 - shared) * world.rate) for _ in range(2)]
        if self.kind is Kind.COUNT:
            return (both[0] + own[0][0], both[1]), (both[0] + own[1][0], both[1])
        first, second = ((both[0] + side[0], both[1] + side[1]) for side in own)
        return first, second


def _count(world: World, rate: float) -> Side:
    return world.events(rate), np.ones(world.shape)


def _share(world: World, rate: float) -> Side:
    hits = world.events(rate)
    return hits, hits + world.events(4 * rate)


def _per_event(world: World, rate: float) -> Side:
    return world.events(rate), world.events(2 * rate)


def _mean(world: World, rate: float) -> Side:
    events = world.events(rate)
    return world.days(events), events


TEAMS = (
    Team("events a run", Kind.COUNT, lambda rate: rate, _count),
    Team("share: one in five", Kind.SHARE, lambda _: 0.2, _share),
    Team("events for two of another kind", Kind.PER_EVENT, lambda _: 0.5, _per_event),
    Team("mean time, exponential", Kind.MEAN, lambda _: 1.0, _mean),
)
SHARED = (0.0, 0.5, 0.95)
"""Parts of what happens that two teams have in common; with the last most runs are tied."""


def held(found: tuple[Floats, Floats], truth: float, known: npt.NDArray[np.bool_]) -> float:
    """Share of the intervals that hold the truth, where there is one; nan: hardly anywhere."""
    low, high = (end[known] for end in found)
    some = ~np.isnan(low)
    if some.sum() < EXPERIMENTS / 20:
        return float("nan")
    return float(((low <= truth) & (truth <= high))[some].mean())


def of_one(team: Team, world: World) -> float:
    """How often the interval of a team's value holds the truth."""
    (above, below), truth = team.one(world)
    known = below.sum(axis=1) > 0
    if team.kind is Kind.COUNT:
        _, *found = ends.totals(team.kind, above, CONFIDENCE)
    else:
        factor = np.ones(int(known.sum()))
        _, *found = ends.ratios(team.kind, above[known], below[known], factor, CONFIDENCE)
        known = np.ones(len(factor), dtype=bool)
    return held((found[0], found[1]), truth, known)


def of_two(team: Team, world: World, shared: float) -> float:
    """How often the paired interval of the difference of two equal teams holds 0."""
    one, other = team.two(world, shared)
    known = (one[1].sum(axis=1) > 0) & (other[1].sum(axis=1) > 0)
    if not known.any():
        return float("nan")
    one, other = ((side[0][known], side[1][known]) for side in (one, other))
    if team.kind is Kind.COUNT:
        found = ends.differences_of_totals(team.kind, one[0], other[0], CONFIDENCE)
    else:
        factor = np.ones(int(known.sum()))
        found = ends.differences_of_ratios(team.kind, one, other, factor, CONFIDENCE)
    return held(found, 0.0, np.ones(int(known.sum()), dtype=bool))


def study(experiments: int = EXPERIMENTS, runs: Sequence[int] = RUNS) -> pl.DataFrame:
    """How often each interval holds the truth, in percent: one row a cell, ``COLUMNS``."""
    rows = []
    questions: list[tuple[str, Callable[[World], float]]] = []
    for team in TEAMS:
        questions.append((team.what, lambda world, team=team: of_one(team, world)))
        questions += [
            (
                f"{team.what}: difference of two teams with {100 * part:g}% in common",
                lambda world, team=team, part=part: of_two(team, world, part),
            )
            for part in SHARED
        ]
    for place, (what, asked) in enumerate(questions):
        for dispersion in DISPERSIONS:
            for n in runs:
                for rate in RATES:
                    key = (SEED, place, dispersion, n, round(1000 * rate))
                    rng = np.random.default_rng(key)
                    share = asked(World(rng, rate, dispersion, (experiments, n)))
                    told = None if np.isnan(share) else round(100 * share, 1)
                    rows.append((what, dispersion, n, rate, told, experiments, SEED))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def lines(found: pl.DataFrame) -> Iterator[str]:
    """The tables of the page, from the stored rows."""
    first = found.row(0, named=True)
    rates = found["rate"].unique(maintain_order=True).to_list()
    yield (
        f"Percent of {first['experiments']:,} intervals of {100 * CONFIDENCE:g}% that hold the "
        f"truth, by events a run (columns), runs and dispersion; seed {first['seed']}. Empty: the "
        "measure is hardly ever defined."
    )
    for (what,), rows in found.group_by("what", maintain_order=True):
        yield from ("", f"**{str(what).capitalize()}**", "")
        heads = ("Runs", "Dispersion", *(f"{rate:g}" for rate in rates))
        yield from table(heads, (_line(rows, *key) for key in _keys(rows)))


def _keys(rows: pl.DataFrame) -> Iterator[tuple[int, int]]:
    yield from rows.select("runs", "dispersion").unique(maintain_order=True).sort("runs").rows()


def _line(rows: pl.DataFrame, runs: int, dispersion: int) -> Sequence[str]:
    cells = rows.filter(runs=runs, dispersion=dispersion)["held"].to_list()
    return (str(runs), str(dispersion), *("" if cell is None else f"{cell:g}" for cell in cells))


if __name__ == "__main__":
    table_of_all = study()
    table_of_all.write_csv(HERE / "interval_coverage.csv")
    show(PAGE, "interval_coverage", lines(table_of_all))
