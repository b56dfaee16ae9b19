"""Draw who talks to whom in the model: ``python docs/story_picture.py`` writes docs/story.svg.

Every arrow carries the words of the code that it stands for; a test looks them up there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

WIDTH, HEIGHT = 1400, 860
INK, SOFT, PAPER = "#1a1a1a", "#595959", "#ffffff"
PERSON, TEAM, BETWEEN, HARM = "#0072b2", "#b34700", "#404040", "#882255"
LEFT, MIDDLE, RIGHT = (40, 330), (560, 850), (1080, 1370)
"""Where the columns begin and end."""
MARGIN = 40
"""Of the requisition around the middle column."""


@dataclass(frozen=True)
class Box:
    """An actor, with the files in which it lives."""

    name: str
    files: str
    about: tuple[str, ...]
    column: tuple[int, int]
    top: int
    bottom: int
    colour: str


@dataclass(frozen=True)
class Arrow:
    """Who says something to whom, and how the code says it.

    ``start`` and ``end`` are places on the picture; ``dashed`` is what does harm.
    """

    label: str
    start: tuple[int, int]
    end: tuple[int, int]
    said_in: str
    code: tuple[str, ...]
    dashed: bool = False


BOXES = (
    Box(
        "Person",
        "person.py, life.py, regard.py",
        ("has moods, jobs,", "an own life;", "remembers each team"),
        LEFT,
        185,
        715,
        PERSON,
    ),
    Box("Other people", "person.py", (), LEFT, 765, 842, PERSON),
    Box("Application", "application.py", (), MIDDLE, 185, 295, BETWEEN),
    Box("Candidacy", "candidacy.py", ("talk, interviews, offer",), MIDDLE, 380, 520, BETWEEN),
    Box("Approach", "approach.py", ("at home or at work",), MIDDLE, 605, 790, BETWEEN),
    Box("Employers", "employers.py", (), RIGHT, 30, 110, TEAM),
    Box(
        "Recruiter",
        "recruiter.py, desk.py",
        ("one task after", "the other"),
        RIGHT,
        185,
        680,
        TEAM,
    ),
    Box("Software", "software.py", (), RIGHT, 716, 793, TEAM),
)


def across(columns: str, y: int) -> dict[str, tuple[int, int]]:
    """Start and end of an arrow from one column to the next: ``"12"`` is left to middle."""
    edges = {"12": (LEFT[1], MIDDLE[0]), "21": (MIDDLE[0], LEFT[1])}
    edges |= {"23": (MIDDLE[1], RIGHT[0]), "32": (RIGHT[0], MIDDLE[1])}
    start, end = edges[columns]
    return {"start": (start, y), "end": (end, y)}


ARROWS = (
    Arrow("applies", **across("12", 220), said_in="life.py", code=("Application(best, person)",)),
    Arrow(
        "silence, a no",
        **across("21", 270),
        said_in="application.py",
        code=("self.may_resent(",),
        dashed=True,
    ),
    Arrow(
        "comes back",
        **across("12", 425),
        said_in="life.py",
        code=("Candidacy(best, person, Source.RETURNED)",),
    ),
    Arrow("a new job", **across("21", 485), said_in="candidacy.py", code=("person.starts_job(",)),
    Arrow("a seed", **across("21", 640), said_in="approach.py", code=("person.is_seeded(",)),
    Arrow(
        "offence",
        **across("21", 690),
        said_in="approach.py",
        code=("person.is_harmed()", "regard.is_offended()"),
        dashed=True,
    ),
    Arrow(
        "tells",
        (185, 715),
        (185, 765),
        said_in="person.py",
        code=("hearer.regards[team].becomes_wary(",),
        dashed=True,
    ),
    Arrow(
        "shortlisted",
        (705, 295),
        (705, 380),
        said_in="application.py",
        code=("Candidacy(self.requisition, self.person, Source.APPLIED)",),
    ),
    Arrow(
        "interested",
        (705, 605),
        (705, 520),
        said_in="approach.py",
        code=("Candidacy(self.requisition, person, Source.APPROACHED)",),
    ),
    Arrow(
        "inbox",
        **across("23", 220),
        said_in="application.py",
        code=("self.desk.inbox.append(self)",),
    ),
    Arrow("reads", **across("32", 270), said_in="recruiter.py", code=("desk.first(desk.inbox)",)),
    Arrow(
        "tasks",
        **across("23", 425),
        said_in="candidacy.py",
        code=("self.desk.people.append(self)",),
    ),
    Arrow("does them", **across("32", 485), said_in="recruiter.py", code=("work.done()",)),
    Arrow(
        "calls, writes",
        **across("32", 640),
        said_in="recruiter.py",
        code=("Approach(outreach.requisition, person)",),
    ),
    Arrow(
        "contacts",
        **across("32", 755),
        said_in="software.py",
        code=("Approach(outreach.requisition, person, by_software=True)",),
    ),
    Arrow(
        "openings",
        (1080, 70),
        (890, 70),
        said_in="employers.py",
        code=("self.team.is_asked_to_fill(",),
    ),
)


def text(x: float, y: float, words: str, size: int, colour: str, **more: str) -> str:
    """A line of text, centred on ``x``."""
    styles = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" text-anchor="middle"'
        f"{styles}>{escape(words)}</text>"
    )


def drawn_box(box: Box) -> Iterator[str]:
    """An actor: name, files, what it is about."""
    left, right = box.column
    centre = (left + right) / 2
    yield (
        f'<rect x="{left}" y="{box.top}" width="{right - left}" height="{box.bottom - box.top}"'
        f' rx="14" fill="{PAPER}" stroke="{box.colour}" stroke-width="4"/>'
    )
    height = 62 + 30 * len(box.about)
    y = box.top + (box.bottom - box.top - height) / 2 + 30
    yield text(centre, y, box.name, 31, box.colour, font_weight="bold")
    yield text(centre, y + 26, box.files, 19, SOFT)
    for number, line in enumerate(box.about, 1):
        yield text(centre, y + 32 + 29 * number, line, 23, INK)


def drawn_arrow(arrow: Arrow) -> Iterator[str]:
    """Who says something, what, and to whom."""
    (x1, y1), (x2, y2) = arrow.start, arrow.end
    harm = HARM if arrow.dashed else INK
    pattern = ' stroke-dasharray="10 7"' if arrow.dashed else ""
    head = "harm" if arrow.dashed else "head"
    yield (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{harm}" stroke-width="3.5"'
        f'{pattern} marker-end="url(#{head})"/>'
    )
    if y1 == y2:
        gap = (LEFT[1], MIDDLE[0] - MARGIN)
        if max(x1, x2) == RIGHT[0]:
            gap = (MIDDLE[1] + MARGIN, RIGHT[0])
        yield text(sum(gap) / 2, y1 - 9, arrow.label, 24, harm)
    else:
        yield text(x1 + 14, (y1 + y2) / 2 + 8, arrow.label, 24, harm).replace("middle", "start")


def picture() -> str:
    """The whole picture, as an SVG file."""
    left, right = MIDDLE[0] - MARGIN, MIDDLE[1] + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" font-family="DejaVu Sans, Verdana, sans-serif" role="img">',
        "<title>Who talks to whom in recsim</title>",
        "<defs>",
        *(
            f'<marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="5.5"'
            f' markerHeight="5.5" orient="auto">'
            f'<path d="M0 0L10 5L0 10z" fill="{colour}"/></marker>'
            for name, colour in (("head", INK), ("harm", HARM))
        ),
        "</defs>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        f'<rect x="{left}" y="20" width="{right - left}" height="{HEIGHT - 40}" rx="20"'
        f' fill="#f0f0f0"/>',
        text((left + right) / 2, 68, "Requisition", 31, BETWEEN, font_weight="bold"),
        text((left + right) / 2, 95, "requisition.py", 19, SOFT),
        text((left + right) / 2, 133, "an opening, and what it has", 23, INK),
        text((left + right) / 2, 162, "with one person", 23, INK),
        *(part for box in BOXES for part in drawn_box(box)),
        *(part for arrow in ARROWS for part in drawn_arrow(arrow)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("story.svg").write_text(picture(), encoding="utf-8")
