"""``recsim init``: a scenario file to start from, or one from people's own numbers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recsim import __version__
from recsim.cli.exits import Refusal
from recsim.cli.files import SCHEMA_FILE, schema_text, write_text
from recsim.own.numbers import NUMBERS, Given

if TYPE_CHECKING:
    from recsim.own.found import Funnel, Note
    from recsim.own.writing import Mapped

FEWEST = 2
"""Answers before it is asked whether they go together."""
MOST_NOTES = 20
"""Rows that are told, of those that were not used for the same reason; JSON has them all."""


def _flags(function: Callable[..., None]) -> Callable[..., None]:
    """The function with an option for each own number, as it is declared."""
    signature = inspect.signature(function, eval_str=True)
    own = [one for one in signature.parameters.values() if one.kind is not one.VAR_KEYWORD]
    flags = []
    for name, number in NUMBERS.items():
        option = typer.Option(number.option, metavar="N", help=f"Own number: {number.label}.",
                              show_default=False)  # fmt: skip
        kind = Annotated[str | None, option]
        flags.append(
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        )
    function.__signature__ = signature.replace(parameters=[*own, *flags])  # type: ignore[attr-defined]
    return function


@_flags
def init(
    file: Annotated[
        Path, typer.Argument(metavar="[FILE]", help="The file to write.", show_default=True)
    ] = Path("study.yaml"),
    from_: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FUNNEL",
            help="Own numbers from a .csv or .xlsx: a row for each number, or one for each week, "
            "month, quarter or year.",
            show_default=False,
        ),
    ] = None,
    ask: Annotated[bool, typer.Option("--ask", help="Ask for own numbers, one by one.")] = False,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="NUMBER",
            help="Leave out an own number, as one that contradicts others; may be repeated.",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="Who calls: agency or corporate.")
    ] = "agency",
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON on standard output, and nothing else there.")
    ] = False,
    **numbers: str | None,
) -> None:
    """Write a scenario file to start from.

    With own numbers of a team (by options, --from a funnel, or --ask) it is a study of that team:
    as it works today, and in other ways. Numbers are written as people do: 60, 12%, 1,740 a month.
    Whether they contradict each other is said before anything is written, and what is assumed for
    want of others.

    The schema that lets editors complete and check it is written beside it.
    """
    from recsim.own.found import Funnel
    from recsim.own.funnel import read_funnel

    _refuse(file, kind)
    funnel = Funnel() if from_ is None else read_funnel(from_, date.today())
    problems = list(_given(numbers, funnel))
    left_out = [_name(one) for one in without or ()]
    for name in left_out:
        funnel.given.pop(name, None)
    if problems:
        raise Refusal("\n".join(problems))
    if ask:
        _ask(funnel.given)
    if not (from_ or ask or funnel.given):
        _starter(file)
        return
    if not funnel.given:
        _tell_notes(funnel)
        raise Refusal(f"{from_ or 'the answers'}: no own number was found; nothing was written")
    _go_together(funnel)
    made = _write(file, funnel, kind)
    if json:
        from recsim.cli.console import print_json

        print_json({"recsim": __version__, **document(file, funnel, made)})
        return
    _show(file, funnel, made)


def _refuse(file: Path, kind: str) -> None:
    if kind not in ("agency", "corporate"):
        raise Refusal(f"--kind {kind}: expected agency or corporate")
    if file.suffix not in (".yaml", ".yml"):
        raise Refusal(f"{file}: a scenario file ends in .yaml, as in {file.with_suffix('.yaml')}")
    if file.exists():
        raise Refusal(f"{file}: exists already, and is left as it is; give another name")


def _name(option: str) -> str:
    """An own number by its name, as in an option or with underscores."""
    from recsim.scenario.errors import did_you_mean

    name = option.strip().lstrip("-").replace("-", "_")
    if name not in NUMBERS:
        hint = did_you_mean(name, list(NUMBERS), "there are")
        raise Refusal(f"--without {option}: there is no such own number; {hint}")
    return name


def _given(numbers: Mapping[str, str | None], funnel: Funnel) -> Iterator[str]:
    """Put the options among the numbers, where they go before a funnel; what is wrong with them."""
    from recsim.own.notation import Unreadable
    from recsim.own.values import given

    for name, text in numbers.items():
        if text is None:
            continue
        number = NUMBERS[name]
        source = f"{number.option} {text}"
        try:
            funnel.given[name] = given(number, text, source)
        except Unreadable as error:
            yield f"{source}: {error}; expected {number.label}"


def _ask(known: dict[str, Given]) -> None:
    """Ask for each number that is not known; who does not know it presses Enter."""
    from recsim.cli.console import console, paragraph
    from recsim.own.bookkeeping import conflicts
    from recsim.own.notation import Unreadable
    from recsim.own.values import given

    screen = console(stderr=True)
    paragraph(
        screen,
        "Numbers of your team, as you have them: 60, 12%, 1,740 a month. Press Enter for what you "
        "do not know.",
    )
    for name, number in NUMBERS.items():
        while name not in known:
            text = typer.prompt(number.question, default="", show_default=False, err=True).strip()
            if not text:
                break
            try:
                one = given(number, text, f"asked: {number.label}")
            except Unreadable as error:
                paragraph(screen, f"{error}. Please again, or Enter.")
                continue
            together = {n: g.value for n, g in {**known, name: one}.items()}
            wrong = [c for c in conflicts(together) if name in c.numbers and not c.possible]
            if len(together) >= FEWEST and wrong:
                for conflict in wrong:
                    paragraph(screen, f"That cannot be: {conflict}")
                paragraph(screen, "Please again, or Enter to leave it out.")
                continue
            known[name] = one


def _go_together(funnel: Funnel) -> None:
    """Refuse numbers that contradict each other, and name what is hard to believe.

    Raises:
        Refusal: they do.
    """
    from recsim.cli.console import complain
    from recsim.own.bookkeeping import conflicts

    found = conflicts({name: one.value for name, one in funnel.given.items()})
    for conflict in found:
        if conflict.possible:
            complain(f"Hard to believe: {conflict}")
    wrong = [conflict for conflict in found if not conflict.possible]
    if not wrong:
        return
    _tell_notes(funnel)
    named = dict.fromkeys(name for conflict in wrong for name in conflict.numbers)
    given = [f"  {funnel.given[name].number.label}: {funnel.given[name].source}"
             for name in named if name in funnel.given]  # fmt: skip
    told = "\n".join(f"- {conflict}" for conflict in wrong)
    first = NUMBERS[wrong[0].numbers[min(1, len(wrong[0].numbers) - 1)]].name
    raise Refusal(
        f"These numbers contradict each other; nothing was written.\n{told}\nThey were given as:\n"
        + "\n".join(given)
        + f"\nCorrect one of them, or leave one out: --without {first.replace('_', '-')}"
    )


def _write(file: Path, funnel: Funnel, kind: str) -> Mapped:
    """Write the file and the schema beside it; the file is one that can be run."""
    from recsim.analysis.measures import MEASURES
    from recsim.own.writing import mapped
    from recsim.scenario.load import load_text

    made = mapped(funnel.given, kind=kind, schema=SCHEMA_FILE)
    load_text(made.text, str(file), measures=MEASURES)
    write_text(file, made.text)
    write_text(file.with_name(SCHEMA_FILE), schema_text())
    return made


def document(file: Path, funnel: Funnel, made: Mapped) -> dict[str, Any]:
    """Everything, for programs."""
    notes = {
        name: [note.__dict__ for note in getattr(funnel, name)]
        for name in ("unused", "assumed", "skipped")
    }
    return {
        "file": str(file),
        "given": [
            {"number": name, "value": one.value, "unit": one.number.label, "source": one.source}
            for name, one in funnel.given.items()
        ],
        "becomes": [
            {"number": entry.name, "key": entry.key, "value": entry.value, "range": entry.range,
             "source": entry.source, "assumed": entry.why if not entry.source else ""}
            for entry in made.entries
        ],
        "only_for_arithmetic": list(made.spent),
        **notes,
    }  # fmt: skip


def _tell_notes(funnel: Funnel) -> None:
    """Say on standard error which rows were not used, and why."""
    from recsim.cli.console import complain

    for title, notes in (
        ("Cannot be used", funnel.unused),
        ("Skipped", funnel.skipped),
        ("Assumed", funnel.assumed),
    ):
        for line in _told(notes):
            complain(f"{title}: {line}")


def _told(notes: Sequence[Note]) -> Iterator[str]:
    """A line for each note, as many as anybody reads."""
    yield from (f"{note.where}: {note.what}: {note.why}" for note in notes[:MOST_NOTES])
    if (more := len(notes) - MOST_NOTES) > 0:
        yield f"and {more:,} more"


def _show(file: Path, funnel: Funnel, made: Mapped) -> None:
    """Print the mapping: provided, assumed, cannot be used, skipped."""
    from recsim.cli.console import console, paragraph, say
    from recsim.cli.tables import Column, table_of
    from recsim.own.writing import in_words
    from recsim.telling.numbers import text

    screen = console()
    provided = [entry for entry in made.entries if entry.source]
    names = {entry.key: NUMBERS[entry.name].label for entry in provided}
    columns = [
        Column("Provided", tuple(names[entry.key] for entry in provided), left=True),
        Column("yours", tuple(
            f"{text(100 * funnel.given[e.name].value, 4)}%"
            if NUMBERS[e.name].kind == "share" else text(funnel.given[e.name].value, 4)
            for e in provided)),
        Column("becomes", tuple(entry.key for entry in provided), left=True),
        Column("value", tuple(map(in_words, provided))),
    ]  # fmt: skip
    screen.print(table_of(columns, screen.width))
    screen.print()
    for name in made.spent:
        paragraph(screen, f"Used for arithmetic alone: {NUMBERS[name].label}.")
    assumed = [entry for entry in made.entries if not entry.source and entry.why]
    if assumed:
        screen.print("Assumed, for want of your number", style="bold")
        for entry in assumed:
            option = f" ({NUMBERS[entry.name].option})" if entry.name else ""
            paragraph(screen, f"{entry.key} {in_words(entry)}: {entry.why}{option}", bullet="- ")
    for title, notes in (
        ("Taken for granted", funnel.assumed),
        ("Cannot be used", funnel.unused),
        ("Skipped", funnel.skipped),
    ):
        if notes:
            screen.print(title, style="bold")
        for line in _told(notes):
            paragraph(screen, line, bullet="- ")
    screen.print()
    say(f"{file}: your team as a study")
    say(f"Fit it to your numbers: recsim calibrate {file}")


def _starter(file: Path) -> None:
    """The commented file that says what a study is."""
    from recsim.cli.console import say
    from recsim.scenario.gallery import starter

    schema = file.with_name(SCHEMA_FILE)
    write_text(file, starter(SCHEMA_FILE))
    write_text(schema, schema_text())
    say(f"{file}: a scenario to start from")
    say(f"{schema}: lets editors complete and check it")
    say(f"Try it: recsim run {file}")
    say("In your own numbers: recsim init OTHER.yaml --ask, or --from funnel.csv")
