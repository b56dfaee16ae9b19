"""A calibration: own numbers before and after, what was moved for them, what they leave open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from recsim.analysis.glossary import unit_of
from recsim.analysis.own_numbers import INSIDE, Held
from recsim.analysis.paired import Comparison

if TYPE_CHECKING:
    from recsim.scenario.load import Loaded


@dataclass(frozen=True)
class Moved:
    """A lever that was moved until own numbers were met.

    Attributes:
        keys: dotted keys of its settings; several go by one factor.
        label: its name for people.
        unit: of its values; "times" of several settings.
        was, now: its value before and after; of several settings, the factor.
        low, high: between which it meets own numbers about as well, the other levers following;
            None if that cannot be told.
        plausible: whether its value lies where the truth is believed to lie.
        at_limit: whether it could not be moved further.
        others: keys of documented levers that would move the same number, and were not needed.
    """

    keys: tuple[str, ...]
    label: str
    unit: str
    was: float
    now: float
    low: float | None
    high: float | None
    plausible: bool
    at_limit: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fit:
    """An own number and how it was met.

    Attributes:
        before: held against the scenario as it stands.
        after: held against the fitted one, on the replications that it was fitted on.
        fresh: the same on replications that took no part in it; None if the budget was spent.
        left_out: on those of the fit, with all other own numbers fitted and this one left out, its
            lever as it stands in the file; None if that was not looked at.
        lever: what was moved for it; None if it has no lever of its own.
    """

    before: Held
    after: Held
    fresh: Held | None = None
    left_out: Held | None = None
    lever: Moved | None = None

    @property
    def meets(self) -> bool:
        """Whether the fresh mean, or else that of the fit, lies within the tolerance."""
        found = (self.fresh or self.after).simulated
        own = self.after.own
        return found is not None and own.low <= found.estimate <= own.high


@dataclass(frozen=True)
class Open:
    """A setting that own numbers do not determine: others follow, and all fits alike.

    Attributes:
        key: dotted key, or that of the first of several that go by one factor.
        label, unit: for people.
        own: its value in the fitted scenario; of several settings, the factor.
        low, high: the farthest values that were tried at which all that fits still fits.
        low_way, high_way: how much of the way to the ends of the range in which it is believed to
            lie they are, 0 to 1.
        asks: name of the own number that would tell; empty if none is known here.
        measure: what that own number counts; empty if it is a setting.
        at_low, at_high: that measure at both ends; None if it is undefined.
        low_compared, high_compared: the comparison that the study is about at both ends; None if
            there is none, or the budget was spent.
    """

    key: str
    label: str
    unit: str
    own: float
    low: float
    high: float
    low_way: float
    high_way: float
    asks: str
    measure: str
    at_low: float | None
    at_high: float | None
    low_compared: Comparison | None = None
    high_compared: Comparison | None = None

    @property
    def whole(self) -> bool:
        """Whether everything fits that is believed to be possible."""
        return self.low_way == self.high_way == 1

    @property
    def is_open(self) -> bool:
        """Whether anything but its own value fits."""
        return self.low < self.high


@dataclass(frozen=True, repr=False)
class Calibrated:
    """What a calibration found.

    Attributes:
        loaded: the scenario as it stands.
        fits: own numbers, in the order of the file.
        moved: levers.
        open: what was looked at, whether it is determined or not.
        outcome: name of the measure that the study's comparison is about.
        pair: the strategies that are compared, the baseline first; None if there is one.
        here: the comparison in the fitted scenario; None without a pair, or if the budget was
            spent.
        replications: of each trial.
        fresh: number of replications that took no part in the fit.
        trials: runs that were asked for.
        budget: most of them.
        skipped: what the budget did not suffice for, in words.
    """

    loaded: Loaded
    fits: tuple[Fit, ...]
    moved: tuple[Moved, ...]
    open: tuple[Open, ...]
    outcome: str
    pair: tuple[str, str] | None
    here: Comparison | None
    replications: int
    fresh: int
    trials: int
    budget: int
    skipped: tuple[str, ...] = ()

    @property
    def met(self) -> int:
        """How many own numbers are met, on fresh replications."""
        return sum(fit.meets for fit in self.fits)

    @cached_property
    def frame(self) -> pl.DataFrame:
        """One row an own number.

        [strategy, measure, label, unit, own, own_low, own_high, before, n, after, low, high,
        fresh_n, fresh, fresh_low, fresh_high, meets, verdict, left_out, left_out_low,
        left_out_high, left_out_inside, levers]: own numbers with their tolerance; the simulated
        ones before and after the fit, on fresh replications, and where the number took no part in
        it, with their intervals; ``verdict`` as in ``recsim.analysis.observed``, on fresh
        replications. Totals are for a year.
        """
        rows = []
        for fit in self.fits:
            own, last = fit.after.own, fit.fresh or fit.after
            left = fit.left_out.simulated if fit.left_out else None
            rows.append((
                own.strategy, own.measure.name, own.measure.label,
                unit_of(own.measure, self.loaded.scenario), own.value, own.low, own.high,
                fit.before.simulated.estimate if fit.before.simulated else None,
                fit.after.n, *_numbers(fit.after), fit.fresh.n if fit.fresh else None,
                *_numbers(fit.fresh), fit.meets, last.verdict,
                *(left or (None,) * 3),
                None if left is None else own.low <= left.estimate <= own.high,
                ", ".join(fit.lever.keys) if fit.lever else "",
            ))  # fmt: skip
        return pl.DataFrame(rows, schema=_NUMBERS, orient="row")

    @cached_property
    def levers_frame(self) -> pl.DataFrame:
        """One row a setting that was moved: [key, label, unit, was, now, low, high, plausible].

        Of several settings that go by one factor, ``was`` and ``now`` are that factor.
        """
        rows = [
            (key, one.label, one.unit, one.was, one.now, one.low, one.high, one.plausible)
            for one in self.moved
            for key in one.keys
        ]
        return pl.DataFrame(rows, schema=_LEVERS, orient="row")

    @cached_property
    def open_frame(self) -> pl.DataFrame:
        """One row a setting that was looked at: what the own numbers leave open.

        [key, label, unit, own, low, high, low_way, high_way, asks, measure, at_low, at_high,
        difference_low_end, difference_high_end]: between ``low`` and ``high`` all that fits fits
        alike; the differences of the study's comparison at both ends.
        """
        rows = [
            (
                one.key, one.label, one.unit, one.own, one.low, one.high, one.low_way,
                one.high_way, one.asks, one.measure, one.at_low, one.at_high,
                _estimate(one.low_compared), _estimate(one.high_compared),
            )
            for one in self.open
        ]  # fmt: skip
        return pl.DataFrame(rows, schema=_OPEN, orient="row")

    @property
    def inside(self) -> int:
        """How many own numbers are met with their whole interval, on fresh replications."""
        return sum((fit.fresh or fit.after).verdict == INSIDE for fit in self.fits)


def _numbers(found: Held | None) -> tuple[float | None, ...]:
    return found.simulated if found is not None and found.simulated else (None,) * 3


def _estimate(found: Comparison | None) -> float | None:
    return None if found is None or found.interval is None else found.interval.estimate


_TEXTS: dict[str, Any] = dict.fromkeys(("label", "unit"), pl.String)
_NUMBERS: dict[str, Any] = {
    **dict.fromkeys(("strategy", "measure"), pl.String),
    **_TEXTS,
    **dict.fromkeys(("own", "own_low", "own_high", "before"), pl.Float64),
    "n": pl.Int64,
    **dict.fromkeys(("after", "low", "high"), pl.Float64),
    "fresh_n": pl.Int64,
    **dict.fromkeys(("fresh", "fresh_low", "fresh_high"), pl.Float64),
    "meets": pl.Boolean,
    "verdict": pl.String,
    **dict.fromkeys(("left_out", "left_out_low", "left_out_high"), pl.Float64),
    "left_out_inside": pl.Boolean,
    "levers": pl.String,
}
_LEVERS: dict[str, Any] = {
    "key": pl.String,
    **_TEXTS,
    **dict.fromkeys(("was", "now", "low", "high"), pl.Float64),
    "plausible": pl.Boolean,
}
_OPEN: dict[str, Any] = {
    "key": pl.String,
    **_TEXTS,
    **dict.fromkeys(("own", "low", "high", "low_way", "high_way"), pl.Float64),
    **dict.fromkeys(("asks", "measure"), pl.String),
    **dict.fromkeys(("at_low", "at_high"), pl.Float64),
    **dict.fromkeys(("difference_low_end", "difference_high_end"), pl.Float64),
}
