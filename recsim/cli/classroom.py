"""``recsim class``: challenges for a room full of people, with files alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from recsim.cli.console import say
from recsim.cli.exits import Ending, Exit, Refusal
from recsim.cli.options import RESULTS, Engine, Json, Out, Quiet, Workers, up_to_all_replications

if TYPE_CHECKING:
    from recsim.classroom.round import Round
    from recsim.classroom.scoring import Scores
    from recsim.classroom.submission import Entry, Refused

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="FOLDER", help="Holds challenge.yaml and one file an entry.", show_default=False
    ),
]
ChallengeFile = Annotated[
    Path | None,
    typer.Option(
        "--challenge",
        metavar="FILE",
        help="The rules; FOLDER/challenge.yaml, if not given.",
        show_default=False,
    ),
]
Pseudonyms = Annotated[
    bool,
    typer.Option("--pseudonyms", help="Show colours and animals instead of nicknames."),
]


@app.callback()
def classroom() -> None:
    """Run a challenge for a room: everybody hands in a file, all are scored in worlds nobody saw.

    See docs/classroom.md.
    """


@app.command()
def new(
    file: Annotated[
        Path, typer.Argument(metavar="[FILE]", help="The file to write.", show_default=True)
    ] = Path("challenge.yaml"),
) -> None:
    """Write the rules of a round to start from, and draw its sealed worlds.

    The sealed worlds are written beside it, as sealed.yaml; what is printed is their seal.
    """
    from recsim.classroom.round import SEALED_FILE
    from recsim.classroom.starter import challenge_text, draw_sealed, sealed_text
    from recsim.cli.files import write_text

    if file.suffix not in (".yaml", ".yml"):
        raise Refusal(f"{file}: a challenge ends in .yaml, as in {file.with_suffix('.yaml')}")
    secret = file.with_name(SEALED_FILE)
    if file == secret:
        raise Refusal(f"{file}: this is where the sealed worlds go; give another name")
    for path in (file, secret):
        if path.exists():
            raise Refusal(f"{path}: exists already, and is left as it is; give another folder")
    worlds = draw_sealed()
    write_text(secret, sealed_text(worlds))
    write_text(file, challenge_text(worlds.seal()))
    say(f"{file}: the rules, to be changed and then handed out")
    say(f"{secret}: the sealed worlds; keep them to yourself until the round is over")
    say(f"Seal: {worlds.seal()}")


@app.command()
def check(
    folder: Folder,
    challenge: ChallengeFile = None,
    pseudonyms: Pseudonyms = False,
    quiet: Quiet = False,
) -> None:
    """Check every entry without running it.

    With --pseudonyms: say who is who. Ends with 2 if an entry is refused.
    """
    from recsim.cli.class_screens import show_taken, tell_refused

    round_, taken, refused = _read(folder, challenge)
    shown = _pseudonyms(round_, taken, refused) if pseudonyms else {}
    if not quiet:
        show_taken(round_, taken, shown)
    tell_refused(refused)
    raise typer.Exit(Exit.BAD_INPUT if refused else Exit.DONE)


@app.command()
def score(
    folder: Folder,
    challenge: ChallengeFile = None,
    replications: Annotated[
        int | None,
        typer.Option(
            "--replications",
            "-n",
            metavar="N",
            min=2,
            callback=up_to_all_replications,
            help="Sealed worlds, instead of the challenge's number: for a rehearsal.",
            show_default=False,
        ),
    ] = None,
    pseudonyms: Pseudonyms = False,
    out: Out = None,
    workers: Workers = None,
    engine: Engine = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Score all entries in the sealed worlds.

    Shows the table, and writes scores.csv, runs.csv and a picture of the trade-off to a folder of
    its own. Entries that are refused are listed and keep nobody else from being scored.

    Ends with 0 if at least one entry was scored, with 1 if an entry could not be simulated, with 2
    if the challenge is wrong or no entry could be taken.
    """
    from recsim.cli import class_screens as screens
    from recsim.cli.class_files import write_scores
    from recsim.cli.console import complain, print_json

    round_, taken, refused = _read(folder, challenge)
    if round_.sealed is None:
        raise Refusal(
            f"{round_.sealed_path}: the sealed worlds are missing; to score, they are needed.\n"
            "recsim class new writes them together with a challenge."
        )
    shown = _pseudonyms(round_, taken, refused) if pseudonyms else {}
    taken, refused = screens.under(shown, taken, refused)
    if not json:
        screens.tell_refused(refused)
    if not taken:
        raise Refusal(f"{folder}: there is no entry that could be scored")
    scores = _score(round_, taken, replications, workers, engine, quiet or json)
    for name, error in scores.failures.items():
        complain(f"Failed: {name}, {error}")
    target = (out or RESULTS) / _folder_name(folder, scores, taken)
    try:
        written = write_scores(scores, target, quiet=quiet or json)
    except OSError as error:
        raise Ending(f"{target}: cannot be written: {error.strerror}", Exit.RUN_FAILED) from error
    if json:
        print_json(screens.document(scores, refused, target))
    elif not quiet:
        screens.show_scores(scores, refused)
        say(f"Table: {target / 'scores.csv'}")
        for picture in written:
            say(f"Picture: {picture}")
    raise typer.Exit(Exit.RUN_FAILED if scores.failures else Exit.DONE)


