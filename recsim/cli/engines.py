"""``recsim verify --engines``: both engines on the same worlds, event by event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from recsim import __version__
from recsim.cli.console import complain, print_json, say
from recsim.cli.exits import Exit, Refusal

if TYPE_CHECKING:
    from recsim.scenario.scenario import Scenario
    from recsim.verification.engines import Comparison

ENGINES = ("simpy", "compiled")


def verify_engines(files: Sequence[str], *, quiet: bool, json: bool) -> Exit:
    """Compare the engines and show one line a world; how the command should end.

    Args:
        files: scenarios, compared as they are; none: all shipped ones, cut down.
        quiet: whether to say only what is wrong.
        json: whether to print JSON instead.

    Raises:
        ScenarioErrors: a file is not a scenario.
        Refusal: the compiled engine cannot run here.
    """
    from recsim.model.engines import EngineMissing, choose, engine
    from recsim.verification.difference import explained
    from recsim.verification.engines import compare, worlds

    scenarios = list(_scenarios(files))
    try:
        choose("compiled")
    except EngineMissing as missing:
        raise Refusal(str(missing)) from missing
    found: list[Comparison] = []
    for world in (world for scenario in scenarios for world in worlds(scenario)):
        comparison = compare(world, engine("simpy"), engine("compiled"))
        found.append(comparison)
        if not (quiet or json):
            say(_line(comparison))
        if not (comparison.equal or json):
            complain("\n".join(f"  {line}" for line in explained(comparison, ENGINES)))
    if json:
        documents = [_document(comparison) for comparison in found]
        print_json({"recsim": __version__, "worlds": documents})
    elif not quiet:
        say(_summary(found))
    return Exit.DONE if all(one.equal for one in found) else Exit.RUN_FAILED


def _scenarios(files: Sequence[str]) -> Iterator[Scenario]:
    from recsim.scenario.gallery import shipped
    from recsim.studies.sources import load_all
    from recsim.verification.engines import cut_down

    if files:
        yield from (loaded.scenario for loaded in load_all(files))
    else:
        yield from (cut_down(one.scenario) for one in load_all([name for name, _ in shipped()]))


def _line(comparison: Comparison) -> str:
    world = comparison.world
    said = "equal" if comparison.equal else "DIFFERENT"
    return (
        f"{world.scenario.name:<22} {_together(comparison):<30} "
        f"{comparison.events:>9,} events  {said}"
    )


def _together(comparison: Comparison) -> str:
    """Who is in the world, in a few words."""
    world = comparison.world
    first, *others = world.teams
    if not others:
        return first
    if world.scenario.study.market == "shared":
        return f"{len(world.teams)} strategies together"
    return f"{first} and {len(others)} rival{'s' if len(others) > 1 else ''}"


def _summary(found: list[Comparison]) -> str:
    events = sum(comparison.events for comparison in found)
    different = sum(not comparison.equal for comparison in found)
    if different:
        return f"{different} of {len(found)} worlds differ."
    return f"{len(found)} worlds, {events:,} events: the engines agree to the last bit."


def _document(comparison: Comparison) -> dict[str, Any]:
    from recsim.verification.difference import explained

    return {
        "scenario": comparison.world.scenario.name,
        "teams": list(comparison.world.teams),
        "replication": comparison.world.replication,
        "events": comparison.events,
        "equal": comparison.equal,
        "explanation": explained(comparison, ENGINES),
    }
