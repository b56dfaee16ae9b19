"""What tuning brought, in sentences: in fresh worlds, and how much of it was luck."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recsim.analysis.finding import one_sided
from recsim.analysis.measures import MEASURES
from recsim.analysis.samples import samples_of
from recsim.analysis.tradeoff import BEHIND, frontier
from recsim.scenario.sentences import listed, quoted, sentence
from recsim.telling.findings import Teller, sizes
from recsim.telling.phrases import phrase
from recsim.telling.sweeps import value_words
from recsim.telling.units import Unit, counted

if TYPE_CHECKING:
    from recsim.analysis.tried import Trial, Tried
    from recsim.scenario.vary import Axis

KEEPS = {
    "met": "keeps to the {cap} that are allowed",
    "missed": "is above the {cap} that are allowed",
    "cannot tell": "may be above the {cap} that are allowed: we cannot tell yet",
}


def headline(found: Tried) -> str:
    """What tuning brings in fresh worlds, and how much of what practice promised was luck."""
    if not found.chosen:
        return _nothing(found)
    return _frontier(found) if found.cap is None else " ".join(_best(found, found.chosen[0]))


def verdicts(found: Tried) -> list[str]:
    """All that is said."""
    return [headline(found), *_more(found), _how(found)]


def settings(found: Tried, trial: Trial) -> str:
    """What differs from the strategy as it stands: "care 0.83 (was 0.5), follow-ups 1 (was 2)"."""
    return listed([
        f"{lever_words(lever)} {value_words(value)} (was {value_words(own)})"
        for lever, value, own in zip(
            found.levers, trial.values, found.start.values, strict=True
        )
        if value != own
    ])  # fmt: skip


def lever_words(lever: Axis) -> str:
    """Name of a lever, of the strategy that is tuned."""
    label = str(lever.shape.extra.get("label") or lever.key.replace("_", " "))
    return label[:1].lower() + label[1:]


def name(found: Tried) -> str:
    """The strategy as it stands, in a sentence."""
    return quoted(found.loaded.scenario.label(found.strategy))


def _teller(found: Tried) -> Teller:
    start, *others = found.results.strategies
    names = {start: f"those of {name(found)}"} | {
        one: f"the settings {quoted(one)}" if place else "the tuned settings"
        for place, one in enumerate(others)
    }
    return Teller(found.results.scenario, samples_of(found.results), names)


def _nothing(found: Tried) -> str:
    within = f"keeps to {_limit(found)}" if found.declared else "does no more harm than now"
    return sentence(
        f"of {counted(len(found.trials) - 1, 'setting')} that were tried, none {within} in "
        "the practice worlds"
    )


def _best(found: Tried, best: Trial) -> Iterator[str]:
    """What is left of the best in practice."""
    teller, start = _teller(found), found.results.strategies[0]
    yield teller.alone(teller.compare(found.gain, start, best.name))
    fresh = best.fresh
    if fresh is None or fresh.gain is None or best.gain is None:
        return
    of = MEASURES[found.gain]
    unit = Unit(of, found.loaded.scenario)
    said = (
        f"practice promised {unit.value(best.gain.estimate)} {phrase(of).noun}; in "
        f"{found.worlds} fresh worlds it is {unit.level(fresh.gain)}"
    )
    drop = fresh.drop
    if drop is not None and one_sided(drop) and drop.estimate > 0:
        size = sizes(unit, drop)
        said += f": {unit.gap(size.value)} ({size.low} to {size.high}) of the advantage was luck"
    elif drop is not None and drop.low is not None:
        said += ", and what of the difference was luck cannot be told"
    yield sentence(said)


def _frontier(found: Tried) -> str:
    units = [Unit(MEASURES[measure], found.loaded.scenario) for measure in (found.gain, found.harm)]
    ends = []
    for trial in dict.fromkeys((found.chosen[0], found.chosen[-1])):
        fresh = trial.fresh
        if fresh is None or fresh.gain is None or fresh.harm is None:
            continue
        gain, harm = units[0].level(fresh.gain), units[1].level(fresh.harm)
        ends.append(
            f"{gain} {phrase(MEASURES[found.gain]).noun} at {harm} {MEASURES[found.harm].label}"
        )
    return sentence(
        f"{counted(len(found.chosen), 'setting')} of {name(found)} that no other beats in both, "
        f"of those tried in practice: in fresh worlds, from {' to '.join(ends)}"
    )


def _more(found: Tried) -> Iterator[str]:
    teller, start = _teller(found), found.results.strategies[0]
    if found.cap is None:
        standing = frontier(found.results, found.gain, found.harm)[0]
        if standing.place == BEHIND:
            yield sentence(
                f"{name(found)} as it stands is behind {listed(standing.behind)}: these are "
                "clearly better in one and not worse in the other"
            )
        for trial in found.chosen:
            yield sentence(f"{trial.name}: {settings(found, trial)}")
        return
    for best in found.chosen[:1]:
        yield teller.next(teller.compare(found.harm, start, best.name))
        fresh = best.fresh
        if found.declared and fresh is not None and fresh.harm is not None:
            unit = Unit(MEASURES[found.harm], found.loaded.scenario)
            verdict = KEEPS[fresh.cap].format(cap=_limit(found))
            yield sentence(f"their harm, {unit.level(fresh.harm)}, {verdict}")
        yield sentence(f"what differs: {settings(found, best)}")
        if fresh is not None and fresh.places is not None and fresh.places[1] > 1:
            ranked = sum(one.fresh is not None and one.fresh.places is not None
                         for one in found.chosen)  # fmt: skip
            first, last = fresh.places
            yield sentence(
                f"of the {ranked} settings that met fresh worlds, these may be in place {first} to "
                f"{last}: others may do as well"
            )


def _limit(found: Tried) -> str:
    assert found.cap is not None
    return Unit(MEASURES[found.harm], found.loaded.scenario).limit(found.cap)


def _how(found: Tried) -> str:
    seed = found.loaded.scenario.study.seed
    return sentence(
        f"{counted(len(found.trials) - 1, 'setting')} of {counted(len(found.levers), 'lever')} in "
        f"{counted(found.replications, 'practice world')} (seed {seed}), of which "
        f"{len(found.chosen)} in {found.worlds} fresh ones"
    )
