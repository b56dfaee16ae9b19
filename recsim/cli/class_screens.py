"""What ``recsim class`` shows: who was taken, the table of a round, what it means; or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recsim import __version__
from recsim.cli.console import complain, console, paragraph
from recsim.cli.tables import Column, in_width, table_of
from recsim.scenario.printable import printable
from recsim.telling.numbers import NOTHING
from recsim.telling.outcomes import header

if TYPE_CHECKING:
    from recsim.analysis.intervals import Interval
    from recsim.analysis.measures import Measure
    from recsim.classroom.round import Round
    from recsim.classroom.scoring import Scores
    from recsim.classroom.submission import Entry, Refused

LONGEST_LINE = 300
MOST_TOLD = 12
"""People whose guesses are told one by one."""


def under(
    shown: Mapping[str, str], taken: Sequence[Entry], refused: Sequence[Refused]
) -> tuple[list[Entry], list[Refused]]:
    """Entries under other names, and without whatever else tells who somebody is."""
    from recsim.scenario.errors import ScenarioErrors

    if not shown:
        return list(taken), list(refused)
    masked = [
        replace(one, name=shown[one.name], file=shown[one.name], team="", memo="") for one in taken
    ]
    hidden = []
    for one in refused:
        name = shown[one.name]
        problems = [
            replace(p, place=replace(p.place, file=name), excerpt="") for p in one.errors.problems
        ]
        hidden.append(replace(one, name=name, file=name, errors=ScenarioErrors(problems)))
    return sorted(masked, key=lambda one: one.name), sorted(hidden, key=lambda one: one.name)


def show_taken(round_: Round, taken: Sequence[Entry], shown: Mapping[str, str]) -> None:
    """Print the entries that are taken, and what they change."""
    screen = console()
    screen.print(round_.challenge.title or round_.scenario.title, style="bold")
    for one in taken:
        changes = ", ".join(f"{round_.short(key)}={v}" for key, v in one.changes.items())
        alias = f" is {shown[one.name]}" if shown else ""
        paragraph(screen, f"{one.name}{alias}: taken ({changes or 'changes nothing'})")
    screen.print(f"{len(taken)} taken")


def tell_refused(refused: Iterable[Refused]) -> None:
    """Say on standard error which entries were refused, and why; nothing in it is trusted."""
    for one in refused:
        complain(f"Refused: {one.name}")
        complain("\n".join(f"  {line}" for line in plain(str(one.errors)).split("\n")) + "\n")


def plain(text: str) -> str:
    """A text without escapes for a terminal, whose lines are not endless."""
    lines = printable(text).split("\n")
    return "\n".join(
        line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 3]}..." for line in lines
    )


def show_scores(scores: Scores, refused: Sequence[Refused]) -> None:
    """Print the table, how to read it, and what it says."""
    from recsim.classroom.telling import reading

    screen = console()
    rules, scenario = scores.round.challenge, scores.sealed.scenario
    screen.print(scenario.title or scenario.name, style="bold")
    if rules.question:
        screen.print(rules.question)
    screen.print()
    names, columns = table(scores)
    for part in in_width(names, columns, screen.width):
        screen.print(table_of([names, *part], screen.width))
        screen.print()
    for line in reading(scores):
        paragraph(screen, line, style="dim")
    screen.print()
    for line in sentences(scores, len(refused)):
        paragraph(screen, line, bullet="- ")
    screen.print()


def table(scores: Scores) -> tuple[Column, list[Column]]:
    """Ranks with names, and the columns beside them; the challenge's own settings come last."""
    from recsim.analysis.glossary import unit_of
    from recsim.analysis.measures import MEASURES
    from recsim.classroom.telling import STANDING
    from recsim.telling.units import Unit, cell

    rules = scores.round.challenge
    rows = (*scores.rows, scores.start)
    places = [NOTHING if row.rank is None else str(row.rank) for row in rows]
    wide = max(len(place) for place in (*places, "rank"))
    names = Column(
        "rank".rjust(wide).replace(" ", "\u00a0") + "\u00a0\u00a0name",
        tuple(f"{place:>{wide}}  {row.name}" for place, row in zip(places, rows, strict=True)),
        left=True,
    )
    gain, harm = MEASURES[rules.maximise], MEASURES[rules.cap.measure]

    def cells(
        values: Iterable[Interval | None], of: Measure, sign: bool = False
    ) -> tuple[str, ...]:
        return tuple(cell(of.name, v or (None,) * 3, sign=sign) for v in values)

    unit = unit_of(gain, scores.sealed.scenario)
    limit = Unit(harm, scores.sealed.scenario).exactly(rules.cap.at_most)
    return names, [
        Column(header(gain.label, unit), cells((row.gain for row in rows), gain)),
        Column(
            header(harm.label, unit_of(harm, scores.sealed.scenario)),
            cells((row.harm for row in rows), harm),
        ),
        Column(f"cap (at most {limit})", tuple(row.cap for row in rows)),
        Column("frontier", tuple(STANDING[row.standing.place] or NOTHING for row in rows)),
        Column("above the start", cells((row.above_start for row in rows), gain, True)),
        Column("lost since practice", cells((row.drop for row in rows), gain, True)),
    ]


