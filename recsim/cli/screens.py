"""What ``run`` and ``compare`` show: tables, sentences, where the results are; or JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from recsim.cli.console import complain, console, paragraph
from recsim.cli.exits import Exit
from recsim.cli.tables import differences_table, outcomes_tables

if TYPE_CHECKING:
    from rich.console import Console

    from recsim.cli.studies import Finished

_BY_URGENCY = (Exit.INTERRUPTED, Exit.BAD_INPUT, Exit.RUN_FAILED, Exit.EXPECTATION_FAILED)
_HOW_TO_READ = (
    "Runs are compared in pairs: in each replication both meet the same people and the same luck. "
    "Correlation: how much alike the two turn out. A world is won by who is better in it (more "
    "placements, fewer offences); chance: of winning another such world."
)
_HOW_TO_READ_VARIANTS = (
    "Difference: with the variant minus as it stands. In each replication both meet the same "
    "people and the same luck. Correlation: how much alike the two turn out. Worlds won: those in "
    "which the strategy does better with the variant; chance: of that in another such world."
)


def show_run(finished: Finished) -> None:
    """Print the declared outcomes of each strategy, the verdict, and where the results are."""
    from recsim.analysis import headlines, summary

    screen = console()
    _heading(screen, finished)
    for table in outcomes_tables(finished.results, summary(finished.results), screen.width):
        screen.print(table)
        screen.print()
    _note(screen, finished)
    _sentences(screen, headlines(finished.results))
    if finished.results.beside:
        screen.print()
        paragraph(screen, "Lines with a dash: with that variant, in the same worlds.", style="dim")
        print(f"What each variant changes: recsim compare {finished.folder}")
    _whereabouts(screen, finished)


def show_comparison(finished: Finished) -> None:
    """Print each strategy's paired differences from the first one, and the verdict."""
    from recsim.analysis import differences, verdicts

    screen = console()
    _heading(screen, finished)
    found = differences(finished.results)
    first, *others = finished.results.strategies
    name = finished.results.scenario.label
    for strategy in others:
        screen.print(f"{name(strategy)} against {name(first)}", style="bold")
        screen.print(differences_table(finished.results, found, strategy, screen.width))
        screen.print()
    _note(screen, finished)
    paragraph(screen, _HOW_TO_READ, style="dim")
    _sentences(screen, verdicts(finished.results))
    _whereabouts(screen, finished)


def show_variants(finished: Finished) -> None:
    """Print what each variant changes for each strategy: paired differences, and the verdict."""
    from recsim.analysis import differences
    from recsim.analysis.beside import AFTER, changes_nothing, each_variant, verdict
    from recsim.analysis.verdict import CHANCE, IGNORANCE, ONE_WORLD
    from recsim.analysis.wording import sentence

    screen = console()
    results = finished.results
    name, variant = results.scenario.label, results.scenario.variant_label
    _heading(screen, finished)
    for strategy, beside, sides in each_variant(results):
        screen.print(f"{name(strategy)}: {variant(beside)}", style="bold")
        if not changes_nothing(sides):
            screen.print(differences_table(sides, differences(sides), AFTER, screen.width))
        paragraph(screen, sentence(verdict(sides)), bullet="- ")
        screen.print()
    _note(screen, finished)
    paragraph(screen, _HOW_TO_READ_VARIANTS, style="dim")
    _sentences(screen, [CHANCE if _count(finished) > 1 else ONE_WORLD, IGNORANCE])
    _whereabouts(screen, finished)


def document(finished: Finished) -> dict[str, Any]:
    """Everything about a run, for programs; undefined values are null."""
    from recsim.analysis import check_expectations, differences, summary, verdicts
    from recsim.analysis.beside import variant_verdicts

    results = finished.results
    scenario = results.scenario
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "variant": results.variant,
        "folder": str(finished.folder),
        "seed": scenario.study.seed,
        "market": scenario.study.market,
        "replications": _count(finished),
        "interrupted": finished.interrupted,
        "strategies": list(results.strategies),
        "beside": list(results.beside),
        "outcomes": list(scenario.study.outcomes),
        "summary": summary(results).to_dicts(),
        "differences": differences(results).to_dicts(),
        "verdicts": verdicts(results),
        "variant_verdicts": variant_verdicts(results),
        "expectations": [
            {
                "strategy": checked.expectation.strategy,
                "outcome": checked.expectation.outcome,
                "holds": checked.holds,
                "message": checked.message,
            }
            for checked in check_expectations(results)
        ],
        "failures": results.table("failures").to_dicts(),
    }


def tell_expectations(finished: Finished) -> Exit:
    """Say on standard error which expectations of the scenario do not hold."""
    from recsim.analysis import check_expectations

    failed = [checked for checked in check_expectations(finished.results) if not checked.holds]
    for checked in failed:
        complain(f"Expectation failed: {checked.message}")
    return Exit.EXPECTATION_FAILED if failed else Exit.DONE


def worst(codes: Iterable[Exit]) -> Exit:
    """The code to end with when several runs ended differently."""
    found = set(codes)
    return next((code for code in _BY_URGENCY if code in found), Exit.DONE)


def _heading(screen: Console, finished: Finished) -> None:
    scenario = finished.results.scenario
    title = scenario.title or scenario.name
    if variant := finished.results.variant:
        title += f" ({variant.replace('+', ' + ')})"
    screen.print(title, style="bold")
    if scenario.question:
        screen.print(scenario.question)
    screen.print()


def _note(screen: Console, finished: Finished) -> None:
    """How the numbers came about."""
    study = finished.results.scenario.study
    count = _count(finished)
    days = f"{study.horizon_days:,} days"
    if count == 1:
        text = f"One run of {days}, no interval; seed {study.seed}."
    else:
        sure = f"{100 * study.confidence:g}% intervals"
        text = f"Means of {count} replications of {days}, with {sure}; seed {study.seed}."
    paragraph(screen, text, style="dim")


def _sentences(screen: Console, sentences: list[str]) -> None:
    screen.print()
    for sentence in sentences:
        paragraph(screen, sentence, bullet="- ")


def _whereabouts(screen: Console, finished: Finished) -> None:
    screen.print()
    found = f" ({finished.found} replications were there already)" if finished.found else ""
    print(f"Results: {finished.folder}{found}")


def _count(finished: Finished) -> int:
    return int(finished.results.runs["replication"].n_unique())
