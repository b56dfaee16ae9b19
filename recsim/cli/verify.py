"""``recsim verify``: hold the model against theory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsim import __version__
from recsim.cli.exits import Exit, Refusal
from recsim.cli.options import Json, Quiet, Workers

if TYPE_CHECKING:
    from rich.console import Console

    from recsim.verification import Case, Check


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
    workers: Workers = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Hold the model against theory.

    Simulates special cases whose exact answer is known (queues, Markov chains, funnels, published
    numbers) and checks that each answer lies in the 99.9% interval of the simulation, and that the
    interval is narrow enough to prove something. It takes a few minutes.

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
        for number, found in enumerate(checks(cases, workers), start=1):
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
    """What a case is about, and one line for each of its checks (with 99.9% intervals)."""
    from rich.table import Table

    from recsim.cli.console import paragraph

    screen.print(case.name, style="bold")
    paragraph(screen, f"{case.shows} [{case.source}]")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for header in (case.parameter, "quantity", "theory", "simulated", ""):
        whole = header not in (case.parameter, "quantity")
        table.add_column(header, justify="right" if header == "theory" else "left", no_wrap=whole)
    for check in found:
        style = "" if check.holds else "bold red"
        table.add_row(
            check.at,
            check.quantity,
            f"{check.theory:.4g}",
            _simulated(check),
            check.verdict,
            style=style,
        )
    screen.print(table)
    screen.print()


def _simulated(check: Check) -> str:
    value, low, high = check.found
    if low is None or high is None:
        return f"{value:.4g}"
    return f"{value:.4g} ({low:.4g} to {high:.4g})"


def _summary(found: list[Check]) -> str:
    count = len({check.case for check in found})
    cases = f"{count} case{'s' if count > 1 else ''}"
    wrong = [check for check in found if not check.holds]
    if not wrong:
        return f"{len(found)} checks of {cases}: each theory lies in its 99.9% interval."
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
