"""``recsim tune``: the settings with which a strategy reaches most, tried in fresh worlds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsim import __version__
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
from recsim.cli.sweep import about, finish, heading, how_asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recsim.analysis.tried import Trial
    from recsim.decide.tune import Tune


def tune(
    ctx: typer.Context,
    file: File,
    strategy: Annotated[
        str,
        typer.Option(
            "--strategy",
            metavar="NAME",
            help="Which strategy; the second of those that the question is about, if not given.",
            show_default=False,
        ),
    ] = "",
    lever: Annotated[
        list[str] | None,
        typer.Option(
            "--lever",
            metavar="KEY=VALUES",
            help="A setting of it to move: key=low:high, key=a,b,c, or a key alone for its "
            "plausible range; those that matter to its style, if not given.",
            show_default=False,
        ),
    ] = None,
    maximise: Annotated[
        str,
        typer.Option(
            "--maximise",
            metavar="NAME",
            help="The measure of which most is wanted; the study's own, if not given.",
            show_default=False,
        ),
    ] = "",
    cap: Annotated[
        str,
        typer.Option(
            "--cap",
            metavar="NAME<=VALUE",
            help="The most harm: measure<=value, or a measure alone for no more of it than now; "
            "the study's own harm, if not given.",
            show_default=False,
        ),
    ] = "",
    frontier: Annotated[
        bool,
        typer.Option("--frontier", help="All settings that no other beats in gain and harm."),
    ] = False,
    trials: Annotated[
        int, typer.Option("--trials", metavar="N", help="Settings that are tried.")
    ] = 60,
    worlds: Annotated[
        int,
        typer.Option("--worlds", metavar="N", help="Fresh worlds in which the best are tried."),
    ] = 60,
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
    """Tune a strategy: most placements without more harm than now.

    Settings are proposed by a search, each tried in the same practice worlds (-n: how many). What
    looks best there is partly lucky, so the best meet fresh worlds, beside the strategy as it
    stands: what is left there counts. The results folder has tuned.yaml, a scenario to go on with.

    Runs are kept in the results folder; the same command goes on after an interrupt or a kill.
    """
    from recsim.cli.console import print_json
    from recsim.decide.tuning import Asked, make
    from recsim.studies.sources import load_one

    def load(more: Any) -> Any:
        return load_one(
            file, with_=with_ or (), set_=[*(set_ or ()), *more], seed=seed, engine=engine
        )

    asked = Asked(
        strategy=strategy,
        levers=tuple(lever or ()),
        maximise=maximise,
        cap=cap,
        frontier=frontier,
        trials=trials,
        replications=replications,
        worlds=worlds,
    )
    found = make(load, asked, how_asked(file, out, simulating(ctx, workers, on), quiet=quiet))
    if json:
        print_json({"recsim": __version__, **document(found)})
    elif not quiet:
        _show(found)
    finish(found, draws=not no_plots, told=not (json or quiet), quiet=quiet)


def document(found: Tune) -> dict[str, Any]:
    """Everything, for programs; undefined values are null."""
    scenario = found.loaded.scenario
    return {
        **about(found),
        "strategy": found.strategy,
        "levers": [lever.keys[0] for lever in found.levers],
        "maximise": found.gain,
        "cap": {"measure": found.harm, "at_most": found.cap},
        "seed": scenario.study.seed,
        "replications": found.replications,
        "fresh_seed": found.results.scenario.study.seed,
        "fresh_worlds": found.worlds,
        "chosen": [
            {"name": trial.name, **dict(zip(_keys(found), trial.values, strict=True))}
            for trial in found.chosen
        ],
    }


def _keys(found: Tune) -> list[str]:
    return [lever.keys[0] for lever in found.levers]


def _show(found: Tune) -> None:
    """Print the sentences, the table and where the results are."""
    from rich.table import Table

    from recsim.analysis.measures import MEASURES
    from recsim.cli.console import console, paragraph, say
    from recsim.telling.sweeps import value_words

    screen = console()
    heading(screen, found.loaded)
    headline, *rest = found.verdicts()
    paragraph(screen, headline)
    screen.print()
    shown = [found.start, *found.chosen]
    rows = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    rows.add_column("", no_wrap=True)
    for measure in (found.gain, found.harm):
        for where in ("practice", "fresh worlds"):
            rows.add_column(f"{MEASURES[measure].label}, {where}", justify="right")
    for trial in shown:
        rows.add_row(_name(trial), *_results(found, trial))
    screen.print(rows)
    screen.print()
    levers = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    levers.add_column("", no_wrap=True)
    for trial in shown:
        levers.add_column(_name(trial), justify="right")
    for place, lever in enumerate(found.levers):
        levers.add_row(lever.key, *(value_words(trial.values[place]) for trial in shown))
    screen.print(levers)
    screen.print()
    for sentence in rest:
        paragraph(screen, sentence, bullet="- ")
    screen.print()
    there = f" ({found.found:,} runs were there already)" if found.found else ""
    say(f"Results: {found.folder}{there}")
    if found.chosen:
        say(f"To go on with: recsim run {found.folder}/tuned.yaml")


def _name(trial: Trial) -> str:
    return trial.name or "now"


def _results(found: Tune, trial: Trial) -> Iterator[str]:
    """Gain in practice and in fresh worlds, then harm."""
    from recsim.telling.units import cell

    fresh = trial.fresh
    assert fresh is not None
    for measure, ends in (
        (found.gain, (trial.gain, fresh.gain)),
        (found.harm, (trial.harm, fresh.harm)),
    ):
        for one in ends:
            yield cell(measure, one or (None, None, None))
