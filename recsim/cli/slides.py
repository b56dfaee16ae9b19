"""``recsim slides``: a lesson as slides with notes, and the sheets that go with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recsim.cli.console import complain, working
from recsim.cli.exits import Ending, Exit, Refusal
from recsim.cli.files import refuse_other_names
from recsim.cli.options import Engine, Json, Quiet, Replications, Seed, Set, Workers, results_folder

if TYPE_CHECKING:
    from recsim.papers.deck import Presented
    from recsim.scenario.load import Loaded


def _names(incomplete: str) -> list[str]:
    """Lessons and shipped scenarios, for completion in the shell."""
    from recsim.papers.plans import lessons
    from recsim.scenario.gallery import shipped

    known = [*lessons(), *(name for name, _ in shipped())]
    return [name for name in known if name.startswith(incomplete)]


def slides(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="LESSON|SCENARIO",
            help="A lesson plan of docs/workshop.md (30_minutes, 60_minutes, 120_minutes, "
            "a_challenge_in_the_room, one_market_for_all), a scenario file, or the name of a "
            "shipped scenario; 30_minutes, if not given.",
            autocompletion=_names,
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="The file to write; slides.html, if not given.",
            show_default=False,
        ),
    ] = None,
    sheets: Annotated[
        bool,
        typer.Option("--sheets", help="Write the sheets to print as well, beside the slides."),
    ] = False,
    set_: Set = None,
    seed: Seed = None,
    replications: Replications = None,
    workers: Workers = None,
    engine: Engine = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Write a lesson as slides with notes for the trainer: one file that opens in any browser.

    Question, guess, picture, finding, what it teaches and what would turn it; of a lesson plan,
    what is said at each step. Arrow keys turn the slides, N shows the notes, and what is shown is
    what is printed: a slide a page, or with notes below each. Runs that are stored are used, others
    are simulated first.
    """
    from recsim.cli.console import print_json
    from recsim.papers import deck
    from recsim.papers.plans import lessons
    from recsim.papers.sheets import write
    from recsim.papers.slides import document
    from recsim.store.durable import deliver

    refuse_other_names(out, ".html")
    asked = what or [next(iter(lessons()))]
    plans = {name: lessons()[name] for name in asked if name in lessons()}
    for name in asked:
        _check(name)
    wanted = dict.fromkeys(
        source for name in asked for source in (plans[name].scenarios if name in plans else [name])
    )
    make = partial(
        _shown, set_=set_, seed=seed, replications=replications, workers=workers, engine=engine,
        quiet=quiet,
    )  # fmt: skip
    found = {source: make(source) for source in wanted}
    target = out or Path("slides.html")
    made: list[deck.Slide] = []
    with working("Drawing the slides", quiet=quiet):
        for name in asked:
            lesson = plans.get(name)
            made += deck.of_lesson(lesson, found) if lesson else deck.of_scenario(found[name])
        title = plans[asked[0]].title if asked[0] in plans else found[asked[0]].title
        text = document(title, made)
    try:
        deliver(target, text)
        written = [target, *(write(target.parent) if sheets else [])]
    except OSError as error:
        place = error.filename or target
        raise Ending(f"{place}: cannot be written: {error.strerror}", Exit.RUN_FAILED) from error
    if json:
        print_json({"slides": len(made), "files": [str(path) for path in written]})
    elif not quiet:
        complain(f"Written: {target}, {len(made)} slides. A double click opens it; N shows notes.")
        for path in written[1:]:
            complain(f"Written: {path}, to print on A4.")


def _check(name: str) -> None:
    """Refuse what is neither a lesson nor a scenario nor a file, with the nearest that is.

    Raises:
        Refusal: it is neither.
    """
    from recsim.papers.plans import lessons
    from recsim.scenario import gallery
    from recsim.scenario.errors import did_you_mean

    path = Path(name)
    if name in lessons() or path.suffix or path.exists() or gallery.find(name) is not None:
        return
    known = [*lessons(), *(shipped for shipped, _ in gallery.shipped())]
    hint = did_you_mean(name, known) or f"the lessons are: {', '.join(lessons())}"
    raise Refusal(f"{name}: there is no lesson and no scenario of this name\n  Hint: {hint}")


def _shown(
    source: str,
    *,
    set_: list[str] | None,
    seed: int | None,
    replications: int | None,
    workers: int | None,
    engine: str | None,
    quiet: bool,
) -> Presented:
    """The scenario with its results: those that are stored, or new ones."""
    from recsim import store
    from recsim.cli.console import progress_bar
    from recsim.papers.deck import Presented
    from recsim.scenario.override import ALL
    from recsim.studies import paper
    from recsim.studies.finish import How, finish
    from recsim.studies.sources import itself, load_one

    def load(beside: list[str]) -> Loaded:
        return load_one(
            source, set_=set_ or (), seed=seed, replications=replications, engine=engine,
            beside=beside,
        )  # fmt: skip

    loaded = load([])
    if loaded.scenario.study.picture == "variants" and loaded.scenario.variants:
        loaded = load([ALL])
    given = itself(source, None, changed=bool(set_) or seed is not None)
    words = ["recsim", "run", source, *(word for one in set_ or () for word in ("--set", one))]
    words += [] if seed is None else ["--seed", str(seed)]
    words += [] if replications is None else ["-n", str(replications)]
    command = store.command_line(words)
    how = How(
        results_folder(source, None),
        workers=workers,
        first=replications,
        given=given,
        reads=given is not None,
        bar=partial(progress_bar, quiet=quiet),
        tell=complain,
        command=command,
    )
    finished = finish(loaded, how)
    if finished.interrupt is not None:
        raise finished.interrupt
    studies = (paper.study(path, finished) for path in paper.beside(finished))
    turned = next((one.said for one in studies if one.kind == "assumptions"), ())
    return Presented(finished.results, loaded.text, command, turned)