def sentences(scores: Scores, refused: int) -> Iterator[str]:
    """What the table says, how well people guessed, and that the worlds are those of the seal.

    In a rehearsal the seal stays closed.
    """
    from recsim.analysis.measures import MEASURES
    from recsim.classroom.calibration import by_person, calibration, explain
    from recsim.classroom.telling import drop_sentence, first_sentence, seal_sentence

    yield first_sentence(scores)
    if scores.drop is not None:
        yield drop_sentence(scores)
    if scores.answers:
        confidence = scores.sealed.scenario.study.confidence
        yield calibration(scores.answers, confidence).sentence("The room")
        people = by_person(scores.answers)
        if len(people) > MOST_TOLD:
            yield "guesses.csv has each range and its score."
            people = {}
        for person, answers in people.items():
            told = "; ".join(f"{MEASURES[one.measure].label} {explain(one)}" for one in answers)
            yield f"{person}: {told}."
    if refused:
        yield f"{refused} entr{'ies were' if refused > 1 else 'y was'} refused; see above."
    if scores.rehearsal:
        yield (
            f"A rehearsal: the challenge has {scores.round.challenge.replications} sealed worlds. "
            "Keep them to yourself until the round is over."
        )
    else:
        yield seal_sentence(scores)


def document(scores: Scores, refused: Sequence[Refused], folder: Path) -> dict[str, Any]:
    """Everything about a scored round, for programs; undefined values are null.

    A rehearsal does not tell seed and salt of the sealed worlds.
    """
    from recsim.classroom.calibration import calibration
    from recsim.cli.class_files import row

    worlds, rules = scores.round.sealed, scores.round.challenge
    assert worlds is not None
    opened = {} if scores.rehearsal else {"seed": worlds.seed, "salt": worlds.salt}
    room = calibration(scores.answers) if scores.answers else None
    drop = scores.drop._asdict() if scores.drop is not None else None
    return {
        "recsim": __version__,
        "title": scores.sealed.scenario.title,
        "folder": str(folder),
        "maximise": rules.maximise,
        "cap": rules.cap.model_dump(),
        "worlds": scores.worlds,
        "practice_worlds": scores.practice.scenario.study.replications,
        "confidence": scores.sealed.scenario.study.confidence,
        "confidence_of_pairs": scores.joint,
        "seal": {"announced": rules.seal, **opened},
        "entries": [row(one, scores) for one in scores.rows],
        "start": row(scores.start, scores),
        "lost_since_practice": drop,
        "calibration": None
        if room is None
        else {
            "ranges": room.n,
            "right": room.right,
            "claimed": room.claimed,
            "share": room.share.estimate,
            "low": room.share.low,
            "high": room.share.high,
            "verdict": room.verdict,
        },
        "refused": [
            {
                "name": one.name,
                "file": one.file,
                "problems": [
                    {"key": p.key, "line": p.line, "message": p.message, "hint": p.hint}
                    for p in one.errors.problems
                ],
            }
            for one in refused
        ],
        "failures": scores.failures,
    }
