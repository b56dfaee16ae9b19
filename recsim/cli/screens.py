"""What ``run`` and ``compare`` show: tables, sentences, where the results are; or JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from recsim.cli.console import complain, console, paragraph, say
from recsim.cli.exits import Exit
from recsim.cli.tables import differences_table, outcomes_tables, own_numbers_table

if TYPE_CHECKING:
    from rich.console import Console

    from recsim.analysis.looks import Looked
    from recsim.scenario.scenario import Scenario
    from recsim.studies.finished import Finished

_BY_URGENCY = (
    Exit.INTERRUPTED,
    Exit.TERMINATED,
    Exit.HUNG_UP,
    Exit.BAD_INPUT,
    Exit.RUN_FAILED,
    Exit.EXPECTATION_FAILED,
)
_HOW_TO_READ = (
    "Runs are compared in pairs: in each of them both meet the same people and the same luck. "
    "Correlation: how much alike the two turn out. A world is won by who does better in it (more "
    "placements, fewer complaints); chance: of doing better in one more such world."
)
_HOW_TO_READ_VARIANTS = (
    "Difference: with the variant minus as it stands. In each run both meet the same people and "
    "the same luck. Correlation: how much alike the two turn out. Worlds won: those in which the "
    "strategy does better with the variant; chance: of that in one more such world."
)


def show_run(finished: Finished) -> None:
    """Print the declared outcomes of each strategy, the verdict, and where the results are."""
    from recsim.analysis import summary
    from recsim.telling.expected import expectations
    from recsim.telling.study import free_software, headlines
    from recsim.telling.units import not_yet_known

    screen = console()
    _heading(screen, finished)
    for table in outcomes_tables(finished.results, summary(finished.results), screen.width):
        screen.print(table)
        screen.print()
    _note(screen, finished)
    screen.print()
    _own_numbers(screen, finished)
    told = [
        *headlines(finished.results),
        *free_software(finished.results.scenario),
        *not_yet_known(finished.results.scenario),
    ]
    _sentences(screen, [*told, *expectations(finished.results)])
    if finished.results.beside:
        screen.print()
        paragraph(screen, "Lines with a dash: with that variant, in the same worlds.", style="dim")
        say(f"What each variant changes: recsim compare {finished.folder}")
    _whereabouts(screen, finished)


def show_comparison(finished: Finished) -> None:
    """Print each strategy's paired differences from the first one, and the verdict."""
    from recsim.analysis import differences
    from recsim.decide.known import ignorance_beside
    from recsim.telling.study import verdicts

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
    screen.print()
    _own_numbers(screen, finished)
    ignorance = ignorance_beside(finished.folder)
    _sentences(screen, [*verdicts(finished.results), *([ignorance] if ignorance else [])])
    _whereabouts(screen, finished)


def show_variants(finished: Finished) -> None:
    """Print what each variant changes for each strategy: paired differences, and the verdict."""
    from recsim.analysis import differences
    from recsim.analysis.beside import AFTER
    from recsim.telling.study import doubts
    from recsim.telling.variants import changes_nothing, each_variant, verdict

    screen = console()
    results = finished.results
    name, variant = results.scenario.label, results.scenario.variant_label
    _heading(screen, finished)
    for strategy, beside, sides in each_variant(results):
        screen.print(f"{name(strategy)}: {variant(beside)}", style="bold")
        if not changes_nothing(sides):
            screen.print(differences_table(sides, differences(sides), AFTER, screen.width))
        _sentences(screen, verdict(sides))
        screen.print()
    _note(screen, finished)
    paragraph(screen, _HOW_TO_READ_VARIANTS, style="dim")
    screen.print()
    _sentences(screen, doubts(results))
    _whereabouts(screen, finished)


