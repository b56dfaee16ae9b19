"""``recsim calibrate``: a scenario that meets own numbers, and what these leave open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsim import __version__
from recsim.cli.exits import Refusal
from recsim.cli.options import (
    Engine,
    File,
    Json,
    NoPlots,
    On,
    Out,
    Quiet,
    Replications,
    Seed,
    Set,
    With,
    Workers,
    simulating,
)
from recsim.cli.sweep import Of, Outcome, about, finish, heading, how_asked

if TYPE_CHECKING:
    from recsim.analysis.calibrated import Fit
    from recsim.decide.calibration import Calibration


def calibrate(
    ctx: typer.Context,
    file: File,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save",
            "-o",
            metavar="FILE",
            help="Write the fitted scenario here, too.",
            show_default=False,
        ),
    ] = None,
    free: Annotated[
        list[str] | None,
        typer.Option(
            "--free",
            metavar="KEY",
            help="A further setting that may be moved; may be repeated.",
            show_default=False,
        ),
    ] = None,
    budget: Annotated[int, typer.Option("--budget", metavar="RUNS", help="Most runs.")] = 1000,
    outcome: Outcome = "",
    of: Of = "",
    set_: Set = None,
    with_: With = None,
    seed: Seed = None,
    replications: Replications = None,
    out: Out = None,
    workers: Workers = None,
    on: On = None,
    engine: Engine = None,
    no_plots: NoPlots = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Fit a scenario to own numbers: those under observed: in its file.

    Contradictions are said before anything is simulated. Then one documented setting is moved for
    each number until all are met, in the same worlds throughout; the fit is checked on worlds that
    took no part in it, and each number with itself left out. What the numbers do not determine is
    looked for: how far may each of the settings go that nobody told, so that all still fits, what
    becomes of the study's comparison there, and which number would tell?

    The fitted scenario is calibrated.yaml in the results folder, or where --save says. The same
    command goes on after an interrupt or a kill.
    """
    from recsim.cli.console import print_json
    from recsim.decide.calibrating import Asked, make
    from recsim.studies.sources import load_one

    def load(more: Any) -> Any:
        return load_one(
            file, with_=with_ or (), set_=[*(set_ or ()), *more], seed=seed, engine=engine
        )

    if save is not None and save.suffix not in (".yaml", ".yml"):
        raise Refusal(f"{save}: a scenario file ends in .yaml, as in {save.with_suffix('.yaml')}")
    asked = Asked(
        free=tuple(free or ()),
        budget=budget,
        replications=replications,
        outcome=outcome,
        of=tuple(name.strip() for name in of.split(",")) if of else (),
    )
    found = make(load, asked, how_asked(file, out, simulating(ctx, workers, on), quiet=quiet))
    if save is not None:
        try:
            found.save(save)
        except FileExistsError as error:
            raise Refusal(f"{error}; give another name. It is in {found.folder}") from None
        except OSError as error:
            raise Refusal(f"{save}: cannot be written: {error.strerror or error}") from error
    if json:
        print_json({"recsim": __version__, **document(found)})
    elif not quiet:
        _show(found, save)
    finish(found, draws=not no_plots, told=not (json or quiet), quiet=quiet)


def document(found: Calibration) -> dict[str, Any]:
    """Everything, for programs; undefined values are null."""
    scenario = found.loaded.scenario
    return {
        **about(found),
        "outcome": found.outcome,
        "pair": list(found.pair or ()),
        "seed": scenario.study.seed,
        "met": found.met,
        "own_numbers": len(found.fits),
        "trials": found.trials,
        "budget": found.budget,
        "skipped": list(found.skipped),
        "levers": found.levers_frame.to_dicts(),
        "open": found.open_frame.to_dicts(),
        "text": found.text,
    }


def _verdict(fit: Fit) -> str:
    """Met, missed, or not to be told."""
    from recsim.analysis.own_numbers import OUTSIDE

    if fit.meets:
        return "met"
    return "missed" if (fit.fresh or fit.after).verdict == OUTSIDE else "cannot tell"


def _show(found: Calibration, save: Path | None) -> None:
    """Print the sentences, the table and where the fitted scenario is."""
    from recsim.cli.console import console, paragraph, say
    from recsim.cli.tables import Column, table_of
    from recsim.telling.observed import in_unit, name_of, shown
    from recsim.telling.outcomes import header

    screen = console()
    heading(screen, found.loaded)
    headline, *rest = found.verdicts()
    paragraph(screen, headline)
    screen.print()
    frame = found.frame
    names = tuple(
        header(name_of(fit.after.own.measure), unit)
        for fit, unit in zip(found.fits, frame["unit"], strict=True)
    )

    def cells(part: str) -> tuple[str, ...]:
        values = []
        for fit in found.fits:
            held = getattr(fit, part)
            there = held.simulated if held is not None else None
            values.append("-" if there is None else str(in_unit(fit.after.own.measure, there)))
        return tuple(values)

    table = table_of(
        [
            Column("", names, left=True),
            Column("yours", tuple(str(shown(fit.after.own)) for fit in found.fits)),
            Column("before", tuple(one.partition(" (")[0] for one in cells("before"))),
            Column(
                "fitted, fresh runs" if found.fresh else "fitted",
                cells("fresh" if found.fresh else "after"),
            ),
            Column("left out", tuple(one.partition(" (")[0] for one in cells("left_out"))),
            Column("", tuple(_verdict(fit) for fit in found.fits)),
        ],
        screen.width,
    )
    screen.print(table)
    screen.print()
    for sentence in rest:
        paragraph(screen, sentence, bullet="- ")
    screen.print()
    there = f" ({found.found:,} of {found.runs:,} runs were there already)" if found.found else ""
    say(f"Results: {found.folder}{there}")
    say(f"Fitted scenario: {save or f'{found.folder}/calibrated.yaml'}")