def _read(folder: Path, challenge: Path | None) -> tuple[Round, list[Entry], list[Refused]]:
    from recsim.classroom.round import CHALLENGE_FILE, load_round
    from recsim.classroom.submission import read_entries

    if not folder.is_dir():
        raise Refusal(f"{folder}: there is no such folder")
    round_ = load_round(challenge or folder / CHALLENGE_FILE)
    return round_, *read_entries(round_, folder)


def _pseudonyms(round_: Round, taken: list[Entry], refused: list[Refused]) -> Mapping[str, str]:
    from recsim.classroom.names import pseudonyms

    salt = round_.sealed.salt if round_.sealed is not None else round_.challenge.seal
    return pseudonyms([*(one.name for one in taken), *(one.name for one in refused)], salt)


def _score(
    round_: Round,
    entries: list[Entry],
    replications: int | None,
    workers: int | None,
    engine: str | None,
    quiet: bool,
) -> Scores:
    from recsim.classroom.scoring import StartFailed, score
    from recsim.cli.console import progress_bar
    from recsim.experiments.selection import Selection
    from recsim.model.engines import EngineMissing
    from recsim.scenario.study import EngineChoice

    wanted: EngineChoice = round_.scenario.study.engine
    if engine is not None:
        known = {name: name for name in get_args(EngineChoice)}
        if engine not in known:
            raise Refusal(f"--engine {engine}: expected one of {', '.join(known)}")
        wanted = known[engine]
    selection = Selection(wanted)
    with progress_bar("Scoring", quiet=quiet) as progress:
        try:
            return score(
                round_,
                entries,
                replications=replications,
                workers=workers,
                selection=selection,
                progress=progress,
            )
        except EngineMissing as missing:
            raise Refusal(str(missing)) from missing
        except StartFailed as failed:
            raise Ending(
                f"{round_.source}: the challenge itself cannot be simulated: {failed}",
                Exit.RUN_FAILED,
            ) from failed


def _folder_name(folder: Path, scores: Scores, taken: list[Entry]) -> str:
    """Name of the folder with the scores: other inputs, another name."""
    from recsim.scenario.identity import content_hash

    challenge = scores.round.challenge.model_dump_json()
    played = (scores.round, scores.sealed, scores.practice)
    studies = [content_hash(one.scenario) for one in played]
    said = [repr((one.name, one.team, one.memo, dict(one.guesses))) for one in taken]
    text = "\n".join([challenge, *studies, str(scores.worlds), *sorted(said)])
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"class-{folder.resolve().name}-{digest[:10]}"
