"""Commands about scenario files: check, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recsim.cli.console import say
from recsim.cli.exits import Refusal
from recsim.cli.options import Files, Quiet, Set, With

MEANT_SO = (
    "A number that is meant so can say why: {value: 0.35, range: [0.3, 0.7], source: bad jobs}"
)
SCHEMA_FILE = "recsim.schema.json"


def check(files: Files, set_: Set = None, with_: With = None, quiet: Quiet = False) -> None:
    """Check scenario files without running them.

    All problems are named at once, each with its line and what would be right. Of what is legal
    and unlikely to be meant, it says so: numbers beyond what is plausible, settings without an
    effect, and what comes out of a few short runs that no real team would recognise.
    """
    from recsim.cli.remarks import all_remarks
    from recsim.scenario.show import resolved_yaml
    from recsim.studies.sources import load_all

    for loaded in load_all(files, with_=with_, set_=set_):
        resolved_yaml(loaded)  # which may be too large, where the files are not
        if quiet:
            continue
        scenario, study = loaded.scenario, loaded.scenario.study
        teams = len(scenario.strategies)
        found = all_remarks(loaded)
        say(
            f"{loaded.path}: fine{', with remarks' if found else ''} "
            f"({teams} {'strategy' if teams == 1 else 'strategies'}, "
            f"{scenario.world.people:,} people, {study.horizon_days} days, "
            f"{study.replications} replications)"
        )
        for line in loaded.changed:
            say(f"Changed by --set: {line}.")
        for remark in found:
            say(str(remark))
        if found:
            say(MEANT_SO)


def schema(
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write it here instead of printing it."),
    ] = None,
) -> None:
    """Print the JSON schema of scenario files, for editors."""
    refuse_other_names(out, ".json")
    if out is None:
        print(schema_text(), end="")
    else:
        write_text(out, schema_text())


def schema_text() -> str:
    """The schema, as it is written beside scenario files."""
    from recsim.scenario import schema

    return schema.schema_text()


def refuse_other_names(path: Path | None, ending: str) -> None:
    """Refuse a name of another kind of file: a scenario is not written over by its own report.

    Raises:
        Refusal: a name is given, and does not end so.
    """
    if path is not None and path.suffix.lower() != ending:
        raise Refusal(f"{path}: expected a name that ends in {ending}")


def write_text(path: Path, text: str) -> None:
    """Write a file, and the folders above it; the earlier one stays until it is whole.

    Raises:
        Refusal: it cannot be written.
    """
    from recsim.store.durable import deliver

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        deliver(path, text)
    except OSError as error:
        raise Refusal(f"{path}: cannot be written: {error.strerror}") from error
