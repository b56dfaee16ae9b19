"""``recsim assumptions``: which uncertain numbers could turn the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsim import __version__
from recsim.cli.console import say
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
    from recsim.decide import sensing
    from recsim.decide.assumptions import Assumptions


def assumptions(
    ctx: typer.Context,
    file: File,
    worlds: Annotated[
        int, typer.Option("--worlds", metavar="N", help="Plausible worlds; 0: none.")
    ] = 90,
    morris: Annotated[
        bool,
        typer.Option(
            "--morris",
            help="Elementary effects, too: what each of the strongest numbers does wherever the "
            "others lie (needs SALib).",
        ),
    ] = False,
    paths: Annotated[
        int | None,
        typer.Option(
            "--paths", metavar="N", help="Paths of --morris; 10 if not given.", show_default=False
        ),
    ] = None,
    sobol: Annotated[
        bool,
        typer.Option(
            "--sobol",
            help="Shares of the variance, too: how much of what differs each of the six strongest "
            "numbers explains (needs SALib).",
        ),
    ] = False,
    base: Annotated[
        int | None,
        typer.Option(
            "--base",
            metavar="N",
            help="Base points of --sobol, a power of two; 64 if not given.",
            show_default=False,
        ),
    ] = None,
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
    """Find out which guesses matter: what could turn the answer?

    Each number that nobody knows for certain goes to both ends of its range, all others as they
    stand: that of its passport, or else the plausible one (recsim explain KEY). The strongest of
    them are looked at closely, and go anywhere in their ranges at once in many plausible worlds:
    in how many of them is which strategy ahead, and where does it turn? --morris and --sobol say
    what each number does wherever the others lie, chance apart.

    Runs are kept in the results folder; the same command goes on after an interrupt or a kill.
    """
    from recsim.cli.console import print_json
    from recsim.decide.assuming import Asked, make
    from recsim.studies.sources import load_one

    def load(more: Any) -> Any:
        return load_one(
            file, with_=with_ or (), set_=[*(set_ or ()), *more], seed=seed, engine=engine
        )

    asked = Asked(
        outcome=outcome,
        of=tuple(name.strip() for name in of.split(",")) if of else (),
        replications=replications,
        worlds=worlds,
        designs=_designs(morris, paths, sobol, base),
    )
    found = make(load, asked, how_asked(file, out, simulating(ctx, workers, on), quiet=quiet))
    if json:
        print_json({"recsim": __version__, **document(found)})
    elif not quiet:
        _show(found)
    finish(
        found,
        draws=not no_plots,
        told=not (json or quiet),
        quiet=quiet,
        pictures=found.pictures,
    )


def _designs(
    morris: bool, paths: int | None, sobol: bool, base: int | None
) -> tuple[sensing.Asked, ...]:
    """The sensitivity studies that are asked for.

    Raises:
        Refusal: the size of one is given that is not.
    """
    from recsim.analysis.sensitivity import MORRIS, SOBOL
    from recsim.decide import sensing

    found = []
    for method, wanted, size in ((MORRIS, morris, paths), (SOBOL, sobol, base)):
        if size is not None and not wanted:
            raise Refusal(f"{sensing.OPTIONS[method]} belongs to --{method}")
        if wanted:
            found.append(sensing.Asked(method, size))
    return tuple(found)


def document(found: Assumptions) -> dict[str, Any]:
    """Everything, for programs; undefined values are null."""
    scenario, box = found.loaded.scenario, found.box
    return {
        **about(found),
        "outcome": found.outcome,
        "pair": list(found.pair),
        "seed": scenario.study.seed,
        "worlds": found.worlds_frame.to_dicts(),
        **{
            one.method: {
                "paths": one.paths,
                "worlds": one.worlds,
                "replications": one.replications,
                "frame": one.frame.to_dicts(),
            }
            for one in found.sensitivity
        },
        "turns_where": None
        if box is None
        else {
            "conditions": [
                {
                    "key": found.varied[one.axis].key,
                    "at_most" if one.below else "at_least": found.varied[one.axis].at(one.value),
                }
                for one in box.conditions
            ],
            **{
                name: {"covers": counted.covers, "pure": counted.pure, "worlds": counted.inside}
                for name, counted in (("found", box.found), ("check", box.check))
            },
        },
    }


def _show(found: Assumptions) -> None:
    """Print the sentences, the table and where the results are."""
    from rich.table import Table

    from recsim.analysis.measures import MEASURES
    from recsim.cli.console import console, paragraph
    from recsim.cli.sensitivity_tables import sensitivity_table
    from recsim.telling.sweeps import value_words
    from recsim.telling.units import cell

    screen = console()
    heading(screen, found.loaded)
    headline, *rest = found.verdicts()
    paragraph(screen, headline)
    screen.print()
    scenario = found.loaded.scenario
    first, second = (scenario.label(name) for name in found.pair)
    screen.print(
        f"{MEASURES[found.outcome].label.capitalize()} with {second} minus with {first}, "
        "at both ends of each number"
    )
    rows = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("number", "as it stands", "low", "difference", "high", "difference"):
        first_one = name == "number"
        rows.add_column(name, justify="left" if first_one else "right", no_wrap=first_one)
    for one in found.assumptions:
        ends = []
        for end in (one.low, one.high):
            size = cell(found.outcome, end.compared.interval or (None, None, None), sign=True)
            ends += [value_words(end.value), size]
        rows.add_row(one.axis.key, value_words(one.own), *ends)
    screen.print(rows)
    screen.print()
    for design in found.sensitivity:
        for line in sensitivity_table(found, design, screen.width):
            screen.print(line)
        screen.print()
    for sentence in rest:
        paragraph(screen, sentence, bullet="- ")
    screen.print()
    there = f" ({found.found:,} of {found.runs:,} runs were there already)" if found.found else ""
    say(f"Results: {found.folder}{there}")
