"""What a variant changes: each strategy against itself, with and without it, in the same worlds."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from recsim.analysis.headline import more_replications
from recsim.analysis.paired import (
    CANNOT_TELL,
    EQUAL,
    FEWER,
    MORE,
    ONE_RUN,
    UNDEFINED,
    Comparison,
    compare,
)
from recsim.analysis.results import FAILURES, SEGMENTS, WEEKS, Results
from recsim.analysis.wording import Speaker, percent
from recsim.scenario.scenario import Scenario

BEFORE, AFTER = "before", "after"
"""Names of the two sides of one strategy."""
AS_IT_STANDS = "as it stands"
"""Stands for the label of the scenario among those of its variants."""


def both_sides(
    before: Results, after: Results, strategy: str, *, words: tuple[str, str]
) -> Results:
    """One strategy of two studies as a study of two strategies, ``BEFORE`` and ``AFTER``.

    Args:
        before: the first study; its scenario is that of the result.
        after: the second, of the same seed.
        strategy: that both have.
        words: what is added to the strategy's label on either side.
    """
    label = before.scenario.label(strategy)
    sides = tuple(zip((BEFORE, AFTER), (before, after), words, strict=True))
    study = before.scenario.study.model_copy(update={"market": "separate"})
    strategies = {
        name: results.scenario.strategies[strategy].model_copy(
            update={"label": f"{label} {word}", "rivals": ()}
        )
        for name, results, word in sides
    }
    mine = pl.col("strategy") == strategy
    return Results(
        scenario=before.scenario.model_copy(update={"strategies": strategies, "study": study}),
        variant="",
        runs=pl.concat(
            results.runs.filter(mine).with_columns(strategy=pl.lit(name))
            for name, results, _ in sides
        ),
        segments=pl.DataFrame(schema=SEGMENTS),
        series=pl.DataFrame(schema=WEEKS),
        failures=pl.DataFrame(schema=FAILURES),
    )


def each_variant(results: Results) -> Iterator[tuple[str, str, Results]]:
    """Strategy, variant and the two sides of every strategy with every variant beside."""
    for strategy in results.strategies:
        for name, other in results.beside.items():
            words = (f"({AS_IT_STANDS})", f"({results.scenario.variant_label(name)})")
            yield strategy, name, both_sides(results, other, strategy, words=words)


def variant_verdicts(results: Results) -> list[str]:
    """What each variant changes for each strategy, a sentence each."""
    label, variant = results.scenario.label, results.scenario.variant_label
    return [
        f"{label(strategy)}, {variant(name)}: {verdict(sides)}"
        for strategy, name, sides in each_variant(results)
    ]


def verdict(sides: Results) -> str:
    """What a variant changes in the declared outcomes: higher, lower, the same, cannot tell."""
    found: dict[str, list[Comparison]] = {}
    for measure in sides.scenario.study.outcomes:
        one = compare(sides, measure, BEFORE, AFTER)
        found.setdefault(one.verdict, []).append(one)
    if changes_nothing(sides):
        return f"nothing changes: the same in all {found[EQUAL][0].n} paired worlds."
    said = []
    for kind, word in ((MORE, "higher"), (FEWER, "lower")):
        if kind in found:
            said.append(f"{word}: {', '.join(_by(one, sides.scenario) for one in found[kind])}")
    if CANNOT_TELL in found:
        doubts = (f"{one.measure.label} ({more_replications(one)})" for one in found[CANNOT_TELL])
        said.append(f"cannot tell yet: {', '.join(doubts)}")
    for kind, words in ((EQUAL, "the same in all paired worlds"), (UNDEFINED, "not defined")):
        if kind in found:
            said.append(f"{words}: {', '.join(one.measure.label for one in found[kind])}")
    if ONE_RUN in found:
        changes = ", ".join(_in_one_run(one, sides.scenario) for one in found[ONE_RUN])
        said.append(f"one run, no interval: {changes}")
    return f"{'; '.join(said)}."


def changes_nothing(sides: Results) -> bool:
    """Whether all declared outcomes that are defined are the same in all of several worlds."""
    outcomes = sides.scenario.study.outcomes
    found = {compare(sides, measure, BEFORE, AFTER).verdict for measure in outcomes}
    return EQUAL in found and found <= {EQUAL, UNDEFINED}


def _by(found: Comparison, scenario: Scenario) -> str:
    """ "offences per 1,000 contacts by 5.91 (95% interval 5.53 to 6.28)"."""
    assert found.interval is not None
    speaker = Speaker(found.measure, scenario)
    span = speaker.gap_span(found.interval, "lower", "higher")
    sure = percent(scenario.study.confidence)
    gap = speaker.gap(found.interval.estimate)
    return f"{found.measure.label} by {gap} ({sure} interval {span})"


def _in_one_run(found: Comparison, scenario: Scenario) -> str:
    assert found.interval is not None
    change = found.interval.estimate
    gap = Speaker(found.measure, scenario).gap(change)
    word = f"{gap} {'higher' if change > 0 else 'lower'}" if change else "the same"
    return f"{found.measure.label} {word}"
