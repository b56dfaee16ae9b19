"""What designs over all ranges of uncertain numbers found, in sentences: worlds, and chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recsim.analysis.measures import MEASURES
from recsim.analysis.sensitivity import DIFFERENCE, MORRIS, Effect, Share
from recsim.scenario.sentences import listed, sentence
from recsim.telling.numbers import number, written
from recsim.telling.sweeps import setting_words
from recsim.telling.units import Unit, cell, counted, scale

if TYPE_CHECKING:
    from recsim.analysis.assumed import Assumed
    from recsim.analysis.sensitivity import Sensitivity, Studied

NAMED = 3
"""Numbers that are named in a sentence."""


def percents(value: float, low: float, high: float) -> str:
    """A share with its interval: "34% (21 to 47)"."""
    shown = written(100 * value, 100 * low, 100 * high)
    return f"{shown.value}% ({shown.interval})"


def subject(found: Assumed, name: str) -> str:
    """What is looked at: "placements with Calling minus with Waiting", or with one of them."""
    label = MEASURES[found.outcome].label
    one, other = (found.loaded.scenario.label(each) for each in found.pair)
    if name == DIFFERENCE:
        return f"{label} with {other} minus with {one}"
    return f"{label} with {found.loaded.scenario.label(name)}"


def told(found: Assumed, one: Sensitivity) -> list[str]:
    """All that is said of a design: the difference first, how it was made last."""
    said = [text for name in one.of for text in _of(found, one, name)]
    return [*said, _how(found, one)]


def _of(found: Assumed, one: Sensitivity, name: str) -> Iterator[str]:
    studied = one.of[name]
    if studied.chance is None:
        yield sentence(
            f"{subject(found, name)}: not defined in some of these worlds, so that nothing can be "
            "said of what moves it"
        )
        return
    if not studied.found:
        yield sentence(
            f"{subject(found, name)}: these worlds do not differ by more than chance would have it"
        )
        return
    lines = _effects(found, one, studied) if one.method == MORRIS else _shares(found, one, studied)
    yield sentence(f"{subject(found, name)}: {lines}")
    if name == DIFFERENCE:
        yield _chance(one, studied)


def _effects(found: Assumed, one: Sensitivity, studied: Studied) -> str:
    """The largest elementary effects, and what chance alone would give."""
    unit = Unit(MEASURES[found.outcome], found.loaded.scenario)
    factor = scale(MEASURES[found.outcome])
    parts = []
    places = sorted(range(len(one.axes)), key=lambda at: -_effect(studied, at).size)
    for at in places[:NAMED]:
        effect = _effect(studied, at)
        size = cell(found.outcome, (effect.size, effect.low, effect.high))
        parts.append(f"{_name(found, one, at)} {unit.gap(size)}")
    largest = max(_effect(studied, at).by_chance for at in places)
    luck = unit.gap(number(factor * largest, whole=MEASURES[found.outcome].whole))
    return (
        f"across its whole range, wherever the others lie, a number moves it on average by so "
        f"much, up or down: {listed(parts)}. Chance alone would give up to {luck}"
    )


def _shares(found: Assumed, one: Sensitivity, studied: Studied) -> str:
    """The largest shares of the variance between worlds."""
    places = sorted(range(len(one.axes)), key=lambda at: -_share(studied, at).total)
    parts = []
    for at in places[:NAMED]:
        share = _share(studied, at)
        alone = percents(share.first, share.first_low, share.first_high)
        total = percents(share.total, share.total_low, share.total_high)
        parts.append(f"{_name(found, one, at)} {alone} alone, {total} together with others")
    return f"of what worlds differ by, chance apart, these explain most: {listed(parts)}"


def _chance(one: Sensitivity, studied: Studied) -> str:
    chance = studied.chance
    assert chance is not None
    left = "" if one.method == MORRIS else ", which is taken out of these shares"
    return (
        f"Of what single runs of these worlds differ by, {_about(chance.of_a_run)} is chance; of "
        f"what means of {counted(one.replications, 'run')} differ by, "
        f"{_about(chance.of_a_mean)}{left}."
    )


def _about(share: float) -> str:
    return f"about {number(round(100 * share))}%"


def _how(found: Assumed, one: Sensitivity) -> str:
    confidence = f"{100 * found.loaded.scenario.study.confidence:g}%"
    worlds = f"{one.worlds:,} worlds, {counted(one.replications, 'run')} of each strategy in each"
    if one.method == MORRIS:
        return (
            f"Elementary effects (Morris): {counted(one.paths, 'path')} through the ranges of "
            f"{counted(len(one.axes), 'number')}, {worlds}; in brackets, {confidence} intervals by "
            "a bootstrap over paths."
        )
    return (
        f"Shares of the variance (Sobol): {one.paths:,} base points in the ranges of "
        f"{counted(len(one.axes), 'number')}, {worlds}, the same seeds in all; in brackets, "
        f"{confidence} intervals by a bootstrap over base points. A share below 0 is one that "
        "these worlds cannot tell from 0."
    )


def _name(found: Assumed, one: Sensitivity, at: int) -> str:
    return f'"{setting_words(one.axes[at], found.loaded.scenario)}"'


def _effect(studied: Studied, at: int) -> Effect:
    found = studied.found[at]
    assert isinstance(found, Effect)
    return found


def _share(studied: Studied, at: int) -> Share:
    found = studied.found[at]
    assert isinstance(found, Share)
    return found
