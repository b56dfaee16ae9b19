"""``recsim story``: one person's life under two strategies, or one recruiter's week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsim.cli.console import console, paragraph, print_json, working
from recsim.cli.exits import Ending, Exit, Refusal
from recsim.cli.options import Engine, File, Json, Seed, Set, With, up_to_all_replications

if TYPE_CHECKING:
    from recsim.analysis.stories import Chronicle
    from recsim.scenario.scenario import Scenario

MOST_LIVES = 2


def _pick_names() -> list[str]:
    """Names of the picks, for completion in the shell."""
    from recsim.analysis.stories import PICKS

    return list(PICKS)


def story(
    file: File,
    person: Annotated[
        int | None,
        typer.Option(
            "--person", metavar="N", min=0, help="Number of the person, from 0.", show_default=False
        ),
    ] = None,
    pick: Annotated[
        str | None,
        typer.Option(
            "--pick",
            metavar="NAME",
            help="Whom to tell about: typical (if nothing is given), most_offended, "
            "placed_by_active, put_off_by_silence.",
            autocompletion=_pick_names,
            show_default=False,
        ),
    ] = None,
    strategies: Annotated[
        str | None,
        typer.Option(
            "--strategies",
            metavar="KEY,KEY",
            help="One or two strategies of the file; the first two, if not given.",
            show_default=False,
        ),
    ] = None,
    replication: Annotated[
        int,
        typer.Option(
            "--replication",
            metavar="R",
            min=0,
            callback=up_to_all_replications,
            help="Which of the worlds, from 0.",
        ),
    ] = 0,
    recruiter: Annotated[
        int | None,
        typer.Option(
            "--recruiter",
            metavar="N",
            min=0,
            help="Tell about a recruiter's week instead; number of the recruiter, from 0.",
            show_default=False,
        ),
    ] = None,
    week: Annotated[
        int | None,
        typer.Option(
            "--week",
            metavar="W",
            help="Which week of the recruiter; 1 is the first measured one.",
            show_default=False,
        ),
    ] = None,
    set_: Set = None,
    with_: With = None,
    seed: Seed = None,
    engine: Engine = None,
    json: Json = False,
) -> None:
    """Tell what happened to one person under each of two strategies.

    It is the same person with the same luck; what differs is the team. With --recruiter and --week:
    what a recruiter did in a week, and what came of it.
    """
    from recsim.cli import story_screens
    from recsim.studies.sources import load_all

    if person is not None and pick is not None:
        raise Refusal("--person and --pick both say whom to tell about; give one of them")
    if (recruiter is None) != (week is None):
        raise Refusal("--recruiter and --week belong together")
    if recruiter is not None and (person is not None or pick is not None):
        raise Refusal("a recruiter's week has no --person and no --pick")
    [loaded] = load_all([file], with_=with_, set_=set_, seed=seed, engine=engine)
    scenario = loaded.scenario
    chosen = _chosen(scenario, strategies)
    if person is not None and person >= scenario.world.people:
        raise Refusal(
            f"there is no person {person}; people are numbered from 0 to "
            f"{scenario.world.people - 1}"
        )
    _check_pick(pick)
    with working("Simulating", quiet=json):
        worlds = _simulated(scenario, chosen, replication)
    try:
        if recruiter is not None and week is not None:
            document = _weeks(worlds, recruiter, week)
            show = story_screens.show_weeks
        else:
            document = _lives(worlds, person, pick)
            show = story_screens.show_lives
    except IndexError as error:
        raise Refusal(str(error)) from error
    if json:
        print_json(document)
    else:
        for line in loaded.changed:
            paragraph(console(), f"Changed by --set: {line}.")
        show(document)


def _chosen(scenario: Scenario, strategies: str | None) -> list[str]:
    """Keys of the strategies to tell about."""
    from recsim.scenario.errors import did_you_mean

    known = list(scenario.strategies)
    if strategies is None:
        return known[:MOST_LIVES]
    if scenario.study.market == "shared":
        raise Refusal(
            "--strategies: in a shared market all strategies are in one world, and there is one "
            "life to tell"
        )
    chosen = [name.strip() for name in strategies.split(",")]
    for name in chosen:
        if name not in known:
            hint = did_you_mean(name, known, "there are")
            raise Refusal(f'--strategies: there is no strategy "{name}"; {hint}'.rstrip("; "))
    if len(chosen) > MOST_LIVES or len(set(chosen)) < len(chosen):
        raise Refusal(f"--strategies: expected one or two different strategies, got {strategies}")
    return chosen


def _check_pick(pick: str | None) -> None:
    from recsim.scenario.errors import did_you_mean

    known = _pick_names()
    if pick is not None and pick not in known:
        hint = did_you_mean(pick, known, "there are")
        raise Refusal(f'--pick: there is no pick "{pick}"; {hint}')


def _simulated(scenario: Scenario, chosen: Sequence[str], replication: int) -> list[Chronicle]:
    from recsim.experiments.selection import Selection
    from recsim.experiments.stories import chronicles
    from recsim.model.engines import EngineMissing, engine

    selection = Selection(scenario.study.engine)
    try:
        simulate = engine(selection.engine())
    except EngineMissing as missing:
        raise Refusal(str(missing)) from missing
    try:
        return chronicles(simulate, scenario, chosen, replication)
    except Exception as error:
        raise Ending(f"The run failed: {type(error).__name__}: {error}", Exit.RUN_FAILED) from error


def _lives(worlds: Sequence[Chronicle], person: int | None, pick: str | None) -> dict[str, Any]:
    from recsim.analysis.stories import PICKS
    from recsim.analysis.stories.document import lives

    if person is not None:
        return lives(worlds, person)
    chosen = PICKS[pick or "typical"]
    found = chosen.choose(worlds)
    if found is None:
        raise Refusal(
            f"{chosen.label}: there is nobody of this kind in these worlds ({chosen.meaning}).\n"
            f"Other worlds may have somebody: --replication {worlds[0].replication + 1}"
        )
    return lives(worlds, found, chosen.name)


def _weeks(worlds: Sequence[Chronicle], recruiter: int, week: int) -> dict[str, Any]:
    from recsim.analysis.stories.document import weeks

    return weeks(worlds, recruiter, week)
