"""Slides as one HTML file that needs nothing else, printed with or without their notes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path

from recsim import __version__
from recsim.papers.deck import Slide
from recsim.papers.documents import html
from recsim.report.view import Plot

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
STATIC = Path(__file__).parent / "static"
SIZES = ((120, "huge"), (230, "large"), (480, "middle"))
"""Class of a slide's words by how many letters they have; more than the last: the smallest."""


def document(title: str, slides: Sequence[Slide]) -> str:
    """The slides as one page.

    Args:
        title: of the page.
        slides: at least one.
    """
    body = "\n".join(_section(slide, at, len(slides)) for at, slide in enumerate(slides, 1))
    look, ways, script = (
        (STATIC / f"slides.{kind}").read_text(encoding="utf-8") for kind in ("css", "html", "js")
    )
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{look}</style>\n<body>\n<main>\n{body}\n</main>\n"
        f"{ways}<script>{script}</script>\n</body>\n</html>\n"
    )


def _section(slide: Slide, at: int, of: int) -> str:
    made = f"recsim {__version__}"
    words = "".join(f"<p>{escape(text)}</p>" for text in slide.text)
    head = f"<h1>{escape(slide.head)}</h1>" if slide.head else ""
    picture = _image(slide.picture) if slide.picture else ""
    return (
        f'<section class="slide" id="slide-{at}" aria-label="Slide {at} of {of}">'
        f'<div class="face {_size(slide)}"><p class="kicker">{escape(slide.kicker)}</p>'
        f'{head}{words}{picture}<p class="foot">{made}<span>{at} / {of}</span></p></div>'
        f'<aside class="notes" aria-label="Notes">{html(slide.notes)}</aside></section>'
    )


def _size(slide: Slide) -> str:
    if slide.picture:
        return "picture"
    letters = len(slide.head) + sum(map(len, slide.text))
    return next((name for most, name in SIZES if letters <= most), "small")


def _image(plot: Plot) -> str:
    """The picture as SVG with letters as shapes, which look the same wherever it is opened."""
    return (
        f'<img alt="{escape(plot.title or "The picture of the question")}" '
        f'src="data:image/svg+xml;base64,{b64encode(plot.svg()).decode()}">'
    )
