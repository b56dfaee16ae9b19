"""Which slides a lesson or a scenario has, in their order, each with notes for the trainer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recsim.analysis.measures import MEASURES
from recsim.analysis.results import Results
from recsim.papers.plans import Lesson, Named, Reveal, Said, Step, preparation, steps_of
from recsim.report.projected import projected
from recsim.report.view import Plot
from recsim.scenario.sentences import capital
from recsim.telling.asked import guess
from recsim.telling.study import doubts
from recsim.telling.units import how_made

WRITE = "Write down a number, and a range that you are 80% sure of."
MOST = 760
"""Letters of running text on a slide; what is longer goes on on another one."""
MOST_LINES = 5
"""Strategies that have a line each."""
COMMAND = re.compile(r"\s*\(`--[^`]*`\)")
"""What a trainer types, in the middle of a lesson's sentence."""
COMMENT = re.compile(r"^# ?", re.MULTILINE)
TURNS = re.compile(r"^# (?:Turns|Does not turn) .*?(?=^#?\s*$|^[^#])", re.MULTILINE | re.DOTALL)
"""What an author says in the file of what would turn its answer."""


@dataclass(frozen=True)
class Slide:
    """One slide.

    Attributes:
        kicker: small, above: where in the lesson one is.
        head: large; may be empty.
        text: paragraphs below it.
        picture: fills the slide below the kicker; None for none.
        notes: Markdown for the trainer.
    """

    kicker: str
    head: str = ""
    text: tuple[str, ...] = ()
    picture: Plot | None = None
    notes: str = ""


@dataclass(frozen=True)
class Presented:
    """A scenario that is shown, with what was found.

    Attributes:
        results: of at least one run.
        text: its file.
        command: what makes the same numbers.
        turned: what a look at its assumptions found, the headline first; empty without one.
    """

    results: Results
    text: str
    command: str
    turned: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Title, or name."""
        return self.results.scenario.title or self.results.scenario.name.replace("_", " ")

    @property
    def question(self) -> str:
        """The question, or the title."""
        return self.results.scenario.question or self.title


def of_scenario(shown: Presented) -> Iterator[Slide]:
    """Question, guess, picture, finding, lesson, and what would turn it."""
    yield question(shown, preparation())
    yield guessing(shown)
    yield from answer(shown)
    yield from outcome(shown)


def of_lesson(lesson: Lesson, shown: Mapping[str, Presented]) -> Iterator[Slide]:
    """A slide for what the trainer says at each step, and those of each scenario around it.

    Args:
        lesson: the plan.
        shown: the scenarios that it reveals, by name.
    """
    yield Slide("", lesson.title, notes=f"{lesson.before}\n\n{preparation()}")
    introduced, revealed = set[str](), list[str]()
    for step in steps_of(lesson):
        slides: list[Slide] = []
        asked = False
        for event in step.events:
            if isinstance(event, Named) and event.scenario in shown:
                if event.scenario not in introduced:
                    slides.append(question(shown[event.scenario], ""))
                    asked = False
                introduced.add(event.scenario)
            elif isinstance(event, Said):
                if slides and slides[-1].kicker == step.minutes:  # one after the other
                    last = slides.pop()
                    slides.append(replace(last, text=(*last.text, event.text)))
                else:
                    slides.append(Slide(step.minutes, event.text))
                asked = True
            elif isinstance(event, Reveal) and event.scenario not in revealed:
                before_it = revealed_later(event.scenario, step) and not asked
                slides += [guessing(shown[event.scenario])] if before_it else []
                slides += answer(shown[event.scenario])
                revealed.append(event.scenario)
        yield from _of_step(step, slides or [Slide(step.minutes, step.words)])
    for name in revealed:
        yield from outcome(shown[name])
    yield Slide("The end", "What will you measure from tomorrow?", notes=lesson.after)


def revealed_later(scenario: str, step: Step) -> bool:
    """Whether the step names the scenario whose result it shows: nobody has guessed before."""
    return Named(scenario) in step.events


def _of_step(step: Step, slides: Sequence[Slide]) -> Iterator[Slide]:
    """The slides of a step: those with no notes of their own, and the first, have the step's."""
    for at, slide in enumerate(slides):
        notes = step.notes if at == 0 or not slide.notes else ""
        both = "\n\n".join(part for part in (notes, slide.notes) if part)
        kicker = slide.kicker if slide.kicker == step.minutes else f"{step.minutes}, {slide.kicker}"
        yield replace(slide, kicker=kicker, notes=both)


