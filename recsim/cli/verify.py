"""``recsim verify``: hold the model against theory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsim import __version__
from recsim.cli.exits import Exit, Refusal
from recsim.cli.options import Json, Quiet, Seed, Workers
from recsim.telling.numbers import text

if TYPE_CHECKING:
    from rich.console import Console

    from recsim.verification import Case, Check

ROOM_FOR_WORDS = 34
"""Letters of a line that a table needs beside its numbers."""


def verify(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="With --engines: the scenarios to compare; all shipped ones, made small, if none.",
            show_default=False,
        ),
    ] = None,
    engines: Annotated[
        bool,
        typer.Option(
            "--engines", help="Compare the two engines instead, event by event and bit by bit."
        ),
    ] = False,
    case: Annotated[
        str | None,
        typer.Option(
            "--case",
            metavar="PATTERN",
            help="Only cases with this in their name, as in --case inbox.",
            show_default=False,
        ),
    ] = None,
    seed: Seed = None,
    workers: Workers = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Check the simulation against results known from theory.

    Simulates special cases whose exact answer is known (queues, Markov chains, funnels, published
    numbers) and checks that each answer lies in the interval of the simulation, and that the
    interval is narrow enough to prove something. The intervals hold all answers together with 99.9%
    if the model is right, whatever the seed. It takes a few minutes.

    With --engines: simulates scenarios with SimPy and with the compiled engine and compares every
    event. If one differs, it says which, and ends with 1.
    """
    from recsim.cli.console import console, print_json, progress_bar
    from recsim.cli.engines import verify_engines
    from recsim.scenario.errors import did_you_mean
    from recsim.verification import CASES, checks, chosen

    if engines:
        if case is not None:
            raise Refusal("--engines compares the engines; --case belongs to the theory")
        if seed is not None:
            raise Refusal("--engines has seeds of its own; --seed belongs to the theory")
        raise typer.Exit(verify_engines(files or [], quiet=quiet, json=json))
    if files:
        raise Refusal(f"{files[0]}: a file is compared with --engines; theory needs none")
    cases = chosen(case)
    if not cases:
        names = [one.name for one in CASES]
        hint = did_you_mean(case or "", names) or f"the cases are: {', '.join(names)}"
        raise Refusal(f"there is no case with {case!r} in its name; {hint}")
    done: dict[str, list[Check]] = {one.name: [] for one in cases}
    total = sum(len(one.values) for one in cases)
    with progress_bar("Verifying", quiet=quiet or json) as progress:
        for number, found in enumerate(checks(cases, workers, seed), start=1):
            done[found[0].case] += found
            if progress is not None:
                progress(number, total)
    everything = [check for found in done.values() for check in found]
    if json:
        print_json({"recsim": __version__, "checks": [_document(check) for check in everything]})
    elif not quiet:
        screen = console()
        for one in cases:
            _show(screen, one, done[one.name])
        screen.print(_summary(everything))
    holds = all(check.holds for check in everything)
    raise typer.Exit(Exit.DONE if holds else Exit.EXPECTATION_FAILED)


def _show(screen: Console, case: Case, found: list[Check]) -> None:
    """What a case is about, and one line for each of its checks."""
    from rich.table import Table

    from recsim.cli.console import paragraph

    screen.print(case.name, style="bold")
    paragraph(screen, f"{case.shows} [{case.source}]")
    beside = max(
        len(f"{text(check.theory, 4)}{_simulated(check)}{check.verdict}") for check in found
    )
    if screen.width < beside + ROOM_FOR_WORDS:  # a table would cut its numbers
        for check in found:
            said = f"theory {text(check.theory, 4)}, simulated {_simulated(check)} {check.verdict}"
            what = f"{case.parameter} {check.at}, {check.quantity}: {said}"
            paragraph(screen, what, style="" if check.holds else "bold red", bullet="  ")
        screen.print()
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for header in (case.parameter, "quantity", "theory", "simulated", ""):
        whole = header not in (case.parameter, "quantity")
        table.add_column(header, justify="right" if header == "theory" else "left", no_wrap=whole)
    for check in found:
        style = "" if check.holds else "bold red"
        table.add_row(
            check.at,
            check.quantity,
            text(check.theory, 4),
            _simulated(check),
            check.verdict,
            style=style,
        )
    screen.print(table)
    screen.print()


def _simulated(check: Check) -> str:
    value, *ends = (None if end is None else text(end, 4) for end in check.found)
    return str(value) if None in ends else f"{value} ({ends[0]} to {ends[1]})"


def _summary(found: list[Check]) -> str:
    count = len({check.case for check in found})
    cases = f"{count} case{'s' if count > 1 else ''}"
    wrong = [check for check in found if not check.holds]
    if not wrong:
        return f"{len(found)} checks of {cases}: each theory lies in its interval."
    names = ", ".join(sorted({check.case for check in wrong}))
    return f"{len(wrong)} of {len(found)} checks do not hold: {names}."


def _document(check: Check) -> dict[str, Any]:
    return {
        "case": check.case,
        "at": check.at,
        "quantity": check.quantity,
        "theory": check.theory,
        "simulated": check.found.estimate,
        "low": check.found.low,
        "high": check.found.high,
        "verdict": check.verdict,
    }