def document(finished: Finished) -> dict[str, Any]:
    """Everything about a run, for programs; undefined values are null."""
    from recsim.analysis import check_expectations, differences, observed, summary
    from recsim.decide.known import ignorance_beside
    from recsim.telling.expected import message
    from recsim.telling.study import told, verdicts
    from recsim.telling.variants import variant_verdicts

    results = finished.results
    scenario = results.scenario
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "variant": results.variant,
        "changed": list(results.changed),
        "folder": str(finished.folder),
        "other_version": results.other_version or None,
        "seed": scenario.study.seed,
        "market": scenario.study.market,
        "replications": finished.replications,
        "interrupted": finished.interrupt is not None,
        "until": None if finished.looked is None else _until(finished.looked, scenario),
        "strategies": list(results.strategies),
        "beside": list(results.beside),
        "outcomes": list(scenario.study.outcomes),
        "summary": summary(results).to_dicts(),
        "differences": differences(results).to_dicts(),
        "findings": {
            strategy: [one.data for one in said] for strategy, said in told(results).items()
        },
        "verdicts": verdicts(results),
        "variant_verdicts": variant_verdicts(results),
        "ignorance": ignorance_beside(finished.folder) or None,
        "observed": observed(results).to_dicts(),
        "expectations": [
            {
                **checked.expectation.model_dump(exclude_none=True),
                "holds": checked.holds,
                "verdict": checked.verdict,
                "message": message(results, checked),
            }
            for checked in check_expectations(results)
        ],
        "failures": results.table("failures").to_dicts(),
    }


def _until(looked: Looked, scenario: Scenario) -> dict[str, Any]:
    """What was settled when, for programs; ``after`` is null where it never was."""
    from recsim.telling.looks import how_looked, when_settled

    return {
        "measure": looked.goal.measure,
        "half_width": looked.goal.half_width,
        "of": "differences" if looked.goal.paired else "strategies",
        "reached": looked.reached,
        "looks": list(looked.runs),
        "at_most": looked.at_most,
        "confidence": looked.confidence,
        "confidence_of_each": scenario.study.confidence,
        "subjects": [
            {
                "strategy": one.subject.strategy,
                "baseline": one.subject.baseline or None,
                "variant": one.subject.variant or None,
                "after": one.after,
                "still": one.still,
                "finding": one.finding.value if one.finding else None,
                **dict(zip(("estimate", "low", "high"), one.interval or (None,) * 3, strict=True)),
            }
            for one in looked.subjects
        ],
        "said": [*when_settled(looked, scenario), how_looked(looked, scenario)],
    }


def tell_expectations(finished: Finished) -> Exit:
    """Say on standard error which expectations of the scenario fail, beyond chance."""
    from recsim.analysis import check_expectations
    from recsim.analysis.expected import FAILS
    from recsim.telling.expected import message

    found = check_expectations(finished.results)
    failed = [checked for checked in found if checked.verdict == FAILS]
    for checked in failed:
        complain(f"Expectation failed: {message(finished.results, checked)}")
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
    for line in finished.results.changed:
        paragraph(screen, f"Changed by --set: {line}.", style="yellow")
    screen.print()


def _note(screen: Console, finished: Finished) -> None:
    """How the numbers came about; where runs were added until it was settled, when that was."""
    from recsim.scenario.sentences import capital
    from recsim.telling.looks import how_looked, when_settled
    from recsim.telling.units import how_made, made_elsewhere

    results = finished.results
    paragraph(screen, how_made(results.scenario, finished.replications), style="dim")
    if finished.looked is not None:
        paragraph(screen, how_looked(finished.looked, results.scenario), style="dim")
        screen.print()
        _sentences(screen, when_settled(finished.looked, results.scenario))
    if results.other_version:
        paragraph(screen, f"{capital(made_elsewhere(results.other_version))}.", style="bold")


def _own_numbers(screen: Console, finished: Finished) -> None:
    """Own numbers beside simulated ones, if the scenario has any."""
    from recsim.analysis.own_numbers import held
    from recsim.telling.observed import HOW, met

    scenario = finished.results.scenario
    numbers = held(finished.results)
    if not numbers:
        return
    for strategy in scenario.observed:
        own = [of for of in numbers if of.own.strategy == strategy]
        screen.print(f"Own numbers of {scenario.label(strategy)}", style="bold")
        screen.print(own_numbers_table(own, scenario, screen.width))
        screen.print()
    paragraph(screen, HOW, style="dim")
    screen.print()
    _sentences(screen, met(numbers, scenario))


def _sentences(screen: Console, sentences: list[str]) -> None:
    for sentence in sentences:
        paragraph(screen, sentence, bullet="- ")


def _whereabouts(screen: Console, finished: Finished) -> None:
    screen.print()
    found = f" ({finished.found} replications were there already)" if finished.found else ""
    if finished.held:
        shown = finished.replications
        found = f" ({finished.held} replications are there, the first {shown} are shown)"
    say(f"Results: {finished.folder}{found}")
