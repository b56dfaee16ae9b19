"""What tuning found: settings tried in practice worlds, and the best of them in fresh ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from recsim.analysis.intervals import Interval
from recsim.analysis.results import Results

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded
    from recsim.scenario.vary import Axis, Value


@dataclass(frozen=True)
class Fresh:
    """What came of settings in worlds in which nothing was tuned.

    Attributes:
        gain, harm: of these worlds; None if there was nothing to divide by.
        cap: whether the harm was within the cap: met, missed, or cannot tell.
        places: the first and the last place that they may have among all that were tried here; None
            if they missed the cap, or are the strategy as it stands.
        above: by how much the gain is above that of the strategy as it stands, paired; None for it.
        drop: by how much that was better in the practice worlds; None for it.
    """

    gain: Interval | None
    harm: Interval | None
    cap: str
    places: tuple[int, int] | None
    above: Interval | None
    drop: Interval | None


@dataclass(frozen=True)
class Trial:
    """Settings that were tried in the practice worlds.

    Attributes:
        values: one for each lever.
        gain, harm: what came of them there; None if there was nothing to divide by.
        name: under which they were tried in fresh worlds, too; "" if they were not.
        fresh: what came of them there; None if they were not.
    """

    values: tuple[Value, ...]
    gain: Interval | None
    harm: Interval | None
    name: str = ""
    fresh: Fresh | None = None

    def within(self, cap: float) -> bool:
        """Whether the average harm is at most this; of nothing there is none."""
        return self.harm is None or self.harm.estimate <= cap


@dataclass(frozen=True)
class Tried:
    """A strategy that was tuned.

    Attributes:
        loaded: the scenario as it stands.
        strategy: which of its strategies.
        levers: the settings that were moved.
        gain, harm: names of the measures of which as much, and as little, as possible is wanted.
        cap: the most harm that was allowed; None where the whole frontier was wanted.
        declared: whether somebody named the cap; else it is the harm of the strategy as it stands.
        trials: in the order in which they were made; the strategy as it stands is the first.
        results: the strategy as it stands, and then those that were tried in fresh worlds, there.
        replications: practice worlds of each trial.
    """

    loaded: Loaded
    strategy: str
    levers: tuple[Axis, ...]
    gain: str
    harm: str
    cap: float | None
    declared: bool
    trials: tuple[Trial, ...]
    results: Results
    replications: int

    @property
    def start(self) -> Trial:
        """The strategy as it stands."""
        return self.trials[0]

    @property
    def chosen(self) -> tuple[Trial, ...]:
        """What was tried in fresh worlds: the best in practice first, or the frontier."""
        named = {trial.name: trial for trial in self.trials if trial.name}
        return tuple(named[name] for name in self.results.strategies[1:] if name in named)

    @property
    def worlds(self) -> int:
        """Number of fresh worlds."""
        return len(self.results.replications)

    @property
    def frame(self) -> pl.DataFrame:
        """One row a trial.

        Returns:
            [trial, name, a column for each lever, then of gain and harm the mean, low and high in
            the practice worlds, and in the fresh ones (``fresh_``) of those tried there].
        """
        rows = []
        for number, trial in enumerate(self.trials):
            row: dict[str, object] = {"trial": number, "name": trial.name}
            row |= {axis.key: value for axis, value in zip(self.levers, trial.values, strict=True)}
            fresh = trial.fresh
            for measure, here, there in (
                (self.gain, trial.gain, None if fresh is None else fresh.gain),
                (self.harm, trial.harm, None if fresh is None else fresh.harm),
            ):
                row |= _columns(measure, here) | _columns(f"fresh_{measure}", there)
            rows.append(row)
        return pl.DataFrame(rows, infer_schema_length=None)


def _columns(name: str, found: Interval | None) -> dict[str, float | None]:
    mean, low, high = found or (None, None, None)
    return {name: mean, f"{name}_low": low, f"{name}_high": high}


def best_of(trials: Sequence[Trial], cap: float, most: int) -> list[int]:
    """Places of the trials with most gain of those within the cap, the best first.

    Args:
        trials: what was tried; the first is the strategy as it stands, which is no result.
        cap: the most harm.
        most: how many of them.
    """
    fit = {
        trial.values: place
        for place, trial in reversed(list(enumerate(trials)))
        if trial.gain is not None and trial.within(cap) and trial.values != trials[0].values
    }
    return sorted(fit.values(), key=lambda place: (-_gain(trials[place]), place))[:most]


def frontier_of(trials: Sequence[Trial], most: int) -> list[int]:
    """Places of the trials that no other beats in both averages, from least harm to most.

    Of more than ``most``, 2 or more, those that are spread evenly along them.
    """
    points = {
        place: (trial.gain.estimate, trial.harm.estimate)
        for place, trial in enumerate(trials)
        if trial.gain is not None and trial.harm is not None
    }

    def beaten(place: int) -> bool:
        gain, harm = points[place]
        return any(
            g >= gain and h <= harm and ((g, h) != (gain, harm) or other < place)
            for other, (g, h) in points.items()
        )

    on = [at for at in points if trials[at].values != trials[0].values and not beaten(at)]
    on.sort(key=lambda place: points[place][1])
    if len(on) <= most:
        return on
    return [on[round(number * (len(on) - 1) / (most - 1))] for number in range(most)]


def _gain(trial: Trial) -> float:
    return float("-inf") if trial.gain is None else trial.gain.estimate
