"""``recsim compare``: strategies against the first one, or with and without variants."""

from __future__ import annotations

import sys
from functools import partial

import typer

from recsim import __version__
from recsim.cli.exits import Exit, Refusal
from recsim.cli.options import (
    AtMost,
    Beside,
    Engine,
    File,
    Fresh,
    Json,
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


def compare(
    ctx: typer.Context,
    file: File,
    set_: Set = None,
    with_: With = None,
    beside: Beside = None,
    seed: Seed = None,
    replications: Replications = None,
    until: Until = None,
    at_most: AtMost = None,
    out: Out = None,
    workers: Workers = None,
    on: On = None,
    engine: Engine = None,
    fresh: Fresh = False,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Compare each strategy with the first one.

    Shows paired differences (both meet the same people and the same luck), and a verdict in
    words. A run that is stored already is used; otherwise
    the scenario is run first. FILE may be a results folder, too, which is compared as it is.

    With --until, runs are added until it is settled, and it is said when each comparison was.

    With --beside, each strategy is compared with itself: with each of those variants and without.
    """
    from recsim import store
    from recsim.cli import screens
    from recsim.cli.console import complain, print_json, progress_bar
    from recsim.cli.exits import code_of
    from recsim.studies.finish import How, finish
    from recsim.studies.sources import itself, load_all
    from recsim.studies.until import Asked
    from recsim.studies.until import until as run_until

    check_until(until, at_most, replications=replications)
    [loaded] = load_all(
        [file],
        with_=with_,
        beside=beside,
        set_=set_,
        seed=seed,
        replications=replications,
        engine=engine,
    )
    if len(loaded.scenario.strategies) < 2 and not loaded.beside:
        raise Refusal(f"{file}: has one strategy; to compare, it needs two or more, or --beside")
    changed = bool(with_ or set_ or beside) or seed is not None
    given = itself(file, out, changed=changed)
    if given is not None and fresh:
        raise Refusal(f"{file}: a folder is compared as it is; --fresh belongs to recsim run")
    how = How(
        results_folder(file, out),
        workers=simulating(ctx, workers, on),
        fresh=fresh,
        first=replications,
        given=given,
        reads=given is not None,
        bar=partial(progress_bar, quiet=quiet),
        tell=complain,
        command=store.command_line(["recsim", *sys.argv[1:]]),
    )
    finished = run_until(loaded, how, Asked(until, at_most)) if until else finish(loaded, how)
    if json:
        print_json({"recsim": __version__, "runs": [screens.document(finished)]})
    elif not quiet:
        show = screens.show_variants if loaded.beside else screens.show_comparison
        show(finished)
    raise typer.Exit(screens.worst([Exit.DONE, code_of(finished)]))
