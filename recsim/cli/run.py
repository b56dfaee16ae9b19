"""``recsim run``: simulate, show the table, write the results folder."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated, Any

import typer

from recsim import __version__
from recsim.cli.exits import Exit, Refusal
from recsim.cli.options import (
    AtMost,
    Beside,
    Engine,
    Files,
    Fresh,
    Json,
    NoPlots,
    On,
    Out,
    Quiet,
    Replications,
    Seed,
    Set,
    Until,
    With,
    Workers,
    check_until,
    results_folder,
    simulating,
)


def run(
    ctx: typer.Context,
    files: Files,
    set_: Set = None,
    with_: With = None,
    beside: Beside = None,
    seed: Seed = None,
    replications: Replications = None,
    more: Annotated[
        int | None,
        typer.Option(
            "--more",
            metavar="N",
            min=1,
            help="Add N replications to a finished run.",
            show_default=False,
        ),
    ] = None,
    until: Until = None,
    at_most: AtMost = None,
    out: Out = None,
    workers: Workers = None,
    on: On = None,
    engine: Engine = None,
    fresh: Fresh = False,
    no_plots: NoPlots = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Run scenarios and store what happened.

    Every strategy meets the same people and the same luck in each replication.

    Replications that are in the results folder already are used, so that the same command goes on
    after an interrupt, a kill or a power cut. FILE may be a results folder, too, whatever its name.

    With --until, runs are added until it is settled, and it is said when each comparison was.

    With --beside, each of those variants meets the same people and the same luck, too; pictures
    and tables show what it changes.
    """
    from pathlib import Path

    from recsim import store
    from recsim.cli import screens
    from recsim.cli.console import complain, print_json, progress_bar, say
    from recsim.cli.exits import code_of
    from recsim.cli.pictures import draw
    from recsim.cli.remarks import mention
    from recsim.studies.finish import How, finish
    from recsim.studies.sources import itself, load_all
    from recsim.studies.until import Asked
    from recsim.studies.until import until as run_until

    check_until(until, at_most, more=more, replications=replications)
    if more is not None and (replications is not None or fresh):
        other = "--fresh" if fresh else "--replications"
        raise Refusal(f"--more adds to a finished run; it cannot be combined with {other}")
    changed = bool(with_ or set_ or beside) or seed is not None
    chosen = load_all(
        files,
        with_=with_,
        beside=beside,
        set_=set_,
        seed=seed,
        replications=replications,
        engine=engine,
    )
    workforce = simulating(ctx, workers, on)
    documents: list[dict[str, Any]] = []
    codes = [Exit.DONE]
    told = {"recsim": __version__, "runs": documents}
    for file, loaded in zip(files, chosen, strict=True):
        given = itself(file, out, changed=changed)
        how = How(
            results_folder(file, out),
            more=more,
            workers=workforce,
            fresh=fresh,
            first=replications,
            given=given,
            bar=partial(progress_bar, quiet=quiet),
            tell=complain,
            command=store.command_line(["recsim", *sys.argv[1:]]),
        )
        finished = run_until(loaded, how, Asked(until, at_most)) if until else finish(loaded, how)
        if json:
            documents.append(screens.document(finished))
        elif not quiet:
            screens.show_run(finished)
        if not (finished.interrupt or no_plots):
            try:
                pictures = draw(finished, fresh=fresh, quiet=quiet)
            except Exception:
                if json:  # what was found is told without its pictures, too
                    print_json(told)
                raise
            if not (json or quiet):
                say(f"Picture: {pictures[0]}")
        if not (json or quiet or finished.interrupt or store.is_run(Path(file))):
            mention(loaded, finished.results, file, set_=set_, with_=with_)
        codes += [code_of(finished), screens.tell_expectations(finished)]
        if finished.interrupt:
            break
    if json:
        print_json(told)
    raise typer.Exit(screens.worst(codes))