def question(shown: Presented, before: str) -> Slide:
    """The scenario's question, with who is compared."""
    scenario = shown.results.scenario
    names = tuple(capital(scenario.label(key)) for key in shown.results.strategies)
    if len(names) > MOST_LINES:
        names = (" \u00b7 ".join(names),)
    notes = f"**The question** of `{scenario.name}`. Read it aloud, and who is compared. {before}"
    return Slide(shown.title, shown.question, names, notes=notes.strip())


def guessing(shown: Presented) -> Slide:
    """What people guess before they see anything."""
    return Slide(
        shown.title,
        guess(shown.results.scenario),
        (WRITE,),
        notes="Go on only when everybody has written down a range. Afterwards count whose range "
        "holds the result: of ranges that people are 80% sure of, eight in ten should.",
    )


def answer(shown: Presented) -> Iterator[Slide]:
    """The picture, panel by panel, and the sentence that it shows."""
    results, picture = shown.results, projected(shown.results)
    outcomes = (MEASURES[name] for name in results.scenario.study.outcomes)
    meant = "\n".join(f"- **{capital(of.label)}**: {of.definition}" for of in outcomes)
    reading = "\n".join(f"- {capital(note)}" for note in picture.notes)
    for at, plot in enumerate(picture.plots):
        notes = f"**How to read it**\n\n{reading}" if at == 0 else f"**What it counts**\n\n{meant}"
        if len(picture.plots) == 1:
            notes = f"{notes}\n\n**What it counts**\n\n{meant}"
        yield Slide(shown.title, picture=plot, notes=notes)
    doubt = "\n".join(f"- {one}" for one in doubts(results))
    made = how_made(results.scenario, results.runs["replication"].n_unique())
    notes = f"{made} The same numbers: `{shown.command}`\n\n{doubt}"
    yield from _running(Slide(shown.title, "What came out", notes=notes), picture.finding)


def outcome(shown: Presented) -> Iterator[Slide]:
    """What the scenario teaches, and what would turn it."""
    scenario = shown.results.scenario
    if scenario.lesson:
        notes = (
            "What its author found with all of its runs and variants, as it is shipped. "
            f"The question was: {shown.question}"
        )
        slide = Slide(shown.title, "What it teaches", notes=notes)
        yield from _running(slide, COMMAND.sub("", scenario.lesson))
    head = "What would turn it"
    if shown.turned:
        notes = "Found by `recsim assumptions`. Ask which of it is known, and which a guess."
        yield from _running(Slide(shown.title, head, notes=notes), " ".join(shown.turned))
        return
    variants = [capital(scenario.variant_label(name)) for name in scenario.variants]
    tried = f"Variants to try in the page: {'; '.join(variants)}. " if variants else ""
    notes = (
        f"{tried}The settings in brackets are behind the second door of the page; "
        "`recsim explain` says what each means and what is known about it. "
        f"`recsim assumptions {scenario.name}` looks for others."
    )
    if said := turns(shown.text):
        yield from _running(Slide(shown.title, head, notes=notes), said)
    else:
        head = "What the intervals do not cover"
        yield from _running(Slide(shown.title, head, notes=notes), " ".join(doubts(shown.results)))


def turns(text: str) -> str:
    """What the comment at the head of a scenario file says of what would turn its answer."""
    found = TURNS.search(text)
    return " ".join(COMMENT.sub("", found[0]).replace("`", "").split()) if found else ""


def _running(slide: Slide, text: str) -> Iterator[Slide]:
    """The slide with this text, and as many more as it needs."""
    parts = [""]
    for sentence in re.split(r"(?<=[.?])\s+", text.strip()):
        if parts[-1] and len(parts[-1]) + len(sentence) > MOST:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    for at, part in enumerate(parts):
        yield replace(slide, text=(part,), notes=slide.notes if at == 0 else "Continued.")
