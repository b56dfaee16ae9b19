"""What a variant changes, in sentences: each strategy against itself, with and without it."""

from __future__ import annotations

from collections.abc import Iterator

from recsim.analysis.beside import AFTER, BEFORE, both_sides
from recsim.analysis.finding import Finding
from recsim.analysis.results import Results
from recsim.analysis.samples import samples_of
from recsim.scenario.sentences import capital, listed, quoted
from recsim.telling.findings import Teller
from recsim.telling.units import unknown

AS_IT_STANDS = "the scenario as it stands"


def each_variant(results: Results) -> Iterator[tuple[str, str, Results]]:
    """Strategy, variant and the two sides of every strategy with every variant beside."""
    for strategy in results.strategies:
        for name, other in results.beside.items():
            labels = (AS_IT_STANDS, quoted(results.scenario.variant_label(name)))
            yield strategy, name, both_sides(results, other, strategy, labels=labels)


def variant_verdicts(results: Results) -> list[str]:
    """What each variant changes for each strategy, a text each."""
    return [
        f"{results.scenario.label(strategy)}: {' '.join(verdict(sides))}"
        for strategy, _, sides in each_variant(results)
    ]


def verdict(sides: Results, worlds: str = "") -> list[str]:
    """What a variant changes in the declared outcomes, in sentences.

    Args:
        sides: a strategy with and without it; or in two studies.
        worlds: what is compared with each other, if it is not the same worlds.
    """
    names = {side: sides.scenario.label(side) for side in (BEFORE, AFTER)}
    teller = Teller(sides.scenario, samples_of(sides), names)
    teller.worlds = worlds or teller.worlds
    found = [teller.compare(name, BEFORE, AFTER) for name in sides.scenario.study.outcomes]
    same = [one for one in found if one.same_everywhere]
    others = [one for one in found if one not in same and one.interval is not None]
    said = [teller.next(one) if place else teller.alone(one) for place, one in enumerate(others)]
    if same:
        all_same = capital(listed([one.measure.label for one in same]))
        said.append(f"{all_same}: the same in all {same[0].n} {teller.worlds}.")
    open_ = [one for one in found if one.finding is Finding.UNDEFINED and one not in same]
    said += [f"{capital(one.measure.label)}: {unknown(one.measure, sides.scenario)}."
             for one in open_]  # fmt: skip
    return said


def changes_nothing(sides: Results) -> bool:
    """Whether all declared outcomes that are defined are the same in all of several worlds."""
    teller = Teller(sides.scenario, samples_of(sides))
    found = [teller.compare(name, BEFORE, AFTER) for name in sides.scenario.study.outcomes]
    known = [one for one in found if one.finding is not Finding.UNDEFINED]
    return bool(known) and all(one.same_everywhere for one in known)
