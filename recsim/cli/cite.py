"""``recsim cite``: how to cite a stored study, and the software."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from recsim.cli.console import complain, print_json, say
from recsim.cli.exits import Refusal
from recsim.cli.options import Json, Run


def cite(
    run: Run,
    form: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="FORM",
            help="text, bibtex, or cff (a file CITATION.cff).",
            autocompletion=lambda: ["text", "bibtex", "cff"],
        ),
    ] = "text",
    author: Annotated[
        list[str] | None,
        typer.Option(
            "--author",
            metavar="NAME",
            help="Who made the study; may be repeated.",
            show_default=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Print how to cite a stored study, and recsim.

    With its version, the scenario and its hash, the seed and the date: whoever has them can
    simulate the same again.
    """
    from recsim.cli.options import RESULTS
    from recsim.keeping.citation import FORMS, citation
    from recsim.scenario.errors import did_you_mean
    from recsim.store import unchanged
    from recsim.studies.sources import stored_run

    if form not in FORMS:
        hint = did_you_mean(form, list(FORMS), "there are")
        raise Refusal(f"--as {form}: there is no such form; {hint}")
    folder = stored_run(run, RESULTS)
    manifest = unchanged(folder)
    found = citation(manifest, folder.resolve().name, author or ())
    if json:
        print_json({**asdict(found), **{name: write(found) for name, write in FORMS.items()}})
        return
    say(FORMS[form](found).removesuffix("\n"))
    if not author:
        complain("Whose study it is, nobody has said: --author NAME.")
    if not manifest.complete:
        complain(f"Not finished: {len(manifest.replications)} of {manifest.asked} replications.")
